//! What `show` prints: some sheets as in `tests/show`, all of them against the model.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod facts;
mod golden;

use std::collections::BTreeMap;

use cti_spec::model::Presence;
use cti_spec::show::{Column, Item, Sheet, UnknownItem, VersionError, show};
use cti_spec::{Protocol, SourceFile, parse_sources};

use facts::{Fact, facts, ged188};

/// The sample with every construct of the language.
fn whole() -> Protocol {
    let text = include_str!("samples/whole.cti");
    parse_sources(vec![SourceFile::new("whole.cti", text)])
        .unwrap_or_else(|errors| panic!("{errors}"))
}

fn sheet(protocol: &Protocol, name: &str, version: Option<u8>) -> Sheet {
    let item = Item::find(protocol, name).unwrap_or_else(|error| panic!("{error}"));
    show(protocol, item, version).unwrap_or_else(|error| panic!("{error}"))
}

/// A text with every run of blanks and line breaks as one blank.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The bundled specification in versions that a new version or message leaves as they are, and every
/// construct of the language in all versions.
#[test]
fn sheets_are_as_in_the_files() {
    let mut texts = BTreeMap::new();
    let protocol = ged188();
    for (name, version) in [
        ("HEARTBEAT_REQ", 24),
        ("OPEN_REQ", 24),
        ("OPEN_CONF", 13),
        ("OPEN_CONF", 24),
        ("FAILURE_CONF", 24),
        ("CONFIG_REQUEST_EVENT", 19),
        ("CONFIG_REQUEST_EVENT", 24),
        ("CONFIG_AGENT_EVENT", 24),
        ("BEGIN_CALL_EVENT", 24),
        ("STANDBY_ACTIVE_EVENT_MSG", 24),
        ("MEDIA_LOGIN_REQ", 24),
        ("AgentState", 24),
        ("CallType", 18),
        ("CtiServiceMask", 24),
        ("CallID", 24),
        ("AgentSkill", 24),
        ("CLIENT_ADDRESS_TAG", 24),
        ("E12", 24),
        ("FailureIndication", 24),
        ("GED188", 19),
    ] {
        let text = sheet(&protocol, name, Some(version)).to_string();
        texts.insert(format!("{name}_{version}.txt"), text);
    }
    let whole = whole();
    let sheets = Item::all(&whole).map(|item| show(&whole, item, None).unwrap().to_string());
    texts.insert(
        "whole.txt".to_owned(),
        sheets.collect::<Vec<_>>().join("\n"),
    );
    golden::assert_folder("show", &texts);
}

#[test]
fn every_field_of_every_message_is_shown_with_tag_type_and_size() {
    for protocol in [ged188(), whole()] {
        for message in &protocol.messages {
            for version in message.window.versions(&protocol) {
                let sheet = show(&protocol, Item::Message(message), Some(version)).unwrap();
                let shown = facts_of(&sheet);
                let place = format!("{} {version}", message.name.guide);
                assert_eq!(shown, facts(&protocol, message, version), "{place}");
                assert_text_has_all(&sheet, &place);
            }
            let sheet = show(&protocol, Item::Message(message), None).unwrap();
            assert_text_has_all(&sheet, &message.name.guide);
            let text = flat(&sheet.to_string());
            for row in sheet.sections.iter().flat_map(|section| &section.rows) {
                let mut entries = protocol.entries.iter();
                let entry = entries.find(|entry| entry.name.guide == row.cell(Column::Meaning));
                let doc = entry.map(|entry| flat(&entry.doc.lines.join(" ")));
                assert!(doc.is_none_or(|doc| text.contains(&doc)), "{text}");
            }
            // Over all versions, nothing that some version has is missing.
            let shown = facts_of(&sheet);
            for version in message.window.versions(&protocol) {
                for fact in facts(&protocol, message, version) {
                    let is_same = |other: &Fact| {
                        (other.part, &other.path, &other.names)
                            == (fact.part, &fact.path, &fact.names)
                            && other.numbers[..2] == fact.numbers[..2]
                    };
                    assert!(shown.iter().any(is_same), "{} {fact:?}", message.name.guide);
                }
            }
        }
    }
}

/// The facts that the tables of fields tell.
fn facts_of(sheet: &Sheet) -> Vec<Fact> {
    let sections = sheet.sections.iter();
    let sections = sections.filter(|section| section.heading.contains(" part"));
    let rows = sections.flat_map(|section| {
        let rows = section.rows.iter();
        rows.map(|row| Fact::of_row(&section.heading, row))
    });
    rows.collect()
}

