//! What is declared once and referred to by name: services, errata, constants.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{doc, text};
use super::error::JsonError;
use super::names::Names;
use super::part::Part;
use crate::model::{self, Protocol};

/// A group of messages that a session asks for together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its name, `ClientEvents`; messages refer to it.
    pub name: String,
    /// Its title in the guide, `Client Events Service`.
    pub title: String,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// A place where the guide contradicts itself or the wire, and how it is ruled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Erratum {
    /// Its label, `E8`; what it concerns refers to it.
    pub label: String,
    /// The ruling, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// A named number of the guide. Where it is a limit, the number stands in its place as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    /// Its name in the guide, `MAX_NUM_PARTIES`.
    pub name: String,
    /// Its value.
    pub value: u32,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

impl Part for Service {
    type Model = model::Service;

    fn of(model: &Self::Model, _: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            title: model.title.clone(),
            doc: text(&model.doc),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Service {
            name: names.name(&self.name),
            title: self.title.clone(),
            doc: doc(self.doc.as_ref()),
        })
    }
}

impl Part for Erratum {
    type Model = model::Erratum;

    fn of(model: &Self::Model, _: &Protocol) -> Self {
        Self {
            label: model.label.clone(),
            doc: text(&model.doc),
        }
    }

    fn resolve(&self, _: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Erratum {
            label: self.label.clone(),
            doc: doc(self.doc.as_ref()),
        })
    }
}

impl Part for Constant {
    type Model = model::Constant;

    fn of(model: &Self::Model, _: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            value: model.value,
            doc: text(&model.doc),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Constant {
            name: names.name(&self.name),
            value: self.value,
            doc: doc(self.doc.as_ref()),
        })
    }
}
