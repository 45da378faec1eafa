//! Messages made from plans.

use std::vec::Vec;

use super::limits::Limits;
use super::plan::{EntryPlan, Plan, PlannedValue};
use super::unknown::{self, Seed};
use crate::encode::{EncodeOptions, Head, Sink, SlowWriter, Trace, Writer as _};
use crate::fields::{Fields, OwnedEntry, OwnedValue};
use crate::frame::HEADER_BYTES;
use crate::info::{ElementInfo, ListInfo, ListStyle, MemberInfo, MessageInfo};
use crate::mode::Mode;
use crate::typed::TypedMessage;

/// The message with a plan.
///
/// A plan may ask for more than a message can carry: too long a frame, too much data in lists
/// that have a limit together, fields that a form of the message has no place for. Then less
/// and less of it is taken, until what is left can be encoded.
pub(super) fn message<M>(members: &[Plan], seeds: &[Seed], trailing: Vec<u8>, limits: Limits) -> M
where
    M: TypedMessage<'static> + Default + Clone,
{
    let mut smaller = members.to_vec();
    let mut seeds = seeds.to_vec();
    for step in 0.. {
        let made: M = attempt(&smaller, &seeds, &trailing, limits);
        let options = EncodeOptions::default().with_mode(limits.mode);
        if made.encoded_len(limits.version, options).is_ok() {
            return made;
        }
        if !reduce(M::INFO, &mut smaller, &mut seeds, step) {
            return made;
        }
    }
    M::default()
}

/// Takes less of a plan; false if there is nothing left to take away.
fn reduce(info: &MessageInfo, members: &mut [Plan], seeds: &mut Vec<Seed>, step: u32) -> bool {
    let plans = info.members.iter().zip(members);
    match step {
        // Shorter lists.
        0 | 1 => plans.for_each(|(_, plan)| match &mut plan.value {
            PlannedValue::One(_) => {}
            PlannedValue::Values(values) => values.truncate(if step == 0 { 3 } else { 1 }),
            PlannedValue::Entries(entries) => entries.truncate(if step == 0 { 3 } else { 1 }),
        }),
        // No lists, no unknown fields.
        2 => {
            seeds.clear();
            plans
                .filter(|(info, _)| matches!(info, MemberInfo::List(_)))
                .for_each(|(_, plan)| plan.present = false);
        }
        // Small numbers in the fixed part: a form may be narrower.
        3 => plans
            .filter(|(info, _)| matches!(info, MemberInfo::Fixed(_)))
            .for_each(|(_, plan)| {
                if let PlannedValue::One(OwnedValue::Number(number)) = &mut plan.value {
                    *number &= 0xFF;
                }
            }),
        // No floating fields.
        4 => plans
            .filter(|(info, _)| matches!(info, MemberInfo::Field(_)))
            .for_each(|(_, plan)| plan.present = false),
        // No fields that only some forms have.
        5 => plans
            .filter(|(info, _)| matches!(info, MemberInfo::Fixed(fixed) if fixed.optional && fixed.versions.is_always()))
            .for_each(|(_, plan)| plan.present = false),
        _ => return false,
    }
    true
}

/// The message with exactly this plan.
fn attempt<M>(members: &[Plan], seeds: &[Seed], trailing: &[u8], limits: Limits) -> M
where
    M: TypedMessage<'static> + Default,
{
    let info = M::INFO;
    let mut made = M::default();
    if info.header_only {
        let kept = made.set_trailing(trailing.to_vec());
        debug_assert_eq!(kept, Ok(()));
        return made;
    }
    for (index, (plan, member)) in members.iter().zip(info.members).enumerate() {
        if plan.present {
            set(&mut made, index, value(plan, member));
        }
    }
    if let Some(index) = version_member(info) {
        let version = OwnedValue::Number(i64::from(limits.version.number()));
        set(&mut made, index, version);
    }
    let trace = trace(&made, limits);
    let fields = unknown::of_message(seeds, info, limits, &trace);
    let kept = made.set_unknown_fields(fields);
    debug_assert_eq!(kept, Ok(()));
    // Unknown fields of records need their number of known ones, so the records are set again.
    for (index, (plan, member)) in members.iter().zip(info.members).enumerate() {
        match member {
            MemberInfo::List(list) if list.style == ListStyle::Records && plan.present => {
                let value = with_unknown(plan, info, list, &trace, limits);
                set(&mut made, index, value);
            }
            _ => {}
        }
    }
    made
}

/// The places of the known fields of a message.
fn trace(message: &dyn crate::typed::DynMessage, limits: Limits) -> Trace {
    let mut trace = Trace::default();
    let mut head = Head::default();
    let mut writer = SlowWriter::new(
        message.info(),
        limits.version,
        Mode::Lenient,
        Sink::count(&mut head),
    );
    writer.raw(&[0; HEADER_BYTES]);
    writer.trace = Some(&mut trace);
    // What cannot be encoded is made smaller later.
    let _ = message.encode_body(&mut writer);
    trace
}

