//! The parts of the program `cti`, which decodes and encodes messages of the CTI Server protocol.
//!
//! This library exists for the tests of the program; its API may change in any release. Programs of
//! your own should use `cti-messages`.
//!
//! An input passes through [`capture`] (capture file to TCP streams), `sessions` (TCP streams to frames)
//! and [`decode`] (frames to text, JSON or diagrams). Binary streams and hexadecimal text start at
//! [`decode`]. [`encode`] turns JSON back into frames.

pub mod capture;
pub mod decode;
pub mod encode;
mod input;
pub mod json;
mod sessions;
mod text;

pub use input::LineError;
pub use sessions::DEFAULT_VERSION;
pub use text::to_text;
