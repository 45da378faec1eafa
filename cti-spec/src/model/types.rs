//! Types: what a value is on the wire, and what it means.

use super::{Doc, EnumerationIndex, IdIndex, MaskIndex, TypeIndex};

/// A basic type of the guide: `UINT`, `STRING` …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasicType {
    /// Its name in the guide.
    pub name: String,
    /// What it is on the wire.
    pub form: WireForm,
    /// The limits of the parts of a named variable or a named array; `None` for all other forms.
    pub parts: Option<NamedParts>,
    /// Its doc text.
    pub doc: Doc,
}

/// The largest parts of a named variable or a named array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedParts {
    /// The name in bytes, NUL included.
    pub name: u32,
    /// The value in bytes, NUL included.
    pub value: u32,
}

/// What a value is on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WireForm {
    /// An unsigned integer of 1, 2 or 4 bytes, big-endian.
    Unsigned(u8),
    /// A signed integer of 1, 2 or 4 bytes, big-endian, two's complement.
    Signed(u8),
    /// A truth value in 2 bytes.
    Bool,
    /// Seconds since 1970-01-01 UTC in 4 bytes.
    Time,
    /// Text that ends with a NUL byte.
    Text,
    /// Bytes without a form.
    Bytes,
    /// Name, NUL, value, NUL.
    NamedVariable,
    /// An index byte, then name, NUL, value, NUL.
    NamedArray,
}

impl WireForm {
    /// The size in bytes, for the forms that have a fixed one.
    #[must_use]
    pub fn size(self) -> Option<u32> {
        match self {
            Self::Unsigned(width) | Self::Signed(width) => Some(u32::from(width)),
            Self::Bool => Some(2),
            Self::Time => Some(4),
            Self::Text | Self::Bytes | Self::NamedVariable | Self::NamedArray => None,
        }
    }
}

/// The type of a field: a basic type, and what the value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldType {
    /// The basic type as declared at the field, `UINT`.
    pub basic: TypeIndex,
    /// Its wire form (for convenience: the same as that of `basic`).
    pub form: WireForm,
    /// The named type that the value has.
    pub meaning: Option<Meaning>,
}

/// A named type over an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An ID. Its own width is that of the field; the field may be signed where the ID is not.
    Id(IdIndex),
    /// An enumeration of the field's width.
    Enumeration(EnumerationIndex),
    /// A mask of the field's width.
    Mask(MaskIndex),
}

/// Whether a value is near the top of its width in bytes, where it means "none" or is a pattern of bits
/// and is better read in hexadecimal.
#[must_use]
pub fn is_bit_pattern(value: u32, width: u32) -> bool {
    let top = match width {
        1 => 0xF0,
        2 => 0xFF00,
        _ => 0xFF00_0000,
    };
    value >= top
}

/// A value of a field that documentation and examples can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Example {
    /// The bits of an integer, a truth value or a time.
    Number(u32),
    /// A text, without the NUL at its end.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A named variable, or an element of a named array.
    Named {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
}

impl Example {
    /// The bytes of hexadecimal digits; `None` if they are none, or not in pairs.
    pub(crate) fn from_hex(digits: &str) -> Option<Vec<u8>> {
        let digits: Option<Vec<u8>> = digits
            .chars()
            .map(|digit| {
                digit
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            })
            .collect();
        let digits = digits?;
        let pairs = digits.chunks_exact(2);
        if !pairs.remainder().is_empty() {
            return None;
        }
        let bytes = pairs.map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit));
        Some(bytes.collect())
    }
}
