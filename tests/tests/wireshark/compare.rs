//! What tshark shows against what the decoder says.

use std::collections::{BTreeMap, BTreeSet};

use crate::model;
use crate::pdml::Item;
use crate::said::{Said, SaidValue, UNKNOWN};

/// Lines are cut by Wireshark at 240 bytes.
const LINE: usize = 200;

/// Compares trees.
pub(crate) struct Comparison {
    snake_names: BTreeMap<String, String>,
    counts: BTreeSet<String>,
    nulls: BTreeSet<(String, u32)>,
}

impl Comparison {
    pub(crate) fn new() -> Self {
        Self {
            snake_names: model::snake_names(),
            counts: model::counts(),
            nulls: model::nulls(),
        }
    }

    /// Compares the items of a message, list or entry with what is said about it.
    ///
    /// # Errors
    /// If they differ; says how.
    pub(crate) fn members(&self, shown: &[Item], said: &[Said]) -> Result<(), String> {
        let shown = self.values(shown);
        for (item, said) in shown.iter().zip(said) {
            let told = |error| {
                format!(
                    "{}: {error}\n  shown: {}\n  said: {:?}",
                    said.name, item.line, said.value
                )
            };
            self.member(item, said).map_err(told)?;
        }
        if shown.len() != said.len() {
            let shown: Vec<&str> = shown.iter().map(|item| &item.line[..]).collect();
            let said: Vec<&str> = said.iter().map(|said| said.name).collect();
            return Err(format!("shown: {shown:?}\n  said: {said:?}"));
        }
        Ok(())
    }

    /// The items that are values: those of members, then what was not understood.
    fn values<'i>(&self, items: &'i [Item]) -> Vec<&'i Item> {
        let is_value = |item: &&Item| {
            let is_own = [
                "message_length",
                "message_type",
                "protocol_version",
                "tag",
                "field_length",
                "request_in",
                "response_in",
                "time",
            ]
            .iter()
            .any(|name| item.name == format!("ged188.{name}"));
            !is_own && item.name != "_ws.expert" && !self.counts.contains(item.label())
        };
        let (unknown, known): (Vec<&Item>, Vec<&Item>) = items
            .iter()
            .filter(is_value)
            // A list without entries is there because of an array without values.
            .filter(|item| !self.is_empty_list(item))
            .partition(|item| item.name == "ged188.unknown_field");
        [known, unknown].concat()
    }

    fn is_empty_list(&self, item: &Item) -> bool {
        !item.items.is_empty()
            && item.show.is_empty()
            && item.line == item.label()
            && item.items.iter().all(|item| {
                item.name == "_ws.expert"
                    || item.name == "ged188.tag"
                    || item.name == "ged188.field_length"
            })
    }

    fn member(&self, item: &Item, said: &Said) -> Result<(), String> {
        self.name(item, said.name)?;
        match &said.value {
            SaidValue::Line(line) => {
                // The decoder says of IDs only which value means "none".
                let shown = item
                    .line
                    .strip_suffix(" (none)")
                    .filter(|_| self.is_null(item, said));
                same(
                    shown.unwrap_or(&item.line),
                    &format!("{}: {line}", said.name),
                )
            }
            SaidValue::Mask(line, bits) => {
                let line = format!("{}: {line}", said.name);
                same(cut(&item.line), cut(&line))?;
                let shown: Vec<(&str, bool)> = item.items.iter().filter_map(bit).collect();
                same(&format!("{shown:?}"), &format!("{bits:?}"))
            }
            SaidValue::Time(seconds) => {
                same(&hex::encode(&item.bytes), &format!("{seconds:08x}"))?;
                let clock = format!(
                    "{:02}:{:02}:{:02}",
                    seconds / 3600 % 24,
                    seconds / 60 % 60,
                    seconds % 60
                );
                if item.show.contains(&clock) {
                    Ok(())
                } else {
                    Err(clock)
                }
            }
            SaidValue::Text(text) => same_text(item, text),
            SaidValue::Bytes(bytes) => same(&hex::encode(&item.bytes), &hex::encode(bytes)),
            SaidValue::Named(index, name, value) => {
                let part = |part: &str| {
                    let name = format!("{}.{part}", item.name);
                    item.items.iter().find(|item| item.name == name)
                };
                if let Some(index) = index {
                    let shown = part("index").ok_or("no index")?;
                    same(&shown.show, &index.to_string())?;
                }
                same_text(part("name").ok_or("no name")?, name)?;
                same_text(part("value").ok_or("no value")?, value)
            }
            SaidValue::Redacted => {
                same(&item.line, &format!("{}: <redacted>", said.name))?;
                same(&hex::encode(&item.bytes), "")
            }
            SaidValue::Node(members) => self.members(&item.items, members),
            SaidValue::Unknown(tag, data) => {
                let shown = item.find("ged188.tag").ok_or("no tag")?;
                same(&shown.show, &tag.to_string())?;
                let data = data.as_deref().unwrap_or_default();
                same(&hex::encode(&item.bytes), &hex::encode(data))
            }
        }
    }

    fn is_null(&self, item: &Item, said: &Said) -> bool {
        let bits = item
            .bytes
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        self.nulls.contains(&(said.name.to_owned(), bits))
    }

    /// Checks label and name: that of the guide in snake case, or that with a suffix.
    fn name(&self, item: &Item, name: &str) -> Result<(), String> {
        let label = item.label();
        let is_label = label == name
            || label
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim().parse::<u32>().is_ok());
        if !is_label {
            return Err(format!("the label is {label}"));
        }
        let Some(snake) = self.snake_names.get(name) else {
            return if name == UNKNOWN || name == "Trailing bytes" {
                Ok(())
            } else {
                Err("no name".to_owned())
            };
        };
        let plain = format!("ged188.{snake}");
        let is_name = item.name == plain
            || ["uint", "int", "time", "text", "bytes", "list"]
                .iter()
                .any(|family| item.name == format!("{plain}_{family}"));
        if is_name {
            Ok(())
        } else {
            Err(format!("the name is {}", item.name))
        }
    }
}

fn same(shown: &str, said: &str) -> Result<(), String> {
    if shown == said {
        return Ok(());
    }
    Err(format!("shown {shown:?}, said {said:?}"))
}

/// The bytes of the text, but for a NUL at their end; and how it reads, if everybody agrees on that.
fn same_text(item: &Item, text: &[u8]) -> Result<(), String> {
    let shown = match &item.bytes[..] {
        [shown @ .., 0] if item.bytes.len() > text.len() => shown,
        shown => shown,
    };
    same(&hex::encode(shown), &hex::encode(text))?;
    match std::str::from_utf8(text) {
        Ok(text)
            if text
                .chars()
                .all(|letter| letter == ' ' || letter.is_ascii_graphic()) =>
        {
            same(&item.show, text)
        }
        _ => Ok(()),
    }
}

/// A bit of a mask: its name, and whether it is set.
fn bit(item: &Item) -> Option<(&str, bool)> {
    let (_, named) = item.line.split_once(" = ")?;
    let (name, set) = named.rsplit_once(": ")?;
    Some((name, set == "True"))
}

fn cut(line: &str) -> &str {
    line.get(..LINE).unwrap_or(line)
}
