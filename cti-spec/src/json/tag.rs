//! Tags: the numbers that floating fields are known by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{doc, errata, labels, text};
use super::error::JsonError;
use super::names::Names;
use super::part::Part;
use crate::model::{self, Protocol, TagIndex};

/// A tag of floating fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// Its name in the guide, `CLIENT_ID_TAG`.
    pub name: String,
    /// Its number.
    pub number: u16,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

/// Tag numbers without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReservedTags {
    /// The first number.
    pub first: u16,
    /// The last number.
    pub last: u16,
    /// Why they are reserved, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// The tag of a field: an element of `tags`, with what a decoder needs of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldTag {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: u16,
}

impl FieldTag {
    pub(super) fn of(tag: TagIndex, protocol: &Protocol) -> Self {
        Self {
            name: protocol[tag].name.guide.clone(),
            number: protocol[tag].number,
        }
    }

    pub(super) fn resolve(&self, names: &Names<'_>) -> Result<TagIndex, JsonError> {
        names
            .tag(&self.name, self.number)
            .map_err(|error| error.within("tag"))
    }
}

impl Part for Tag {
    type Model = model::Tag;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            number: model.number,
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Tag {
            name: names.name(&self.name),
            number: self.number,
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl Part for ReservedTags {
    type Model = model::ReservedTags;

    fn of(model: &Self::Model, _: &Protocol) -> Self {
        Self {
            first: model.first,
            last: model.last,
            doc: text(&model.doc),
        }
    }

    fn resolve(&self, _: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::ReservedTags {
            first: self.first,
            last: self.last,
            doc: doc(self.doc.as_ref()),
        })
    }
}
