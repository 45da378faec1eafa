//! Lists: telling entries apart.

use alloc::vec::Vec;

use super::{Outcome, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::info::{ElementInfo, EntryMembers, Form, ListInfo, ListStyle, MAX_COLUMNS};
use crate::wire::{FieldValue, Scalar};

/// An entry whose members can be read, each by its place in the entry.
pub trait ReadEntry<'a>: EntryMembers + Default {
    /// The place of the member with a tag.
    fn place(tag: u16) -> Option<usize>;

    /// Takes a member with a tag into the entry that it belongs to.
    fn take<S: ListSlot<Self>>(tag: u16, entries: Ordered<'_, 'a, S>) -> Outcome;

    /// Sets the member at a place of some entries, one after the other, to the values in an array.
    fn fill(entries: &mut [Self], place: usize, data: &'a [u8]);
}

/// Where a message or record keeps a list: a `Vec`, or an `Option` of one where its count stands
/// in the floating part.
pub trait ListSlot<T> {
    /// The list, which is there from now on.
    fn list(&mut self) -> &mut Vec<T>;

    /// The last entry.
    fn open_entry(&mut self) -> Option<&mut T>;

    /// No list, or where one is always there, one without entries and without room.
    fn reset(&mut self);

    /// The entries; none where there is no list.
    fn as_slice(&self) -> &[T];
}

impl<T> ListSlot<T> for Vec<T> {
    #[inline]
    fn list(&mut self) -> &mut Vec<T> {
        self
    }

    #[inline]
    fn open_entry(&mut self) -> Option<&mut T> {
        self.last_mut()
    }

    fn reset(&mut self) {
        *self = Self::new();
    }

    #[inline]
    fn as_slice(&self) -> &[T] {
        self
    }
}

impl<T> ListSlot<T> for Option<Vec<T>> {
    #[inline]
    fn list(&mut self) -> &mut Vec<T> {
        self.get_or_insert_with(Vec::new)
    }

    #[inline]
    fn open_entry(&mut self) -> Option<&mut T> {
        self.as_mut()?.last_mut()
    }

    fn reset(&mut self) {
        *self = None;
    }

    #[inline]
    fn as_slice(&self) -> &[T] {
        self.as_deref().unwrap_or_default()
    }
}

/// The count of a list, while the list is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted {
    /// The count, if there is one.
    pub counted: Option<usize>,
}

/// A list of entries with members in order, while it is read.
#[derive(Debug, Clone, Copy)]
pub struct InOrder {
    /// The count, if there is one.
    pub counted: Option<usize>,
    /// The last place whose member does not simply go into the entry that is open: that of the
    /// member that was read last. After all places if there is no entry yet, or strict decoding asks
    /// something of every member.
    barred: usize,
    /// The same while strict decoding bars all: where there is an entry, the place of the member that
    /// was read last.
    last: usize,
}

impl Default for InOrder {
    fn default() -> Self {
        Self {
            counted: None,
            barred: usize::MAX,
            last: usize::MAX,
        }
    }
}

/// A list whose members travel as columns, while it is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct InColumns {
    /// The count, if there is one.
    pub counted: Option<usize>,
    /// How many values each column has so far.
    filled: [usize; MAX_COLUMNS],
}

/// The entries of a list whose members come in order, for a member that comes.
pub struct Ordered<'l, 'a, S> {
    reader: &'l mut Reader<'a>,
    slot: &'l mut S,
    progress: &'l mut InOrder,
    info: &'static ListInfo,
    data: &'a [u8],
}

impl<'a, S> Ordered<'_, 'a, S> {
    /// Takes the value of the member at a place, which `member` finds in an entry.
    // There is one call for each member. As a call it would cost as much as all else.
    #[inline(always)]
    pub fn take<T, V>(self, place: usize, member: impl FnOnce(&mut T) -> &mut Option<V>) -> Outcome
    where
        T: ReadEntry<'a>,
        S: ListSlot<T>,
        V: FieldValue<'a>,
    {
        let Some(value) = V::from_data(self.data) else {
            return Outcome::TypeMismatch;
        };
        let (list, progress) = (self.slot.list(), self.progress);
        if place > progress.barred {
            progress.barred = place;
        } else if place == 0 && list.len() < list.capacity() && !self.reader.mode.is_strict() {
            // Entries open with their first member, nearly always.
            list.push(T::default());
            progress.barred = place;
        } else if !self
            .reader
            .may_enter(list, progress, place, self.info, self.data)
        {
            return Outcome::Refused;
        }
        // There is an entry by now.
        let Some(entry) = list.last_mut() else {
            return Outcome::Refused;
        };
        *member(entry) = Some(value);
        Outcome::Taken
    }
}

impl<'a> Reader<'a> {
    /// Opens an entry for a member at a place that is barred, if it opens one; false if strict decoding
    /// refuses it.
    #[inline(never)]
    fn may_enter<T: ReadEntry<'a>>(
        &mut self,
        list: &mut Vec<T>,
        progress: &mut InOrder,
        place: usize,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> bool {
        if self.mode.is_strict()
            && T::member_info(place).is_some_and(|member| self.refuses(member, data))
        {
            return false;
        }
        if !self.mode.is_strict() || place <= progress.last {
            if !self.make_room(list, progress.counted, 1, info, data) {
                return false;
            }
            list.push(T::default());
        }
        if self.mode.is_strict() {
            progress.last = place;
        } else {
            progress.barred = place;
        }
        true
    }

