//! Types: what a value is on the wire, and what it means.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{doc, text};
use super::error::JsonError;
use super::names::Names;
use super::part::Part;
use crate::model::{
    self, EnumerationIndex, FieldType, IdIndex, MaskIndex, Meaning, Protocol, TypeIndex, WireForm,
};

/// A basic type of the guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasicType {
    /// Its name in the guide, `UINT`; fields refer to it.
    pub name: String,
    /// What it is on the wire.
    pub form: Form,
    /// Its size, for the forms with a fixed one: all but `text`, `bytes`, `named_variable` and
    /// `named_array`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u32>,
    /// The largest parts of a named variable or a named array.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<NamedParts>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// What a value is on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// An unsigned integer of 1, 2 or 4 bytes, big-endian.
    Unsigned,
    /// A signed integer of 1, 2 or 4 bytes, big-endian, two's complement.
    Signed,
    /// A truth value: 0 or 1 as an unsigned integer of 2 bytes. Other values are no error.
    Bool,
    /// Seconds since 1970-01-01 UTC, as an unsigned integer of 4 bytes.
    Time,
    /// Text that ends with a NUL byte, which sizes count. Without it all of the data are text.
    Text,
    /// Bytes without a form.
    Bytes,
    /// A name, a NUL, a value, a NUL. Without the second NUL all of the rest is the value.
    NamedVariable,
    /// An index of one byte, then as in a named variable.
    NamedArray,
}

/// The largest parts of a named variable or a named array.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedParts {
    /// The largest name in bytes, its NUL included.
    pub name_bytes: u32,
    /// The largest value in bytes, its NUL included.
    pub value_bytes: u32,
}

/// What the value of a field means. The field may have fewer bytes than what it means, never more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldMeaning {
    /// It is an ID: the name of an element of `ids`. The field may be signed where the ID is not;
    /// the bits are the same.
    Id(String),
    /// It is a constant: the name of an element of `enumerations`.
    Enumeration(String),
    /// It is a set of bits: the name of an element of `masks`.
    Mask(String),
}

impl Form {
    /// The wire form for a form and its size.
    pub(super) fn wire_form(self, bytes: Option<u32>) -> Result<WireForm, JsonError> {
        let form = match (self, bytes) {
            (Self::Unsigned, Some(1)) => WireForm::Unsigned(1),
            (Self::Unsigned, Some(2)) => WireForm::Unsigned(2),
            (Self::Unsigned, Some(4)) => WireForm::Unsigned(4),
            (Self::Signed, Some(1)) => WireForm::Signed(1),
            (Self::Signed, Some(2)) => WireForm::Signed(2),
            (Self::Signed, Some(4)) => WireForm::Signed(4),
            (Self::Unsigned | Self::Signed, _) => {
                return Err(JsonError::new("an integer has 1, 2 or 4 bytes").within("bytes"));
            }
            (Self::Bool, _) => WireForm::Bool,
            (Self::Time, _) => WireForm::Time,
            (Self::Text, _) => WireForm::Text,
            (Self::Bytes, _) => WireForm::Bytes,
            (Self::NamedVariable, _) => WireForm::NamedVariable,
            (Self::NamedArray, _) => WireForm::NamedArray,
        };
        if form.size() != bytes {
            return Err(JsonError::new("this form has another size").within("bytes"));
        }
        Ok(form)
    }
}

impl From<WireForm> for Form {
    fn from(form: WireForm) -> Self {
        match form {
            WireForm::Unsigned(_) => Self::Unsigned,
            WireForm::Signed(_) => Self::Signed,
            WireForm::Bool => Self::Bool,
            WireForm::Time => Self::Time,
            WireForm::Text => Self::Text,
            WireForm::Bytes => Self::Bytes,
            WireForm::NamedVariable => Self::NamedVariable,
            WireForm::NamedArray => Self::NamedArray,
        }
    }
}

impl FieldMeaning {
    /// The meaning that a field type has, if any.
    pub(super) fn of(ty: FieldType, protocol: &Protocol) -> Option<Self> {
        ty.meaning.map(|meaning| match meaning {
            Meaning::Id(id) => Self::Id(protocol[id].name.guide.clone()),
            Meaning::Enumeration(table) => Self::Enumeration(protocol[table].name.guide.clone()),
            Meaning::Mask(mask) => Self::Mask(protocol[mask].name.guide.clone()),
        })
    }
}

