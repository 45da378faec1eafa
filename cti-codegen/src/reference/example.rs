//! Examples: one tested message for each type, its bytes explained.

mod shown;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use cti_spec::model::{Message, Protocol};

use super::markdown::{Table, code};
use super::page::Page;
use super::site::Site;
use super::walk::{Walk, hex, walk};

/// An example: a message, read.
pub type Example<'a> = Walk<'a>;

/// A recorded session.
const SESSION: &str = include_str!("../../../tests/data/session.hex");

/// The version that its OPEN_REQ asks for.
const SESSION_VERSION: u8 = 24;

/// Messages of other means than this library, and whether their values are random.
const SAMPLES: [(bool, &str); 4] = [
    (
        false,
        include_str!("../../../tests/data/samples/protocol-25.jsonl"),
    ),
    (
        true,
        include_str!("../../../tests/data/samples/protocol-24.jsonl"),
    ),
    (
        true,
        include_str!("../../../tests/data/samples/protocol-19.jsonl"),
    ),
    (
        true,
        include_str!("../../../tests/data/samples/protocol-13.jsonl"),
    ),
];

/// A message that tests decode.
#[derive(Debug)]
pub struct Sample {
    /// The version in which it is written.
    pub version: u8,
    /// Whether its values are random.
    pub random: bool,
    /// Its bytes.
    pub frame: Vec<u8>,
}

/// All samples.
///
/// # Errors
/// If the files are not what they should be.
pub fn samples() -> anyhow::Result<Vec<Sample>> {
    let session = SESSION
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let session = session.map(|line| sample(SESSION_VERSION, false, line));
    let lines = SAMPLES
        .iter()
        .flat_map(|(random, file)| file.lines().map(move |line| (*random, line)));
    let others = lines.map(|(random, line)| {
        let json: serde_json::Value = serde_json::from_str(line)?;
        let version = json["protocol"]
            .as_u64()
            .and_then(|version| u8::try_from(version).ok());
        let digits = json["hex"].as_str();
        sample(
            version.context("no version")?,
            random,
            digits.context("no bytes")?,
        )
    });
    session.chain(others).collect()
}

fn sample(version: u8, random: bool, digits: &str) -> anyhow::Result<Sample> {
    let pairs = digits.as_bytes().chunks(2);
    let frame = pairs
        .map(|pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?))
        .collect::<anyhow::Result<_>>()?;
    Ok(Sample {
        version,
        random,
        frame,
    })
}

/// The example of each message, by its number: one of the session if there is any, because its
/// values mean something; else of the newest version; then the one that shows the most fields, and
/// the shortest of those. What the specification does not explain wholly is no example.
#[must_use]
pub fn choose<'a>(protocol: &'a Protocol, samples: &'a [Sample]) -> BTreeMap<u32, Example<'a>> {
    let mut best = BTreeMap::new();
    for sample in samples {
        let number = sample
            .frame
            .get(4..8)
            .and_then(|bytes| bytes.try_into().ok());
        let number = number.map_or(0, u32::from_be_bytes);
        let message = protocol
            .messages
            .iter()
            .find(|message| message.number == number);
        let Some(walk) = message
            .filter(|message| message.window.contains(sample.version))
            .and_then(|message| walk(protocol, message, sample.version, &sample.frame))
        else {
            continue;
        };
        let names: BTreeSet<&str> = walk.parts.iter().map(|part| part.name).collect();
        let length = usize::MAX - sample.frame.len();
        let rank = (!sample.random, sample.version, names.len(), length);
        if best.get(&number).is_none_or(|(other, _)| *other < rank) {
            best.insert(number, (rank, walk));
        }
    }
    let best = best.into_iter();
    best.map(|(number, (_, example))| (number, example))
        .collect()
}

/// The section of a message's page.
pub(super) fn section(site: &Site<'_>, page: &mut Page, message: &Message, example: &Example<'_>) {
    let has_floating = example.parts.iter().any(|part| part.header > 0);
    page.paragraph(&format!(
        "A message of {} bytes, written in version {}.{}",
        example.frame.len(),
        example.version,
        match has_floating {
            true => " Of a floating field, the bytes are tag, length and data.",
            false => "",
        }
    ));
    let mut table = Table::new(&["Offset", "Bytes", "Field", "Value"]);
    for part in &example.parts {
        let entry = if part.entry.is_empty() {
            String::new()
        } else {
            format!("{}<br>", part.entry)
        };
        table.row([
            part.start.to_string(),
            bytes(part.header, part.bytes),
            format!("{entry}{}", code(part.name)),
            shown::value(site, page.path(), message, example.version, part),
        ]);
    }
    page.paragraph(&table.finish());
    page.paragraph(&format!(
        "Decode it yourself, with `cargo xtask decode --protocol {}`:",
        example.version
    ));
    page.paragraph(&format!("```text\n{}\n```", hex(example.frame)));
}

/// How many bytes stand on a line.
const BYTES_A_LINE: usize = 8;

/// Bytes in hexadecimal, pair by pair; tag and length have a line of their own.
fn bytes(header: usize, bytes: &[u8]) -> String {
    let (header, data) = bytes.split_at(header.min(bytes.len()));
    let halves = header.chunks((header.len() / 2).max(1));
    let tag_and_length: Vec<String> = halves.map(pairs).collect();
    let head = (!header.is_empty()).then(|| format!("*{}*", code(&tag_and_length.join(" · "))));
    let data = data.chunks(BYTES_A_LINE).map(|line| code(&pairs(line)));
    head.into_iter()
        .chain(data)
        .collect::<Vec<_>>()
        .join("<br>")
}

fn pairs(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| hex(&[*byte])).collect();
    pairs.join(" ")
}
