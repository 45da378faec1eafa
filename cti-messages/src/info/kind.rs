//! What values are on the wire, and what they mean.

use super::{EnumerationInfo, MaskInfo};

/// The form of a value on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// An integer of 1, 2 or 4 bytes, big-endian; or, in a fixed part, raw bytes of that number.
    Sized(usize),
    /// Text with a terminating NUL.
    Text,
    /// Bytes.
    Bytes,
    /// Name, NUL, value, NUL.
    NamedVariable,
    /// Index, name, NUL, value, NUL.
    NamedArray,
}

impl Form {
    /// Whether data can be a value of this form.
    #[must_use]
    pub fn fits(self, data: &[u8]) -> bool {
        match self {
            Self::Sized(size) => data.len() == size,
            Self::Text | Self::Bytes => true,
            Self::NamedVariable => data.contains(&0),
            Self::NamedArray => data.get(1..).is_some_and(|rest| rest.contains(&0)),
        }
    }

    /// The least data bytes of a value.
    pub(crate) const fn least_data(self) -> usize {
        match self {
            Self::Sized(size) => size,
            Self::Text | Self::Bytes => 0,
            Self::NamedVariable => 1,
            Self::NamedArray => 2,
        }
    }
}

/// What a value means.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Kind {
    /// An unsigned integer.
    Unsigned,
    /// A signed integer.
    Signed,
    /// An ID.
    Id(&'static IdInfo),
    /// An enumeration.
    Enumeration(&'static EnumerationInfo),
    /// A mask.
    Mask(&'static MaskInfo),
    /// A truth value.
    Bool,
    /// A point in time.
    Time,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A named variable.
    NamedVariable,
    /// An element of a named array.
    NamedArray,
}

/// An ID type.
#[derive(Debug)]
pub struct IdInfo {
    /// Its name in the specification, `CallID`.
    pub name: &'static str,
    /// The value that means "none", with its name in the guide, where it has one.
    pub null: Option<(u32, Option<&'static str>)>,
}
