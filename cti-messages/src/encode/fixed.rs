//! Writing the fixed part: its fields go to constant places of a piece, which is written at once.

use super::Writer;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::info::{FixedInfo, ListInfo};
use crate::wire::{Data, FixedValue, Scalar};

/// Puts the low bytes of a number at a place of a fixed part.
#[inline]
pub fn write_bits<const SIZE: usize>(part: &mut [u8], at: usize, bits: u32) {
    // More than 4 bytes are no number.
    if let Some(start) = 4usize.checked_sub(SIZE) {
        part[at..at + SIZE].copy_from_slice(&bits.to_be_bytes()[start..]);
    }
}

/// Puts a value at a place of a fixed part.
#[inline]
pub fn write_fixed<T: FixedValue>(part: &mut [u8], at: usize, value: &T) {
    let place = &mut part[at..at + T::SIZE];
    match value.to_data() {
        Data::Bits(bits, size) => {
            place.copy_from_slice(&bits.to_be_bytes()[4usize.saturating_sub(size)..]);
        }
        Data::Bytes(bytes) => place.copy_from_slice(bytes),
        // No such value has a fixed size.
        Data::Text(_) | Data::Named { .. } => {}
    }
}

/// Puts a value that may be missing at a place of a fixed part: its null value then.
#[inline]
pub fn write_fixed_option<T: FixedValue>(
    part: &mut [u8],
    at: usize,
    value: &Option<T>,
    info: &'static FixedInfo,
) {
    match value {
        Some(value) => write_fixed(part, at, value),
        None if T::SIZE <= 4 => {
            part[at..at + T::SIZE].copy_from_slice(&info.null.to_be_bytes()[4 - T::SIZE..]);
        }
        None => {}
    }
}

impl Writer<'_, '_> {
    /// Refuses a value of a field that this version or form of the fixed part has no place for.
    ///
    /// # Errors
    /// If there is one.
    #[inline]
    pub fn lacks<T>(&self, value: &Option<T>, info: &'static FixedInfo) -> Result<(), EncodeError> {
        match value {
            None => Ok(()),
            Some(_) => Err(self.error(info.name, EncodeErrorKind::FixedFieldOutsideVersion)),
        }
    }

    /// A value in a form that is narrower than its type.
    ///
    /// # Errors
    /// If the value does not fit.
    pub fn narrow<T: Scalar, N: Scalar>(
        &self,
        value: T,
        info: &'static FixedInfo,
    ) -> Result<N, EncodeError> {
        let bits = value.to_bits();
        let narrow = N::from_bits(bits);
        if narrow.to_bits() == bits {
            Ok(narrow)
        } else {
            Err(self.error(info.name, EncodeErrorKind::ValueTooWide { value: bits }))
        }
    }

    /// The count of a list as bits.
    ///
    /// # Errors
    /// If the list has more entries than the count can tell.
    #[inline]
    pub fn count_bits(&self, entries: usize, info: &'static ListInfo) -> Result<u32, EncodeError> {
        u32::try_from(entries)
            .ok()
            .filter(|bits| u64::from(*bits) >> (8 * u32::from(info.count.width)) == 0)
            .ok_or_else(|| self.error(info.count.name, EncodeErrorKind::CountTooWide { entries }))
    }
}
