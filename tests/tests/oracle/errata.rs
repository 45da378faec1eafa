//! The errata: each is declared, and noted at the places that it concerns.

use std::collections::BTreeMap;

use cti_spec::model::{Element, ErratumIndex, Floating};

use crate::definition::protocol;

/// How many errata there are: E1 to E30.
const ERRATA: usize = 30;

/// The errata that concern nothing that could carry a note, and why.
const WITHOUT_A_PLACE: &[(&str, &str)] = &[];

#[test]
fn every_erratum_is_declared() {
    let labels: Vec<&str> = protocol()
        .errata
        .iter()
        .map(|erratum| erratum.label.as_str())
        .collect();
    let expected: Vec<String> = (1..=ERRATA).map(|number| format!("E{number}")).collect();
    assert_eq!(labels, expected);
}

#[test]
fn every_erratum_is_noted_somewhere() {
    let places = places();
    let mut wrong = Vec::new();
    for (index, erratum) in protocol().errata.iter().enumerate() {
        let noted = places.contains_key(&ErratumIndex(index));
        let excused = WITHOUT_A_PLACE
            .iter()
            .any(|(label, _)| *label == erratum.label);
        if noted == excused {
            wrong.push(format!(
                "{}: noted: {noted}, excused: {excused}",
                erratum.label
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where each erratum is noted.
fn places() -> BTreeMap<ErratumIndex, Vec<String>> {
    let mut places = Places(BTreeMap::new());
    let protocol = protocol();
    for id in &protocol.ids {
        places.note(&id.name.guide, &id.errata);
    }
    for table in &protocol.enumerations {
        places.note(&table.name.guide, &table.errata);
        for value in &table.values {
            places.note(
                &format!("{}.{}", table.name.guide, value.guide_name),
                &value.errata,
            );
        }
    }
    for mask in &protocol.masks {
        places.note(&mask.name.guide, &mask.errata);
        for bit in &mask.bits {
            places.note(
                &format!("{}.{}", mask.name.guide, bit.guide_name),
                &bit.errata,
            );
        }
    }
    for tag in &protocol.tags {
        places.note(&tag.name.guide, &tag.errata);
    }
    for entry in &protocol.entries {
        places.note(&entry.name.guide, &entry.errata);
        places.items(&entry.name.guide, &entry.members);
    }
    for message in &protocol.messages {
        places.note(&message.name.guide, &message.errata);
        let Some(parts) = message.parts() else {
            continue;
        };
        for layout in &parts.layouts {
            places.note(&message.name.guide, &layout.errata);
            for field in &layout.fields {
                places.note(
                    &format!("{}.{}", message.name.guide, field.name.guide),
                    &field.errata,
                );
            }
        }
        places.items(&message.name.guide, &parts.floating);
    }
    places.0
}

struct Places(BTreeMap<ErratumIndex, Vec<String>>);

impl Places {
    fn note(&mut self, place: &str, errata: &[ErratumIndex]) {
        for &erratum in errata {
            self.0.entry(erratum).or_default().push(place.to_owned());
        }
    }

    fn items(&mut self, place: &str, items: &[Floating]) {
        for item in items {
            match item {
                Floating::Field(field) => {
                    self.note(&format!("{place}.{}", field.name.guide), &field.errata);
                }
                Floating::Count(count) => {
                    self.note(&format!("{place}.{}", count.name.guide), &count.errata);
                }
                Floating::List(list) => {
                    self.note(&format!("{place}.{}", list.name.guide), &list.errata);
                    if let Element::Member(member) = &list.element {
                        self.note(&format!("{place}.{}", member.name.guide), &member.errata);
                    }
                }
            }
        }
    }
}
