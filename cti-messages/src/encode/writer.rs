//! Writing fields.

use super::Output;
use super::select::{Filter, MemberSet};
use super::trace::Trace;
use super::unknown::Scope;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::frame::HEADER_BYTES;
use crate::info::{FieldInfo, MessageInfo};
use crate::value::UnknownField;
use crate::version::ProtocolVersion;
use crate::wire::{Data, WireValue};

/// The most combined limits of a message.
const MAX_COMBINED_LIMITS: usize = 4;

/// What has a floating part: a message or a record.
pub trait WriteFloating {
    /// Writes the floating fields in the order of the specification.
    ///
    /// # Errors
    /// If a field or entry cannot be written.
    fn write_floating<'s>(&'s self, writer: &mut Writer<'s, '_>) -> Result<(), EncodeError>;

    /// The fields that were not understood.
    fn unknown(&self) -> &[UnknownField<'_>];

    /// Whether it holds a tag as a field or a count.
    fn holds(&self, tag: u16) -> bool;
}

/// Writes a message, `'s` being the borrow of its value and `'o` that of the buffer.
pub struct Writer<'s, 'o> {
    /// What is known of the message.
    pub info: &'static MessageInfo,
    /// The version in which it is written.
    pub version: ProtocolVersion,
    /// Whether what the guide forbids is refused.
    pub strict: bool,
    pub(super) output: Output<'o>,
    /// Whether fields are written in the short way ([`plain`](super::plain)): what is written has
    /// no unknown fields, nothing is to be traced, and the record that is open, if there is one,
    /// has its first field.
    pub(super) plain: bool,
    /// Whether they are also written strictly and with wide tags.
    pub(super) usual: bool,
    /// Whether the record that is open is written in the short way once it has its first field.
    pub(super) plain_record: bool,
    /// The unknown fields of the message, and how far they are written.
    pub(super) message: Scope<'s>,
    /// Those of the record that is being written.
    pub(super) record: Option<Scope<'s>>,
    /// Which fields of the message, and which counts, have been written.
    pub(super) written: MemberSet,
    pub(super) counts_written: MemberSet,
    /// The data bytes of lists that have a limit together, by limit.
    pub(super) combined: [usize; MAX_COMBINED_LIMITS],
    /// The member whose fields are being written.
    pub(super) member: usize,
    /// Which fields of the record are written.
    pub(super) filter: Filter,
    pub(crate) trace: Option<&'o mut Trace>,
}

impl<'s, 'o> Writer<'s, 'o> {
    pub(crate) fn new(
        info: &'static MessageInfo,
        version: ProtocolVersion,
        strict: bool,
        output: Output<'o>,
    ) -> Self {
        Self {
            info,
            version,
            strict,
            output,
            plain: false,
            usual: false,
            plain_record: false,
            message: Scope::default(),
            record: None,
            written: MemberSet::default(),
            counts_written: MemberSet::default(),
            combined: [0; MAX_COMBINED_LIMITS],
            member: 0,
            filter: Filter::All,
            trace: None,
        }
    }

