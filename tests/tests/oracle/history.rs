//! What changed from version to version: `history.tsv`.
//!
//! Its lines are in words. Those that name what is new, gone or resized in a modelled version are
//! read. The test counts the lines of each kind up to the last version for which there is a printed
//! history; every line about a later version must be one that is read. So no line is ignored
//! unnoticed.

use std::ops::RangeInclusive;

use cti_spec::model::{Message, NamedValue, Presence};

use crate::definition::{FieldOrCount, floating_places, protocol, versions, versions_with_fixed};
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
    /// The subject is the number of a tag that has another name now.
    RenamedTag,
    /// The subject is a table with new constants, or it goes by a name that no message has.
    NewConstants,
    /// A field is gone, from one message or from all.
    Removed,
    /// The subject is a table that lost constants.
    RemovedConstants,
    /// The subject is a list of messages, whose field is used in another way. The docs say so.
    Use,
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
    } else if renamed_tag(change).is_some() {
        Statement::RenamedTag
    } else if change.what.starts_with("added ") || change.what.starts_with("new mask") {
        Statement::NewConstants
    } else if removed_field(change).is_some() {
        Statement::Removed
    } else if change.what.starts_with("removed ") {
        Statement::RemovedConstants
    } else if field_use(change).is_some() {
        Statement::Use
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
const PRINTED: u8 = 25;

#[test]
fn every_line_is_counted() {
    let counted = [
        Statement::NewMessage,
        Statement::NewFields,
        Statement::NewTag,
        Statement::RenamedTag,
        Statement::NewConstants,
        Statement::Removed,
        Statement::RemovedConstants,
        Statement::Use,
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
        (Statement::RenamedTag, 2),
        (Statement::NewConstants, 15),
        (Statement::Removed, 4),
        (Statement::RemovedConstants, 1),
        (Statement::Use, 2),
        (Statement::Resized, 3),
        (Statement::WideTags, 1),
        (Statement::NewVersion, 0),
        (Statement::Other, 38),
    ];
    assert_eq!(counted, expected);
    let older = tables::history().len() - changes().count();
    assert_eq!(older, 162, "lines about version 13 and before");
    let later = changes_that_say(Statement::Other).filter(|(version, _)| *version > PRINTED);
    let later: Vec<(u8, Change)> = later.collect();
    assert!(later.is_empty(), "not read by any test: {later:?}");
}

/// The last version that has a floating field, if the history says that it was removed.
pub(crate) fn last_version_of_field(message: &str, field: &str) -> Option<u8> {
    changes_that_say(Statement::Removed)
        .find(|(_, change)| {
            // A line about all messages names none.
            let about_it =
                change.subject == message || protocol().message(change.subject).is_none();
            about_it && removed_field(change) == Some(field)
        })
        .map(|(version, _)| version - 1)
}

/// The field in a line such as `element A removed`, `A (217) removed`.
fn removed_field(change: &Change) -> Option<&'static str> {
    if let Some(rest) = change.what.strip_prefix("element ") {
        return rest.split(' ').next();
    }
    let (name, tag) = change.what.strip_suffix(") removed")?.split_once(" (")?;
    tag.parse::<u16>().is_ok().then_some(name)
}

/// The version that added a constant, if the history names it.
pub(crate) fn first_version_of_constant(name: &str) -> Option<u8> {
    changes_that_say(Statement::NewConstants)
        .find(|(_, change)| names(change.subject, name) || names(change.what, name))
        .map(|(version, _)| version)
}

/// The last version that has a constant, if the history says that it was removed.
pub(crate) fn last_version_of_constant(name: &str) -> Option<u8> {
    changes_that_say(Statement::RemovedConstants)
        .find(|(_, change)| names(change.what, name))
        .map(|(version, _)| version - 1)
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
    versions_of_field(message, name).map(|versions| *versions.start())
}

/// The versions that have a field of a message.
fn versions_of_field(message: &Message, name: &str) -> Option<RangeInclusive<u8>> {
    let places = floating_places(message);
    let floating = places.iter().find(|place| place.name() == name);
    floating
        .map(|place| place.window.versions(protocol()))
        .or_else(|| versions_with_fixed(message, name))
}

