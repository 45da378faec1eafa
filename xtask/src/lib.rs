//! The commands of the workspace: the generator and the checks, which need no generated code, and
//! behind the feature `messages` what turns messages into text and back.
//!
//! They are a library so that tests can call them.

pub mod bench;
#[cfg(feature = "messages")]
pub mod capture;
pub mod cargo;
pub mod ci;
mod features;
pub mod fuzz;
pub mod generate;
#[cfg(feature = "messages")]
pub mod messages;
pub mod messages_command;
pub mod places;
pub mod reference;
pub mod regenerate;
mod svg;