    /// Where the bytes go.
    pub(crate) fn output(&mut self) -> &mut Output<'o> {
        &mut self.output
    }

    /// Writes bytes as they are.
    #[inline]
    pub fn raw(&mut self, bytes: &[u8]) {
        self.output.put(bytes);
    }

    /// Writes the low bytes of a number, 4 at most.
    #[inline]
    pub(super) fn bits(&mut self, bits: u32, size: usize) {
        let bytes = bits.to_be_bytes();
        self.output.put(&bytes[4usize.saturating_sub(size)..]);
    }

    /// Notes which member of the message is written from now on. The members of a record have
    /// numbers of their own; what they write belongs to the list of the message.
    #[inline]
    pub(super) fn start_member(&mut self, index: usize) {
        if self.record.is_none() {
            self.member = index;
        }
    }

    /// Writes a floating part: the known fields in order, the unknown ones at their places.
    ///
    /// # Errors
    /// If something cannot be written.
    #[inline]
    pub fn floating<P: WriteFloating>(&mut self, part: &'s P) -> Result<(), EncodeError> {
        let unknown = part.unknown();
        let plain =
            unknown.is_empty() && self.trace.is_none() && matches!(self.output, Output::Vec(..));
        self.set_plain(plain);
        if !plain {
            self.message = Scope::new(unknown);
        }
        part.write_floating(self)?;
        if plain { Ok(()) } else { self.finish_message() }
    }

    /// Sets whether fields are written in the short way.
    #[inline]
    pub(super) fn set_plain(&mut self, plain: bool) {
        self.plain = plain;
        self.usual = plain && self.strict && self.version.has_wide_tags();
    }

    /// Writes the floating field of the member with an index, if it is there.
    ///
    /// # Errors
    /// If it cannot be written.
    #[inline(always)]
    pub fn field<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static FieldInfo,
        value: &Option<T>,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) if self.usual && self.put_usual(info, value.to_data()) => Ok(()),
            Some(value) => self.field_with_care(index, info, value.to_data()),
            None => self.missing(info),
        }
    }

    /// Writes the floating field of the member with an index.
    #[inline(never)]
    fn field_with_care(
        &mut self,
        index: usize,
        info: &'static FieldInfo,
        data: Data<'_>,
    ) -> Result<(), EncodeError> {
        if self.plain && self.put_plain(info, data) {
            return Ok(());
        }
        if self.plain_record && !self.plain {
            self.check_opening(info.tag, info.name)?;
            if self.put_plain(info, data) {
                self.record.iter_mut().for_each(|record| record.known = 1);
                return Ok(());
            }
        }
        if !self.filter.lets_pass(info.tag) {
            return Ok(());
        }
        self.start_member(index);
        if let Some(trace) = &mut self.trace
            && self.record.is_none()
        {
            trace.singles.push((info.tag, self.message.known));
        }
        self.put_field(info, data)?;
        if self.record.is_none() {
            self.written.insert(index);
        }
        Ok(())
    }

    /// Refuses, in strict mode, that a field is missing.
    #[inline]
    fn missing(&self, info: &'static FieldInfo) -> Result<(), EncodeError> {
        if self.strict
            && info.presence == crate::info::Presence::Required
            && info.window.contains(self.version)
        {
            return Err(self.error(info.name, EncodeErrorKind::Missing));
        }
        Ok(())
    }

    /// Writes a floating field.
    pub(super) fn put_field(
        &mut self,
        info: &'static FieldInfo,
        data: Data<'_>,
    ) -> Result<(), EncodeError> {
        let (length, terminated) = self.data_length(info, data)?;
        if self.strict {
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
        let max = self.max_length();
        match text {
            Some(_) if length < max => Ok((length + 1, true)),
            Some(text) if length == max && text.last() != Some(&0) && !self.strict => {
                Ok((length, false))
            }
            Some(_) => Err(self.error(
                info.name,
                EncodeErrorKind::LengthTooWide { length: length + 1 },
            )),
            None => Ok((length, false)),
        }
    }

    /// The most data bytes that FieldLength can tell.
    pub(super) fn max_length(&self) -> usize {
        if self.version.has_wide_tags() {
            usize::from(u16::MAX)
        } else {
            usize::from(u8::MAX)
        }
    }

    /// What strict encoding asks of a field.
    pub(super) fn check(&self, info: &'static FieldInfo, length: usize) -> Result<(), EncodeError> {
        if !info.window.contains(self.version) {
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
        tag: u16,
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
                if self.strict && *total > limit.bytes {
                    let (length, max) = (*total, limit.bytes);
                    return Err(self.error(name, EncodeErrorKind::ListsTooLong { length, max }));
                }
            }
        }
        Ok(())
    }

    /// Writes tag and length.
    pub(super) fn tag_and_length(&mut self, tag: u16, length: usize) -> Result<(), EncodeError> {
        let [tag_high, tag_low] = tag.to_be_bytes();
        let too_wide = |kind| EncodeError::new(kind).in_message(self.info.name);
        let length_bits = u16::try_from(length)
            .ok()
            .filter(|_| length <= self.max_length())
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

    /// Refuses a message that a reader would take for another form of itself: `layout_of` finds
    /// the form by the start and the length of the body.
    ///
    /// # Errors
    /// If the body has another form than the one that was written.
    pub fn check_form(
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

    /// An error at a field.
    #[cold]
    pub(super) fn error(&self, field: &'static str, kind: EncodeErrorKind) -> EncodeError {
        EncodeError::new(kind)
            .in_message(self.info.name)
            .in_field(field)
    }
}
