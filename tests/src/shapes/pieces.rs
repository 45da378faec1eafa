//! The floating fields that a decoder tells apart.

use cti_messages::info::{
    ElementInfo, FieldInfo, Form, ListInfo, ListStyle, MemberInfo, MessageInfo,
};
use cti_messages::{ProtocolVersion, Tag};

use crate::frames::Field;

/// What the longest array of a shape takes: as much as one byte of length can tell, and a multiple
/// of every element size.
const ARRAY_BYTES: usize = 252;

/// The cheapest field of each kind that a decoder of a message tells apart: each field, count and
/// member of an entry with the least data that fit, and with the least that do not; arrays without
/// and with many values; counts that tell nothing, and all they can; a tag that nobody knows. What
/// has a tag that the version cannot carry is left out.
#[must_use]
pub fn pieces(info: &MessageInfo, version: ProtocolVersion) -> Vec<Field> {
    let mut pieces = Vec::new();
    of_members(info.members, &mut pieces);
    let known: Vec<u16> = pieces.iter().map(|piece: &Field| piece.tag).collect();
    let unknown = (1..=u16::from(u8::MAX))
        .rev()
        .find(|tag| !known.contains(tag));
    for data in [vec![], vec![0]] {
        let tag = unknown.unwrap_or(u16::MAX);
        pieces.push(Field { tag, data });
    }
    let is_carried = |piece: &Field| version.has_wide_tags() || piece.tag <= u16::from(u8::MAX);
    let mut told_apart: Vec<Field> = Vec::new();
    for piece in pieces.into_iter().filter(is_carried) {
        if !told_apart.contains(&piece) {
            told_apart.push(piece);
        }
    }
    told_apart
}

fn of_members(members: &[MemberInfo], pieces: &mut Vec<Field>) {
    for member in members {
        match member {
            MemberInfo::Fixed(_) => {}
            MemberInfo::Field(field) => of_field(field, None, pieces),
            MemberInfo::List(list) => of_list(list, pieces),
            other => unreachable!("not known to the tests: {other:?}"),
        }
    }
}

fn of_list(list: &ListInfo, pieces: &mut Vec<Field>) {
    if let Some(Tag(tag)) = list.count.tag {
        let width = usize::from(list.count.width);
        for data in [vec![0; width], vec![0xFF; width], vec![]] {
            pieces.push(Field { tag, data });
        }
    }
    match &list.element {
        ElementInfo::Value(field) => of_field(field, Some(list.style), pieces),
        ElementInfo::Entry(entry) => {
            for member in entry.members {
                match member {
                    MemberInfo::Fixed(_) => {}
                    MemberInfo::Field(field) => of_field(field, Some(list.style), pieces),
                    MemberInfo::List(list) => of_list(list, pieces),
                    other => unreachable!("not known to the tests: {other:?}"),
                }
            }
        }
        other => unreachable!("not known to the tests: {other:?}"),
    }
}

fn of_field(field: &FieldInfo, style: Option<ListStyle>, pieces: &mut Vec<Field>) {
    let tag = field.tag.0;
    let mut push = |data| pieces.push(Field { tag, data });
    let (least, misfit) = match field.form {
        Form::Sized(size) => (size, Some(size.saturating_sub(1))),
        Form::Text | Form::Bytes => (0, None),
        Form::NamedVariable => (1, Some(0)),
        Form::NamedArray => (2, Some(0)),
        other => unreachable!("not known to the tests: {other:?}"),
    };
    push(vec![0; least]);
    if let Some(misfit) = misfit {
        // The cheapest misfit of an integer is no data at all; as an array, these fit.
        push(vec![]);
        push(vec![0; misfit]);
    }
    if matches!(style, Some(ListStyle::Array | ListStyle::Columns)) {
        push(vec![0; ARRAY_BYTES]);
    }
}
