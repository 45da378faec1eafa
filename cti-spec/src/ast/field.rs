//! Fields, lists and entries, as they are written.

use super::{Amount, Default, Errata, Example, Null, Window, Word};
use crate::model::{Doc, ListStyle, Presence};
use crate::source::{Span, Spanned};

/// A name, or a numbered series of names: `CallVariable1 to CallVariable10`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Names {
    pub first: Word,
    pub last: Option<Word>,
}

impl Names {
    /// The place of the names.
    pub(crate) fn span(&self) -> Span {
        match &self.last {
            Some(last) => self.first.span.to(last.span),
            None => self.first.span,
        }
    }

    /// The numbers at the ends of a series, with the parts before and after the number in all of its
    /// names; `None` if they make no series.
    pub(crate) fn series(&self) -> Option<(Numbered<'_>, Numbered<'_>)> {
        let first = &self.first.value;
        let last = &self.last.as_ref()?.value;
        let same = first.bytes().zip(last.bytes());
        let same = same.take_while(|(first, last)| first == last).count();
        let before = first[..same].trim_end_matches(|last: char| last.is_ascii_digit());
        let first = Numbered::new(first, before.len())?;
        let last = Numbered::new(last, before.len())?;
        (first.behind == last.behind && first.number < last.number).then_some((first, last))
    }
}

/// A name with a number in it.
pub(crate) struct Numbered<'a> {
    pub before: &'a str,
    pub number: u32,
    pub behind: &'a str,
}

impl<'a> Numbered<'a> {
    /// A name whose number begins at a place.
    fn new(name: &'a str, at: usize) -> Option<Self> {
        let (before, rest) = name.split_at_checked(at)?;
        let behind = rest.trim_start_matches(|first: char| first.is_ascii_digit());
        let digits = &rest[..rest.len() - behind.len()];
        let number: u32 = digits.parse().ok()?;
        // No zeros before it: they would be lost.
        (number.to_string() == digits).then_some(Self {
            before,
            number,
            behind,
        })
    }
}

/// A type with the sizes in brackets after it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TypeUse {
    pub name: Word,
    pub sizes: Option<Spanned<Vec<Size>>>,
}

/// A size in brackets: a number of bytes, in some versions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Size {
    pub bytes: Amount,
    pub window: Window,
}

/// The clauses of a field or list. The parser knows which of them a line can have.
#[derive(Debug, std::default::Default, Clone, PartialEq)]
pub(crate) struct FieldClauses {
    pub tag: Option<Names>,
    pub meaning: Option<Word>,
    pub presence: Option<Spanned<Presence>>,
    pub secret: Option<Span>,
    pub null: Option<Spanned<Null>>,
    pub default: Option<Default>,
    pub counts: Option<Word>,
    pub max: Option<Amount>,
    pub example: Option<Example>,
    pub window: Window,
    pub errata: Errata,
}

/// The line of a field or list in a fixed part, a floating part or an entry.
#[derive(Debug)]
pub(crate) struct Line {
    pub doc: Doc,
    pub names: Names,
    pub shape: Shape,
    pub clauses: FieldClauses,
}

/// The kind of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// The field or list of the catalogue.
    Catalogue,
    /// A field, declared here: `USHORT`, `STRING[64]`.
    Field(TypeUse),
    /// A list: `list of CallDevice`, `array of Service USHORT`.
    List(Element),
}

/// The element of a `list of` or `array of`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Element {
    /// The word `array`, where it is one.
    pub array: Option<Span>,
    /// The name of an entry, of a field of the catalogue, or of the member that is declared here.
    pub name: Word,
    /// The type of the member that is declared here.
    pub ty: Option<TypeUse>,
}

/// An entry of lists.
#[derive(Debug)]
pub(crate) struct Entry {
    pub name: Word,
    pub style: ListStyle,
    pub errata: Errata,
    pub members: Vec<Line>,
}
