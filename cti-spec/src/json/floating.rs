//! The floating part: fields with a tag, in a message or an entry.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Versions, doc, errata, labels, text, versions, window};
use super::error::JsonError;
use super::names::Names;
use super::part::Part;
use super::tag::FieldTag;
use super::types::{Example, FieldMeaning, example};
use crate::model::{self, Protocol};

/// A floating field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FloatingField {
    /// Its name in the guide.
    pub name: String,
    /// Its type: the name of an element of `types`.
    #[serde(rename = "type")]
    pub basic: String,
    /// Its tag.
    pub tag: FieldTag,
    /// What its value means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<FieldMeaning>,
    /// The largest data, by version. A type with a fixed size has that one; in an array or a column
    /// it is the size of one value.
    pub maxima: Vec<Maximum>,
    /// Whether the guide wants it; absent: it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// Whether it must not be shown: a password.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// The versions that have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
    /// The value that means "none" in this field, as an unsigned integer. Absent: that of the ID or
    /// enumeration, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null: Option<u32>,
    /// A value that can be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

/// Whether the guide wants a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Always.
    Required,
    /// It may be left out.
    Optional,
    /// Under a condition that its doc text tells.
    Conditional,
}

/// The largest data of a field in some versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Maximum {
    /// Data bytes, a NUL at the end included.
    pub bytes: u32,
    /// The versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
}

/// The count of a list, as a floating field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FloatingCount {
    /// Its name in the guide, `NumPeripherals`.
    pub name: String,
    /// Its type, an unsigned integer: the name of an element of `types`.
    #[serde(rename = "type")]
    pub basic: String,
    /// Its tag.
    pub tag: FieldTag,
    /// The name of the list beside it that it counts.
    pub counts: String,
    /// Whether the guide wants it; absent: it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// The versions that have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

impl Part for FloatingField {
    type Model = model::FloatingField;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            basic: protocol[model.ty.basic].name.clone(),
            tag: FieldTag::of(model.tag, protocol),
            meaning: FieldMeaning::of(model.ty, protocol),
            maxima: model.maxima.iter().map(Maximum::of).collect(),
            presence: Presence::of(model.presence),
            secret: model.secret,
            versions: versions(model.window),
            null: model.null,
            example: model.example.as_ref().map(Example::of),
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::FloatingField {
            name: names.name(&self.name),
            ty: names.field_type(&self.basic, self.meaning.as_ref())?,
            tag: self.tag.resolve(names)?,
            maxima: self.maxima.iter().map(Maximum::resolve).collect(),
            presence: Presence::resolve(self.presence),
            secret: self.secret,
            window: window(self.versions.as_ref()),
            null: self.null,
            example: example(self.example.as_ref())?,
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl Part for FloatingCount {
    type Model = model::FloatingCount;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            basic: protocol[model.ty.basic].name.clone(),
            tag: FieldTag::of(model.tag, protocol),
            counts: model.list.clone(),
            presence: Presence::of(model.presence),
            versions: versions(model.window),
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::FloatingCount {
            name: names.name(&self.name),
            ty: names.field_type(&self.basic, None)?,
            tag: self.tag.resolve(names)?,
            list: self.counts.clone(),
            presence: Presence::resolve(self.presence),
            window: window(self.versions.as_ref()),
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl Presence {
    fn of(model: model::Presence) -> Option<Self> {
        match model {
            model::Presence::Unstated => None,
            model::Presence::Required => Some(Self::Required),
            model::Presence::Optional => Some(Self::Optional),
            model::Presence::Conditional => Some(Self::Conditional),
        }
    }

    fn resolve(presence: Option<Self>) -> model::Presence {
        match presence {
            None => model::Presence::Unstated,
            Some(Self::Required) => model::Presence::Required,
            Some(Self::Optional) => model::Presence::Optional,
            Some(Self::Conditional) => model::Presence::Conditional,
        }
    }
}

impl Maximum {
    fn of(model: &model::Maximum) -> Self {
        Self {
            bytes: model.bytes,
            versions: versions(model.window),
        }
    }

    fn resolve(&self) -> model::Maximum {
        model::Maximum {
            window: window(self.versions.as_ref()),
            bytes: self.bytes,
        }
    }
}
