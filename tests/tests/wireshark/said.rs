//! What the decoder says about a message, in the terms of the tree that Wireshark shows.

use cti_messages::fields::{Fields, Value};
use cti_messages::info::{ElementInfo, IdInfo, MemberInfo, is_secret_tag};
use cti_messages::{Message, ProtocolVersion};

use crate::model;

/// What is said about a member.
#[derive(Debug)]
pub(crate) struct Said {
    /// The member's name in the guide.
    pub(crate) name: &'static str,
    pub(crate) value: SaidValue,
}

/// A value.
#[derive(Debug)]
pub(crate) enum SaidValue {
    /// What stands behind the label.
    Line(String),
    /// The same, and whether each bit with a name is set.
    Mask(String, Vec<(&'static str, bool)>),
    /// Seconds since 1970.
    Time(u32),
    Text(Vec<u8>),
    Bytes(Vec<u8>),
    /// The index of an array, name and value.
    Named(Option<u8>, Vec<u8>, Vec<u8>),
    /// A secret.
    Redacted,
    /// A list, or an entry.
    Node(Vec<Said>),
    /// A field that was not understood; no data if they are secret.
    Unknown(u16, Option<Vec<u8>>),
}

/// The name under which fields that were not understood are compared.
pub(crate) const UNKNOWN: &str = "Unknown field";

/// The members of a message.
pub(crate) fn message(message: &Message<'_>, version: ProtocolVersion) -> Vec<Said> {
    let Ok(known) = message.as_known() else {
        return Vec::new();
    };
    let mut said = members(known, version);
    if let Some(trailing) = known.trailing().filter(|bytes| !bytes.is_empty()) {
        said.push(Said {
            name: "Trailing bytes",
            value: SaidValue::Bytes(trailing.to_vec()),
        });
    }
    said
}

fn members(fields: &dyn Fields, version: ProtocolVersion) -> Vec<Said> {
    let mut said = Vec::new();
    for (index, member) in fields.members().iter().enumerate() {
        let Some(value) = fields.value(index) else {
            continue;
        };
        let value = match (member, value) {
            (MemberInfo::List(list), value) => {
                let entries = entries(&list.element, value, version);
                if entries.is_empty() {
                    // There is nothing to show; the count says it.
                    continue;
                }
                SaidValue::Node(entries)
            }
            (member, _) if member.is_secret() => SaidValue::Redacted,
            (_, value) => single(value, width(member), version),
        };
        said.push(Said {
            name: member.name(),
            value,
        });
    }
    said.extend(fields.unknown_fields().iter().map(|field| Said {
        name: UNKNOWN,
        value: SaidValue::Unknown(
            field.tag.0,
            (!is_secret_tag(fields.members(), field.tag)).then(|| field.data.as_bytes().to_vec()),
        ),
    }));
    said
}

fn entries(element: &ElementInfo, value: Value<'_>, version: ProtocolVersion) -> Vec<Said> {
    match (element, value) {
        (ElementInfo::Value(field), Value::Values(values)) => (0..values.count())
            .filter_map(|index| values.value(index, field.signed))
            .map(|value| Said {
                name: field.name,
                value: if field.secret {
                    SaidValue::Redacted
                } else {
                    single(value, size(field.form), version)
                },
            })
            .collect(),
        (ElementInfo::Entry(entry), Value::Entries(entries)) => (0..entries.count())
            .filter_map(|index| entries.entry(index))
            .map(|fields| Said {
                name: entry.name,
                value: SaidValue::Node(members(fields, version)),
            })
            .collect(),
        (_, value) => panic!("no list: {value:?}"),
    }
}

fn single(value: Value<'_>, width: usize, version: ProtocolVersion) -> SaidValue {
    match value {
        Value::Number(number) => SaidValue::Line(number.to_string()),
        Value::Id(number, info) => SaidValue::Line(id(number, info)),
        Value::Enumeration(value, info) => {
            // The decoder knows the null value of an enumeration as that of its fields only; the
            // name is the specification's.
            let name = info
                .name_in(value, version)
                .or_else(|| model::null_name(info.name, value))
                .unwrap_or("Unknown");
            SaidValue::Line(format!("{name} ({value})"))
        }
        Value::Mask(bits, info) => {
            let (names, rest) = info.split(bits);
            let rest = (rest != 0).then(|| format!("{rest:#x}"));
            let names: Vec<String> = names.map(str::to_owned).chain(rest).collect();
            let mut line = format!("0x{bits:0digits$x}", digits = 2 * width);
            if !names.is_empty() {
                line = format!("{line} ({})", names.join(" | "));
            }
            let named = info.bits.iter().filter(|bit| bit.value != 0);
            let named = named.map(|bit| (bit.name, bits & bit.value == bit.value));
            SaidValue::Mask(line, named.collect())
        }
        Value::Bool(value) => SaidValue::Line(match value.0 {
            0 => "False (0)".to_owned(),
            1 => "True (1)".to_owned(),
            other => format!("Unknown ({other})"),
        }),
        Value::Time(time) => SaidValue::Time(time.0),
        Value::Text(text) => SaidValue::Text(text.to_vec()),
        Value::Bytes(bytes) => SaidValue::Bytes(bytes.to_vec()),
        Value::NamedVariable(variable) => SaidValue::Named(
            None,
            variable.name.as_bytes().to_vec(),
            variable.value.as_bytes().to_vec(),
        ),
        Value::NamedArray(element) => SaidValue::Named(
            Some(element.index),
            element.name.as_bytes().to_vec(),
            element.value.as_bytes().to_vec(),
        ),
        Value::Entries(_) | Value::Values(_) | Value::Secret(_) => {
            panic!("a list in a list of values")
        }
        other => unreachable!("not known to the tests: {other:?}"),
    }
}

/// The number, with the name of the null value if it is that.
fn id(number: i64, info: &IdInfo) -> String {
    match info.null {
        Some((null, name))
            if number == i64::from(null) || number == i64::from(null) - (1 << 32) =>
        {
            format!("{number} ({})", name.unwrap_or("none"))
        }
        _ => number.to_string(),
    }
}

fn width(member: &MemberInfo) -> usize {
    match member {
        MemberInfo::Fixed(fixed) => size(fixed.form),
        MemberInfo::Field(field) => size(field.form),
        MemberInfo::List(_) => 0,
        other => unreachable!("not known to the tests: {other:?}"),
    }
}

fn size(form: cti_messages::info::Form) -> usize {
    match form {
        cti_messages::info::Form::Sized(size) => size,
        _ => 0,
    }
}
