//! What the tests of the workspace share.

pub mod contract;
pub mod frames;
pub mod fuzzing;
pub mod golden;
#[cfg(feature = "proptest")]
pub mod mutation;
pub mod samples;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
