//! Why a message could not be taken apart.

use std::fmt;

/// Why a message could not be taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Where, counted in bytes from the start of the header.
    pub offset: usize,
    /// What is wrong there.
    pub kind: ErrorKind,
}

/// What is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The frame is shorter than a header.
    Header,
    /// The header announces another number of bytes than there are.
    Length {
        /// The bytes that the header announces after it.
        announced: u32,
        /// The bytes that follow it.
        actual: usize,
    },
    /// The protocol has no message of this type.
    UnknownMessage(u32),
    /// The message ends inside a field.
    Truncated {
        /// The name of the field; empty inside a tag or length, or if the tag is unknown.
        field: String,
    },
    /// The bytes of a field are not a value of its type.
    Value {
        /// The name of the field.
        field: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { offset, kind } = self;
        match kind {
            ErrorKind::Header => write!(f, "the header is truncated at byte {offset}"),
            ErrorKind::Length { announced, actual } => write!(
                f,
                "the length in the header is {announced}, but the bytes after the header are {actual}"
            ),
            ErrorKind::UnknownMessage(number) => {
                write!(f, "the protocol has no message of type {number}")
            }
            ErrorKind::Truncated { field } if field.is_empty() => {
                write!(f, "a floating field is truncated at byte {offset}")
            }
            ErrorKind::Truncated { field } => write!(f, "{field} is truncated at byte {offset}"),
            ErrorKind::Value { field } => {
                write!(f, "{field} at byte {offset} is not a value of its type")
            }
        }
    }
}

impl std::error::Error for Error {}
