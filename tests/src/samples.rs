//! The sample messages, made by other means than this library, with what they hold: see
//! `data/samples/README.md`.

use serde_json::Value;

/// A sample message.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its name.
    pub message: String,
    /// Its type.
    pub message_type: u32,
    /// The protocol version in which it is written.
    pub protocol: u32,
    /// Its frame.
    pub frame: Vec<u8>,
    /// What it holds: name and value of each field in wire order.
    pub fields: Vec<(String, Value)>,
}

/// All samples.
#[must_use]
pub fn all() -> Vec<Sample> {
    [
        include_str!("../data/samples/protocol-13.jsonl"),
        include_str!("../data/samples/protocol-19.jsonl"),
        include_str!("../data/samples/protocol-24.jsonl"),
        include_str!("../data/samples/protocol-25.jsonl"),
    ]
    .into_iter()
    .flat_map(str::lines)
    .map(|line| parse(line).unwrap_or_else(|| panic!("no sample: {line}")))
    .collect()
}

fn parse(line: &str) -> Option<Sample> {
    let value: Value = serde_json::from_str(line).ok()?;
    let number = |key: &str| u32::try_from(value.get(key)?.as_u64()?).ok();
    Some(Sample {
        message: value.get("message")?.as_str()?.to_owned(),
        message_type: number("type")?,
        protocol: number("protocol")?,
        frame: hex::decode(value.get("hex")?.as_str()?).ok()?,
        fields: value
            .get("fields")?
            .as_array()?
            .iter()
            .map(|field| Some((field.get(0)?.as_str()?.to_owned(), field.get(1)?.clone())))
            .collect::<Option<_>>()?,
    })
}
