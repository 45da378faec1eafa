//! The fields of a message by name and value: for showing, comparing and writing them down.

mod display;
mod iter;
mod owned;
mod value;

pub use display::OneLine;
pub use iter::{Field, Iter, iter};
pub use owned::{OwnedEntry, OwnedValue};
pub(crate) use value::Reveal;
pub use value::{SecretValue, Value};

use alloc::vec::Vec;
use core::fmt::Debug;

use crate::info::MemberInfo;
use crate::value::UnknownField;

/// The members of a message, record or entry by index, as [`MemberInfo`] describes them.
///
/// The derives implement it; it can be used as a trait object.
pub trait Fields: Debug {
    /// What is known of the members, in the order of the struct.
    fn members(&self) -> &'static [MemberInfo];

    /// The value of the member with this index; `None` if it is absent (or there is none).
    fn value(&self, index: usize) -> Option<Value<'_>>;

    /// Sets the member with this index.
    ///
    /// # Errors
    /// If the member cannot have the value.
    fn set_value(&mut self, index: usize, value: OwnedValue) -> Result<(), SetValueError>;

    /// The floating fields that were not understood.
    fn unknown_fields(&self) -> &[UnknownField<'_>] {
        &[]
    }

    /// Replaces the floating fields that were not understood.
    ///
    /// # Errors
    /// Where no such fields are kept.
    fn set_unknown_fields(
        &mut self,
        fields: Vec<UnknownField<'static>>,
    ) -> Result<(), SetValueError> {
        if fields.is_empty() {
            Ok(())
        } else {
            Err(SetValueError)
        }
    }

    /// The bytes after the header of a message that has a header only.
    fn trailing(&self) -> Option<&[u8]> {
        None
    }

    /// Replaces the bytes after the header of a message that has a header only.
    ///
    /// # Errors
    /// Where no such bytes are kept.
    fn set_trailing(&mut self, _bytes: Vec<u8>) -> Result<(), SetValueError> {
        Err(SetValueError)
    }
}

/// A member cannot have the value that was to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SetValueError;

impl core::fmt::Display for SetValueError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the member cannot have this value")
    }
}

impl core::error::Error for SetValueError {}

/// The entries of a list that are structs.
pub trait Entries {
    /// How many there are.
    fn count(&self) -> usize;

    /// The entry with this index.
    fn entry(&self, index: usize) -> Option<&dyn Fields>;
}

impl<T: Fields> Entries for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn entry(&self, index: usize) -> Option<&dyn Fields> {
        self.get(index).map(|entry| entry as &dyn Fields)
    }
}

/// The entries of a list that are values.
pub trait Values {
    /// How many there are.
    fn count(&self) -> usize;

    /// The value with this index; `signed` as in [`crate::info::FieldInfo::signed`].
    fn value(&self, index: usize, signed: bool) -> Option<Value<'_>>;
}

/// The owned entries of a list as structs.
///
/// # Errors
/// If an entry has a value that its member cannot have.
pub(crate) fn entries_from_owned<T: Fields + Default>(
    value: OwnedValue,
) -> Result<Vec<T>, SetValueError> {
    let OwnedValue::Entries(entries) = value else {
        return Err(SetValueError);
    };
    let mut list = Vec::with_capacity(entries.len());
    for owned in entries {
        let mut entry = T::default();
        set_all(&mut entry, owned)?;
        list.push(entry);
    }
    Ok(list)
}

/// Sets what an entry has; for all types of entries, which therefore need not have this each.
fn set_all(entry: &mut dyn Fields, owned: OwnedEntry) -> Result<(), SetValueError> {
    for (index, value) in owned.members {
        entry.set_value(index, value)?;
    }
    entry.set_unknown_fields(owned.unknown)
}
