//! The floating part: fields one after the other, each with tag and length.

use alloc::vec::Vec;
use core::marker::PhantomData;

use super::Body;
use super::fields::{FloatingFields, cut_field};
use super::settle::{Unsettled, settle};
use crate::encode::WriteFloating;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::generated::tags::Tag;
use crate::info::{FieldInfo, Form, MemberInfo, MessageInfo, PartsError};
use crate::mode::Mode;
use crate::value::{Bytes, UnknownField};
use crate::version::ProtocolVersion;
use crate::wire::{FieldValue, name_and_value};

/// What a message or record did with a floating field.
///
/// It fits into a register, since it is handed up for every field. What the rare ones need besides
/// (a name, an error) is found or kept elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It took the field.
    Taken,
    /// A record took the field.
    InRecord,
    /// The record that is open keeps the field as one that it does not understand.
    KeptInRecord,
    /// It has this field already.
    Held,
    /// The data do not fit the field.
    TypeMismatch,
    /// It has no field with this tag.
    Foreign,
    /// Strict decoding refuses it; the reader has the error.
    Refused,
}

/// The floating part of a message, or a record.
pub trait FloatingPart<'a>: WriteFloating {
    /// What has to be remembered of its lists while it is read.
    type Progress: Default;

    /// The most bytes that its lists take in memory for each byte of a frame.
    const COST: usize;

    /// Takes a field, or says why not.
    ///
    /// Tag and data travel apart, not as a struct: they stay in registers then.
    fn read(
        &mut self,
        progress: &mut Self::Progress,
        tag: u16,
        data: &'a [u8],
        reader: &mut Reader<'a>,
    ) -> Outcome;

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