/// The text has all that the sheet has, in lines that fit on a terminal.
fn assert_text_has_all(sheet: &Sheet, place: &str) {
    let text = sheet.to_string();
    let lines: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let flat_text = flat(&text);
    for row in sheet.sections.iter().flat_map(|section| &section.rows) {
        // Short cells are in one line with the name.
        let cells = row.cells.iter();
        let cells = cells.filter(|(column, _)| {
            !matches!(column, Column::Notes | Column::TagName | Column::Name)
        });
        let cells: Vec<&str> = cells.map(|(_, text)| text.as_str()).collect();
        let is_row = |line: &Vec<&str>| {
            let mut words = line.iter();
            cells.iter().all(|cell| words.any(|word| word == cell))
        };
        assert!(lines.iter().any(is_row), "{place}: {cells:?} in\n{text}");
        for column in [Column::Notes, Column::TagName, Column::Name] {
            let cell = flat(row.cell(column));
            assert!(flat_text.contains(&cell), "{place}: {cell} in\n{text}");
        }
        let doc = flat(&row.doc.lines.join(" "));
        assert!(flat_text.contains(&doc), "{place}: {doc} in\n{text}");
    }
    for doc in [&sheet.doc]
        .into_iter()
        .chain(sheet.errata.iter().map(|erratum| &erratum.doc))
    {
        let doc = flat(&doc.lines.join(" "));
        assert!(flat_text.contains(&doc), "{place}: {doc} in\n{text}");
    }
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{place}: {line}");
        assert_eq!(line, line.trim_end(), "{place}");
    }
}

#[test]
fn every_item_is_found_by_its_name_and_shown() {
    for protocol in [ged188(), whole()] {
        for item in Item::all(&protocol) {
            assert_eq!(Item::find(&protocol, item.name()), Ok(item));
            let sheet = show(&protocol, item, None).unwrap();
            assert_eq!(sheet.name, item.name());
            assert_text_has_all(&sheet, item.name());
        }
        for message in &protocol.messages {
            let item = Item::find(&protocol, &message.number.to_string());
            assert_eq!(item, Ok(Item::Message(message)));
            let item = Item::find(&protocol, &message.name.guide.to_lowercase());
            assert_eq!(item, Ok(Item::Message(message)));
        }
    }
}

#[test]
fn an_interface_is_found_by_its_key() {
    let protocol = ged188();
    let interface = Item::find(&protocol, "CallIdentity");
    assert!(interface.is_ok());
    for name in ["CallKey", "callkey"] {
        assert_eq!(Item::find(&protocol, name), interface);
    }
    let error = Item::find(&protocol, "CalKey").unwrap_err();
    assert!(
        error.to_string().ends_with("did you mean `CallKey`?"),
        "{error}"
    );
}

#[test]
fn presence_secrets_nulls_and_errata_are_notes() {
    let protocol = ged188();
    for message in &protocol.messages {
        let sheet = show(&protocol, Item::Message(message), None).unwrap();
        for (_, field) in protocol.floating_fields(message) {
            let mut rows = sheet.sections.iter().flat_map(|section| &section.rows);
            let row = rows.find(|row| {
                row.cell(Column::Field) == field.name.guide
                    && row.cell(Column::TagName) == protocol[field.tag].name.guide
            });
            let notes: Vec<&str> = row.unwrap().cell(Column::Notes).split(", ").collect();
            // Not `Presence::word`, which the sheet is written with.
            let presence = match field.presence {
                Presence::Unstated => None,
                Presence::Required => Some("required"),
                Presence::Optional => Some("optional"),
                Presence::Conditional => Some("conditional"),
            };
            for wanted in presence.into_iter().chain(field.secret.then_some("secret")) {
                assert!(notes.contains(&wanted), "{} {notes:?}", field.name.guide);
            }
            for erratum in field.errata.iter().map(|index| &protocol[*index]) {
                assert!(notes.contains(&erratum.label.as_str()), "{notes:?}");
                assert!(sheet.errata.contains(erratum), "{}", message.name.guide);
            }
        }
    }
    let notes = |message: &str, field: &str| {
        let sheet = sheet(&protocol, message, None);
        let mut rows = sheet.sections.iter().flat_map(|section| &section.rows);
        let row = rows.find(|row| row.cell(Column::Field) == field);
        row.unwrap().cell(Column::Notes).to_owned()
    };
    // The null of the field, that of its type, and none.
    assert_eq!(notes("OPEN_REQ", "IdleTimeout"), "null 0xFFFFFFFF");
    let null = "null NULL_PERIPHERAL_ID = 0xFFFFFFFF";
    assert_eq!(notes("OPEN_REQ", "PeripheralID"), null);
    assert_eq!(notes("OPEN_REQ", "InvokeID"), "");
    assert_eq!(notes("OPEN_CONF", "DepartmentID"), "since 19");
}

