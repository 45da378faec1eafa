//! What is wrong with what should be a message, and where.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use core::fmt::{self, Write as _};

use crate::names::nearest;

/// What is wrong with what should be a message, and at which place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::serialization) struct Refusal {
    /// `fields.CTIClients[0].CTIClientSignature`; empty for the whole.
    path: String,
    what: String,
}

/// On one line: keys and names stand in it as they were given, but for what could end the line or
/// move a cursor.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.path.is_empty() { "" } else { ": " };
        for text in [&self.path, separator, &self.what] {
            for character in text.chars() {
                match character {
                    '\u{2028}' | '\u{2029}' => write!(f, "{}", character.escape_unicode())?,
                    _ if character.is_control() => write!(f, "{}", character.escape_unicode())?,
                    _ => f.write_char(character)?,
                }
            }
        }
        Ok(())
    }
}

/// An error at this very place.
pub(super) fn refuse<T>(what: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal {
        path: String::new(),
        what: what.into(),
    })
}

/// A key that is none of those that are known here.
pub(super) fn unknown_key<'k>(key: &str, known: impl IntoIterator<Item = &'k str>) -> Refusal {
    at(key, format!("unknown key{}", did_you_mean(key, known)))
}

/// The name that was meant instead of a wrong one, as the end of a sentence; empty if none is near.
pub(super) fn did_you_mean<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(wrong, known).map_or_else(String::new, |name| format!("; did you mean {name}?"))
}

/// An error at a key of this object.
pub(super) fn at(key: &str, what: impl Into<String>) -> Refusal {
    Refusal {
        path: key.to_owned(),
        what: what.into(),
    }
}

/// Puts the place of an error into what holds it.
pub(super) trait Within {
    /// In the value of a key.
    fn within(self, key: &str) -> Self;

    /// In an element of an array.
    fn within_element(self, index: usize) -> Self;
}

impl<T> Within for Result<T, Refusal> {
    fn within(self, key: &str) -> Self {
        self.map_err(|error| error.under(key))
    }

    fn within_element(self, index: usize) -> Self {
        self.map_err(|error| error.under(&format!("[{index}]")))
    }
}

impl Refusal {
    fn under(mut self, step: &str) -> Self {
        let separator = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{step}{separator}{}", self.path);
        self
    }
}
