//! What the tests of the workspace share.

pub mod contract;
pub mod differential;
pub mod frames;
pub mod fuzzing;
pub mod golden;
#[cfg(feature = "proptest")]
pub mod mutation;
pub mod naive;
pub mod samples;
pub mod shapes;
#[cfg(feature = "proptest")]
pub mod soak;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
