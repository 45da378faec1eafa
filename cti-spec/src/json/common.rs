//! What many parts have: doc texts, versions, errata.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::error::JsonError;
use super::names::Names;
use super::part::each;
use crate::model::{Doc, ErratumIndex, Protocol, Window};

/// The protocol versions that have something; both ends belong to them, and one that is absent is
/// open. Where this is absent altogether, every version of what stands around has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Versions {
    /// The first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<u8>,
    /// The last version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<u8>,
}

/// The versions of a window; `None` for all of them.
pub(super) fn versions(window: Window) -> Option<Versions> {
    let Window { since, until } = window;
    (since.is_some() || until.is_some()).then_some(Versions { since, until })
}

/// The window of some versions.
pub(super) fn window(versions: Option<&Versions>) -> Window {
    let versions = versions.cloned();
    versions.map_or_else(Window::default, |Versions { since, until }| Window {
        since,
        until,
    })
}

/// A doc text as one string; `None` where there is none.
pub(super) fn text(doc: &Doc) -> Option<String> {
    (!doc.lines.is_empty()).then(|| doc.lines.join("\n"))
}

/// The doc text of a string.
pub(super) fn doc(text: Option<&String>) -> Doc {
    let lines = text.into_iter().flat_map(|text| text.split('\n'));
    Doc {
        lines: lines.map(str::to_owned).collect(),
    }
}

/// The labels of errata.
pub(super) fn labels(errata: &[ErratumIndex], protocol: &Protocol) -> Vec<String> {
    let labels = errata
        .iter()
        .map(|erratum| protocol[*erratum].label.clone());
    labels.collect()
}

/// The errata with some labels.
pub(super) fn errata(labels: &[String], names: &Names<'_>) -> Result<Vec<ErratumIndex>, JsonError> {
    each(labels, "errata", |label| names.erratum(label))
}
