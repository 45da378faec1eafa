//! Values of the fixed part.

use super::{Data, Scalar, WireValue};
use crate::fields::{OwnedValue, Value};
use crate::info::{Form, Kind};

/// A value that may stand in a fixed part: one with a fixed size.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in the fixed part of a message",
    note = "a field of the fixed part has a fixed size: an integer, `Bool`, `Time`, `[u8; N]`, an ID, an enumeration or a mask"
)]
pub trait FixedValue: WireValue {
    /// Its size in bytes.
    const SIZE: usize;

    /// The value of these bytes, which are exactly [`Self::SIZE`].
    fn from_fixed(bytes: &[u8]) -> Self;
}

/// The value at a place of a fixed part, which the caller has made sure to be long enough.
///
/// With a constant place in an array, all of this is one load.
#[inline]
#[must_use]
pub fn read_fixed<T: FixedValue>(part: &[u8], at: usize) -> T {
    T::from_fixed(&part[at..at + T::SIZE])
}

/// The big-endian number of up to 4 bytes.
#[inline]
pub(crate) fn bits_of(bytes: &[u8]) -> u32 {
    match *bytes {
        [a] => u32::from(a),
        [a, b] => u32::from(u16::from_be_bytes([a, b])),
        [a, b, c, d] => u32::from_be_bytes([a, b, c, d]),
        _ => bytes
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte)),
    }
}

impl<T: Scalar> FixedValue for T {
    const SIZE: usize = <T as Scalar>::SIZE;

    #[inline]
    fn from_fixed(bytes: &[u8]) -> Self {
        T::from_u32(bits_of(bytes))
    }
}

impl<const N: usize> WireValue for [u8; N] {
    const KIND: Kind = Kind::Bytes;
    const FORM: Form = Form::Sized(N);

    #[inline]
    fn to_data(&self) -> Data<'_> {
        Data::Bytes(self)
    }

    fn to_shown(&self, _signed: bool) -> Value<'_> {
        Value::Bytes(self)
    }

    fn from_written(value: OwnedValue) -> Option<Self> {
        match value {
            OwnedValue::Bytes(bytes) => bytes.try_into().ok(),
            _ => None,
        }
    }
}

impl<const N: usize> FixedValue for [u8; N] {
    const SIZE: usize = N;

    #[inline]
    fn from_fixed(bytes: &[u8]) -> Self {
        let mut array = [0; N];
        array.copy_from_slice(bytes);
        array
    }
}

#[cfg(test)]
mod tests {
    use super::bits_of;

    #[test]
    fn numbers_are_big_endian() {
        for (bytes, bits) in [
            (&[][..], 0),
            (&[0x81], 0x81),
            (&[0x81, 0x92], 0x8192),
            (&[0x81, 0x92, 0xA3], 0x0081_92A3),
            (&[0x81, 0x92, 0xA3, 0xB4], 0x8192_A3B4),
        ] {
            assert_eq!(bits_of(bytes), bits, "{bytes:02x?}");
        }
    }
}
