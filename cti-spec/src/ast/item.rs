//! The small items.

use super::{Errata, Example, FieldClauses, Names, Null, Number, Shape, Word};
use crate::model::WireForm;
use crate::source::{Span, Spanned};

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
    /// `paired by InvokeID`
    PairedBy(Span, Word),
}

/// A basic type.
#[derive(Debug)]
pub(crate) struct Type {
    pub name: Word,
    pub form: WireForm,
    /// The largest sizes of the name and the value, where they are named.
    pub name_size: Option<Number>,
    pub value_size: Option<Number>,
    pub unused: Option<Span>,
}

/// A named number.
#[derive(Debug)]
pub(crate) struct Constant {
    pub name: Word,
    pub value: Number,
}

/// A service, which the messages that follow belong to.
#[derive(Debug)]
pub(crate) struct Service {
    pub name: Word,
    pub title: String,
}

/// An erratum.
#[derive(Debug)]
pub(crate) struct Erratum {
    pub name: Word,
    pub title: String,
}

/// An ID type.
#[derive(Debug)]
pub(crate) struct Id {
    pub name: Word,
    pub ty: Word,
    pub null: Option<Spanned<Null>>,
    pub example: Option<Example>,
    pub errata: Errata,
    pub unused: Option<Span>,
}

/// A tag.
#[derive(Debug)]
pub(crate) struct Tag {
    pub name: Word,
    pub number: Number,
    pub errata: Errata,
    pub unused: Option<Span>,
}

/// A range of reserved tag numbers.
#[derive(Debug)]
pub(crate) struct Reserved {
    pub first: Number,
    pub last: Option<Number>,
}

/// A field, a series of fields or a list that many messages share.
#[derive(Debug)]
pub(crate) struct CatalogueField {
    pub names: Names,
    /// A field or a list; not the catalogue again.
    pub shape: Shape,
    pub clauses: FieldClauses,
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
