//! The fixed part: layouts and their fields.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Versions, doc, errata, labels, text, versions, window};
use super::error::JsonError;
use super::names::Names;
use super::part::{Part, all, each};
use super::types::{Example, FieldMeaning, example};
use crate::model::{self, Protocol, WireForm};

/// One layout of a fixed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The versions that have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
    /// The bodies that it is for, one of which must fit; absent: any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<BodyShape>,
    /// Its fields, in wire order.
    pub fields: Vec<FixedField>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

/// A body (what follows the header) that a layout is recognised by: a fixed part of so many bytes,
/// and behind it nothing or exactly one floating field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodyShape {
    /// The bytes of the fixed part.
    pub fixed_bytes: u32,
    /// The name of the one floating field, which has the size of its type; absent: nothing follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floating_field: Option<String>,
}

/// A field of the fixed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixedField {
    /// Its name in the guide.
    pub name: String,
    /// Its type: the name of an element of `types`.
    #[serde(rename = "type")]
    pub basic: String,
    /// Where it starts in the body, the first byte behind the header being 0; the same in every
    /// version that has it.
    pub offset: u32,
    /// Its size.
    pub bytes: u32,
    /// What its value means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<FieldMeaning>,
    /// The name of the list in the floating part that it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<String>,
    /// The versions that have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
    /// Whether some layout or version of the message lacks it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// The value that means "none" in this field, as an unsigned integer. Absent: that of the ID or
    /// enumeration, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null: Option<u32>,
    /// The value that the field has by default, as an unsigned integer. Absent: its null value, or
    /// else that of its type; else the default of its enumeration; else 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<u32>,
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

impl Part for Layout {
    type Model = model::Layout;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        let mut fields: Vec<FixedField> = all(&model.fields, protocol);
        let mut offset = 0;
        for field in &mut fields {
            field.offset = offset;
            offset += field.bytes;
        }
        Self {
            versions: versions(model.window),
            bodies: model.bodies.iter().map(BodyShape::of).collect(),
            fields,
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        let mut offset = Some(0);
        let fields = each(&self.fields, "fields", |field| {
            if Some(field.offset) != offset {
                let what = "the field does not start where the one before it ends";
                return Err(JsonError::new(what).within("offset"));
            }
            offset = field.offset.checked_add(field.bytes);
            field.resolve(names)
        })?;
        Ok(model::Layout {
            window: window(self.versions.as_ref()),
            bodies: self.bodies.iter().map(BodyShape::resolve).collect(),
            fields,
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl BodyShape {
    fn of(model: &model::BodyShape) -> Self {
        Self {
            fixed_bytes: model.fixed_bytes,
            floating_field: model.floating_field.clone(),
        }
    }

    fn resolve(&self) -> model::BodyShape {
        model::BodyShape {
            fixed_bytes: self.fixed_bytes,
            floating_field: self.floating_field.clone(),
        }
    }
}

impl Part for FixedField {
    type Model = model::FixedField;

    /// The offset is left to the layout.
    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            basic: protocol[model.ty.basic].name.clone(),
            offset: 0,
            bytes: model.size,
            meaning: FieldMeaning::of(model.ty, protocol),
            counts: model.counts.clone(),
            versions: versions(model.window),
            optional: model.optional,
            null: model.null,
            default: model.default,
            example: model.example.as_ref().map(Example::of),
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        let ty = names.field_type(&self.basic, self.meaning.as_ref())?;
        let fits = match ty.form.size() {
            Some(size) => self.bytes == size,
            None => ty.form == WireForm::Bytes && self.bytes > 0,
        };
        if !fits {
            let what = format!("no fixed field of type {} has this size", self.basic);
            return Err(JsonError::new(what).within("bytes"));
        }
        Ok(model::FixedField {
            name: names.name(&self.name),
            ty,
            size: self.bytes,
            window: window(self.versions.as_ref()),
            null: self.null,
            default: self.default,
            example: example(self.example.as_ref())?,
            counts: self.counts.clone(),
            optional: self.optional,
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}
