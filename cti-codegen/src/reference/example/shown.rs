//! Values in words: names instead of numbers, times, text.

use cti_spec::interpreter::{Decoded, Part, Value};
use cti_spec::model::{FieldType, Meaning, Protocol, WireForm};

use super::super::markdown::{code, text};
use super::super::site::{Site, link};
use crate::facts;

/// The value of a part.
pub(super) fn value(site: &Site<'_>, from: &str, example: &Decoded<'_>, part: &Part<'_>) -> String {
    if part.is_secret() {
        return "*secret*".to_owned();
    }
    let Some(ty) = part.ty() else {
        return header(example, part);
    };
    match &part.value {
        Value::Number { bits, number } => {
            let null = facts::meaning_null(site.protocol, &ty).map(|null| null.value);
            if part.null().or(null) == Some(*bits) {
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
        Value::Text(string) => quoted(string),
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
fn quoted(string: &str) -> String {
    format!("“{}”", text(string, &|_| None))
}

/// A point in time, `2026-11-27 09:40:34 UTC`.
fn time(seconds: u32) -> String {
    let (days, second) = (i64::from(seconds / 86_400), seconds % 86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let (year, month, day) = date(days);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// The date so many days after 1970-01-01, by years that begin in March.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let day = days % 146_097;
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let march = (5 * day + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    (year, month, day - (153 * march + 2) / 5 + 1)
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
