//! One session: its state, and how its messages are told from other bytes.

use std::fmt;
use std::net::SocketAddr;

use cti_messages::{
    Direction, FrameLimit, HEADER_BYTES, Message, MessageType, ProtocolVersion, Split, split,
};

use crate::capture::{Peers, Timestamp};

/// The origin of a message or error in a capture: time, connection, sender and place in the stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) time: Timestamp,
    /// The number of the session; 0 before its first message.
    pub(crate) connection: u64,
    pub(crate) is_from_client: bool,
    pub(crate) source: SocketAddr,
    pub(crate) destination: SocketAddr,
    /// The position in the stream, counted from the first captured byte.
    pub(crate) start: u64,
}

impl Origin {
    /// The side that sends.
    pub(crate) const fn sender(&self) -> &'static str {
        if self.is_from_client {
            "client"
        } else {
            "server"
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, ", self.time)?;
        match self.connection {
            0 => write!(f, "{} to {}", self.source, self.destination),
            number => write!(
                f,
                "connection {number}, {}, byte {}",
                self.sender(),
                self.start
            ),
        }
    }
}

/// A connection that is, or may be, a session of this protocol.
pub(super) struct Session {
    /// Its number; `None` before its first message.
    pub(super) number: Option<u64>,
    pub(super) is_on_port: bool,
    /// The end that is the client, as an index.
    pub(super) client: Option<usize>,
    /// The version that an OPEN_REQ named.
    pub(super) version: Option<ProtocolVersion>,
    /// The version guessed from its messages, if the capture has no OPEN_REQ.
    pub(super) guess: Option<ProtocolVersion>,
    pub(super) ways: [Way; 2],
}

/// One direction.
#[derive(Default)]
pub(super) struct Way {
    pub(super) pending: Vec<u8>,
    /// The position of the first pending byte in the stream.
    pub(super) start: u64,
    pub(super) time: Timestamp,
    /// The bytes skipped so far in search of the next message; `None` if its start is known.
    pub(super) searching: Option<u64>,
    pub(super) is_over: bool,
}

impl Session {
    pub(super) fn new(is_on_port: bool, client: Option<usize>) -> Self {
        Self {
            number: None,
            is_on_port,
            client,
            version: None,
            guess: None,
            ways: Default::default(),
        }
    }

    /// The origin of the first pending byte of a direction.
    pub(super) fn origin(&self, peers: &Peers, from: usize) -> Origin {
        Origin {
            time: self.ways[from].time,
            connection: self.number.unwrap_or(0),
            is_from_client: self.client.is_none_or(|client| client == from),
            source: peers.addresses[from],
            destination: peers.addresses[1 - from],
            start: self.ways[from].start,
        }
    }

    /// The end that is the client. If unknown so far, the pending message of a direction decides: the
    /// side that sends its type or, if both do, the sender is the client.
    pub(super) fn learn_client(&mut self, from: usize) -> usize {
        let is_client = sender(&self.ways[from].pending) != Some(Direction::Server);
        *self
            .client
            .get_or_insert(if is_client { from } else { 1 - from })
    }
}

/// The message type in the header at the start of some bytes.
pub(super) fn message_type(bytes: &[u8]) -> Option<MessageType> {
    let number = bytes.get(4..HEADER_BYTES)?.try_into().ok()?;
    Some(MessageType(u32::from_be_bytes(number)))
}

/// The side that sends messages of that type.
pub(super) fn sender(bytes: &[u8]) -> Option<Direction> {
    Some(message_type(bytes)?.info()?.direction)
}

/// Whether bytes start with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Message,
    NoMessage,
    /// More bytes are needed to decide.
    Undecided,
}

impl Session {
    /// Whether a message starts at the pending bytes of a direction or, with `may_skip`, after some of
    /// them, which are then dropped. `is_all`: no more bytes follow the pending ones.
    ///
    /// If bytes look like a header, they are kept until the body is complete; the frame limit bounds
    /// the wait. If they turn out not to be a message, the search continues at the next byte.
    pub(super) fn skip(&mut self, from: usize, may_skip: bool, is_all: bool) -> Start {
        let pending = &self.ways[from].pending;
        let mut skipped = 0;
        let start = loop {
            match self.plausible(from, &pending[skipped..], is_all) {
                // Everything is skipped; the bytes to come may be a message.
                Start::NoMessage if may_skip && skipped == pending.len() => break Start::Undecided,
                Start::NoMessage if may_skip => skipped += 1,
                start => break start,
            }
        };
        let way = &mut self.ways[from];
        way.pending.drain(..skipped);
        way.start += skipped as u64;
        way.searching = way.searching.map(|before| before + skipped as u64);
        start
    }

