//! Single values.

use core::fmt;

use ::serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::fields::Value;
use crate::info::MaskInfo;
use crate::value::Hex;
use crate::version::ProtocolVersion;

/// A value that is no list, as people read it.
pub(in crate::serialization) fn value(
    value: Value<'_>,
    version: ProtocolVersion,
) -> impl Serialize {
    Single { value, version }
}

struct Single<'v> {
    value: Value<'v>,
    version: ProtocolVersion,
}

impl Serialize for Single<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.reveal() {
            Value::Number(number) | Value::Id(number, _) => serializer.serialize_i64(number),
            Value::Enumeration(value, info) => match info.name_in(value, self.version) {
                Some(name) => serializer.serialize_str(name),
                None => serializer.serialize_u32(value),
            },
            Value::Mask(bits, info) => mask(bits, info, serializer),
            Value::Bool(value) => match value.0 {
                0 => serializer.serialize_bool(false),
                1 => serializer.serialize_bool(true),
                other => serializer.serialize_u16(other),
            },
            Value::Time(time) => serializer.serialize_u32(time.seconds()),
            Value::Text(bytes) => Text(bytes).serialize(serializer),
            Value::Bytes(bytes) => Hex(bytes).serialize(serializer),
            Value::NamedVariable(variable) => {
                let mut object = serializer.serialize_map(Some(2))?;
                object.serialize_entry("name", &Text(variable.name.as_bytes()))?;
                object.serialize_entry("value", &Text(variable.value.as_bytes()))?;
                object.end()
            }
            Value::NamedArray(element) => {
                let mut object = serializer.serialize_map(Some(3))?;
                object.serialize_entry("index", &element.index)?;
                object.serialize_entry("name", &Text(element.name.as_bytes()))?;
                object.serialize_entry("value", &Text(element.value.as_bytes()))?;
                object.end()
            }
            Value::Entries(_) | Value::Values(_) | Value::Secret(_) => Err(S::Error::custom(
                "a list cannot be written as a single value",
            )),
        }
    }
}

/// The names of the bits that have one, then the other bits as one number.
fn mask<S: Serializer>(bits: u32, info: &MaskInfo, serializer: S) -> Result<S::Ok, S::Error> {
    let (names, rest) = info.split(bits);
    let mut list = serializer.serialize_seq(None)?;
    for name in names {
        list.serialize_element(name)?;
    }
    if rest != 0 {
        list.serialize_element(&Displayed(format_args!("{rest:#x}")))?;
    }
    list.end()
}

/// Text as a string; as `{"hex":"…"}` where it is not UTF-8.
struct Text<'t>(&'t [u8]);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match core::str::from_utf8(self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => serializer.collect_map([("hex", Hex(self.0))]),
        }
    }
}

impl Serialize for Hex<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A string that is put together while it is written.
struct Displayed<T>(T);

impl<T: fmt::Display> Serialize for Displayed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
