//! Edits of a JSON value.

use arbitrary::Arbitrary;
use serde_json::{Map, Number, Value as Json};

/// An edit of one value somewhere in a line.
#[derive(Debug, Arbitrary)]
pub(super) struct Edit {
    /// Which value, in the order in which they are written.
    pub(super) at: u16,
    way: u8,
    number: u8,
}

/// Numbers at the edges of what types hold.
const NUMBERS: [i64; 16] = [
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    -32_768,
    32_767,
    65_535,
    65_536,
    0x7FFF_FFFF,
    0xFFFF_FFFF,
    0x1_0000_0000,
    i64::MIN,
];

/// Texts that mean something somewhere.
const TEXTS: [&str; 12] = [
    "",
    "0x1",
    "0x",
    "0xFFFFFFFF",
    "00",
    "0g",
    "a\0b",
    "ü\u{2028}\u{7f}",
    "\n\u{1b}[2J",
    "HEARTBEAT_REQ",
    "unknown",
    "InvokeID",
];

/// Strings from this length on are not repeated: edits add up.
const LONG: usize = 1 << 14;

/// How many values there are in a value, itself included.
pub(super) fn places(json: &Json) -> usize {
    1 + match json {
        Json::Array(elements) => elements.iter().map(places).sum(),
        Json::Object(members) => members.values().map(places).sum(),
        _ => 0,
    }
}

/// Changes the value with this number.
pub(super) fn edit(json: &mut Json, at: usize, change: &Edit) {
    if at == 0 {
        *json = changed(json, change);
        return;
    }
    let mut left = at - 1;
    let inner: Box<dyn Iterator<Item = &mut Json>> = match json {
        Json::Array(elements) => Box::new(elements.iter_mut()),
        Json::Object(members) => Box::new(members.values_mut()),
        _ => return,
    };
    for value in inner {
        let count = places(value);
        if left < count {
            return edit(value, left, change);
        }
        left -= count;
    }
}

/// What a value becomes.
fn changed(json: &Json, change: &Edit) -> Json {
    let number = usize::from(change.number);
    let text = TEXTS[number % TEXTS.len()];
    match (change.way % 16, json) {
        (0, _) => Json::Null,
        (1, _) => Json::Bool(number % 2 == 1),
        (2, _) => Json::from(NUMBERS[number % NUMBERS.len()]),
        (3, _) => Number::from_f64(f64::from(change.number) / 2.0).map_or(Json::Null, Json::Number),
        (4, _) => Json::from(u64::MAX - u64::from(change.number)),
        (5, _) => Json::from(text),
        (6, _) => Json::Array(vec![json.clone()]),
        (7, _) => Json::Object(Map::from_iter([(text.to_owned(), json.clone())])),
        (8, _) => Json::from(change.number),
        (9, Json::Object(members)) => {
            // Without one of its keys.
            let keys = members.iter().enumerate();
            let kept = keys.filter(|(at, _)| *at != number % members.len().max(1));
            let kept = kept.map(|(_, (key, value))| (key.clone(), value.clone()));
            Json::Object(kept.collect())
        }
        (10, Json::Object(members)) => {
            // With one key more, whose value another one has.
            let value = members.values().nth(number % members.len().max(1));
            let mut members = members.clone();
            if let Some(value) = value {
                members.insert(text.to_owned(), value.clone());
            }
            Json::Object(members)
        }
        (11, Json::Object(members)) => {
            // The values of two keys change places.
            let values: Vec<_> = members.values().cloned().collect();
            let turned = values.iter().cycle().skip(number % values.len().max(1));
            let members = members.keys().cloned().zip(turned.cloned());
            Json::Object(members.collect())
        }
        (9, Json::Array(elements)) => {
            let kept = elements.iter().take(number % (elements.len() + 1));
            Json::Array(kept.cloned().collect())
        }
        (10, Json::Array(elements)) => {
            let count = elements.len() + number % 4;
            Json::Array(elements.iter().cycle().take(count).cloned().collect())
        }
        (11, Json::Array(elements)) => Json::Array(elements.iter().rev().cloned().collect()),
        (9..=11, Json::String(string)) => {
            let kept = string.chars().take(number % 16).chain(text.chars());
            Json::from(kept.collect::<String>())
        }
        (12, Json::String(string)) if string.len() < LONG => Json::from(string.repeat(number % 64)),
        (13, Json::Number(old)) => match old.as_i64() {
            Some(old) => Json::from(old.wrapping_add(i64::from(change.number)).wrapping_neg()),
            None => Json::Null,
        },
        (_, Json::Number(old)) => match old.as_i64() {
            Some(old) => Json::from(old ^ (1 << (number % 33))),
            None => Json::Null,
        },
        _ => json.clone(),
    }
}
