//! Writing the fixed part: its fields go to constant places of a piece, which is written at once.

use crate::info::FixedInfo;
use crate::wire::{Data, FixedValue};

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
