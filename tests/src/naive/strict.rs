//! What strict decoding refuses in the floating part.
//!
//! The first fault is told. Faults come in the order of the wire: field by field; what a record
//! lacks, where the next one opens; a field that is cut, behind all those before it; then what the
//! last record and the message lack, in the order of the specification; then lists that have too
//! much data together. For one field it is: whether its data fit, whether it repeats another one,
//! then what holds for it as a field (version, size, NUL, parts of a name), then for its list
//! (version, number of entries), from the inner list to the outer one.

use cti_spec::model::{
    Floating, FloatingField, List, ListStyle, NamedParts, Parts, Presence, WireForm,
};

use super::fixed::Fixed;
use super::place::{Placed, Role, Standing, entry_members};
use super::wire::{Wire, number};
use super::{Fault, Kind, Reading, Value, build, lists};

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
    let scope = Scope {
        items: &parts.floating,
        record: None,
        placed,
        end: wire.end,
    };
    scope.end(reading, parts, fixed)?;
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
        Standing::Misfit => {
            let length = this.field.data.len();
            return fault(Kind::Misfit { length });
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
        return fault(kind);
    }
    Ok(())
}

/// What is wrong with the name and the value of a variable, whose limits count their NULs.
fn named(name: &[u8], value: &[u8], limits: NamedParts) -> Option<Kind> {
    let (of_name, of_value) = (name.len() + 1, value.len() + 1);
    let (max_name, max_value) = (limits.name as usize, limits.value as usize);
    if name.is_empty() {
        Some(Kind::NoName)
    } else if of_name > max_name {
        let (length, max) = (of_name, max_name);
        Some(Kind::NameTooLong { length, max })
    } else if of_value > max_value {
        let (length, max) = (of_value, max_value);
        Some(Kind::ValueTooLong { length, max })
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

/// What a message or record must have at its end.
struct Scope<'s, 'p, 'f> {
    items: &'s [Floating],
    record: Option<usize>,
    placed: &'s [Placed<'p, 'f>],
    /// The byte of the frame at which it ends.
    end: usize,
}

/// Checks what a record lacks.
fn end_of_record(
    reading: &Reading<'_>,
    list: &List,
    number: usize,
    placed: &[Placed<'_, '_>],
    end: usize,
) -> Result<(), Fault> {
    let items = entry_members(reading.protocol, list).unwrap_or_default();
    let record = Some(number);
    let scope = Scope {
        items,
        record,
        placed,
        end,
    };
    for item in items {
        scope.required(reading, item)?;
        if let Floating::List(list) = item {
            scope.count(reading, list, None, scope.entries(reading, list))?;
        }
    }
    Ok(())
}

impl Scope<'_, '_, '_> {
    /// Checks what a message lacks, its last record included.
    fn end(&self, reading: &Reading<'_>, parts: &Parts, fixed: &Fixed) -> Result<(), Fault> {
        for item in self.items {
            self.required(reading, item)?;
            let Floating::List(list) = item else { continue };
            let entries = if list.style == ListStyle::Records {
                let last = self.placed.iter().filter_map(|placed| placed.record).max();
                if let Some(last) = last {
                    end_of_record(reading, list, last, self.placed, self.end)?;
                }
                last.map_or(0, |last| last + 1)
            } else {
                self.entries(reading, list)
            };
            let mut fields = parts.layouts.iter().flat_map(|layout| &layout.fields);
            let in_fixed_part = fields
                .find(|field| field.counts.as_ref() == Some(&list.name.guide))
                .map(|field| {
                    let counted = fixed.counts.get(&list.name.guide).copied();
                    (&field.name.guide[..], counted)
                });
            self.count(reading, list, in_fixed_part, entries)?;
        }
        Ok(())
    }

    /// The number of entries of a list.
    fn entries(&self, reading: &Reading<'_>, list: &List) -> usize {
        let fields: Vec<&Placed<'_, '_>> = self
            .placed
            .iter()
            .filter(|placed| placed.record == self.record)
            .collect();
        lists::entries(reading.protocol, list, &fields).map_or(0, |list| list.entries())
    }

    /// The known field or count with a name.
    fn single(&self, name: &str) -> Option<&[u8]> {
        self.placed
            .iter()
            .find(|placed| {
                placed.record == self.record
                    && placed.standing == Standing::Known
                    && placed
                        .role
                        .is_some_and(|role| role.is_single() && role.name() == name)
            })
            .map(|placed| placed.field.data)
    }

    /// Checks that a field or count is there, if the guide requires it.
    fn required(&self, reading: &Reading<'_>, item: &Floating) -> Result<(), Fault> {
        let (name, presence, window) = match item {
            Floating::Field(field) => (&field.name.guide, field.presence, field.window),
            Floating::Count(count) => (&count.name.guide, count.presence, count.window),
            Floating::List(_) => return Ok(()),
        };
        if presence == Presence::Required
            && window.contains(reading.version)
            && self.single(name).is_none()
        {
            return Err(reading.fault(Kind::Missing, Some(name), self.end));
        }
        Ok(())
    }

    /// Checks the count of a list, which stands in the fixed part or among the items.
    fn count(
        &self,
        reading: &Reading<'_>,
        list: &List,
        in_fixed_part: Option<(&str, Option<usize>)>,
        entries: usize,
    ) -> Result<(), Fault> {
        let in_floating_part = || {
            self.items.iter().find_map(|item| match item {
                Floating::Count(count) if count.list == list.name.guide => {
                    let data = self.single(&count.name.guide);
                    Some((
                        &count.name.guide[..],
                        data.map(|data| number(data) as usize),
                    ))
                }
                _ => None,
            })
        };
        let Some((name, counted)) = in_fixed_part.or_else(in_floating_part) else {
            return Ok(());
        };
        let kind = match counted {
            Some(counted) if counted != entries => Kind::CountMismatch { counted, entries },
            None if entries > 0 => Kind::Missing,
            _ => return Ok(()),
        };
        Err(reading.fault(kind, Some(name), self.end))
    }
}

/// Checks what lists have together: at the field with which it is too much.
fn together(reading: &Reading<'_>, parts: &Parts, placed: &[Placed<'_, '_>]) -> Result<(), Fault> {
    for limit in &parts.limits {
        let max = limit.bytes as usize;
        let mut total = 0;
        for this in placed {
            if let Some(Role::Member(list, ..)) = this.role
                && this.record.is_none()
                && limit.lists.contains(&list.name.guide)
            {
                total += this.field.data.len();
                if total > max {
                    return Err(reading.fault(Kind::ListsTooLong { max }, None, this.field.offset));
                }
            }
        }
    }
    Ok(())
}
