//! The clauses of all items.

use super::{Number, Word};
use crate::source::{Span, Spanned};

/// The errata that an item notes, with the place of the clause.
pub(crate) type Errata = Option<Spanned<Vec<Word>>>;

/// `since 14 until 18`
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Window {
    pub since: Option<Number>,
    pub until: Option<Number>,
}

impl Window {
    /// Whether it says nothing.
    pub(crate) fn is_open(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }
}

/// `null NULL_CALL_ID = 0xFFFFFFFF`
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Null {
    pub name: Option<Word>,
    pub value: Number,
}

/// The value of `default`: a constant, or a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Default {
    Number(Number),
    Constant(Word),
}

impl Default {
    /// Its place.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Number(number) => number.span,
            Self::Constant(word) => word.span,
        }
    }
}

/// The value of `example`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Example {
    Number(Number),
    Constant(Word),
    Text(Word),
}

impl Example {
    /// Its place.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Number(number) => number.span,
            Self::Constant(word) | Self::Text(word) => word.span,
        }
    }
}

/// `body is 8 and CustomerID`
#[derive(Debug, Clone)]
pub(crate) struct BodyShape {
    pub bytes: Number,
    pub field: Option<Word>,
}
