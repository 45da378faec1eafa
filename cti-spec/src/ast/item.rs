//! The small items.

use super::{Clauses, Number, Word};
use crate::model::WireForm;
use crate::source::Span;

/// The protocol block.
#[derive(Debug)]
pub(crate) struct Protocol {
    pub name: Word,
    pub first: Number,
    pub last: Number,
    pub settings: Vec<Setting>,
}

/// A line of the protocol block, with the place of its first words.
#[derive(Debug)]
pub(crate) enum Setting {
    /// `wide tags since 20`
    WideTags(Span, Number),
    /// `frame limit 12500`
    FrameLimit(Span, Number),
    /// `acronyms MRD, ID`
    Acronyms(Span, Vec<Word>),
}

/// A basic type.
#[derive(Debug)]
pub(crate) struct Type {
    pub name: Word,
    pub form: WireForm,
    pub clauses: Clauses,
}

/// A named number.
#[derive(Debug)]
pub(crate) struct Constant {
    pub name: Word,
    pub value: Number,
}

/// A name with a title: a service or an erratum.
#[derive(Debug)]
pub(crate) struct Titled {
    pub name: Word,
    pub title: String,
}

/// An ID type.
#[derive(Debug)]
pub(crate) struct Id {
    pub name: Word,
    pub ty: Word,
    pub clauses: Clauses,
}

/// A tag.
#[derive(Debug)]
pub(crate) struct Tag {
    pub name: Word,
    pub number: Number,
    pub clauses: Clauses,
}

/// A range of reserved tag numbers.
#[derive(Debug)]
pub(crate) struct Reserved {
    pub first: Number,
    pub last: Option<Number>,
}

/// An interface.
#[derive(Debug)]
pub(crate) struct Interface {
    pub name: Word,
    pub members: Vec<InterfaceMember>,
}

/// An accessor of an interface.
#[derive(Debug)]
pub(crate) enum InterfaceMember {
    Field(Word),
    Series(Word),
    List(Word),
}

impl InterfaceMember {
    /// The name in it.
    pub(crate) fn name(&self) -> &Word {
        match self {
            Self::Field(name) | Self::Series(name) | Self::List(name) => name,
        }
    }
}
