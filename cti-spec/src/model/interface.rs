//! Interfaces: what several messages have in common.

use super::{Doc, FieldType, FloatingField, List, MessageIndex};
use crate::name::Name;

/// Fields that several messages share, for use through one trait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Its name, `CallContext`.
    pub name: Name,
    /// The name of the key that its members make up, `AgentKey`; all members are then
    /// [`InterfaceMember::Key`].
    pub key: Option<Name>,
    /// The accessors, in order.
    pub members: Vec<InterfaceMember>,
    /// The messages that have it: those that have the first member; of a key, those that have all
    /// members.
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
    /// A field of a key, in the fixed or in the floating part.
    Key(KeyField),
}

/// A field of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyField {
    /// Its name in the guide.
    pub name: Name,
    /// Its type.
    pub ty: FieldType,
    /// Whether a message has a key only with it: neither absent nor an empty text, and not a null value,
    /// be it that of the field in the message or that of its type.
    pub required: bool,
    /// Whether some message may lack it.
    pub optional: bool,
    /// Its doc text.
    pub doc: Doc,
}
