//! What frames came to: a test that sees no errors, or nothing but errors, is blind.

use std::collections::BTreeMap;

use cti_messages::{Mode, ProtocolVersion};
use cti_tests::differential::compare;

pub(crate) const MODES: [Mode; 2] = [Mode::Lenient, Mode::Strict];

/// Errors in every mode.
pub(crate) const ALWAYS: &[&str] = &[
    "HeaderCut",
    "LengthMismatch",
    "FrameTooLong",
    "FixedPartCut",
    "FieldHeaderCut",
    "FieldCut",
];

/// What a value is counted as.
pub(crate) const VALUE: &str = "value";

/// How many frames came to what, by mode.
#[derive(Default)]
pub(crate) struct Tally(BTreeMap<(bool, String), usize>);

impl Tally {
    /// How many frames came to something in a mode.
    pub(crate) fn count(&self, mode: Mode, what: &str) -> usize {
        let key = (mode == Mode::Strict, what.to_owned());
        self.0.get(&key).copied().unwrap_or(0)
    }

    /// Adds another tally.
    pub(crate) fn add(&mut self, other: Self) {
        for (key, count) in other.0 {
            *self.0.entry(key).or_default() += count;
        }
    }

    /// Compares the decoders on a frame, in both modes.
    pub(crate) fn compare(&mut self, frame: &[u8], version: ProtocolVersion) -> Result<(), String> {
        for mode in MODES {
            let what = match compare(frame, version, mode)? {
                Ok(_) => VALUE.to_owned(),
                Err(fault) => fault.kind.name(),
            };
            *self.0.entry((mode == Mode::Strict, what)).or_default() += 1;
        }
        Ok(())
    }

    /// Shows what has been seen.
    pub(crate) fn show(&self) {
        for ((strict, what), count) in &self.0 {
            let mode = if *strict { "strict" } else { "lenient" };
            println!("{mode} {what}: {count}");
        }
        println!("all: {}", self.0.values().sum::<usize>());
    }

    /// Asserts that nothing but values and errors of every mode has been seen in lenient mode.
    pub(crate) fn assert_lenient_is_lenient(&self) {
        for (strict, what) in self.0.keys() {
            let expected = *strict || what == VALUE || ALWAYS.contains(&&what[..]);
            assert!(expected, "{what} in lenient mode");
        }
    }
}
