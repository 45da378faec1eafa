//! Unknown fields of a message whose fields did not come in canonical form.

use alloc::vec::Vec;

use super::FloatingPart;
use crate::encode::{Trace, trace};
use crate::info::{MessageInfo, Takes};
use crate::version::ProtocolVersion;

/// Moves unknown fields to where they will stand once the message is encoded.
///
/// Their places count the known fields before them. Three things make that number differ from
/// the one in canonical form: a field that repeats a known one has to stay behind it, wherever
/// the known one will be written; arrays become more or fewer fields (E12); and what belongs to
/// the message has to stand before its records. The canonical form is found by encoding without
/// writing; that costs time and an allocation, in this rare case only.
#[cold]
pub(super) fn settle<'a, P: FloatingPart<'a>>(
    part: &mut P,
    info: &'static MessageInfo,
    version: ProtocolVersion,
) {
    let mut unknown = core::mem::take(part.unknown_mut());
    let mut unknown_of_records = Vec::new();
    part.for_each_record(&mut |unknown| unknown_of_records.push(core::mem::take(unknown)));

    // What was read is only refused where the wire cannot carry it in canonical form (a count
    // above what its width can tell). It cannot be written then, so no place would be right.
    let canonical: Trace = trace(part, info, version).unwrap_or_default();

    for (tag, place) in &canonical.singles {
        for field in &mut unknown {
            if field.tag == *tag && fits_single(info, *tag, &field.data) {
                field.after = field.after.max(place + 1);
            }
        }
    }
    let mut least = 0;
    let most = canonical.first_record.unwrap_or(canonical.known);
    for field in &mut unknown {
        least = field.after.clamp(least, most.max(least));
        field.after = least;
    }
    *part.unknown_mut() = unknown;

    let mut records = unknown_of_records
        .into_iter()
        .zip(canonical.known_of_records);
    part.for_each_record(&mut |unknown| {
        if let Some((mut fields, most)) = records.next() {
            for field in &mut fields {
                field.after = field.after.min(most);
            }
            *unknown = fields;
        }
    });
}

/// Whether a field with this tag and these data repeats a field of which there can be one.
fn fits_single(info: &'static MessageInfo, tag: u16, data: &[u8]) -> bool {
    info.members
        .iter()
        .any(|member| matches!(member.takes(tag, data), Takes::Field | Takes::Count))
}
