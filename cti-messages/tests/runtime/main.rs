//! The runtime, rule by rule, on a small protocol of its own: no generated message takes part, so
//! what is tested is the runtime alone. (Only where the subject is any message, or the version that
//! one names, are there two of Session Management.)
//!
//! Most tests are tables of cases. What is expected follows from the contract of decoding and
//! encoding (the crate's documentation), not from what the code does.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod fields;
mod fixture;
#[cfg(feature = "std")]
mod frame_reader;
mod frames;
mod info;
mod messages;
#[cfg(feature = "session-management")]
mod raw;
mod read_fixed;
mod read_floating;
mod read_lists;
mod read_records;
mod rooms;
mod secrets;
mod tables;
mod values;
mod write_fixed;
mod write_floating;
mod write_lists;
mod write_records;
