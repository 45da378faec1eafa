//! Captured network traffic: from the bytes of a capture file to ordered streams of TCP.
//!
//! A file gives packets ([`Packets`]), a packet gives a TCP segment ([`Segments`]), segments are put
//! in order for each connection and direction ([`Connections`]). What the streams carry is not known
//! here: who takes them is a [`Streams`].
//!
//! Memory does not grow with the file. Each step has its bound, and what goes beyond it is given
//! up and told.

mod connections;
mod file;
mod input;
mod link;
mod reassembly;
mod segment;
mod time;

pub use connections::Connections;
pub use file::{Magic, Packets};
pub use input::{Packet, ReadError};
pub use reassembly::{End, Event, Interest, Peers, Streams};
pub use segment::{Segment, Segments, Skipped};
pub use time::Timestamp;
