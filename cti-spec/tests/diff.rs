//! What `diff` says changed: some versions as in `tests/diff`, all of them against the model.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod facts;
mod golden;

use std::collections::{BTreeMap, BTreeSet};

use cti_spec::Protocol;
use cti_spec::diff::{Change, Diff, versions};
use cti_spec::model::NamedValue;
use cti_spec::show::Column;

use facts::{Fact, facts, ged188};

fn diff(protocol: &Protocol, from: u8, to: u8) -> Diff {
    versions(protocol, from, to).unwrap_or_else(|error| panic!("{error}"))
}

/// All pairs of versions, the earlier one first.
fn pairs(protocol: &Protocol) -> impl Iterator<Item = (u8, u8)> + use<> {
    let versions = protocol.versions();
    versions
        .clone()
        .flat_map(move |from| (from..=*versions.end()).map(move |to| (from, to)))
}

#[test]
fn differences_are_as_in_the_files() {
    let protocol = ged188();
    let mut texts = BTreeMap::new();
    for (from, to) in [(13, 14), (18, 19), (19, 20), (20, 19), (24, 24)] {
        let text = diff(&protocol, from, to).to_string();
        assert!(
            text.lines().all(|line| line.chars().count() <= 100),
            "{text}"
        );
        texts.insert(format!("{from}_{to}.txt"), text);
    }
    golden::assert_folder("diff", &texts);
}

