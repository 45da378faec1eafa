//! The fields of a floating part: each has a tag.

use super::{Doc, ErratumIndex, Example, FieldType, TagIndex, Window};
use crate::name::Name;

/// A floating field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloatingField {
    /// Its name in the guide.
    pub name: Name,
    /// Its type.
    pub ty: FieldType,
    /// Its tag.
    pub tag: TagIndex,
    /// The largest data by version, each version covered once; for types of a fixed size the one
    /// size.
    pub maxima: Vec<Maximum>,
    /// Whether the guide wants it.
    pub presence: Presence,
    /// Whether it must not be shown.
    pub secret: bool,
    /// The versions that have it.
    pub window: Window,
    /// The value that means "none", where the field names one.
    pub null: Option<u32>,
    /// A value that documentation and examples can show.
    pub example: Option<Example>,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

impl FloatingField {
    /// The largest data in a version, in bytes; `None` where the field does not exist.
    #[must_use]
    pub fn max_in(&self, version: u8) -> Option<u32> {
        self.window.contains(version).then_some(())?;
        self.maxima
            .iter()
            .find(|maximum| maximum.window.contains(version))
            .map(|maximum| maximum.bytes)
    }
}

/// Whether the guide wants a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The guide does not say.
    Unstated,
    /// Always.
    Required,
    /// May be left out.
    Optional,
    /// Under a condition that its doc text tells; counts as optional.
    Conditional,
}

impl Presence {
    /// The word of the language for it, if the guide says anything.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Unstated => None,
            Self::Required => Some("required"),
            Self::Optional => Some("optional"),
            Self::Conditional => Some("conditional"),
        }
    }
}

/// The largest data of a field in some versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Maximum {
    /// The versions.
    pub window: Window,
    /// Data bytes, a terminating NUL included.
    pub bytes: u32,
}

/// The count of a list, as a floating field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloatingCount {
    /// Its name in the guide, `NumPeripherals`.
    pub name: Name,
    /// Its type, an unsigned integer.
    pub ty: FieldType,
    /// Its tag.
    pub tag: TagIndex,
    /// The list that it counts.
    pub list: String,
    /// Whether the guide wants it.
    pub presence: Presence,
    /// The versions that have it.
    pub window: Window,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}