#[test]
fn sizes_include_the_header_and_what_is_required() {
    let protocol = ged188();
    let size = |name: &str, version| {
        let sheet = sheet(&protocol, name, Some(version));
        let facts = sheet.facts.iter();
        let mut sizes = facts.filter_map(|fact| fact.strip_prefix("Bytes with header in version "));
        sizes.next().map(str::to_owned)
    };
    assert_eq!(size("HEARTBEAT_REQ", 24).unwrap(), "24: 12");
    // 8 and 44 bytes, a text of one NUL and bytes that may be none, each with tag and length; for the
    // largest, 64 * 4 + 16 + 12 + 4 + 129 bytes in 8 fields.
    assert_eq!(size("OPEN_REQ", 25).unwrap(), "25: 61 to 501");
    assert_eq!(size("OPEN_REQ", 19).unwrap(), "19: 57 to 485");
    // The layout that a body is recognised by, and the usual one with its fields.
    assert_eq!(size("FAILURE_CONF", 20).unwrap(), "20: 16 to 86");
    let limit = "24: 10 to 12500 (the limit of a frame)";
    assert_eq!(size("CONFIG_AGENT_EVENT", 24).unwrap(), limit);
    assert_eq!(size("MEDIA_LOGIN_REQ", 24), None);
}

#[test]
fn unknown_names_come_with_the_nearest_one() {
    let protocol = ged188();
    let error = Item::find(&protocol, "OPEN_REQQ").unwrap_err();
    let text = "the specification does not declare `OPEN_REQQ`; did you mean `OPEN_REQ`?";
    assert_eq!(error.to_string(), text);
    let error = Item::find(&protocol, "Zzzzzzzz").unwrap_err();
    let text = "the specification does not declare `Zzzzzzzz`";
    assert_eq!(error.to_string(), text);
    let error = Item::find(&protocol, "999").unwrap_err();
    assert_eq!(error, UnknownItem::Number(999));
    assert_eq!(error.to_string(), "no message has the number 999");
}

#[test]
fn versions_that_lack_the_message_are_errors() {
    let protocol = ged188();
    let shown = |name, version| {
        let item = Item::find(&protocol, name).unwrap();
        show(&protocol, item, Some(version)).map_err(|error| error.to_string())
    };
    let last = protocol.last_version;
    let text = "CONFIG_MRD_EVENT does not exist in version 19; it exists in versions 20 to";
    assert_eq!(
        shown("CONFIG_MRD_EVENT", 19).unwrap_err(),
        format!("{text} {last}")
    );
    for name in ["OPEN_REQ", "AgentState", "E1"] {
        let text = "12 is not a version of GED188; it has versions 13 to";
        assert_eq!(shown(name, 12).unwrap_err(), format!("{text} {last}"));
    }
    for message in &protocol.messages {
        for version in protocol.versions() {
            let sheet = show(&protocol, Item::Message(message), Some(version));
            assert_eq!(sheet.is_ok(), message.window.contains(version));
        }
    }
    let error = VersionError::Unknown {
        protocol: "P".to_owned(),
        version: 2,
        versions: 1..=1,
    };
    let text = "2 is not a version of P; it has version 1 only";
    assert_eq!(error.to_string(), text);
}

#[test]
fn tables_and_code_in_docs_keep_their_lines() {
    let text = "
        protocol P versions 1 to 2 { wide tags since 2 frame limit 100 }
        type UINT = unsigned 4
        /// The first paragraph
        /// goes on.
        ///
        /// | a | b |
        /// |---|---|
        /// | 1 | 2 |
        ///
        /// - one
        ///   goes on
        /// - two
        ///
        /// ```text
        /// code
        ///   more
        /// ```
        id CallID UINT
    ";
    let protocol = parse_sources(vec![SourceFile::new("p.cti", text)]).unwrap();
    let text = sheet(&protocol, "CallID", None).to_string();
    let (_, doc) = text.split_once("\n\n").unwrap();
    let expected = "\
The first paragraph goes on.

| a | b |
|---|---|
| 1 | 2 |

- one goes on
- two

```text
code
  more
```
";
    assert!(doc.starts_with(expected), "{doc}");
}
