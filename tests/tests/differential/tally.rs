//! What frames came to: a test that sees no errors, or nothing but errors, is blind.

use std::collections::BTreeMap;

use cti_messages::{Mode, ProtocolVersion};
use cti_tests::differential::compare;
use cti_tests::kinds;
use cti_tests::naive::{Content, Fault, Kind, Part, Value};

pub(crate) const MODES: [Mode; 2] = [Mode::Lenient, Mode::Strict];

/// Errors in every mode.
pub(crate) const ALWAYS: &[&str] = &[
    "TruncatedHeader",
    "LengthMismatch",
    "FrameTooLong",
    "TruncatedFixedPart",
    "TruncatedFieldHeader",
    "TruncatedField",
];

/// What a value is counted as.
pub(crate) const VALUE: &str = "value";

/// What a value with unknown fields is counted as in addition.
pub(crate) const UNKNOWN: &str = "value with unknown fields";

/// What a value with a record with unknown fields is counted as in addition.
pub(crate) const UNKNOWN_IN_RECORD: &str = "value with unknown fields in records";

/// What an error is counted as: its kind, and which of the limits on parts it is.
fn kind(fault: &Fault) -> String {
    match &fault.kind {
        Kind::Parts(parts) => format!("Parts::{}", kinds::name(parts)),
        kind => kinds::name(kind),
    }
}

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
            match compare(frame, version, mode)? {
                Ok(read) => {
                    self.note(mode, VALUE);
                    if let Content::Part(part) = &read.content {
                        self.note_unknown(mode, part);
                    }
                }
                Err(fault) => self.note(mode, &kind(&fault)),
            }
        }
        Ok(())
    }

    /// Notes the unknown fields of a value, whose places are the hardest to agree on.
    fn note_unknown(&mut self, mode: Mode, part: &Part) {
        if !part.unknown.is_empty() {
            self.note(mode, UNKNOWN);
        }
        let is_left_with_record = |value: &Value| match value {
            Value::Entries(entries) => entries.iter().any(|entry| !entry.unknown.is_empty()),
            _ => false,
        };
        if part.values().any(is_left_with_record) {
            self.note(mode, UNKNOWN_IN_RECORD);
        }
    }

    fn note(&mut self, mode: Mode, what: &str) {
        let key = (mode == Mode::Strict, what.to_owned());
        *self.0.entry(key).or_default() += 1;
    }

    /// Shows what has been seen.
    pub(crate) fn show(&self) {
        for ((strict, what), count) in &self.0 {
            let mode = if *strict { "strict" } else { "lenient" };
            println!("{mode} {what}: {count}");
        }
        let frames = self.0.iter().filter(|((_, what), _)| !what.contains(' '));
        let all: usize = frames.map(|(_, count)| count).sum();
        println!("all: {all}");
    }

    /// Asserts that nothing but values and errors of every mode has been seen in lenient mode.
    pub(crate) fn assert_lenient_is_lenient(&self) {
        for (strict, what) in self.0.keys() {
            let expected = *strict || what.starts_with(VALUE) || ALWAYS.contains(&&what[..]);
            assert!(expected, "{what} in lenient mode");
        }
    }
}
