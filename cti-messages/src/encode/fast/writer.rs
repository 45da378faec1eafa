//! Appending a message: its fields, its lists.

use super::{FastWriter, FrameVec, TakeSlowPath};
use crate::encode::records::opens;
use crate::encode::{ColumnWriter, RecordTags, WriteEntry, WriteFloating, Writer};
use crate::error::EncodeErrorKind;
use crate::fields::Fields;
use crate::frame::HEADER_BYTES;
use crate::generated::tags::Tag;
use crate::info::{ElementInfo, FieldInfo, Form, ListInfo};
use crate::mode::Mode;
use crate::version::ProtocolVersion;
use crate::wire::{Data, WireValue};

/// The bytes of tag and length in the versions that are written fast, those with wide tags.
const FIELD_HEADER: usize = ProtocolVersion::LATEST.field_header_bytes();

impl<'s, O: FrameVec> Writer<'s> for FastWriter<O> {
    type Error = TakeSlowPath;

    #[inline]
    fn version(&self) -> ProtocolVersion {
        self.version
    }

    #[inline]
    fn mode(&self) -> Mode {
        self.mode
    }

    #[inline]
    fn error(&self, _: &'static str, _: EncodeErrorKind) -> TakeSlowPath {
        TakeSlowPath
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
    ) -> Result<(), TakeSlowPath> {
        let body = self
            .out
            .get(self.start + HEADER_BYTES..)
            .ok_or(TakeSlowPath)?;
        if form_of(body, body.len(), self.version) == written {
            Ok(())
        } else {
            Err(TakeSlowPath)
        }
    }

    #[inline]
    fn floating<P: WriteFloating>(&mut self, part: &'s P) -> Result<(), TakeSlowPath> {
        if !part.unknown().is_empty() {
            return Err(TakeSlowPath);
        }
        O::floating(self, part)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn value<T: WireValue>(
        &mut self,
        _index: usize,
        info: &'static FieldInfo,
        value: &T,
    ) -> Result<(), TakeSlowPath> {
        self.put(info, value.to_data())
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn member_value<T: WireValue>(
        &mut self,
        info: &'static FieldInfo,
        value: &T,
    ) -> Result<(), TakeSlowPath> {
        self.put(info, value.to_data())
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn count(
        &mut self,
        _index: usize,
        info: &'static ListInfo,
        tag: Tag,
        entries: usize,
    ) -> Result<(), TakeSlowPath> {
        if !info.versions.contains(self.version) && self.mode.is_strict() {
            return Err(TakeSlowPath);
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
    ) -> Result<(), TakeSlowPath> {
        let ElementInfo::Value(member) = &info.element else {
            return Err(TakeSlowPath);
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
    ) -> Result<(), TakeSlowPath> {
        let ElementInfo::Value(member) = &info.element else {
            return Err(TakeSlowPath);
        };
        if list.is_empty() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        let start = self.out.len();
        self.start_array::<T>(member, list.len())?;
        for value in list {
            self.array_value(value.to_data())?;
        }
        self.add_to_limits(index, start, 1)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ordered<T: WriteEntry>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), TakeSlowPath> {
        if list.is_empty() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.check_unlimited(index)?;
        self.entries(info, list)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn columns<T: WriteEntry>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), TakeSlowPath> {
        if list.is_empty() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.check_unlimited(index)?;
        // Without a column, the entries have no members.
        if T::write_columns(list, self)? {
            Ok(())
        } else {
            Err(TakeSlowPath)
        }
    }

    #[inline]
    fn records<T: WriteFloating + RecordTags + Fields>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), TakeSlowPath> {
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
            // A record without a field is none.
            let opener = self.tag_at(start).ok_or(TakeSlowPath)?;
            if !opens(before, opener) {
                return Err(TakeSlowPath);
            }
            before = Some(record);
        }
        self.limits = limits;
        Ok(())
    }
}

impl<O: FrameVec> ColumnWriter for FastWriter<O> {
    type Error = TakeSlowPath;

    // As a call, as slow as for `put`.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn column<'v, T: WireValue + 'v>(
        &mut self,
        info: &'static FieldInfo,
        mut column: impl ExactSizeIterator<Item = &'v Option<T>> + Clone,
    ) -> Result<bool, TakeSlowPath> {
        if column.clone().next().is_none_or(Option::is_none) {
            return match column.all(Option::is_none) {
                true => Ok(false),
                false => Err(TakeSlowPath),
            };
        }
        self.start_array::<T>(info, column.len())?;
        for value in column {
            self.array_value(value.as_ref().ok_or(TakeSlowPath)?.to_data())?;
        }
        Ok(true)
    }
}

impl<O: FrameVec> FastWriter<O> {
    /// Appends tag and length of so many values in one field.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn start_array<T: WireValue>(
        &mut self,
        info: &'static FieldInfo,
        values: usize,
    ) -> Result<(), TakeSlowPath> {
        let Form::Sized(size) = T::FORM else {
            return Err(TakeSlowPath);
        };
        if !info.versions.contains(self.version) && self.mode.is_strict() {
            return Err(TakeSlowPath);
        }
        self.header(info.tag, size * values)
    }

    /// Appends a value of an array.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn array_value(&mut self, data: Data<'_>) -> Result<(), TakeSlowPath> {
        // Only numbers have a size.
        let Data::Bits(bits, size) = data else {
            return Err(TakeSlowPath);
        };
        let bytes = bits.to_be_bytes();
        self.out
            .extend_from_slice(&bytes[4usize.saturating_sub(size)..]);
        Ok(())
    }

    /// Gives up on a list with an index, if it has a limit together with others and what it writes
    /// is not counted.
    #[inline]
    fn check_unlimited(&self, index: usize) -> Result<(), TakeSlowPath> {
        if self.limits.iter().any(|limit| limit.lists.contains(&index)) {
            return Err(TakeSlowPath);
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
    ) -> Result<(), TakeSlowPath> {
        if self.limits.is_empty() {
            return Ok(());
        }
        let bytes = self.out.len() - start - FIELD_HEADER * fields;
        let limits = self.limits.iter().zip(&mut self.combined);
        for (limit, total) in limits.filter(|(limit, _)| limit.lists.contains(&index)) {
            *total += bytes;
            if *total > limit.bytes && self.mode.is_strict() {
                return Err(TakeSlowPath);
            }
        }
        Ok(())
    }
}
