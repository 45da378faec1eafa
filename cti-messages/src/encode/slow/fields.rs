//! Writing floating fields.

use super::SlowWriter;
use crate::encode::Writer as _;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::generated::tags::Tag;
use crate::info::FieldInfo;
use crate::wire::Data;

impl SlowWriter<'_, '_> {
    /// Writes the floating field of the member with an index, unless it is filtered out.
    pub(super) fn single_field(
        &mut self,
        index: usize,
        info: &'static FieldInfo,
        data: Data<'_>,
    ) -> Result<(), EncodeError> {
        if !self.filter.lets_pass(info.tag) {
            return Ok(());
        }
        self.start_member(index);
        self.trace_single(info.tag);
        self.put_field(info, data)?;
        if self.record.is_none() {
            self.written.insert(index);
        }
        Ok(())
    }

    /// Traces a field or count of which there can be one.
    pub(super) fn trace_single(&mut self, tag: Tag) {
        if let (Some(trace), None) = (&mut self.trace, &self.record) {
            trace.singles.push((tag, self.message.known));
        }
    }

    /// Writes a floating field.
    pub(super) fn put_field(
        &mut self,
        info: &'static FieldInfo,
        data: Data<'_>,
    ) -> Result<(), EncodeError> {
        let (length, terminated) = self.data_length(info, data)?;
        if self.mode.is_strict() {
            self.check(info, length)?;
            if let (Data::Named { name, value, .. }, Some(parts)) = (data, info.parts) {
                parts
                    .check(name, value)
                    .map_err(|error| self.error(info.name, EncodeErrorKind::Parts(error)))?;
            }
        }
        self.start_field(info.tag, length, info.name)?;
        match data {
            Data::Bits(bits, size) => self.bits(bits, size),
            Data::Bytes(bytes) => self.raw(bytes),
            Data::Text(text) => self.raw(text),
            Data::Named { index, name, value } => {
                if let Some(index) = index {
                    self.raw(&[index]);
                }
                self.raw(name);
                self.raw(&[0]);
                self.raw(value);
            }
        }
        if terminated {
            self.raw(&[0]);
        }
        Ok(())
    }

    /// How many bytes data take, and whether a NUL ends them.
    ///
    /// Text that takes all that FieldLength can tell has no room for its NUL. It can come from a
    /// peer that left the NUL out, and is then written as it came; the reader knows its end by
    /// its length. Text that itself ends with a NUL would lose it, and is refused.
    fn data_length(
        &self,
        info: &'static FieldInfo,
        data: Data<'_>,
    ) -> Result<(usize, bool), EncodeError> {
        let (length, text) = match data {
            Data::Bits(_, size) => (size, None),
            Data::Bytes(bytes) => (bytes.len(), None),
            Data::Text(text) => (text.len(), Some(text)),
            Data::Named { index, name, value } => {
                if name.contains(&0) {
                    return Err(self.error(info.name, EncodeErrorKind::NulInName));
                }
                let length = usize::from(index.is_some()) + name.len() + 1 + value.len();
                (length, Some(value))
            }
        };
        let max = self.version.max_field_length();
        match text {
            Some(_) if length < max => Ok((length + 1, true)),
            Some(text) if length == max && text.last() != Some(&0) && !self.mode.is_strict() => {
                Ok((length, false))
            }
            Some(_) => Err(self.error(
                info.name,
                EncodeErrorKind::LengthTooWide { length: length + 1 },
            )),
            None => Ok((length, false)),
        }
    }

    /// What strict encoding asks of a field.
    pub(super) fn check(&self, info: &'static FieldInfo, length: usize) -> Result<(), EncodeError> {
        if !info.versions.contains(self.version) {
            return Err(self.error(info.name, EncodeErrorKind::FieldOutsideVersion));
        }
        match info.max(self.version) {
            Some(max) if length > max => {
                Err(self.error(info.name, EncodeErrorKind::FieldTooLong { length, max }))
            }
            _ => Ok(()),
        }
    }

    /// Writes tag and length of a known floating field, after the unknown fields that come
    /// before it.
    pub(super) fn start_field(
        &mut self,
        tag: Tag,
        length: usize,
        name: &'static str,
    ) -> Result<(), EncodeError> {
        self.flush_unknown()?;
        self.check_opening(tag, name)?;
        self.tag_and_length(tag, length)
            .map_err(|error| error.in_field(name))?;
        self.message.known += 1;
        if let Some(record) = &mut self.record {
            record.known += 1;
        }
        for (limit, total) in self.info.combined_limits.iter().zip(&mut self.combined) {
            if limit.lists.contains(&self.member) {
                *total += length;
                if self.mode.is_strict() && *total > limit.bytes {
                    let (length, max) = (*total, limit.bytes);
                    return Err(self.error(name, EncodeErrorKind::ListsTooLong { length, max }));
                }
            }
        }
        Ok(())
    }

    /// Writes tag and length.
    pub(super) fn tag_and_length(&mut self, tag: Tag, length: usize) -> Result<(), EncodeError> {
        let [tag_high, tag_low] = tag.0.to_be_bytes();
        let too_wide = |kind| EncodeError::new(kind).in_message(self.info.name);
        let length_bits = u16::try_from(length)
            .ok()
            .filter(|_| length <= self.version.max_field_length())
            .ok_or_else(|| too_wide(EncodeErrorKind::LengthTooWide { length }))?;
        let [length_high, length_low] = length_bits.to_be_bytes();
        if self.version.has_wide_tags() {
            self.raw(&[tag_high, tag_low, length_high, length_low]);
        } else if tag_high == 0 {
            self.raw(&[tag_low, length_low]);
        } else {
            return Err(too_wide(EncodeErrorKind::TagTooWide { tag }));
        }
        Ok(())
    }
}
