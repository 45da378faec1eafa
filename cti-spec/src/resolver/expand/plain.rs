//! Messages and entries as the rules see them: complete, whatever lines leave to the catalogue or to
//! names.

use crate::ast::{
    Amount, BodyShape, Default, Errata, Example, Head, Limit, Null, TypeUse, Window, Word,
};
use crate::model::{Doc, ListStyle, Presence};
use crate::source::{Span, Spanned};

/// A message.
#[derive(Debug)]
pub(crate) struct Message {
    pub doc: Doc,
    pub head: Head,
    /// The index of its service.
    pub service: usize,
    pub body: Body,
}

/// The part of a message behind its header.
#[derive(Debug)]
pub(crate) enum Body {
    /// Its parts.
    Parts(Parts),
    /// Nothing.
    HeaderOnly,
    /// Not published.
    Unpublished,
}

impl Message {
    /// Its parts, if they are known.
    pub(crate) fn parts(&self) -> Option<&Parts> {
        match &self.body {
            Body::Parts(parts) => Some(parts),
            Body::HeaderOnly | Body::Unpublished => None,
        }
    }
}

/// The parts of a body.
#[derive(Debug, std::default::Default)]
pub(crate) struct Parts {
    /// The field that names the version of the message.
    pub version_from: Option<Word>,
    pub layouts: Vec<Layout>,
    pub floating: Vec<Floating>,
    pub limits: Vec<Limit>,
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
    pub fields: Vec<Field>,
    /// Whether all its lines are among the fields; those that are not are wrong, and reported.
    pub complete: bool,
}

/// A field of a fixed or a floating part.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub doc: Doc,
    pub name: Word,
    pub ty: TypeUse,
    pub meaning: Option<Meant>,
    pub null: Option<Spanned<Null>>,
    pub default: Option<Default>,
    pub counts: Option<Word>,
    pub example: Option<Example>,
    pub window: Window,
    pub errata: Errata,
}

impl Field {
    /// Whether its values are those of an ID, an enumeration or a mask.
    pub(crate) fn means(&self, name: &Word) -> bool {
        let meaning = self.meaning.as_ref();
        meaning.is_some_and(|meaning| meaning.word().value == name.value)
    }
}

/// The ID, enumeration or mask whose values a field has.
#[derive(Debug, Clone)]
pub(crate) enum Meant {
    /// Named with `as`.
    Written(Word),
    /// Called like the field, which has its width.
    Implied(Word),
}

impl Meant {
    /// The name.
    pub(crate) fn word(&self) -> &Word {
        match self {
            Self::Written(word) | Self::Implied(word) => word,
        }
    }
}

/// A field of a floating part or an entry.
#[derive(Debug, Clone)]
pub(crate) struct FloatingField {
    pub field: Field,
    pub tag: Option<Word>,
    pub presence: Presence,
    pub secret: Option<Span>,
}

/// An item of a floating part or an entry.
#[derive(Debug)]
pub(crate) enum Floating {
    /// A field; the count of a list if it counts one.
    Field(Box<FloatingField>),
    /// A list.
    List(Box<List>),
}

impl Floating {
    /// Its name.
    pub(crate) fn name(&self) -> &Word {
        match self {
            Self::Field(field) => &field.field.name,
            Self::List(list) => &list.name,
        }
    }

    /// Its window.
    pub(crate) fn window(&self) -> &Window {
        match self {
            Self::Field(field) => &field.field.window,
            Self::List(list) => &list.window,
        }
    }

    /// The list, if it is one.
    pub(crate) fn list(&self) -> Option<&List> {
        match self {
            Self::Field(_) => None,
            Self::List(list) => Some(list),
        }
    }

    /// The field with the tag: a field itself, or the member that a list declares.
    pub(crate) fn tagged(&self) -> Option<&FloatingField> {
        match self {
            Self::Field(field) => Some(field),
            Self::List(list) => match &list.element {
                Element::Member { member, .. } => Some(member),
                Element::Entry(_) => None,
            },
        }
    }
}

/// A list.
#[derive(Debug)]
pub(crate) struct List {
    pub doc: Doc,
    pub name: Word,
    pub element: Element,
    pub max: Option<Amount>,
    pub window: Window,
    pub errata: Errata,
}

impl List {
    /// The name of its entry, if that is declared elsewhere.
    pub(crate) fn entry(&self) -> Option<&Word> {
        match &self.element {
            Element::Entry(name) => Some(name),
            Element::Member { .. } => None,
        }
    }
}

/// The element of a list.
#[derive(Debug)]
pub(crate) enum Element {
    /// Entries of this name.
    Entry(Word),
    /// Values of one member, declared in the list.
    Member {
        /// Whether they travel as one array.
        array: bool,
        /// The member. Window and errata are those of the list.
        member: Box<FloatingField>,
    },
}

/// An entry of lists.
#[derive(Debug)]
pub(crate) struct Entry {
    pub doc: Doc,
    pub name: Word,
    pub style: ListStyle,
    pub errata: Errata,
    pub members: Vec<Floating>,
}

/// An item of a fixed or a floating part.
pub(crate) enum Item {
    Fixed(Box<Field>),
    Floating(Floating),
}
