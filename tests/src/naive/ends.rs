//! What strict decoding refuses where a record or the message ends: counts that disagree, required
//! fields that are missing, lists with too much data together.

use cti_spec::model::{Floating, List, ListStyle, Parts, Presence};

use super::fixed::Fixed;
use super::place::{Placed, Role, Standing, entry_members};
use super::wire::number;
use super::{Fault, Kind, Reading, lists};

/// What a message or record must have at its end.
struct Scope<'s, 'p, 'f> {
    items: &'s [Floating],
    record: Option<usize>,
    placed: &'s [Placed<'p, 'f>],
    /// The byte of the frame at which it ends.
    end: usize,
}

/// Checks what a record lacks.
pub(super) fn end_of_record(
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

/// Checks what a message lacks, its last record included.
pub(super) fn end_of_message(
    reading: &Reading<'_>,
    parts: &Parts,
    fixed: &Fixed,
    placed: &[Placed<'_, '_>],
    end: usize,
) -> Result<(), Fault> {
    let items = &parts.floating;
    let scope = Scope {
        items,
        record: None,
        placed,
        end,
    };
    for item in items {
        scope.required(reading, item)?;
        let Floating::List(list) = item else { continue };
        let entries = if list.style == ListStyle::Records {
            let last = placed.iter().filter_map(|placed| placed.record).max();
            if let Some(last) = last {
                end_of_record(reading, list, last, placed, end)?;
            }
            last.map_or(0, |last| last + 1)
        } else {
            scope.entries(reading, list)
        };
        let mut fields = parts.layouts.iter().flat_map(|layout| &layout.fields);
        let in_fixed_part = fields
            .find(|field| field.counts.as_ref() == Some(&list.name.guide))
            .map(|field| {
                let counted = fixed.counts.get(&list.name.guide).copied();
                (&field.name.guide[..], counted)
            });
        scope.count(reading, list, in_fixed_part, entries)?;
    }
    Ok(())
}

impl Scope<'_, '_, '_> {
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
            Some(counted) if counted != entries => Kind::CountMismatch {
                declared: counted,
                actual: entries,
            },
            None if entries > 0 => Kind::Missing,
            _ => return Ok(()),
        };
        Err(reading.fault(kind, Some(name), self.end))
    }
}

/// Checks what lists have together: at the field with which it is too much.
pub(super) fn together(
    reading: &Reading<'_>,
    parts: &Parts,
    placed: &[Placed<'_, '_>],
) -> Result<(), Fault> {
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
