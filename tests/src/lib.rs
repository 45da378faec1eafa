//! What the tests of the workspace share.

pub mod differential;
pub mod frames;
pub mod golden;
pub mod mutation;
pub mod naive;
pub mod samples;
pub mod shapes;
pub mod soak;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
