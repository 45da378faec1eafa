//! Values as someone wrote them down: from JSON, or made by a test.

use alloc::vec::Vec;
use core::fmt;

use crate::error::bytes;
use crate::value::{NamedArray, NamedVariable, UnknownField};

/// A value that a member can be set to, independent of any frame.
///
/// `Debug` shows how many bytes there are, not the bytes: they may be meant for a password.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OwnedValue {
    /// A number: of an integer, ID, enumeration, mask, BOOL or TIME.
    Number(i64),
    /// The bytes of a STRING (without its NUL) or UNSPEC.
    Bytes(Vec<u8>),
    /// A named variable.
    NamedVariable(NamedVariable<'static>),
    /// An element of a named array.
    NamedArray(NamedArray<'static>),
    /// The values of a list of values.
    Values(Vec<OwnedValue>),
    /// The entries of a list of structs.
    Entries(Vec<OwnedEntry>),
}

impl fmt::Debug for OwnedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.debug_tuple("Number").field(number).finish(),
            Self::Bytes(data) => write!(f, "Bytes(<{}>)", bytes(data.len())),
            Self::NamedVariable(variable) => {
                f.debug_tuple("NamedVariable").field(variable).finish()
            }
            Self::NamedArray(element) => f.debug_tuple("NamedArray").field(element).finish(),
            Self::Values(values) => f.debug_tuple("Values").field(values).finish(),
            Self::Entries(entries) => f.debug_tuple("Entries").field(entries).finish(),
        }
    }
}

/// An entry of a list, or the part of a message that has members.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnedEntry {
    /// The members by index.
    pub members: Vec<(usize, OwnedValue)>,
    /// The floating fields that were not understood.
    pub unknown: Vec<UnknownField<'static>>,
}

impl OwnedValue {
    /// The bits of a number that fits a size in bytes, read as unsigned or as signed; those above
    /// the size repeat the sign.
    pub(crate) fn bits(&self, size: usize) -> Option<u32> {
        let Self::Number(number) = *self else {
            return None;
        };
        let bits = u32::try_from(size).ok()?.checked_mul(8)?;
        let range = -(1i64 << (bits - 1))..1i64 << bits;
        // Of a number in the range, the cast loses nothing but more of the sign.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        range.contains(&number).then_some(number as u32)
    }
}
