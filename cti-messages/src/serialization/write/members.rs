//! The members of a message, or of an entry of a list, and the lists.

use ::serde::ser::{Serialize, SerializeMap, Serializer};

use super::value::value;
use crate::fields::{Fields, Value, Values};
use crate::info::{ElementInfo, Form, ListInfo, ListStyle, MemberInfo};
use crate::value::{Hex, UnknownField};
use crate::version::{ProtocolVersion, VersionRange};

/// The members that are present, then what was not understood.
///
/// Where the version is that of the session, a fixed field that it has is there, with its null value if
/// nothing else: so it would be read from the frame.
pub(in crate::serialization) fn members(
    fields: &dyn Fields,
    version: ProtocolVersion,
    is_exact: bool,
) -> impl Serialize {
    Members {
        fields,
        version,
        is_exact,
    }
}

struct Members<'f> {
    fields: &'f dyn Fields,
    version: ProtocolVersion,
    is_exact: bool,
}

impl Members<'_> {
    fn value(&self, index: usize, info: &'static MemberInfo) -> Option<Value<'_>> {
        self.fields.value(index).or_else(|| match info {
            MemberInfo::Fixed(field) if self.is_exact => {
                let Form::Sized(size) = field.form else {
                    return None;
                };
                let is_there =
                    field.versions != VersionRange::ALWAYS && field.versions.contains(self.version);
                is_there.then(|| Value::of_bits(field.null, field.kind, size, field.signed))
            }
            _ => None,
        })
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let infos = self.fields.members().iter().enumerate();
        let present = infos.filter_map(|(index, info)| Some((info, self.value(index, info)?)));
        let unknown = self.fields.unknown_fields();
        let trailing = self.fields.trailing().filter(|bytes| !bytes.is_empty());
        let others = usize::from(!unknown.is_empty()) + usize::from(trailing.is_some());
        let mut object = serializer.serialize_map(Some(present.clone().count() + others))?;
        for (info, value) in present {
            let member = Member {
                info,
                value,
                version: self.version,
            };
            object.serialize_entry(info.name(), &member)?;
        }
        if !unknown.is_empty() {
            object.serialize_entry("unknown", &UnknownFields(unknown))?;
        }
        if let Some(trailing) = trailing {
            object.serialize_entry("trailing", &Hex(trailing))?;
        }
        object.end()
    }
}

struct Member<'f> {
    info: &'static MemberInfo,
    value: Value<'f>,
    version: ProtocolVersion,
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.info, self.value) {
            (MemberInfo::List(list), Value::Values(values)) => {
                list_of_values(list, values, self.version, serializer)
            }
            (_, Value::Entries(entries)) => {
                let entries = (0..entries.count()).filter_map(|index| entries.entry(index));
                serializer.collect_seq(entries.map(|entry| members(entry, self.version, false)))
            }
            (_, single) => value(single, self.version).serialize(serializer),
        }
    }
}

/// The values of a list: plain in an array list, else under the name of the member.
fn list_of_values<S: Serializer>(
    list: &ListInfo,
    values: &dyn Values,
    version: ProtocolVersion,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (name, signed) = match &list.element {
        ElementInfo::Value(field) => (field.name, field.signed),
        ElementInfo::Entry(entry) => (entry.name, false),
    };
    let values = (0..values.count()).filter_map(|index| values.value(index, signed));
    serializer.collect_seq(values.map(|single| Element {
        // Named variables and elements of named arrays are objects already.
        name: match single {
            Value::NamedVariable(_) | Value::NamedArray(_) => None,
            _ => (list.style != ListStyle::Array).then_some(name),
        },
        value: single,
        version,
    }))
}

struct Element<'f> {
    name: Option<&'static str>,
    value: Value<'f>,
    version: ProtocolVersion,
}

impl Serialize for Element<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = value(self.value, self.version);
        match self.name {
            None => value.serialize(serializer),
            Some(name) => serializer.collect_map([(name, value)]),
        }
    }
}

struct UnknownFields<'f>(&'f [UnknownField<'f>]);

impl Serialize for UnknownFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(OneUnknown))
    }
}

struct OneUnknown<'f>(&'f UnknownField<'f>);

impl Serialize for OneUnknown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(3))?;
        object.serialize_entry("tag", &self.0.tag.0)?;
        object.serialize_entry("hex", &Hex(&self.0.data))?;
        object.serialize_entry("after", &self.0.after)?;
        object.end()
    }
}
