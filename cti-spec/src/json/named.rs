//! Types whose values have names: IDs, enumerations, masks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Versions, doc, errata, labels, text, versions, window};
use super::error::JsonError;
use super::names::Names;
use super::part::{Part, all, resolve_all};
use crate::model::{self, Protocol};

/// The value of an ID or an enumeration that means "none".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Null {
    /// The value, as an unsigned integer.
    pub value: u32,
    /// Its name in the guide, `NULL_CALL_ID`, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Values of an enumeration, or bits of a mask, that have no name for a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// Why they have no name.
    pub kind: GapKind,
    /// The first value; of a mask, all the bits.
    pub first: u32,
    /// The last value; of a mask, the same as `first`.
    pub last: u32,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// Why values have no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// The guide keeps them for itself.
    Reserved,
    /// They once had a meaning, or never got one.
    Unused,
}

/// An ID type: a number that names something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Id {
    /// Its name, `CallID`; fields refer to it.
    pub name: String,
    /// Its width.
    pub bytes: u8,
    /// The value that means "none", where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null: Option<Null>,
    /// A value that can be shown, as an unsigned integer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<u32>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

/// An enumeration. It is open: a value without a name is legal, and is shown as a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enumeration {
    /// Its name, `AgentState`; fields refer to it.
    pub name: String,
    /// Its width.
    pub bytes: u8,
    /// The value that means "none", where there is one that is not among the values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null: Option<Null>,
    /// The value that the enumeration has by default, one of `values`. Absent: its null value, or 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<u32>,
    /// Its constants. In no version do two of them have the same value or name.
    pub values: Vec<NamedValue>,
    /// The values that are reserved or unused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

/// A mask: a set of bits. Bits without a name are legal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mask {
    /// Its name, `AgentStateMask`; fields refer to it.
    pub name: String,
    /// Its width.
    pub bytes: u8,
    /// Its bits.
    pub bits: Vec<NamedValue>,
    /// The bits that are reserved or unused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

/// A constant of an enumeration, or a bit of a mask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedValue {
    /// Its name in the guide, in full: `AGENT_STATE_LOGIN`, `Service Information`.
    pub name: String,
    /// An identifier for it, in capitals and unique in its table: `LOGIN`, `SERVICE_INFORMATION`.
    pub identifier: String,
    /// The value, as an unsigned integer.
    pub value: u32,
    /// Whether it is a bit that changes how a session works, rather than asking for something.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mode: bool,
    /// The versions in which the value has this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

impl Null {
    fn of(model: &model::Null) -> Self {
        Self {
            value: model.value,
            name: model.name.as_ref().map(|name| name.guide.clone()),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> model::Null {
        model::Null {
            name: self.name.as_ref().map(|name| names.name(name)),
            value: self.value,
        }
    }
}

impl Gap {
    fn of(model: &model::Gap) -> Self {
        Self {
            kind: match model.kind {
                model::GapKind::Reserved => GapKind::Reserved,
                model::GapKind::Unused => GapKind::Unused,
            },
            first: model.first,
            last: model.last,
            doc: text(&model.doc),
        }
    }

    fn resolve(&self) -> model::Gap {
        model::Gap {
            kind: match self.kind {
                GapKind::Reserved => model::GapKind::Reserved,
                GapKind::Unused => model::GapKind::Unused,
            },
            first: self.first,
            last: self.last,
            doc: doc(self.doc.as_ref()),
        }
    }
}

impl Part for Id {
    type Model = model::Id;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            bytes: model.width,
            null: model.null.as_ref().map(Null::of),
            example: model.example,
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Id {
            name: names.name(&self.name),
            width: self.bytes,
            null: self.null.as_ref().map(|null| null.resolve(names)),
            example: self.example,
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl Part for Enumeration {
    type Model = model::Enumeration;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            bytes: model.width,
            null: model.null.as_ref().map(Null::of),
            default: model.default,
            values: all(&model.values, protocol),
            gaps: model.gaps.iter().map(Gap::of).collect(),
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Enumeration {
            name: names.name(&self.name),
            width: self.bytes,
            null: self.null.as_ref().map(|null| null.resolve(names)),
            default: self.default,
            values: resolve_all(&self.values, "values", names)?,
            gaps: self.gaps.iter().map(Gap::resolve).collect(),
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl Part for Mask {
    type Model = model::Mask;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            bytes: model.width,
            bits: all(&model.bits, protocol),
            gaps: model.gaps.iter().map(Gap::of).collect(),
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Mask {
            name: names.name(&self.name),
            width: self.bytes,
            bits: resolve_all(&self.bits, "bits", names)?,
            gaps: self.gaps.iter().map(Gap::resolve).collect(),
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl Part for NamedValue {
    type Model = model::NamedValue;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.guide_name.clone(),
            identifier: model.rust_name.clone(),
            value: model.value,
            mode: model.mode,
            versions: versions(model.window),
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::NamedValue {
            guide_name: self.name.clone(),
            rust_name: self.identifier.clone(),
            value: self.value,
            mode: self.mode,
            window: window(self.versions.as_ref()),
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}