/// What is known of the message whose floating fields are read, and why it is refused.
pub struct Reader<'a> {
    /// What is known of the message.
    pub info: &'static MessageInfo,
    /// The version in which it is written.
    pub version: ProtocolVersion,
    /// How strict it is.
    pub mode: Mode,
    /// Where the body ends in the frame.
    end: usize,
    /// How many bytes of the frame follow the field that is being read.
    pub(super) left: usize,
    /// Where the message or record ends that is being ended.
    end_of_part: usize,
    /// Whether a field has been set aside as unknown.
    has_unknown: bool,
    /// Whether the places of unknown fields may differ from those in canonical form.
    pub(super) irregular: bool,
    /// Why the field that is being read is refused.
    pub(super) refusal: Option<DecodeError>,
    frame: PhantomData<&'a [u8]>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(body: Body<'a>) -> Self {
        let end = body.end();
        Self {
            info: body.info,
            version: body.version,
            mode: body.mode,
            end,
            left: body.rest.len(),
            end_of_part: end,
            has_unknown: false,
            irregular: false,
            refusal: None,
            frame: PhantomData,
        }
    }

    /// The bytes of tag and length.
    pub(super) fn header_bytes(&self) -> usize {
        self.version.field_header_bytes()
    }

    /// Where the field that is being read starts in the frame.
    fn start_of_field(&self, data: &[u8]) -> usize {
        self.end - self.left - data.len() - self.header_bytes()
    }

    /// Ends a record: what is missing then is missing where the field that opens the next one
    /// starts.
    pub(super) fn ending_before<T>(&mut self, data: &[u8], close: impl FnOnce(&Self) -> T) -> T {
        self.end_of_part = self.start_of_field(data);
        let closed = close(self);
        self.end_of_part = self.end;
        closed
    }

    /// Takes a field of which there can be one.
    #[inline]
    pub fn single<T: FieldValue<'a>>(
        &mut self,
        slot: &mut Option<T>,
        info: &'static FieldInfo,
        data: &'a [u8],
    ) -> Outcome {
        match T::from_data(data) {
            Some(_) if slot.is_some() => Outcome::Held,
            Some(_) if self.mode.is_strict() && self.refuses(info, data) => Outcome::Refused,
            Some(value) => {
                *slot = Some(value);
                Outcome::Taken
            }
            None => Outcome::TypeMismatch,
        }
    }

    /// Whether strict decoding refuses the data of a field; the error is kept.
    #[cold]
    #[inline(never)]
    pub(super) fn refuses(&mut self, info: &'static FieldInfo, data: &[u8]) -> bool {
        let length = data.len();
        let kind = if !info.versions.contains(self.version) {
            DecodeErrorKind::FieldOutsideVersion
        } else if let Some(max) = info.max(self.version).filter(|max| length > *max) {
            DecodeErrorKind::FieldTooLong { length, max }
        } else if !is_terminated(info.form, data) {
            DecodeErrorKind::NotTerminated
        } else if let Err(error) = check_parts(info, data) {
            DecodeErrorKind::Parts(error)
        } else {
            return false;
        };
        self.refuse(data, info.name, kind);
        true
    }

    /// Refuses, in strict mode, a message without a field that the guide requires.
    ///
    /// # Errors
    /// If the field is absent.
    #[inline]
    pub fn require<T>(
        &self,
        slot: &Option<T>,
        info: &'static FieldInfo,
    ) -> Result<(), DecodeError> {
        if self.mode.is_strict() && slot.is_none() && info.versions.contains(self.version) {
            return Err(self.error_at_end(info.name, DecodeErrorKind::Missing));
        }
        Ok(())
    }

    /// An error at the field that is being read.
    #[cold]
    fn error_at(&self, data: &[u8], kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.start_of_field(data)).in_message(self.info.name)
    }

    /// Keeps the error that strict decoding ends with.
    #[cold]
    pub(super) fn refuse(
        &mut self,
        data: &[u8],
        name: &'static str,
        kind: DecodeErrorKind,
    ) -> Outcome {
        let error = self.error_at(data, kind).in_field(name);
        self.refuse_with(error)
    }

    /// Keeps an error that strict decoding ends with.
    #[cold]
    pub(super) fn refuse_with(&mut self, error: DecodeError) -> Outcome {
        self.refusal = Some(error);
        Outcome::Refused
    }

    /// The error that was kept. (There is one wherever a field is refused.)
    #[cold]
    fn refused(&mut self, data: &[u8]) -> DecodeError {
        let refusal = self.refusal.take();
        refusal.unwrap_or_else(|| self.error_at(data, DecodeErrorKind::FieldOutsideVersion))
    }

    /// An error at the end of the message or record.
    #[cold]
    pub(super) fn error_at_end(&self, name: &'static str, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.end_of_part)
            .in_message(self.info.name)
            .in_field(name)
    }

    /// Sets a field aside that was not taken, after so many known fields.
    ///
    /// # Errors
    /// If strict decoding refuses it.
    #[cold]
    #[inline(never)]
    pub(super) fn set_aside(
        &mut self,
        unknown: &mut Vec<UnknownField<'a>>,
        (tag, data): (u16, &'a [u8]),
        outcome: Outcome,
        after: u32,
    ) -> Result<(), DecodeError> {
        let kind = match outcome {
            Outcome::Refused => return Err(self.refused(data)),
            Outcome::Held => Some(DecodeErrorKind::Repeated),
            Outcome::TypeMismatch => Some(DecodeErrorKind::TypeMismatch { length: data.len() }),
            _ => None,
        };
        if let (true, Some(kind)) = (self.mode.is_strict(), kind) {
            let name = self.info.name_of_tag(Tag(tag));
            return Err(self.error_at(data, kind).in_field(name));
        }
        self.has_unknown = true;
        self.irregular |= outcome == Outcome::Held;
        unknown.push(UnknownField {
            tag: Tag(tag),
            data: Bytes::borrowed(data),
            after,
        });
        Ok(())
    }

    /// Checks what depends on the whole message, and moves its unknown fields to their canonical places.
    ///
    /// # Errors
    /// If strict decoding rejects the message.
    // Not inlined in debug builds, so that they compile it once, not once for each message. Optimised builds inline it
    // and then know `info`.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn finish(
        &mut self,
        floating: Body<'a>,
        part: &mut dyn Unsettled<'a>,
    ) -> Result<(), DecodeError> {
        if self.mode.is_strict() {
            self.check_combined_limits(floating)?;
        }
        if self.has_unknown && self.irregular {
            settle(part, self.info, self.version);
        }
        Ok(())
    }

    /// What strict decoding asks of several lists together.
    #[cold]
    fn check_combined_limits(&mut self, floating: Body<'a>) -> Result<(), DecodeError> {
        for limit in self.info.combined_limits {
            let mut total = 0;
            let mut fields = FloatingFields::new(floating.rest, floating.version);
            // That they are whole is known by now.
            while let Ok(Some((tag, data))) = fields.next() {
                let counts = limit.lists.iter().any(|list| {
                    matches!(
                        self.info.members.get(*list),
                        Some(MemberInfo::List(list)) if list.name_of_element_tag(Tag(tag)).is_some()
                    )
                });
                if counts {
                    total += data.len();
                    if total > limit.bytes {
                        let max = limit.bytes;
                        self.left = fields.left();
                        return Err(self.error_at(data, DecodeErrorKind::ListsTooLong { max }));
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
    let mut fields = FloatingFields::new(body.rest, body.version);
    let (mut known_fields, mut has_records) = (0, false);
    loop {
        let (tag, data) = match fields.next() {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(cut) => {
                let (info, version) = (Some(reader.info), reader.version);
                return Err(cut_field(info, version, reader.end, cut, fields.left()));
            }
        };
        reader.left = fields.left();
        match part.read(&mut progress, tag, data, &mut reader) {
            Outcome::Taken => known_fields += 1,
            Outcome::InRecord => {
                known_fields += 1;
                has_records = true;
            }
            Outcome::KeptInRecord => {}
            other => {
                // In canonical form it stands before the records, after fewer fields.
                reader.irregular |= has_records;
                reader.set_aside(part.unknown_mut(), (tag, data), other, known_fields)?;
            }
        }
    }
    part.close(&progress, &reader)?;
    reader.finish(body, part)
}
