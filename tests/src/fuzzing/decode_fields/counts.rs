//! Counts that are near the truth.

use cti_messages::info::{ElementInfo, Form, ListInfo, ListStyle, MemberInfo, MessageInfo};
use cti_messages::{ProtocolVersion, Tag};

use crate::frames::{Field, Pieces};

/// Sets the counts of all lists to what their entries seem to be, or, as `truth` chooses, near it.
///
/// What entries are is estimated from the most frequent of their tags: that is true for frames
/// that a peer would send, and a count that is a little wrong is worth as much.
pub(super) fn set_counts(
    pieces: &mut Pieces,
    info: &MessageInfo,
    version: ProtocolVersion,
    truth: u8,
) {
    if truth >= 0xF0 {
        // The counts that were chosen as data stay.
        return;
    }
    let lie = match truth & 0x0F {
        0xD => |count: u32| count.wrapping_add(1),
        0xE => |count: u32| count.wrapping_sub(1),
        0xF => |_: u32| u32::MAX,
        _ => |count: u32| count,
    };
    each_list(info.members, &mut |list| match list.count.tag {
        None => {
            let count = lie(entries(&pieces.fields, list, version));
            let mut start = 0;
            for place in info
                .fixed
                .iter()
                .filter(|place| place.versions.contains(version))
            {
                if place.name == list.count.name
                    && let Some(bytes) = pieces.fixed.get_mut(start..start + place.size)
                {
                    write(bytes, count);
                }
                start += place.size;
            }
        }
        Some(tag) => {
            let places: Vec<usize> = (0..pieces.fields.len())
                .filter(|at| pieces.fields[*at].tag == tag.0)
                .collect();
            for (number, at) in places.iter().enumerate() {
                // A list in a record ends before the same list of the next record.
                let end = places
                    .get(number + 1)
                    .copied()
                    .unwrap_or(pieces.fields.len());
                let count = lie(entries(&pieces.fields[*at..end], list, version));
                write(&mut pieces.fields[*at].data, count);
            }
        }
    });
}

/// Calls for all lists at any depth.
fn each_list(members: &'static [MemberInfo], call: &mut impl FnMut(&'static ListInfo)) {
    for member in members {
        if let MemberInfo::List(list) = member {
            call(list);
            each_list(list.element_members(), call);
        }
    }
}

/// How many entries of a list some fields seem to hold.
fn entries(fields: &[Field], list: &ListInfo, version: ProtocolVersion) -> u32 {
    let is_array = matches!(list.style, ListStyle::Array | ListStyle::Columns);
    let values = |tag: Tag, form: Form| -> usize {
        let data = fields.iter().filter(|field| field.tag == tag.0);
        match form {
            Form::Sized(size) if is_array && version.has_wide_tags() => {
                data.map(|field| field.data.len() / size.max(1)).sum()
            }
            _ => data.count(),
        }
    };
    let most = match &list.element {
        ElementInfo::Value(field) => values(field.tag, field.form),
        ElementInfo::Entry(entry) => entry
            .members
            .iter()
            .map(|member| match member {
                MemberInfo::Field(field) => values(field.tag, field.form),
                MemberInfo::Fixed(_) | MemberInfo::List(_) => 0,
                other => unreachable!("not known to the tests: {other:?}"),
            })
            .max()
            .unwrap_or_default(),
        other => unreachable!("not known to the tests: {other:?}"),
    };
    u32::try_from(most).unwrap_or(u32::MAX)
}

/// Writes the low bytes of a number.
fn write(place: &mut [u8], number: u32) {
    for (byte, low) in place.iter_mut().rev().zip(number.to_le_bytes()) {
        *byte = low;
    }
}
