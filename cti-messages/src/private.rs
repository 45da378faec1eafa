//! What the derives write calls to. No part of the public interface: it changes with them.

pub use crate::decode::{
    Body, Counted, FloatingPart, InColumns, InOrder, InRecords, ListSlot, Ordered, Outcome,
    ReadEntry, Reader, of_list, of_records, read_floating,
};
pub use crate::encode::{
    ColumnWriter, EncodeOptions, Order, RecordTags, SlowWriter, WriteEntry, WriteFloating, Writer,
    write_bits, write_fixed, write_fixed_option,
};
pub use crate::error::{DecodeError, EncodeError};
pub use crate::fields::{Fields, OwnedValue, SetValueError, Value};
pub use crate::generated::message_type::MessageType;
pub use crate::generated::tags::Tag;
// For shorter paths, which the derives write for each floating member.
pub use crate::info::MemberInfo::{Field, List};
pub use crate::info::list::EntryMembers;
pub use crate::info::*;
pub use crate::into_owned::IntoOwned;
pub use crate::layouts::{BodyForm, Layout, are_told, form_of, form_to_write};
#[cfg(feature = "serde")]
pub use crate::message::UnknownMessage;
pub use crate::mode::Mode;
pub use crate::names::{ParseNameError, parse_value};
pub use crate::pairing::check_pairing;
pub use crate::request::Request;
pub use crate::tables::{
    check_message, field_info, fixed_info, in_array, in_columns, list_info, members, named_value,
    offsets, place, place_in,
};
pub use crate::typed::{DynMessage, TypedMessage, encode_fast};
pub use crate::value::{Bytes, TrailingBytes, UnknownField};
pub use crate::version::{ProtocolVersion, VersionNumber, VersionRange};
pub use crate::wire::{Data, FieldValue, FixedValue, Scalar, Unsigned, WireValue, read_fixed};
pub use alloc::vec::Vec;
pub use bitflags;

#[cfg(feature = "serde")]
pub use crate::derived_serde::serde;
pub use crate::{
    __mask_methods as mask_methods, __message_serde as message_serde, __value_serde as value_serde,
};

use core::fmt;

use crate::fields::{OneLine, entries_from_owned};
use crate::value::show_padded;
use crate::wire::values_from_owned;

/// A function that every expansion without the key `crate` calls. Where this crate is not called `cti_messages` it is
/// not found, and its name in the compiler's error says what to do.
pub mod found {
    /// Does nothing.
    #[inline]
    pub const fn __if_cti_messages_is_renamed_or_reexported_set_the_key_crate() {}
}

/// An entry or record that lists refer to.
pub trait Described {
    /// What is known of it.
    const INFO: &'static EntryInfo;
}

/// Sets a member of each of some entries to the values in an array.
#[inline]
pub fn fill<'a, E, T: FieldValue<'a>>(
    entries: &mut [E],
    data: &'a [u8],
    slot: impl Fn(&mut E) -> &mut Option<T>,
) {
    if let Form::Sized(size @ 1..) = T::FORM {
        for (entry, value) in entries.iter_mut().zip(data.chunks_exact(size)) {
            *slot(entry) = T::from_data(value);
        }
    }
}

/// The data of a member of an entry, if it is present.
#[inline]
pub fn member_data<T: WireValue>(slot: &Option<T>) -> Option<Data<'_>> {
    slot.as_ref().map(T::to_data)
}

/// The entries of a list.
#[inline]
pub fn as_slice<T>(list: &impl ListSlot<T>) -> &[T] {
    list.as_slice()
}

/// How many entries a list has, if it is there.
#[inline]
pub fn entries<T>(list: &Option<Vec<T>>) -> Option<usize> {
    list.as_ref().map(Vec::len)
}

