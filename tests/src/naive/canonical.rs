//! The places of unknown fields among the known ones in canonical form.

use cti_spec::model::{Floating, List, ListStyle, Parts};

use super::place::{Placed, Standing, entry_members};
use super::{Part, Reading, Value};

/// A known field in canonical form.
struct Slot {
    tag: u16,
    /// The record that it is in.
    record: Option<usize>,
}

/// Moves unknown fields from where they came to where they stand in canonical form.
///
/// So many known fields stand before an unknown one as came before it, but
/// - what repeats a known field stands behind that one;
/// - what belongs to the message stands before its records, what belongs to a record in it;
/// - the unknown fields of a message or record stay in order.
pub(super) fn settle(
    reading: &Reading<'_>,
    parts: &Parts,
    placed: &[Placed<'_, '_>],
    part: &mut Part,
) {
    let mut slots = Vec::new();
    lay_out(reading, &parts.floating, part, None, &mut slots);

    let most = slots.iter().filter(|slot| slot.record.is_none()).count();
    let mut least = 0;
    let not_understood = placed
        .iter()
        .filter(|placed| placed.record.is_none() && placed.standing != Standing::Known);
    for (unknown, placed) in part.unknown.iter_mut().zip(not_understood) {
        if placed.standing == Standing::Repeated {
            let first = slots.iter().position(|slot| slot.tag == unknown.tag);
            unknown.after = unknown.after.max(first.map_or(0, |first| first + 1));
        }
        unknown.after = unknown.after.min(most).max(least);
        least = unknown.after;
    }

    for (number, record) in records(parts, part).into_iter().flatten().enumerate() {
        let in_record = slots.iter().filter(|slot| slot.record == Some(number));
        let most = in_record.count();
        for unknown in &mut record.unknown {
            unknown.after = unknown.after.min(most);
        }
    }
}

/// The records of a message.
fn records<'v>(parts: &Parts, part: &'v mut Part) -> Option<&'v mut Vec<Part>> {
    let name = parts.floating.iter().find_map(|item| match item {
        Floating::List(list) if list.style == ListStyle::Records => Some(&list.name.guide),
        _ => None,
    })?;
    let mut members = part.members.iter_mut();
    match &mut members.find(|member| member.name == *name)?.value {
        Some(Value::Entries(records)) => Some(records),
        _ => None,
    }
}

/// Lays out the known fields of a message or record in canonical order.
fn lay_out(
    reading: &Reading<'_>,
    items: &[Floating],
    part: &Part,
    record: Option<usize>,
    slots: &mut Vec<Slot>,
) {
    let protocol = reading.protocol;
    for item in items {
        match item {
            Floating::Field(field) => {
                if part.value(&field.name.guide).is_some() {
                    let tag = protocol[field.tag].number;
                    slots.push(Slot { tag, record });
                }
            }
            Floating::Count(count) => {
                let Some(list) = part.value(&count.list) else {
                    continue;
                };
                // A count whose tag is too wide for the version is left out: its list says it.
                let tag = protocol[count.tag].number;
                let is_carried = tag <= 255 || !reading.is_narrow();
                if is_carried || list.entries() == 0 {
                    slots.push(Slot { tag, record });
                }
            }
            Floating::List(list) => lay_out_list(reading, list, part, record, slots),
        }
    }
}

/// Lays out the fields of a list.
fn lay_out_list(
    reading: &Reading<'_>,
    list: &List,
    part: &Part,
    record: Option<usize>,
    slots: &mut Vec<Slot>,
) {
    let members = entry_members(reading.protocol, list).unwrap_or_default();
    let is_one_field = !reading.is_narrow();
    let fields = match part.value(&list.name.guide) {
        None => 0,
        Some(Value::Values(values)) => match list.style {
            ListStyle::Array if is_one_field => values.len().min(1),
            _ => values.len(),
        },
        Some(Value::Entries(entries)) => match list.style {
            ListStyle::Records => {
                for (number, record) in entries.iter().enumerate() {
                    lay_out(reading, members, record, Some(number), slots);
                }
                0
            }
            ListStyle::Columns if is_one_field => (0..members.len())
                .filter(|column| {
                    entries
                        .iter()
                        .any(|entry| entry.members[*column].value.is_some())
                })
                .count(),
            _ => entries
                .iter()
                .flat_map(|entry| &entry.members)
                .filter(|member| member.value.is_some())
                .count(),
        },
        Some(_) => unreachable!("a list has entries"),
    };
    // No field that there can be one of has the tag of a list's member; 0 stands for those.
    slots.extend((0..fields).map(|_| Slot { tag: 0, record }));
}
