//! The requests that wait for their answers.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use cti_messages::{EncodeError, InvokeId, MessageType, OwnedFrame};

use super::sides::Side;
use crate::time::Time;

/// Identifies a request of a [`Client`](super::Client): unique for the lifetime of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u64);

/// The number of invoke IDs of requests: the even ones without 0, which is the default of a message. The client's own
/// messages have the odd ones, so that an answer to one of them is never taken for that to a request.
const INVOKE_IDS: u32 = u32::MAX / 2;

impl RequestId {
    /// The invoke ID with which the request was sent: to find it in a capture or a log of the server.
    #[must_use]
    pub fn invoke_id(self) -> InvokeId {
        // Requests are numbered from 1. Their invoke IDs begin again after the last.
        let place = self.0.saturating_sub(1) % u64::from(INVOKE_IDS);
        InvokeId(2 * (u32::try_from(place).unwrap_or(0) + 1))
    }
}

/// How long a request waits, and for how many confirmations. Converts from a `Duration`, for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestOptions {
    /// How long to wait, from the call that sends the request.
    pub within: Duration,
    /// Whether there may be several confirmations, as from the servers of a service in parallel mode (148, 150), or of
    /// LIST_AGENT_TEAM_REQ (134). Each is a [`ClientEvent::PartialAnswer`](super::ClientEvent::PartialAnswer), until
    /// the time is over or [`Client::abandon`](super::Client::abandon) is called.
    pub several: bool,
}

impl RequestOptions {
    /// Waits this long for one confirmation.
    #[must_use]
    pub fn within(within: Duration) -> Self {
        Self {
            within,
            several: false,
        }
    }

    /// Waits for several confirmations.
    #[must_use]
    pub fn several(mut self) -> Self {
        self.several = true;
        self
    }
}

impl From<Duration> for RequestOptions {
    fn from(within: Duration) -> Self {
        Self::within(within)
    }
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The confirmation, to be decoded as [`Request::Confirmation`](cti_messages::Request::Confirmation). It has the
    /// right type and invoke ID, but decoding may still fail.
    Confirmed(OwnedFrame),
    /// The message that says why the request failed: FAILURE_CONF, or CONTROL_FAILURE_CONF for a request of client
    /// control.
    Failed(OwnedFrame),
    /// No answer came in time, or, if [several](RequestOptions::several) were expected, the time is over. The server
    /// may have carried out the request all the same. A later answer is a
    /// [`ClientEvent::LateAnswer`](super::ClientEvent::LateAnswer).
    TimedOut,
    /// The time is over, and no failure was reported. Instead of [`TimedOut`](Self::TimedOut), for requests that the
    /// server does not confirm because it has granted `CTI_SERVICE_IGNORE_CONF`.
    Unconfirmed,
    /// The session ended, or another side became active without a handover, before there was an answer.
    SessionLost,
    /// The application closed the client before there was an answer.
    Closed,
}

/// A message was not sent; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotSent {
    /// No side is active now.
    NoActiveSide,
    /// This side is standby, or has no open session.
    NotServing(Side),
    /// The client has been closed, or has given up.
    Closed,
    /// Too many bytes wait to be sent to the server.
    QueueFull,
    /// Too many requests wait for their answers, or too many outcomes for the application to take them.
    TooManyRequests,
    /// The message opens, keeps or closes sessions, which is what the client does.
    SessionManagement,
    /// The message is a request, which has an answer and an invoke ID: send it with
    /// [`Client::request`](super::Client::request).
    Request,
    /// The message is not a request: no other confirms it.
    NotARequest,
    /// The message cannot be encoded in the version of the session.
    Encode(EncodeError),
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoActiveSide => f.write_str("no side of the server is active"),
            Self::NotServing(side) => write!(f, "{side} is standby, or has no open session"),
            Self::Closed => f.write_str("the client is closed"),
            Self::QueueFull => f.write_str("too many bytes wait to be sent"),
            Self::TooManyRequests => f.write_str("too many requests or outcomes wait"),
            Self::SessionManagement => {
                f.write_str("messages of session management are sent by the client itself")
            }
            Self::Request => f.write_str("the message is a request: send it as one"),
            Self::NotARequest => f.write_str("the message is not a request"),
            Self::Encode(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl core::error::Error for NotSent {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Encode(error) => Some(error),
            _ => None,
        }
    }
}

/// A request that waits.
pub(super) struct Pending {
    pub(super) id: RequestId,
    pub(super) side: Side,
    pub(super) several: bool,
    /// Whether the session suppresses confirmations of its kind.
    pub(super) unconfirmed: bool,
    /// The message that confirms it.
    pub(super) confirmation: Confirmation,
    deadline: Time,
}

/// The messages that confirm a request.
#[derive(Clone, Copy)]
pub(super) struct Confirmation {
    pub(super) message_type: MessageType,
    /// Reads the invoke ID of one. Frames know no layouts but those of the guide; a message of one's own does.
    pub(super) invoke_id: fn(&OwnedFrame) -> Option<InvokeId>,
}

/// All requests that wait, by the invoke IDs that they were sent with.
#[derive(Default)]
pub(super) struct Requests {
    /// The last request.
    last: u64,
    /// How many messages of the client itself have been numbered.
    own: u32,
    pending: BTreeMap<InvokeId, Pending>,
    deadlines: BTreeSet<(Time, InvokeId)>,
    /// Those whose confirmations are of a type that the guide does not have.
    unlisted: BTreeSet<(Side, MessageType, InvokeId)>,
}

/// How a frame relates to the pending requests.
pub(super) enum Answer {
    /// It answers none, and is not of a type that does.
    None,
    /// An answer, but the request does not wait for one; which one it was, if any.
    Late(Option<RequestId>),
    /// One of several confirmations.
    Partial(RequestId),
    /// The answer, or the last one.
    Final(RequestId, Outcome),
}

