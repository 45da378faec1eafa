//! The parts of the program `cti`, which decodes and encodes messages of the CTI Server protocol.
//!
//! They are a library so that tests can call them; the API may change in any release. Programs of your
//! own should use `cti-messages`.
//!
//! An input passes through [`capture`] (bytes of a capture file to TCP streams), `sessions` (streams to
//! frames) and [`decode`] (frames, also those of binary streams and hexadecimal text, to text, JSON or
//! diagrams). [`encode`] turns JSON back into frames.

pub mod capture;
pub mod decode;
pub mod encode;
mod input;
mod json;
mod sessions;
mod text;

pub use input::{Follow, open, open_file};
pub use json::{from_json, read as read_line, to_json, write as line_of};
pub use sessions::DEFAULT_VERSION;
pub use text::to_text;
