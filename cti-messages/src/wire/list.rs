//! Lists of values.

use alloc::vec::Vec;

use super::WireValue;
use crate::fields::{OwnedValue, SetValueError, Value, Values};

impl<T: WireValue> Values for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn value(&self, index: usize, signed: bool) -> Option<Value<'_>> {
        self.get(index).map(|value| value.to_shown(signed))
    }
}

/// The owned values of a list as values.
///
/// # Errors
/// If the list cannot have one of them.
pub(crate) fn values_from_owned<T: WireValue>(value: OwnedValue) -> Result<Vec<T>, SetValueError> {
    let OwnedValue::Values(values) = value else {
        return Err(SetValueError);
    };
    // No `collect`: its machinery is compiled for each type of values.
    let mut list = Vec::with_capacity(values.len());
    for value in values {
        list.push(T::from_written(value).ok_or(SetValueError)?);
    }
    Ok(list)
}
