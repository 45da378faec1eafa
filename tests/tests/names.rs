//! Every name of the guide with the Rust name made of it, as `tests/data/names.txt` has it.
//!
//! The rule that splits names is general; whether it does well by each of a thousand real names,
//! only a reader can tell. Set `BLESS` to write the file anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use cti_spec::Protocol;
use cti_spec::model::{Element, Floating, InterfaceMember};
use cti_spec::name::Name;
use cti_tests::golden;

#[test]
fn every_name_becomes_the_rust_name_that_was_reviewed() {
    let protocol =
        cti_spec::load(&cti_spec::ged188_dir()).unwrap_or_else(|error| panic!("{error}"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/names.txt");
    golden::assert_file(&path, &listing(&protocol));
}

/// All names, by what they name.
fn listing(protocol: &Protocol) -> String {
    let mut text = String::from(
        "# Names of the guide and what they are in Rust. Written by the test `names` (BLESS=1).\n",
    );
    types(
        &mut text,
        "Services",
        protocol.services.iter().map(|service| &service.name),
    );
    types(
        &mut text,
        "Messages",
        protocol.messages.iter().map(|message| &message.name),
    );
    types(
        &mut text,
        "Entries",
        protocol.entries.iter().map(|entry| &entry.name),
    );
    types(
        &mut text,
        "Interfaces",
        protocol.interfaces.iter().map(|interface| &interface.name),
    );
    types(&mut text, "IDs", protocol.ids.iter().map(|id| &id.name));
    types(
        &mut text,
        "Enumerations",
        protocol.enumerations.iter().map(|table| &table.name),
    );
    types(
        &mut text,
        "Masks",
        protocol.masks.iter().map(|mask| &mask.name),
    );
    let members = members(protocol);
    section(
        &mut text,
        "Fields and lists",
        members
            .iter()
            .map(|(guide, rust)| (guide.as_str(), rust.clone())),
    );
    let tags = protocol.tags.iter().map(|tag| &tag.name);
    section(
        &mut text,
        "Tags",
        tags.map(|name| (name.guide.as_str(), name.screaming())),
    );
    let constants = protocol.constants.iter().map(|constant| &constant.name);
    section(
        &mut text,
        "Constants",
        constants.map(|name| (name.guide.as_str(), name.screaming())),
    );
    let enumerations = protocol
        .enumerations
        .iter()
        .map(|table| (&table.name, &table.values));
    let masks = protocol.masks.iter().map(|mask| (&mask.name, &mask.bits));
    for (name, values) in enumerations.chain(masks) {
        let values = values
            .iter()
            .map(|value| (value.guide_name.as_str(), value.rust_name.clone()));
        section(&mut text, &format!("Constants of {}", name.guide), values);
    }
    text
}

/// A section of names of types, with the module that each has.
fn types<'p>(text: &mut String, title: &str, names: impl Iterator<Item = &'p Name>) {
    let rust = |name: &Name| format!("{}  ({})", name.pascal(), name.snake());
    section(
        text,
        title,
        names.map(|name| (name.guide.as_str(), rust(name))),
    );
}

/// A section: a title, then a line for each name.
fn section<'p>(text: &mut String, title: &str, names: impl Iterator<Item = (&'p str, String)>) {
    let _ = write!(text, "\n## {title}\n\n");
    for (guide, rust) in names {
        let _ = writeln!(text, "{guide}  {rust}");
    }
}

/// The members of structs and the accessors of interfaces, by guide name.
fn members(protocol: &Protocol) -> BTreeMap<String, String> {
    let mut names: BTreeSet<&Name> = BTreeSet::new();
    for message in &protocol.messages {
        names.extend(message.fixed_members().into_iter().map(|field| &field.name));
        if let Some(parts) = message.parts() {
            items(&parts.floating, &mut names);
        }
    }
    for entry in &protocol.entries {
        items(&entry.members, &mut names);
    }
    for interface in &protocol.interfaces {
        names.extend(interface.members.iter().map(|member| match member {
            InterfaceMember::Field(field) => &field.name,
            InterfaceMember::Series { name, .. } => name,
            InterfaceMember::List(list) => &list.name,
        }));
    }
    let rust = |name: &Name| (name.guide.clone(), name.snake());
    names.into_iter().map(rust).collect()
}

fn items<'p>(items: &'p [Floating], names: &mut BTreeSet<&'p Name>) {
    for item in items {
        match item {
            Floating::Field(field) => names.extend([&field.name]),
            // A count is no member, but its name is in errors and in docs.
            Floating::Count(count) => names.extend([&count.name]),
            Floating::List(list) => {
                names.insert(&list.name);
                if let Element::Member(member) = &list.element {
                    names.insert(&member.name);
                }
            }
        }
    }
}
