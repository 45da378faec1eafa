//! Integers of 1, 2 or 4 bytes and what is made of them.

use crate::info::Kind;
use crate::into_owned::IntoOwned;
use crate::value::{Bool, Time};
use crate::version::VersionNumber;

/// A value that is an integer of 1, 2 or 4 bytes on the wire, big-endian.
///
/// Its bits travel as the low bits of a `u32`, so that one reader and one writer serve all of
/// them. Implemented for integers, [`Bool`], [`Time`],
/// [`VersionNumber`], and by the derives `Enumeration`, `Mask`
/// and `Id`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no integer of the wire",
    note = "derive `Enumeration`, `Mask` or `Id` for a newtype over u8, u16 or u32"
)]
pub trait Scalar: Copy {
    /// Its size in bytes: 1, 2 or 4.
    const SIZE: usize;
    /// What it means.
    const KIND: Kind;

    /// The value with these bits; bits above its size are ignored.
    // Not `from_bits`, which masks have as a method of their own: see `cti-derive/tests/lints.rs`.
    fn from_u32(bits: u32) -> Self;

    /// Its bits; those above its size are 0.
    fn to_u32(self) -> u32;
}

/// The integer of an enumeration, a mask or an ID. Constants are compared by their bits, so that a sign would be
/// lost.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not u8, u16 or u32",
    note = "enumerations, masks and IDs are structs around an unsigned integer"
)]
pub trait Unsigned: Scalar {
    /// Its [`SIZE`](Scalar::SIZE), under a name of its own: asking for it is how expansions have the bound checked.
    const BYTES: usize = Self::SIZE;
}

impl Unsigned for u8 {}
impl Unsigned for u16 {}
impl Unsigned for u32 {}

impl<T: Scalar + 'static> IntoOwned for T {
    type Owned = T;

    fn into_owned(self) -> T {
        self
    }
}

macro_rules! integer {
    ($($int:ty as $unsigned:ty, $kind:ident;)*) => {$(
        impl Scalar for $int {
            const SIZE: usize = size_of::<$int>();
            const KIND: Kind = Kind::$kind;

            #[inline]
            // Cuts bits above the size by intent.
            #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
            fn from_u32(bits: u32) -> Self {
                bits as $int
            }

            #[inline]
            // Through the unsigned type of the same size, so that no sign bits are added.
            #[allow(clippy::cast_sign_loss)]
            fn to_u32(self) -> u32 {
                u32::from(self as $unsigned)
            }
        }
    )*};
}

integer! {
    u8 as u8, Unsigned;
    i8 as u8, Signed;
    u16 as u16, Unsigned;
    i16 as u16, Signed;
    u32 as u32, Unsigned;
    i32 as u32, Signed;
}

impl Scalar for Bool {
    const SIZE: usize = 2;
    const KIND: Kind = Kind::Bool;

    #[inline]
    fn from_u32(bits: u32) -> Self {
        Self(u16::from_u32(bits))
    }

    #[inline]
    fn to_u32(self) -> u32 {
        u32::from(self.0)
    }
}

impl Scalar for VersionNumber {
    const SIZE: usize = 4;
    const KIND: Kind = Kind::Unsigned;

    #[inline]
    fn from_u32(bits: u32) -> Self {
        Self(bits)
    }

    #[inline]
    fn to_u32(self) -> u32 {
        self.0
    }
}

impl Scalar for Time {
    const SIZE: usize = 4;
    const KIND: Kind = Kind::Time;

    #[inline]
    fn from_u32(bits: u32) -> Self {
        Self(bits)
    }

    #[inline]
    fn to_u32(self) -> u32 {
        self.0
    }
}
