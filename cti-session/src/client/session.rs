//! What a client does with the messages of a server, and what it sends by itself.

use alloc::boxed::Box;
use core::time::Duration;

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceReqMsg, ActiveMaintenanceRespMsg, Bool, CloseReq,
    CtiServiceMask, DynMessage, FailureConf, FailureEvent, HeartbeatReq, IntoOwned, InvokeId,
    MessageType, OpenConf, OwnedFrame, Service, SessionType, StatusCode,
    StoppingRequestsToThisSideInd,
};

use super::event::Event;
use super::ladder::Ladder;
use super::requests::{Answer, Confirmation, NotSent, RequestId, RequestOptions};
use super::roles::Change;
use super::sides::Side;
use super::socket::{Cause, SideState, Slot, Stage};
use super::{Client, Phase, Question};
use crate::time::Time;

/// A server counts no answer within 5 seconds as a refusal. What the client decides has to reach it by then.
const ANSWER_MAINTENANCE_WITHIN: Duration = Duration::from_secs(4);

/// Receiving.
impl Client {
    /// Handles the messages for which there is room, and begins what is due.
    pub(super) fn settle(&mut self, now: Time) {
        while self.step(self.turn, now) || self.step(self.turn.opposite(), now) {}
        self.tick(now);
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
            Stage::Closing { ref cause, .. } => {
                if frame.message_type() == MessageType::CLOSE_CONF {
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
                None => self.events.push_back(Event::Message { side, frame }),
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
        self.preferred = side;
        self.was_accepted = true;
        for other in Side::BOTH {
            if core::mem::take(&mut self.given_up[other]) && self.config.holds_both() {
                self.ladders[other] = Ladder::new(now);
            }
        }
        let session_type = if self.config.holds_both() {
            confirmation.session_type.unwrap_or(SessionType::UNKNOWN)
        } else {
            SessionType::ACTIVE
        };
        self.events.push_back(Event::Opened {
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
            MessageType::HEARTBEAT_CONF if self.confirms_heartbeat(side, &frame) => {}
            MessageType::FAILURE_CONF if self.answers_heartbeat(side, &frame) => {
                let cause = match frame.decode::<FailureConf<'_>>() {
                    Ok(failure) => Cause::HeartbeatRefused(failure.status),
                    Err(error) => Cause::Unreadable(error),
                };
                self.end(side, cause, now);
            }
            MessageType::STANDBY_ACTIVE_EVENT_MSG if holds_both => {
                let change = self.roles.promoted(side);
                self.apply(change, now);
            }
            MessageType::ACTIVE_MAINTENANCE_REQ_MSG if holds_both => {
                match frame.decode::<ActiveMaintenanceReqMsg<'_>>() {
                    Ok(request) => self.asked(side, request.invoke_id, now),
                    Err(_) => self.events.push_back(Event::Message { side, frame }),
                }
            }
            MessageType::ACTIVE_MAINTENANCE_EVENT_MSG if holds_both => {
                match frame.decode::<ActiveMaintenanceEventMsg<'_>>() {
                    Ok(event) => {
                        let goes_on = event.maintenance_mode_status.is_true();
                        self.events.push_back(Event::Maintenance { side, goes_on });
                        let change = self.roles.maintenance(side, goes_on);
                        self.apply(change, now);
                    }
                    Err(_) => self.events.push_back(Event::Message { side, frame }),
                }
            }
            _ => match ends_session(&frame) {
                Some(status) => {
                    self.fail_requests(side);
                    let cause = Cause::EndedByServer(status);
                    self.begin_close(side, StatusCode::CTI_SERVER_OFFLINE, cause, now);
                }
                None => self.pair(side, frame),
            },
        }
    }

    /// Reports a message as the answer to a request, if it is one.
    fn pair(&mut self, side: Side, frame: OwnedFrame) {
        let event = match self.requests.answer(side, &frame) {
            Answer::None => Event::Message { side, frame },
            Answer::Late => Event::LateAnswer { side, frame },
            Answer::Partial(request) => Event::PartialAnswer { request, frame },
            Answer::Final(request, outcome) => Event::Answered { request, outcome },
        };
        self.events.push_back(event);
    }

    /// Whether a frame answers a heartbeat, which then is not waited for any more.
    fn answers_heartbeat(&mut self, side: Side, frame: &OwnedFrame) -> bool {
        let (Slot::Connected(socket), Some(id)) = (&mut self.slots[side], frame.invoke_id()) else {
            return false;
        };
        socket.heartbeats.answered(id)
    }

    /// The same for a HEARTBEAT_CONF, which may also be about one that is not waited for any more.
    fn confirms_heartbeat(&mut self, side: Side, frame: &OwnedFrame) -> bool {
        let (Slot::Connected(socket), Some(id)) = (&mut self.slots[side], frame.invoke_id()) else {
            return false;
        };
        socket.heartbeats.answered(id) || socket.heartbeats.is_old(id)
    }

    /// The server asks whether it may go into maintenance.
    fn asked(&mut self, side: Side, id: InvokeId, now: Time) {
        if let Some(question) = self.question {
            // It asks again before it was answered, or another side has become active in between. What is decided now is
            // the new question.
            self.answer(question, question.side != side, now);
        }
        if self.roles.active() != Some(side) {
            // Nothing is lost with a side that is not used, if there is another.
            let accepted = self.state(side.opposite()) == SideState::Open;
            return self.respond(side, id, accepted, now);
        }
        let until = now + ANSWER_MAINTENANCE_WITHIN;
        self.question = Some(Question { side, id, until });
        self.events
            .push_back(Event::MaintenanceAsked { side, until });
    }