    /// Takes the count of a list.
    pub fn count<T: Scalar>(
        &mut self,
        counted: &mut Option<usize>,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> Outcome {
        let Some(count) = T::from_data(data) else {
            return Outcome::TypeMismatch;
        };
        if counted.is_some() {
            return Outcome::Held;
        }
        if self.mode.is_strict() && !info.versions.contains(self.version) {
            let kind = DecodeErrorKind::FieldOutsideVersion;
            return self.refuse(data, info.count.name, kind);
        }
        *counted = Some(count.to_u32() as usize);
        Outcome::Taken
    }

    /// Whether strict decoding refuses a value of a list; the error is kept.
    #[cold]
    fn refuses_value(&mut self, info: &'static ListInfo, data: &[u8]) -> bool {
        match &info.element {
            ElementInfo::Value(member) => self.refuses(member, data),
            ElementInfo::Entry(_) => false,
        }
    }

    /// Takes a field that is an entry of its own.
    pub fn single_list<T: FieldValue<'a>>(
        &mut self,
        slot: &mut impl ListSlot<T>,
        counted: &Option<usize>,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> Outcome {
        let Some(value) = T::from_data(data) else {
            return Outcome::TypeMismatch;
        };
        if self.mode.is_strict() && self.refuses_value(info, data) {
            return Outcome::Refused;
        }
        let list = slot.list();
        if !self.make_room(list, *counted, 1, info, data) {
            return Outcome::Refused;
        }
        list.push(value);
        Outcome::Taken
    }

    /// Takes a field that holds values of a list, one or an array (E12).
    pub fn array<T: FieldValue<'a>>(
        &mut self,
        slot: &mut impl ListSlot<T>,
        counted: &Option<usize>,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> Outcome {
        let Some(values) = elements(T::FORM, data) else {
            return Outcome::TypeMismatch;
        };
        if self.mode.is_strict() && self.refuses_value(info, data) {
            return Outcome::Refused;
        }
        self.irregular = true;
        // An array without values is still a list, if an empty one.
        let list = slot.list();
        if !self.make_room(list, *counted, values.len(), info, data) {
            return Outcome::Refused;
        }
        list.extend(values.filter_map(T::from_data));
        Outcome::Taken
    }

    /// Takes a member of a list whose members come in order: one whose place is not after that
    /// of the last opens an entry.
    #[inline]
    pub fn ordered<T: ReadEntry<'a>>(
        &mut self,
        slot: &mut impl ListSlot<T>,
        progress: &mut InOrder,
        info: &'static ListInfo,
        tag: u16,
        data: &'a [u8],
    ) -> Outcome {
        let entries = Ordered {
            reader: self,
            slot,
            progress,
            info,
            data,
        };
        T::take(tag, entries)
    }

    /// Takes values of a column: the i-th of them belongs to entry i (E12).
    pub fn columns<T: ReadEntry<'a>>(
        &mut self,
        slot: &mut impl ListSlot<T>,
        progress: &mut InColumns,
        info: &'static ListInfo,
        tag: u16,
        data: &'a [u8],
    ) -> Outcome {
        let Some(place) = T::place(tag) else {
            return Outcome::Foreign;
        };
        let (Some(member), Some(filled)) = (T::member_info(place), progress.filled.get_mut(place))
        else {
            return Outcome::Foreign;
        };
        let Some(values) = elements(member.form, data) else {
            return Outcome::TypeMismatch;
        };
        if self.mode.is_strict() && self.refuses(member, data) {
            return Outcome::Refused;
        }
        self.irregular = true;
        // An array without values is still a list, if an empty one.
        let list = slot.list();
        let end = *filled + values.len();
        let more = end.saturating_sub(list.len());
        if !self.make_room(list, progress.counted, more, info, data) {
            return Outcome::Refused;
        }
        list.resize_with(list.len() + more, T::default);
        if let Some(entries) = list.get_mut(*filled..end) {
            T::fill(entries, place, data);
        }
        *filled = end;
        Outcome::Taken
    }

    /// Ends a list: its count against its entries, and the list that has a count but no entries.
    ///
    /// Room for entries that did not come is given back. It is bounded for each list, but every
    /// record may have one, and together they would take the square of the message.
    ///
    /// # Errors
    /// If they disagree, in strict mode.
    pub fn close_list<T>(
        &self,
        slot: &mut impl ListSlot<T>,
        counted: Option<usize>,
        info: &'static ListInfo,
    ) -> Result<(), DecodeError> {
        if counted.is_some() {
            slot.list();
        }
        let entries = slot.as_slice().len();
        if entries > 0 && counted != Some(entries) {
            slot.list().shrink_to_fit();
        }
        if self.mode.is_strict() && counted.unwrap_or(0) != entries {
            let kind = match counted {
                Some(declared) => DecodeErrorKind::CountMismatch {
                    declared,
                    actual: entries,
                },
                None => DecodeErrorKind::Missing,
            };
            return Err(self.error_at_end(info.count.name, kind));
        }
        Ok(())
    }
}

/// The values in the data of an array; `None` if the data are no multiple of their size.
fn elements(form: Form, data: &[u8]) -> Option<core::slice::ChunksExact<'_, u8>> {
    match form {
        Form::Sized(size) if ListStyle::Array.fits(form, data) => Some(data.chunks_exact(size)),
        _ => None,
    }
}
