//! Messages to JSON.

use cti_messages::fields::{Entries, Fields, Value, Values};
use cti_messages::info::{ElementInfo, ListInfo, ListStyle, MaskInfo, MemberInfo};
use cti_messages::{Message, ProtocolVersion, UnknownField};
use serde_json::{Map, Value as Json, json};

use super::{hex, own_version};

/// A message as one JSON object, with all that it carries, secrets included.
///
/// The version decides which names enumerations have. For a message that names its version
/// itself, that one counts.
#[must_use]
pub fn to_json(message: &Message<'_>, version: ProtocolVersion) -> Json {
    let version = own_version(message).unwrap_or(version);
    let mut line = Map::new();
    line.insert("message".to_owned(), message.name().into());
    line.insert("type".to_owned(), message.message_type().0.into());
    line.insert("protocol".to_owned(), version.number().into());
    match message.as_known() {
        Ok(known) => line.insert("fields".to_owned(), members(known, version)),
        Err(unknown) => line.insert("body".to_owned(), hex::write(&unknown.body).into()),
    };
    Json::Object(line)
}

/// The members that are present, then what was not understood.
fn members(fields: &dyn Fields, version: ProtocolVersion) -> Json {
    let mut object = Map::new();
    for (index, member) in fields.members().iter().enumerate() {
        if let Some(value) = fields.value(index) {
            let json = member_value(member, value, version);
            object.insert(member.name().to_owned(), json);
        }
    }
    let unknown = fields.unknown_fields();
    if !unknown.is_empty() {
        let unknown = unknown.iter().map(unknown_field).collect();
        object.insert("unknown".to_owned(), unknown);
    }
    if let Some(trailing) = fields.trailing().filter(|bytes| !bytes.is_empty()) {
        object.insert("trailing".to_owned(), hex::write(trailing).into());
    }
    Json::Object(object)
}

fn member_value(member: &MemberInfo, value: Value<'_>, version: ProtocolVersion) -> Json {
    match (member, value) {
        (MemberInfo::List(list), Value::Values(values)) => list_of_values(list, values, version),
        (_, value) => single(value, version),
    }
}

/// The values of a list: plain in an array list, else under the name of the member.
fn list_of_values(list: &ListInfo, values: &dyn Values, version: ProtocolVersion) -> Json {
    let (member, signed) = match &list.element {
        ElementInfo::Value(field) => (field.name, field.signed),
        ElementInfo::Entry(entry) => (entry.name, false),
    };
    (0..values.count())
        .filter_map(|index| values.value(index, signed))
        .map(|value| match value {
            // These are objects already.
            Value::NamedVariable(_) | Value::NamedArray(_) => single(value, version),
            _ if list.style == ListStyle::Array => single(value, version),
            _ => json!({ member: single(value, version) }),
        })
        .collect()
}

fn single(value: Value<'_>, version: ProtocolVersion) -> Json {
    match value {
        Value::Number(number) | Value::Id(number, _) => number.into(),
        Value::Enumeration(value, info) => match info.name_in(value, version) {
            Some(name) => name.into(),
            None => value.into(),
        },
        Value::Mask(bits, info) => mask(bits, info),
        Value::Bool(value) => match value.0 {
            0 => false.into(),
            1 => true.into(),
            other => other.into(),
        },
        Value::Time(time) => time.seconds().into(),
        Value::Text(bytes) => text(bytes),
        Value::Bytes(bytes) => hex::write(bytes).into(),
        Value::NamedVariable(variable) => json!({
            "name": text(variable.name.as_bytes()),
            "value": text(variable.value.as_bytes()),
        }),
        Value::NamedArray(element) => json!({
            "index": element.index,
            "name": text(element.name.as_bytes()),
            "value": text(element.value.as_bytes()),
        }),
        Value::Entries(entries) => list_of_entries(entries, version),
        Value::Values(values) => (0..values.count())
            .filter_map(|index| values.value(index, false))
            .map(|value| single(value, version))
            .collect(),
    }
}

fn list_of_entries(entries: &dyn Entries, version: ProtocolVersion) -> Json {
    (0..entries.count())
        .filter_map(|index| entries.entry(index))
        .map(|entry| members(entry, version))
        .collect()
}

/// The names of the bits that have one, then the other bits as one number.
fn mask(bits: u32, info: &MaskInfo) -> Json {
    let (names, rest) = info.split(bits);
    let mut list: Vec<Json> = names.map(Json::from).collect();
    if rest != 0 {
        list.push(format!("{rest:#x}").into());
    }
    list.into()
}

fn text(bytes: &[u8]) -> Json {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => json!({ "hex": hex::write(bytes) }),
    }
}

fn unknown_field(field: &UnknownField<'_>) -> Json {
    json!({
        "tag": field.tag,
        "hex": hex::write(&field.data),
        "after": field.after,
    })
}
