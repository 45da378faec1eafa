//! The tags: `tags.tsv`.

use std::collections::BTreeSet;

use cti_spec::model::Body;

use crate::definition::{floating_places, protocol};
use crate::report::{Differences, Exception};
use crate::row::Row;
use crate::tables;

const EXCEPTIONS: &[Exception] = &[];

/// The tags that a ruling names though the table calls them used or unused (E9).
const NAMED_BY_A_RULING: [(u16, &str); 2] = [
    (226, "CLIENT_ADDRESS_IPV6_TAG"),
    (227, "SENDING_ADDRESS_IPV6_TAG"),
];

#[test]
fn every_tag_is_declared_as_the_table_has_it() {
    let mut differences = Differences::new(EXCEPTIONS);
    let table: Vec<Row> = tables::tags().iter().flat_map(table_rows).collect();
    let tags = protocol()
        .tags
        .iter()
        .map(|tag| (tag.number, row(tag.number, &tag.name.guide)));
    let reserved = protocol()
        .reserved_tags
        .iter()
        .map(|tags| (tags.first, reserved_row(tags.first, tags.last)));
    let mut definition: Vec<(u16, Row)> = tags.chain(reserved).collect();
    definition.sort_by_key(|(number, _)| *number);
    let definition: Vec<Row> = definition.into_iter().map(|(_, row)| row).collect();
    differences.rows("", &table, &definition);
    assert_eq!(
        differences.compared(),
        tables::tag_lines() + NAMED_BY_A_RULING.len() - 1,
        "each line once, the line 226-227 as two tags"
    );
    differences.assert_none();
}

fn table_rows(tag: &tables::Tag) -> Vec<Row> {
    match tag.name.trim_matches(['(', ')']).to_lowercase().as_str() {
        "reserved" | "unused" => vec![reserved_row(tag.first, tag.last)],
        "used" => NAMED_BY_A_RULING
            .into_iter()
            .filter(|(number, _)| (tag.first..=tag.last).contains(number))
            .map(|(number, name)| row(number, name))
            .collect(),
        _ => {
            assert_eq!(tag.first, tag.last, "one name for several tags");
            vec![row(tag.first, tag.name)]
        }
    }
}

fn row(number: u16, name: &str) -> Row {
    Row::new(number.to_string()).cell("name", name)
}

fn reserved_row(first: u16, last: u16) -> Row {
    Row::new(format!("{first} to {last}")).cell("name", "(reserved)")
}

/// The table of tags lists these for a tag, but no layout has a field for it.
const USER_EXCEPTIONS: &[Exception] = &[
    // AutoWork is in CONFIG_SKILL_GROUP_EVENT. The guide prints this line with the name of tag 141,
    // which is in CONFIG_AGENT_EVENT (E9).
    unused("AUTO_WORK_TAG", "CONFIG_AGENT_EVENT"),
    // The key is in CONFIG_KEY_EVENT and CONFIG_BEGIN_EVENT, like the others.
    unused("AGENT_DESK_SETTINGS_CONFIG_KEY_TAG", "CONFIG_AGENT_EVENT"),
];

/// A tag that a message has no field for.
const fn unused(tag: &'static str, user: &'static str) -> Exception {
    Exception {
        place: tag,
        column: user,
        table: "a field",
        definition: "no field",
    }
}

/// What the table lists as users of tags, and what is none of the messages.
const NO_MESSAGES: &[&str] = &[
    // Groups of messages.
    "any CALL EVENT message",
    "most CLIENT CONTROL messages",
    // Messages that the guide names nowhere else.
    "AGENT_UPDATED_EVENT",
    "CLIENT_EVENT_REPORT",
    "CONFIG_DIALED_NUMBER_EVENT",
    "CONFIG_MEDIA_CLASS_EVENT",
    "CONFIG_MEDIA_ROUTING_DOMAIN_EVENT",
    "QUEUE_UPDATED_EVENT",
    // Names with a letter or a word too few or too many.
    "CALL_CLEAR_CONNECTION_REQ",
    "CALL_DATA_UPDATE",
    "CALL_TERMINATION_EVNT",
    "OPEN_REQ_CONF",
    "SET_AGENT_STATE_EVENT",
    "SET_APP_DATA",
];

/// The messages that the guide lists for a tag have a field with it (E16).
#[test]
fn every_tag_is_used_by_the_messages_that_the_table_lists() {
    let mut differences = Differences::new(USER_EXCEPTIONS);
    let mut no_messages = BTreeSet::new();
    for tag in tables::tags() {
        for user in tag.users.split(", ").filter(|user| !user.is_empty()) {
            let user = user.split_once(" (").map_or(user, |(user, _remark)| user);
            let Some(message) = protocol().message(user) else {
                no_messages.insert(user);
                continue;
            };
            // Of the messages without a layout nothing but the name is known.
            if message.body == Body::Unpublished {
                continue;
            }
            let has_field = floating_places(message)
                .iter()
                .any(|place| protocol()[place.tag()].number == tag.first);
            let found = if has_field { "a field" } else { "no field" };
            differences.value(tag.name, user, "a field", found);
        }
    }
    assert_eq!(no_messages, NO_MESSAGES.iter().copied().collect());
    differences.assert_none();
}