impl Names<'_> {
    /// The type of a field, by the name of its basic type and its meaning.
    pub(super) fn field_type(
        &self,
        basic: &str,
        meaning: Option<&FieldMeaning>,
    ) -> Result<FieldType, JsonError> {
        let (index, form) = self
            .types
            .find(basic)
            .map_err(|error| error.within("type"))?;
        let resolve = |meaning| self.meaning(meaning, form);
        let meaning = meaning.map(resolve).transpose();
        Ok(FieldType {
            basic: TypeIndex(index),
            form,
            meaning: meaning.map_err(|error| error.within("meaning"))?,
        })
    }

    /// A meaning, which has the width of the field, or is wider (a form of a message may carry less).
    fn meaning(&self, meaning: &FieldMeaning, form: WireForm) -> Result<Meaning, JsonError> {
        let (name, meaning, width) = match meaning {
            FieldMeaning::Id(name) => {
                let (index, width) = self.ids.find(name)?;
                (name, Meaning::Id(IdIndex(index)), width)
            }
            FieldMeaning::Enumeration(name) => {
                let (index, width) = self.enumerations.find(name)?;
                let index = EnumerationIndex(index);
                (name, Meaning::Enumeration(index), width)
            }
            FieldMeaning::Mask(name) => {
                let (index, width) = self.masks.find(name)?;
                (name, Meaning::Mask(MaskIndex(index)), width)
            }
        };
        let fits = match form {
            WireForm::Unsigned(own) => own <= width,
            WireForm::Signed(own) => own == width && matches!(meaning, Meaning::Id(_)),
            _ => false,
        };
        if !fits {
            let what = format!("{name}, of {width} bytes, is no meaning of this type");
            return Err(JsonError::new(what));
        }
        Ok(meaning)
    }
}

impl Part for BasicType {
    type Model = model::BasicType;

    fn of(model: &Self::Model, _: &Protocol) -> Self {
        Self {
            name: model.name.clone(),
            form: model.form.into(),
            bytes: model.form.size(),
            parts: model.parts.map(|parts| NamedParts {
                name_bytes: parts.name,
                value_bytes: parts.value,
            }),
            doc: text(&model.doc),
        }
    }

    fn resolve(&self, _: &Names<'_>) -> Result<Self::Model, JsonError> {
        let form = self.form.wire_form(self.bytes)?;
        let has_parts = matches!(form, WireForm::NamedVariable | WireForm::NamedArray);
        if self.parts.is_some() != has_parts {
            let what = "named variables and named arrays have parts, and nothing else has";
            return Err(JsonError::new(what).within("parts"));
        }
        Ok(model::BasicType {
            name: self.name.clone(),
            form,
            parts: self.parts.as_ref().map(|parts| model::NamedParts {
                name: parts.name_bytes,
                value: parts.value_bytes,
            }),
            doc: doc(self.doc.as_ref()),
        })
    }
}

/// A value of a field that can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Example {
    /// An integer as it is on the wire, without a sign; a truth value or a time as well.
    Number(u32),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes {
        /// As hexadecimal digits.
        hex: String,
    },
    /// A named variable, or an element of a named array.
    Named {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
}

impl Example {
    pub(super) fn of(model: &model::Example) -> Self {
        match model {
            model::Example::Number(number) => Self::Number(*number),
            model::Example::Text(text) => Self::Text(text.clone()),
            model::Example::Bytes(bytes) => Self::Bytes {
                hex: bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            },
            model::Example::Named { name, value } => Self::Named {
                name: name.clone(),
                value: value.clone(),
            },
        }
    }
}

/// The value of an example, if there is one.
pub(super) fn example(example: Option<&Example>) -> Result<Option<model::Example>, JsonError> {
    let Some(example) = example else {
        return Ok(None);
    };
    Ok(Some(match example {
        Example::Number(number) => model::Example::Number(*number),
        Example::Text(text) => model::Example::Text(text.clone()),
        Example::Bytes { hex } => {
            let bytes = model::Example::from_hex(hex);
            let no_hex =
                || JsonError::new("these are not hexadecimal digits in pairs").within("hex");
            model::Example::Bytes(bytes.ok_or_else(no_hex)?)
        }
        Example::Named { name, value } => model::Example::Named {
            name: name.clone(),
            value: value.clone(),
        },
    }))
}
