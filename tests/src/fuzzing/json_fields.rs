//! The line of a message, damaged value by value.

mod edit;

use arbitrary::{Result, Unstructured};
use cti_cli::json::to_json;
use cti_messages::Message;
use serde_json::Value as Json;

use super::{decode_fields, json};
use edit::{edit, places};

/// The most edits: beyond a handful, no line is taken.
const MAX_EDITS: usize = 8;

/// The bytes choose edits, then the message whose line is edited.
///
/// # Panics
/// If what is written for the line is not read back as the same.
pub fn json_fields(data: &[u8]) {
    let mut choices = Unstructured::new(data);
    if let Ok(line) = line(&mut choices) {
        json::survives(line.as_bytes());
    }
}

fn line(choices: &mut Unstructured<'_>) -> Result<String> {
    let count = usize::from(choices.arbitrary::<u8>()?) % (MAX_EDITS + 1);
    // The edits stand before the message, which takes all bytes that are left.
    let edits: Vec<_> = (0..count)
        .map(|_| choices.arbitrary::<edit::Edit>())
        .collect::<Result<_>>()?;
    let (version, frame) = decode_fields::frame(choices)?;
    let mut line = match Message::decode(&frame, version) {
        Ok(message) => to_json(&message, version),
        Err(_) => Json::Object(serde_json::Map::new()),
    };
    for change in &edits {
        let count = places(&line);
        edit(&mut line, usize::from(change.at) % count, change);
    }
    Ok(line.to_string())
}

/// An input: the line of a message as it is.
#[must_use]
pub fn seed(message: &[u8]) -> Vec<u8> {
    [&[0], message].concat()
}
