//! Plans of messages chosen by the bytes of a fuzzer.
//!
//! Bytes that are alike choose messages that are alike, which is what fuzzers work with. The messages
//! are made of the plans as those of the strategies are.

use std::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use super::build;
use super::limits::Limits;
use super::plan::{EntryPlan, Plan, PlannedValue};
use super::unknown::Seed;
use crate::fields::OwnedValue;
use crate::generated::tags::Tag;
use crate::info::{
    ElementInfo, FieldInfo, FixedInfo, Form, Kind, ListInfo, ListStyle, MemberInfo, NamedValue,
    Presence,
};
use crate::mode::Mode;
use crate::typed::TypedMessage;
use crate::value::{NamedArray, NamedVariable};
use crate::version::{ProtocolVersion, VersionRange};

/// How many entries a list has, and bytes a text, unless it is made as long as it may be.
const FEW: usize = 3;
const SHORT: usize = 24;

/// A message that can be encoded at a version, in a mode.
pub(crate) fn message<M>(
    u: &mut Unstructured<'_>,
    version: ProtocolVersion,
    mode: Mode,
) -> Result<M>
where
    M: TypedMessage<'static> + Default + Clone,
{
    let limits = Limits { version, mode };
    let members = members(u, M::INFO.members, limits)?;
    let unknown = unknown(u)?;
    let trailing = if M::INFO.header_only {
        bytes(u, 0, SHORT)?
    } else {
        Vec::new()
    };
    Ok(build::message(&members, &unknown, trailing, limits))
}

fn members(
    u: &mut Unstructured<'_>,
    infos: &'static [MemberInfo],
    limits: Limits,
) -> Result<Vec<Plan>> {
    infos.iter().map(|info| member(u, info, limits)).collect()
}

fn member(u: &mut Unstructured<'_>, info: &'static MemberInfo, limits: Limits) -> Result<Plan> {
    let (present, value) = match info {
        MemberInfo::Fixed(fixed) => {
            let here = fixed.versions.contains(limits.version);
            // An optional field without a versions is there in some forms of the message only.
            let in_some = fixed.optional && fixed.versions.is_always();
            let present = here && (!in_some || u.ratio(1, 3)?);
            (present, PlannedValue::One(fixed_value(u, fixed)?))
        }
        MemberInfo::Field(field) => {
            let required = limits.is_strict() && field.presence == Presence::Required;
            let present = is_present(
                u,
                field.versions,
                limits.version.can_carry(field.tag),
                limits,
            )?;
            let value = floating_value(u, field, limits)?;
            (
                present || (required && may_be(field, limits)),
                PlannedValue::One(value),
            )
        }
        MemberInfo::List(list) => {
            let tags = list.count.tag.into_iter().chain(first_tag(list));
            let carried = tags.into_iter().all(|tag| limits.version.can_carry(tag));
            let present = is_present(u, list.versions, carried, limits)?;
            (present, entries(u, list, limits)?)
        }
    };
    Ok(Plan { present, value })
}

fn may_be(field: &FieldInfo, limits: Limits) -> bool {
    limits.version.can_carry(field.tag) && field.versions.contains(limits.version)
}

fn is_present(
    u: &mut Unstructured<'_>,
    versions: VersionRange,
    carried: bool,
    limits: Limits,
) -> Result<bool> {
    let here = versions.contains(limits.version);
    Ok(carried && (here || !limits.is_strict()) && u.ratio(if here { 6 } else { 1 }, 10)?)
}

/// The tag that an entry starts with.
fn first_tag(list: &'static ListInfo) -> Option<Tag> {
    match &list.element {
        ElementInfo::Value(field) => Some(field.tag),
        ElementInfo::Entry(entry) => match entry.members.first()? {
            MemberInfo::Field(field) => Some(field.tag),
            MemberInfo::Fixed(_) | MemberInfo::List(_) => None,
        },
    }
}