/// The messages that differ, each with what happens to its fields, as the windows of the model say.
type Expected = BTreeMap<String, (Change, BTreeSet<(Change, &'static str, Vec<String>)>)>;

fn expected(protocol: &Protocol, from: u8, to: u8) -> Expected {
    let mut expected = Expected::new();
    for message in &protocol.messages {
        let has = |version| message.window.contains(version);
        let change = match (has(from), has(to)) {
            (true, true) => Change::Changed,
            (true, false) => Change::Removed,
            (false, true) => Change::Added,
            (false, false) => continue,
        };
        let mut changes = BTreeSet::new();
        if change == Change::Changed {
            let keyed = |version| -> BTreeMap<(&'static str, Vec<String>), Fact> {
                let facts = facts(protocol, message, version).into_iter();
                facts
                    .map(|fact| ((fact.part, fact.path.clone()), fact))
                    .collect()
            };
            let (old, new) = (keyed(from), keyed(to));
            for (key @ (part, path), fact) in &old {
                match new.get(key) {
                    None => changes.insert((Change::Removed, *part, path.clone())),
                    Some(other) if other != fact => {
                        changes.insert((Change::Changed, *part, path.clone()))
                    }
                    Some(_) => false,
                };
            }
            for (part, path) in new.keys().filter(|key| !old.contains_key(key)) {
                changes.insert((Change::Added, part, path.clone()));
            }
        }
        if change != Change::Changed || !changes.is_empty() {
            expected.insert(message.name.guide.clone(), (change, changes));
        }
    }
    expected
}

#[test]
fn the_fields_that_differ_are_those_of_the_windows() {
    let protocol = ged188();
    for (from, to) in pairs(&protocol) {
        let mut told = Expected::new();
        for item in diff(&protocol, from, to).items {
            if item.kind != "message" {
                continue;
            }
            let mut changes = BTreeSet::new();
            for section in &item.sections {
                for row in &section.rows {
                    let shown = row.rows.iter().flatten().next().unwrap();
                    if section.heading.contains(" part") {
                        let fact = Fact::of_row(&section.heading, shown);
                        changes.insert((row.change(), fact.part, row.path.clone()));
                    }
                }
            }
            told.insert(item.name, (item.change, changes));
        }
        assert_eq!(told, expected(&protocol, from, to), "{from} {to}");
    }
}

#[test]
fn the_values_that_differ_are_those_of_the_windows() {
    let protocol = ged188();
    let enumerations = protocol.enumerations.iter();
    let enumerations = enumerations.map(|table| (&table.name.guide, &table.values));
    let masks = protocol.masks.iter();
    let masks = masks.map(|mask| (&mask.name.guide, &mask.bits));
    let tables: BTreeMap<&String, &Vec<NamedValue>> = enumerations.chain(masks).collect();
    for (from, to) in pairs(&protocol) {
        let mut told: BTreeSet<(String, Option<String>, Option<String>)> = BTreeSet::new();
        for item in diff(&protocol, from, to).items {
            if tables.contains_key(&item.name) {
                for row in item.sections.iter().flat_map(|section| &section.rows) {
                    let names = row
                        .rows
                        .each_ref()
                        .map(|row| row.as_ref().map(|row| row.cell(Column::Name).to_owned()));
                    let [old, new] = names;
                    told.insert((item.name.clone(), old, new));
                }
            }
        }
        let mut expected = BTreeSet::new();
        for (name, values) in &tables {
            let in_version = |version: u8| -> BTreeMap<u32, &String> {
                let values = values.iter().filter(|value| value.window.contains(version));
                values
                    .map(|value| (value.value, &value.guide_name))
                    .collect()
            };
            let (old, new) = (in_version(from), in_version(to));
            for value in old.keys().chain(new.keys()) {
                let names = [old.get(value), new.get(value)].map(|name| name.copied().cloned());
                let [old, new] = names;
                if old != new {
                    expected.insert(((*name).clone(), old, new));
                }
            }
        }
        assert_eq!(told, expected, "{from} {to}");
    }
}

/// What a difference says, with the versions the other way round.
fn mirrored(diff: Diff) -> Diff {
    let mirror = |change| match change {
        Change::Removed => Change::Added,
        Change::Changed => Change::Changed,
        Change::Added => Change::Removed,
    };
    let mut items = diff.items;
    for item in &mut items {
        item.change = mirror(item.change);
        for section in &mut item.sections {
            section.change = mirror(section.change);
            section.facts.reverse();
            for row in &mut section.rows {
                row.rows.reverse();
            }
        }
    }
    Diff {
        protocol: diff.protocol,
        from: diff.to,
        to: diff.from,
        items,
    }
}

/// A difference without the order of its tables and rows, which is that of the first version.
fn sorted(mut diff: Diff) -> Diff {
    for item in &mut diff.items {
        for section in &mut item.sections {
            section.rows.sort_by(|one, other| one.path.cmp(&other.path));
        }
        item.sections
            .sort_by(|one, other| one.heading.cmp(&other.heading));
    }
    diff
}

#[test]
fn going_back_mirrors_going_on() {
    let protocol = ged188();
    for (from, to) in pairs(&protocol) {
        let on = diff(&protocol, from, to);
        let back = diff(&protocol, to, from);
        if from == to {
            assert!(on.items.is_empty(), "{on}");
        } else {
            assert_ne!(on.to_string(), back.to_string());
        }
        assert_eq!(sorted(mirrored(on)), sorted(back), "{from} {to}");
    }
}

/// The line of a text that has all these words.
fn line<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut lines = text.lines();
    let line = lines.find(|line| {
        let line: Vec<&str> = line.split_whitespace().collect();
        words.iter().all(|word| line.contains(word))
    });
    line.unwrap_or_else(|| panic!("no line with {words:?} in\n{text}"))
}

#[test]
fn known_changes_are_told() {
    let protocol = ged188();
    let text = diff(&protocol, 19, 20).to_string();
    assert!(
        line(&text, &["~", "Tag", "1", "->"]).ends_with("1 -> 2"),
        "{text}"
    );
    assert!(
        line(&text, &["~", "Length", "1", "->"]).ends_with("1 -> 2"),
        "{text}"
    );
    line(&text, &["+", "CONFIG_MRD_EVENT", "(254)"]);
    line(&text, &["~", "Records.LoginName", "32", "->", "255"]);
    line(&text, &["~", "12", "->", "16", "PeripheralID"]);
    line(&text, &["+", "ConfigMsgMask"]);
    let text = diff(&protocol, 18, 19).to_string();
    line(&text, &["~", "ClientAddress", "16", "->", "64"]);
    line(&text, &["-", "226", "ClientAddressIPV6"]);
    let text = diff(&protocol, 24, 25).to_string();
    line(
        &text,
        &[
            "~",
            "2",
            "E_CTI_INVALID_MESSAGE_TYPE",
            "->",
            "E_CTI_INVALID_MESSAGE_LENGTH",
        ],
    );
    line(&text, &["-", "PT_ASPECT"]);
    let text = diff(&protocol, 13, 14).to_string();
    line(&text, &["+", "38", "CALLTYPE_NON_ACD"]);
    // Nothing is wide in both.
    assert!(!diff(&protocol, 20, 25).to_string().contains("Length"));
    let text = diff(&protocol, 20, 19).to_string();
    line(&text, &["-", "CONFIG_MRD_EVENT", "(254)"]);
    line(&text, &["-", "ConfigMsgMask"]);
    line(&text, &["~", "Records.LoginName", "255", "->", "32"]);
}

#[test]
fn versions_outside_of_the_protocol_are_errors() {
    let protocol = ged188();
    let last = protocol.last_version;
    let after = last + 1;
    for (from, to, wrong) in [(12, 13, 12), (13, after, after), (after, after, after)] {
        let error = versions(&protocol, from, to).unwrap_err().to_string();
        let text = format!("{wrong} is not a version of GED188; it has versions 13 to {last}");
        assert_eq!(error, text);
    }
}
