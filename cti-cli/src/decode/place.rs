//! Where a message stands in the input.

use std::fmt::{self, Display};
use std::net::SocketAddr;

use crate::capture::Timestamp;
use crate::sessions::Packet;

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

impl Packet {
    /// The side that sent it.
    pub(super) const fn sender(&self) -> &'static str {
        if self.is_from_client {
            "client"
        } else {
            "server"
        }
    }
}

impl Display for Packet {
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
