//! Messages and their bodies, as they are written.

use super::{Amount, BodyShape, Errata, Line, Number, Window, Word};
use crate::model::{Direction, Doc};
use crate::source::{Span, Spanned};

/// The head of a message, before its body; a message that is known by name is only that.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub name: Word,
    pub number: Number,
    pub direction: Direction,
    pub confirmed_by: Option<Word>,
    pub window: Window,
    pub errata: Errata,
}

/// A message.
#[derive(Debug)]
pub(crate) struct Message {
    pub head: Head,
    /// The blocks of its body; `None` for `header only`.
    pub body: Option<Vec<Block>>,
}

/// A row of a table of messages that are known by name.
#[derive(Debug)]
pub(crate) struct Known {
    pub doc: Doc,
    pub head: Head,
}

/// A block of a message's body.
#[derive(Debug)]
pub(crate) enum Block {
    /// `version from VersionNumber`
    VersionFrom(Span, Word),
    /// `fixed { … }`
    Fixed(Box<Layout>),
    /// `floating { … }`
    Floating(Span, Vec<Line>),
    /// `limit NamedVariables and NamedArrays to 2000 bytes`
    Limit(Limit),
    /// `confirmed by ANSWER_CALL_CONF = 43`
    Confirmation(Box<Confirmation>),
}

/// A layout of the fixed part.
#[derive(Debug)]
pub(crate) struct Layout {
    /// The word `fixed`.
    pub span: Span,
    pub doc: Doc,
    pub window: Window,
    pub when: Option<Spanned<Vec<BodyShape>>>,
    pub errata: Errata,
    pub fields: Vec<Line>,
}

/// A limit on several lists together.
#[derive(Debug, Clone)]
pub(crate) struct Limit {
    pub lists: Vec<Word>,
    pub bytes: Amount,
}

/// A confirmation that returns the paired ID only, declared with its request.
#[derive(Debug)]
pub(crate) struct Confirmation {
    /// The word `confirmed`.
    pub span: Span,
    pub doc: Doc,
    pub name: Word,
    pub number: Number,
    pub errata: Errata,
}
