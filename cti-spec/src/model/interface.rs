//! Interfaces: what several messages have in common.

use super::{Doc, FloatingField, List, MessageIndex};
use crate::name::Name;

/// Fields that several messages share, for use through one trait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Its name, `CallContext`.
    pub name: Name,
    /// The accessors, in order.
    pub members: Vec<InterfaceMember>,
    /// The messages that have it: those that have the first member.
    pub messages: Vec<MessageIndex>,
    /// Its doc text.
    pub doc: Doc,
}

/// An accessor of an interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InterfaceMember {
    /// A floating field; absent where a message lacks it.
    Field(FloatingField),
    /// A numbered series of fields of one type: `CallVariable1` to `CallVariable10`.
    Series {
        /// The name without the number, `CallVariable`.
        name: Name,
        /// The first field of the series, for type and doc.
        first: FloatingField,
        /// The last number; the first is 1.
        count: u32,
    },
    /// A list; empty where a message lacks it.
    List(List),
}
