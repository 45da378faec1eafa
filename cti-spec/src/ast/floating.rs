//! Fields, lists and entries.

use super::{Amount, Clauses, Word};
use crate::model::{Doc, ListStyle};
use crate::source::Spanned;

/// A field, fixed or floating.
#[derive(Debug)]
pub(crate) struct Field {
    pub doc: Doc,
    pub name: Word,
    pub ty: Word,
    /// What stands in brackets behind the type.
    pub sizes: Option<Spanned<Vec<Size>>>,
    pub clauses: Clauses,
}

/// A size in brackets: a number of bytes, in some versions.
#[derive(Debug)]
pub(crate) struct Size {
    pub bytes: Amount,
    pub clauses: Clauses,
}

/// An item of a floating part or of an entry.
#[derive(Debug)]
pub(crate) enum Floating {
    /// A field; a count of a list if it has the clause `counts`.
    Field(Field),
    /// A list.
    List(List),
}

/// A list.
#[derive(Debug)]
pub(crate) struct List {
    pub doc: Doc,
    pub name: Word,
    /// `array of` and not `list of`.
    pub array: bool,
    /// The entry, or the name of the one member that is declared here.
    pub element: Word,
    /// The type of the one member.
    pub member: Option<Member>,
    pub clauses: Clauses,
}

/// The type of a list's one member, declared in the list.
#[derive(Debug)]
pub(crate) struct Member {
    pub ty: Word,
    pub sizes: Option<Spanned<Vec<Size>>>,
}

/// An entry of lists.
#[derive(Debug)]
pub(crate) struct Entry {
    pub name: Word,
    pub style: ListStyle,
    pub clauses: Clauses,
    pub members: Vec<Floating>,
}
