//! How the messages of clients are handled.

use cti_messages::{
    ActiveMaintenanceRespMsg, CloseReq, CtiServiceMask, Direction, HeartbeatReq, InvokeId,
    MessageType, OwnedFrame, StatusCode,
};
use cti_session::{ConnectionId, SessionEnd};

use super::link::{Answer, Link, Mode, Owed, Received, Stage};
use super::{Checked, ServerWatch, broken};

pub(super) const OPENED: &str = "OPEN_REQ is answered once, by the OPEN_CONF that was granted";
pub(super) const REFUSED: &str = "an OPEN_REQ that breaks a rule is refused, with its status";
pub(super) const NOT_OPEN: &str = "there is no session before OPEN_REQ";
pub(super) const OPEN_ALREADY: &str = "a second OPEN_REQ is refused";
pub(super) const HEARTBEAT: &str = "HEARTBEAT_REQ is answered in its turn";
pub(super) const CLOSED: &str = "CLOSE_REQ is answered";
pub(super) const STANDBY: &str = "a standby server serves no requests";
pub(super) const BAD: &str = "a message that cannot be read is answered";
pub(super) const OVER: &str = "requests of a session that the server has ended are refused";
pub(super) const ENDED: &str = "FAILURE_EVENT once to a session that the server ends";
pub(super) const ACTIVATED: &str = "STANDBY_ACTIVE_EVENT once to each open session";
pub(super) const ASKED: &str = "each session is asked once about maintenance";
pub(super) const MAINTENANCE: &str = "maintenance goes on exactly if all sessions agree";
pub(super) const EVENTS: &str = "events go to the sessions that ask for them, all and in order";
pub(super) const PERIPHERALS: &str = "SYSTEM_EVENT for each peripheral after OPEN_CONF";
pub(super) const SENT: &str = "what the application sends is sent";
pub(super) const ORDER: &str = "no message is kept from the application, and their order is kept";

/// What the server does with a message.
#[derive(Debug)]
pub(super) enum Handling {
    Answer(Answer),
    /// CLOSE_CONF, and then nothing more.
    Close(Answer, SessionEnd),
    OpenAsked(OwnedFrame),
    Message(OwnedFrame),
    MaintenanceAnswer(InvokeId, bool),
    Stopping,
    Unreadable(SessionEnd),
    Dropped,
}

impl Handling {
    /// Whether the server neither answers nor reports it.
    pub(super) fn is_silent(&self) -> bool {
        matches!(
            self,
            Self::MaintenanceAnswer(..) | Self::Stopping | Self::Dropped
        )
    }

    /// What the application is given.
    fn owed(&self) -> Option<Owed> {
        match self {
            Self::OpenAsked(request) => Some(Owed::OpenAsked(request.as_bytes().to_vec())),
            Self::Message(frame) => Some(Owed::Message(frame.as_bytes().to_vec(), frame.version())),
            _ => None,
        }
    }

    fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Answer(answer) | Self::Close(answer, _) => Some(answer),
            _ => None,
        }
    }
}

