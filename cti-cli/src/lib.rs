//! Messages as people and scripts read them: JSON in both directions, text in one.
//!
//! The commands `decode` and `encode` stand on these; tests call them directly.

mod as_json;
pub mod capture;
pub mod decode;
pub mod encode;
mod follow;
mod hex;
mod input;
mod json_line;
mod sessions;
mod svg;
mod text;

pub use as_json::{from_json, to_json};
pub use follow::Follow;
pub use input::{open, open_file};
pub use json_line::{read as read_line, write as line_of};
pub use text::to_text;

use cti_messages::{Message, ProtocolVersion};

/// The version that a message names for itself, as OPEN_REQ does; the nearest that is modelled.
fn own_version(message: &Message<'_>) -> Option<ProtocolVersion> {
    let known = message.as_known().ok()?;
    known.own_version().map(ProtocolVersion::nearest)
}
