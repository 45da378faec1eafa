//! Messages as people and scripts read them: JSON in both directions, text in one.
//!
//! The commands `decode` and `encode` stand on these; tests call them directly.

pub mod capture;
pub mod decode;
pub mod encode;
mod input;
mod json;
mod sessions;
mod text;

pub use input::{Follow, open, open_file};
pub use json::{from_json, read as read_line, to_json, write as line_of};
pub use text::to_text;