impl Requests {
    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.pending.len()
    }

    /// An ID that no request that waits has, nor any for a long time: they count up. It is in use once its request is
    /// [added](Self::add).
    pub(super) fn next_id(&self) -> (RequestId, InvokeId) {
        let mut id = RequestId(self.last + 1);
        while self.pending.contains_key(&id.invoke_id()) {
            id.0 += 1;
        }
        (id, id.invoke_id())
    }

    /// An ID for a message of the client itself, which no request ever has.
    pub(super) fn next_own_id(&mut self) -> InvokeId {
        let id = InvokeId(self.own.wrapping_mul(2) | 1);
        self.own = self.own.wrapping_add(1);
        id
    }

    /// A request has been sent.
    pub(super) fn add(
        &mut self,
        (id, invoke_id): (RequestId, InvokeId),
        side: Side,
        confirmation: Confirmation,
        options: RequestOptions,
        unconfirmed: bool,
        now: Time,
    ) {
        self.last = id.0;
        let deadline = now + options.within;
        self.deadlines.insert((deadline, invoke_id));
        let message_type = confirmation.message_type;
        if message_type.info().is_none() {
            self.unlisted.insert((side, message_type, invoke_id));
        }
        let pending = Pending {
            id,
            side,
            several: options.several,
            unconfirmed,
            confirmation,
            deadline,
        };
        self.pending.insert(invoke_id, pending);
    }

    /// The last request that was sent with an invoke ID.
    fn with_invoke_id(&self, id: InvokeId) -> Option<RequestId> {
        let place = (id.0 / 2).checked_sub(1).filter(|_| id.0 % 2 == 0)?;
        // The places of all requests with this ID are a full turn apart.
        let count_before = self.last.checked_sub(u64::from(place) + 1)?;
        let turn = u64::from(INVOKE_IDS);
        Some(RequestId(count_before / turn * turn + u64::from(place) + 1))
    }

    /// The request no longer waits; whether it did.
    pub(super) fn abandon(&mut self, id: RequestId) -> bool {
        let invoke_id = id.invoke_id();
        let waits = self
            .pending
            .get(&invoke_id)
            .is_some_and(|pending| pending.id == id);
        waits && self.remove(invoke_id).is_some()
    }

    /// When the first one has waited for too long.
    pub(super) fn deadline(&self) -> Option<Time> {
        self.deadlines.first().map(|(deadline, _)| *deadline)
    }

    /// The next request that has waited for too long.
    pub(super) fn expired(&mut self, now: Time) -> Option<(RequestId, Outcome)> {
        let &(deadline, invoke_id) = self.deadlines.first()?;
        if deadline > now {
            return None;
        }
        let pending = self.remove(invoke_id)?;
        let outcome = if pending.unconfirmed {
            Outcome::Unconfirmed
        } else {
            Outcome::TimedOut
        };
        Some((pending.id, outcome))
    }

    /// The requests to a side, or to any; they no longer wait.
    pub(super) fn take(&mut self, side: Option<Side>) -> Vec<RequestId> {
        let of_side = self
            .pending
            .iter()
            .filter(|(_, pending)| side.is_none_or(|side| pending.side == side));
        let mut taken: Vec<_> = of_side
            .map(|(invoke_id, pending)| (pending.id, *invoke_id))
            .collect();
        taken.sort_unstable();
        taken
            .into_iter()
            .filter_map(|(id, invoke_id)| self.remove(invoke_id).map(|_| id))
            .collect()
    }

    /// Finds the request that a frame answers. An answer has the side and the ID of its request, and is its
    /// confirmation or about the failure of any: the ID alone would also be that of a request that the server makes.
    pub(super) fn answer(&mut self, side: Side, frame: &OwnedFrame) -> Answer {
        let message_type = frame.message_type();
        let fails = message_type.answers_any_request();
        let is_answer = fails || !message_type.confirms().is_empty();
        let Some(invoke_id) = self.invoke_id(side, frame) else {
            return Answer::None;
        };
        let pending = self.pending.get(&invoke_id).filter(|pending| {
            pending.side == side && (fails || pending.confirmation.message_type == message_type)
        });
        match pending {
            None if is_answer => Answer::Late(self.with_invoke_id(invoke_id)),
            None => Answer::None,
            Some(pending) if pending.several && !fails => Answer::Partial(pending.id),
            Some(pending) => {
                let id = pending.id;
                self.remove(invoke_id);
                let outcome = if fails {
                    Outcome::Failed
                } else {
                    Outcome::Confirmed
                };
                Answer::Final(id, outcome(frame.clone()))
            }
        }
    }

    /// The invoke ID of a frame.
    fn invoke_id(&self, side: Side, frame: &OwnedFrame) -> Option<InvokeId> {
        let message_type = frame.message_type();
        if message_type.info().is_some() {
            return frame.invoke_id();
        }
        // A message of one's own, or of a service that is left out: only a request that it confirms knows its layout.
        let of_type = |id| (side, message_type, InvokeId(id));
        let mut confirmed = self.unlisted.range(of_type(0)..=of_type(u32::MAX));
        let (.., confirmed) = confirmed.next()?;
        (self.pending.get(confirmed)?.confirmation.invoke_id)(frame)
    }

    fn remove(&mut self, invoke_id: InvokeId) -> Option<Pending> {
        let pending = self.pending.remove(&invoke_id)?;
        self.deadlines.remove(&(pending.deadline, invoke_id));
        let message_type = pending.confirmation.message_type;
        self.unlisted
            .remove(&(pending.side, message_type, invoke_id));
        Some(pending)
    }
}
