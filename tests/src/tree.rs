//! A message as a tree of plain values: what decoding gave, in a form that a test can make itself.

use std::collections::BTreeMap;

use cti_messages::fields::{Fields, Value};
use cti_messages::info::{ElementInfo, MemberInfo};
use cti_messages::{Message, NamedVariable};
use cti_spec::model::{FieldType, Meaning, WireForm};

/// A value without its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plain {
    /// A number, signed ones extended to 32 bits.
    Number(u32),
    /// Text, without its NUL.
    Text(Vec<u8>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A named variable, or an element of a named array.
    Named {
        /// The index of the element.
        index: Option<u8>,
        /// The name.
        name: Vec<u8>,
        /// The value.
        value: Vec<u8>,
    },
}

/// What a member holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A value.
    Value(Plain),
    /// The values of a list.
    Values(Vec<Plain>),
    /// The entries of a list.
    Entries(Vec<Tree>),
}

/// A field that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Its tag.
    pub tag: u16,
    /// Its data.
    pub data: Vec<u8>,
    /// How many known fields stand before it.
    pub after: u32,
}

/// A message, record or entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The members that are there, by name.
    pub members: BTreeMap<&'static str, Node>,
    /// What was not understood.
    pub unknown: Vec<Unknown>,
    /// What follows a header without a layout (E7).
    pub trailing: Vec<u8>,
}

impl Tree {
    /// What a decoded message holds.
    ///
    /// # Panics
    /// If its layout is not known.
    #[must_use]
    pub fn of(message: &Message<'_>) -> Self {
        Self::of_fields(message.as_known().expect("a message with a layout"))
    }

    fn of_fields(fields: &dyn Fields) -> Self {
        let members = fields.members().iter().enumerate();
        Self {
            members: members
                .filter_map(|(index, member)| {
                    Some((member.name(), node(member, fields.value(index)?)))
                })
                .collect(),
            unknown: fields
                .unknown_fields()
                .iter()
                .map(|field| Unknown {
                    tag: field.tag,
                    data: field.data.to_vec(),
                    after: field.after,
                })
                .collect(),
            trailing: fields.trailing().unwrap_or_default().to_vec(),
        }
    }

    /// The entries of a list; none where it is absent.
    ///
    /// # Panics
    /// If it is a list of values.
    #[must_use]
    pub fn entries(&self, list: &str) -> &[Self] {
        match self.members.get(list) {
            None => &[],
            Some(Node::Entries(entries)) => entries,
            Some(other) => panic!("{list} is {other:?}"),
        }
    }

    /// How many entries or values a list has.
    #[must_use]
    pub fn len_of(&self, list: &str) -> usize {
        match self.members.get(list) {
            Some(Node::Entries(entries)) => entries.len(),
            Some(Node::Values(values)) => values.len(),
            Some(Node::Value(_)) | None => 0,
        }
    }
}

fn node(member: &MemberInfo, value: Value<'_>) -> Node {
    match value {
        Value::Entries(entries) => Node::Entries(
            (0..entries.count())
                .filter_map(|index| entries.entry(index))
                .map(Tree::of_fields)
                .collect(),
        ),
        Value::Values(values) => {
            let signed = matches!(member, MemberInfo::List(list)
                if matches!(&list.element, ElementInfo::Value(field) if field.signed));
            Node::Values(
                (0..values.count())
                    .filter_map(|index| values.value(index, signed))
                    .map(plain)
                    .collect(),
            )
        }
        value => Node::Value(plain(value)),
    }
}

fn plain(value: Value<'_>) -> Plain {
    let named = |index, variable: &NamedVariable<'_>| Plain::Named {
        index,
        name: variable.name.as_bytes().to_vec(),
        value: variable.value.as_bytes().to_vec(),
    };
    match value {
        Value::Number(number) | Value::Id(number, _) => Plain::Number(
            u32::try_from(number)
                .or_else(|_| i32::try_from(number).map(i32::cast_unsigned))
                .expect("no number has more than 32 bits"),
        ),
        Value::Enumeration(bits, _) | Value::Mask(bits, _) => Plain::Number(bits),
        Value::Bool(value) => Plain::Number(u32::from(value.0)),
        Value::Time(time) => Plain::Number(time.0),
        Value::Text(text) => Plain::Text(text.to_vec()),
        Value::Bytes(bytes) => Plain::Bytes(bytes.to_vec()),
        Value::NamedVariable(variable) => named(None, variable),
        Value::NamedArray(element) => Plain::Named {
            index: Some(element.index),
            name: element.name.as_bytes().to_vec(),
            value: element.value.as_bytes().to_vec(),
        },
        Value::Entries(_) | Value::Values(_) => panic!("a list in a list of values"),
    }
}

impl Plain {
    /// The value that some data have as a type; `None` if they do not fit it.
    #[must_use]
    pub fn of_data(ty: &FieldType, data: &[u8]) -> Option<Self> {
        let named = |index, data: &[u8]| {
            let end = data.iter().position(|byte| *byte == 0)?;
            let (name, value) = (data[..end].to_vec(), without_nul(&data[end + 1..]));
            Some(Self::Named { index, name, value })
        };
        match ty.form {
            WireForm::Text => Some(Self::Text(without_nul(data))),
            WireForm::Bytes => Some(Self::Bytes(data.to_vec())),
            WireForm::NamedVariable => named(None, data),
            WireForm::NamedArray => named(Some(*data.first()?), &data[1..]),
            form => {
                (u32::try_from(data.len()).ok() == form.size()).then(|| {
                    // Names stand for bits, not for numbers below 0.
                    let is_named =
                        matches!(ty.meaning, Some(Meaning::Enumeration(_) | Meaning::Mask(_)));
                    let is_below_0 = matches!(form, WireForm::Signed(_)) && data[0] & 0x80 != 0;
                    let bits: u32 = if is_below_0 && !is_named { u32::MAX } else { 0 };
                    Self::Number(
                        data.iter()
                            .fold(bits, |bits, byte| bits << 8 | u32::from(*byte)),
                    )
                })
            }
        }
    }
}

fn without_nul(data: &[u8]) -> Vec<u8> {
    data.strip_suffix(&[0]).unwrap_or(data).to_vec()
}
