//! Enumerations and masks.

use super::{Default, Errata, Null, Number, Window, Word};
use crate::model::{Doc, GapKind};
use crate::source::{Span, Spanned};

/// An enumeration or a mask.
#[derive(Debug)]
pub(crate) struct Table {
    pub name: Word,
    pub ty: Word,
    pub prefix: Option<Word>,
    pub suffix: Option<Word>,
    pub null: Option<Spanned<Null>>,
    /// The constant for "not stated".
    pub default: Option<Default>,
    pub errata: Errata,
    pub unused: Option<Span>,
    pub values: Vec<NamedValue>,
    pub gaps: Vec<Gap>,
}

/// A constant of an enumeration, or a bit of a mask.
#[derive(Debug)]
pub(crate) struct NamedValue {
    pub doc: Doc,
    /// The name in the guide.
    pub name: Word,
    /// The name of the Rust constant, where it is given: `as NOT_ROUTABLE`.
    pub rust_name: Option<Word>,
    pub value: Number,
    /// The word `mode` of a bit.
    pub mode: Option<Span>,
    pub window: Window,
    pub errata: Errata,
}

/// Values or bits that are reserved or unused.
#[derive(Debug)]
pub(crate) struct Gap {
    pub doc: Doc,
    pub kind: GapKind,
    pub first: Number,
    pub last: Option<Number>,
}
