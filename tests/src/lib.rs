//! What the tests of the workspace share.

#[cfg(feature = "proptest")]
pub mod cases;
pub mod contract;
pub mod differential;
pub mod flatten;
pub mod frames;
pub mod fuzzing;
pub mod golden;
pub mod kinds;
pub mod layout;
#[cfg(feature = "proptest")]
pub mod mutation;
pub mod naive;
pub mod samples;
pub mod shapes;
#[cfg(feature = "proptest")]
pub mod soak;
pub mod spec;
pub mod whole;

/// The examples of the READMEs.
#[cfg(doctest)]
mod readmes {
    #[doc = include_str!("../../README.md")]
    struct Project;
    #[doc = include_str!("../../cti-codegen/README.md")]
    struct Generator;
    #[doc = include_str!("../../cti-messages/README.md")]
    struct Messages;
    #[doc = include_str!("../../cti-spec/README.md")]
    struct Specification;
}
