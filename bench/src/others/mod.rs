//! Other ways to decode the messages of the mix, to be reported beside this library.
//!
//! Each reads protocol version 24 and makes of a frame a value of its own types: every field of the
//! fixed part as a number under its name, every floating field by its tag with a typed value, in
//! order, and those with a tag that it does not know as bytes. That is less than this library does:
//! entries of lists are not grouped, and one version is read instead of thirteen. It favours the
//! others; the tests see to it that nothing else is left out.
//!
//! What the messages hold is declared once, in `layouts` and `tags`; how it is read is each
//! module's own, written as the documentation of its library advises.

mod comparison;
pub mod copying;
mod layouts;
mod tags;
mod text;
pub mod with_binrw;
pub mod with_deku;
pub mod with_nom;

pub use comparison::{Decoded, View};
pub use tags::Kind;
pub use text::Named;

/// Whether a frame has as many bytes after its header as the header says.
fn is_whole(frame: &[u8], message_length: u32) -> bool {
    usize::try_from(message_length).is_ok_and(|length| frame.len() == 8 + length)
}
