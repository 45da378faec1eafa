//! Lists: telling entries apart.

use alloc::vec::Vec;

use super::cost::least_entry;
use super::{Outcome, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::info::{ElementInfo, EntryMembers, Form, ListInfo, ListStyle, MAX_COLUMNS};
use crate::wire::{FieldValue, Scalar};

/// The greatest count that is believed of a list without a maximum, before its entries come.
const MOST_BELIEVED: usize = 64;

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
            && let Some(member) = T::member_info(place)
            && self.refuses(member, data)
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
        *counted = Some(count.to_bits() as usize);
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

    /// Makes room for more entries.
    ///
    /// The count of a list is only believed up to the maximum of the list, and as far as the bytes
    /// that are left can hold entries, so a peer cannot make a receiver allocate for entries that
    /// never come. Without the maximum, each of many records could have room made for all the rest
    /// of the frame, and given back: the square of the message. Beyond that, the room doubles, as
    /// far as entries can come and strict decoding takes them; [`cost`](super::cost) says what
    /// follows.
    ///
    /// False if strict decoding refuses them; the error is kept.
    #[inline]
    pub(super) fn make_room<T>(
        &mut self,
        list: &mut Vec<T>,
        counted: Option<usize>,
        more: usize,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> bool {
        let needed = list.len() + more;
        if self.mode.is_strict() && self.refuses_entries(needed, info, data) {
            return false;
        }
        if needed > list.capacity() {
            let room = self.room(list.len(), needed, counted, info);
            list.reserve_exact(room - list.len());
        }
        true
    }

    /// Whether strict decoding refuses a list, or so many entries of it; the error is kept.
    #[cold]
    pub(super) fn refuses_entries(
        &mut self,
        needed: usize,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> bool {
        let kind = match info.limit {
            _ if !info.versions.contains(self.version) => DecodeErrorKind::FieldOutsideVersion,
            Some(max) if needed > max => DecodeErrorKind::ListTooLong { max },
            _ => return false,
        };
        self.refuse(data, info.name, kind);
        true
    }

    /// For how many entries there is to be room, once that for so many is used up.
    fn room(
        &self,
        length: usize,
        needed: usize,
        counted: Option<usize>,
        info: &'static ListInfo,
    ) -> usize {
        let to_come = self.left / least_entry(info, self.header_bytes());
        let most = match info.limit {
            Some(max) if self.mode.is_strict() => max.min(needed + to_come),
            _ => needed + to_come,
        };
        let believed = info.limit.unwrap_or(MOST_BELIEVED);
        let wanted = counted.unwrap_or(0).min(believed).max(2 * length);
        wanted.min(most).max(needed)
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

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::{MOST_BELIEVED, Reader};
    use crate::TypedMessage;
    use crate::codec::DynMessage;
    use crate::decode::Body;
    use crate::info::{ListInfo, MemberInfo};
    use crate::mode::Mode;
    use crate::value::UnknownField;
    use crate::version::ProtocolVersion;

    /// A list without a maximum, and one with.
    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "ROOM_EVENT", number = 9100, from = server)]
    struct RoomEvent<'a> {
        #[cti(
            list,
            name = "Longs",
            member = "Long",
            tag = 1,
            count(name = "NumLongs", at = 0)
        )]
        longs: Vec<u32>,
        #[cti(
            list,
            name = "Few",
            member = "One",
            tag = 9,
            limit = 5,
            count(name = "NumFew", at = 1)
        )]
        few: Vec<u32>,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    fn list(name: &str) -> &'static ListInfo {
        let mut members = RoomEvent::default().info().members.iter();
        let found = members.find_map(|member| match member {
            MemberInfo::List(list) if list.name == name => Some(*list),
            _ => None,
        });
        found.expect("a list")
    }

    /// The room of a list of longs after it was asked, leniently, to make some.
    fn room(
        version: ProtocolVersion,
        left: usize,
        entries: usize,
        counted: Option<usize>,
        more: usize,
    ) -> usize {
        room_of(
            "Longs",
            version,
            Mode::Lenient,
            left,
            entries,
            counted,
            more,
        )
    }

    fn room_of(
        name: &str,
        version: ProtocolVersion,
        mode: Mode,
        left: usize,
        entries: usize,
        counted: Option<usize>,
        more: usize,
    ) -> usize {
        let bytes = vec![0; left];
        let info = RoomEvent::default().info();
        let mut reader = Reader::new(Body::new(info, &bytes, version, mode));
        let mut longs = Vec::with_capacity(entries);
        longs.resize(entries, 7u32);
        let made = reader.make_room(&mut longs, counted, more, list(name), &[]);
        assert_eq!((made, longs.len()), (true, entries));
        longs.capacity()
    }

    #[test]
    fn there_is_room_for_what_was_counted_and_can_come() {
        let wide = ProtocolVersion::V20;
        let narrow = ProtocolVersion::V19;
        // A long takes 8 bytes with tag and length of two bytes each, 6 with those of one.
        for (rule, version, left, entries, counted, more, expected) in [
            ("what was counted", wide, 80, 0, Some(10), 1, 10),
            ("no more than can come", wide, 80, 0, Some(100), 1, 11),
            ("a long that is cut cannot", wide, 79, 0, Some(100), 1, 10),
            (
                "more can come in old versions",
                narrow,
                60,
                0,
                Some(100),
                1,
                11,
            ),
            ("nothing can come", wide, 7, 0, Some(100), 1, 1),
            ("nothing was counted", wide, 80, 0, None, 1, 1),
            ("several at a time", wide, 80, 0, None, 3, 3),
            ("the room doubles", wide, 800, 3, None, 1, 6),
            (
                "also where the count was too small",
                wide,
                800,
                4,
                Some(2),
                1,
                8,
            ),
            ("within the same bound", wide, 8, 3, None, 1, 5),
            ("up to what is needed", wide, 0, 3, None, 1, 4),
            (
                "more is needed than twice as much",
                wide,
                800,
                1,
                None,
                3,
                4,
            ),
            (
                "what was counted, behind others",
                wide,
                800,
                3,
                Some(9),
                1,
                9,
            ),
        ] {
            assert_eq!(
                room(version, left, entries, counted, more),
                expected,
                "{rule}"
            );
        }
        assert_eq!(room(wide, 800, 3, Some(9), 0), 3, "nothing is needed");
    }

    #[test]
    fn a_count_is_believed_up_to_the_limit_of_its_list() {
        // At most 5 entries, of 8 bytes each.
        for (rule, mode, left, entries, counted, expected) in [
            ("what was counted", Mode::Lenient, 800, 0, Some(4), 4),
            (
                "no more than the guide allows",
                Mode::Lenient,
                800,
                0,
                Some(9),
                5,
            ),
            ("strict", Mode::Strict, 800, 0, Some(9), 5),
            (
                "strict, no more than can come",
                Mode::Strict,
                24,
                0,
                Some(9),
                4,
            ),
            ("strict, nothing can come", Mode::Strict, 0, 0, Some(9), 1),
            ("the room doubles", Mode::Lenient, 800, 3, None, 6),
            (
                "strict, it has no use for more than the limit",
                Mode::Strict,
                800,
                3,
                None,
                5,
            ),
            (
                "entries beyond the limit double it too",
                Mode::Lenient,
                800,
                7,
                Some(9),
                14,
            ),
        ] {
            let room = room_of("Few", ProtocolVersion::V20, mode, left, entries, counted, 1);
            assert_eq!(room, expected, "{rule}");
        }
        let most = room(ProtocolVersion::V20, 800_000, 0, Some(usize::MAX), 1);
        assert_eq!(most, MOST_BELIEVED, "a list without a limit");
    }
}
