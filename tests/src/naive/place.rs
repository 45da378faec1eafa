//! Where each floating field belongs.

use cti_spec::Protocol;
use cti_spec::model::{Element, Floating, FloatingCount, FloatingField, List, ListStyle, WireForm};

use super::wire::Field;

/// A floating field, and where it belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'p, 'f> {
    pub(super) field: Field<'f>,
    /// The number of the record that it belongs to; `None` for the message itself.
    pub(super) record: Option<usize>,
    /// What it is there.
    pub(super) role: Option<Role<'p>>,
    /// Whether it is taken as that.
    pub(super) standing: Standing,
}

/// What a floating field is in a message or record.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role<'p> {
    /// A field of which there can be one.
    Single(&'p FloatingField),
    /// The count of a list.
    Count(&'p FloatingCount),
    /// A member of the entries of a list, with its place in the entry.
    Member(&'p List, usize, &'p FloatingField),
}

/// Whether a field is taken as what its tag says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is.
    Known,
    /// No, its tag says nothing.
    Foreign,
    /// No, its data do not fit the type.
    TypeMismatch,
    /// No, there is one already.
    Repeated,
}

impl<'p> Role<'p> {
    /// The name of the field.
    pub(super) fn name(self) -> &'p str {
        match self {
            Self::Single(field) | Self::Member(_, _, field) => &field.name.guide,
            Self::Count(count) => &count.name.guide,
        }
    }

    /// Whether there can be one in a message or record.
    pub(super) fn is_single(self) -> bool {
        matches!(self, Self::Single(_) | Self::Count(_))
    }

    /// Whether data fit its type: arrays may hold any number of values.
    fn fits(self, data: &[u8]) -> bool {
        let (form, is_array) = match self {
            Self::Single(field) => (field.ty.form, false),
            Self::Count(count) => (count.ty.form, false),
            Self::Member(list, _, field) => {
                let is_array = matches!(list.style, ListStyle::Array | ListStyle::Columns);
                (field.ty.form, is_array)
            }
        };
        match form {
            WireForm::Text | WireForm::Bytes => true,
            WireForm::NamedVariable => data.contains(&0),
            WireForm::NamedArray => data.len() > 1 && data[1..].contains(&0),
            sized => {
                let size = sized.size().unwrap_or(1) as usize;
                data.len() == size || (is_array && data.len().is_multiple_of(size))
            }
        }
    }
}

/// Says of each field where it belongs.
///
/// - What has a tag of the message itself belongs to the message.
/// - What has a tag of its records belongs to the record that is open. If that holds the tag
///   already, as a field or count, it opens the next one.
/// - What has no tag of either belongs to the record that is open, else to the message.
/// - What does not fit opens no record.
pub(super) fn place<'p, 'f>(
    protocol: &'p Protocol,
    items: &'p [Floating],
    fields: &[Field<'f>],
) -> Vec<Placed<'p, 'f>> {
    let records = items.iter().find_map(|item| match item {
        Floating::List(list) if list.style == ListStyle::Records => entry_members(protocol, list),
        _ => None,
    });
    let mut placed: Vec<Placed<'p, 'f>> = Vec::new();
    for field in fields {
        let is_held = |record| {
            placed.iter().any(|other: &Placed<'_, '_>| {
                other.record == record
                    && other.field.tag == field.tag
                    && other.standing == Standing::Known
            })
        };
        let open = placed.iter().filter_map(|other| other.record).max();
        let own = role(protocol, items, field.tag);
        let in_record = records.and_then(|members| role(protocol, members, field.tag));
        let (record, role, standing) = match (own, in_record) {
            (Some(role), _) => {
                let standing = match role.fits(field.data) {
                    false => Standing::TypeMismatch,
                    true if role.is_single() && is_held(None) => Standing::Repeated,
                    true => Standing::Known,
                };
                (None, Some(role), standing)
            }
            (None, Some(role)) if !role.fits(field.data) => {
                (open, Some(role), Standing::TypeMismatch)
            }
            (None, Some(role)) => {
                let record = match open {
                    None => 0,
                    Some(open) if role.is_single() && is_held(Some(open)) => open + 1,
                    Some(open) => open,
                };
                (Some(record), Some(role), Standing::Known)
            }
            (None, None) => (open, None, Standing::Foreign),
        };
        placed.push(Placed {
            field: *field,
            record,
            role,
            standing,
        });
    }
    placed
}

/// What a tag is among some items; the members of records are not among them.
fn role<'p>(protocol: &'p Protocol, items: &'p [Floating], tag: u16) -> Option<Role<'p>> {
    let is = |field: &FloatingField| protocol[field.tag].number == tag;
    items.iter().find_map(|item| match item {
        Floating::Field(field) => is(field).then_some(Role::Single(field)),
        Floating::Count(count) => (protocol[count.tag].number == tag).then_some(Role::Count(count)),
        Floating::List(list) if list.style == ListStyle::Records => None,
        Floating::List(list) => match &list.element {
            Element::Member(field) => is(field).then_some(Role::Member(list, 0, field)),
            Element::Entry(entry) => {
                let members = protocol[*entry].members.iter().enumerate();
                members
                    .into_iter()
                    .find_map(|(place, member)| match member {
                        Floating::Field(field) if is(field) => {
                            Some(Role::Member(list, place, field))
                        }
                        _ => None,
                    })
            }
        },
    })
}

/// The members of the entries of a list.
pub(super) fn entry_members<'p>(protocol: &'p Protocol, list: &List) -> Option<&'p [Floating]> {
    match list.element {
        Element::Entry(entry) => Some(&protocol[entry].members),
        Element::Member(_) => None,
    }
}
