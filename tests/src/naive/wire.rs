//! The floating part as it stands on the wire.

use cti_spec::model::{Element, Floating};

use super::header::HEADER;
use super::{Fault, Kind, Reading};

/// A floating field on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field<'f> {
    pub(super) tag: u16,
    pub(super) data: &'f [u8],
    /// Where it starts in the frame.
    pub(super) offset: usize,
}

/// A floating part.
pub(super) struct Wire<'f> {
    /// Its fields, up to one that is cut.
    pub(super) fields: Vec<Field<'f>>,
    /// The fault of the one that is cut.
    pub(super) cut: Option<Fault>,
    /// Where it ends in the frame.
    pub(super) end: usize,
}

/// A big-endian number.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Takes the floating part apart, which starts at a byte of the body.
pub(super) fn take_apart<'f>(reading: &Reading<'_>, start: usize, body: &'f [u8]) -> Wire<'f> {
    let width = if reading.is_narrow() { 1 } else { 2 };
    let mut fields = Vec::new();
    let mut cut = None;
    let mut at = start;
    while at < body.len() {
        let offset = HEADER + at;
        let rest = &body[at..];
        if rest.len() < 2 * width {
            let actual = rest.len();
            cut = Some(reading.fault(Kind::TruncatedFieldHeader { actual }, None, offset));
            break;
        }
        let tag = u16::try_from(number(&rest[..width])).unwrap_or(u16::MAX);
        let declared = number(&rest[width..2 * width]) as usize;
        let rest = &rest[2 * width..];
        if rest.len() < declared {
            let actual = rest.len();
            let items = reading.message.parts().map(|parts| &parts.floating[..]);
            let name = name_of(reading, items.unwrap_or_default(), tag);
            cut = Some(reading.fault(Kind::TruncatedField { declared, actual }, name, offset));
            break;
        }
        let data = &rest[..declared];
        fields.push(Field { tag, data, offset });
        at += 2 * width + declared;
    }
    Wire {
        fields,
        cut,
        end: HEADER + body.len(),
    }
}

/// The name of the field, count or member of an entry with a tag.
fn name_of<'p>(reading: &Reading<'p>, items: &'p [Floating], tag: u16) -> Option<&'p str> {
    let protocol = reading.protocol;
    items.iter().find_map(|item| match item {
        Floating::Field(field) => {
            (protocol[field.tag].number == tag).then_some(&field.name.guide[..])
        }
        Floating::Count(count) => {
            (protocol[count.tag].number == tag).then_some(&count.name.guide[..])
        }
        Floating::List(list) => match &list.element {
            Element::Member(field) => {
                (protocol[field.tag].number == tag).then_some(&field.name.guide[..])
            }
            Element::Entry(entry) => name_of(reading, &protocol[*entry].members, tag),
        },
    })
}
