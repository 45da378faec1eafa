//! Messages as JSON, and the lines that it is written on.

use std::fmt;

use cti_messages::serde::Versioned;
use cti_messages::{Message, ProtocolVersion};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json, json};

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
        let error = write(error);
        let what = format!("this line is an error, not a message: {error}");
        return Err(serde_json::Error::custom(what));
    }
    let entries = line.iter();
    let own = entries.filter(|(key, _)| !CAPTURE_KEYS.contains(&key.as_str()));
    let mut own: Map<String, Json> = own.map(|(key, json)| (key.clone(), json.clone())).collect();
    own.entry("protocol").or_insert(default.number().into());
    Ok(Json::Object(own))
}

/// One line, without its end. What could move a cursor or be taken for the end of a line is
/// escaped; JSON leaves it as it is beyond ASCII.
#[must_use]
pub fn write(json: &Json) -> String {
    let mut line = String::new();
    // Outside of strings JSON is ASCII: every such character stands in one.
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

/// The value of a line. A key that stands twice in an object is an error.
///
/// # Errors
/// What is wrong with the line.
pub fn read(line: &[u8]) -> Result<Json, String> {
    let unique: Unique = serde_json::from_slice(line).map_err(|error| refusal(&error))?;
    Ok(unique.0)
}

/// An error without its line, which is always the first for serde_json.
fn refusal(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let place = format!(" at line {line} column {column}");
    let what = text.strip_suffix(&place).unwrap_or(&text);
    // Data that are refused are JSON nonetheless.
    let kind = if error.is_data() { "" } else { "no JSON: " };
    format!("{kind}{what} (column {column})")
}

/// A value in whose objects no key stands twice; serde_json itself lets the last one win.
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
                return Err(A::Error::custom(format!("the key {key:?} stands twice")));
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

    use super::{read, write};

    #[test]
    fn values_are_read_as_serde_json_reads_them() {
        let line =
            r#" {"b":[null,true,-1,18446744073709551615,1.5,"\u00fc\n",[],{}],"a":{"b":""}} "#;
        assert_eq!(read(line.as_bytes()), Ok(line.parse::<Json>().unwrap()));
        assert!(read(b"").unwrap_err().starts_with("no JSON: EOF "));
        assert_eq!(
            read(b"{} {}").unwrap_err(),
            "no JSON: trailing characters (column 4)"
        );
        let deep = "[".repeat(100_000);
        assert!(
            read(deep.as_bytes())
                .unwrap_err()
                .contains("recursion limit")
        );
    }

    #[test]
    fn a_key_that_stands_twice_is_refused_at_any_depth() {
        for line in [
            r#"{"a":1,"a":1}"#,
            r#"{"x":{"a":1,"b":2,"\u0061":3}}"#,
            r#"[{"x":[{"a":null,"a":null}]}]"#,
        ] {
            let error = read(line.as_bytes()).unwrap_err();
            assert!(
                error.starts_with("the key \"a\" stands twice (column "),
                "{error}"
            );
        }
        assert!(read(br#"[{"a":{"a":1}},{"a":2}]"#).is_ok());
    }

    #[test]
    fn control_characters_beyond_ascii_are_escaped() {
        for code in (0..=0xFF).chain(0x2020..=0x2030) {
            let text = char::from_u32(code).unwrap().to_string();
            let json = json!({ &text: [&text] });
            let line = write(&json);
            let is_separator = matches!(code, 0x2028 | 0x2029);
            assert!(
                !line.contains(|c: char| c.is_control() || (is_separator && text.contains(c))),
                "{line:?}"
            );
            assert_eq!(read(line.as_bytes()), Ok(json));
        }
        assert_eq!(
            write(&json!("\u{7f}\u{80}\u{9f}\u{a0}\u{2029}")),
            "\"\\u007f\\u0080\\u009f\u{a0}\\u2029\""
        );
    }
}
