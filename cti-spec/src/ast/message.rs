//! Messages and their bodies.

use super::{Amount, Clauses, Field, Floating, Number, Word};
use crate::model::{Direction, Doc};
use crate::source::Span;

/// A message.
#[derive(Debug)]
pub(crate) struct Message {
    pub name: Word,
    pub number: Number,
    pub direction: Direction,
    pub clauses: Clauses,
    /// The blocks between the braces, where there are braces.
    pub body: Option<Vec<Block>>,
}

/// A block of a message's body.
#[derive(Debug)]
pub(crate) enum Block {
    /// `version from VersionNumber`
    VersionFrom(Span, Word),
    /// `fixed { … }`
    Fixed(Box<Layout>),
    /// `floating { … }`
    Floating(Span, Vec<Floating>),
    /// `limit NamedVariables and NamedArrays to 2000 bytes`
    Limit(Limit),
}

/// A layout of the fixed part.
#[derive(Debug)]
pub(crate) struct Layout {
    /// The word `fixed`.
    pub span: Span,
    pub doc: Doc,
    pub clauses: Clauses,
    pub fields: Vec<Field>,
}

/// A limit on several lists together.
#[derive(Debug)]
pub(crate) struct Limit {
    pub lists: Vec<Word>,
    pub bytes: Amount,
}
