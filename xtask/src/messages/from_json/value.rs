//! The value of one field.

use cti_messages::fields::OwnedValue;
use cti_messages::info::{EnumerationInfo, FieldInfo, Form, Kind, MaskInfo};
use cti_messages::{NamedArray, NamedVariable, ProtocolVersion};
use serde_json::Value as Json;

use super::error::{self, JsonError, Within, kind_of, refuse};
use super::number::{self, Range, in_range};
use crate::messages::nearest::did_you_mean;

/// What values a field takes.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    pub(super) form: Form,
    pub(super) signed: bool,
}

impl Shape {
    pub(super) fn of(field: &FieldInfo) -> Self {
        Self {
            kind: field.kind,
            form: field.form,
            signed: field.signed,
        }
    }

    /// The bytes of an integer.
    fn size(self) -> usize {
        match self.form {
            Form::Sized(size) => size,
            Form::Text | Form::Bytes | Form::NamedVariable | Form::NamedArray => 0,
        }
    }
}

/// The value of a field.
pub(super) fn value(
    json: &Json,
    shape: Shape,
    version: ProtocolVersion,
) -> Result<OwnedValue, JsonError> {
    let size = shape.size();
    let number = |range| in_range(json, range, size).map(OwnedValue::Number);
    match shape.kind {
        Kind::Signed => number(Range::Signed),
        Kind::Id(_) | Kind::Unsigned if shape.signed => number(Range::Signed),
        Kind::Id(_) | Kind::Unsigned | Kind::Time => number(Range::Unsigned),
        Kind::Bool => match json {
            Json::Bool(value) => Ok(OwnedValue::Number(i64::from(*value))),
            _ => number(Range::Unsigned),
        },
        Kind::Enumeration(info) => match json {
            Json::String(name) => constant(name, info, version).map(OwnedValue::Number),
            _ => number(Range::Unsigned),
        },
        Kind::Mask(info) => match json {
            Json::Array(names) => mask(names, info, size).map(OwnedValue::Number),
            _ => number(Range::Unsigned),
        },
        Kind::Text => text(json).map(OwnedValue::Bytes),
        Kind::Bytes => bytes(json, shape.form).map(OwnedValue::Bytes),
        Kind::NamedVariable => named_variable(json).map(OwnedValue::NamedVariable),
        Kind::NamedArray => named_array(json).map(OwnedValue::NamedArray),
    }
}

/// A value of a list of values: plain, or under the name of the member.
///
/// Named variables and arrays may stand either way: they are objects already.
pub(super) fn element(
    json: &Json,
    field: &FieldInfo,
    plain: bool,
    version: ProtocolVersion,
) -> Result<OwnedValue, JsonError> {
    let is_object = matches!(field.kind, Kind::NamedVariable | Kind::NamedArray);
    if plain || (is_object && json.get(field.name).is_none()) {
        return value(json, Shape::of(field), version);
    }
    let [json] = exactly(json, [field.name])?;
    value(json, Shape::of(field), version).within(field.name)
}

/// The values of an object that must have exactly these keys.
pub(super) fn exactly<'j, const N: usize>(
    json: &'j Json,
    keys: [&'static str; N],
) -> Result<[&'j Json; N], JsonError> {
    let Json::Object(object) = json else {
        return refuse(format!(
            "expected an object with {}, found {}",
            keys.join(", "),
            kind_of(json)
        ));
    };
    if let Some(key) = object.keys().find(|key| !keys.contains(&key.as_str())) {
        return Err(error::unknown_key(key, keys));
    }
    let mut values = [json; N];
    for (value, key) in values.iter_mut().zip(keys) {
        *value = object
            .get(key)
            .ok_or_else(|| error::at(key, "the key is missing"))?;
    }
    Ok(values)
}

fn constant(
    name: &str,
    info: &EnumerationInfo,
    version: ProtocolVersion,
) -> Result<i64, JsonError> {
    if let Some(value) = info.value_in(name, version) {
        return Ok(value.into());
    }
    let names = info.constants.iter().map(|constant| constant.name);
    let reason = if names.clone().any(|known| known == name) {
        format!(" in protocol version {version}")
    } else {
        did_you_mean(name, names)
    };
    refuse(format!("{} has no constant {name}{reason}", info.name))
}

/// The bits of some names, and of numbers written `"0x…"`.
fn mask(names: &[Json], info: &MaskInfo, size: usize) -> Result<i64, JsonError> {
    let mut bits = 0;
    for (index, json) in names.iter().enumerate() {
        bits |= mask_bits(json, info).within_element(index)?;
    }
    // The names fit; numbers may not.
    in_range(&bits.into(), Range::Unsigned, size)
}

fn mask_bits(json: &Json, info: &MaskInfo) -> Result<u32, JsonError> {
    let Json::String(name) = json else {
        return refuse(format!(
            "expected the name of a bit or \"0x…\", found {}",
            kind_of(json)
        ));
    };
    if let Some(bits) = info.value_of(name) {
        return Ok(bits);
    }
    if let Some(digits) = name.strip_prefix("0x") {
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        return match u32::from_str_radix(digits, 16) {
            Ok(bits) if is_hex => Ok(bits),
            _ => refuse(format!("{name} is no hexadecimal number of 32 bits")),
        };
    }
    let names = info.bits.iter().map(|bit| bit.name);
    refuse(format!(
        "{} has no bit {name}{}",
        info.name,
        did_you_mean(name, names)
    ))
}

/// Text as a string; as `{"hex":"…"}` where it is not UTF-8.
fn text(json: &Json) -> Result<Vec<u8>, JsonError> {
    match json {
        Json::String(text) => Ok(text.clone().into_bytes()),
        Json::Object(_) => {
            let [digits] = exactly(json, ["hex"])?;
            hex(digits).within("hex")
        }
        other => refuse(format!(
            "expected a string or {{\"hex\":\"…\"}}, found {}",
            kind_of(other)
        )),
    }
}

fn bytes(json: &Json, form: Form) -> Result<Vec<u8>, JsonError> {
    let bytes = hex(json)?;
    match form {
        Form::Sized(size) if bytes.len() != size => refuse(format!(
            "the field has {size} bytes, {} are given",
            bytes.len()
        )),
        _ => Ok(bytes),
    }
}

/// Bytes as a string of hexadecimal digits.
pub(super) fn hex(json: &Json) -> Result<Vec<u8>, JsonError> {
    match json {
        Json::String(digits) => {
            super::hex::read(digits.bytes()).or_else(|error| refuse(error.to_string()))
        }
        other => refuse(format!(
            "expected a string of hexadecimal digits, found {}",
            kind_of(other)
        )),
    }
}

fn named_variable(json: &Json) -> Result<NamedVariable<'static>, JsonError> {
    let [name, value] = exactly(json, ["name", "value"])?;
    Ok(NamedVariable {
        name: text(name).within("name")?.into(),
        value: text(value).within("value")?.into(),
    })
}

fn named_array(json: &Json) -> Result<NamedArray<'static>, JsonError> {
    let [index, name, value] = exactly(json, ["index", "name", "value"])?;
    Ok(NamedArray {
        index: number::unsigned(index).within("index")?,
        name: text(name).within("name")?.into(),
        value: text(value).within("value")?.into(),
    })
}
