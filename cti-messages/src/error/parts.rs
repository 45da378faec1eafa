//! Errors of the parts of named variables.

use core::fmt;

use super::{at_most, bytes};

/// Which limit on its parts a named variable breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartsError {
    /// The name has no bytes.
    NoName,
    /// The name is too long.
    Name {
        /// Its bytes, with its NUL.
        length: usize,
        /// The most bytes.
        max: usize,
    },
    /// The value is too long.
    Value {
        /// Its bytes, with its NUL.
        length: usize,
        /// The most bytes.
        max: usize,
    },
}

impl fmt::Display for PartsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("the name of the variable is empty"),
            Self::Name { length, max } => {
                write!(
                    f,
                    "the name of the variable has {}, but {}",
                    bytes(*length),
                    at_most(*max)
                )
            }
            Self::Value { length, max } => {
                write!(
                    f,
                    "the value of the variable has {}, but {}",
                    bytes(*length),
                    at_most(*max)
                )
            }
        }
    }
}

impl core::error::Error for PartsError {}
