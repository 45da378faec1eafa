//! From segments of TCP to ordered streams, by connection and direction.

mod connection;
mod direction;
mod table;

use std::io;
use std::net::SocketAddr;

pub use table::Connections;

use super::time::Timestamp;

/// The two ends of a connection. Elsewhere an end is told by its index here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peers {
    /// A number of its own for each connection.
    pub id: u64,
    /// The addresses.
    pub addresses: [SocketAddr; 2],
    /// Which end opened the connection, if the capture shows it.
    pub opener: Option<usize>,
}

/// What happens on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'s> {
    /// The connection was seen for the first time.
    Appeared,
    /// The next bytes of a stream.
    Data(&'s [u8]),
    /// The capture begins inside the stream, or lacks bytes of it: so many, if that is known.
    Gap(Option<u64>),
    /// The stream has ended.
    Ended(End),
    /// Nothing more will be told of the connection.
    Gone,
}

/// How a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its sender has closed it.
    Closed,
    /// Its sender has broken the connection.
    Reset,
    /// The capture, or the room for connections, has ended before.
    Capture,
}

/// Whether more is wanted of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interest {
    /// It is.
    Wanted,
    /// It is not: nothing more is told of the connection, or kept of it.
    Unwanted,
}

/// Who takes the streams.
pub trait Streams {
    /// Takes what happens, with the end that sends it, and when that was captured.
    ///
    /// # Errors
    /// If it cannot be taken; nothing is read on then.
    fn event(
        &mut self,
        peers: &Peers,
        from: usize,
        time: Timestamp,
        event: Event<'_>,
    ) -> io::Result<Interest>;
}
