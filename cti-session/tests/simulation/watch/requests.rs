//! Requests, as the application sees them.

use std::collections::BTreeMap;

use cti_messages::{InvokeId, MessageType, OwnedFrame};
use cti_session::{ConnectionId, NotSent, Outcome, RequestId, Side, Time};

use super::{Checked, broken};

const SENT: &str = "a request is sent exactly if the client says so";

#[derive(Default)]
pub(crate) struct Requests {
    waiting: BTreeMap<RequestId, Request>,
    /// Requests that were sent and not yet given their numbers.
    sent: Option<(ConnectionId, Side, InvokeId)>,
    last_side: Option<Side>,
}

struct Request {
    connection: ConnectionId,
    side: Side,
    invoke_id: InvokeId,
    deadline: Time,
    /// Whether its connection has ended.
    link_over: bool,
}

impl Requests {
    pub(crate) fn sends(&mut self, connection: ConnectionId, side: Side, invoke_id: InvokeId) {
        self.sent = Some((connection, side, invoke_id));
    }

    pub(crate) fn last_side(&self) -> Option<Side> {
        self.last_side
    }

    pub(crate) fn requested(
        &mut self,
        result: &Result<RequestId, NotSent>,
        deadline: Time,
    ) -> Checked {
        match (result, self.sent.take()) {
            (Ok(id), Some((connection, side, invoke_id))) => {
                self.last_side = Some(side);
                let request = Request {
                    connection,
                    side,
                    invoke_id,
                    deadline,
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
        let holds = match outcome {
            Outcome::Confirmed(frame) => {
                frame.message_type() == MessageType::REGISTER_SERVICE_CONF
                    && frame.invoke_id() == Some(request.invoke_id)
                    && (!prompt || now <= request.deadline)
            }
            Outcome::Failed(frame) => {
                frame.message_type() == MessageType::FAILURE_CONF
                    && frame.invoke_id() == Some(request.invoke_id)
            }
            Outcome::TimedOut => now >= request.deadline && (!prompt || now == request.deadline),
            Outcome::SessionLost => true,
            Outcome::Closed => closing.is_some(),
            _ => false,
        };
        if holds {
            Ok(request.side)
        } else {
            broken("the outcome of a request", format!("{outcome:?}"))
        }
    }

    fn has(&self, side: Side, frame: &OwnedFrame) -> bool {
        let id = frame.invoke_id();
        self.waiting
            .values()
            .any(|request| request.side == side && Some(request.invoke_id) == id)
    }

    /// A message is reported as no answer.
    pub(crate) fn message(&self, side: Side, frame: &OwnedFrame) -> Checked {
        let answers = [
            MessageType::REGISTER_SERVICE_CONF,
            MessageType::FAILURE_CONF,
        ];
        if answers.contains(&frame.message_type()) {
            return broken("an answer is told as one", format!("{frame:?} of {side}"));
        }
        Ok(())
    }

    /// An answer is reported as late.
    pub(crate) fn late(&self, side: Side, frame: &OwnedFrame) -> Checked {
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
        let of_link = |request: &&mut Request| request.connection == connection;
        for request in self.waiting.values_mut().filter(of_link) {
            request.link_over = true;
        }
    }

    /// A session is reported as lost: its requests are, before.
    pub(crate) fn session_lost(&self, connection: ConnectionId, side: Side) -> Checked {
        let mut waiting = self.waiting.values();
        match waiting.find(|request| request.connection == connection) {
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
                return broken("requests end at once when their session does", request.side);
            }
        }
        Ok(())
    }
}
