//! Values to be shown.

use core::fmt;

use super::{Entries, Values};
use crate::info::{EnumerationInfo, IdInfo, Kind, MaskInfo};
use crate::value::{Bool, Hex, NamedArray, NamedVariable, Text, Time};

/// The value of a member, borrowed, with what is needed to show it.
///
/// A secret is [`Self::Secret`], which shows `<redacted>`; [`Self::reveal`] returns what it holds.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Value<'v> {
    /// A number.
    Number(i64),
    /// An ID.
    Id(i64, &'static IdInfo),
    /// An enumeration.
    Enumeration(u32, &'static EnumerationInfo),
    /// A mask.
    Mask(u32, &'static MaskInfo),
    /// A truth value.
    Bool(Bool),
    /// A point in time.
    Time(Time),
    /// Text without its NUL.
    Text(&'v [u8]),
    /// Bytes.
    Bytes(&'v [u8]),
    /// A named variable.
    NamedVariable(&'v NamedVariable<'v>),
    /// An element of a named array.
    NamedArray(&'v NamedArray<'v>),
    /// A list of structs.
    Entries(&'v dyn Entries),
    /// A list of values.
    Values(&'v dyn Values),
    /// A secret.
    Secret(SecretValue<'v>),
}

/// A secret value, shown as `<redacted>`.
#[derive(Clone, Copy)]
pub struct SecretValue<'v> {
    secret: &'v dyn Reveal,
    signed: bool,
}

/// What can be revealed: any value of a field.
pub(crate) trait Reveal {
    /// The value, to be shown; `signed` as in [`crate::info::FieldInfo::signed`].
    fn reveal(&self, signed: bool) -> Value<'_>;
}

impl<'v> SecretValue<'v> {
    /// A value that is secret.
    pub(crate) const fn new(secret: &'v dyn Reveal, signed: bool) -> Self {
        Self { secret, signed }
    }

    /// The value, no longer protected from being shown.
    #[must_use]
    pub fn reveal(self) -> Value<'v> {
        self.secret.reveal(self.signed)
    }
}

impl fmt::Debug for SecretValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for SecretValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

impl<'v> Value<'v> {
    /// What a secret holds; any other value itself.
    #[must_use]
    pub fn reveal(self) -> Self {
        match self {
            Self::Secret(secret) => secret.reveal(),
            other => other,
        }
    }

    /// The value of some bits.
    pub(crate) fn of_bits(bits: u32, kind: Kind, size: usize, signed: bool) -> Self {
        match kind {
            Kind::Enumeration(info) => Self::Enumeration(bits, info),
            Kind::Mask(info) => Self::Mask(bits, info),
            Kind::Bool => {
                let [.., high, low] = bits.to_be_bytes();
                Self::Bool(Bool(u16::from_be_bytes([high, low])))
            }
            Kind::Time => Self::Time(Time(bits)),
            Kind::Id(info) => Self::Id(number(bits, size, signed), info),
            Kind::Signed => Self::Number(number(bits, size, true)),
            Kind::Unsigned | Kind::Text | Kind::Bytes | Kind::NamedVariable | Kind::NamedArray => {
                Self::Number(number(bits, size, signed))
            }
        }
    }
}

/// The number that bits stand for.
fn number(bits: u32, size: usize, signed: bool) -> i64 {
    let unsigned = i64::from(bits);
    let bits = 8 * size;
    if signed && unsigned >> (bits - 1) & 1 == 1 {
        unsigned - (1i64 << bits)
    } else {
        unsigned
    }
}

/// As a person reads it on one line: names for numbers, text in quotes, bytes in hexadecimal.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Id(number, info) => match info.null {
                Some((null, _)) if is_null(number, null) => f.write_str("none"),
                _ => write!(f, "{number}"),
            },
            Self::Enumeration(value, info) => match info.name_of(value) {
                Some(name) => f.write_str(name),
                None => write!(f, "{value}"),
            },
            Self::Mask(bits, info) => show_mask(f, bits, info),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Time(time) => write!(f, "{time}"),
            Self::Text(text) => write!(f, "{:?}", Text::from_bytes(text)),
            Self::Bytes(bytes) => write!(f, "{}", Hex(bytes)),
            Self::NamedVariable(variable) => {
                write!(f, "{}={:?}", variable.name, variable.value)
            }
            Self::NamedArray(element) => {
                write!(f, "{}[{}]={:?}", element.name, element.index, element.value)
            }
            Self::Entries(entries) => {
                f.write_str("[")?;
                for index in 0..entries.count() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    if let Some(entry) = entries.entry(index) {
                        write!(f, "{{{}}}", super::OneLine(entry))?;
                    }
                }
                f.write_str("]")
            }
            Self::Values(values) => {
                f.write_str("[")?;
                for index in 0..values.count() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    if let Some(value) = values.value(index, false) {
                        write!(f, "{value}")?;
                    }
                }
                f.write_str("]")
            }
            Self::Secret(secret) => write!(f, "{secret}"),
        }
    }
}

/// Equal where a reader sees no difference: the same kind of value, and the same value.
impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one == other,
            (Self::Id(one, info), Self::Id(other, others)) => {
                one == other && info.name == others.name
            }
            (Self::Enumeration(one, info), Self::Enumeration(other, others)) => {
                one == other && info.name == others.name
            }
            (Self::Mask(one, info), Self::Mask(other, others)) => {
                one == other && info.name == others.name
            }
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Time(one), Self::Time(other)) => one == other,
            (Self::Text(one), Self::Text(other)) | (Self::Bytes(one), Self::Bytes(other)) => {
                one == other
            }
            (Self::NamedVariable(one), Self::NamedVariable(other)) => one == other,
            (Self::NamedArray(one), Self::NamedArray(other)) => one == other,
            (Self::Entries(one), Self::Entries(other)) => same_entries(*one, *other),
            (Self::Values(one), Self::Values(other)) => {
                let values = 0..one.count();
                one.count() == other.count()
                    && values
                        .into_iter()
                        .all(|index| one.value(index, false) == other.value(index, false))
            }
            (Self::Secret(one), Self::Secret(other)) => one.reveal() == other.reveal(),
            _ => false,
        }
    }
}

/// Whether two lists have the same entries: members and unknown fields.
fn same_entries(one: &dyn Entries, other: &dyn Entries) -> bool {
    let same = |index| match (one.entry(index), other.entry(index)) {
        (Some(one), Some(other)) => {
            super::iter(one).eq(super::iter(other))
                && one.unknown_fields() == other.unknown_fields()
        }
        (one, other) => one.is_none() && other.is_none(),
    };
    one.count() == other.count() && (0..one.count()).all(same)
}

/// Whether a number is the null value; -1 is 0xFFFFFFFF where an ID is shown signed.
fn is_null(number: i64, null: u32) -> bool {
    number == i64::from(null) || number == i64::from(null) - (1 << 32)
}

/// The names of the bits that have one, then the others as one number.
fn show_mask(f: &mut fmt::Formatter<'_>, bits: u32, info: &MaskInfo) -> fmt::Result {
    let (named, rest) = info.split(bits);
    let mut separator = "";
    for name in named {
        write!(f, "{separator}{name}")?;
        separator = " | ";
    }
    if rest != 0 || bits == 0 {
        write!(f, "{separator}{rest:#x}")?;
    }
    Ok(())
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
