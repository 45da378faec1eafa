//! Examples: a message of each type, with its bytes explained.

use std::collections::{BTreeMap, BTreeSet};

use cti_spec::interpreter::{Decoded, Item, Part, Value, decode};
use cti_spec::model::{FieldType, Meaning, Protocol, WireForm};
use time::UtcDateTime;

use super::markdown::{Table, code, text};
use super::page::Page;
use super::site::{Site, link};
use crate::error::Error;
use crate::facts;

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
        let samples = lines.map(|(line, digits)| {
            let frame = hex::decode(digits).map_err(|error| Error::Sample {
                line,
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
        let samples = (1..).zip(text.lines()).map(|(line, text)| {
            let failed = |reason: String| Error::Sample { line, reason };
            let sample: Line =
                serde_json::from_str(text).map_err(|error| failed(error.to_string()))?;
            Ok(Self {
                version: sample.protocol,
                plausible,
                frame: hex::decode(sample.hex).map_err(|error| failed(error.to_string()))?,
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
        let names: BTreeSet<&str> = decoded
            .parts
            .iter()
            .filter_map(|part| part.name())
            .collect();
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
            format!("{entry}{}", code(part.name().unwrap_or_default())),
            value(site, page.path(), example, part),
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

/// The value of a part.
fn value(site: &Site<'_>, from: &str, example: &Decoded<'_>, part: &Part<'_>) -> String {
    if part.is_secret() {
        return "*secret*".to_owned();
    }
    let Some(ty) = part.ty() else {
        return header(example, part);
    };
    match &part.value {
        Value::Number { bits, number } => {
            let null = site.protocol.null_of_field(&ty, part.null());
            if null.is_some_and(|null| null.value == *bits) {
                return format!("{} *none*", code(&format!("{bits:#X}").replace("0X", "0x")));
            }
            let shown =
                named(site.protocol, &ty, example.version, *bits).unwrap_or_else(|| {
                    match ty.form {
                        WireForm::Time => time(*bits),
                        WireForm::Bool if *bits < 2 => (*bits == 1).to_string(),
                        _ => number.to_string(),
                    }
                });
            let meaning = match (ty.meaning, site.meaning(&ty)) {
                (Some(Meaning::Enumeration(_) | Meaning::Mask(_)), Some((name, path))) => {
                    format!(" ({})", link(from, name, &path))
                }
                _ => String::new(),
            };
            format!("{shown}{meaning}")
        }
        Value::Numbers(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
            numbers.join(", ")
        }
        Value::Text(bytes) => quoted(bytes),
        Value::Bytes(bytes) => facts::bytes(u32::try_from(bytes.len()).unwrap_or(u32::MAX)),
        Value::Variable(name, value) => format!("{} = {}", quoted(name), quoted(value)),
        Value::Element(index, name, value) => {
            format!("{}\\[{index}\\] = {}", quoted(name), quoted(value))
        }
    }
}

/// The value of a field of the header.
fn header(example: &Decoded<'_>, part: &Part<'_>) -> String {
    if part.start == 0 {
        format!("{} bytes follow the header", part.value)
    } else {
        format!("{}, {}", part.value, code(&example.message.name.guide))
    }
}

/// A number by the names of its enumeration or mask.
fn named(protocol: &Protocol, ty: &FieldType, version: u8, bits: u32) -> Option<String> {
    match ty.meaning? {
        Meaning::Id(_) => None,
        Meaning::Enumeration(table) => {
            let name = protocol[table].value_in(version, bits);
            name.map(|named| format!("{} = {bits}", code(&named.guide_name)))
        }
        Meaning::Mask(mask) => {
            let mask = &protocol[mask];
            let mut rest = bits;
            let mut names = Vec::new();
            for bit in mask.bits.iter().filter(|bit| bit.window.contains(version)) {
                if bit.value != 0 && bits & bit.value == bit.value {
                    names.push(code(&bit.guide_name));
                    rest &= !bit.value;
                }
            }
            if rest != 0 || names.is_empty() {
                names.push(code(&format!("0x{rest:X}")));
            }
            Some(names.join(", "))
        }
    }
}

/// Text in quotation marks.
fn quoted(bytes: &[u8]) -> String {
    format!("“{}”", text(&String::from_utf8_lossy(bytes), &|_| None))
}

/// A point in time, `2026-11-27 09:40:34 UTC`.
fn time(seconds: u32) -> String {
    // Every number of 32 bits is a time that the crate knows.
    let time = UtcDateTime::from_unix_timestamp(seconds.into()).unwrap_or(UtcDateTime::MAX);
    let (year, month, day) = time.to_calendar_date();
    let (hour, minute, second) = time.time().as_hms();
    let month = u8::from(month);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_are_dates() {
        assert_eq!(time(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(time(951_827_696), "2000-02-29 12:34:56 UTC");
        assert_eq!(time(u32::MAX), "2106-02-07 06:28:15 UTC");
    }
}