    /// Whether some bytes start with a message: its type is known and sent in this direction, its body
    /// can be decoded, and another header follows.
    ///
    /// Unless a connection is to a port of the server, its first message has to name a version.
    fn plausible(&self, from: usize, bytes: &[u8], is_all: bool) -> Start {
        let more = if is_all {
            Start::NoMessage
        } else {
            Start::Undecided
        };
        if bytes.len() < HEADER_BYTES {
            return more;
        }
        if !self.is_header(from, bytes) {
            return Start::NoMessage;
        }
        let is_start = self.number.is_none() && self.ways[from].searching.is_none();
        if is_start && self.is_on_port {
            return Start::Message;
        }
        let Ok(Split::Frame(frame, rest)) = split(bytes, FrameLimit::default()) else {
            return more;
        };
        let whole = &bytes[..frame.len()];
        let is_message = match self.version.or(self.guess) {
            Some(version) => Message::decode(whole, version).is_ok(),
            None => guess(whole).is_some(),
        };
        if !is_message || (is_start && frame.own_version().is_none()) {
            return Start::NoMessage;
        }
        if rest.len() >= HEADER_BYTES && !self.is_header(from, rest) {
            return Start::NoMessage;
        }
        Start::Message
    }

    fn is_header(&self, from: usize, bytes: &[u8]) -> bool {
        let is_short = split(bytes, FrameLimit::default()).is_ok();
        let is_known = message_type(bytes).is_some_and(|known| known.name().is_some());
        let goes_this_way = match (sender(bytes), self.client) {
            (Some(Direction::Client), Some(client)) => client == from,
            (Some(Direction::Server), Some(client)) => client != from,
            _ => true,
        };
        is_short && is_known && goes_this_way
    }
}

/// Versions that read the same bytes differently: tags have one byte below 20, and fixed parts have
/// grown since 13. In order of likelihood.
const CANDIDATES: [ProtocolVersion; 3] = [
    ProtocolVersion::V24,
    ProtocolVersion::V19,
    ProtocolVersion::V13,
];

/// The version in which a frame reads best: with the fewest unknown fields. `None` if it can be decoded
/// in none of the candidates.
pub(super) fn guess(frame: &[u8]) -> Option<ProtocolVersion> {
    let readable = CANDIDATES.iter().filter_map(|version| {
        let message = Message::decode(frame, *version).ok()?;
        let unknown = message
            .as_known()
            .map_or(0, |known| known.unknown_fields().len());
        Some((unknown, *version))
    });
    // Of equals, the first.
    let best = readable.min_by_key(|(unknown, _)| *unknown);
    best.map(|(_, version)| version)
}

#[cfg(test)]
mod tests {
    use cti_messages::{ClearCallReq, HeartbeatReq, ProtocolVersion, TypedMessage};

    use super::guess;

    #[test]
    fn the_likeliest_version_wins_if_all_read_alike() {
        let mut frame = Vec::new();
        let beat = HeartbeatReq::default();
        beat.encode(ProtocolVersion::V13, &mut frame).unwrap();
        assert_eq!(guess(&frame), Some(ProtocolVersion::V24));
    }

    #[test]
    fn tags_give_away_their_width() {
        let request = ClearCallReq {
            connection_device_id: Some("2001".into()),
            ..ClearCallReq::default()
        };
        for (version, guessed) in [(13, 19), (19, 19), (20, 24), (25, 24)] {
            let mut frame = Vec::new();
            let version = ProtocolVersion::new(version).unwrap();
            request.encode(version, &mut frame).unwrap();
            assert_eq!(guess(&frame), ProtocolVersion::new(guessed), "{version}");
        }
    }

    #[test]
    fn invalid_bytes_have_no_version() {
        assert_eq!(guess(&[0, 0, 0, 1, 0, 0, 0, 5, 0]), None);
    }
}