    /// Answers a question about maintenance; returns whether it was accepted.
    pub(super) fn answer(&mut self, question: Question, accept: bool, now: Time) -> bool {
        self.question = None;
        let Question { side, id, .. } = question;
        let accepted = accept && self.state(side.opposite()) == SideState::Open;
        self.respond(side, id, accepted, now);
        self.events
            .push_back(Event::MaintenanceAnswered { side, accepted });
        accepted
    }

    /// Puts a change of roles into effect.
    pub(super) fn apply(&mut self, change: Change, now: Time) {
        if let Some(side) = change.replaced {
            self.fail_requests(side);
        }
        if let Some(side) = change.stop {
            self.send_own(side, &StoppingRequestsToThisSideInd::default(), now);
        }
        if let Some((side, continuity)) = change.activated {
            self.events.push_back(Event::Active { side, continuity });
        }
        if let Some(side) = change.rival {
            self.events.push_back(Event::Rival { side });
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
    fn send_own(&mut self, side: Side, message: &dyn DynMessage, now: Time) {
        if let Some(socket) = self.slots[side].open() {
            socket.link.add_own(message, now);
        }
    }

    /// Sends a request and waits for its answer.
    pub(super) fn send_request(
        &mut self,
        request: &dyn DynMessage,
        ids: (RequestId, InvokeId),
        confirmation: Confirmation,
        options: RequestOptions,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        if request.info().service == Some(Service::SessionManagement) {
            return Err(NotSent::SessionManagement);
        }
        let side = self.roles.active().ok_or(self.not_active())?;
        // An outcome that the application has not taken still needs its place.
        let limit = self.config.request_capacity;
        let limit_of_all = limit.saturating_add(self.config.event_capacity);
        let waiting = self.requests.len();
        if waiting >= limit || waiting + self.events.len() >= limit_of_all {
            return Err(NotSent::TooManyRequests);
        }
        self.send_to(side, request, now)
            .map_err(|error| match error {
                // The active side is being closed.
                NotSent::NotOpen(_) => NotSent::NoActiveSide,
                error => error,
            })?;
        // Third-party requests are those of client control.
        let is_third_party = request.info().service == Some(Service::ClientControl);
        let unconfirmed = is_third_party && self.ignores_confirmations(side);
        self.requests
            .add(ids, side, confirmation, options, unconfirmed, now);
        Ok(ids.0)
    }

    fn ignores_confirmations(&self, side: Side) -> bool {
        let Slot::Connected(socket) = &self.slots[side] else {
            return false;
        };
        matches!(
            socket.stage,
            Stage::Open {
                ignores_confirmations: true,
                ..
            }
        )
    }

    /// Why nothing can be sent while no side is active.
    pub(super) fn not_active(&self) -> NotSent {
        match self.phase {
            Phase::Running => NotSent::NoActiveSide,
            Phase::Closing | Phase::Ended => NotSent::Closed,
        }
    }

    /// Shows the server that the client is alive.
    pub(super) fn heartbeat(&mut self, side: Side, counts: bool, now: Time) {
        let (_, invoke_id) = self.requests.next_id();
        if let Some(socket) = self.slots[side].open() {
            socket.heartbeats.sent(invoke_id, counts);
            let heartbeat = HeartbeatReq {
                invoke_id,
                ..HeartbeatReq::default()
            };
            socket.link.add_own(&heartbeat, now);
        }
    }

    /// Answers the server's question about maintenance.
    fn respond(&mut self, side: Side, invoke_id: InvokeId, accepted: bool, now: Time) {
        let response = ActiveMaintenanceRespMsg {
            invoke_id,
            maintenance_mode_accepted: Bool::from(accepted),
            ..ActiveMaintenanceRespMsg::default()
        };
        self.send_own(side, &response, now);
    }

    /// Closes a session that is open.
    pub(super) fn begin_close(&mut self, side: Side, status: StatusCode, cause: Cause, now: Time) {
        let (_, invoke_id) = self.requests.next_id();
        let close = CloseReq {
            invoke_id,
            status,
            ..CloseReq::default()
        };
        self.send_own(side, &close, now);
        self.question = self.question.filter(|question| question.side != side);
        let until = now + self.config.close_timeout;
        if let Slot::Connected(socket) = &mut self.slots[side] {
            if let Stage::Open { since, .. } = socket.stage {
                socket.stage = Stage::Closing {
                    since,
                    until,
                    cause,
                };
            }
        }
        let change = self.roles.closing(side);
        // With the client itself, no side becomes active any more.
        if self.phase == Phase::Running {
            self.apply(change, now);
        }
    }
}

/// The status by which a server ends a session, if a frame does that: it goes off line, or into maintenance.
fn ends_session(frame: &OwnedFrame) -> Option<StatusCode> {
    if frame.message_type() != MessageType::FAILURE_EVENT {
        return None;
    }
    let event = frame.decode::<FailureEvent<'_>>().ok()?;
    let ends = matches!(
        event.status,
        StatusCode::CTI_SERVER_OFFLINE | StatusCode::SERVER_IN_MAINTENANCE_MODE
    );
    ends.then_some(event.status)
}
