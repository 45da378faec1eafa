//! Examples: a message of each type, with its bytes explained.

mod shown;

use std::collections::{BTreeMap, BTreeSet};

use cti_spec::interpreter::{Decoded, Item, decode};
use cti_spec::model::Protocol;

use super::markdown::{Table, code};
use super::page::Page;
use super::site::Site;
use crate::Error;

/// A message that may serve as an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The protocol version of its session.
    pub version: u8,
    /// Whether its values are plausible: such a sample is preferred to one with random values.
    pub plausible: bool,
    /// Its bytes, header included.
    pub frame: Vec<u8>,
}

impl Sample {
    /// Reads plausible samples of one version from lines of hexadecimal digits, as `cti encode` writes
    /// them. Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// If a line has other characters, or half a byte.
    pub fn from_hex_lines(text: &str, version: u8) -> Result<Vec<Self>, Error> {
        let lines = (1..).zip(text.lines());
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let samples = lines.map(|(number, line)| {
            let frame = hex::decode(line).map_err(|error| Error::Sample {
                number,
                reason: error.to_string(),
            })?;
            Ok(Self {
                version,
                plausible: true,
                frame,
            })
        });
        samples.collect()
    }

    /// Reads samples from lines of JSON: objects with the keys `protocol`, a version, and `hex`, the
    /// bytes in hexadecimal digits; other keys are ignored.
    ///
    /// # Errors
    /// If a line is not such an object.
    pub fn from_json_lines(text: &str, plausible: bool) -> Result<Vec<Self>, Error> {
        #[derive(serde::Deserialize)]
        struct Line {
            protocol: u8,
            hex: String,
        }
        let samples = (1..).zip(text.lines()).map(|(number, line)| {
            let failed = |reason: String| Error::Sample { number, reason };
            let line: Line =
                serde_json::from_str(line).map_err(|error| failed(error.to_string()))?;
            Ok(Self {
                version: line.protocol,
                plausible,
                frame: hex::decode(line.hex).map_err(|error| failed(error.to_string()))?,
            })
        });
        samples.collect()
    }
}

/// Chooses the example of each message, by the number of the message.
///
/// A plausible sample comes before one with random values; then that of the newest version; then the
/// one that shows the most fields, and the shortest of those. A sample that the specification does not
/// explain wholly is no example.
#[must_use]
pub fn choose<'a>(protocol: &'a Protocol, samples: &'a [Sample]) -> BTreeMap<u32, Decoded<'a>> {
    let mut best = BTreeMap::new();
    for sample in samples {
        let Ok(decoded) = decode(protocol, sample.version, &sample.frame) else {
            continue;
        };
        let is_unknown = |item: &Item<'_>| matches!(item, Item::Unknown);
        if !decoded.message.window.contains(sample.version)
            || !decoded.rest.is_empty()
            || decoded.parts.iter().any(|part| is_unknown(&part.item))
        {
            continue;
        }
        let names: BTreeSet<&str> = decoded.parts.iter().map(|part| part.name()).collect();
        let length = usize::MAX - sample.frame.len();
        let rank = (sample.plausible, sample.version, names.len(), length);
        let number = decoded.message.number;
        if best.get(&number).is_none_or(|(other, _)| *other < rank) {
            best.insert(number, (rank, decoded));
        }
    }
    let best = best.into_iter();
    best.map(|(number, (_, example))| (number, example))
        .collect()
}

/// The section of a message's page.
pub(super) fn section(site: &Site<'_>, page: &mut Page, example: &Decoded<'_>) {
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
        let path: Vec<String> = part.path.iter().map(ToString::to_string).collect();
        let entry = if path.is_empty() {
            String::new()
        } else {
            format!("{}<br>", path.join(" · "))
        };
        table.row([
            part.start.to_string(),
            bytes(part.header, part.bytes),
            format!("{entry}{}", code(part.name())),
            shown::value(site, page.path(), example, part),
        ]);
    }
    page.paragraph(&table.finish());
    page.paragraph(&format!(
        "Decode it yourself, with `cti decode --protocol {}`:",
        example.version
    ));
    page.paragraph(&format!("```text\n{}\n```", hex::encode(example.frame)));
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
    let pairs: Vec<String> = bytes.iter().map(|byte| hex::encode([*byte])).collect();
    pairs.join(" ")
}
