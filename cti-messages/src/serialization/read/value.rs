//! The value of one field.

use alloc::format;
use alloc::vec::Vec;

use super::error::{self, Refusal, Within, did_you_mean, refuse};
use super::number::{self, Range, in_range};
use super::tree::Tree;
use crate::error::{are, bytes as counted_bytes};
use crate::fields::OwnedValue;
use crate::info::{EnumerationInfo, FieldInfo, Form, Kind, MaskInfo};
use crate::value::{NamedArray, NamedVariable};
use crate::version::ProtocolVersion;

/// What values a field takes.
#[derive(Clone, Copy)]
pub(in crate::serialization) struct Shape {
    pub(in crate::serialization) kind: Kind,
    pub(in crate::serialization) form: Form,
    pub(in crate::serialization) signed: bool,
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
pub(in crate::serialization) fn value(
    json: &Tree,
    shape: Shape,
    version: ProtocolVersion,
) -> Result<OwnedValue, Refusal> {
    let size = shape.size();
    let number = |range| in_range(json, range, size).map(OwnedValue::Number);
    match shape.kind {
        Kind::Signed => number(Range::Signed),
        Kind::Id(_) | Kind::Unsigned if shape.signed => number(Range::Signed),
        Kind::Id(_) | Kind::Unsigned | Kind::Time => number(Range::Unsigned),
        Kind::Bool => match json {
            Tree::Bool(value) => Ok(OwnedValue::Number(i64::from(*value))),
            _ => number(Range::Unsigned),
        },
        Kind::Enumeration(info) => match json {
            Tree::Text(name) => constant(name, info, version).map(OwnedValue::Number),
            _ => number(Range::Unsigned),
        },
        Kind::Mask(info) => match json {
            Tree::Array(names) => mask(names, info, size).map(OwnedValue::Number),
            _ => number(Range::Unsigned),
        },
        Kind::Text => text(json).map(OwnedValue::Bytes),
        Kind::Bytes => bytes(json, shape.form).map(OwnedValue::Bytes),
        Kind::NamedVariable => named_variable(json).map(OwnedValue::NamedVariable),
        Kind::NamedArray => named_array(json).map(OwnedValue::NamedArray),
    }
}

/// The value of a floating field. What is wrong with a secret is said without showing it.
pub(super) fn floating(
    json: &Tree,
    field: &FieldInfo,
    version: ProtocolVersion,
) -> Result<OwnedValue, Refusal> {
    let value = value(json, Shape::of(field), version);
    if !field.secret {
        return value;
    }
    value.or_else(|_| {
        let expected = match field.kind {
            Kind::Text => "a string, or an object with hex",
            Kind::Bytes => "a string of hexadecimal digits, two for each byte",
            _ => "a value of the field",
        };
        refuse(format!("expected {expected}; what was found is secret"))
    })
}

/// A value of a list of values: plain, or under the name of the member.
///
/// Named variables and arrays may stand either way: they are objects already.
pub(super) fn element(
    json: &Tree,
    field: &FieldInfo,
    plain: bool,
    version: ProtocolVersion,
) -> Result<OwnedValue, Refusal> {
    let is_object = matches!(field.kind, Kind::NamedVariable | Kind::NamedArray);
    let is_wrapped = matches!(json, Tree::Object(object) if object.get(field.name).is_some());
    if plain || (is_object && !is_wrapped) {
        return floating(json, field, version);
    }
    let [json] = exactly(json, [field.name])?;
    floating(json, field, version).within(field.name)
}

/// The values of an object that must have exactly these keys.
pub(super) fn exactly<'j, const N: usize>(
    json: &'j Tree,
    keys: [&'static str; N],
) -> Result<[&'j Tree; N], Refusal> {
    let Tree::Object(object) = json else {
        return refuse(format!(
            "expected an object with {}, found {}",
            keys.join(", "),
            json.kind()
        ));
    };
    if let Some(key) = object.keys().find(|key| !keys.contains(key)) {
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

fn constant(name: &str, info: &EnumerationInfo, version: ProtocolVersion) -> Result<i64, Refusal> {
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
fn mask(names: &[Tree], info: &MaskInfo, size: usize) -> Result<i64, Refusal> {
    let mut bits = 0_u32;
    for (index, json) in names.iter().enumerate() {
        bits |= mask_bits(json, info).within_element(index)?;
    }
    // The names fit; numbers may not.
    in_range(&Tree::Integer(bits.into()), Range::Unsigned, size)
}

fn mask_bits(json: &Tree, info: &MaskInfo) -> Result<u32, Refusal> {
    let Tree::Text(name) = json else {
        return refuse(format!(
            "expected the name of a bit or \"0x…\", found {}",
            json.kind()
        ));
    };
    if let Some(bits) = info.value_of(name) {
        return Ok(bits);
    }
    if let Some(digits) = name.strip_prefix("0x") {
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        return match u32::from_str_radix(digits, 16) {
            Ok(bits) if is_hex => Ok(bits),
            _ => refuse(format!("{name} is not a hexadecimal number of 32 bits")),
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
fn text(json: &Tree) -> Result<Vec<u8>, Refusal> {
    match json {
        Tree::Text(text) => Ok(text.clone().into_bytes()),
        Tree::Object(_) => {
            let [digits] = exactly(json, ["hex"])?;
            hex(digits).within("hex")
        }
        other => refuse(format!(
            "expected a string or {{\"hex\":\"…\"}}, found {}",
            other.kind()
        )),
    }
}

fn bytes(json: &Tree, form: Form) -> Result<Vec<u8>, Refusal> {
    let bytes = hex(json)?;
    match form {
        Form::Sized(size) if bytes.len() != size => refuse(format!(
            "the field has {}, but {} {} given",
            counted_bytes(size),
            counted_bytes(bytes.len()),
            are(bytes.len())
        )),
        _ => Ok(bytes),
    }
}

/// Bytes as a string of hexadecimal digits.
pub(super) fn hex(json: &Tree) -> Result<Vec<u8>, Refusal> {
    match json {
        Tree::Text(digits) => super::hex::read(digits).or_else(refuse),
        other => refuse(format!(
            "expected a string of hexadecimal digits, found {}",
            other.kind()
        )),
    }
}

fn named_variable(json: &Tree) -> Result<NamedVariable<'static>, Refusal> {
    let [name, value] = exactly(json, ["name", "value"])?;
    Ok(NamedVariable {
        name: text(name).within("name")?.into(),
        value: text(value).within("value")?.into(),
    })
}

fn named_array(json: &Tree) -> Result<NamedArray<'static>, Refusal> {
    let [index, name, value] = exactly(json, ["index", "name", "value"])?;
    Ok(NamedArray {
        index: number::unsigned(index).within("index")?,
        name: text(name).within("name")?.into(),
        value: text(value).within("value")?.into(),
    })
}
