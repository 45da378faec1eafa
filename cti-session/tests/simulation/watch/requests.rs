//! Requests, as the application sees them.

use std::collections::{BTreeMap, BTreeSet};

use cti_messages::{InvokeId, MessageType, OwnedFrame};
use cti_session::{ConnectionId, NotSent, Outcome, RequestId, RequestOptions, Side, Time};

use super::{Checked, broken};
use crate::core::Ask;

const SENT: &str = "a request is sent exactly if the client says so";

#[derive(Default)]
pub(crate) struct Requests {
    waiting: BTreeMap<RequestId, Request>,
    /// The request that was sent and not yet given its number.
    sent: Option<Sent>,
    last_side: Option<Side>,
    /// The IDs that requests were sent with.
    ids: BTreeSet<InvokeId>,
}

/// A request as it is sent.
pub(crate) struct Sent {
    pub(crate) connection: ConnectionId,
    pub(crate) side: Side,
    pub(crate) invoke_id: InvokeId,
    /// Whether the server has granted that requests of client control are not confirmed.
    pub(crate) suppresses_confirmations: bool,
}

struct Request {
    sent: Sent,
    ask: Ask,
    has_several: bool,
    deadline: Time,
    /// Whether its connection has ended.
    link_over: bool,
}

impl Request {
    /// Whether a frame is its confirmation.
    fn is_confirmed_by(&self, frame: &OwnedFrame) -> bool {
        frame.message_type() == self.ask.confirmation()
            && frame.invoke_id() == Some(self.sent.invoke_id)
    }

    fn is_unconfirmed(&self) -> bool {
        self.ask == Ask::Call && self.sent.suppresses_confirmations
    }
}

impl Requests {
    pub(crate) fn sends(&mut self, sent: Sent) {
        self.sent = Some(sent);
    }

    pub(crate) fn last_side(&self) -> Option<Side> {
        self.last_side
    }

    pub(crate) fn requested(
        &mut self,
        result: &Result<RequestId, NotSent>,
        ask: Ask,
        options: RequestOptions,
        now: Time,
    ) -> Checked {
        match (result, self.sent.take()) {
            (Ok(id), Some(sent)) => {
                self.last_side = Some(sent.side);
                self.ids.insert(sent.invoke_id);
                let request = Request {
                    sent,
                    ask,
                    has_several: options.several,
                    deadline: now + options.within,
                    link_over: false,
                };
                match self.waiting.insert(*id, request) {
                    None => Ok(()),
                    Some(_) => broken("numbers of requests are unique", "one is used twice"),
                }
            }
            (Ok(_), None) => broken(SENT, "it is not"),
            (Err(error), Some(_)) => broken(SENT, format!("it is, in spite of {error}")),
            (Err(_), None) => Ok(()),
        }
    }

    /// One of several confirmations; returns the side that it comes from.
    pub(crate) fn answered_in_part(
        &self,
        id: RequestId,
        frame: &OwnedFrame,
    ) -> Result<Side, String> {
        let request = self.waiting.get(&id);
        let request = request.filter(|request| request.has_several);
        match request.filter(|request| request.is_confirmed_by(frame)) {
            Some(request) => Ok(request.sent.side),
            None => broken(
                "several confirmations where they are expected",
                format!("{frame:?} for {id:?}"),
            ),
        }
    }

    pub(crate) fn answered(
        &mut self,
        id: RequestId,
        outcome: &Outcome,
        prompt: bool,
        closing: Option<Time>,
        now: Time,
    ) -> Result<Side, String> {
        let Some(request) = self.waiting.remove(&id) else {
            return broken(
                "a request has one outcome",
                format!("{outcome:?} is another"),
            );
        };
        let failures = [MessageType::FAILURE_CONF, MessageType::CONTROL_FAILURE_CONF];
        let is_over = now >= request.deadline && (!prompt || now == request.deadline);
        let holds = match outcome {
            Outcome::Confirmed(frame) => {
                request.is_confirmed_by(frame)
                    && !request.has_several
                    && (!prompt || now <= request.deadline)
            }
            Outcome::Failed(frame) => {
                failures.contains(&frame.message_type())
                    && frame.invoke_id() == Some(request.sent.invoke_id)
            }
            Outcome::TimedOut => is_over && !request.is_unconfirmed(),
            Outcome::Unconfirmed => is_over && request.is_unconfirmed(),
            Outcome::SessionLost => true,
            Outcome::Closed => closing.is_some(),
            _ => false,
        };
        if holds {
            Ok(request.sent.side)
        } else {
            broken("the outcome of a request", format!("{outcome:?}"))
        }
    }

    fn has(&self, side: Side, frame: &OwnedFrame) -> bool {
        let id = frame.invoke_id();
        self.waiting
            .values()
            .any(|request| request.sent.side == side && Some(request.sent.invoke_id) == id)
    }

    /// A message is reported as no answer.
    pub(crate) fn message(&self, side: Side, frame: &OwnedFrame) -> Checked {
        let answers = [
            Ask::Service.confirmation(),
            Ask::Call.confirmation(),
            Ask::Team.confirmation(),
            MessageType::FAILURE_CONF,
            MessageType::CONTROL_FAILURE_CONF,
        ];
        // Without an invoke ID it can be no answer.
        if answers.contains(&frame.message_type()) && frame.invoke_id().is_some() {
            return broken("an answer is told as one", format!("{frame:?} of {side}"));
        }
        Ok(())
    }

    /// An answer is reported as late.
    pub(crate) fn late(
        &self,
        side: Side,
        request: Option<RequestId>,
        frame: &OwnedFrame,
    ) -> Checked {
        let id = frame.invoke_id().filter(|id| self.ids.contains(id));
        if request.map(RequestId::invoke_id) != id {
            return broken("a late answer names its request", format!("{request:?}"));
        }
        if frame.message_type() == MessageType::STOP_RECORDING_REQ {
            return broken("a request of the server is no answer", side);
        }
        if self.has(side, frame) {
            return broken(
                "an answer is late if no request waits for it",
                format!("{frame:?} of {side} is told as late"),
            );
        }
        Ok(())
    }

    pub(crate) fn link_over(&mut self, connection: ConnectionId) {
        let of_link = |request: &&mut Request| request.sent.connection == connection;
        for request in self.waiting.values_mut().filter(of_link) {
            request.link_over = true;
        }
    }

    /// A session is reported as lost: its requests are, before.
    pub(crate) fn session_lost(&self, connection: ConnectionId, side: Side) -> Checked {
        let mut waiting = self.waiting.values();
        match waiting.find(|request| request.sent.connection == connection) {
            None => Ok(()),
            Some(_) => broken("requests end at once when their session does", side),
        }
    }

    pub(crate) fn check(&self, now: Time) -> Checked {
        for request in self.waiting.values() {
            if now >= request.deadline {
                return broken(
                    "requests end in time",
                    format!("one was due at {:?}", request.deadline),
                );
            }
            if request.link_over {
                return broken(
                    "requests end at once when their session does",
                    request.sent.side,
                );
            }
        }
        Ok(())
    }
}
