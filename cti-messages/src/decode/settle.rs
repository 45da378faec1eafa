//! Unknown fields of a message whose fields did not come in canonical form.

use alloc::vec::Vec;

use super::FloatingPart;
use crate::encode::{Trace, Traced, trace};
use crate::generated::tags::Tag;
use crate::info::{MessageInfo, TagRole};
use crate::value::UnknownField;
use crate::version::ProtocolVersion;

/// Moves unknown fields to where they will stand once the message is encoded.
///
/// Their places count the known fields before them. Three things make that number differ from
/// the one in canonical form: a field that repeats a known one has to stay behind it, wherever
/// the known one will be written; arrays become more or fewer fields (E12); and what belongs to
/// the message has to stand before its records. The canonical form is found by encoding without
/// writing; that costs time and an allocation, in this rare case only.
///
/// One function for all messages: of each, only what [`Unsettled`] needs is compiled.
#[cold]
pub(super) fn settle<'a>(
    part: &mut dyn Unsettled<'a>,
    info: &'static MessageInfo,
    version: ProtocolVersion,
) {
    let mut unknown = Unknown::default();
    unknown.swap(part.unknown_mut());
    part.for_each_record(&mut unknown.taking());

    // What was read is only refused where the wire cannot carry it in canonical form (a count
    // above what its width can tell). It cannot be written then, so no place would be right.
    let canonical: Trace = trace(part, info, version).unwrap_or_default();

    unknown.settle(&canonical, info);
    unknown.swap(part.unknown_mut());
    part.for_each_record(&mut unknown.giving_back());
}

/// A message whose unknown fields have to be moved: any floating part, as a trait object.
pub(super) trait Unsettled<'a>: Traced {
    /// The unknown fields of the message.
    fn unknown_mut(&mut self) -> &mut Vec<UnknownField<'a>>;

    /// Calls something with the unknown fields of each record.
    fn for_each_record(&mut self, visit: &mut dyn FnMut(&mut Vec<UnknownField<'a>>));
}

impl<'a, P: FloatingPart<'a>> Unsettled<'a> for P {
    fn unknown_mut(&mut self) -> &mut Vec<UnknownField<'a>> {
        FloatingPart::unknown_mut(self)
    }

    fn for_each_record(&mut self, visit: &mut dyn FnMut(&mut Vec<UnknownField<'a>>)) {
        FloatingPart::for_each_record(self, visit);
    }
}

/// The unknown fields of a message, taken out of it.
#[derive(Default)]
struct Unknown<'a> {
    of_message: Vec<UnknownField<'a>>,
    of_records: Vec<Vec<UnknownField<'a>>>,
}

impl<'a> Unknown<'a> {
    /// Takes the fields of the message out of it, or gives them back.
    fn swap(&mut self, of_message: &mut Vec<UnknownField<'a>>) {
        core::mem::swap(&mut self.of_message, of_message);
    }

    /// What takes the fields out of each record.
    fn taking(&mut self) -> impl FnMut(&mut Vec<UnknownField<'a>>) {
        |unknown| self.of_records.push(core::mem::take(unknown))
    }

    /// What gives the fields back to each record.
    fn giving_back(self) -> impl FnMut(&mut Vec<UnknownField<'a>>) {
        let mut of_records = self.of_records.into_iter();
        move |unknown| {
            if let Some(fields) = of_records.next() {
                *unknown = fields;
            }
        }
    }

    /// Moves the fields to their places in canonical form.
    fn settle(&mut self, canonical: &Trace, info: &'static MessageInfo) {
        for (tag, place) in &canonical.singles {
            for field in &mut self.of_message {
                if field.tag == *tag && fits_single(info, *tag, &field.data) {
                    field.after = field.after.max(place + 1);
                }
            }
        }
        let mut least = 0;
        let most = canonical.first_record.unwrap_or(canonical.known);
        for field in &mut self.of_message {
            least = field.after.clamp(least, most.max(least));
            field.after = least;
        }
        let records = self.of_records.iter_mut().zip(&canonical.known_of_records);
        for (fields, most) in records {
            for field in fields {
                field.after = field.after.min(*most);
            }
        }
    }
}

/// Whether a field with this tag and these data repeats a field of which there can be one.
fn fits_single(info: &'static MessageInfo, tag: Tag, data: &[u8]) -> bool {
    info.members
        .iter()
        .any(|member| matches!(member.role_of(tag, data), TagRole::Field | TagRole::Count))
}
