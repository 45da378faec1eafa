//! The floating part: fields one after the other, each with tag and length.

use alloc::vec::Vec;

use super::Body;
use super::settle::settle;
use crate::encode::WriteFloating;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::info::{FieldInfo, Form, MemberInfo, MessageInfo, PartsError};
use crate::value::{Bytes, UnknownField};
use crate::version::ProtocolVersion;
use crate::wire::{FieldValue, name_and_value};

/// A floating field as it stands on the wire.
#[derive(Debug, Clone, Copy)]
pub struct RawField<'a> {
    /// Its tag.
    pub tag: u16,
    /// Its data.
    pub data: &'a [u8],
    /// Where it starts in the frame.
    pub offset: usize,
}

impl<'a> RawField<'a> {
    /// The field as one that was not understood.
    pub(super) fn set_aside(self, after: u32) -> UnknownField<'a> {
        UnknownField {
            tag: self.tag,
            data: Bytes::borrowed(self.data),
            after,
        }
    }

    /// An error at this field.
    #[cold]
    pub(super) fn error(self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.offset)
    }
}

/// What a message or record did with a floating field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It took the field.
    Taken,
    /// The record that is open took the field, or keeps it as one that it does not understand.
    InRecord,
    /// It has the field of this name already.
    Held(&'static str),
    /// The data do not fit the field of this name.
    Misfit(&'static str),
    /// It has no field with this tag.
    Foreign,
}

/// The floating part of a message, or a record.
pub trait FloatingPart<'a>: WriteFloating {
    /// What has to be remembered of its lists while it is read.
    type Progress: Default;

    /// The most bytes that its lists take in memory for each byte of a frame.
    const COST: usize;

    /// Takes a field, or says why not.
    ///
    /// # Errors
    /// If strict decoding refuses it.
    fn read(
        &mut self,
        progress: &mut Self::Progress,
        field: RawField<'a>,
        reader: &mut Reader<'a>,
    ) -> Result<Outcome, DecodeError>;

    /// Ends reading: every count against its list, every required field.
    ///
    /// # Errors
    /// If strict decoding refuses what has been read.
    fn close(&mut self, progress: &Self::Progress, reader: &Reader<'a>) -> Result<(), DecodeError>;

    /// The fields that were not understood.
    fn unknown_mut(&mut self) -> &mut Vec<UnknownField<'a>>;

    /// Calls something for each of its records.
    fn for_each_record(&mut self, _visit: &mut dyn FnMut(&mut Vec<UnknownField<'a>>)) {}
}

/// Reads floating fields one after the other.
pub struct Reader<'a> {
    /// What is known of the message.
    pub info: &'static MessageInfo,
    /// The version in which it is written.
    pub version: ProtocolVersion,
    /// Whether what the guide forbids is refused.
    pub strict: bool,
    rest: &'a [u8],
    offset: usize,
    /// How many known fields have been read.
    pub(super) known: u32,
    /// Whether a field has been set aside as unknown.
    pub(super) has_unknown: bool,
    /// Whether the places of unknown fields may differ from those in canonical form.
    pub(super) irregular: bool,
    /// Whether a record has been opened.
    pub(super) has_records: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(body: Body<'a>) -> Self {
        Self {
            info: body.info,
            version: body.version,
            strict: body.strict,
            rest: body.rest,
            offset: body.offset,
            known: 0,
            has_unknown: false,
            irregular: false,
            has_records: false,
        }
    }

    /// The bytes that are left after the field that is being read.
    pub(super) fn bytes_left(&self) -> usize {
        self.rest.len()
    }

    /// The bytes of tag and length.
    pub(super) fn header_bytes(&self) -> usize {
        if self.version.has_wide_tags() { 4 } else { 2 }
    }

    /// Ends a record: what is missing then is missing where the field that opens the next one
    /// starts.
    pub(super) fn ending_before<T>(
        &mut self,
        field: RawField<'a>,
        close: impl FnOnce(&Self) -> T,
    ) -> T {
        let end = core::mem::replace(&mut self.offset, field.offset);
        let closed = close(self);
        self.offset = end;
        closed
    }

    /// The next field; `None` at the end.
    #[inline]
    fn next(&mut self) -> Result<Option<RawField<'a>>, DecodeError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (tag, length, rest) = if self.version.has_wide_tags() {
            match *self.rest {
                [t1, t0, l1, l0, ref rest @ ..] => (
                    u16::from_be_bytes([t1, t0]),
                    usize::from(u16::from_be_bytes([l1, l0])),
                    rest,
                ),
                _ => return Err(self.header_cut()),
            }
        } else {
            match *self.rest {
                [tag, length, ref rest @ ..] => (u16::from(tag), usize::from(length), rest),
                _ => return Err(self.header_cut()),
            }
        };
        let Some((data, rest)) = rest.split_at_checked(length) else {
            return Err(self.field_cut(tag, length, rest.len()));
        };
        let offset = self.offset;
        self.offset += self.rest.len() - rest.len();
        self.rest = rest;
        Ok(Some(RawField { tag, data, offset }))
    }

    #[cold]
    fn header_cut(&self) -> DecodeError {
        let have = self.rest.len();
        DecodeError::new(DecodeErrorKind::FieldHeaderCut { have }, self.offset)
            .in_message(self.info.name)
    }

    #[cold]
    fn field_cut(&self, tag: u16, told: usize, have: usize) -> DecodeError {
        let error = DecodeError::new(DecodeErrorKind::FieldCut { told, have }, self.offset)
            .in_message(self.info.name);
        let mut members = self.info.members.iter();
        error.in_field(members.find_map(|member| member.name_of_tag(tag)))
    }

    /// Takes a field of which there can be one.
    ///
    /// # Errors
    /// If strict decoding refuses it.
    #[inline]
    pub fn single<T: FieldValue<'a>>(
        &self,
        slot: &mut Option<T>,
        info: &'static FieldInfo,
        field: RawField<'a>,
    ) -> Result<Outcome, DecodeError> {
        match T::from_data(field.data) {
            Some(_) if slot.is_some() => Ok(Outcome::Held(info.name)),
            Some(value) => {
                if self.strict {
                    self.check(info, field)?;
                }
                *slot = Some(value);
                Ok(Outcome::Taken)
            }
            None => Ok(Outcome::Misfit(info.name)),
        }
    }

    /// What strict decoding asks of the data of a field.
    #[cold]
    pub(super) fn check(
        &self,
        info: &'static FieldInfo,
        field: RawField<'a>,
    ) -> Result<(), DecodeError> {
        let length = field.data.len();
        let kind = if !info.window.contains(self.version) {
            DecodeErrorKind::FieldOutsideVersion
        } else if let Some(max) = info.max(self.version).filter(|max| length > *max) {
            DecodeErrorKind::FieldTooLong { length, max }
        } else if !is_terminated(info.form, field.data) {
            DecodeErrorKind::NotTerminated
        } else if let Err(error) = check_parts(info, field.data) {
            DecodeErrorKind::Parts(error)
        } else {
            return Ok(());
        };
        Err(self.error(field, info.name, kind))
    }

    /// Refuses, in strict mode, a message without a field that the guide requires.
    ///
    /// # Errors
    /// If the field is absent.
    pub fn require<T>(
        &self,
        slot: &Option<T>,
        info: &'static FieldInfo,
    ) -> Result<(), DecodeError> {
        if self.strict && slot.is_none() && info.window.contains(self.version) {
            return Err(DecodeError::new(DecodeErrorKind::Missing, self.offset)
                .in_message(self.info.name)
                .in_field(info.name));
        }
        Ok(())
    }

    /// An error at a field of the message.
    #[cold]
    pub(super) fn error(
        &self,
        field: RawField<'a>,
        name: &'static str,
        kind: DecodeErrorKind,
    ) -> DecodeError {
        field.error(kind).in_message(self.info.name).in_field(name)
    }

    /// An error at the end of the message or record.
    #[cold]
    pub(super) fn error_at_end(&self, name: &'static str, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.offset)
            .in_message(self.info.name)
            .in_field(name)
    }

    /// Refuses, in strict mode, a field that cannot be taken.
    pub(super) fn refuse(&self, field: RawField<'a>, outcome: Outcome) -> Result<(), DecodeError> {
        if !self.strict {
            return Ok(());
        }
        let length = field.data.len();
        match outcome {
            Outcome::Held(name) => Err(self.error(field, name, DecodeErrorKind::Repeated)),
            Outcome::Misfit(name) => {
                Err(self.error(field, name, DecodeErrorKind::Misfit { length }))
            }
            Outcome::Taken | Outcome::InRecord | Outcome::Foreign => Ok(()),
        }
    }

    /// What strict decoding asks of several lists together.
    #[cold]
    fn check_combined_limits(&self, floating: Body<'a>) -> Result<(), DecodeError> {
        for limit in self.info.combined_limits {
            let mut total = 0;
            let mut fields = Self::new(floating);
            while let Some(field) = fields.next()? {
                let counts = limit.lists.iter().any(|list| {
                    matches!(
                        self.info.members.get(*list),
                        Some(MemberInfo::List(list)) if list.name_of_element_tag(field.tag).is_some()
                    )
                });
                if counts {
                    total += field.data.len();
                    if total > limit.bytes {
                        let max = limit.bytes;
                        return Err(field
                            .error(DecodeErrorKind::ListsTooLong { max })
                            .in_message(self.info.name));
                    }
                }
            }
        }
        Ok(())
    }
}

