//! Clauses, for all items.

use super::{Amount, Number, Word};
use crate::model::Presence;
use crate::source::{Span, Spanned};

/// The clauses of an item, in any order in the text. Which of them an item can have, the parser
/// knows; the others are `None`.
#[derive(Debug, Default)]
pub(crate) struct Clauses {
    pub since: Option<Number>,
    pub until: Option<Number>,
    pub errata: Option<Spanned<Vec<Word>>>,
    pub null: Option<Spanned<Null>>,
    pub prefix: Option<Word>,
    pub suffix: Option<Word>,
    pub meaning: Option<Word>,
    pub counts: Option<Word>,
    pub tag: Option<Word>,
    pub presence: Option<Spanned<Presence>>,
    pub secret: Option<Span>,
    pub max: Option<Amount>,
    pub confirmed_by: Option<Word>,
    pub when: Option<Spanned<Vec<BodyShape>>>,
    pub unpublished: Option<Span>,
    pub header_only: Option<Span>,
    pub unused: Option<Span>,
    pub name_size: Option<Number>,
    pub value_size: Option<Number>,
}

/// `null NULL_CALL_ID = 0xFFFFFFFF`
#[derive(Debug)]
pub(crate) struct Null {
    pub name: Option<Word>,
    pub value: Number,
}

/// `body is 8 and CustomerID`
#[derive(Debug)]
pub(crate) struct BodyShape {
    pub bytes: Number,
    pub field: Option<Word>,
}
