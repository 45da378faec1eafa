//! Decoded messages: their places, and which message answers which.
//!
//! A request and its answer carry the same InvokeID, which the requester chooses. A request is answered
//! by the confirmation that the specification names, or by a message that is not the confirmation of any
//! particular request: a failure.

use std::fmt::{self, Display};
use std::net::SocketAddr;
use std::time::Duration;

use cti_messages::{InvokeId, Message, MessageType, ProtocolVersion};
use lru::LruCache;

use crate::capture::Timestamp;
use crate::sessions::Origin;

/// A message with its context.
pub(super) struct Decoded<'m> {
    pub(super) place: Place,
    pub(super) message: &'m Message<'m>,
    pub(super) version: ProtocolVersion,
    /// The request that it answers.
    pub(super) answer: Option<Answer>,
    /// Whether the client sent it; `None` if unknown.
    pub(super) is_from_client: Option<bool>,
}

/// The place of a message or an error in the input.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// On a line, counted from 1.
    Line(u64),
    /// In a binary stream.
    Stream {
        /// The number of the message, counted from 1.
        number: u64,
        /// The byte of the stream at which it starts, counted from 0.
        start: u64,
    },
    /// In a capture.
    Captured {
        /// The number of the message, counted from 1.
        number: u64,
        /// Its time, connection and sender.
        origin: Origin,
    },
    /// The capture as a whole.
    Capture,
}

impl Place {
    /// The number of the message; 0 for the capture as a whole.
    pub(super) const fn number(&self) -> u64 {
        match self {
            Self::Line(number) | Self::Stream { number, .. } | Self::Captured { number, .. } => {
                *number
            }
            Self::Capture => 0,
        }
    }

    /// The time, connection and sender of a message in a capture.
    pub(super) const fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Captured { origin, .. } => Some(origin),
            _ => None,
        }
    }

    /// The time of capture.
    pub(super) fn time(&self) -> Option<Timestamp> {
        self.origin().map(|origin| origin.time)
    }

    /// The number of its connection; 0 outside of captures.
    pub(super) fn connection(&self) -> u64 {
        self.origin().map_or(0, |origin| origin.connection)
    }

    /// The address of its sender.
    pub(super) fn source(&self) -> Option<SocketAddr> {
        self.origin().map(|origin| origin.source)
    }
}

/// As a prefix of an error, with a colon and a blank; empty for the capture as a whole.
impl Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}: "),
            Self::Stream { number, start } => {
                write!(f, "message {number}, byte {start} of the stream: ")
            }
            Self::Captured { origin, .. } => write!(f, "{origin}: "),
            Self::Capture => Ok(()),
        }
    }
}

/// The most requests that are remembered. Beyond that, the oldest are forgotten.
const MAX_OPEN: usize = 16_384;

/// Remembers requests until they are answered.
pub(super) struct Exchanges {
    open: LruCache<Key, Request>,
    /// The types of messages that confirm a particular request.
    confirmations: Vec<MessageType>,
}

/// The key of a request: the values that its answer shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    connection: u64,
    /// Both sides send requests, each with IDs of its own.
    is_by_client: Option<bool>,
    id: InvokeId,
}

struct Request {
    message_type: MessageType,
    number: u64,
    time: Option<Timestamp>,
    concerns: bool,
}

/// The request that a message answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    /// The type of the request.
    pub(super) request: MessageType,
    /// The number of the request.
    pub(super) number: u64,
    /// The time between request and answer, in a capture.
    pub(super) after: Option<Duration>,
    /// Whether the request names the agent and the call of the filter.
    pub(super) concerns: bool,
}

impl Default for Exchanges {
    fn default() -> Self {
        let infos = MessageType::ALL.iter().filter_map(|known| known.info());
        Self {
            // A bounded cache would allocate all of its capacity at once.
            open: LruCache::unbounded(),
            confirmations: infos.filter_map(|info| info.confirmation).collect(),
        }
    }
}

impl Exchanges {
    /// The request that a message answers. It is then no longer open.
    pub(super) fn answer(&mut self, decoded: &Decoded<'_>) -> Option<Answer> {
        if decoded.message.confirmed_by().is_some() {
            return None;
        }
        let answer = decoded.message.message_type();
        let mut key = key(decoded)?;
        key.is_by_client = key.is_by_client.map(|is_by_client| !is_by_client);
        let request = self.open.peek(&key)?;
        if !self.may_answer(answer, request.message_type) {
            return None;
        }
        let request = self.open.pop(&key)?;
        let times = request.time.zip(decoded.place.time());
        Some(Answer {
            request: request.message_type,
            number: request.number,
            after: times.map(|(asked, answered)| answered.since(asked)),
            concerns: request.concerns,
        })
    }

    /// Remembers a message if it is a request.
    pub(super) fn remember(&mut self, decoded: &Decoded<'_>, concerns: bool) {
        let asks = decoded.message.confirmed_by().is_some();
        let Some(key) = key(decoded).filter(|_| asks) else {
            return;
        };
        let request = Request {
            message_type: decoded.message.message_type(),
            number: decoded.place.number(),
            time: decoded.place.time(),
            concerns,
        };
        self.open.put(key, request);
        if self.open.len() > MAX_OPEN {
            self.open.pop_lru();
        }
    }

    fn may_answer(&self, answer: MessageType, request: MessageType) -> bool {
        let confirmation = request.info().and_then(|request| request.confirmation);
        confirmation == Some(answer) || !self.confirmations.contains(&answer)
    }
}

fn key(decoded: &Decoded<'_>) -> Option<Key> {
    Some(Key {
        connection: decoded.place.connection(),
        is_by_client: decoded.is_from_client,
        id: decoded.message.invoke_id()?,
    })
}
