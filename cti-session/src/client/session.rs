//! Processing the messages of a server, and sending those of the session itself.

use alloc::boxed::Box;
use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceReqMsg, CloseReq, CtiServiceMask, DynMessage,
    FailureConf, FailureEvent, HeartbeatReq, IntoOwned, InvokeId, MessageType, OpenConf,
    OwnedFrame, SessionType, StatusCode, StoppingRequestsToThisSideInd,
};

use super::event::ClientEvent;
use super::requests::Answer;
use super::roles::Change;
use super::sides::Side;
use super::socket::{Cause, Slot, Stage};
use super::{Client, Phase};
use crate::time::Time;

/// Receiving.
impl Client {
    /// Handles the messages for which there is room, and begins what is due.
    pub(super) fn settle(&mut self, now: Time) {
        loop {
            while self.step(self.turn, now) || self.step(self.turn.opposite(), now) {}
            if self.deadline().is_none_or(|deadline| deadline > now) {
                return;
            }
            self.do_due(now);
        }
    }

    /// Handles one message of a side, or the end of its connection; whether there was any.
    fn step(&mut self, side: Side, now: Time) -> bool {
        match &self.slots[side] {
            Slot::Connected(socket) if self.has_room_for(socket) => {}
            _ => return false,
        }
        let Slot::Connected(socket) = &mut self.slots[side] else {
            return false;
        };
        match socket.link.next_frame() {
            Ok(Some(frame)) => self.handle(side, frame, now),
            Ok(None) => match socket.cut.clone() {
                Some(cause) => self.end(side, cause, now),
                None => return false,
            },
            Err(error) => self.end(side, Cause::Unreadable(error), now),
        }
        self.turn = side.opposite();
        true
    }

    fn handle(&mut self, side: Side, frame: OwnedFrame, now: Time) {
        let Slot::Connected(socket) = &mut self.slots[side] else {
            return;
        };
        match socket.stage {
            Stage::Opening { id, .. } => self.opening(side, id, frame, now),
            Stage::Open { .. } => self.open(side, frame, now),
            Stage::Closing { id, ref cause, .. } => {
                let refused = frame.message_type() == MessageType::FAILURE_CONF
                    && frame.invoke_id() == Some(id);
                if frame.message_type() == MessageType::CLOSE_CONF || refused {
                    let cause = cause.clone();
                    self.end(side, cause, now);
                }
            }
        }
    }