/// Sets a member to a value of its own kind.
fn set(fields: &mut dyn Fields, index: usize, value: OwnedValue) {
    let set = fields.set_value(index, value);
    debug_assert_eq!(set, Ok(()), "member {index} of {fields:?}");
}

/// The value that a plan asks for.
fn value(plan: &Plan, member: &'static MemberInfo) -> OwnedValue {
    match (&plan.value, member) {
        (PlannedValue::One(value), _) => value.clone(),
        (PlannedValue::Values(values), _) => OwnedValue::Values(values.clone()),
        (PlannedValue::Entries(entries), MemberInfo::List(list)) => {
            OwnedValue::Entries(owned_entries(entries, list))
        }
        (PlannedValue::Entries(_), _) => OwnedValue::Entries(Vec::new()),
    }
}

/// The entries that plans ask for, so that each is read back as itself.
fn owned_entries(entries: &[EntryPlan], list: &'static ListInfo) -> Vec<OwnedEntry> {
    let ElementInfo::Entry(info) = &list.element else {
        return Vec::new();
    };
    let mut plans: Vec<Vec<Plan>> = entries.iter().map(|entry| entry.members.clone()).collect();
    match list.style {
        ListStyle::Ordered => open_in_order(&mut plans),
        ListStyle::Records => open_records(&mut plans),
        ListStyle::Columns => fill_columns(&mut plans),
        ListStyle::Single | ListStyle::Array => {}
    }
    plans
        .iter()
        .map(|plans| OwnedEntry {
            members: plans
                .iter()
                .zip(info.members)
                .enumerate()
                .filter(|(_, (plan, _))| plan.present)
                .map(|(index, (plan, member))| (index, value(plan, member)))
                .collect(),
            unknown: Vec::new(),
        })
        .collect()
}

/// The first member of an entry must not come after the last one of the entry before.
fn open_in_order(entries: &mut [Vec<Plan>]) {
    let mut last = None;
    for entry in entries {
        let first = entry.iter().position(|plan| plan.present);
        let opens = match (first, last) {
            (None, _) => false,
            (Some(first), Some(last)) => first <= last,
            (Some(_), None) => true,
        };
        if let (false, Some(plan)) = (opens, entry.first_mut()) {
            plan.present = true;
        }
        last = entry.iter().rposition(|plan| plan.present);
    }
}

/// The first member of a record must be held by the record before.
fn open_records(records: &mut [Vec<Plan>]) {
    let first = |record: &Vec<Plan>| record.iter().position(|plan| plan.present);
    let opens = records.iter().all(|record| first(record).is_some())
        && records.windows(2).all(|pair| {
            first(&pair[1]).is_some_and(|first| {
                pair[0]
                    .get(first)
                    .is_some_and(|plan| plan.present && matches!(plan.value, PlannedValue::One(_)))
            })
        });
    if !opens {
        for record in records {
            if let Some(plan) = record.first_mut() {
                plan.present = true;
            }
        }
    }
}

/// A column must have no hole, and some column must reach every entry: the first that the first
/// entry has. The others end where the plan lacks a value.
fn fill_columns(entries: &mut [Vec<Plan>]) {
    let Some(first) = entries.first() else {
        return;
    };
    let columns = first.len();
    let whole = first.iter().position(|plan| plan.present).unwrap_or(0);
    for column in 0..columns {
        let mut ended = false;
        for plan in entries.iter_mut().filter_map(|entry| entry.get_mut(column)) {
            ended |= column != whole && !plan.present;
            plan.present = !ended;
        }
    }
}

/// The records that a plan asks for, with their unknown fields.
fn with_unknown(
    plan: &Plan,
    info: &'static MessageInfo,
    list: &'static ListInfo,
    trace: &Trace,
    limits: Limits,
) -> OwnedValue {
    let (PlannedValue::Entries(entries), ElementInfo::Entry(entry)) = (&plan.value, &list.element)
    else {
        return OwnedValue::Entries(Vec::new());
    };
    let mut owned = owned_entries(entries, list);
    for ((owned, plan), known) in owned.iter_mut().zip(entries).zip(&trace.known_of_records) {
        owned.unknown = unknown::of_record(&plan.unknown, info, entry.members, limits, *known);
    }
    OwnedValue::Entries(owned)
}

/// The member that names the version in which the message is written.
fn version_member(info: &MessageInfo) -> Option<usize> {
    let at = info.version_at?;
    let mut offset = 0;
    let place = info.fixed.iter().find(|place| {
        let found = offset == at;
        offset += place.size;
        found
    })?;
    info.members
        .iter()
        .position(|member| member.name() == place.name)
}