fn entries(
    u: &mut Unstructured<'_>,
    list: &'static ListInfo,
    limits: Limits,
) -> Result<PlannedValue> {
    let most = list.limit.unwrap_or(FEW);
    let length = length(u, 0, most, FEW)?;
    Ok(match &list.element {
        ElementInfo::Value(field) => {
            let values = (0..length).map(|_| floating_value(u, field, limits));
            PlannedValue::Values(values.collect::<Result<_>>()?)
        }
        ElementInfo::Entry(entry) => {
            let is_record = list.style == ListStyle::Records;
            let entries = (0..length).map(|_| {
                let members = members(u, entry.members, limits)?;
                let unknown = if is_record { unknown(u)? } else { Vec::new() };
                Ok(EntryPlan { members, unknown })
            });
            PlannedValue::Entries(entries.collect::<Result<_>>()?)
        }
    })
}

/// Few fields that nobody knows.
fn unknown(u: &mut Unstructured<'_>) -> Result<Vec<Seed>> {
    let count = u.int_in_range(0..=4u8)?.saturating_sub(2);
    (0..count)
        .map(|_| {
            Ok(Seed::foreign(
                Tag(u.arbitrary::<u8>()?.into()),
                bytes(u, 0, SHORT)?,
                u.arbitrary()?,
            ))
        })
        .collect()
}

fn fixed_value(u: &mut Unstructured<'_>, info: &FixedInfo) -> Result<OwnedValue> {
    match (info.kind, info.form) {
        (Kind::Bytes, Form::Sized(size)) => Ok(OwnedValue::Bytes(bytes(u, size, size)?)),
        (kind, Form::Sized(size)) => number(u, kind, size),
        _ => number(u, Kind::Unsigned, 4),
    }
}

fn floating_value(
    u: &mut Unstructured<'_>,
    info: &FieldInfo,
    limits: Limits,
) -> Result<OwnedValue> {
    let max = limits.max_data(info);
    Ok(match info.form {
        Form::Sized(size) => number(u, info.kind, size)?,
        Form::Bytes => OwnedValue::Bytes(bytes(u, 0, max)?),
        Form::Text => OwnedValue::Bytes(bytes(u, 0, max.saturating_sub(1))?),
        Form::NamedVariable => {
            let (name, value) = (name(u, info)?, variable(u, info)?);
            OwnedValue::NamedVariable(NamedVariable::new(name, value))
        }
        Form::NamedArray => {
            let (index, name, value) = (u.arbitrary()?, name(u, info)?, variable(u, info)?);
            OwnedValue::NamedArray(NamedArray::new(index, name, value))
        }
    })
}

/// A number of a size; one that means something as often as any other.
fn number(u: &mut Unstructured<'_>, kind: Kind, size: usize) -> Result<OwnedValue> {
    let bits = if size >= 4 {
        u32::MAX
    } else {
        (1 << (8 * size)) - 1
    };
    let named = |values: &'static [NamedValue]| values.iter().map(|value| value.value);
    let known: Vec<u32> = match kind {
        Kind::Enumeration(info) => named(info.constants).collect(),
        Kind::Mask(info) => named(info.bits).collect(),
        Kind::Id(info) => info.null.iter().map(|(null, _)| *null).collect(),
        Kind::Bool => [0, 1].into(),
        _ => Vec::new(),
    };
    let number = if !known.is_empty() && u.arbitrary()? {
        *u.choose(&known)?
    } else {
        u.arbitrary::<u32>()?
    };
    Ok(OwnedValue::Number((number & bits).into()))
}

/// The name of a named variable, which has no NUL.
fn name(u: &mut Unstructured<'_>, info: &FieldInfo) -> Result<Vec<u8>> {
    let most = info.parts.map_or(8, |parts| parts.name - 1);
    let mut name = bytes(u, 1, most)?;
    name.iter_mut().for_each(|byte| *byte = (*byte).max(1));
    Ok(name)
}

fn variable(u: &mut Unstructured<'_>, info: &FieldInfo) -> Result<Vec<u8>> {
    bytes(u, 0, info.parts.map_or(8, |parts| parts.value - 1))
}

fn bytes(u: &mut Unstructured<'_>, min: usize, max: usize) -> Result<Vec<u8>> {
    (0..length(u, min, max, SHORT)?)
        .map(|_| u8::arbitrary(u))
        .collect()
}

/// A length in a range: short as a rule, now and then the longest. Nothing is long when the bytes are used up.
fn length(u: &mut Unstructured<'_>, min: usize, max: usize, short: usize) -> Result<usize> {
    if !u.is_empty() && u.ratio(1, 16)? {
        return Ok(max);
    }
    u.int_in_range(min..=max.min(min + short).max(min))
}
