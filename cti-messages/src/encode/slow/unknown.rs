//! Writing unknown fields at their places among the known ones.

use super::SlowWriter;
use crate::encode::records::opens;
use crate::encode::{RecordTags, Writer as _};
use crate::error::{EncodeError, EncodeErrorKind};
use crate::fields::Fields;
use crate::generated::tags::Tag;
use crate::info::{ListInfo, ListStyle, MemberInfo, TagRole};
use crate::value::UnknownField;

/// The unknown fields of a message or record, and how far it is written.
#[derive(Clone, Copy, Default)]
pub(super) struct Scope<'s> {
    /// The unknown fields that are still to be written.
    unknown: &'s [UnknownField<'s>],
    /// How many known fields have been written.
    pub(super) known: u32,
    /// Of a record: the record before it.
    before: Option<&'s dyn RecordTags>,
    /// Of a record: whether its first field opened it; true until that field comes, which settles it.
    opens: bool,
}

impl<'s> Scope<'s> {
    /// The scope of a message, or of a record after the one `before`.
    pub(super) fn new(unknown: &'s [UnknownField<'s>], before: Option<&'s dyn RecordTags>) -> Self {
        Self {
            unknown,
            known: 0,
            before,
            opens: true,
        }
    }

    /// The next unknown field, if its place has come.
    fn next_due(&mut self) -> Option<&'s UnknownField<'s>> {
        let (next, rest) = self.unknown.split_first()?;
        if next.after > self.known {
            return None;
        }
        self.unknown = rest;
        Some(next)
    }
}

impl SlowWriter<'_, '_> {
    /// Writes the unknown fields whose place has come.
    ///
    /// Those of the message all stand before its records, so while a record is being written
    /// only its own are due.
    #[inline]
    pub(super) fn flush_unknown(&mut self) -> Result<(), EncodeError> {
        if self.record.is_some() {
            while let Some(field) = self.record.as_mut().and_then(Scope::next_due) {
                self.record_unknown(field)?;
            }
        } else {
            while let Some(field) = self.message.next_due() {
                self.message_unknown(field)?;
            }
        }
        Ok(())
    }

    /// Writes an unknown field of the message.
    #[cold]
    fn message_unknown(&mut self, field: &UnknownField<'_>) -> Result<(), EncodeError> {
        if field.after < self.message.known {
            return Err(self.misplaced(field));
        }
        // Strict decoding refuses what repeats a known field or does not fit it.
        if self.mode.is_strict()
            && self
                .info
                .members
                .iter()
                .any(|member| member.has_tag(field.tag))
        {
            return Err(self.known(field));
        }
        for (index, member) in self.info.members.iter().enumerate() {
            let misread = match member.role_of(field.tag, &field.data) {
                TagRole::None => false,
                // A reader takes the first of them, and sets the others aside.
                TagRole::Field => !self.written.contains(index),
                TagRole::Count => !self.counts_written.contains(index),
                TagRole::Member => true,
            };
            if misread {
                return Err(self.known(field));
            }
        }
        self.put_unknown(field)
    }

    /// Writes an unknown field of the record that is being written.
    #[cold]
    fn record_unknown(&mut self, field: &UnknownField<'_>) -> Result<(), EncodeError> {
        let known = self.record.map_or(0, |record| record.known);
        if field.after == 0 || field.after < known {
            return Err(self.misplaced(field));
        }
        for member in self.info.members {
            let taken = match member {
                MemberInfo::List(list) if list.style == ListStyle::Records => {
                    list.element_members().iter().any(|member| {
                        if self.mode.is_strict() {
                            member.has_tag(field.tag)
                        } else {
                            member.role_of(field.tag, &field.data) != TagRole::None
                        }
                    })
                }
                // What has a tag of the message belongs to the message, whether it fits or not.
                other => other.has_tag(field.tag),
            };
            if taken {
                return Err(self.known(field));
            }
        }
        self.put_unknown(field)
    }

    fn put_unknown(&mut self, field: &UnknownField<'_>) -> Result<(), EncodeError> {
        self.tag_and_length(field.tag, field.data.len())?;
        self.raw(&field.data);
        Ok(())
    }

    /// Refuses a record that would be read as the rest of the one before it, because its first field
    /// does not open it.
    #[inline]
    pub(super) fn check_opening(
        &mut self,
        tag: Tag,
        name: &'static str,
    ) -> Result<(), EncodeError> {
        let record = self.record.as_mut();
        if let Some(record) = record.filter(|record| record.known == 0) {
            record.opens = opens(record.before, tag.0);
            if !record.opens {
                return Err(self.error(name, EncodeErrorKind::AmbiguousEntry));
            }
        }
        Ok(())
    }

    /// Whether lenient encoding may start the record with another field, because the first one
    /// does not open it.
    pub(super) fn record_is_unopened(&self) -> bool {
        !self.mode.is_strict() && self.record.is_some_and(|record| !record.opens)
    }

    /// The first field or count of a record that opens it after another record.
    pub(super) fn opener<T: RecordTags + Fields>(before: &T, record: &T) -> Option<Tag> {
        let tags = |member: &MemberInfo| match member {
            MemberInfo::Fixed(_) => None,
            MemberInfo::Field(field) => Some(field.tag),
            MemberInfo::List(list) => list.count.tag,
        };
        record
            .members()
            .iter()
            .filter_map(tags)
            .find(|tag| record.holds(tag.0) && opens(Some(before), tag.0))
    }

    /// Starts writing records: the unknown fields of the message end here.
    pub(super) fn start_records(&mut self) -> Result<(), EncodeError> {
        self.flush_unknown()?;
        if let Some(trace) = &mut self.trace {
            trace.first_record = Some(self.message.known);
        }
        match self.message.unknown.first() {
            Some(field) => Err(self.misplaced(field)),
            None => Ok(()),
        }
    }

    /// Ends the record that is being written.
    pub(super) fn finish_record(&mut self, info: &'static ListInfo) -> Result<(), EncodeError> {
        self.flush_unknown()?;
        let Some(record) = self.record.take() else {
            return Ok(());
        };
        if let Some(trace) = &mut self.trace {
            trace.known_of_records.push(record.known);
        }
        if record.known == 0 {
            return Err(self.error(info.name, EncodeErrorKind::EmptyEntry));
        }
        match record.unknown.first() {
            Some(field) => Err(self.misplaced(field)),
            None => Ok(()),
        }
    }

    /// Ends the floating part of the message.
    pub(super) fn finish_message(&mut self) -> Result<(), EncodeError> {
        self.flush_unknown()?;
        if let Some(trace) = &mut self.trace {
            trace.known = self.message.known;
        }
        match self.message.unknown.first() {
            Some(field) => Err(self.misplaced(field)),
            None => Ok(()),
        }
    }

    #[cold]
    fn misplaced(&self, field: &UnknownField<'_>) -> EncodeError {
        let tag = field.tag;
        EncodeError::new(EncodeErrorKind::UnknownFieldMisplaced { tag }).in_message(self.info.name)
    }

    #[cold]
    fn known(&self, field: &UnknownField<'_>) -> EncodeError {
        let tag = field.tag;
        EncodeError::new(EncodeErrorKind::UnknownFieldKnown { tag }).in_message(self.info.name)
    }
}
