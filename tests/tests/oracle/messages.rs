//! The messages: the `M` lines of `messages.tsv`.

use cti_spec::model::{Body, Direction, Message};

use crate::definition::{fixed_fields, protocol};
use crate::report::{Differences, Exception};
use crate::row::{Row, version};
use crate::tables;

/// The title that the tables give to the service of a message without a layout.
const NOT_PUBLISHED: &str = "layout not published";

const EXCEPTIONS: &[Exception] = &[];

#[test]
fn every_message_is_declared_as_the_table_has_it() {
    let messages = tables::messages();
    let table: Vec<Row> = messages.iter().map(table_row).collect();
    let definition: Vec<Row> = protocol().messages.iter().map(definition_row).collect();
    let mut differences = Differences::new(EXCEPTIONS);
    differences.rows("", &table, &definition);
    assert_eq!(differences.compared(), tables::message_lines('M'));
    differences.assert_none();
}

fn table_row(message: &tables::Message) -> Row {
    Row::new(message.name)
        .cell("number", message.number)
        .cell("direction", message.direction)
        .cell("service", message.service)
        .cell("since", version(message.stated().since))
        .cell("until", version(message.stated().until))
        .cell("confirmation", message.confirmation)
        .cell("layout", message.layout)
        .cell("fixed bytes", message.fixed_bytes)
}

fn definition_row(message: &Message) -> Row {
    let direction = match message.direction {
        Direction::Client => "c2s",
        Direction::Server => "s2c",
        Direction::Either => "both",
    };
    let service = match message.body {
        Body::Unpublished => NOT_PUBLISHED,
        Body::HeaderOnly | Body::Parts(_) => &protocol()[message.service].title,
    };
    let confirmation = message
        .confirmation
        .map_or("", |index| &protocol()[index].name.guide);
    let bytes: u32 = fixed_fields(message).iter().map(|field| field.size).sum();
    Row::new(&message.name.guide)
        .cell("number", message.number)
        .cell("direction", direction)
        .cell("service", service)
        .cell("since", version(message.window.since))
        .cell("until", version(message.window.until))
        .cell("confirmation", confirmation)
        .cell("layout", layout(message))
        .cell("fixed bytes", bytes)
}

/// Where the layout comes from: what only the Unified CCX edition publishes carries E6.
fn layout(message: &Message) -> &'static str {
    let has_e6 = message
        .errata
        .iter()
        .any(|&index| protocol()[index].label == "E6");
    match message.body {
        Body::Unpublished => "name-only",
        Body::HeaderOnly | Body::Parts(_) if has_e6 => "sibling",
        Body::HeaderOnly | Body::Parts(_) => "guide",
    }
}

#[test]
fn what_has_no_table_in_the_guide_is_a_header_only() {
    let header_only: Vec<&str> = protocol()
        .messages
        .iter()
        .filter(|message| message.body == Body::HeaderOnly)
        .map(|message| message.name.guide.as_str())
        .collect();
    let of_the_errata = [
        "STANDBY_ACTIVE_EVENT_MSG",
        "STOPPING_REQUESTS_TO_THIS_SIDE_IND",
    ];
    assert_eq!(header_only, of_the_errata);
    for message in tables::messages() {
        let is_empty = message.fixed.is_empty() && message.floating.is_empty();
        let expected = message.layout == "name-only" || of_the_errata.contains(&message.name);
        assert_eq!(is_empty, expected, "{}", message.name);
    }
}
