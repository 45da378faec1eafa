//! Values on their own: enumerations, masks, IDs, text, bytes and the rest.

use ::serde::de::{Deserialize, Deserializer, Error};
use ::serde::ser::{Serialize, SerializeTuple, Serializer};

use super::compact::{OwnedBytes, RawBytes};
use super::read::{self, Shape, Tree};
use super::write;
use crate::fields::{OwnedValue, Value};
use crate::info::Kind;
use crate::value::{Bool, Bytes, NamedArray, NamedVariable, Secret, Text, Time};
use crate::version::ProtocolVersion;
use crate::wire::WireValue;

/// Writes a value.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_value<T: WireValue, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let value = value.to_shown(false);
    if serializer.is_human_readable() {
        return write::value(value, ProtocolVersion::LATEST).serialize(serializer);
    }
    match value.reveal() {
        Value::Enumeration(bits, _) | Value::Mask(bits, _) => serializer.serialize_u32(bits),
        Value::Bool(value) => serializer.serialize_u32(value.0.into()),
        Value::Time(time) => serializer.serialize_u32(time.0),
        Value::Number(number) | Value::Id(number, _) => serializer.serialize_i64(number),
        Value::Text(bytes) | Value::Bytes(bytes) => serializer.serialize_bytes(bytes),
        Value::NamedVariable(variable) => {
            let mut parts = serializer.serialize_tuple(2)?;
            parts.serialize_element(&RawBytes(variable.name.as_bytes()))?;
            parts.serialize_element(&RawBytes(variable.value.as_bytes()))?;
            parts.end()
        }
        Value::NamedArray(element) => {
            let mut parts = serializer.serialize_tuple(3)?;
            parts.serialize_element(&element.index)?;
            parts.serialize_element(&RawBytes(element.name.as_bytes()))?;
            parts.serialize_element(&RawBytes(element.value.as_bytes()))?;
            parts.end()
        }
        Value::Entries(_) | Value::Values(_) | Value::Secret(_) => Err(
            ::serde::ser::Error::custom("a list cannot be written as a single value"),
        ),
    }
}

/// Reads a value.
///
/// # Errors
/// Those of the deserializer, and that it is no such value.
pub fn deserialize_value<'de, T: WireValue, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let shape = Shape {
        kind: T::KIND,
        form: T::FORM,
        signed: false,
    };
    let value = if deserializer.is_human_readable() {
        let tree = Tree::deserialize(deserializer)?;
        read::value(&tree, shape, ProtocolVersion::LATEST).map_err(Error::custom)?
    } else {
        compact(shape.kind, deserializer)?
    };
    T::from_written(value).ok_or_else(|| Error::custom("the value is out of range"))
}

fn compact<'de, D: Deserializer<'de>>(kind: Kind, deserializer: D) -> Result<OwnedValue, D::Error> {
    Ok(match kind {
        Kind::Enumeration(_) | Kind::Mask(_) | Kind::Bool | Kind::Time => {
            OwnedValue::Number(u32::deserialize(deserializer)?.into())
        }
        Kind::Unsigned | Kind::Signed | Kind::Id(_) => {
            OwnedValue::Number(i64::deserialize(deserializer)?)
        }
        Kind::Text | Kind::Bytes => OwnedValue::Bytes(OwnedBytes::deserialize(deserializer)?.0),
        Kind::NamedVariable => {
            let (name, value) = <(OwnedBytes, OwnedBytes)>::deserialize(deserializer)?;
            OwnedValue::NamedVariable(NamedVariable {
                name: name.0.into(),
                value: value.0.into(),
            })
        }
        Kind::NamedArray => {
            let (index, name, value) = <(u8, OwnedBytes, OwnedBytes)>::deserialize(deserializer)?;
            OwnedValue::NamedArray(NamedArray {
                index,
                name: name.0.into(),
                value: value.0.into(),
            })
        }
    })
}

macro_rules! values {
    ($([$($lifetime:lifetime)?] $name:ty;)*) => {$(
        impl$(<$lifetime>)? Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize_value(self, serializer)
            }
        }

        impl<'de$(, $lifetime)?> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize_value(deserializer)
            }
        }
    )*};
}

values! {
    [] Bool;
    [] Time;
    ['a] Text<'a>;
    ['a] Bytes<'a>;
    ['a] NamedVariable<'a>;
    ['a] NamedArray<'a>;
}

/// What is written here is no log: secrets are carried.
impl<T: Serialize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}
