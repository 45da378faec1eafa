//! The runtime is not where the derives look for it: the error names the key that says where it is.
//!
//! As in a crate that has `renamed = { package = "cti-messages", … }` or depends on one that re-exports the runtime;
//! only that the compiler then misses `cti_messages` itself.

extern crate core as cti_messages;

#[derive(Clone, Copy, PartialEq, Eq, Default, cti_derive::Id)]
#[cti(name = "Mood")]
struct Mood(u16);

fn main() {}
