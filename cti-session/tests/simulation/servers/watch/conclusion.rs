//! What must hold after a call, once everything that can be is accounted for.

use cti_messages::{MessageType, OwnedFrame};
use cti_session::ConnectionId;

use super::link::{Link, Own, Stage, What};
use super::{Checked, SLACK, ServerWatch, broken, messages};

const NO_HEARTBEATS: &str = "a server never sends HEARTBEAT_REQ";
const ONE_ANSWER: &str = "one answer for each request";

pub(super) const BOUNDED: &str = "what waits for the application is bounded";
pub(super) const ROOM: &str = "the server takes what there is room for";

impl ServerWatch {
    /// What must hold for a connection once everything is accounted for.
    pub(super) fn conclude(&self, connection: ConnectionId, link: &Link) -> Checked {
        if let Some(frame) = link.fresh.front() {
            return self.unexpected(connection, link, frame);
        }
        if let Some(own) = link.own.front() {
            return broken(own.rule, format!("it is not sent to {connection:?}"));
        }
        if link.is_reset {
            let how = format!("{connection:?}, {}", self.state_of(link));
            return broken("no reset without a reason", how);
        }
        if self.is_heartbeat_late(link) {
            let how = format!("{connection:?} has sent one, and nothing before that waits");
            return broken(messages::HEARTBEAT, how);
        }
        let is_held = link.is_deciding() || link.is_leaving();
        if let Some(received) = link
            .pending
            .front()
            .filter(|_| !is_held && self.is_certain(link))
        {
            let answer = self.answer_to(link, received);
            // What has no answer is handled without a sign, so that it is not pending any more.
            let rule = answer
                .as_ref()
                .map_or(messages::ORDER, |answer| answer.rule);
            let how = format!("{connection:?} has no {answer:?} for {received:?}");
            return broken(rule, how);
        }
        if let Some(end) = &link.must_reset {
            return broken("a session that has failed is reset", end);
        }
        let ends_stream = matches!(link.stage, Stage::Leaving { ends_stream, .. } if ends_stream);
        if link.is_ended != (ends_stream && link.outgoing == 0) {
            return broken(
                "the stream of a session that has moved ends once everything is sent",
                format!("{connection:?}: {}", link.is_ended),
            );
        }
        if link.outgoing > self.config.send_capacity + SLACK {
            return broken(
                "what waits for a client is bounded",
                format!("{} bytes wait", link.outgoing),
            );
        }
        if link.peer_closed {
            return Ok(());
        }
        if link.outgoing > 0 && !link.was_told_to_write {
            return broken("the driver is told to write", "it is not");
        }
        let may_pause = link.is_deciding()
            || !link.is_leaving() && (self.is_full || link.outgoing >= self.config.send_capacity);
        if !link.is_readable && !may_pause {
            return broken(
                "reading goes on when there is room",
                format!("{connection:?}"),
            );
        }
        if link.is_readable && link.is_deciding() && !link.pending.is_empty() {
            return broken(
                "reading waits for the decision on OPEN_REQ",
                format!("{connection:?}"),
            );
        }
        Ok(())
    }

    /// Whether a heartbeat waits, though neither messages of the client itself do before it, nor answers that it does not
    /// take: not for the application, then, but for what other clients have sent.
    fn is_heartbeat_late(&self, link: &Link) -> bool {
        let may_wait = link.is_blind() || link.outgoing >= self.config.send_capacity;
        let next = link.pending.front().filter(|_| link.is_open() && !may_wait);
        let answer = next.and_then(|received| self.answer_to(link, received));
        answer.is_some_and(|answer| answer.rule == messages::HEARTBEAT)
    }

    /// The rule that a frame breaks, which was sent and should not have been.
    fn unexpected(&self, connection: ConnectionId, link: &Link, frame: &OwnedFrame) -> Checked {
        let how = format!("{connection:?} gets {}", text(frame));
        // What should have come before it is missing.
        if link.own.iter().any(|own| own.is(frame)) {
            return broken(link.own[0].rule, how);
        }
        let message_type = frame.message_type();
        let same_type = |own: &&Own| match &own.what {
            What::Question => false,
            What::Bytes(bytes) => OwnedFrame::parse(bytes, link.version)
                .is_ok_and(|own| own.message_type() == message_type),
        };
        if let Some(own) = link.own.front().filter(same_type) {
            return broken(own.rule, how);
        }
        if let Stage::Deciding { request, .. } = &link.stage {
            let is_refusal = message_type == MessageType::FAILURE_CONF;
            if is_refusal && request.invoke_id() == frame.invoke_id() {
                return broken(messages::REFUSED, format!("{how} without a reason"));
            }
        }
        let answers = [
            MessageType::FAILURE_CONF,
            MessageType::HEARTBEAT_CONF,
            MessageType::CLOSE_CONF,
        ];
        let front = link.pending.front().filter(|_| !link.is_deciding());
        let answer = front.and_then(|received| self.answer_to(link, received));
        if let Some(answer) = answer.filter(|_| answers.contains(&message_type)) {
            return broken(answer.rule, format!("{how}, not {answer:?}"));
        }
        let rule = match message_type {
            MessageType::HEARTBEAT_REQ => NO_HEARTBEATS,
            MessageType::OPEN_CONF => messages::OPENED,
            MessageType::FAILURE_EVENT => messages::ENDED,
            MessageType::STANDBY_ACTIVE_EVENT_MSG => messages::ACTIVATED,
            MessageType::ACTIVE_MAINTENANCE_REQ_MSG => messages::ASKED,
            MessageType::ACTIVE_MAINTENANCE_EVENT_MSG => messages::MAINTENANCE,
            other if answers.contains(&other) => ONE_ANSWER,
            _ => messages::EVENTS,
        };
        broken(rule, how)
    }

    /// As many events wait as there is room for.
    pub(super) fn check_room(&self) -> Checked {
        let (certain, possible) = self.waiting_events();
        let most = self.config.event_capacity;
        let messages: usize = self.links.values().map(|link| link.events.len()).sum();
        if messages > most || !self.is_full && certain >= most {
            return broken(BOUNDED, format!("{messages} messages wait, not {most}"));
        }
        if self.is_full && certain + possible < most {
            return broken(ROOM, format!("{certain} events wait, not {most}"));
        }
        Ok(())
    }

    /// Whether more events wait than is known.
    pub(super) fn is_too_full(&self) -> bool {
        let (certain, possible) = self.waiting_events();
        self.is_full && certain + possible < self.config.event_capacity
    }

    /// How many events wait for the application: at least, and how many more are possible.
    fn waiting_events(&self) -> (usize, usize) {
        let of_links = self.links.values();
        let certain: usize = of_links
            .clone()
            .map(|link| link.events.len() + usize::from(link.end.is_some()))
            .sum::<usize>()
            + self.told.len();
        let possible: usize = of_links
            .map(|link| {
                let may_be_over = link.peer_closed && link.end.is_none();
                link.pending.len() + link.perhaps.len() + usize::from(may_be_over)
            })
            .sum();
        (certain, possible)
    }
}

fn text(frame: &OwnedFrame) -> String {
    frame
        .message()
        .map_or_else(|error| error.to_string(), |message| message.to_string())
}
