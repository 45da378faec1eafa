//! The fields that can be filtered: a name for every field, list and entry of the protocol.
//!
//! A field of the guide has one name in all messages, in snake case as in Rust. Wireshark wants one
//! type for each name, though a field of one name has several types in the guide (E11): the type
//! that most messages have takes the plain name, the others end in what they are (`_int`).

use std::collections::{BTreeMap, BTreeSet};

use cti_spec::Protocol;
use cti_spec::model::{
    Element, FieldType, Floating, FloatingField, List, Meaning, Message, WireForm,
};
use cti_spec::name::Name;

use super::lua::{Lua, Row, text};

/// The names that the runtime itself takes.
pub(super) const RESERVED: &[&str] = &[
    "body",
    "field_length",
    "message_length",
    "message_type",
    "not_a_message",
    "protocol_version",
    "request_in",
    "response_in",
    "tag",
    "time",
    "trailing",
    "unknown_field",
];

/// A registered field with the name by which the tables refer to it, and that in filters.
#[derive(Debug)]
struct Registered {
    key: String,
    filter: String,
}

/// All that can be filtered.
#[derive(Debug)]
pub(super) struct Fields {
    registered: BTreeMap<(String, Variant), Registered>,
}

impl Fields {
    /// Those of a protocol.
    pub(super) fn of(protocol: &Protocol) -> Self {
        Self {
            registered: register(Uses::of(protocol).by_name),
        }
    }

    /// The key of a field.
    pub(super) fn field(&self, protocol: &Protocol, name: &Name, ty: &FieldType) -> String {
        self.key(name, of_type(protocol, name, ty))
    }

    /// The key of a floating field.
    pub(super) fn floating(&self, protocol: &Protocol, field: &FloatingField) -> String {
        self.key(&field.name, of_floating(protocol, field))
    }

    /// The key of a list or an entry.
    pub(super) fn node(&self, name: &Name) -> String {
        self.key(name, node(name))
    }

    fn key(&self, name: &Name, variant: Variant) -> String {
        let registered = self.registered.get(&(plain(name), variant));
        text(registered.map_or("", |registered| &registered.key))
    }

    /// Writes the table of them.
    pub(super) fn write(&self, lua: &mut Lua) {
        lua.line("");
        lua.line("-- What can be filtered: { name in the guide, kind }, by a key; the name in filters is the");
        lua.line("-- key where nothing else is said.");
        lua.open("local fields = {");
        for ((_, variant), Registered { key, filter }) in &self.registered {
            let mut row = Row::default()
                .with(text(&variant.label))
                .with(text(variant.form));
            if let Some((kind, name)) = &variant.meaning {
                row = row.set(kind, text(name));
            }
            row = row.set_some("filter", (key != filter).then(|| text(filter)));
            lua.line(&format!("[{}] = {row},", text(key)));
        }
        lua.close("}");
    }
}

/// Gives each variant its name in filters and its key.
fn register(
    by_name: BTreeMap<String, BTreeMap<Variant, usize>>,
) -> BTreeMap<(String, Variant), Registered> {
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(by_name.keys().cloned());
    let mut registered = BTreeMap::new();
    for (name, variants) in by_name {
        let mut families: BTreeMap<Family, usize> = BTreeMap::new();
        for (variant, uses) in &variants {
            *families.entry(variant.family).or_default() += uses;
        }
        let is_free = !RESERVED.contains(&name.as_str());
        // The first of the families that are used most.
        let plain = families
            .iter()
            .rev()
            .max_by_key(|(_, uses)| **uses)
            .map(|(family, _)| *family);
        let mut filters: BTreeMap<Family, String> = BTreeMap::new();
        for family in families.into_keys() {
            let filter = if is_free && Some(family) == plain {
                name.clone()
            } else {
                free(&mut taken, &format!("{name}_{}", family.suffix()))
            };
            filters.insert(family, filter);
        }
        let mut keys: BTreeMap<Family, usize> = BTreeMap::new();
        for variant in variants.into_keys() {
            let filter = filters.get(&variant.family).cloned().unwrap_or_default();
            let number = keys.entry(variant.family).or_default();
            *number += 1;
            let key = if *number == 1 {
                filter.clone()
            } else {
                format!("{filter}@{number}")
            };
            registered.insert((name.clone(), variant), Registered { key, filter });
        }
    }
    registered
}

/// The name, or the first with a number behind it that is free.
fn free(taken: &mut BTreeSet<String>, name: &str) -> String {
    let mut free = name.to_owned();
    for number in 2.. {
        if taken.insert(free.clone()) {
            break;
        }
        free = format!("{name}_{number}");
    }
    free
}

