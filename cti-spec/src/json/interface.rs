//! Interfaces: what several messages have in common.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{doc, text};
use super::error::JsonError;
use super::floating::FloatingField;
use super::list::List;
use super::names::Names;
use super::part::{Part, all, each, resolve_all};
use super::types::FieldMeaning;
use crate::model::{self, Protocol};

/// Fields that several messages share, for use in the same way in all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// Its name, `CallContext`.
    pub name: String,
    /// The name of the key that all members make up. Absent: the interface has no key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What they share; a message may lack any but the first. The messages of a key have all members.
    pub members: Vec<InterfaceMember>,
    /// The names of the messages.
    pub messages: Vec<String>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// What the messages of an interface share: an object with one key that tells the kind of member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterfaceMember {
    /// A floating field.
    Field(FloatingField),
    /// A numbered series of fields of one type.
    Series(Series),
    /// A list.
    List(List),
    /// A field of a key.
    Key(KeyField),
}

/// A field of a key, in the fixed or in the floating part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyField {
    /// Its name in the guide.
    pub name: String,
    /// Its type: the name of an element of `types`.
    #[serde(rename = "type")]
    pub basic: String,
    /// What its value means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<FieldMeaning>,
    /// Whether a message has a key only with it: neither absent nor an empty text, and not a null value,
    /// be it that of the field in the message or that of its type.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Whether some message may lack it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// A numbered series of fields of one type: `CallVariable1` to `CallVariable10`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// The name without the number, `CallVariable`.
    pub name: String,
    /// The last number; the first is 1.
    pub count: u32,
    /// The first field of the series.
    pub first: FloatingField,
}

impl Part for Interface {
    type Model = model::Interface;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        let messages = model.messages.iter();
        Self {
            name: model.name.guide.clone(),
            key: model.key.as_ref().map(|key| key.guide.clone()),
            members: all(&model.members, protocol),
            messages: messages
                .map(|message| protocol[*message].name.guide.clone())
                .collect(),
            doc: text(&model.doc),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Interface {
            name: names.name(&self.name),
            key: self.key.as_ref().map(|key| names.name(key)),
            members: resolve_all(&self.members, "members", names)?,
            messages: each(&self.messages, "messages", |name| names.message(name))?,
            doc: doc(self.doc.as_ref()),
        })
    }
}

impl Part for InterfaceMember {
    type Model = model::InterfaceMember;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        match model {
            model::InterfaceMember::Field(field) => Self::Field(FloatingField::of(field, protocol)),
            model::InterfaceMember::Series { name, first, count } => Self::Series(Series {
                name: name.guide.clone(),
                count: *count,
                first: FloatingField::of(first, protocol),
            }),
            model::InterfaceMember::List(list) => Self::List(List::of(list, protocol)),
            model::InterfaceMember::Key(field) => Self::Key(KeyField::of(field, protocol)),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        let (key, resolved) = match self {
            Self::Field(field) => {
                let field = field.resolve(names);
                ("field", field.map(model::InterfaceMember::Field))
            }
            Self::Series(series) => ("series", series.resolve(names)),
            Self::List(list) => {
                let list = list.resolve(names);
                ("list", list.map(model::InterfaceMember::List))
            }
            Self::Key(field) => {
                let field = field.resolve(names);
                ("key", field.map(model::InterfaceMember::Key))
            }
        };
        resolved.map_err(|error| error.within(key))
    }
}

impl Part for KeyField {
    type Model = model::KeyField;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            basic: protocol[model.ty.basic].name.clone(),
            meaning: FieldMeaning::of(model.ty, protocol),
            required: model.required,
            optional: model.optional,
            doc: text(&model.doc),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::KeyField {
            name: names.name(&self.name),
            ty: names.field_type(&self.basic, self.meaning.as_ref())?,
            required: self.required,
            optional: self.optional,
            doc: doc(self.doc.as_ref()),
        })
    }
}

impl Series {
    fn resolve(&self, names: &Names<'_>) -> Result<model::InterfaceMember, JsonError> {
        let first = self.first.resolve(names);
        Ok(model::InterfaceMember::Series {
            name: names.name(&self.name),
            first: first.map_err(|error| error.within("first"))?,
            count: self.count,
        })
    }
}
