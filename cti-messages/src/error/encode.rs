//! Errors of encoding.

use core::fmt;

use super::{PartsError, at_most, bytes, entries};
use crate::generated::tags::Tag;
use crate::version::{UnsupportedVersionError, VersionNumber};

/// Why a value cannot be encoded.
///
/// A vector is then as it was before; what a slice holds is not specified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EncodeError {
    kind: EncodeErrorKind,
    message: Option<&'static str>,
    field: Option<&'static str>,
}

impl EncodeError {
    /// An error of this kind.
    #[cold]
    pub(crate) const fn new(kind: EncodeErrorKind) -> Self {
        Self {
            kind,
            message: None,
            field: None,
        }
    }

    /// The same error in a message.
    #[cold]
    pub(crate) const fn in_message(mut self, name: &'static str) -> Self {
        self.message = Some(name);
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
    pub const fn kind(&self) -> EncodeErrorKind {
        self.kind
    }

    /// The name of the message.
    #[must_use]
    pub const fn message(&self) -> Option<&'static str> {
        self.message
    }

    /// The name of the field or list, where it is one.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        self.field
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.message, self.field) {
            (Some(message), Some(field)) => write!(f, "{message}, {field}: ")?,
            (Some(name), None) | (None, Some(name)) => write!(f, "{name}: ")?,
            (None, None) => {}
        }
        write!(f, "{}", self.kind)
    }
}

impl core::error::Error for EncodeError {}

/// What is wrong with a value that should be encoded.
///
/// The kinds from [`Self::FieldTooLong`] on occur in strict mode only;
/// [the page on leniency](crate::docs::leniency) says what lenient encoding does instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// The message would be longer than the limit, header included.
    FrameTooLong {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// The slice is too short for the message.
    BufferTooShort {
        /// The bytes that the message takes.
        needed: usize,
    },
    /// A tag above 255 in a version whose tags have one byte.
    TagTooWide {
        /// The tag.
        tag: Tag,
    },
    /// More data than the FieldLength of this version can tell.
    LengthTooWide {
        /// The data bytes.
        length: usize,
    },
    /// More entries than the count of the list can tell.
    CountTooWide {
        /// The entries.
        entries: usize,
    },
    /// A value that is too large for the form in which the message travels.
    ValueTooWide {
        /// The value.
        value: u32,
    },
    /// A field of the fixed part has a value that this version or form of the message lacks.
    FixedFieldOutsideVersion,
    /// An entry without members would not be seen.
    EmptyEntry,
    /// The first member of an entry would be taken for a member of the entry before it.
    AmbiguousEntry,
    /// A column has a value after an entry that lacks one: it would move to that entry.
    HoleInColumn,
    /// The name of a named variable holds a NUL, which would end it.
    NulInName,
    /// An unknown field stands where it would not be read back: after more known fields than
    /// there are, before one that stands earlier in the list of unknown fields, or after the
    /// start of a record although it belongs to the message.
    UnknownFieldMisplaced {
        /// The tag.
        tag: Tag,
    },
    /// An unknown field would be taken for a known one.
    UnknownFieldKnown {
        /// The tag.
        tag: Tag,
    },
    /// The body would be taken for another form of the message.
    AmbiguousForm,
    /// A [`Message::Unknown`](crate::Message::Unknown) has a type whose layout is known: it would
    /// be read back as that message. To pass bytes on as they are there is
    /// [`Frame::encode`](crate::Frame::encode).
    KnownType,

    /// The data are longer than the guide allows.
    FieldTooLong {
        /// The data bytes.
        length: usize,
        /// The most data bytes.
        max: usize,
    },
    /// The name or the value of a named variable is not what the guide allows.
    Parts(PartsError),
    /// A required field is missing.
    Missing,
    /// A list has more entries than the guide allows.
    ListTooLong {
        /// The entries.
        entries: usize,
        /// The most entries.
        max: usize,
    },
    /// Several lists together have more data than the guide allows.
    ListsTooLong {
        /// The bytes of data.
        length: usize,
        /// The most bytes of data.
        max: usize,
    },
    /// The field does not exist in this version.
    FieldOutsideVersion,
    /// The message does not exist in this version.
    MessageOutsideVersion,
    /// The message names a version, for itself, that is not modelled.
    UnsupportedVersion {
        /// The version.
        version: VersionNumber,
    },
}

impl fmt::Display for EncodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::FrameTooLong { length, limit } => write!(
                f,
                "the message would have {}, but the limit is {limit}",
                bytes(length)
            ),
            Self::BufferTooShort { needed } => {
                write!(
                    f,
                    "the message takes {}, but the buffer is shorter",
                    bytes(needed)
                )
            }
            Self::TagTooWide { tag: Tag(tag) } => write!(
                f,
                "tag {tag} does not fit the one-byte tags of this protocol version"
            ),
            Self::LengthTooWide { length } => write!(
                f,
                "{} of data exceed the field length of this protocol version",
                bytes(length)
            ),
            Self::CountTooWide { entries: actual } => {
                write!(
                    f,
                    "the list has {}, more than its count can express",
                    entries(actual)
                )
            }
            Self::ValueTooWide { value } => write!(
                f,
                "the value {value} is too large for the form of the message that the other fields select"
            ),
            Self::FixedFieldOutsideVersion => f.write_str(
                "the field has a value, but this version or form of the message lacks the field",
            ),
            Self::EmptyEntry => f.write_str("an entry has no members: a reader would not see it"),
            Self::AmbiguousEntry => f.write_str(
                "the first member of an entry would be taken for a member of the entry before it",
            ),
            Self::HoleInColumn => {
                f.write_str("an entry lacks a member that a later entry has: it would move there")
            }
            Self::NulInName => f.write_str("a name holds a NUL byte, which would end it"),
            Self::UnknownFieldMisplaced { tag: Tag(tag) } => write!(
                f,
                "the unknown field with tag {tag} would be read back at another place"
            ),
            Self::UnknownFieldKnown { tag: Tag(tag) } => write!(
                f,
                "the unknown field with tag {tag} would be read back as a known field"
            ),
            Self::AmbiguousForm => {
                f.write_str("the message would be taken for another form of itself")
            }
            Self::KnownType => f.write_str(
                "the layout of the message is known: it would be read back as that message",
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
            Self::Missing => f.write_str("the required field is missing"),
            Self::ListTooLong {
                entries: actual,
                max,
            } => {
                write!(f, "the list has {}, but {}", entries(actual), at_most(max))
            }
            Self::ListsTooLong { length, max } => write!(
                f,
                "the lists together have {} of data, but {}",
                bytes(length),
                at_most(max)
            ),
            Self::FieldOutsideVersion => {
                f.write_str("the field does not exist in this protocol version")
            }
            Self::MessageOutsideVersion => {
                f.write_str("the message does not exist in this protocol version")
            }
            Self::UnsupportedVersion { version } => {
                fmt::Display::fmt(&UnsupportedVersionError(version), f)
            }
        }
    }
}
