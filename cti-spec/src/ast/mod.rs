//! What the parser yields: the items as written, with a place on every name.

use crate::model::Doc;
use crate::source::{Span, Spanned};

mod clause;
mod field;
mod item;
mod message;
mod table;

pub(crate) use clause::{BodyShape, Default, Errata, Example, Null, Window};
pub(crate) use field::{Element, Entry, FieldClauses, Line, Names, Shape, Size, TypeUse};
pub(crate) use item::{
    CatalogueField, Constant, Erratum, Id, Interface, InterfaceMember, Protocol, Reserved, Service,
    Setting, Tag, Type,
};
pub(crate) use message::{Block, Confirmation, Head, Known, Layout, Limit, Message};
pub(crate) use table::{Gap, NamedValue, Table};

/// What stands in one file.
#[derive(Debug, std::default::Default)]
pub(crate) struct File {
    /// The items that could be read, in order.
    pub items: Vec<Item>,
    /// Names that stand in items that could not be read: what refers to them is no second error.
    pub lost: Vec<String>,
    /// Whether the name of an item could not be read: any unknown name may be meant by it.
    pub lost_name: bool,
}

/// An item with its docs.
#[derive(Debug)]
pub(crate) struct Item {
    /// Its doc text.
    pub doc: Doc,
    /// What it declares.
    pub kind: ItemKind,
}

/// What an item declares.
#[derive(Debug)]
pub(crate) enum ItemKind {
    /// `protocol GED188 versions 13 to 25 { … }`
    Protocol(Protocol),
    /// `type UINT = unsigned 4`
    Type(Type),
    /// `const MAX_NUM_PARTIES = 16`
    Constant(Constant),
    /// `erratum E8 "…"`
    Erratum(Erratum),
    /// `service ClientEvents "…"`
    Service(Service),
    /// `service ClientEvents`: the messages that follow belong to a service that is declared elsewhere.
    OfService(Word),
    /// `id CallID UINT null NULL_CALL_ID = 0xFFFFFFFF`
    Id(Id),
    /// `enum AgentState USHORT prefix AGENT_STATE_ { … }`
    Enumeration(Table),
    /// `mask AgentStateMask UINT prefix AGENT_ suffix _MASK { … }`
    Mask(Table),
    /// `tag CLIENT_ID_TAG = 1`
    Tag(Tag),
    /// `reserved tags 143 to 149`
    Reserved(Reserved),
    /// `field AgentID STRING[12] tag AGENT_ID_TAG`
    CatalogueField(Box<CatalogueField>),
    /// `entry ConnectedParty ordered { … }`
    Entry(Entry),
    /// `message AGENT_STATE_EVENT = 30 from server { … }`
    Message(Message),
    /// `unpublished { OFFER_TASK_IND = 160 from client }`
    Unpublished(Vec<Known>),
    /// `interface CallContext { … }`
    Interface(Interface),
}

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
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Number(number) => number.span,
            Self::Constant(name) => name.span,
        }
    }
}
