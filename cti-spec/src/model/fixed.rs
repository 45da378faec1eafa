//! The fixed part: layouts and their fields.

use super::{Doc, ErratumIndex, Example, FieldType, Window};
use crate::name::Name;

/// One layout of a fixed part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The versions that have it.
    pub window: Window,
    /// The bodies that have it; empty: any.
    pub bodies: Vec<BodyShape>,
    /// Its fields, in wire order.
    pub fields: Vec<FixedField>,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

impl Layout {
    /// Its bytes in a version.
    #[must_use]
    pub fn size_in(&self, version: u8) -> u32 {
        let fields = self.fields.iter();
        let fields = fields.filter(|field| field.window.contains(version));
        // The resolver asks before it knows that the fields fit in a frame.
        fields.fold(0, |size, field| field.size.saturating_add(size))
    }

    /// Its sizes in versions that are in rising order, the newest first: each with the last version
    /// that has it.
    pub fn sizes(&self, versions: impl DoubleEndedIterator<Item = u8>) -> Vec<(u32, u8)> {
        let mut sizes: Vec<(u32, u8)> = Vec::new();
        for version in versions.rev() {
            let size = self.size_in(version);
            if sizes.last().is_none_or(|&(last, _)| last != size) {
                sizes.push((size, version));
            }
        }
        sizes
    }
}

/// A body that a layout is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyShape {
    /// The bytes of the fixed part.
    pub fixed_bytes: u32,
    /// The one floating field (of a type with a fixed size) that follows; `None`: nothing does.
    pub floating_field: Option<String>,
}

/// A field of the fixed part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedField {
    /// Its name in the guide.
    pub name: Name,
    /// Its type.
    pub ty: FieldType,
    /// Its size in bytes.
    pub size: u32,
    /// The versions that have it.
    pub window: Window,
    /// The value that means "none", as the bits on the wire, where the field names one.
    pub null: Option<u32>,
    /// The value that the field has by default, where the specification gives it one of its own;
    /// [`Protocol::default_of_field`](super::Protocol::default_of_field) knows it in any case.
    pub default: Option<u32>,
    /// A value that documentation and examples can show.
    pub example: Option<Example>,
    /// The name of the list in the floating part that it counts; such a field is no member of
    /// the message's struct.
    pub counts: Option<String>,
    /// Whether it is missing from some layout or version: then the member is an `Option`.
    pub optional: bool,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}
