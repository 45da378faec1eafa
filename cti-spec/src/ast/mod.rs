//! The syntax tree: the items as written, with a place on every name.

use crate::source::{Span, Spanned};

mod clause;
mod field;
mod item;
mod message;
mod table;

pub(crate) use clause::{BodyShape, Default, Errata, Example, Null, Window};
pub(crate) use field::{Element, Entry, FieldClauses, Line, Names, Shape, Size, TypeUse};
pub(crate) use item::{
    CatalogueField, Constant, Erratum, File, Id, Interface, InterfaceMember, Item, ItemKind,
    Protocol, Reserved, Service, Setting, Tag, Type,
};
pub(crate) use message::{Block, Confirmation, Head, Known, Layout, Limit, Message};
pub(crate) use table::{Gap, NamedValue, Table};

/// A name as written, a declaration or a reference.
pub(crate) type Word = Spanned<String>;
/// A number as written.
pub(crate) type Number = Spanned<u32>;

/// A number, or the constant that names it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Amount {
    Number(Number),
    Constant(Word),
}

impl Amount {
    /// Its place.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Number(number) => number.span,
            Self::Constant(name) => name.span,
        }
    }
}
