//! Values, made of the fields that belong to a message or record.

use cti_spec::model::{Floating, List, ListStyle, Parts, WireForm};

use super::fixed::Fixed;
use super::place::{Placed, Role, Standing, entry_members};
use super::wire::number;
use super::{Member, Part, Reading, Unknown, Value, lists};

/// The members of a message, first those of the fixed part.
pub(super) fn message(
    reading: &Reading<'_>,
    parts: &Parts,
    fixed: &Fixed,
    placed: &[Placed<'_, '_>],
) -> Part {
    let mut part = part(reading, &parts.floating, None, placed);
    for item in &parts.floating {
        let Floating::List(list) = item else { continue };
        let name = &list.name.guide;
        let Some(member) = part.members.iter_mut().find(|member| member.name == *name) else {
            continue;
        };
        if list.style == ListStyle::Records {
            let count = placed.iter().filter_map(|placed| placed.record).max();
            let records = 0..count.map_or(0, |last| last + 1);
            let members = entry_members(reading.protocol, list).unwrap_or_default();
            let records: Vec<Part> = records
                .map(|number| self::part(reading, members, Some(number), placed))
                .collect();
            if !records.is_empty() {
                member.value = Some(Value::Entries(records));
            }
        }
        // A list that is counted in the fixed part is there in any case.
        if list.count == cti_spec::model::CountPlace::Fixed {
            member.value.get_or_insert_with(|| empty(list));
        }
    }
    let members = reading.message.fixed_members().into_iter();
    let members = members.map(|field| Member {
        name: field.name.guide.clone(),
        value: fixed.values.get(&field.name.guide).cloned(),
    });
    part.members.splice(0..0, members);
    part
}

/// The floating members of the message itself or of a record, and what it did not understand.
fn part(
    reading: &Reading<'_>,
    items: &[Floating],
    record: Option<usize>,
    placed: &[Placed<'_, '_>],
) -> Part {
    let fields: Vec<&Placed<'_, '_>> = placed
        .iter()
        .filter(|placed| placed.record == record)
        .collect();
    let known = |name: &str| {
        fields
            .iter()
            .find(|placed| {
                placed.standing == Standing::Known
                    && placed
                        .role
                        .is_some_and(|role| role.is_single() && role.name() == name)
            })
            .map(|placed| placed.field.data)
    };
    let mut members = Vec::new();
    for item in items {
        let (name, value) = match item {
            Floating::Count(_) => continue,
            Floating::Field(field) => {
                let data = known(&field.name.guide);
                let value = data.map(|data| value_of(field.ty.form, data));
                (&field.name, value)
            }
            Floating::List(list) if list.style == ListStyle::Records => (&list.name, None),
            Floating::List(list) => {
                // A count without entries is an empty list.
                let is_counted = fields.iter().any(|placed| {
                    placed.standing == Standing::Known
                        && matches!(placed.role, Some(Role::Count(count)) if count.list == list.name.guide)
                });
                let entries = lists::entries(reading.protocol, list, &fields);
                let value = entries.or_else(|| is_counted.then(|| empty(list)));
                (&list.name, value)
            }
        };
        members.push(Member {
            name: name.guide.clone(),
            value,
        });
    }
    Part {
        members,
        unknown: unknown(&fields, placed, record),
    }
}

/// The fields that were not understood, each with the number of known fields that came before it:
/// those of the record, or for the message those of its records as well.
fn unknown(
    fields: &[&Placed<'_, '_>],
    placed: &[Placed<'_, '_>],
    record: Option<usize>,
) -> Vec<Unknown> {
    fields
        .iter()
        .filter(|placed| placed.standing != Standing::Known)
        .map(|unknown| {
            let before = placed.iter().filter(|other| {
                other.standing == Standing::Known
                    && other.field.offset < unknown.field.offset
                    && (record.is_none() || other.record == record)
            });
            Unknown {
                tag: unknown.field.tag,
                data: unknown.field.data.to_vec(),
                after: before.count(),
            }
        })
        .collect()
}

/// A list without entries.
pub(super) fn empty(list: &List) -> Value {
    match list.style {
        ListStyle::Single | ListStyle::Array => Value::Values(Vec::new()),
        ListStyle::Ordered | ListStyle::Records | ListStyle::Columns => Value::Entries(Vec::new()),
    }
}

/// The value of data that fit a form.
pub(super) fn value_of(form: WireForm, data: &[u8]) -> Value {
    match form {
        WireForm::Text => Value::Text(without_nul(data)),
        WireForm::Bytes => Value::Bytes(data.to_vec()),
        WireForm::NamedVariable => named(None, data),
        WireForm::NamedArray => named(Some(data[0]), &data[1..]),
        form => number_of(form, data),
    }
}

/// The number of bytes that fit a form.
pub(super) fn number_of(form: WireForm, bytes: &[u8]) -> Value {
    let bits = i64::from(number(bytes));
    let size = bytes.len();
    Value::Number(match form {
        WireForm::Signed(_) if bytes[0] >= 0x80 => bits - (1 << (8 * size)),
        _ => bits,
    })
}

/// A name, which the first NUL ends, and a value.
fn named(index: Option<u8>, data: &[u8]) -> Value {
    let end = data.iter().position(|byte| *byte == 0);
    let end = end.expect("a NUL behind the name");
    Value::Named {
        index,
        name: data[..end].to_vec(),
        value: without_nul(&data[end + 1..]),
    }
}

/// Text without the NUL that ends it, if one does.
fn without_nul(data: &[u8]) -> Vec<u8> {
    match data {
        [text @ .., 0] => text.to_vec(),
        text => text.to_vec(),
    }
}
