//! Writing a message: its fields, its lists.

use super::SlowWriter;
use super::unknown::Scope;
use crate::encode::{RecordTags, WriteEntry, WriteFloating, Writer};
use crate::error::{EncodeError, EncodeErrorKind};
use crate::fields::Fields;
use crate::frame::HEADER_BYTES;
use crate::generated::tags::Tag;
use crate::info::{ElementInfo, FieldInfo, ListInfo};
use crate::mode::Mode;
use crate::version::ProtocolVersion;
use crate::wire::WireValue;

impl<'s> Writer<'s> for SlowWriter<'s, '_> {
    type Error = EncodeError;

    fn version(&self) -> ProtocolVersion {
        self.version
    }

    fn mode(&self) -> Mode {
        self.mode
    }

    #[cold]
    fn error(&self, field: &'static str, kind: EncodeErrorKind) -> EncodeError {
        EncodeError::new(kind)
            .in_message(self.info.name)
            .in_field(field)
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.output.put(bytes);
    }

    fn check_form(
        &self,
        written: usize,
        form_of: fn(&[u8], usize, ProtocolVersion) -> usize,
    ) -> Result<(), EncodeError> {
        let head = self.output.head().get(HEADER_BYTES..).unwrap_or_default();
        let length = self.output.len() - HEADER_BYTES;
        if form_of(head, length, self.version) == written {
            Ok(())
        } else {
            Err(EncodeError::new(EncodeErrorKind::AmbiguousForm).in_message(self.info.name))
        }
    }

    fn floating<P: WriteFloating>(&mut self, part: &'s P) -> Result<(), EncodeError> {
        self.message = Scope::new(part.unknown(), None);
        part.write_floating(self)?;
        self.finish_message()
    }

    fn value<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static FieldInfo,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.single_field(index, info, value.to_data())
    }

    fn member_value<T: WireValue>(
        &mut self,
        info: &'static FieldInfo,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.put_field(info, value.to_data())
    }

    fn count(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        tag: Tag,
        entries: usize,
    ) -> Result<(), EncodeError> {
        // A reader does not need the count of a list that has entries. Where the version cannot
        // carry its tag, a peer can have sent the entries, but never the count.
        let is_carried = self.version.can_carry(tag);
        let is_left_out = !self.mode.is_strict() && !is_carried && entries > 0;
        if !self.filter.lets_pass(tag) || is_left_out {
            return Ok(());
        }
        if self.mode.is_strict() && !info.versions.contains(self.version) {
            return Err(self.error(info.count.name, EncodeErrorKind::FieldOutsideVersion));
        }
        let bits = self.count_bits(entries, info)?;
        let size = usize::from(info.count.width);
        self.trace_single(tag);
        // The count is no data of the list: its bytes count for no limit.
        self.start_member(usize::MAX);
        self.start_field(tag, size, info.count.name)?;
        self.bits(bits, size);
        if self.record.is_none() {
            self.counts_written.insert(index);
        }
        Ok(())
    }

    fn single_list<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), EncodeError> {
        let ElementInfo::Value(member) = &info.element else {
            return Ok(());
        };
        if list.is_empty() || self.filter.is_only() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.start_member(index);
        list.iter()
            .try_for_each(|value| self.put_field(member, value.to_data()))
    }

    fn array<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), EncodeError> {
        if !self.version.has_wide_tags() {
            return self.single_list(index, info, list);
        }
        let ElementInfo::Value(member) = &info.element else {
            return Ok(());
        };
        if list.is_empty() || self.filter.is_only() {
            return Ok(());
        }
        self.check_limit(list.len(), info)?;
        self.start_member(index);
        self.put_array(member, list.iter().map(WireValue::to_data))
    }

    fn ordered<T: WriteEntry>(
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
        self.entries(info, list)
    }

    fn columns<T: WriteEntry>(
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
        self.check_columns(info, list)?;
        if self.version.has_wide_tags() {
            self.put_columns(list)
        } else {
            self.put_rows(list)
        }
    }

    fn records<T: WriteFloating + RecordTags + Fields>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), EncodeError> {
        if !list.is_empty() {
            self.check_limit(list.len(), info)?;
            self.start_records()?;
        }
        self.start_member(index);
        let mut before: Option<&'s T> = None;
        for record in list {
            let before_it = before.map(|before| before as &dyn RecordTags);
            self.record = Some(Scope::new(record.unknown(), before_it));
            match record.write_floating(self) {
                Err(error) if self.record_is_unopened() => {
                    // Nothing of the record has been written yet.
                    let opener = before.and_then(|before| Self::opener(before, record));
                    self.put_opener_first(record, opener.ok_or(error)?)?;
                }
                written => written?,
            }
            self.finish_record(info)?;
            before = Some(record);
        }
        Ok(())
    }
}