impl ServerWatch {
    /// What a server does in a mode with a message that it has received; `None` if it has to wait.
    pub(super) fn handling(
        &self,
        link: &Link,
        mode: &Mode,
        received: &Received,
    ) -> Option<Handling> {
        let bytes = match received {
            Received::Frame { bytes, .. } => bytes,
            Received::Garbage(error) => {
                return Some(Handling::Unreadable(SessionEnd::Unreadable(*error)));
            }
        };
        let frame = OwnedFrame::parse(bytes, link.version).ok()?;
        let message_type = frame.message_type();
        let failure = |rule, statuses| {
            if message_type.confirmed_by().is_none() {
                return Some(Handling::Dropped);
            }
            let invoke_id = frame.invoke_id().unwrap_or_default();
            Some(Handling::Answer(Answer {
                rule,
                message_type: MessageType::FAILURE_CONF,
                invoke_id,
                statuses,
            }))
        };
        match (mode, message_type) {
            (Mode::Deciding, _) => None,
            (Mode::Leaving, _) => Some(Handling::Dropped),
            (mode @ Mode::Awaiting { .. }, MessageType::OPEN_REQ) => {
                let reasons = self.reasons_to_refuse(&frame, mode);
                if reasons.is_empty() {
                    return Some(Handling::OpenAsked(frame));
                }
                failure(REFUSED, reasons)
            }
            (Mode::Awaiting { .. }, _) => failure(NOT_OPEN, vec![StatusCode::SESSION_NOT_OPEN]),
            (Mode::Open { .. } | Mode::Ending(_), MessageType::CLOSE_REQ) => {
                let Ok(close) = frame.decode::<CloseReq<'_>>() else {
                    return failure(BAD, vec![StatusCode::BAD_MESSAGE_FORMAT]);
                };
                let end = match mode {
                    Mode::Ending(end) => end.clone(),
                    _ => SessionEnd::Closed(close.status),
                };
                let answer = Answer {
                    rule: CLOSED,
                    message_type: MessageType::CLOSE_CONF,
                    invoke_id: close.invoke_id,
                    statuses: Vec::new(),
                };
                Some(Handling::Close(answer, end))
            }
            (Mode::Ending(end), _) => failure(OVER, vec![end.status()]),
            (Mode::Open { .. }, MessageType::OPEN_REQ) => {
                failure(OPEN_ALREADY, vec![StatusCode::SESSION_ALREADY_OPEN])
            }
            (Mode::Open { .. }, MessageType::HEARTBEAT_REQ) => {
                let Ok(heartbeat) = frame.decode::<HeartbeatReq<'_>>() else {
                    return failure(BAD, vec![StatusCode::BAD_MESSAGE_FORMAT]);
                };
                Some(Handling::Answer(Answer {
                    rule: HEARTBEAT,
                    message_type: MessageType::HEARTBEAT_CONF,
                    invoke_id: heartbeat.invoke_id,
                    statuses: Vec::new(),
                }))
            }
            (Mode::Open { is_standby: true }, _) => {
                failure(STANDBY, vec![StatusCode::SERVER_NOT_MASTER])
            }
            (Mode::Open { .. }, _) => {
                if let Some(info) = message_type.info() {
                    let is_answer = message_type.answers_any_request()
                        && link.subscription.services.contains(CtiServiceMask::SERVER);
                    let is_of_clients = info.direction != Direction::Server || is_answer;
                    if !is_of_clients || !info.versions.contains(link.version) {
                        return failure(BAD, vec![StatusCode::INVALID_MSG_TYPE_FOR_VERSION]);
                    }
                    if frame.message().is_err() {
                        return failure(BAD, vec![StatusCode::BAD_MESSAGE_FORMAT]);
                    }
                }
                Some(match message_type {
                    MessageType::ACTIVE_MAINTENANCE_RESP_MSG => {
                        let answer = frame.decode::<ActiveMaintenanceRespMsg<'_>>().ok()?;
                        let accepted = answer.maintenance_mode_accepted.is_true();
                        Handling::MaintenanceAnswer(answer.invoke_id, accepted)
                    }
                    MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND => Handling::Stopping,
                    _ => Handling::Message(frame),
                })
            }
        }
    }

    /// The answer that a message has to get now, if any.
    pub(super) fn answer_to(&self, link: &Link, received: &Received) -> Option<Answer> {
        match self.handling(link, &self.mode(link), received)? {
            Handling::Answer(answer) | Handling::Close(answer, _) => Some(answer),
            _ => None,
        }
    }

    /// Takes the next message of a connection as handled, if that is known; or if it is possible, where `is_forced`.
    /// Where there is a choice, it has led to what is given to the application.
    pub(super) fn step_pending(
        &mut self,
        connection: ConnectionId,
        is_forced: bool,
        given: Option<&Owed>,
    ) -> Result<bool, String> {
        let link = &self.links[&connection];
        let Some(received) = link.pending.front() else {
            return Ok(false);
        };
        let mut modes = link.modes.clone();
        let current = self.mode(link);
        modes.retain(|mode| *mode != current);
        modes.push(current);
        let may_be_gone = |link: &Link| link.peer_closed && !link.is_gone;
        if !self.is_certain(link) || self.links.values().any(may_be_gone) {
            // Another client may have got the device since it was handled, or may have gone before.
            let earlier: Vec<_> = modes.iter().filter_map(Mode::with_free_devices).collect();
            modes.splice(..0, earlier);
        }
        let handlings = modes
            .iter()
            .rev()
            .filter_map(|mode| self.handling(link, mode, received));
        let mut handlings: Vec<_> = handlings.collect();
        let is_seen = |handling: &Handling| {
            let frame = link.fresh.front();
            let is_answer = |frame| handling.answer().is_some_and(|answer| answer.is(frame));
            frame.is_some_and(is_answer)
        };
        if let Some(place) = handlings.iter().position(is_seen) {
            let handling = handlings.swap_remove(place);
            let asked = |handling: &Handling| matches!(handling, Handling::OpenAsked(_));
            let asked = handlings.iter().filter(|handling| asked(handling));
            let perhaps: Vec<_> = asked.filter_map(Handling::owed).collect();
            if let Some(link) = self.links.get_mut(&connection) {
                link.perhaps.extend(perhaps);
            }
            return self.handled(connection, handling, true);
        }
        handlings.retain(|handling| link.is_blind() || handling.answer().is_none());
        let is_given = |handling: &Handling| given.is_some() && handling.owed().as_ref() == given;
        let is_unseen = |handling: &Handling| handling.owed().is_none();
        let place = handlings.iter().position(is_given);
        let place = place.or_else(|| handlings.iter().position(is_unseen));
        let is_handled = is_forced || self.is_certain(link) || self.is_passed_over(link, &modes);
        if !is_handled || handlings.is_empty() {
            return Ok(false);
        }
        let handling = handlings.swap_remove(place.unwrap_or(0));
        if handling.owed().is_none() {
            // Handled earlier, it may have been for the application.
            let perhaps: Vec<_> = handlings.iter().filter_map(Handling::owed).collect();
            if let Some(link) = self.links.get_mut(&connection) {
                link.perhaps.extend(perhaps);
            }
        }
        self.handled(connection, handling, false)
    }

    /// Whether an answer to a later message is seen.
    fn is_passed_over(&self, link: &Link, modes: &[Mode]) -> bool {
        let Some(frame) = link.fresh.front() else {
            return false;
        };
        let answers = |received: &Received| {
            let mut handlings = modes
                .iter()
                .filter_map(|mode| self.handling(link, mode, received));
            handlings.any(|handling| handling.answer().is_some_and(|answer| answer.is(frame)))
        };
        link.pending.iter().skip(1).any(answers)
    }

    fn handled(
        &mut self,
        connection: ConnectionId,
        handling: Handling,
        is_answered: bool,
    ) -> Result<bool, String> {
        let now = self.now;
        let Some(link) = self.links.get_mut(&connection) else {
            return Ok(false);
        };
        let received = link.pending.pop_front();
        link.events.extend(handling.owed());
        if is_answered {
            link.fresh.pop_front();
            link.modes.clear();
        }
        if link.is_open() {
            link.heard = now;
        }
        match handling {
            Handling::Answer(answer) => {
                self.seen.insert(format!("answer: {}", answer.rule));
                if answer.rule == REFUSED {
                    let is_of_version = answer.statuses == [StatusCode::INVALID_VERSION];
                    if let (Some(Received::Frame { bytes, .. }), true) = (&received, is_of_version)
                    {
                        self.refused_version(bytes);
                    }
                    for status in answer.statuses {
                        self.seen.insert(format!("refused: {}", status.0));
                    }
                }
            }
            Handling::Close(answer, end) => {
                self.seen.insert(format!("answer: {}", answer.rule));
                link.pending.clear();
                self.leave(connection, end, false);
            }
            Handling::OpenAsked(request) => {
                let at = match received {
                    Some(Received::Frame { at, .. }) => at,
                    _ => now,
                };
                let asked = (at, now);
                let frame = request.clone();
                link.stage = Stage::Deciding { request, asked };
                self.passed(&frame);
            }
            Handling::Message(_) | Handling::Dropped => {}
            Handling::MaintenanceAnswer(invoke_id, accepted) => {
                self.maintenance_answered(connection, invoke_id, accepted);
            }
            Handling::Stopping => self.stopping_requests(connection),
            Handling::Unreadable(end) => {
                if link.peer_closed {
                    self.gone(connection, vec![end]);
                } else {
                    link.must_reset = Some(end);
                }
            }
        }
        Ok(true)
    }

    /// The application is given something of a connection.
    pub(super) fn given(&mut self, connection: ConnectionId, owed: &Owed) -> Checked {
        loop {
            let Some(link) = self.links.get_mut(&connection) else {
                return broken("nothing of a connection after its end", format!("{owed:?}"));
            };
            if link.end_told {
                return broken("nothing of a connection after its end", format!("{owed:?}"));
            }
            if link.events.front() == Some(owed) {
                link.events.pop_front();
                return Ok(());
            }
            if let Some(place) = link.perhaps.iter().position(|perhaps| perhaps == owed) {
                link.perhaps.remove(place);
                return Ok(());
            }
            let may_be_handled = link.events.is_empty() && !link.is_deciding();
            if !may_be_handled || !self.step_pending(connection, true, Some(owed))? {
                let link = &self.links[&connection];
                let expected = link.events.front();
                return broken(
                    ORDER,
                    format!("{owed:?} of {connection:?}, expected was {expected:?}"),
                );
            }
        }
    }

    /// The application has taken everything that there is.
    pub(super) fn nothing_more(&self) -> Checked {
        for (connection, link) in &self.links {
            if let Some(owed) = link.events.front() {
                return broken(ORDER, format!("{owed:?} of {connection:?} is not given"));
            }
            if link.end.is_some() {
                return broken(
                    super::application::CLOSED_ONCE,
                    format!("{connection:?} has none"),
                );
            }
        }
        match self.told.front() {
            Some(told) => broken(told.rule(), format!("{told:?} is not told")),
            None => Ok(()),
        }
    }
}
