//! What a message holds, as the samples list it.

use cti_messages::ProtocolVersion;
use cti_messages::fields::{Fields, Value};
use cti_messages::info::{ElementInfo, ListStyle, MemberInfo};
use cti_spec::interpreter::{self, Decoded};
use serde_json::{Value as Json, json};

/// Appends the members as the samples list them: lists flattened, numbers plain.
///
/// # Panics
/// If the runtime's tables do not fit its values.
pub fn flatten(fields: &dyn Fields, version: ProtocolVersion, found: &mut Vec<(String, Json)>) {
    for (index, member) in fields.members().iter().enumerate() {
        let (Some(value), name) = (fields.value(index), member.name()) else {
            continue;
        };
        match value {
            Value::Entries(entries) => {
                let MemberInfo::List(list) = member else {
                    panic!("{name} has entries, but is no list")
                };
                if list.style == ListStyle::Columns {
                    flatten_columns(list.element_members(), value, version, found);
                    continue;
                }
                for entry in (0..entries.count()).filter_map(|index| entries.entry(index)) {
                    flatten(entry, version, found);
                }
            }
            Value::Values(values) => {
                let MemberInfo::List(list) = member else {
                    panic!("{name} has values, but is no list")
                };
                let ElementInfo::Value(field) = &list.element else {
                    panic!("{name} has values, but its elements have members")
                };
                let values: Vec<_> = (0..values.count())
                    .filter_map(|index| values.value(index, field.signed))
                    .map(plain)
                    .collect();
                push_values(field.name, values, list.style, version, found);
            }
            value => found.push((name.to_owned(), plain(value))),
        }
    }
}

/// Appends the columns of a list.
fn flatten_columns(
    members: &'static [MemberInfo],
    value: Value<'_>,
    version: ProtocolVersion,
    found: &mut Vec<(String, Json)>,
) {
    let Value::Entries(entries) = value else {
        return;
    };
    for (index, member) in members.iter().enumerate() {
        let column: Vec<_> = (0..entries.count())
            .filter_map(|entry| entries.entry(entry))
            .filter_map(|entry| entry.value(index))
            .map(plain)
            .collect();
        push_values(member.name(), column, ListStyle::Columns, version, found);
    }
}

/// Appends values: one field for an array from version 20 on, one field each otherwise.
fn push_values(
    name: &str,
    values: Vec<Json>,
    style: ListStyle,
    version: ProtocolVersion,
    found: &mut Vec<(String, Json)>,
) {
    let is_array = matches!(style, ListStyle::Array | ListStyle::Columns);
    if is_array && version.has_wide_tags() {
        if !values.is_empty() {
            found.push((name.to_owned(), Json::Array(values)));
        }
    } else {
        found.extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }
}

/// A value as the samples write it.
fn plain(value: Value<'_>) -> Json {
    match value.reveal() {
        Value::Number(number) | Value::Id(number, _) => json!(number),
        Value::Enumeration(number, _) | Value::Mask(number, _) => json!(number),
        Value::Bool(value) => json!(value.0),
        Value::Time(time) => json!(time.0),
        Value::Text(bytes) => text(bytes),
        Value::Bytes(bytes) => json!(hex::encode(bytes)),
        Value::NamedVariable(variable) => {
            json!([
                text(variable.name.as_bytes()),
                text(variable.value.as_bytes())
            ])
        }
        Value::NamedArray(element) => json!([
            element.index,
            text(element.name.as_bytes()),
            text(element.value.as_bytes())
        ]),
        Value::Entries(_) | Value::Values(_) | Value::Secret(_) => {
            panic!("a list in a list of values")
        }
        other => unreachable!("not known to the tests: {other:?}"),
    }
}

/// What the interpreter of the specification reads, as the samples list it. Counts and the header are
/// not listed.
#[must_use]
pub fn interpreted(message: &Decoded<'_>) -> Vec<(String, Json)> {
    use interpreter::Value;
    let value = |value: &Value| match value {
        Value::Number { number, .. } => json!(number),
        Value::Numbers(numbers) => json!(numbers),
        Value::Text(bytes) => text(bytes),
        Value::Bytes(bytes) => json!(hex::encode(bytes)),
        Value::Variable(name, value) => json!([text(name), text(value)]),
        Value::Element(index, name, value) => json!([index, text(name), text(value)]),
    };
    let parts = message.parts.iter();
    parts
        .filter(|part| part.ty().is_some() && !part.is_count())
        .filter_map(|part| Some((part.name()?.to_owned(), value(&part.value))))
        .collect()
}

/// Text, or its bytes where it is not UTF-8.
fn text(bytes: &[u8]) -> Json {
    match std::str::from_utf8(bytes) {
        Ok(text) => json!(text),
        Err(_) => json!({ "hex": hex::encode(bytes) }),
    }
}
