//! The Rust name of every name in the bundled specification, as listed in `tests/names.txt`. With
//! `BLESS=1` the list is written anew: then read what changed.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use cti_spec::model::{Body, Floating, Protocol};
use cti_spec::name::Name;

#[test]
fn every_real_name_is_converted_as_listed() {
    let protocol =
        cti_spec::load(&cti_spec::ged188_dir()).unwrap_or_else(|error| panic!("{error}"));
    let actual = list(&protocol);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names.txt");
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let expected: Vec<&str> = expected.lines().collect();
    let actual: Vec<&str> = actual.lines().collect();
    let only = |these: &[&str], others: &[&str], sign: char| {
        let lines = these.iter().filter(|line| !others.contains(line));
        lines
            .map(|line| format!("{sign} {line}\n"))
            .collect::<String>()
    };
    assert!(
        actual == expected,
        "tests/names.txt differs (BLESS=1 rewrites it):\n{}{}",
        only(&expected, &actual, '-'),
        only(&actual, &expected, '+'),
    );
}

/// All names, one a line: what it is, the name of the guide, the Rust name.
fn list(protocol: &Protocol) -> String {
    let mut names = BTreeMap::new();
    let mut add = |kind: &'static str, guide: &str, rust: String| {
        names.insert((kind, guide.to_owned()), rust);
    };
    let types = |names: Vec<&Name>| -> Vec<(String, String)> {
        let names = names.into_iter();
        names
            .map(|name| (name.guide.clone(), name.pascal()))
            .collect()
    };
    let all = [
        (
            "entry",
            types(protocol.entries.iter().map(|item| &item.name).collect()),
        ),
        (
            "enum",
            types(
                protocol
                    .enumerations
                    .iter()
                    .map(|item| &item.name)
                    .collect(),
            ),
        ),
        (
            "id",
            types(protocol.ids.iter().map(|item| &item.name).collect()),
        ),
        (
            "interface",
            types(protocol.interfaces.iter().map(|item| &item.name).collect()),
        ),
        (
            "mask",
            types(protocol.masks.iter().map(|item| &item.name).collect()),
        ),
        (
            "message",
            types(protocol.messages.iter().map(|item| &item.name).collect()),
        ),
        (
            "service",
            types(protocol.services.iter().map(|item| &item.name).collect()),
        ),
    ];
    for (kind, items) in all {
        for (guide, rust) in items {
            add(kind, &guide, rust);
        }
    }
    for tag in &protocol.tags {
        add("tag", &tag.name.guide, tag.name.screaming());
    }
    let enumerations = protocol.enumerations.iter();
    let masks = protocol.masks.iter();
    let tables = enumerations
        .map(|table| (&table.name, &table.values))
        .chain(masks.map(|table| (&table.name, &table.bits)));
    for (table, values) in tables {
        for value in values {
            let guide = format!("{}.{}", table.guide, value.guide_name);
            let window = value
                .window
                .until
                .map_or_else(String::new, |until| format!(" until {until}"));
            add("value", &(guide + &window), value.rust_name.clone());
        }
    }
    for message in &protocol.messages {
        if let Body::Parts(parts) = &message.body {
            for field in parts.layouts.iter().flat_map(|layout| &layout.fields) {
                add("field", &field.name.guide, field.name.snake());
            }
            members(&parts.floating, &mut add);
        }
    }
    for entry in &protocol.entries {
        members(&entry.members, &mut add);
    }
    names
        .into_iter()
        .map(|((kind, guide), rust)| format!("{kind} {guide} = {rust}\n"))
        .collect()
}

/// Adds the names in a floating part or an entry.
fn members(items: &[Floating], add: &mut impl FnMut(&'static str, &str, String)) {
    for item in items {
        let name = match item {
            Floating::Field(field) => &field.name,
            Floating::Count(count) => &count.name,
            Floating::List(list) => &list.name,
        };
        add("field", &name.guide, name.snake());
    }
}
