//! Errors of decoding.

use core::fmt;

use crate::generated::message_type::MessageType;
use crate::info::PartsError;

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
    HeaderCut {
        /// The bytes there are.
        have: usize,
    },
    /// The length that the header tells is not that of the rest of the frame.
    LengthMismatch {
        /// The bytes after the header that it tells.
        told: usize,
        /// The bytes after the header that there are.
        have: usize,
    },
    /// The message is longer than the limit, header included.
    FrameTooLong {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// The message is of another type than the one that was asked for.
    WrongType {
        /// The type that was asked for.
        expected: u32,
        /// The type that the header tells.
        found: u32,
    },
    /// The fixed part ends before the field does.
    FixedPartCut {
        /// The bytes of the body that are needed up to the end of the field.
        needed: usize,
        /// The bytes of the body that there are.
        have: usize,
    },
    /// Tag and length of a floating field are cut.
    FieldHeaderCut {
        /// The bytes there are.
        have: usize,
    },
    /// A floating field is longer than what is left.
    FieldCut {
        /// The data bytes that its FieldLength tells.
        told: usize,
        /// The data bytes that there are.
        have: usize,
    },

    /// A count disagrees with the entries of its list.
    CountMismatch {
        /// The count.
        counted: usize,
        /// The entries that there are.
        entries: usize,
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
    Misfit {
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
        version: u32,
    },
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::HeaderCut { have } => {
                write!(f, "the header has 8 bytes, only {have} are there")
            }
            Self::LengthMismatch { told, have } => write!(
                f,
                "the header tells {told} bytes after it, {have} are there"
            ),
            Self::FrameTooLong { length, limit } => {
                write!(f, "the message has {length} bytes, the limit is {limit}")
            }
            Self::WrongType { expected, found } => {
                write!(f, "message type {expected} expected, {found} found")
            }
            Self::FixedPartCut { needed, have } => write!(
                f,
                "the fixed part is cut: the field ends at byte {needed} of the body, which has {have}"
            ),
            Self::FieldHeaderCut { have } => write!(
                f,
                "tag and length of a floating field are cut: {have} bytes are left"
            ),
            Self::FieldCut { told, have } => write!(
                f,
                "the floating field tells {told} bytes of data, {have} are left"
            ),
            Self::CountMismatch { counted, entries } => {
                write!(f, "the count is {counted}, but there are {entries} entries")
            }
            Self::FieldTooLong { length, max } => {
                write!(f, "{length} bytes of data, at most {max} are allowed")
            }
            Self::Parts(error) => fmt::Display::fmt(&error, f),
            Self::NotTerminated => f.write_str("the text has no NUL at its end"),
            Self::Repeated => f.write_str("the field comes more than once"),
            Self::Misfit { length } => {
                write!(f, "{length} bytes of data do not fit the type of the field")
            }
            Self::FieldOutsideVersion => {
                f.write_str("the field does not exist in this protocol version")
            }
            Self::MessageOutsideVersion => {
                f.write_str("the message does not exist in this protocol version")
            }
            Self::Missing => f.write_str("the field is required, but missing"),
            Self::ListTooLong { max } => {
                write!(f, "the list has more than {max} entries")
            }
            Self::ListsTooLong { max } => {
                write!(f, "the lists together have more than {max} bytes of data")
            }
            Self::UnsupportedVersion { version } => {
                write!(f, "protocol version {version} is not supported")
            }
        }
    }
}
