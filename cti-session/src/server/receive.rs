//! Processing the messages of clients.

use cti_messages::{
    CloseReq, Direction, FailureConf, HeartbeatReq, InvokeId, MessageType, OwnedFrame, Request,
    StatusCode,
};

use super::Server;
use super::config::ServerRole;
use super::event::{ServerEvent, SessionEnd};
use super::session::{Session, Stage};
use crate::link::ConnectionId;
use crate::time::Time;

impl Server {
    /// Processes up to so many of the messages that have been received, as far as they can be processed now.
    pub(super) fn read(&mut self, connection: ConnectionId, now: Time, most: usize) {
        let mut left = most;
        loop {
            let Some(session) = self.sessions.get(&connection) else {
                return;
            };
            if session.is_leaving() {
                return;
            }
            let has_incoming = session.link.has_incoming();
            let waits_for_room = left == 0 || self.events.len() >= self.config.event_capacity;
            let is_held = waits_for_room || self.is_held(session);
            let Some(session) = self.sessions.get_mut(&connection) else {
                return;
            };
            if has_incoming && is_held {
                session.paused.get_or_insert(now);
                if waits_for_room && !session.in_ring {
                    session.in_ring = true;
                    self.ring.push_back(connection);
                }
                self.schedule(connection);
                return;
            }
            left = left.saturating_sub(1);
            match session.link.next_frame() {
                Ok(Some(frame)) => {
                    session.heard = now;
                    self.process(connection, frame, now);
                    self.schedule(connection);
                }
                Ok(None) => {
                    self.all_read(connection, now);
                    return;
                }
                Err(error) => {
                    self.reset(connection, SessionEnd::Unreadable(error), now);
                    return;
                }
            }
        }
    }

    /// Whether the messages of a session have to wait, be there room among the events or not: for the decision on its
    /// OPEN_REQ, or until the client has taken the answers to those before.
    fn is_held(&self, session: &Session) -> bool {
        let outgoing = session.link.outgoing().len();
        matches!(session.stage, Stage::Deciding { .. })
            || !session.peer_closed && outgoing >= self.config.send_capacity
    }

    /// All whole messages have been processed: reading goes on.
    fn all_read(&mut self, connection: ConnectionId, now: Time) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        if session.peer_closed {
            return self.remove(connection, SessionEnd::Disconnected, now);
        }
        if session.paused.is_some() {
            // The client could not be heard meanwhile.
            session.heard = now;
            session.give_back_pause(now);
            self.resume(connection);
            self.schedule(connection);
        }
    }

    fn process(&mut self, connection: ConnectionId, frame: OwnedFrame, now: Time) {
        let Some(session) = self.sessions.get(&connection) else {
            return;
        };
        let status = match (&session.stage, frame.message_type()) {
            (Stage::AwaitingOpen { .. }, MessageType::OPEN_REQ) => {
                return self.open_asked(connection, frame, now);
            }
            (Stage::AwaitingOpen { .. } | Stage::Deciding { .. }, _) => {
                StatusCode::SESSION_NOT_OPEN
            }
            (Stage::Leaving { .. }, _) => return,
            (_, MessageType::CLOSE_REQ) => return self.close_asked(connection, &frame, now),
            (Stage::Ending { .. }, _) => session.ending_status().unwrap_or_default(),
            (Stage::Open, MessageType::OPEN_REQ) => StatusCode::SESSION_ALREADY_OPEN,
            (Stage::Open, MessageType::HEARTBEAT_REQ) => {
                return self.heartbeat_asked(connection, &frame, now);
            }
            (Stage::Open, _) => return self.process_open(connection, frame, now),
        };
        self.answer_failure(connection, frame.invoke_id(), status, now);
    }

    /// A message of an open session that is not one of those that every server answers.
    fn process_open(&mut self, connection: ConnectionId, frame: OwnedFrame, now: Time) {
        let status = if self.role == ServerRole::Standby {
            Some(StatusCode::SERVER_NOT_MASTER)
        } else {
            refusal(&frame)
        };
        if let Some(status) = status {
            return self.answer_failure(connection, frame.invoke_id(), status, now);
        }
        match frame.message_type() {
            MessageType::ACTIVE_MAINTENANCE_RESP_MSG => {
                self.maintenance_answered(connection, &frame, now);
            }
            MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND => {
                self.stopping_requests(connection, now)
            }
            _ => self
                .events
                .push_back(ServerEvent::Message { connection, frame }),
        }
    }

    fn heartbeat_asked(&mut self, connection: ConnectionId, frame: &OwnedFrame, now: Time) {
        match frame.decode::<HeartbeatReq<'_>>() {
            Ok(request) => self.write_own(connection, &request.confirmation(), now),
            Err(_) => {
                let status = StatusCode::BAD_MESSAGE_FORMAT;
                self.answer_failure(connection, frame.invoke_id(), status, now);
            }
        }
    }

    fn close_asked(&mut self, connection: ConnectionId, frame: &OwnedFrame, now: Time) {
        let Ok(request) = frame.decode::<CloseReq<'_>>() else {
            let status = StatusCode::BAD_MESSAGE_FORMAT;
            return self.answer_failure(connection, frame.invoke_id(), status, now);
        };
        self.write_own(connection, &request.confirmation(), now);
        let end = match self.sessions.get(&connection).map(|session| &session.stage) {
            Some(Stage::Ending { end, .. }) => end.clone(),
            _ => SessionEnd::Closed(request.status),
        };
        self.leave(connection, end, false, now);
    }

    /// Answers a message that is not carried out.
    pub(super) fn answer_failure(
        &mut self,
        connection: ConnectionId,
        invoke_id: Option<InvokeId>,
        status: StatusCode,
        now: Time,
    ) {
        self.write_own(
            connection,
            &failure(invoke_id.unwrap_or_default(), status),
            now,
        );
    }
}

/// The answer to a request that is not carried out.
pub(super) fn failure(invoke_id: InvokeId, status: StatusCode) -> FailureConf<'static> {
    FailureConf {
        invoke_id,
        status,
        ..FailureConf::default()
    }
}

/// The status with which the message of an open session is refused, if it is. A message of an unknown layout is not.
fn refusal(frame: &OwnedFrame) -> Option<StatusCode> {
    let info = frame.message_type().info()?;
    if info.direction == Direction::Server || !info.versions.contains(frame.version()) {
        return Some(StatusCode::INVALID_MSG_TYPE_FOR_VERSION);
    }
    frame
        .message()
        .is_err()
        .then_some(StatusCode::BAD_MESSAGE_FORMAT)
}
