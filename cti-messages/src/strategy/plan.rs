//! Plans of messages: a value for every member, and whether it is there.

use std::vec::Vec;

use proptest::prelude::*;

use super::limits::Limits;
use super::{scalar, unknown};
use crate::fields::OwnedValue;
use crate::generated::tags::Tag;
use crate::info::{ElementInfo, FieldInfo, ListInfo, ListStyle, MemberInfo, MessageInfo};

/// How many entries a long list has, unless it is made as long as it may be.
const MANY: usize = 5;

/// What a member is to be.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Whether it is there.
    pub(super) present: bool,
    pub(super) value: PlannedValue,
}

/// The value of a member.
#[derive(Debug, Clone)]
pub(super) enum PlannedValue {
    One(OwnedValue),
    Values(Vec<OwnedValue>),
    Entries(Vec<EntryPlan>),
}

/// What an entry is to be.
#[derive(Debug, Clone)]
pub(super) struct EntryPlan {
    pub(super) members: Vec<Plan>,
    pub(super) unknown: Vec<unknown::Seed>,
}

/// Plans of the members of a message.
pub(super) fn members(info: &'static MessageInfo, limits: Limits) -> BoxedStrategy<Vec<Plan>> {
    info.members
        .iter()
        .map(|info| member(info, limits))
        .collect::<Vec<_>>()
        .boxed()
}

/// Plans of a member.
fn member(info: &'static MemberInfo, limits: Limits) -> BoxedStrategy<Plan> {
    match info {
        MemberInfo::Fixed(fixed) => {
            let here = fixed.versions.contains(limits.version);
            // An optional field without a versions is there in some forms of the message only.
            let presence = match (here, fixed.optional && fixed.versions.is_always()) {
                (true, true) => prop::bool::weighted(0.3).boxed(),
                (here, _) => Just(here).boxed(),
            };
            plan(
                presence,
                scalar::fixed(fixed).prop_map(PlannedValue::One).boxed(),
            )
        }
        MemberInfo::Field(field) => plan(
            field_presence(field, limits),
            scalar::floating(field, limits)
                .prop_map(PlannedValue::One)
                .boxed(),
        ),
        MemberInfo::List(list) => plan(list_presence(list, limits), list_value(list, limits)),
    }
}

fn plan(presence: BoxedStrategy<bool>, value: BoxedStrategy<PlannedValue>) -> BoxedStrategy<Plan> {
    (presence, value)
        .prop_map(|(present, value)| Plan { present, value })
        .boxed()
}

/// Whether a floating field is there.
fn field_presence(field: &FieldInfo, limits: Limits) -> BoxedStrategy<bool> {
    let here = field.versions.contains(limits.version);
    if !limits.version.can_carry(field.tag) || (limits.is_strict() && !here) {
        Just(false).boxed()
    } else if limits.is_strict() && field.presence == crate::info::Presence::Required {
        Just(true).boxed()
    } else {
        prop::bool::weighted(if here { 0.6 } else { 0.1 }).boxed()
    }
}

/// Whether a list is there.
fn list_presence(list: &'static ListInfo, limits: Limits) -> BoxedStrategy<bool> {
    let here = list.versions.contains(limits.version);
    let carried = list
        .count
        .tag
        .is_none_or(|tag| limits.version.can_carry(tag))
        && tags(&list.element).all(|tag| limits.version.can_carry(tag));
    if !carried || (limits.is_strict() && !here) {
        Just(false).boxed()
    } else {
        prop::bool::weighted(if here { 0.7 } else { 0.1 }).boxed()
    }
}

/// The tags of an entry.
fn tags(element: &'static ElementInfo) -> std::boxed::Box<dyn Iterator<Item = Tag>> {
    match element {
        ElementInfo::Value(field) => std::boxed::Box::new(core::iter::once(field.tag)),
        // Members of records are each there or not.
        ElementInfo::Entry(entry) => std::boxed::Box::new(entry.members.iter().take(1).filter_map(
            |member| match member {
                MemberInfo::Field(field) => Some(field.tag),
                MemberInfo::Fixed(_) | MemberInfo::List(_) => None,
            },
        )),
    }
}

/// Values of a list: none, one, many, or as many as it may have.
fn list_value(list: &'static ListInfo, limits: Limits) -> BoxedStrategy<PlannedValue> {
    let most = list.limit.unwrap_or(MANY);
    let many = most.min(MANY);
    let lengths = prop_oneof![
        2 => Just(0),
        4 => Just(1),
        4 => 2.min(many)..=many,
        1 => Just(most),
        1 => Just(if limits.is_strict() { most } else { most + 1 }),
    ];
    match &list.element {
        ElementInfo::Value(field) => lengths
            .prop_flat_map(move |length| {
                proptest::collection::vec(scalar::floating(field, limits), length)
            })
            .prop_map(PlannedValue::Values)
            .boxed(),
        ElementInfo::Entry(entry) => {
            let is_record = list.style == ListStyle::Records;
            let members = entry
                .members
                .iter()
                .map(|info| member(info, limits))
                .collect::<Vec<_>>();
            let entry =
                (members, unknown::fields(limits)).prop_map(move |(members, unknown)| EntryPlan {
                    members,
                    unknown: if is_record { unknown } else { Vec::new() },
                });
            let entry = entry.boxed();
            lengths
                .prop_flat_map(move |length| proptest::collection::vec(entry.clone(), length))
                .prop_map(PlannedValue::Entries)
                .boxed()
        }
    }
}
