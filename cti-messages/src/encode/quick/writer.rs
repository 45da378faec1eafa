//! Appending a message: its fields, its lists.

use super::{NeedsCare, QuickWriter};
use crate::decode::EntryMembers;
use crate::encode::{WriteFloating, Writer};
use crate::error::EncodeErrorKind;
use crate::fields::Fields;
use crate::frame::HEADER_BYTES;
use crate::info::{ElementInfo, FieldInfo, Form, ListInfo};
use crate::version::ProtocolVersion;
use crate::wire::{Data, WireValue};

impl<'s> Writer<'s> for QuickWriter<'_> {
    type Error = NeedsCare;

    #[inline]
    fn version(&self) -> ProtocolVersion {
        self.version
    }

    #[inline]
    fn strict(&self) -> bool {
        self.strict
    }

    #[inline]
    fn error(&self, _: &'static str, _: EncodeErrorKind) -> NeedsCare {
        NeedsCare
    }

    #[inline]
    fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    #[inline]
    fn check_form(
        &self,
        written: usize,
        form_of: fn(&[u8], usize, ProtocolVersion) -> usize,
    ) -> Result<(), NeedsCare> {
        let body = self.out.get(self.start + HEADER_BYTES..).ok_or(NeedsCare)?;
        if form_of(body, body.len(), self.version) == written {
            Ok(())
        } else {
            Err(NeedsCare)
        }
    }

    #[inline]
    fn floating<P: WriteFloating>(&mut self, part: &'s P) -> Result<(), NeedsCare> {
        if !part.unknown().is_empty() {
            return Err(NeedsCare);
        }
        part.write_floating(self)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn value<T: WireValue>(
        &mut self,
        _index: usize,
        info: &'static FieldInfo,
        value: &T,
    ) -> Result<(), NeedsCare> {
        self.put(info, value.to_data())
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn member_value<T: WireValue>(
        &mut self,
        info: &'static FieldInfo,
        value: &T,
    ) -> Result<(), NeedsCare> {
        self.put(info, value.to_data())
    }

    #[inline]
    fn count(
        &mut self,
        _index: usize,
        info: &'static ListInfo,
        tag: u16,
        entries: usize,
    ) -> Result<(), NeedsCare> {
        if !info.window.contains(self.version) && self.strict {
            return Err(NeedsCare);
        }
        let bits = self.count_bits(entries, info)?;
        self.bits(tag, bits, usize::from(info.count.width))
    }

    #[inline]
    fn single_list<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), NeedsCare> {
        let ElementInfo::Value(member) = &info.element else {
            return Err(NeedsCare);
        };
        if list.is_empty() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        let start = self.out.len();
        for value in list {
            self.put(member, value.to_data())?;
        }
        self.add_to_limits(index, start, list.len())
    }

    #[inline]
    fn array<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), NeedsCare> {
        if !self.version.has_wide_tags() {
            return self.single_list(index, info, list);
        }
        let (ElementInfo::Value(member), Form::Sized(size)) = (&info.element, T::FORM) else {
            return Err(NeedsCare);
        };
        if list.is_empty() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        let start = self.out.len();
        self.start_array(member, size, list.len())?;
        for value in list {
            self.array_value(value.to_data());
        }
        self.add_to_limits(index, start, 1)
    }

    #[inline]
    fn ordered<'a, T: EntryMembers<'a>>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), NeedsCare> {
        if list.is_empty() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.check_unlimited(index)?;
        self.entries(info, list)
    }

    #[inline]
    fn columns<'a, T: EntryMembers<'a>>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), NeedsCare> {
        if list.is_empty() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.check_unlimited(index)?;
        if !self.version.has_wide_tags() {
            return Err(NeedsCare);
        }
        let mut longest = 0;
        for place in 0..T::MEMBERS.len() {
            longest = longest.max(T::write_column(list, place, self)?);
        }
        // An entry that no column reaches has no member.
        if longest == list.len() {
            Ok(())
        } else {
            Err(NeedsCare)
        }
    }

    #[inline]
    fn records<T: WriteFloating + Fields>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), NeedsCare> {
        if list.is_empty() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.check_unlimited(index)?;
        let limits = core::mem::take(&mut self.limits);
        let mut before: Option<&T> = None;
        for record in list {
            let start = self.out.len();
            self.floating(record)?;
            // A record without a field is none; and its first field opens it only if the record
            // before holds the tag already.
            let opener = self.tag_at(start).ok_or(NeedsCare)?;
            if before.is_some_and(|before| !before.holds(opener)) {
                return Err(NeedsCare);
            }
            before = Some(record);
        }
        self.limits = limits;
        Ok(())
    }
}

impl QuickWriter<'_> {
    /// Appends a member of entries as a column, and tells how many of them have it: all or none.
    #[inline]
    pub fn column<'v, T: WireValue + 'v>(
        &mut self,
        info: &'static FieldInfo,
        mut column: impl ExactSizeIterator<Item = &'v Option<T>> + Clone,
    ) -> Result<usize, NeedsCare> {
        let Form::Sized(size) = T::FORM else {
            return Err(NeedsCare);
        };
        if column.clone().next().is_none_or(Option::is_none) {
            return match column.all(Option::is_none) {
                true => Ok(0),
                false => Err(NeedsCare),
            };
        }
        let length = column.len();
        self.start_array(info, size, length)?;
        for value in column {
            self.array_value(value.as_ref().ok_or(NeedsCare)?.to_data());
        }
        Ok(length)
    }

    /// Appends tag and length of so many values in one field, and makes room for them.
    #[inline]
    fn start_array(
        &mut self,
        info: &'static FieldInfo,
        size: usize,
        values: usize,
    ) -> Result<(), NeedsCare> {
        if !info.window.contains(self.version) && self.strict {
            return Err(NeedsCare);
        }
        self.header(info.tag, size * values)?;
        self.out.reserve(size * values);
        Ok(())
    }

    /// Appends a value of an array.
    #[inline]
    fn array_value(&mut self, data: Data<'_>) {
        if let Data::Bits(bits, size) = data {
            let bytes = bits.to_be_bytes();
            self.out
                .extend_from_slice(&bytes[4usize.saturating_sub(size)..]);
        }
    }

    /// Gives up on a list with an index, if it has a limit together with others and what it writes
    /// is not counted.
    #[inline]
    fn check_unlimited(&self, index: usize) -> Result<(), NeedsCare> {
        if self.limits.iter().any(|limit| limit.lists.contains(&index)) {
            return Err(NeedsCare);
        }
        Ok(())
    }

    /// Counts the data bytes that a list with an index has written since `start`, in so many fields,
    /// where lists have a limit together.
    #[inline]
    fn add_to_limits(
        &mut self,
        index: usize,
        start: usize,
        fields: usize,
    ) -> Result<(), NeedsCare> {
        if self.limits.is_empty() {
            return Ok(());
        }
        let headers = fields * if self.version.has_wide_tags() { 4 } else { 2 };
        let bytes = self.out.len() - start - headers;
        let limits = self.limits.iter().zip(&mut self.combined);
        for (limit, total) in limits.filter(|(limit, _)| limit.lists.contains(&index)) {
            *total += bytes;
            if *total > limit.bytes && self.strict {
                return Err(NeedsCare);
            }
        }
        Ok(())
    }
}
