//! Writing the fixed part.

use super::Writer;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::info::{FixedInfo, Form, ListInfo};
use crate::wire::{Data, Scalar, WireValue};

impl Writer<'_, '_> {
    /// Writes a field of the fixed part.
    #[inline]
    pub fn fixed<T: WireValue>(&mut self, value: &T) {
        match value.to_data() {
            Data::Bits(bits, size) => self.bits(bits, size),
            Data::Bytes(bytes) => self.raw(bytes),
            // No such value has a fixed size.
            Data::Text(_) | Data::Named { .. } => {}
        }
    }

    /// Writes a field of the fixed part that some version or form lacks; `here` is whether this
    /// one has it. If it has no value, its null value is written.
    ///
    /// # Errors
    /// If it has a value that this version or form has no place for.
    #[inline]
    pub fn fixed_option<T: WireValue>(
        &mut self,
        value: &Option<T>,
        here: bool,
        info: &'static FixedInfo,
    ) -> Result<(), EncodeError> {
        match (value, here) {
            (Some(value), true) => self.fixed(value),
            (None, true) => match info.form {
                Form::Sized(size @ ..=4) => self.bits(info.null, size),
                Form::Sized(size) => (0..size).for_each(|_| self.raw(&[0])),
                _ => {}
            },
            (None, false) => {}
            (Some(_), false) => {
                return Err(self.error(info.name, EncodeErrorKind::FixedFieldOutsideVersion));
            }
        }
        Ok(())
    }

    /// Writes a field of the fixed part in a form that is narrower than its type.
    ///
    /// # Errors
    /// If the value does not fit.
    pub fn fixed_narrow<T: Scalar, N: Scalar>(
        &mut self,
        value: T,
        info: &'static FixedInfo,
    ) -> Result<(), EncodeError> {
        let bits = value.to_bits();
        if N::from_bits(bits).to_bits() != bits {
            return Err(self.error(info.name, EncodeErrorKind::ValueTooWide { value: bits }));
        }
        self.bits(bits, <N as Scalar>::SIZE);
        Ok(())
    }

    /// Writes the count of a list as a field of the fixed part.
    ///
    /// # Errors
    /// If the list has more entries than the count can tell.
    #[inline]
    pub fn fixed_count(
        &mut self,
        entries: usize,
        info: &'static ListInfo,
    ) -> Result<(), EncodeError> {
        let bits = self.count_bits(entries, info)?;
        self.bits(bits, usize::from(info.count.width));
        Ok(())
    }
}
