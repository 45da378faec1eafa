//! What changed from version to version: `history.tsv`.
//!
//! Its lines are in words. Those that name what is new, gone or resized in a modelled version are
//! read. The test counts the lines of each kind up to the last version for which there is a printed
//! history; every line about a later version must be one that is read. So no line is ignored
//! unnoticed.

use cti_spec::model::Message;

use crate::definition::{fixed_fields_in, floating_places, protocol, versions};
use crate::report::{Differences, Exception};
use crate::tables::{self, Change};

/// What a line says, as far as it can be held against the definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Statement {
    /// The subject is a message that is new.
    NewMessage,
    /// The subject is a message with new fields.
    NewFields,
    /// The subject is a tag, whose number is told.
    NewTag,
    /// The subject is a table with new constants, or it goes by a name that no message has.
    NewConstants,
    /// A field is gone.
    Removed,
    /// A field has another size.
    Resized,
    /// The tags became wide.
    WideTags,
    /// The version itself is new; nothing need have changed in it.
    NewVersion,
    /// No name, or nothing that a definition holds: behavior, cross-references, "updated".
    Other,
}

/// What a line says.
fn statement(change: &Change) -> Statement {
    let about_message = protocol().message(change.subject).is_some();
    if change.what.contains("new message") && about_message {
        Statement::NewMessage
    } else if change.what.starts_with("added ") && about_message {
        Statement::NewFields
    } else if tag_number(change).is_some() {
        Statement::NewTag
    } else if change.what.starts_with("added ") || change.what.starts_with("new mask") {
        Statement::NewConstants
    } else if change.what.starts_with("element ") {
        Statement::Removed
    } else if change.what.contains("size changed") || change.what.contains("length increased") {
        Statement::Resized
    } else if change.what.contains("changed from 1 byte to USHORT") {
        Statement::WideTags
    } else if change.what == "new version" {
        Statement::NewVersion
    } else {
        Statement::Other
    }
}

/// The lines about a modelled version after the first: what is new there has a window.
fn changes() -> impl Iterator<Item = (u8, Change)> {
    tables::history()
        .into_iter()
        // A line about several versions is about such before the first.
        .filter_map(|change| Some((change.version.parse().ok()?, change)))
        .filter(|(version, _)| *version > protocol().first_version)
}

/// Those of one kind.
fn changes_that_say(wanted: Statement) -> impl Iterator<Item = (u8, Change)> {
    changes().filter(move |(_, change)| statement(change) == wanted)
}

/// The last version in the guide's printed history.
const PRINTED: u8 = 24;

#[test]
fn every_line_is_counted() {
    let counted = [
        Statement::NewMessage,
        Statement::NewFields,
        Statement::NewTag,
        Statement::NewConstants,
        Statement::Removed,
        Statement::Resized,
        Statement::WideTags,
        Statement::NewVersion,
        Statement::Other,
    ]
    .map(|kind| {
        let printed = changes_that_say(kind).filter(|(version, _)| *version <= PRINTED);
        (kind, printed.count())
    });
    let expected = [
        (Statement::NewMessage, 20),
        (Statement::NewFields, 33),
        (Statement::NewTag, 18),
        (Statement::NewConstants, 15),
        (Statement::Removed, 2),
        (Statement::Resized, 3),
        (Statement::WideTags, 1),
        (Statement::NewVersion, 0),
        (Statement::Other, 37),
    ];
    assert_eq!(counted, expected);
    let older = tables::history().len() - changes().count();
    assert_eq!(older, 162, "lines about version 13 and before");
    let later = changes_that_say(Statement::Other).filter(|(version, _)| *version > PRINTED);
    let later: Vec<(u8, Change)> = later.collect();
    assert!(later.is_empty(), "not read by any test: {later:?}");
}

/// The last version that has a floating field, if the history says that it was removed.
pub(crate) fn last_version_of(field: &str) -> Option<u8> {
    let removed = format!("element {field} removed");
    changes_that_say(Statement::Removed)
        .find(|(_, change)| change.what.starts_with(&removed))
        .map(|(version, _)| version - 1)
}

/// The version that added a constant, if the history names it.
pub(crate) fn first_version_of_constant(name: &str) -> Option<u8> {
    changes_that_say(Statement::NewConstants)
        .find(|(_, change)| names(change.subject, name) || names(change.what, name))
        .map(|(version, _)| version)
}

/// Whether a text names something: as a word, not as a part of one.
fn names(text: &str, name: &str) -> bool {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    text.match_indices(name).any(|(start, _)| {
        !text[..start].ends_with(is_word) && !text[start + name.len()..].starts_with(is_word)
    })
}

#[test]
fn new_messages_are_as_old_as_the_history_says() {
    let mut differences = Differences::new(&[]);
    for (version, change) in changes_that_say(Statement::NewMessage) {
        let message = protocol().message(change.subject);
        let since = message.map(|message| *versions(message).start());
        differences.value(change.subject, "since", &told(Some(version)), &told(since));
    }
    differences.assert_none();
}

