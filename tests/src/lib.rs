//! What the tests of the workspace share.

pub mod contract;
pub mod frames;
pub mod golden;
pub mod kinds;
pub mod mutation;
pub mod samples;
pub mod spec;
pub mod tree;
pub mod whole;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