/// How often each variant of a name is used.
struct Uses<'p> {
    protocol: &'p Protocol,
    pub(super) by_name: BTreeMap<String, BTreeMap<Variant, usize>>,
}

impl<'p> Uses<'p> {
    /// Counts those of a protocol.
    pub(super) fn of(protocol: &'p Protocol) -> Self {
        let mut uses = Self {
            protocol,
            by_name: BTreeMap::new(),
        };
        protocol
            .messages
            .iter()
            .for_each(|message| uses.message(message));
        uses
    }

    fn message(&mut self, message: &Message) {
        let Some(parts) = message.parts() else { return };
        for field in parts.layouts.iter().flat_map(|layout| &layout.fields) {
            self.field(&field.name, &field.ty);
        }
        self.floating(&parts.floating);
    }

    fn floating(&mut self, items: &[Floating]) {
        for item in items {
            match item {
                Floating::Field(field) => self.add(&field.name, of_floating(self.protocol, field)),
                Floating::Count(count) => self.field(&count.name, &count.ty),
                Floating::List(list) => self.list(list),
            }
        }
    }

    fn list(&mut self, list: &List) {
        self.add(&list.name, node(&list.name));
        match &list.element {
            Element::Member(member) => {
                self.add(&member.name, of_floating(self.protocol, member));
            }
            Element::Entry(entry) => {
                let entry = &self.protocol[*entry];
                self.add(&entry.name, node(&entry.name));
                self.floating(&entry.members);
            }
        }
    }

    fn field(&mut self, name: &Name, ty: &FieldType) {
        self.add(name, of_type(self.protocol, name, ty));
    }

    fn add(&mut self, name: &Name, variant: Variant) {
        *self
            .by_name
            .entry(plain(name))
            .or_default()
            .entry(variant)
            .or_default() += 1;
    }
}

/// The kind of value of a filter's name, as far as Wireshark distinguishes types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Unsigned,
    Signed,
    Time,
    Text,
    Bytes,
    /// A list or an entry, which has no value.
    Node,
}

/// A field as it is registered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Variant {
    pub(super) family: Family,
    /// The kind of field in the runtime.
    pub(super) form: &'static str,
    /// The name in the guide, which is shown.
    pub(super) label: String,
    /// The enumeration or mask, with its key.
    pub(super) meaning: Option<(&'static str, String)>,
}

impl Family {
    /// Its suffix in a name.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Unsigned => "uint",
            Self::Signed => "int",
            Self::Time => "time",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Node => "list",
        }
    }
}

/// The name in snake case, without the mark of Rust's keywords.
fn plain(name: &Name) -> String {
    name.snake().trim_start_matches("r#").to_owned()
}

fn node(name: &Name) -> Variant {
    Variant {
        family: Family::Node,
        form: "node",
        label: name.guide.clone(),
        meaning: None,
    }
}

/// A secret is shown as text, whatever it is.
fn of_floating(protocol: &Protocol, field: &FloatingField) -> Variant {
    let variant = of_type(protocol, &field.name, &field.ty);
    if field.secret {
        return Variant {
            family: Family::Text,
            form: "secret",
            ..variant
        };
    }
    variant
}

fn of_type(protocol: &Protocol, name: &Name, ty: &FieldType) -> Variant {
    let (family, form) = match ty.form {
        WireForm::Unsigned(1) => (Family::Unsigned, "uint8"),
        WireForm::Unsigned(2) => (Family::Unsigned, "uint16"),
        WireForm::Unsigned(_) => (Family::Unsigned, "uint32"),
        WireForm::Signed(1) => (Family::Signed, "int8"),
        WireForm::Signed(2) => (Family::Signed, "int16"),
        WireForm::Signed(_) => (Family::Signed, "int32"),
        WireForm::Bool => (Family::Unsigned, "bool"),
        WireForm::Time => (Family::Time, "time"),
        WireForm::Text => (Family::Text, "text"),
        WireForm::Bytes => (Family::Bytes, "bytes"),
        WireForm::NamedVariable => (Family::Text, "named_variable"),
        WireForm::NamedArray => (Family::Text, "named_array"),
    };
    let meaning = match ty.meaning {
        Some(Meaning::Enumeration(index)) => {
            Some(("enumeration", protocol[index].name.guide.clone()))
        }
        Some(Meaning::Mask(index)) => Some(("mask", protocol[index].name.guide.clone())),
        // An ID is a number like any other; its null value is said at the field.
        Some(Meaning::Id(_)) | None => None,
    };
    Variant {
        family,
        form,
        label: name.guide.clone(),
        meaning,
    }
}