/// Calls something with the unknown fields of each record.
pub fn for_each_unknown_mut<'a, T: FloatingPart<'a>>(
    list: &mut impl ListSlot<T>,
    visit: &mut dyn FnMut(&mut Vec<UnknownField<'a>>),
) {
    if list.as_slice().is_empty() {
        return;
    }
    for record in list.list() {
        visit(record.unknown_mut());
    }
}

/// A member that is shown and set through a trait object; an `Option` is one that may be absent.
pub trait Slot {
    /// The value, to be shown; `None` if it is absent.
    fn show(&self, signed: bool) -> Option<Value<'_>>;

    /// Sets it.
    ///
    /// # Errors
    /// If it cannot have the value.
    fn set(&mut self, value: OwnedValue) -> Result<(), SetValueError>;
}

/// The slot of a member that does not exist.
#[derive(Clone, Copy)]
pub struct NoMember;

impl Slot for NoMember {
    fn show(&self, _: bool) -> Option<Value<'_>> {
        None
    }

    fn set(&mut self, _: OwnedValue) -> Result<(), SetValueError> {
        Err(SetValueError)
    }
}

impl<T: WireValue> Slot for T {
    fn show(&self, signed: bool) -> Option<Value<'_>> {
        Some(self.to_shown(signed))
    }

    fn set(&mut self, value: OwnedValue) -> Result<(), SetValueError> {
        *self = T::from_written(value).ok_or(SetValueError)?;
        Ok(())
    }
}

impl<T: WireValue> Slot for Option<T> {
    fn show(&self, signed: bool) -> Option<Value<'_>> {
        self.as_ref().map(|value| value.to_shown(signed))
    }

    fn set(&mut self, value: OwnedValue) -> Result<(), SetValueError> {
        *self = Some(T::from_written(value).ok_or(SetValueError)?);
        Ok(())
    }
}

/// A list of structs to be shown.
pub fn show_entries<T: Fields>(list: &Vec<T>) -> Option<Value<'_>> {
    Some(Value::Entries(list))
}

/// A list of structs that may be absent, to be shown.
pub fn show_entries_option<T: Fields>(list: &Option<Vec<T>>) -> Option<Value<'_>> {
    list.as_ref().and_then(show_entries)
}

/// A list of values to be shown.
pub fn show_values<T: WireValue>(list: &Vec<T>) -> Option<Value<'_>> {
    Some(Value::Values(list))
}

/// A list of values that may be absent, to be shown.
pub fn show_values_option<T: WireValue>(list: &Option<Vec<T>>) -> Option<Value<'_>> {
    list.as_ref().and_then(show_values)
}

/// Sets a list of structs.
pub fn set_entries<T: Fields + Default>(
    list: &mut impl ListSlot<T>,
    value: OwnedValue,
) -> Result<(), SetValueError> {
    *list.list() = entries_from_owned(value)?;
    Ok(())
}

/// Sets a list of values.
pub fn set_values<T: WireValue>(
    list: &mut impl ListSlot<T>,
    value: OwnedValue,
) -> Result<(), SetValueError> {
    *list.list() = values_from_owned(value)?;
    Ok(())
}

/// Shows a message on one line: its name, then its members.
pub fn show_message(name: &str, message: &dyn Fields, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name} {}", OneLine(message))
}

/// Shows an enumeration, a mask or an ID: by its names, where it has any.
pub fn show_scalar<T: Scalar>(value: T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    show_padded(f, format_args!("{}", value.to_shown(false)))
}

/// A count at a place of a fixed part, as a list remembers it.
#[inline]
#[must_use]
pub fn read_count<T: FixedValue + Scalar>(part: &[u8], at: usize) -> Option<usize> {
    usize::try_from(read_fixed::<T>(part, at).to_u32()).ok()
}

/// A value that stands in a fixed part as an integer of another width than its own.
#[inline]
#[must_use]
pub fn read_narrow<T: Scalar, N: FixedValue + Scalar>(part: &[u8], at: usize) -> T {
    T::from_u32(read_fixed::<N>(part, at).to_u32())
}