/// What the lines about lost fields say, whatever the fields' own lines do.
#[test]
fn removed_fields_are_as_old_as_the_history_says() {
    let mut differences = Differences::new(&[]);
    let mut seen = 0;
    for message in &protocol().messages {
        for place in floating_places(message) {
            let told_last = last_version_of_field(&message.name.guide, place.name());
            if told_last.is_some() {
                seen += 1;
                let last = versions_of_field(message, place.name());
                let last = last.map(|versions| *versions.end());
                let place = format!("{}.{}", message.name.guide, place.name());
                differences.value(&place, "until", &told(told_last), &told(last));
            }
        }
    }
    assert!(seen >= 13, "{seen} removed fields");
    differences.assert_none();
}

/// Where a ruling differs from the history (E26).
const CONSTANT_EXCEPTIONS: &[Exception] = &[
    ruled("CallType.RESERVATION_PREVIEW", "since", "19", "16"),
    ruled("CallType.RESERVATION_PREVIEW_DIRECT", "since", "19", "16"),
    ruled("CallType.RESERVATION_PREDICTIVE", "since", "19", "16"),
    ruled("CallType.RESERVATION_CALLBACK", "since", "19", "16"),
    ruled(
        "CallType.RESERVATION_PERSONAL_CALLBACK",
        "since",
        "19",
        "16",
    ),
    ruled("CallType.CUSTOMER_PREVIEW", "since", "19", "16"),
    ruled("CallType.CUSTOMER_PREVIEW_DIRECT", "since", "19", "16"),
    ruled("CallType.CUSTOMER_PREDICTIVE", "since", "19", "16"),
    ruled("CallType.CUSTOMER_CALLBACK", "since", "19", "16"),
    ruled("CallType.CUSTOMER_PERSONAL", "since", "19", "16"),
    ruled("CallType.CUSTOMER_IVR", "since", "19", "16"),
    ruled("CallType.CALLTYPE_NON_ACD", "value", "27", "38"),
];

/// What a ruling has in place of what the history says.
const fn ruled(
    place: &'static str,
    column: &'static str,
    table: &'static str,
    definition: &'static str,
) -> Exception {
    Exception {
        place,
        column,
        table,
        definition,
    }
}

/// What the lines about constants say, by name or by value, whatever the tables of constants do.
#[test]
fn constants_are_as_old_as_the_history_says() {
    let mut differences = Differences::new(CONSTANT_EXCEPTIONS);
    let mut seen = 0;
    for (version, change) in changes() {
        let kind = statement(&change);
        let (column, version) = match kind {
            Statement::NewConstants => ("since", version),
            Statement::RemovedConstants => ("until", version - 1),
            _ => continue,
        };
        for (table, value) in named_constants(&change) {
            seen += 1;
            let place = format!("{table}.{}", value.guide_name);
            let end = match kind {
                Statement::NewConstants => value.window.since,
                _ => value.window.until,
            };
            differences.value(&place, column, &told(Some(version)), &told(end));
            if let Some(number) = told_value(&change, value) {
                differences.value(&place, "value", number, &value.value.to_string());
            }
        }
    }
    assert!(seen >= 37, "{seen} constants");
    differences.assert_none();
}

/// The constants of a line, with their tables: those that it names, and those whose values it tells
/// (`added 27 to 37`, with the table as subject).
fn named_constants(change: &Change) -> Vec<(&'static str, &'static NamedValue)> {
    let enumerations = protocol().enumerations.iter();
    let enumerations = enumerations.map(|table| (table.name.guide.as_str(), &table.values));
    let masks = protocol().masks.iter();
    let masks = masks.map(|mask| (mask.name.guide.as_str(), &mask.bits));
    let constants = enumerations
        .chain(masks)
        .flat_map(|(table, values)| values.iter().map(move |value| (table, value)));
    constants
        .filter(|(table, value)| {
            let in_range = told_values(change).is_some_and(|values| {
                names(change.subject, table) && values.contains(&value.value)
            });
            let name = &value.guide_name;
            in_range || names(change.what, name) || names(change.subject, name)
        })
        .collect()
}