const NEW_FIELD_EXCEPTIONS: &[Exception] = &[
    // The letters of the layout hold: FltAgentMRDID.
    Exception {
        place: "CONFIG_AGENT_EVENT.FLTAgentMRDID",
        column: "since",
        table: "21",
        definition: "-",
    },
    // The layout has it as FltCallTypeID.
    Exception {
        place: "AGENT_PRE_CALL_EVENT.CallTypeID",
        column: "since",
        table: "14",
        definition: "-",
    },
];

#[test]
fn new_fields_are_as_old_as_the_history_says() {
    let mut differences = Differences::new(NEW_FIELD_EXCEPTIONS);
    let mut seen = 0;
    for (version, change) in changes_that_say(Statement::NewFields) {
        for name in field_names(change.what) {
            seen += 1;
            let message = protocol().message(change.subject);
            let since = message.and_then(|message| first_version_of_field(message, name));
            let place = format!("{}.{name}", change.subject);
            differences.value(&place, "since", &told(Some(version)), &told(since));
        }
    }
    assert!(seen >= 49, "{seen} new fields");
    differences.assert_none();
}

/// The names in a text such as `added fixed A and floating B (remark)`.
fn field_names(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split_once(" (").map_or(text, |(names, _)| names);
    names
        .split([' ', ','])
        .filter(|word| word.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// The first version that has a field of a message.
fn first_version_of_field(message: &Message, name: &str) -> Option<u8> {
    let places = floating_places(message);
    let floating = places.iter().find(|place| place.name() == name);
    let fixed = || {
        versions(message).find(|&version| {
            let mut fields = fixed_fields_in(message, version).into_iter();
            fields.any(|field| field.name.guide == name)
        })
    };
    floating
        .map(|place| *place.window.versions(protocol()).start())
        .or_else(fixed)
}

/// The history prints one name, with CALL in it, for both tags; the list of tags has one for each.
const NEW_TAG_EXCEPTIONS: &[Exception] = &[
    Exception {
        place: "COC_CALL_CONNECTION_DEVICE_ID_TYPE_TAG",
        column: "number",
        table: "230",
        definition: "-",
    },
    Exception {
        place: "COC_CALL_CONNECTION_DEVICE_ID_TYPE_TAG",
        column: "number",
        table: "231",
        definition: "-",
    },
];

#[test]
fn new_tags_have_the_numbers_that_the_history_tells() {
    let mut differences = Differences::new(NEW_TAG_EXCEPTIONS);
    for (_, change) in changes_that_say(Statement::NewTag) {
        let name = change.subject.trim_start_matches("Tag Values: ");
        let number = protocol().tag(name).map(|tag| tag.number);
        differences.value(name, "number", &told(tag_number(&change)), &told(number));
    }
    differences.assert_none();
}

/// The number in a line about a tag: `new tag, 226 (removed in 19)`.
fn tag_number(change: &Change) -> Option<u16> {
    let rest = change.what.strip_prefix("new tag, ")?;
    rest.split(' ').next()?.parse().ok()
}

fn told(number: Option<impl ToString>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| number.to_string())
}

/// E21: the fields whose size changed, in every message that has them; and no others.
#[test]
fn sizes_change_with_the_version_as_the_history_says() {
    let mut changed: Vec<(&str, &str, Vec<u32>)> = Vec::new();
    for message in &protocol().messages {
        for (_, field) in protocol().floating_fields(message) {
            let sizes: Vec<u32> = [13, 18, 19, 20, 25]
                .into_iter()
                .filter_map(|version| field.max_in(version))
                .collect();
            if sizes.windows(2).any(|pair| pair[0] != pair[1]) {
                changed.push((&message.name.guide, &field.name.guide, sizes));
            }
        }
    }
    let mut expected: Vec<(&str, &str, Vec<u32>)> = Vec::new();
    for message in tables::messages() {
        for field in &message.floating {
            let sizes = match field.name {
                "ClientAddress" | "SendingAddress" => vec![16, 16, 64, 64, 64],
                "LoginName" if message.name == "CONFIG_AGENT_EVENT" => vec![32, 32, 32, 255, 255],
                _ => continue,
            };
            expected.push((message.name, field.name, sizes));
        }
    }
    assert_eq!(changed, expected);
}

/// From version 20 on tag and length of a floating field take two bytes each.
#[test]
fn the_numbers_of_the_protocol_hold() {
    let wide = changes_that_say(Statement::WideTags).next();
    let wide = wide.map(|(version, _)| version);
    assert_eq!(Some(protocol().wide_tags_since), wide);
    assert_eq!(protocol().frame_limit, 12_500);
    assert_eq!(protocol().versions(), 13..=newest_version());
}

/// The newest version that the tables name.
fn newest_version() -> u8 {
    let new = changes().map(|(version, _)| version);
    let messages = tables::messages();
    let fields = messages.iter().flat_map(|message| {
        let fixed = message.fixed.iter().map(|field| field.since);
        let floating = message.floating.iter().map(|field| field.since);
        fixed.chain(floating)
    });
    let since = messages.iter().map(|message| message.since).chain(fields);
    let newest = new.chain(since.flatten()).max();
    newest.expect("a version")
}
