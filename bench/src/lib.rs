//! What decoding, encoding and splitting cost, beside code written by hand and other libraries.

pub mod hand;
pub mod mix;
pub mod others;
