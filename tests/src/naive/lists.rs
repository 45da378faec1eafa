//! Telling the entries of a list apart.

use cti_spec::Protocol;
use cti_spec::model::{Floating, FloatingField, List, ListStyle};

use super::build::value_of;
use super::place::{Placed, Role, Standing, entry_members};
use super::{Member, Part, Value};

/// The entries of a list (of any style but records) that some fields, all those of one message or
/// record, make up; `None` if not one of them is a member of the list.
pub(super) fn entries(
    protocol: &Protocol,
    list: &List,
    fields: &[&Placed<'_, '_>],
) -> Option<Value> {
    let members: Vec<(usize, &FloatingField, &[u8])> = fields
        .iter()
        .filter(|placed| placed.standing == Standing::Known)
        .filter_map(|placed| match placed.role {
            Some(Role::Member(other, place, field)) if other.name == list.name => {
                Some((place, field, placed.field.data))
            }
            _ => None,
        })
        .collect();
    if members.is_empty() {
        return None;
    }
    Some(match list.style {
        ListStyle::Single => Value::Values(
            members
                .iter()
                .map(|(_, field, data)| value_of(field.ty.form, data))
                .collect(),
        ),
        ListStyle::Array => Value::Values(
            members
                .iter()
                .flat_map(|(_, field, data)| elements(field, data))
                .collect(),
        ),
        ListStyle::Ordered => Value::Entries(in_order(protocol, list, &members)),
        ListStyle::Columns => Value::Entries(in_columns(protocol, list, &members)),
        ListStyle::Records => unreachable!("records have no members of their own"),
    })
}

/// A member whose place is not after that of the last one opens an entry.
fn in_order(
    protocol: &Protocol,
    list: &List,
    members: &[(usize, &FloatingField, &[u8])],
) -> Vec<Part> {
    let mut entries: Vec<Part> = Vec::new();
    let mut last = None;
    for (place, field, data) in members {
        if last.is_none_or(|last| *place <= last) {
            entries.push(without_values(protocol, list));
        }
        last = Some(*place);
        let entry = entries.last_mut().expect("an open entry");
        entry.members[*place].value = Some(value_of(field.ty.form, data));
    }
    entries
}

/// The i-th value of each member belongs to entry i.
fn in_columns(
    protocol: &Protocol,
    list: &List,
    members: &[(usize, &FloatingField, &[u8])],
) -> Vec<Part> {
    let empty = without_values(protocol, list);
    let columns: Vec<Vec<Value>> = (0..empty.members.len())
        .map(|column| {
            members
                .iter()
                .filter(|(place, ..)| *place == column)
                .flat_map(|(_, field, data)| elements(field, data))
                .collect()
        })
        .collect();
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest)
        .map(|number| {
            let mut entry = empty.clone();
            for (member, column) in entry.members.iter_mut().zip(&columns) {
                member.value = column.get(number).cloned();
            }
            entry
        })
        .collect()
}

/// The values in the data of an array.
fn elements(field: &FloatingField, data: &[u8]) -> Vec<Value> {
    let size = field.ty.form.size().expect("an array of a sized type") as usize;
    data.chunks(size)
        .map(|data| value_of(field.ty.form, data))
        .collect()
}

/// An entry without values.
fn without_values(protocol: &Protocol, list: &List) -> Part {
    let members = entry_members(protocol, list).unwrap_or_default();
    Part {
        members: members
            .iter()
            .filter_map(|member| match member {
                Floating::Field(field) => Some(Member {
                    name: field.name.guide.clone(),
                    value: None,
                }),
                Floating::Count(_) | Floating::List(_) => None,
            })
            .collect(),
        unknown: Vec::new(),
    }
}
