//! JSON to messages: the inverse of `to_json`, strict about keys.

mod error;
mod members;
mod number;
mod value;

use cti_messages::info::MessageInfo;
use cti_messages::{Message, MessageType, ProtocolVersion, UnknownMessage};
use serde_json::{Map, Value as Json};

pub use error::JsonError;
use error::{Within, kind_of, refuse};
use members::{Members, members};

use super::hex;
use super::nearest::did_you_mean;

/// What [`from_json`] takes at the top of a line.
const KEYS: [&str; 5] = ["message", "type", "protocol", "fields", "body"];

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

/// The message that a JSON object describes, and the version in which it is to be written.
///
/// The message is told by `message`, its name, or `type`, its number; where both stand, they
/// must agree. Without `protocol`, the default holds. Every fixed field that the version has must
/// be there. Enumerations, masks and IDs may be given as numbers too; named variables may stand
/// under the name of the member, as the values of other lists do.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn from_json(
    line: &Json,
    default: ProtocolVersion,
) -> Result<(Message<'static>, ProtocolVersion), JsonError> {
    let line = object(line)?;
    if let Some(error) = line.get("error") {
        return refuse(format!("this line is an error, not a message: {error}"));
    }
    for key in line.keys() {
        if !KEYS.contains(&key.as_str()) && !CAPTURE_KEYS.contains(&key.as_str()) {
            return Err(error::unknown_key(key, KEYS));
        }
    }
    let version = protocol(line, default).within("protocol")?;
    let message_type = message_type(line)?;
    match Message::default_of(message_type) {
        Some(message) => known(line, message, version),
        None => Ok((unknown(line, message_type)?, version)),
    }
}

fn object(json: &Json) -> Result<&Map<String, Json>, JsonError> {
    match json {
        Json::Object(object) => Ok(object),
        other => refuse(format!("expected an object, found {}", kind_of(other))),
    }
}

fn protocol(
    line: &Map<String, Json>,
    default: ProtocolVersion,
) -> Result<ProtocolVersion, JsonError> {
    let Some(json) = line.get("protocol") else {
        return Ok(default);
    };
    let number = number::unsigned(json)?;
    ProtocolVersion::new(number).map_or_else(
        || {
            refuse(format!(
                "protocol version {number} is not supported; {} to {} are",
                ProtocolVersion::FIRST,
                ProtocolVersion::LATEST
            ))
        },
        Ok,
    )
}

/// The type that `message` and `type` tell.
fn message_type(line: &Map<String, Json>) -> Result<MessageType, JsonError> {
    let by_number = match line.get("type") {
        Some(json) => Some(MessageType(number::unsigned(json).within("type")?)),
        None => None,
    };
    let by_name = match line.get("message") {
        None | Some(Json::Null) => None,
        Some(Json::String(name)) => Some(type_named(name).within("message")?),
        Some(other) => {
            return refuse(format!("expected a name, found {}", kind_of(other))).within("message");
        }
    };
    match (by_name, by_number) {
        (Some(named), Some(numbered)) if named != numbered => refuse(format!(
            "{named} has the number {}, not {}",
            named.0, numbered.0
        ))
        .within("type"),
        (Some(found), _) | (None, Some(found)) => Ok(found),
        (None, None) => refuse("\"message\" (a name) or \"type\" (a number) is missing"),
    }
}

fn type_named(name: &str) -> Result<MessageType, JsonError> {
    let named = |message_type: &&MessageType| message_type.name() == Some(name);
    match MessageType::ALL.iter().find(named) {
        Some(message_type) => Ok(*message_type),
        None => {
            let names = MessageType::ALL.iter().filter_map(|known| known.name());
            refuse(format!(
                "no message has the name {name}{}",
                did_you_mean(name, names)
            ))
        }
    }
}

/// A message with a layout.
fn known(
    line: &Map<String, Json>,
    mut message: Message<'static>,
    version: ProtocolVersion,
) -> Result<(Message<'static>, ProtocolVersion), JsonError> {
    let name = message.message_type();
    if line.contains_key("body") {
        return refuse(format!("{name} has \"fields\", no \"body\"")).within("body");
    }
    let Some(fields) = line.get("fields") else {
        return refuse(format!("the \"fields\" of {name} are missing"));
    };
    let info = message.info();
    let version = info
        .and_then(|info| own_version(info, fields))
        .unwrap_or(version);
    if let Some(slots) = message.fields_mut() {
        object(fields)
            .and_then(|fields| {
                let owner = Members {
                    infos: slots.members(),
                    keeps_unknown: info.is_some_and(|info| !info.header_only),
                    keeps_trailing: info.is_some_and(|info| info.header_only),
                };
                members(fields, &owner, version)?.put_into(slots)
            })
            .within("fields")?;
    }
    Ok((message, version))
}

/// The version that a message names for itself in its fixed part.
fn own_version(info: &MessageInfo, fields: &Json) -> Option<ProtocolVersion> {
    let place = info.version_at?;
    let mut end = 0;
    let field = info.fixed.iter().find(|field| {
        let start = end;
        end += field.size;
        start == place
    })?;
    let number = number::unsigned(fields.get(field.name)?).ok()?;
    Some(ProtocolVersion::nearest(number))
}

/// A message without a known layout: its body as bytes.
fn unknown(
    line: &Map<String, Json>,
    message_type: MessageType,
) -> Result<Message<'static>, JsonError> {
    if line.contains_key("fields") {
        return refuse(format!(
            "the layout of {message_type} is not known: give its \"body\" in hexadecimal"
        ))
        .within("fields");
    }
    let Some(body) = line.get("body") else {
        return refuse(format!("the \"body\" of {message_type} is missing"));
    };
    let body = value::hex(body).within("body")?;
    Ok(Message::Unknown(UnknownMessage {
        message_type,
        body: body.into(),
    }))
}
