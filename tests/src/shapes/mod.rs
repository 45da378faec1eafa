//! Frames that are made to cost the most: what a hostile peer would send, found from the static
//! tables of the messages.
//!
//! A decoder does something else for each kind of field that a message knows ([`pieces`]). A
//! [`Shape`] fills a frame with some of them, over and over; [`search`] finds those shapes of a
//! message that cost the most, whatever is counted.

mod pieces;
mod search;
mod shape;

pub use pieces::pieces;
pub use search::{Costly, Depth, search};
pub use shape::{Counts, Shape};
