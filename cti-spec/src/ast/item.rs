//! The items of a file, and the small ones among them.

use super::{
    Entry, Errata, Example, FieldClauses, Known, Message, Names, Null, Number, Shape, Table, Word,
};
use crate::model::{Doc, WireForm};
use crate::source::{Span, Spanned};

/// The contents of one file.
#[derive(Debug, Default)]
pub(crate) struct File {
    /// The items that could be read, in order.
    pub items: Vec<Item>,
    /// The names in items that could not be read: a reference to one is not a second error.
    pub lost: Vec<String>,
    /// Whether the name of an item could not be read: any unknown name may be meant by it.
    pub lost_name: bool,
}

/// An item with its docs.
#[derive(Debug)]
pub(crate) struct Item {
    /// Its doc text.
    pub doc: Doc,
    /// Its declaration.
    pub kind: ItemKind,
}

/// The declaration of an item.
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
    /// The name of the key that its members make up.
    pub key: Option<Word>,
    pub members: Vec<InterfaceMember>,
}

/// An accessor of an interface.
#[derive(Debug)]
pub(crate) enum InterfaceMember {
    Field(Word),
    Series(Word),
    List(Word),
    /// A field of a key without which there is no key.
    Required(Word),
}

impl InterfaceMember {
    /// The name in it.
    pub(crate) fn name(&self) -> &Word {
        match self {
            Self::Field(name) | Self::Series(name) | Self::List(name) | Self::Required(name) => {
                name
            }
        }
    }
}