/// The values in a line such as `added 27 to 37, outbound call types`.
fn told_values(change: &Change) -> Option<RangeInclusive<u32>> {
    let (first, rest) = change.what.strip_prefix("added ")?.split_once(" to ")?;
    let last = rest.split([',', ' ']).next()?;
    Some(first.parse().ok()?..=last.parse().ok()?)
}

/// The value behind the name of a constant: `added CALLTYPE_NON_ACD (27)`.
fn told_value(change: &Change, constant: &NamedValue) -> Option<&'static str> {
    let (_, rest) = change
        .what
        .split_once(&format!("{} (", constant.guide_name))?;
    let (value, _) = rest.split_once(')')?;
    value.parse::<u32>().is_ok().then_some(value)
}

/// What a line says of a field: who must hold it, and the words that its docs have.
struct Use {
    field: &'static str,
    words: String,
    presence: Option<Presence>,
}

/// What a line such as `A is not used in B` or `A required when B is C` says.
fn field_use(change: &Change) -> Option<Use> {
    let what = change.what;
    if let Some((field, place)) = what.split_once(" is not used in ") {
        return Some(Use {
            field,
            words: format!("not used in {place}"),
            presence: None,
        });
    }
    let (field, condition) = what.split_once(" required when ")?;
    Some(Use {
        field,
        words: format!("required if {condition}"),
        presence: Some(Presence::Conditional),
    })
}

#[test]
fn fields_are_used_as_the_history_says() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (_, change) in changes_that_say(Statement::Use) {
        let told = field_use(&change).expect("such a line");
        for message in change.subject.split(", ") {
            seen += 1;
            let found = protocol().message(message);
            let (doc, presence) = found
                .and_then(|message| doc_and_presence(message, told.field))
                .unwrap_or_default();
            if !doc.contains(&told.words) || (told.presence.is_some() && presence != told.presence)
            {
                wrong.push(format!("{message}.{}: {:?}", told.field, told.words));
            }
        }
    }
    assert!(seen >= 6, "{seen} fields");
    assert!(
        wrong.is_empty(),
        "the docs do not say:\n{}",
        wrong.join("\n")
    );
}

/// The docs of a field, and its presence if it is a floating one.
fn doc_and_presence(message: &Message, name: &str) -> Option<(String, Option<Presence>)> {
    let fixed = message.fixed_members().into_iter();
    let fixed = fixed.map(|field| (&field.name, &field.doc, None));
    let places = floating_places(message);
    let floating = places.iter().filter_map(|place| match place.item {
        FieldOrCount::Field(field) => Some((&field.name, &field.doc, Some(field.presence))),
        FieldOrCount::Count(_) => None,
    });
    let (_, doc, presence) = fixed
        .chain(floating)
        .find(|(field, ..)| field.guide == name)?;
    Some((doc.lines.join(" "), presence))
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

/// The tags that took over a number have it.
#[test]
fn renamed_tags_have_the_numbers_that_the_history_tells() {
    for (_, change) in changes_that_say(Statement::RenamedTag) {
        let (number, name) = renamed_tag(&change).expect("such a line");
        let declared = protocol().tag(name).map(|tag| tag.number);
        assert_eq!(declared, Some(number), "{name}");
    }
}

/// The number and the name in a line about a tag: `now A, for B`, with the number as subject.
fn renamed_tag(change: &Change) -> Option<(u16, &'static str)> {
    let number = change.subject.strip_prefix("Tag Values: ")?.parse().ok()?;
    let (name, _) = change.what.strip_prefix("now ")?.split_once(',')?;
    Some((number, name))
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
        let fixed = message.fixed.iter().map(|field| field.stated().since);
        let floating = message.floating.iter().map(|field| field.stated().since);
        fixed.chain(floating)
    });
    let since = messages
        .iter()
        .map(|message| message.stated().since)
        .chain(fields);
    let newest = new.chain(since.flatten()).max();
    newest.expect("a version")
}
