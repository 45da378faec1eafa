//! Unknown fields.

use std::vec::Vec;

use proptest::prelude::*;

use super::limits::Limits;
use crate::encode::Trace;
use crate::generated::tags::Tag;
use crate::info::{Form, MemberInfo, MessageInfo};
use crate::value::{Bytes, UnknownField};

/// An unknown field before it is known where it may stand.
#[derive(Debug, Clone)]
pub(super) struct Seed {
    tag: Tag,
    data: Vec<u8>,
    /// Its place, modulo the number of places there are.
    place: u32,
    kind: Kind,
}

#[cfg(feature = "arbitrary")]
impl Seed {
    /// A field that nobody knows.
    pub(super) fn foreign(tag: Tag, data: Vec<u8>, place: u32) -> Self {
        let kind = Kind::Foreign;
        Self {
            tag,
            data,
            place,
            kind,
        }
    }
}

/// Why a field is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nobody knows its tag.
    Foreign,
    /// It repeats a field of the message.
    Repeated,
    /// Its data do not fit.
    TypeMismatch,
}

/// Up to three unknown fields.
pub(super) fn fields(limits: Limits) -> BoxedStrategy<Vec<Seed>> {
    let tags = if limits.version.has_wide_tags() {
        (0..=u16::MAX).boxed()
    } else {
        (0..=u16::from(u8::MAX)).boxed()
    };
    let kinds = if limits.is_strict() {
        Just(Kind::Foreign).boxed()
    } else {
        prop_oneof![
            2 => Just(Kind::Foreign),
            1 => Just(Kind::Repeated),
            1 => Just(Kind::TypeMismatch)
        ]
        .boxed()
    };
    let seed = (
        tags,
        proptest::collection::vec(any::<u8>(), 0..12),
        any::<u32>(),
        kinds,
    )
        .prop_map(|(tag, data, place, kind)| Seed {
            tag: Tag(tag),
            data,
            place,
            kind,
        });
    prop_oneof![
        3 => Just(Vec::new()),
        2 => proptest::collection::vec(seed, 1..4),
    ]
    .boxed()
}

/// The unknown fields of a message.
pub(super) fn of_message(
    seeds: &[Seed],
    info: &'static MessageInfo,
    limits: Limits,
    trace: &Trace,
) -> Vec<UnknownField<'static>> {
    let most = trace.first_record.unwrap_or(trace.known);
    let mut fields: Vec<_> = seeds
        .iter()
        .filter_map(|seed| {
            let mut after = seed.place % (most + 1);
            let (tag, data) = match seed.kind {
                Kind::Foreign => (foreign_tag(seed.tag, info, limits)?, seed.data.clone()),
                Kind::TypeMismatch => misfit(info.members, seed, limits)?,
                Kind::Repeated => {
                    let written: Vec<_> = trace
                        .singles
                        .iter()
                        .filter(|(_, place)| *place < most)
                        .collect();
                    let index = seed.place as usize % written.len().max(1);
                    let (tag, place) = written.get(index)?;
                    after = after.max(place + 1);
                    (*tag, repeated_data(info, *tag, &seed.data)?)
                }
            };
            Some(UnknownField {
                tag,
                data: Bytes::from(data),
                after,
            })
        })
        .collect();
    fields.sort_by_key(|field| field.after);
    fields
}

/// The unknown fields of a record with so many known ones.
pub(super) fn of_record(
    seeds: &[Seed],
    info: &'static MessageInfo,
    members: &'static [MemberInfo],
    limits: Limits,
    known: u32,
) -> Vec<UnknownField<'static>> {
    let mut fields: Vec<_> = seeds
        .iter()
        .filter_map(|seed| {
            let (tag, data) = match seed.kind {
                Kind::Foreign => (foreign_tag(seed.tag, info, limits)?, seed.data.clone()),
                Kind::TypeMismatch | Kind::Repeated => misfit(members, seed, limits)?,
            };
            Some(UnknownField {
                tag,
                data: Bytes::from(data),
                after: 1 + seed.place % known.max(1),
            })
        })
        .collect();
    fields.sort_by_key(|field| field.after);
    fields
}

/// The first tag from some number on that the message does not know.
fn foreign_tag(tag: Tag, info: &'static MessageInfo, limits: Limits) -> Option<Tag> {
    let last = if limits.version.has_wide_tags() {
        u16::MAX
    } else {
        u16::from(u8::MAX)
    };
    (tag.0..=last)
        .chain(0..tag.0)
        .map(Tag)
        .find(|tag| !info.members.iter().any(|member| member.has_tag(*tag)))
}

/// A field of these members with data that do not fit it.
fn misfit(members: &'static [MemberInfo], seed: &Seed, limits: Limits) -> Option<(Tag, Vec<u8>)> {
    let fields: Vec<_> = members
        .iter()
        .filter_map(|member| match member {
            MemberInfo::Field(field) => Some(field),
            MemberInfo::Fixed(_) | MemberInfo::List(_) => None,
        })
        .filter(|field| limits.version.can_carry(field.tag) && !field.form.fits(&seed.data))
        .collect();
    let field = fields.get(seed.place as usize % fields.len().max(1))?;
    Some((field.tag, seed.data.clone()))
}

/// Data that fit the field or count with a tag.
fn repeated_data(info: &'static MessageInfo, tag: Tag, data: &[u8]) -> Option<Vec<u8>> {
    info.members.iter().find_map(|member| {
        let size = match member {
            MemberInfo::Field(field) if field.tag == tag => match field.form {
                Form::Sized(size) => size,
                form => return form.fits(data).then(|| data.to_vec()),
            },
            MemberInfo::List(list) if list.count.tag == Some(tag) => usize::from(list.count.width),
            _ => return None,
        };
        Some(
            data.iter()
                .copied()
                .chain(core::iter::repeat(7))
                .take(size)
                .collect(),
        )
    })
}
