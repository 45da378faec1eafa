//! The commands of the workspace. None of them needs generated code.
//!
//! They are a library so that tests can call them.

pub mod bench;
pub mod ci;
pub mod docs;
pub mod fuzz;
pub mod package;
pub mod places;
pub mod platforms;
pub mod reference;
pub mod regenerate;
pub mod shell;