    /// Handles a message before the session is open.
    fn opening(&mut self, side: Side, id: InvokeId, frame: OwnedFrame, now: Time) {
        let answers = frame.invoke_id() == Some(id);
        match frame.message_type() {
            MessageType::OPEN_CONF if answers => match frame.decode::<OpenConf<'_>>() {
                Ok(confirmation) => {
                    self.opened(side, confirmation.into_owned(), now);
                }
                Err(error) => self.end(side, Cause::Unreadable(error), now),
            },
            MessageType::FAILURE_CONF if answers => {
                let cause = match frame.decode::<FailureConf<'_>>() {
                    Ok(failure) => Cause::Refused(failure.status),
                    Err(error) => Cause::Unreadable(error),
                };
                self.end(side, cause, now);
            }
            _ => match ends_session(&frame) {
                Some(status) => self.end(side, Cause::Refused(status), now),
                None => {
                    if let Slot::Connected(socket) = &mut self.slots[side] {
                        if let Stage::Opening { reported, .. } = &mut socket.stage {
                            *reported += 1;
                        }
                    }
                    self.events.push(ClientEvent::Message { side, frame });
                }
            },
        }
    }

    fn opened(&mut self, side: Side, confirmation: OpenConf<'static>, now: Time) {
        let granted = confirmation.services_granted;
        if let Slot::Connected(socket) = &mut self.slots[side] {
            socket.stage = Stage::Open {
                since: now,
                ignores_confirmations: granted.contains(CtiServiceMask::IGNORE_CONF),
            };
        }
        self.dialer.opened(side, now);
        let session_type = if self.config.holds_both() {
            confirmation.session_type.unwrap_or(SessionType::UNKNOWN)
        } else {
            SessionType::ACTIVE
        };
        self.events.push(ClientEvent::Opened {
            side,
            confirmation: Box::new(confirmation),
            not_granted: self.config.open.services_requested.difference(granted),
        });
        let change = self.roles.opened(side, session_type);
        self.apply(change, now);
    }

    /// Handles a message of an open session.
    fn open(&mut self, side: Side, frame: OwnedFrame, now: Time) {
        let holds_both = self.config.holds_both();
        match frame.message_type() {
            MessageType::HEARTBEAT_CONF if self.answers_heartbeat(side, &frame) => {}
            MessageType::FAILURE_CONF if self.answers_heartbeat(side, &frame) => {
                let cause = match frame.decode::<FailureConf<'_>>() {
                    Ok(failure) => Cause::HeartbeatRefused(failure.status),
                    Err(error) => Cause::Unreadable(error),
                };
                self.end(side, cause, now);
            }
            MessageType::STANDBY_ACTIVE_EVENT_MSG if holds_both => {
                // A side whose connection has ended meanwhile takes no requests.
                if self.slots[side].open().is_some() {
                    let change = self.roles.promoted(side);
                    self.apply(change, now);
                }
            }
            MessageType::ACTIVE_MAINTENANCE_REQ_MSG if holds_both => {
                match frame.decode::<ActiveMaintenanceReqMsg<'_>>() {
                    Ok(request) => self.asked(side, request.invoke_id, now),
                    Err(_) => self.events.push(ClientEvent::Message { side, frame }),
                }
            }
            MessageType::ACTIVE_MAINTENANCE_EVENT_MSG if holds_both => {
                match frame.decode::<ActiveMaintenanceEventMsg<'_>>() {
                    Ok(event) => {
                        let starts = event.maintenance_mode_status.is_true();
                        self.events.push(ClientEvent::Maintenance { side, starts });
                        self.maintenance.forget(side);
                        let change = self.roles.maintenance(side, starts);
                        self.apply(change, now);
                    }
                    Err(_) => self.events.push(ClientEvent::Message { side, frame }),
                }
            }
            _ => match ends_session(&frame) {
                Some(status) => {
                    self.fail_requests(side);
                    let close_status = match status {
                        StatusCode::NEW_SESSION_OPENED => StatusCode::NO_ERROR,
                        _ => StatusCode::CTI_SERVER_OFFLINE,
                    };
                    let cause = Cause::EndedByServer(status);
                    self.begin_close(side, close_status, cause, now);
                }
                None => self.pair(side, frame),
            },
        }
    }

    /// Reports a message as the answer to a request, if it is one.
    fn pair(&mut self, side: Side, frame: OwnedFrame) {
        let event = match self.requests.answer(side, &frame) {
            Answer::None => ClientEvent::Message { side, frame },
            Answer::Late(request) => ClientEvent::LateAnswer {
                side,
                request,
                frame,
            },
            Answer::Partial(request) => ClientEvent::PartialAnswer { request, frame },
            Answer::Final(request, outcome) => ClientEvent::Answered { request, outcome },
        };
        self.events.push(event);
    }

    /// Whether a frame answers a heartbeat, which then no longer waits for its answer. A HEARTBEAT_CONF may also be
    /// about one that no longer waits.
    fn answers_heartbeat(&mut self, side: Side, frame: &OwnedFrame) -> bool {
        let (Slot::Connected(socket), Some(id)) = (&mut self.slots[side], frame.invoke_id()) else {
            return false;
        };
        let is_confirmed = frame.message_type() == MessageType::HEARTBEAT_CONF;
        socket.heartbeats.answered(id) || is_confirmed && socket.heartbeats.is_old(id)
    }

    /// Puts a change of roles into effect.
    pub(super) fn apply(&mut self, change: Change, now: Time) {
        if self.phase != Phase::Running {
            // With the client itself, no side becomes active any more.
            return;
        }
        if let Some(side) = change.replaced {
            self.fail_requests(side);
        }
        if let Some(side) = change.stop {
            self.send_own(side, &StoppingRequestsToThisSideInd::default(), now);
        }
        if let Some((side, continuity)) = change.activated {
            self.events.push(ClientEvent::Active { side, continuity });
        }
        if let Some(side) = change.rival {
            self.events.push(ClientEvent::Rival { side });
        }
    }

    /// Reading goes on: what is not there yet may have waited behind what was not read.
    pub(super) fn resume(&mut self) {
        for side in Side::BOTH {
            if let Slot::Connected(socket) = &mut self.slots[side] {
                socket.heartbeats.forgive();
            }
        }
    }
}

/// Sending.
impl Client {
    /// Sends a message of the session itself, if the session is open.
    pub(super) fn send_own(&mut self, side: Side, message: &dyn DynMessage, now: Time) {
        if let Some(socket) = self.slots[side].open() {
            socket.link.add_own(message, now);
        }
    }

    /// Shows the server that the client is alive.
    pub(super) fn heartbeat(&mut self, side: Side, counts: bool, now: Time) {
        let invoke_id = self.requests.next_own_id();
        if let Some(socket) = self.slots[side].open() {
            socket.heartbeats.sent(invoke_id, counts);
            let heartbeat = HeartbeatReq {
                invoke_id,
                ..HeartbeatReq::default()
            };
            socket.link.add_own(&heartbeat, now);
        }
    }

    /// Closes a session that is open.
    pub(super) fn begin_close(&mut self, side: Side, status: StatusCode, cause: Cause, now: Time) {
        let invoke_id = self.requests.next_own_id();
        let close = CloseReq {
            invoke_id,
            status,
            ..CloseReq::default()
        };
        self.send_own(side, &close, now);
        self.maintenance.forget(side);
        let until = now + self.config.close_timeout;
        if let Slot::Connected(socket) = &mut self.slots[side] {
            if let Stage::Open { since, .. } = socket.stage {
                socket.stage = Stage::Closing {
                    id: invoke_id,
                    since,
                    until,
                    cause,
                };
            }
        }
        let change = self.roles.closing(side);
        self.apply(change, now);
    }
}

/// The status by which a server ends a session, if a frame does that: it goes off line, or into maintenance, or the same
/// client has opened another session.
fn ends_session(frame: &OwnedFrame) -> Option<StatusCode> {
    if frame.message_type() != MessageType::FAILURE_EVENT {
        return None;
    }
    let event = frame.decode::<FailureEvent<'_>>().ok()?;
    let ends = matches!(
        event.status,
        StatusCode::CTI_SERVER_OFFLINE
            | StatusCode::SERVER_IN_MAINTENANCE_MODE
            | StatusCode::NEW_SESSION_OPENED
    );
    ends.then_some(event.status)
}
