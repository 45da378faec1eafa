//! Captured network traffic: from the bytes of a capture file to ordered TCP streams.
//!
//! [`Packets`] reads packets from a file, [`Segments`] finds the TCP segments in them, and
//! [`Connections`] puts the segments of each connection and direction in order. The receiver of the
//! streams implements [`Streams`]; nothing here knows the protocol that they carry.
//!
//! Memory does not grow with the file: each step is bounded, and reports what it drops.

mod connections;
mod file;
mod input;
mod reassembly;
mod segment;
mod time;

pub use connections::Connections;
pub use file::{Magic, Packets};
pub use input::{Packet, ReadError};
pub use reassembly::{End, Event, Interest, Peers, Streams};
pub use segment::{Segment, Segments, Skipped};
pub use time::Timestamp;
