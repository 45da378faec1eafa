//! What is known of a connection.

use std::net::SocketAddr;

use cti_messages::{Direction, HEADER_BYTES, MessageType, ProtocolVersion};

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
