//! Enumerations and masks.

use super::{Clauses, Number, Word};
use crate::model::Doc;

/// An enumeration or a mask.
#[derive(Debug)]
pub(crate) struct Table {
    pub name: Word,
    pub ty: Word,
    pub clauses: Clauses,
    pub values: Vec<NamedValue>,
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
    pub clauses: Clauses,
}
