//! The messages whose instructions are counted: the mix, and one of each type.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_json::Value;

use cti_bench::mix::{self, VERSION};
use cti_messages::{EncodeOptions, ProtocolVersion};

/// Samples of each type, of the newest version that has several, and of the one after it.
const SAMPLES: [&str; 2] = [
    include_str!("../../../tests/data/samples/protocol-24.jsonl"),
    include_str!("../../../tests/data/samples/protocol-25.jsonl"),
];

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
    let mut longest: BTreeMap<String, Sample> = BTreeMap::new();
    for line in SAMPLES.iter().flat_map(|file| file.lines()) {
        let sample = parse(line).with_context(|| format!("no sample: {line}"))?;
        match longest.get_mut(&sample.name) {
            Some(kept) if kept.frame.len() >= sample.frame.len() => {}
            Some(kept) => *kept = sample,
            None => {
                longest.insert(sample.name.clone(), sample);
            }
        }
    }
    Ok(longest.into_values().collect())
}

fn parse(line: &str) -> Option<Sample> {
    let value: Value = serde_json::from_str(line).ok()?;
    let digits = value.get("hex")?.as_str()?;
    let version = u32::try_from(value.get("protocol")?.as_u64()?).ok()?;
    Some(Sample {
        name: value.get("message")?.as_str()?.to_owned(),
        frame: hex::decode(digits).ok()?,
        version: ProtocolVersion::new(version)?,
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
