//! What was found: messages with their places, and which message answers which.
//!
//! A request and its answer carry the same InvokeID, which the requester chooses. The message that
//! the specification names as confirmation answers it, or one that is the confirmation of nothing
//! in particular: a failure.

use std::fmt::{self, Display};
use std::net::SocketAddr;
use std::time::Duration;

use cti_messages::{InvokeId, Message, MessageType, ProtocolVersion};
use lru::LruCache;

use crate::capture::Timestamp;
use crate::sessions::Packet;

/// A message with all that is known of it.
pub(super) struct Found<'m> {
    pub(super) place: Place,
    pub(super) message: &'m Message<'m>,
    pub(super) version: ProtocolVersion,
    /// The request that it answers.
    pub(super) answer: Option<Answer>,
    /// Whether the client sent it, as far as that is known.
    pub(super) is_from_client: Option<bool>,
}

/// Where a message, or an error, was found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// On a line, counted from 1.
    Line(u64),
    /// In a stream.
    Stream {
        /// The number of the message, counted from 1.
        number: u64,
        /// Where in the stream it starts.
        start: u64,
    },
    /// In a capture.
    Packet {
        /// The number of the message, counted from 1.
        number: u64,
        /// Where it was captured.
        packet: Packet,
    },
    /// In a capture as a whole.
    Capture,
}

impl Place {
    /// The number by which a message is called.
    pub(super) const fn number(&self) -> u64 {
        match self {
            Self::Line(number) | Self::Stream { number, .. } | Self::Packet { number, .. } => {
                *number
            }
            Self::Capture => 0,
        }
    }

    /// What a capture tells.
    pub(super) const fn packet(&self) -> Option<&Packet> {
        match self {
            Self::Packet { packet, .. } => Some(packet),
            _ => None,
        }
    }

    /// When it was captured.
    pub(super) fn time(&self) -> Option<Timestamp> {
        self.packet().map(|packet| packet.time)
    }

    /// The number of its connection; 0 where there is but one, or none.
    pub(super) fn connection(&self) -> u64 {
        self.packet().map_or(0, |packet| packet.connection)
    }

    /// Who sent it.
    pub(super) fn source(&self) -> Option<SocketAddr> {
        self.packet().map(|packet| packet.source)
    }
}

/// As it begins a sentence: with a colon behind it, or nothing.
impl Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}: "),
            Self::Stream { number, start } => {
                write!(f, "message {number}, byte {start} of the stream: ")
            }
            Self::Packet { packet, .. } => write!(f, "{packet}: "),
            Self::Capture => Ok(()),
        }
    }
}

/// So many requests are remembered; of more than these, the oldest are forgotten.
const MAX_OPEN: usize = 16_384;

/// Remembers requests until they are answered.
pub(super) struct Exchanges {
    open: LruCache<Key, Request>,
    /// The messages that confirm some request.
    confirmations: Vec<u32>,
}

/// What an answer has in common with its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    connection: u64,
    /// Both sides may ask, each with IDs of its own.
    is_by_client: Option<bool>,
    id: InvokeId,
}

struct Request {
    message_type: MessageType,
    number: u64,
    time: Option<Timestamp>,
    concerns: bool,
}

/// What an answer answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    /// The type of the request.
    pub(super) request: MessageType,
    /// The number by which the request is called.
    pub(super) number: u64,
    /// How long it took, where times are known.
    pub(super) after: Option<Duration>,
    /// Whether the request names the agent and the call of the filter.
    pub(super) concerns: bool,
}

impl Default for Exchanges {
    fn default() -> Self {
        let infos = MessageType::ALL.iter().filter_map(|known| known.info());
        Self {
            // One with a bound makes room for all of it at once.
            open: LruCache::unbounded(),
            confirmations: infos.filter_map(|info| info.confirmation).collect(),
        }
    }
}

impl Exchanges {
    /// The request that a message answers, which is then no longer open.
    pub(super) fn answer(&mut self, found: &Found<'_>) -> Option<Answer> {
        if found.message.confirmed_by().is_some() {
            return None;
        }
        let answer = found.message.message_type();
        let mut key = key(found)?;
        key.is_by_client = key.is_by_client.map(|is_by_client| !is_by_client);
        let request = self.open.peek(&key)?;
        if !self.may_answer(answer, request.message_type) {
            return None;
        }
        let request = self.open.pop(&key)?;
        let times = request.time.zip(found.place.time());
        Some(Answer {
            request: request.message_type,
            number: request.number,
            after: times.map(|(asked, answered)| answered.since(asked)),
            concerns: request.concerns,
        })
    }

    /// Remembers a request.
    pub(super) fn remember(&mut self, found: &Found<'_>, concerns: bool) {
        let asks = found.message.confirmed_by().is_some();
        let Some(key) = key(found).filter(|_| asks) else {
            return;
        };
        let request = Request {
            message_type: found.message.message_type(),
            number: found.place.number(),
            time: found.place.time(),
            concerns,
        };
        self.open.put(key, request);
        if self.open.len() > MAX_OPEN {
            self.open.pop_lru();
        }
    }

    fn may_answer(&self, answer: MessageType, request: MessageType) -> bool {
        let confirmation = request.info().and_then(|request| request.confirmation);
        confirmation == Some(answer.0) || !self.confirmations.contains(&answer.0)
    }
}

fn key(found: &Found<'_>) -> Option<Key> {
    Some(Key {
        connection: found.place.connection(),
        is_by_client: found.is_from_client,
        id: found.message.invoke_id()?,
    })
}
