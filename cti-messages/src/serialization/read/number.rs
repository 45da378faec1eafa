//! Numbers.

use alloc::format;

use super::error::{Refusal, refuse};
use super::tree::Tree;

/// An integer.
pub(super) fn integer(json: &Tree) -> Result<i64, Refusal> {
    match json {
        Tree::Integer(number) => Ok(*number),
        Tree::OtherNumber(number) => {
            refuse(format!("{number} is not an integer that a field can hold"))
        }
        other => refuse(format!("expected a number, found {}", other.kind())),
    }
}

/// An integer that fits a type, `u8`, `u16` or `u32`.
pub(super) fn unsigned<T: TryFrom<i64>>(json: &Tree) -> Result<T, Refusal> {
    let number = integer(json)?;
    let bits = 8 * size_of::<T>();
    T::try_from(number).or_else(|_| {
        let largest = (1_i64 << bits) - 1;
        refuse(format!("{number} is out of range: 0 to {largest}"))
    })
}

/// What numbers a field takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Range {
    /// Unsigned ones.
    Unsigned,
    /// Signed ones.
    Signed,
}

/// An integer that fits a field of so many bytes.
pub(super) fn in_range(json: &Tree, range: Range, size: usize) -> Result<i64, Refusal> {
    let number = integer(json)?;
    // No integer of the protocol has more than 4 bytes.
    let bits = 8 * size.clamp(1, 4);
    let (half, whole) = (1_i64 << (bits - 1), 1_i64 << bits);
    let (least, largest) = match range {
        Range::Unsigned => (0, whole - 1),
        Range::Signed => (-half, half - 1),
    };
    if (least..=largest).contains(&number) {
        Ok(number)
    } else {
        refuse(format!("{number} is out of range: {least} to {largest}"))
    }
}
