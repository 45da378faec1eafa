//! The members of a message, or of an entry of a list.

use alloc::format;
use alloc::vec::Vec;

use super::error::{self, Refusal, Within, refuse};
use super::tree::{Object, Tree};
use super::value::{self, Shape};
use super::{Names, number, object};
use crate::fields::{Fields, OwnedEntry, OwnedValue, SetValueError};
use crate::generated::tags::Tag;
use crate::info::{ElementInfo, ListInfo, ListStyle, MemberInfo};
use crate::value::UnknownField;
use crate::version::VersionRange;

/// What an object may hold.
pub(super) struct Members {
    pub(super) infos: &'static [MemberInfo],
    pub(super) keeps_unknown: bool,
    pub(super) keeps_trailing: bool,
}

impl Members {
    fn position(&self, key: &str) -> Option<(usize, &'static MemberInfo)> {
        let mut infos = self.infos.iter().enumerate();
        infos.find(|(_, info)| info.name() == key)
    }

    /// Why a key cannot stand here.
    fn unknown_key(&self, key: &str) -> Refusal {
        let counted = self.infos.iter().find_map(|info| match info {
            MemberInfo::List(list) if list.count.name == key => Some(list.name),
            _ => None,
        });
        if let Some(list) = counted {
            let what = format!("a count cannot be given: it is the length of {list}");
            return error::at(key, what);
        }
        let special = [
            self.keeps_unknown.then_some("unknown"),
            self.keeps_trailing.then_some("trailing"),
        ];
        let names = self.infos.iter().map(MemberInfo::name);
        error::unknown_key(key, names.chain(special.into_iter().flatten()))
    }
}

/// What an object held.
pub(super) struct Found {
    entry: OwnedEntry,
    trailing: Vec<u8>,
}

impl Found {
    /// Sets the members of a message.
    pub(super) fn put_into(self, fields: &mut dyn Fields) -> Result<(), Refusal> {
        let infos = fields.members();
        for (index, value) in self.entry.members {
            let name = infos.get(index).map_or("", MemberInfo::name);
            fields
                .set_value(index, value)
                .or_else(|SetValueError| refuse("the field cannot have this value"))
                .within(name)?;
        }
        fields
            .set_unknown_fields(self.entry.unknown)
            .or_else(|SetValueError| refuse("unknown fields are not kept here"))
            .within("unknown")?;
        if !self.trailing.is_empty() {
            fields
                .set_trailing(self.trailing)
                .or_else(|SetValueError| refuse("trailing bytes are not kept here"))
                .within("trailing")?;
        }
        Ok(())
    }
}

/// Reads the members of an object.
pub(super) fn members(object: &Object, owner: &Members, names: Names) -> Result<Found, Refusal> {
    let mut found = Found {
        entry: OwnedEntry::default(),
        trailing: Vec::new(),
    };
    for (key, json) in object.iter() {
        if let Some((index, info)) = owner.position(key) {
            let value = member(json, info, names).within(key)?;
            found.entry.members.push((index, value));
        } else if key == "unknown" && owner.keeps_unknown {
            found.entry.unknown = unknown_fields(json).within(key)?;
        } else if key == "trailing" && owner.keeps_trailing {
            found.trailing = value::hex(json).within(key)?;
        } else {
            return Err(owner.unknown_key(key));
        }
    }
    let missing = |info: &&MemberInfo| is_fixed(info, names) && object.get(info.name()).is_none();
    match owner.infos.iter().find(missing) {
        None => Ok(found),
        Some(field) => Err(error::at(field.name(), "the fixed field is missing")),
    }
}

/// Whether a member always stands in the fixed part.
///
/// A member that is an option in every version belongs to one of several layouts. A list whose
/// count stands there may be left out: it is empty then. Where the version is not known, no field has
/// to be there that some version lacks.
fn is_fixed(info: &MemberInfo, names: Names) -> bool {
    match info {
        MemberInfo::Fixed(field) => {
            let windowed = field.versions != VersionRange::ALWAYS;
            let is_there = !windowed || (names.is_exact && field.versions.contains(names.version));
            is_there && (windowed || !field.optional)
        }
        MemberInfo::Field(_) | MemberInfo::List(_) => false,
    }
}

fn member(json: &Tree, info: &MemberInfo, names: Names) -> Result<OwnedValue, Refusal> {
    match info {
        MemberInfo::Fixed(field) => {
            let shape = Shape {
                kind: field.kind,
                form: field.form,
                signed: field.signed,
            };
            value::value(json, shape, names.version)
        }
        MemberInfo::Field(field) => value::floating(json, field, names.version),
        MemberInfo::List(info) => list(json, info, names),
    }
}

fn list(json: &Tree, info: &ListInfo, names: Names) -> Result<OwnedValue, Refusal> {
    let elements = array(json)?.iter().enumerate();
    match &info.element {
        ElementInfo::Value(field) => {
            let plain = info.style == ListStyle::Array;
            let element = |(index, json)| {
                value::element(json, field, plain, names.version).within_element(index)
            };
            elements
                .map(element)
                .collect::<Result<_, _>>()
                .map(OwnedValue::Values)
        }
        ElementInfo::Entry(entry) => {
            let owner = Members {
                infos: entry.members,
                keeps_unknown: info.style == ListStyle::Records,
                keeps_trailing: false,
            };
            let element = |(index, json)| {
                object(json)
                    .and_then(|object| members(object, &owner, names))
                    .map(|found| found.entry)
                    .within_element(index)
            };
            elements
                .map(element)
                .collect::<Result<_, _>>()
                .map(OwnedValue::Entries)
        }
    }
}

fn array(json: &Tree) -> Result<&[Tree], Refusal> {
    match json {
        Tree::Array(elements) => Ok(elements),
        other => refuse(format!("expected an array, found {}", other.kind())),
    }
}

fn unknown_fields(json: &Tree) -> Result<Vec<UnknownField<'static>>, Refusal> {
    let elements = array(json)?.iter().enumerate();
    elements
        .map(|(index, json)| unknown_field(json).within_element(index))
        .collect()
}

fn unknown_field(json: &Tree) -> Result<UnknownField<'static>, Refusal> {
    let [tag, data, after] = value::exactly(json, ["tag", "hex", "after"])?;
    Ok(UnknownField {
        tag: number::unsigned(tag).map(Tag).within("tag")?,
        data: value::hex(data).within("hex")?.into(),
        after: number::unsigned(after).within("after")?,
    })
}
