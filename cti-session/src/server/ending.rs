//! How sessions and connections end.

use alloc::vec::Vec;

use cti_messages::{FailureEvent, StatusCode};

use super::Server;
use super::event::{ServerAction, ServerEvent, SessionEnd};
use super::maintenance::Maintenance;
use super::session::Stage;
use crate::link::ConnectionId;
use crate::time::Time;

impl Server {
    /// Ends one session: sends FAILURE_EVENT with a status, and gives the client
    /// [`close_timeout`](crate::ServerConfig::close_timeout) to close it. Returns false if the session is not open.
    pub fn end(&mut self, connection: ConnectionId, status: StatusCode, now: Time) -> bool {
        self.end_with(connection, SessionEnd::Ended(status), now)
    }

    /// Ends all sessions with a status, usually E_CTI_CTI_SERVER_OFFLINE, and refuses new ones with it. Clients have
    /// [`close_timeout`](crate::ServerConfig::close_timeout) to close them. After the end of the last connection
    /// [`ServerEvent::Stopped`] follows. A maintenance that has begun is dropped without further messages.
    pub fn stop(&mut self, status: StatusCode, now: Time) {
        self.stopping = Some(status);
        self.maintenance = Maintenance::Off;
        self.forget_agreement(now);
        let latest = now + self.config.close_timeout;
        let all: Vec<_> = self.sessions.keys().copied().collect();
        for connection in all {
            self.refuse(connection, status, now);
            self.end(connection, status, now);
            if let Some(session) = self.sessions.get_mut(&connection) {
                session.hurry(latest, now);
            }
            // What waits for room is refused now.
            self.read(connection, now, usize::MAX);
            self.schedule(connection);
        }
        self.report_stopped();
    }

    pub(super) fn write_failure_event(
        &mut self,
        connection: ConnectionId,
        status: StatusCode,
        now: Time,
    ) {
        let event = FailureEvent {
            status,
            ..FailureEvent::default()
        };
        self.write_own(connection, &event, now);
    }

    /// Sends FAILURE_EVENT to an open session, and waits for the client to close it.
    pub(super) fn end_with(
        &mut self,
        connection: ConnectionId,
        end: SessionEnd,
        now: Time,
    ) -> bool {
        match self.sessions.get_mut(&connection) {
            Some(session) if session.is_open() => {
                let (status, until) = (end.status(), now + self.config.close_timeout);
                session.stage = Stage::Ending { until, end };
                self.write_failure_event(connection, status, now);
                self.not_open(connection, now);
                // What waited for room among the events is no longer for the application.
                self.read(connection, now, usize::MAX);
                true
            }
            _ => false,
        }
    }

    /// Processes no more messages of a connection, and waits for the client to close it: by itself, or once the stream
    /// has ended.
    pub(super) fn leave(
        &mut self,
        connection: ConnectionId,
        end: SessionEnd,
        ends_stream: bool,
        now: Time,
    ) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        if session.peer_closed {
            return self.remove(connection, end, now);
        }
        let until = now + self.config.close_timeout;
        session.stage = Stage::Leaving {
            until,
            end: end.clone(),
            ends_stream,
        };
        // Whatever comes is dropped, so nothing is in the way of reading.
        self.resume(connection);
        self.report_end(connection, end);
        self.not_open(connection, now);
        self.end_stream_if_written(connection);
    }

    /// Ends the stream of a connection, if that waits for the outgoing bytes and they have been sent. A reset instead
    /// would drop those that have not reached the client yet.
    pub(super) fn end_stream_if_written(&mut self, connection: ConnectionId) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        let is_written = session.link.outgoing().is_empty();
        if let Stage::Leaving { ends_stream, .. } = &mut session.stage {
            if is_written && core::mem::take(ends_stream) {
                self.actions.push_back(ServerAction::Shutdown(connection));
            }
        }
    }

    /// Goes on reading a connection, if that was paused.
    pub(super) fn resume(&mut self, connection: ConnectionId) {
        match self.sessions.get_mut(&connection) {
            Some(session) if session.is_paused => {
                session.is_paused = false;
                if !session.read_waits {
                    session.read_waits = true;
                    self.actions.push_back(ServerAction::Read(connection));
                }
            }
            _ => {}
        }
    }

    /// Has the driver drop a connection.
    pub(super) fn reset(&mut self, connection: ConnectionId, end: SessionEnd, now: Time) {
        match self.sessions.get(&connection) {
            Some(session) if !session.peer_closed => {
                self.actions.push_back(ServerAction::Reset(connection));
            }
            _ => {}
        }
        self.remove(connection, end, now);
    }

    pub(super) fn remove(&mut self, connection: ConnectionId, end: SessionEnd, now: Time) {
        self.report_end(connection, end);
        self.release_devices(connection);
        // Before maintenance goes on without it, which can end all sessions that are there.
        let Some(session) = self.sessions.remove(&connection) else {
            return;
        };
        if let Some(timer) = session.timer {
            self.timers.remove(&(timer, connection));
        }
        if session.was_open {
            self.open_sessions -= 1;
        }
        self.gone_from_maintenance(connection, now);
        self.report_over();
        self.report_stopped();
    }

    /// Releases what an open session has: its devices, and its part in maintenance.
    fn not_open(&mut self, connection: ConnectionId, now: Time) {
        self.release_devices(connection);
        self.schedule(connection);
        self.gone_from_maintenance(connection, now);
    }

    pub(super) fn release_devices(&mut self, connection: ConnectionId) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        for device in core::mem::take(&mut session.devices) {
            self.devices.remove(&device);
        }
    }

    fn report_end(&mut self, connection: ConnectionId, end: SessionEnd) {
        match self.sessions.get_mut(&connection) {
            Some(session) if !session.end_reported => {
                session.end_reported = true;
                self.events
                    .push_back(ServerEvent::Closed { connection, end });
            }
            _ => {}
        }
    }

    fn report_stopped(&mut self) {
        if self.stopping.is_some() && self.sessions.is_empty() && !self.stopped_reported {
            self.stopped_reported = true;
            self.events.push_back(ServerEvent::Stopped);
        }
    }
}
