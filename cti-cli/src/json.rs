//! Messages as JSON, and JSON as lines.

use std::fmt;

use cti_messages::serialization::Versioned;
use cti_messages::{Message, ProtocolVersion};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json, json};

use crate::input::LineError;

/// The keys that `cti decode` adds for a message of a capture. They are not part of the message.
const CAPTURE_KEYS: [&str; 7] = [
    "time",
    "connection",
    "from",
    "source",
    "destination",
    "answers",
    "roundtrip",
];

/// A message as one JSON object, secrets included.
///
/// The names of enumeration values are those of the given version, or of the version that the
/// message itself names.
#[must_use]
pub fn to_json(message: &Message<'_>, version: ProtocolVersion) -> Json {
    serde_json::to_value(Versioned::new(message, version))
        .unwrap_or_else(|error| json!({ "error": error.to_string() }))
}

/// The message that a JSON object describes, and the version to encode it in: its `protocol`, or
/// the default.
///
/// # Errors
/// If the object does not describe a message. The error names the key.
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

/// A line without the keys that are not part of the message, and with a version.
fn own_keys(line: &Map<String, Json>, default: ProtocolVersion) -> serde_json::Result<Json> {
    if let Some(error) = line.get("error") {
        let error = to_line(error);
        let what = format!("this line is an error, not a message: {error}");
        return Err(serde_json::Error::custom(what));
    }
    let entries = line.iter();
    let own = entries.filter(|(key, _)| !CAPTURE_KEYS.contains(&key.as_str()));
    let mut own: Map<String, Json> = own.map(|(key, json)| (key.clone(), json.clone())).collect();
    own.entry("protocol").or_insert(default.number().into());
    Ok(Json::Object(own))
}

/// JSON as one line, without its end.
///
/// Control characters and line separators are escaped, also those beyond ASCII, which JSON would
/// allow: no text can move the cursor or break the line.
#[must_use]
pub fn to_line(json: &Json) -> String {
    let mut line = String::new();
    // JSON is ASCII outside of strings, so these characters are inside one.
    for character in json.to_string().chars() {
        match character {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                line.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => line.push(character),
        }
    }
    line
}

/// Parses one line of JSON. Duplicate keys are an error.
///
/// # Errors
/// If the line is not valid JSON, or an object in it has a duplicate key.
pub fn parse_line(line: &[u8]) -> Result<Json, LineError> {
    let unique: Unique = serde_json::from_slice(line).map_err(LineError::Json)?;
    Ok(unique.0)
}

/// A value without duplicate keys in its objects. Of these, serde_json itself would keep the last.
struct Unique(Json);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Self)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json, A::Error> {
        let mut array = Vec::new();
        while let Some(Unique(element)) = elements.next_element()? {
            array.push(element);
        }
        Ok(array.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format!("duplicate key {key:?}")));
            }
            let Unique(value) = members.next_value()?;
            object.insert(key, value);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::{parse_line, to_line};

    fn error_of(line: &str) -> String {
        parse_line(line.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn values_are_read_as_serde_json_reads_them() {
        let line =
            r#" {"b":[null,true,-1,18446744073709551615,1.5,"\u00fc\n",[],{}],"a":{"b":""}} "#;
        assert_eq!(
            parse_line(line.as_bytes()).unwrap(),
            line.parse::<Json>().unwrap()
        );
        assert!(error_of("").starts_with("invalid JSON: EOF "));
        assert_eq!(
            error_of("{} {}"),
            "invalid JSON: trailing characters (column 4)"
        );
        assert!(error_of(&"[".repeat(100_000)).contains("recursion limit"));
    }

    #[test]
    fn duplicate_keys_are_rejected_at_any_depth() {
        for line in [
            r#"{"a":1,"a":1}"#,
            r#"{"x":{"a":1,"b":2,"\u0061":3}}"#,
            r#"[{"x":[{"a":null,"a":null}]}]"#,
        ] {
            let error = error_of(line);
            assert!(error.starts_with("duplicate key \"a\" (column "), "{error}");
        }
        assert!(parse_line(br#"[{"a":{"a":1}},{"a":2}]"#).is_ok());
    }

    #[test]
    fn control_characters_beyond_ascii_are_escaped() {
        for code in (0..=0xFF).chain(0x2020..=0x2030) {
            let text = char::from_u32(code).unwrap().to_string();
            let json = json!({ &text: [&text] });
            let line = to_line(&json);
            let is_separator = matches!(code, 0x2028 | 0x2029);
            assert!(
                !line.contains(|c: char| c.is_control() || (is_separator && text.contains(c))),
                "{line:?}"
            );
            assert_eq!(parse_line(line.as_bytes()).unwrap(), json);
        }
        assert_eq!(
            to_line(&json!("\u{7f}\u{80}\u{9f}\u{a0}\u{2029}")),
            "\"\\u007f\\u0080\\u009f\u{a0}\\u2029\""
        );
    }
}
