//! Writing lists.

use super::select::Filter;
use super::unknown::Scope;
use super::{WriteFloating, Writer};
use crate::decode::EntryMembers;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::fields::Fields;
use crate::info::{ElementInfo, FieldInfo, Form, ListInfo};
use crate::wire::{Data, WireValue};

/// The order of the members of entries, by which a reader tells the entries apart.
pub struct Order {
    list: &'static ListInfo,
    /// The last place that the next member may have: where it opens an entry, that of the last
    /// member of the entry before.
    most: usize,
    /// The place of the member that was written last; `NO_MEMBER` if the entry has none.
    last: usize,
}

/// After all places: no member of the entry has been written.
const NO_MEMBER: usize = usize::MAX;

impl<'s> Writer<'s, '_> {
    /// Writes the count of the list with an index as a floating field, if the list is there.
    ///
    /// # Errors
    /// If the list has more entries than the count can tell, or the version lacks it.
    pub fn floating_count(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        entries: Option<usize>,
    ) -> Result<(), EncodeError> {
        let (Some(entries), Some(tag)) = (entries, info.count.tag) else {
            return Ok(());
        };
        if self.plain && self.put_plain_count(entries, info, tag) {
            return Ok(());
        }
        // A reader does not need the count of a list that has entries. Where the version cannot
        // carry its tag, a peer can have sent the entries, but never the count.
        let is_carried = self.version.has_wide_tags() || tag <= u16::from(u8::MAX);
        let is_left_out = !self.strict && !is_carried && entries > 0;
        if !self.filter.lets_pass(tag) || is_left_out {
            return Ok(());
        }
        if self.strict && !info.window.contains(self.version) {
            return Err(self.error(info.count.name, EncodeErrorKind::FieldOutsideVersion));
        }
        let bits = self.count_bits(entries, info)?;
        let size = usize::from(info.count.width);
        if let Some(trace) = &mut self.trace
            && self.record.is_none()
        {
            trace.singles.push((tag, self.message.known));
        }
        // The count is no data of the list: its bytes count for no limit.
        self.start_member(usize::MAX);
        self.start_field(tag, size, info.count.name)?;
        self.bits(bits, size);
        if self.record.is_none() {
            self.counts_written.insert(index);
        }
        Ok(())
    }

    /// Writes a count; false if that is not to be done in the short way.
    #[inline]
    fn put_plain_count(&mut self, entries: usize, info: &'static ListInfo, tag: u16) -> bool {
        let width = info.count.width;
        match u32::try_from(entries) {
            Ok(bits) if u64::from(bits) >> (8 * u32::from(width)) == 0 => {
                (!self.strict || info.window.contains(self.version))
                    && self.put_plain_bits(tag, bits, usize::from(width))
            }
            _ => false,
        }
    }

    /// Refuses, in strict mode, entries of a list that the version lacks, or more of them than
    /// the guide allows.
    fn check_limit(&self, entries: usize, info: &'static ListInfo) -> Result<(), EncodeError> {
        if self.strict && entries > 0 && !info.window.contains(self.version) {
            return Err(self.error(info.name, EncodeErrorKind::FieldOutsideVersion));
        }
        match info.limit {
            Some(max) if self.strict && entries > max => {
                Err(self.error(info.name, EncodeErrorKind::ListTooLong { entries, max }))
            }
            _ => Ok(()),
        }
    }

    /// Writes a list whose entries are fields of their own.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn single_list<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), EncodeError> {
        if list.is_empty() || self.filter.is_only() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        let ElementInfo::Value(member) = &info.element else {
            return Ok(());
        };
        self.start_member(index);
        if self.plain && self.put_plain_list(member, list) {
            return Ok(());
        }
        list.iter()
            .try_for_each(|value| self.put_field(member, value.to_data()))
    }

    /// Writes values as fields of their own; false, and nothing written, if that is not to be done
    /// in the short way.
    fn put_plain_list<T: WireValue>(&mut self, info: &'static FieldInfo, list: &[T]) -> bool {
        let start = self.output.len();
        if list
            .iter()
            .all(|value| self.put_plain(info, value.to_data()))
        {
            let headers = list.len() * if self.version.has_wide_tags() { 4 } else { 2 };
            if self.add_to_limits(self.output.len() - start - headers) {
                return true;
            }
        }
        self.output.undo_to(start);
        false
    }

    /// Writes a list of values: one array from the first version with wide tags on, one field
    /// per value before (E12).
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn array<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), EncodeError> {
        if !self.version.has_wide_tags() {
            return self.single_list(index, info, list);
        }
        if list.is_empty() || self.filter.is_only() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        let ElementInfo::Value(member) = &info.element else {
            return Ok(());
        };
        self.start_member(index);
        self.put_array(member, list.iter().map(WireValue::to_data))
    }

    /// Writes values as one field; none for no values, and more than one for values that
    /// FieldLength cannot tell at once.
    fn put_array<'v>(
        &mut self,
        info: &'static FieldInfo,
        values: impl Iterator<Item = Data<'v>> + Clone,
    ) -> Result<(), EncodeError> {
        let Form::Sized(size) = info.form else {
            return Ok(());
        };
        if self.plain && self.put_plain_array(info, size, values.clone().count(), values.clone()) {
            return Ok(());
        }
        let most = self.max_length() / size.max(1);
        let mut left = values.clone().count();
        if self.strict && left > 0 {
            self.check(info, 0)?;
        }
        let mut left_in_field = 0;
        for value in values {
            if left_in_field == 0 {
                left_in_field = left.min(most);
                left -= left_in_field;
                self.start_field(info.tag, left_in_field * size, info.name)?;
            }
            left_in_field -= 1;
            if let Data::Bits(bits, size) = value {
                self.bits(bits, size);
            }
        }
        Ok(())
    }

    /// Writes a list of entries with members in order.
    ///
    /// # Errors
    /// If it cannot be written, or would be read back as other entries.
    pub fn ordered<'a, T: EntryMembers<'a>>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), EncodeError> {
        if list.is_empty() || self.filter.is_only() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.start_member(index);
        let plain = self.plain;
        self.set_plain(plain && !self.is_limited());
        let mut order = Order {
            list: info,
            most: usize::MAX,
            last: NO_MEMBER,
        };
        for entry in list {
            order.most = order.last;
            order.last = NO_MEMBER;
            entry.write_members(self, &mut order)?;
            if order.last == NO_MEMBER {
                return Err(self.error(info.name, EncodeErrorKind::EmptyEntry));
            }
        }
        self.set_plain(plain);
        Ok(())
    }

    /// Writes a member of an entry, if it is there.
    ///
    /// # Errors
    /// If it cannot be written, or would be read as a member of the entry before.
    #[inline(always)]
    pub fn member<T: WireValue>(
        &mut self,
        order: &mut Order,
        place: usize,
        info: &'static FieldInfo,
        value: &Option<T>,
    ) -> Result<(), EncodeError> {
        let Some(value) = value else {
            return Ok(());
        };
        if place > order.most {
            return Err(self.error(order.list.name, EncodeErrorKind::AmbiguousEntry));
        }
        order.most = usize::MAX;
        order.last = place;
        let data = value.to_data();
        if self.usual && self.put_usual(info, data) || self.plain && self.put_plain(info, data) {
            return Ok(());
        }
        self.put_field(info, data)
    }

    /// Writes a list whose members travel as columns: an array each from the first version with
    /// wide tags on, before that field by field, entry by entry (E12).
    ///
    /// # Errors
    /// If it cannot be written, or would be read back as other entries.
    pub fn columns<'a, T: EntryMembers<'a>>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), EncodeError> {
        if list.is_empty() || self.filter.is_only() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.start_member(index);
        if self.plain && self.put_plain_columns(list) {
            return Ok(());
        }
        let places = 0..T::MEMBERS.len();
        let mut longest = 0;
        for place in places.clone() {
            let column = list.iter().map(|entry| entry.member(place));
            let length = column.clone().take_while(Option::is_some).count();
            if column.skip(length).any(|value| value.is_some()) {
                return Err(self.error(info.name, EncodeErrorKind::HoleInColumn));
            }
            longest = longest.max(length);
        }
        if longest < list.len() {
            return Err(self.error(info.name, EncodeErrorKind::EmptyEntry));
        }
        if self.version.has_wide_tags() {
            for place in places {
                if let Some(member) = T::member_info(place) {
                    self.put_array(member, list.iter().map_while(|entry| entry.member(place)))?;
                }
            }
        } else {
            for entry in list {
                for place in places.clone() {
                    if let (Some(data), Some(member)) = (entry.member(place), T::member_info(place))
                    {
                        self.put_field(member, data)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Writes entries as columns; false, and nothing written, if that is not to be done in the
    /// short way.
    fn put_plain_columns<'a, T: EntryMembers<'a>>(&mut self, list: &[T]) -> bool {
        if !self.version.has_wide_tags() {
            return false;
        }
        let start = self.output.len();
        let mut places = 0..T::MEMBERS.len();
        let longest = places.try_fold(0, |longest: usize, place| {
            T::write_column(list, place, self).map(|length| longest.max(length))
        });
        // An entry that no column reaches has no member.
        if longest == Some(list.len()) {
            return true;
        }
        self.output.undo_to(start);
        false
    }

    /// Writes a list of records.
    ///
    /// # Errors
    /// If it cannot be written, or would be read back as other records.
    pub fn records<T: WriteFloating + Fields>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), EncodeError> {
        self.check_limit(list.len(), info)?;
        if !list.is_empty() {
            self.start_records()?;
        }
        self.start_member(index);
        let plain = self.plain && !self.is_limited();
        let mut before: Option<&'s T> = None;
        for record in list {
            let unknown = record.unknown();
            let before_it = before.map(|before| before as &dyn WriteFloating);
            self.record = Some(Scope::of_record(unknown, before_it));
            self.set_plain(false);
            self.plain_record = plain && unknown.is_empty();
            match record.write_floating(self) {
                Err(error) if self.record_is_unopened() => {
                    // Nothing of the record has been written yet.
                    self.plain_record = false;
                    let opener = before.and_then(|before| Self::opener(before, record));
                    self.write_opener_first(record, opener.ok_or(error)?)?;
                }
                written => written?,
            }
            self.finish_record(info)?;
            before = Some(record);
        }
        self.set_plain(plain);
        self.plain_record = false;
        Ok(())
    }

    /// Writes a record with one field, the one that opens it, before the others.
    ///
    /// A record in the order of the specification is read as the rest of the one before it, if
    /// that one lacks its first field. A peer may have sent it in another order (`E12` apart, no
    /// order is promised); so that what was read can be written, lenient encoding starts with a
    /// field that both records have.
    fn write_opener_first<T: WriteFloating>(
        &mut self,
        record: &'s T,
        opener: u16,
    ) -> Result<(), EncodeError> {
        self.filter = Filter::Only(opener);
        record.write_floating(self)?;
        self.filter = Filter::Except(opener);
        record.write_floating(self)?;
        self.filter = Filter::All;
        Ok(())
    }
}
