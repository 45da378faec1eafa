//! The messages whose instructions are counted: the mix, and one of each type.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_json::Value;

use cti_bench::mix::{self, VERSION};
use cti_messages::{
    ConfigRecordType, ConfigTerminalEvent, EncodeOptions, MessageBody, ProtocolVersion,
    TerminalRecord,
};

/// Samples that an independent codec has made, several of each type.
const SAMPLES: &str = include_str!("../../../tests/data/samples/protocol-24.jsonl");

/// A message to decode and encode.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) frame: Vec<u8>,
    pub(crate) version: ProtocolVersion,
    pub(crate) options: EncodeOptions,
}

/// The mix, then one of each type.
///
/// # Errors
/// If the samples cannot be read.
pub(super) fn all() -> anyhow::Result<Vec<Sample>> {
    let mix = mix::mix().into_iter().map(|sample| Sample {
        name: format!("mix: {}", sample.name),
        frame: sample.frame,
        version: VERSION,
        options: EncodeOptions::strict(),
    });
    Ok(mix.chain(of_types()?).collect())
}

/// The longest sample of each type that has a layout.
///
/// # Errors
/// If the samples cannot be read.
pub(crate) fn of_types() -> anyhow::Result<Vec<Sample>> {
    let mut longest: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for line in SAMPLES.lines() {
        let (name, frame) = parse(line).with_context(|| format!("no sample: {line}"))?;
        let kept = longest.entry(name).or_default();
        if frame.len() > kept.len() {
            *kept = frame;
        }
    }
    let types = longest.into_iter().map(|(name, frame)| Sample {
        name,
        frame,
        version: VERSION,
        options: EncodeOptions::strict(),
    });
    Ok(types.chain([config_terminal()?]).collect())
}

/// The name and the frame of a sample.
fn parse(line: &str) -> Option<(String, Vec<u8>)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let digits = value.get("hex")?.as_str()?;
    let bytes = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok());
    Some((
        value.get("message")?.as_str()?.to_owned(),
        bytes.collect::<Option<_>>()?,
    ))
}

/// A CONFIG_TERMINAL_EVENT, which the version of the samples does not have yet.
fn config_terminal() -> anyhow::Result<Sample> {
    let version = ProtocolVersion::V25;
    let record = TerminalRecord {
        record_type: Some(ConfigRecordType::ADD),
        terminal_type: Some(1),
        terminal_device_name: Some("SEP001122334455".into()),
        terminal_type_name: Some("Cisco 8845".into()),
        instruments: Some(vec!["3012".into(), "3013".into()]),
        ..TerminalRecord::default()
    };
    let message = ConfigTerminalEvent {
        records: vec![record; 3],
        ..ConfigTerminalEvent::default()
    };
    let mut frame = Vec::new();
    message.encode(version, &mut frame)?;
    Ok(Sample {
        name: "CONFIG_TERMINAL_EVENT".to_owned(),
        frame,
        version,
        options: EncodeOptions::strict(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cti_messages::{Message, MessageType};

    use super::all;

    #[test]
    fn every_type_with_a_layout_has_a_sample() {
        let samples = all().unwrap();
        let of_types = samples
            .iter()
            .filter(|sample| !sample.name.starts_with("mix: "));
        let named: BTreeSet<&str> = of_types.map(|sample| sample.name.as_str()).collect();
        let expected: BTreeSet<&str> = MessageType::ALL
            .iter()
            .filter_map(|message_type| Some(message_type.info()?.name))
            .collect();
        assert_eq!(named, expected);
    }

    #[test]
    fn samples_are_what_their_names_say() {
        for sample in all().unwrap() {
            let message = Message::decode(&sample.frame, sample.version).unwrap();
            let name = sample.name.trim_start_matches("mix: ");
            assert!(name.starts_with(message.name().unwrap()));
        }
    }
}
