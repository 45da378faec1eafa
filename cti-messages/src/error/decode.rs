//! Errors of decoding.

use core::fmt;

use super::{PartsError, are, at_most, bytes, entries};
use crate::generated::message_type::MessageType;
use crate::version::{UnsupportedVersionError, VersionNumber};

/// Why bytes are no message.
///
/// Says what is wrong ([`DecodeError::kind`]), in which message and field, and at which byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    message: Option<&'static str>,
    field: Option<&'static str>,
    offset: usize,
}

impl DecodeError {
    /// An error at a byte of the frame.
    #[cold]
    pub(crate) const fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self {
            kind,
            message: None,
            field: None,
            offset,
        }
    }

    /// The same error in a message.
    #[cold]
    pub(crate) const fn in_message(mut self, name: &'static str) -> Self {
        self.message = Some(name);
        self
    }

    /// The same error in a message of a type, if that has a name.
    #[cold]
    pub(crate) fn in_message_of(mut self, message_type: MessageType) -> Self {
        self.message = message_type.name();
        self
    }

    /// The same error in a field, where there is one.
    #[cold]
    pub(crate) fn in_field(mut self, name: impl Into<Option<&'static str>>) -> Self {
        self.field = name.into();
        self
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The name of the message, where it is known.
    #[must_use]
    pub const fn message(&self) -> Option<&'static str> {
        self.message
    }

    /// The name of the field or list, where it is known.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// The byte of the frame, counted from the start of its header, at which it is wrong.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.message, self.field) {
            (Some(message), Some(field)) => write!(f, "{message}, {field}: ")?,
            (Some(name), None) | (None, Some(name)) => write!(f, "{name}: ")?,
            (None, None) => {}
        }
        write!(f, "{} (at byte {})", self.kind, self.offset)
    }
}

impl core::error::Error for DecodeError {}

/// What is wrong with bytes that should be a message.
///
/// The kinds from [`Self::CountMismatch`] on occur in strict mode only;
/// [the page on leniency](crate::docs::leniency) says what lenient decoding does instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// Fewer than the 8 bytes of a header.
    TruncatedHeader {
        /// The bytes there are.
        actual: usize,
    },
    /// The length that the header announces is not that of the rest of the frame.
    LengthMismatch {
        /// The bytes of the body that the header announces.
        declared: usize,
        /// The bytes that follow the header.
        actual: usize,
    },
    /// The message is longer than the limit, header included.
    FrameTooLong {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// The message is of another type than the one that was asked for.
    UnexpectedType {
        /// The type that was asked for.
        expected: MessageType,
        /// The type in the header.
        actual: MessageType,
    },
    /// The fixed part ends before the field does.
    TruncatedFixedPart {
        /// The bytes of the body that are needed up to the end of the field.
        needed: usize,
        /// The bytes of the body that there are.
        actual: usize,
    },
    /// The body ends within the tag or length of a floating field.
    TruncatedFieldHeader {
        /// The bytes there are.
        actual: usize,
    },
    /// A floating field is longer than the rest of the body.
    TruncatedField {
        /// The data bytes that its FieldLength announces.
        declared: usize,
        /// The data bytes that there are.
        actual: usize,
    },

    /// A count disagrees with the entries of its list.
    CountMismatch {
        /// The entries that the count announces.
        declared: usize,
        /// The entries that there are.
        actual: usize,
    },
    /// The data are longer than the guide allows.
    FieldTooLong {
        /// The data bytes.
        length: usize,
        /// The most data bytes.
        max: usize,
    },
    /// The name or the value of a named variable is not what the guide allows.
    Parts(PartsError),
    /// A STRING without a NUL at its end.
    NotTerminated,
    /// A field of which there can be one comes again.
    Repeated,
    /// The data do not fit the type of the field.
    TypeMismatch {
        /// The data bytes.
        length: usize,
    },
    /// The field does not exist in this version.
    FieldOutsideVersion,
    /// The message does not exist in this version.
    MessageOutsideVersion,
    /// A required field is missing.
    Missing,
    /// A list has more entries than the guide allows.
    ListTooLong {
        /// The most entries.
        max: usize,
    },
    /// Several lists together have more data than the guide allows.
    ListsTooLong {
        /// The most bytes of data.
        max: usize,
    },
    /// The message names a version, for itself, that is not modelled.
    UnsupportedVersion {
        /// The version.
        version: VersionNumber,
    },
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::TruncatedHeader { actual } => write!(
                f,
                "the header is truncated: it has 8 bytes, but there {} {}",
                are(actual),
                bytes(actual)
            ),
            Self::LengthMismatch { declared, actual } => write!(
                f,
                "the header announces a body of {}, but {} {}",
                bytes(declared),
                bytes(actual),
                if actual == 1 { "follows" } else { "follow" }
            ),
            Self::FrameTooLong { length, limit } => write!(
                f,
                "the message has {}, but the limit is {limit}",
                bytes(length)
            ),
            Self::UnexpectedType { expected, actual } => {
                write!(f, "expected message type {expected}, found {actual}")
            }
            Self::TruncatedFixedPart { needed, actual } => write!(
                f,
                "the fixed part is truncated: the field ends at byte {needed} of the body, but the body has {}",
                bytes(actual)
            ),
            Self::TruncatedFieldHeader { actual } => write!(
                f,
                "a floating field is truncated within its tag and length: {} {} left",
                bytes(actual),
                are(actual)
            ),
            Self::TruncatedField { declared, actual } => write!(
                f,
                "the floating field is truncated: its length announces {} of data, but {} {} left",
                bytes(declared),
                bytes(actual),
                are(actual)
            ),
            Self::CountMismatch { declared, actual } => write!(
                f,
                "the count announces {}, but there {} {actual}",
                entries(declared),
                are(actual)
            ),
            Self::FieldTooLong { length, max } => {
                write!(
                    f,
                    "the field has {} of data, but {}",
                    bytes(length),
                    at_most(max)
                )
            }
            Self::Parts(error) => fmt::Display::fmt(&error, f),
            Self::NotTerminated => f.write_str("the text does not end with a NUL"),
            Self::Repeated => f.write_str("the field is repeated"),
            Self::TypeMismatch { length } => {
                write!(
                    f,
                    "{} of data cannot be a value of the field's type",
                    bytes(length)
                )
            }
            Self::FieldOutsideVersion => {
                f.write_str("the field does not exist in this protocol version")
            }
            Self::MessageOutsideVersion => {
                f.write_str("the message does not exist in this protocol version")
            }
            Self::Missing => f.write_str("the required field is missing"),
            Self::ListTooLong { max } => {
                write!(f, "the list has more than {}", entries(max))
            }
            Self::ListsTooLong { max } => {
                write!(
                    f,
                    "the lists together have more than {} of data",
                    bytes(max)
                )
            }
            Self::UnsupportedVersion { version } => {
                fmt::Display::fmt(&UnsupportedVersionError(version), f)
            }
        }
    }
}
