//! Why the naive decoder refuses a frame.

/// What is wrong, in which message and field, and at which byte of the frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: Kind,
    /// The name of the message, where it is known.
    pub message: Option<String>,
    /// The name of the field or list, where it is known.
    pub field: Option<String>,
    /// The byte of the frame.
    pub offset: usize,
}

impl Fault {
    /// A fault.
    #[must_use]
    pub fn new(kind: Kind, message: Option<&str>, field: Option<&str>, offset: usize) -> Self {
        Self {
            kind,
            message: message.map(str::to_owned),
            field: field.map(str::to_owned),
            offset,
        }
    }
}

/// What is wrong, with its numbers; see `cti_messages::DecodeErrorKind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // The names are those of `DecodeErrorKind`, which explains them.
pub enum Kind {
    TruncatedHeader { actual: usize },
    LengthMismatch { declared: usize, actual: usize },
    FrameTooLong { length: usize, limit: usize },
    TruncatedFixedPart { needed: usize, actual: usize },
    TruncatedFieldHeader { actual: usize },
    TruncatedField { declared: usize, actual: usize },
    CountMismatch { declared: usize, actual: usize },
    FieldTooLong { length: usize, max: usize },
    Parts(PartsKind),
    NotTerminated,
    Repeated,
    TypeMismatch { length: usize },
    FieldOutsideVersion,
    MessageOutsideVersion,
    Missing,
    ListTooLong { max: usize },
    ListsTooLong { max: usize },
    UnsupportedVersion { version: u32 },
}

/// What is wrong with the parts of a named variable; see `cti_messages::PartsError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // The names are those of `PartsError`, which explains them.
pub enum PartsKind {
    NoName,
    Name { length: usize, max: usize },
    Value { length: usize, max: usize },
}
