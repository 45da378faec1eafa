//! Processing the messages of clients.

use cti_messages::{
    CloseReq, CtiServiceMask, Direction, FailureConf, HeartbeatReq, InvokeId, MessageType,
    OwnedFrame, Request, StatusCode,
};

use super::Server;
use super::config::ServerRole;
use super::event::{ServerEvent, SessionEnd};
use super::session::Stage;
use crate::link::ConnectionId;
use crate::time::Time;

/// How a message is processed.
#[derive(PartialEq, Eq)]
enum Route {
    /// An OPEN_REQ, which the application may have to decide on.
    Open,
    Close,
    Heartbeat,
    MaintenanceAnswer,
    StoppingRequests,
    /// Passed to the application.
    Application,
    /// A request is refused with this status; any other message is dropped.
    Refuse(StatusCode),
}

impl Route {
    /// Whether the message may become an event, and needs room for it. The events that others lead to, such as the end
    /// of a session, come on top. Where every OPEN_REQ is refused, none becomes an event.
    fn needs_room(&self, opens_none: bool) -> bool {
        match self {
            Self::Open => !opens_none,
            Self::Application => true,
            _ => false,
        }
    }
}

impl Server {
    /// Processes the messages that have been received, as far as they can be processed now, and at most so many of
    /// those that need room among the events.
    pub(super) fn read(&mut self, connection: ConnectionId, now: Time, most: usize) {
        let opens_none = self.closed_status().is_some();
        let mut left = most;
        loop {
            let Some(session) = self.sessions.get_mut(&connection) else {
                return;
            };
            if session.is_leaving() {
                return;
            }
            if session.is_held(&self.config) && session.has_incoming() {
                session.is_paused = true;
                self.schedule(connection);
                return;
            }
            let frame = match session.next_frame() {
                Ok(Some(frame)) => frame,
                Ok(None) => return self.all_read(connection, now),
                Err(error) => {
                    return self.reset(connection, SessionEnd::Unreadable(error), now);
                }
            };
            let route = route(self.role, &session.stage, frame.message_type());
            if route.needs_room(opens_none) {
                if left == 0 || self.events.len() >= self.config.event_capacity {
                    session.held = Some(frame);
                    session.is_paused = true;
                    if session.in_ring.is_none() {
                        session.in_ring = Some(now);
                        self.ring.push_back(connection);
                    }
                    self.schedule(connection);
                    return;
                }
                left -= 1;
            }
            session.heard = now;
            self.process(connection, route, frame, now);
            self.schedule(connection);
        }
    }

    /// All whole messages have been processed: reading goes on.
    fn all_read(&mut self, connection: ConnectionId, now: Time) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        if session.peer_closed {
            return self.remove(connection, SessionEnd::Disconnected, now);
        }
        if session.is_paused {
            // The client could not be heard meanwhile.
            session.heard = now;
            self.resume(connection);
            self.schedule(connection);
        }
    }

    fn process(&mut self, connection: ConnectionId, route: Route, frame: OwnedFrame, now: Time) {
        match route {
            Route::Open => self.open_asked(connection, frame, now),
            Route::Close => self.close_asked(connection, &frame, now),
            Route::Heartbeat => self.heartbeat_asked(connection, &frame, now),
            Route::MaintenanceAnswer => self.maintenance_answered(connection, &frame, now),
            Route::StoppingRequests => self.stopping_requests(connection, now),
            Route::Application => match self.refusal(connection, &frame) {
                None => self
                    .events
                    .push_back(ServerEvent::Message { connection, frame }),
                Some(status) => self.refuse_message(connection, &frame, status, now),
            },
            Route::Refuse(status) => self.refuse_message(connection, &frame, status, now),
        }
    }

    /// The status with which a message of an open session is refused, if it is. A message of an unknown layout is not.
    fn refusal(&self, connection: ConnectionId, frame: &OwnedFrame) -> Option<StatusCode> {
        let session = self.sessions.get(&connection)?;
        let message_type = frame.message_type();
        let info = message_type.info()?;
        // A server application answers the requests that are forwarded to it, as a server does.
        let is_answer =
            message_type.answers_any_request() && session.has_any(CtiServiceMask::SERVER);
        let is_of_servers = info.direction == Direction::Server && !is_answer;
        if is_of_servers || !info.versions.contains(frame.version()) {
            return Some(StatusCode::INVALID_MSG_TYPE_FOR_VERSION);
        }
        frame
            .message()
            .is_err()
            .then_some(StatusCode::BAD_MESSAGE_FORMAT)
    }

    /// Answers a request that is not carried out. No other message has an answer: an InvokeID that it does not have
    /// could be that of a request.
    fn refuse_message(
        &mut self,
        connection: ConnectionId,
        frame: &OwnedFrame,
        status: StatusCode,
        now: Time,
    ) {
        if frame.message_type().confirmed_by().is_some() {
            self.answer_failure(connection, frame.invoke_id(), status, now);
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

/// How a message is processed at a stage of its session.
fn route(role: ServerRole, stage: &Stage, message_type: MessageType) -> Route {
    match (stage, message_type) {
        (Stage::AwaitingOpen { .. }, MessageType::OPEN_REQ) => Route::Open,
        (Stage::AwaitingOpen { .. } | Stage::Deciding { .. }, _) => {
            Route::Refuse(StatusCode::SESSION_NOT_OPEN)
        }
        (_, MessageType::CLOSE_REQ) => Route::Close,
        (Stage::Ending { end, .. } | Stage::Leaving { end, .. }, _) => Route::Refuse(end.status()),
        (Stage::Open, MessageType::OPEN_REQ) => Route::Refuse(StatusCode::SESSION_ALREADY_OPEN),
        (Stage::Open, MessageType::HEARTBEAT_REQ) => Route::Heartbeat,
        (Stage::Open, _) if role == ServerRole::Standby => {
            Route::Refuse(StatusCode::SERVER_NOT_MASTER)
        }
        (Stage::Open, MessageType::ACTIVE_MAINTENANCE_RESP_MSG) => Route::MaintenanceAnswer,
        (Stage::Open, MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND) => Route::StoppingRequests,
        (Stage::Open, _) => Route::Application,
    }
}