/// What strict decoding asks of the name and the value of a named variable.
fn check_parts(info: &FieldInfo, data: &[u8]) -> Result<(), PartsError> {
    let data = match info.form {
        Form::NamedArray => data.get(1..).unwrap_or_default(),
        _ => data,
    };
    match (info.parts, name_and_value(data)) {
        (Some(parts), Some((name, value))) => parts.check(name, value),
        _ => Ok(()),
    }
}

/// Whether data end as their form asks.
fn is_terminated(form: Form, data: &[u8]) -> bool {
    let ends = data.last() == Some(&0);
    match form {
        Form::Text => ends,
        Form::NamedVariable => ends && has_two_nuls(data),
        Form::NamedArray => ends && has_two_nuls(data.get(1..).unwrap_or_default()),
        Form::Bytes | Form::Sized(_) => true,
    }
}

/// Whether one NUL can end a name, and another one a value.
fn has_two_nuls(data: &[u8]) -> bool {
    data.iter().filter(|byte| **byte == 0).count() >= 2
}

/// Reads the floating part of a message into it.
///
/// # Errors
/// If a field is cut, or strict decoding refuses something.
#[inline]
pub fn read_floating<'a, P: FloatingPart<'a>>(
    body: Body<'a>,
    part: &mut P,
    mut progress: P::Progress,
) -> Result<(), DecodeError> {
    let mut reader = Reader::new(body);
    while let Some(field) = reader.next()? {
        match part.read(&mut progress, field, &mut reader)? {
            Outcome::Taken => {
                reader.known += 1;
                reader.irregular |= reader.has_records;
            }
            Outcome::InRecord => {}
            other => {
                reader.refuse(field, other)?;
                reader.has_unknown = true;
                reader.irregular |= reader.has_records || matches!(other, Outcome::Held(_));
                part.unknown_mut().push(field.set_aside(reader.known));
            }
        }
    }
    part.close(&progress, &reader)?;
    if reader.strict {
        reader.check_combined_limits(body)?;
    }
    if reader.has_unknown && reader.irregular {
        settle(part, reader.info, reader.version);
    }
    Ok(())
}
