//! What is known of a connection, and telling its messages from other bytes.

use std::fmt;
use std::net::SocketAddr;

use cti_messages::{
    Direction, FrameLimit, HEADER_BYTES, Message, MessageType, ProtocolVersion, Split, split,
};

use crate::capture::{Peers, Timestamp};

/// What is known of where a message, or an error, was captured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packet {
    pub(crate) time: Timestamp,
    /// The number of the connection, among those of this protocol; 0 before one is found.
    pub(crate) connection: u64,
    pub(crate) is_from_client: bool,
    pub(crate) source: SocketAddr,
    pub(crate) destination: SocketAddr,
    /// Where in the stream it starts, as far as the stream was captured.
    pub(crate) start: u64,
}

impl Packet {
    /// The side that sent it.
    pub(crate) const fn sender(&self) -> &'static str {
        if self.is_from_client {
            "client"
        } else {
            "server"
        }
    }
}

impl fmt::Display for Packet {
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

/// A connection that is, or may be, one of this protocol.
pub(super) struct Session {
    /// Its number, once a message was found.
    pub(super) number: Option<u64>,
    pub(super) is_on_port: bool,
    /// Which end is the client.
    pub(super) client: Option<usize>,
    /// The version that an OPEN_REQ named.
    pub(super) version: Option<ProtocolVersion>,
    /// The version that its messages seem to have, where the capture has no OPEN_REQ.
    pub(super) guess: Option<ProtocolVersion>,
    pub(super) ways: [Way; 2],
}

/// One direction.
#[derive(Default)]
pub(super) struct Way {
    pub(super) pending: Vec<u8>,
    /// Where the first pending byte is in the stream.
    pub(super) start: u64,
    pub(super) time: Timestamp,
    /// How many bytes were skipped since it is not known where the next message starts.
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

    /// Where the first pending byte of a direction was captured.
    pub(super) fn packet(&self, peers: &Peers, from: usize) -> Packet {
        Packet {
            time: self.ways[from].time,
            connection: self.number.unwrap_or(0),
            is_from_client: self.client.is_none_or(|client| client == from),
            source: peers.addresses[from],
            destination: peers.addresses[1 - from],
            start: self.ways[from].start,
        }
    }

    /// Learns which end is the client from the pending message of a direction, if only one side sends
    /// its type; where either does, the first to speak is taken for it.
    pub(super) fn learn_client(&mut self, from: usize) -> usize {
        let is_client = sender(&self.ways[from].pending) != Some(Direction::Server);
        *self
            .client
            .get_or_insert(if is_client { from } else { 1 - from })
    }
}

/// The type of message that the header at the start of some bytes tells.
pub(super) fn message_type(bytes: &[u8]) -> Option<MessageType> {
    let number = bytes.get(4..HEADER_BYTES)?.try_into().ok()?;
    Some(MessageType(u32::from_be_bytes(number)))
}

/// Who sends messages of that type.
pub(super) fn sender(bytes: &[u8]) -> Option<Direction> {
    Some(message_type(bytes)?.info()?.direction)
}

/// What stands at the start of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Message,
    NoMessage,
    /// More bytes are needed to tell.
    Perhaps,
}

impl Session {
    /// Skips bytes of a direction that are no message, if it is not known where one starts; returns
    /// what stands behind them. `is_all` if no more bytes follow those pending.
    ///
    /// What looks like a header is waited for up to the end of its body, which a frame limits. No
    /// byte is lost by that: if it turns out to be none, the search goes on behind its first byte.
    pub(super) fn skip(&mut self, from: usize, may_skip: bool, is_all: bool) -> Found {
        let pending = &self.ways[from].pending;
        let mut skipped = 0;
        let found = loop {
            match self.plausible(from, &pending[skipped..], is_all) {
                // All is skipped; the next bytes may be a message.
                Found::NoMessage if may_skip && skipped == pending.len() => break Found::Perhaps,
                Found::NoMessage if may_skip => skipped += 1,
                found => break found,
            }
        };
        let way = &mut self.ways[from];
        way.pending.drain(..skipped);
        way.start += skipped as u64;
        way.searching = way.searching.map(|before| before + skipped as u64);
        found
    }

    /// Whether some bytes start with a message: its type is known and goes this way, its body can
    /// be decoded, and what follows looks like a message too.
    ///
    /// A connection to no port of the server has to begin with a message that names its version.
    fn plausible(&self, from: usize, bytes: &[u8], is_all: bool) -> Found {
        let more = if is_all {
            Found::NoMessage
        } else {
            Found::Perhaps
        };
        if bytes.len() < HEADER_BYTES {
            return more;
        }
        if !self.is_header(from, bytes) {
            return Found::NoMessage;
        }
        let is_start = self.number.is_none() && self.ways[from].searching.is_none();
        if is_start && self.is_on_port {
            return Found::Message;
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
            return Found::NoMessage;
        }
        if rest.len() >= HEADER_BYTES && !self.is_header(from, rest) {
            return Found::NoMessage;
        }
        Found::Message
    }

    fn is_header(&self, from: usize, bytes: &[u8]) -> bool {
        let is_short = split(bytes, FrameLimit::default()).is_ok();
        let is_known = message_type(bytes).is_some_and(|found| found.name().is_some());
        let goes_this_way = match (sender(bytes), self.client) {
            (Some(Direction::Client), Some(client)) => client == from,
            (Some(Direction::Server), Some(client)) => client != from,
            _ => true,
        };
        is_short && is_known && goes_this_way
    }
}

/// Versions that read the same bytes as different messages: tags of one byte below 20, and fixed
/// parts that have grown since 13. The likeliest stands first.
const CANDIDATES: [ProtocolVersion; 3] = [
    ProtocolVersion::V24,
    ProtocolVersion::V19,
    ProtocolVersion::V13,
];

/// The version of a session whose OPEN_REQ was not captured: the one in which a frame reads best: with as little as possible that is not understood. None
/// if it reads in none.
pub(super) fn guess(frame: &[u8]) -> Option<ProtocolVersion> {
    let readable = CANDIDATES.iter().filter_map(|version| {
        let message = Message::decode(frame, *version).ok()?;
        let unknown = message
            .as_known()
            .map_or(0, |known| known.unknown_fields().len());
        Some((unknown, *version))
    });
    // The first of those that are equal.
    let best = readable.min_by_key(|(unknown, _)| *unknown);
    best.map(|(_, version)| version)
}

#[cfg(test)]
mod tests {
    use cti_messages::{ClearCallReq, HeartbeatReq, MessageBody, ProtocolVersion};

    use super::guess;

    #[test]
    fn what_reads_alike_is_of_the_likeliest_version() {
        let mut frame = Vec::new();
        let beat = HeartbeatReq::default();
        beat.encode(ProtocolVersion::V13, &mut frame).unwrap();
        assert_eq!(guess(&frame), Some(ProtocolVersion::V24));
    }

    #[test]
    fn tags_tell_their_width() {
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
    fn what_is_no_message_has_no_version() {
        assert_eq!(guess(&[0, 0, 0, 1, 0, 0, 0, 5, 0]), None);
    }
}
