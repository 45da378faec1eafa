//! What is wrong with a frame, and where.

use cti_messages::{DecodeError, DecodeErrorKind};

/// What is wrong with a frame, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// The field in which it is.
    pub field: Option<&'static str>,
    /// The byte of the frame at which it is.
    pub offset: usize,
}

impl Fault {
    /// A fault.
    #[must_use]
    pub fn new(kind: DecodeErrorKind, field: Option<&'static str>, offset: usize) -> Self {
        Self {
            kind,
            field,
            offset,
        }
    }

    /// The fault that an error tells of.
    #[must_use]
    pub fn of(error: &DecodeError) -> Self {
        Self::new(error.kind(), error.field(), error.offset())
    }
}
