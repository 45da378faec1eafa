//! What strict decoding refuses in the floating part.
//!
//! The first fault is told. Faults come in the order of the wire: field by field; what a record
//! lacks, where the next one opens; a field that is cut, behind all those before it; then what the
//! last record and the message lack, in the order of the specification; then lists that have too
//! much data together. For one field it is: whether its data fit, whether it repeats another one,
//! then what holds for it as a field (version, size, NUL, parts of a name), then for its list
//! (version, number of entries), from the inner list to the outer one.

use cti_spec::model::{Floating, FloatingField, List, ListStyle, NamedParts, Parts, WireForm};

use super::ends::{end_of_message, end_of_record, together};
use super::fixed::Fixed;
use super::place::{Placed, Role, Standing};
use super::wire::Wire;
use super::{Fault, Kind, PartsKind, Reading, Value, build, lists};

/// Checks a floating part.
pub(super) fn check(
    reading: &Reading<'_>,
    parts: &Parts,
    fixed: &Fixed,
    placed: &[Placed<'_, '_>],
    wire: &Wire<'_>,
) -> Result<(), Fault> {
    let records = parts.floating.iter().find_map(|item| match item {
        Floating::List(list) if list.style == ListStyle::Records => Some(list),
        _ => None,
    });
    for (index, this) in placed.iter().enumerate() {
        let before = &placed[..index];
        let opens = this
            .record
            .filter(|_| before.iter().all(|other| other.record != this.record));
        if let (Some(last), Some(list)) = (opens.and_then(|number| number.checked_sub(1)), records)
        {
            end_of_record(reading, list, last, before, this.field.offset)?;
        }
        field(reading, before, this)?;
        if let (Some(number), Some(list)) = (opens, records) {
            list_limits(reading, list, number, number + 1, this)?;
        }
    }
    if let Some(cut) = &wire.cut {
        return Err(cut.clone());
    }
    end_of_message(reading, parts, fixed, placed, wire.end)?;
    together(reading, parts, placed)
}

/// Checks a field, given those before it.
fn field(
    reading: &Reading<'_>,
    before: &[Placed<'_, '_>],
    this: &Placed<'_, '_>,
) -> Result<(), Fault> {
    let Some(role) = this.role else { return Ok(()) };
    let fault = |kind| Err(reading.fault(kind, Some(role.name()), this.field.offset));
    match this.standing {
        Standing::TypeMismatch => {
            let length = this.field.data.len();
            return fault(Kind::TypeMismatch { length });
        }
        Standing::Repeated => return fault(Kind::Repeated),
        Standing::Foreign => return Ok(()),
        Standing::Known => {}
    }
    match role {
        Role::Single(field) => data(reading, field, this),
        Role::Count(count) if !count.window.contains(reading.version) => {
            fault(Kind::FieldOutsideVersion)
        }
        Role::Count(_) => Ok(()),
        Role::Member(list, _, field) => {
            data(reading, field, this)?;
            let mut fields: Vec<&Placed<'_, '_>> = before
                .iter()
                .filter(|other| other.record == this.record)
                .collect();
            let entries = |fields: &[&Placed<'_, '_>]| {
                lists::entries(reading.protocol, list, fields).map_or(0, |list| list.entries())
            };
            let had = entries(&fields);
            fields.push(this);
            list_limits(reading, list, had, entries(&fields), this)
        }
    }
}

/// Checks the data of a field.
fn data(reading: &Reading<'_>, field: &FloatingField, this: &Placed<'_, '_>) -> Result<(), Fault> {
    let data = this.field.data;
    let fault = |kind| Err(reading.fault(kind, Some(&field.name.guide), this.field.offset));
    let Some(max) = field.max_in(reading.version) else {
        return fault(Kind::FieldOutsideVersion);
    };
    let (length, max) = (data.len(), max as usize);
    if field.ty.form.size().is_none() && length > max {
        return fault(Kind::FieldTooLong { length, max });
    }
    let (variable, nuls) = match field.ty.form {
        WireForm::Text => (None, 1),
        WireForm::NamedVariable => (Some(data), 2),
        WireForm::NamedArray => (Some(&data[1..]), 2),
        _ => return Ok(()),
    };
    let counted = variable.unwrap_or(data);
    let count = counted.iter().filter(|byte| **byte == 0).count();
    if data.last() != Some(&0) || count < nuls {
        return fault(Kind::NotTerminated);
    }
    let limits = reading.protocol[field.ty.basic].parts;
    if let (Some(_), Some(limits)) = (variable, limits)
        && let Value::Named { name, value, .. } = build::value_of(field.ty.form, data)
        && let Some(kind) = named(&name, &value, limits)
    {
        return fault(Kind::Parts(kind));
    }
    Ok(())
}

/// What is wrong with the name and the value of a variable, whose limits count their NULs.
fn named(name: &[u8], value: &[u8], limits: NamedParts) -> Option<PartsKind> {
    let (of_name, of_value) = (name.len() + 1, value.len() + 1);
    let (max_name, max_value) = (limits.name as usize, limits.value as usize);
    if name.is_empty() {
        Some(PartsKind::NoName)
    } else if of_name > max_name {
        let (length, max) = (of_name, max_name);
        Some(PartsKind::Name { length, max })
    } else if of_value > max_value {
        let (length, max) = (of_value, max_value);
        Some(PartsKind::Value { length, max })
    } else {
        None
    }
}

/// Checks a list to which a field belongs, and the number of its entries where that has grown.
fn list_limits(
    reading: &Reading<'_>,
    list: &List,
    had: usize,
    has: usize,
    this: &Placed<'_, '_>,
) -> Result<(), Fault> {
    let fault = |kind| Err(reading.fault(kind, Some(&list.name.guide), this.field.offset));
    if !list.window.contains(reading.version) {
        return fault(Kind::FieldOutsideVersion);
    }
    match list.max.map(|max| max as usize) {
        Some(max) if has > had && has > max => fault(Kind::ListTooLong { max }),
        _ => Ok(()),
    }
}
