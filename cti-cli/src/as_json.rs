//! Messages to JSON and back, in the form that cti-messages gives them.

use cti_messages::serde::Versioned;
use cti_messages::{Message, ProtocolVersion};
use serde::Deserialize;
use serde::de::Error;
use serde_json::{Map, Value as Json, json};

use super::json_line;

/// What `decode` adds at the top of a line that comes from a capture; it is no part of the message.
const CAPTURE_KEYS: [&str; 7] = [
    "time",
    "connection",
    "from",
    "source",
    "destination",
    "answers",
    "roundtrip",
];

/// A message as one JSON object, with all that it carries, secrets included.
///
/// The version decides which names enumerations have. For a message that names its version
/// itself, that one counts.
#[must_use]
pub fn to_json(message: &Message<'_>, version: ProtocolVersion) -> Json {
    serde_json::to_value(Versioned::new(message, version))
        .unwrap_or_else(|error| json!({ "error": error.to_string() }))
}

/// The message that a JSON object describes, and the version in which it is to be written.
///
/// Without `protocol`, the default holds.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn from_json(
    line: &Json,
    default: ProtocolVersion,
) -> serde_json::Result<(Message<'static>, ProtocolVersion)> {
    let line = match line {
        Json::Object(line) => own_keys(line, default)?,
        other => other.clone(),
    };
    let read = Versioned::deserialize(line)?;
    Ok((read.message, read.version))
}

/// A line without what is no part of the message, and with its version.
fn own_keys(line: &Map<String, Json>, default: ProtocolVersion) -> serde_json::Result<Json> {
    if let Some(error) = line.get("error") {
        let error = json_line::write(error);
        let what = format!("this line is an error, not a message: {error}");
        return Err(serde_json::Error::custom(what));
    }
    let entries = line.iter();
    let own = entries.filter(|(key, _)| !CAPTURE_KEYS.contains(&key.as_str()));
    let mut own: Map<String, Json> = own.map(|(key, json)| (key.clone(), json.clone())).collect();
    own.entry("protocol").or_insert(default.number().into());
    Ok(Json::Object(own))
}
