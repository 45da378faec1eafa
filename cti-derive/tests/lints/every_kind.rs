// Each derive, and messages with each kind of member.

use cti_messages::{
    Bytes, Entry, Enumeration, Id, InvokeId, Mask, NamedVariable, Record, Secret, Text, TrailingBytes, TypedMessage,
    UnknownField,
};

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "NOTE_REQ", number = 9000, from = client, since = 13, confirmed_by = NoteConf, together(numbers, words, max = 90))]
pub struct NoteReq<'a> {
    /// An ID.
    #[cti(fixed, name = "InvokeID")]
    pub invoke_id: InvokeId,
    /// A mask.
    #[cti(fixed, name = "Flags")]
    pub flags: Flags,
    /// An ID of its own.
    #[cti(fixed, name = "Queue")]
    pub queue: Queue,
    /// An array.
    #[cti(fixed, name = "Reserved")]
    pub reserved: [u8; 4],
    /// A value of some versions.
    #[cti(fixed, name = "Kind", since = 20, null = 0xFFFF)]
    pub kind: Option<Kind>,
    /// A text.
    #[cti(field, name = "Text", tag = 1, max(40, until = 18), max(80, since = 19), required)]
    pub text: Option<Text<'a>>,
    /// A password.
    #[cti(field, name = "Password", tag = 2, max = 64)]
    pub password: Option<Secret<Bytes<'a>>>,
    /// Values with a sign.
    #[cti(field, name = "Level", tag = 4, signed, until = 24)]
    pub level: Option<u16>,
    /// Values.
    #[cti(list, name = "Variables", member = "Variable", tag = 3, max = 251, parts(name = 33, value = 211), count(name = "NumVariables", at = 4))]
    pub variables: Vec<NamedVariable<'a>>,
    /// Numbers.
    #[cti(array, name = "Numbers", member = "Number", tag = 5, count(name = "NumNumbers", tag = 6, at = 4, width = 4))]
    pub numbers: Option<Vec<u32>>,
    /// Words.
    #[cti(list, name = "Words", member = "Word", tag = 7, max = 9, limit = 3, count(name = "NumWords", at = 5, width = 1))]
    pub words: Vec<Text<'a>>,
    /// Entries in order.
    #[cti(ordered, name = "Columns", limit = 16, count(name = "NumColumns", at = 6))]
    pub columns: Vec<Column<'a>>,
    /// Entries in columns.
    #[cti(columns, name = "Cells", count(name = "NumCells", at = 7))]
    pub cells: Vec<Cell>,
    /// Records.
    #[cti(records, name = "Rows", limit = 10, count(name = "NumRows", at = 8))]
    pub rows: Vec<Row<'a>>,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// A confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "NOTE_CONF", number = 9001, from = server)]
pub struct NoteConf<'a> {
    /// An ID.
    #[cti(fixed, name = "InvokeID")]
    pub invoke_id: InvokeId,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// Nothing but a header.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "PING", number = 9002, from = either, header_only)]
pub struct Ping<'a> {
    /// The rest.
    #[cti(trailing)]
    pub trailing: TrailingBytes<'a>,
}

/// Nothing but floating fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "FLOATING_EVENT", number = 9003, from = server)]
pub struct FloatingEvent<'a> {
    /// A text.
    #[cti(field, name = "Text", tag = 1, max = 40, optional)]
    pub text: Option<Text<'a>>,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// Nothing at all.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "EMPTY_EVENT", number = 9004, from = server)]
pub struct EmptyEvent<'a> {
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// Several fixed parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(
    name = "LAYOUTS_CONF",
    number = 9005,
    from = server,
    layout(since = 20, body(4, word), body(4), fields(form as u16, head as u16)),
    layout(fields(form, head, tail)),
)]
pub struct LayoutsConf<'a> {
    /// A number.
    #[cti(fixed, name = "Form")]
    pub form: u32,
    /// Another one.
    #[cti(fixed, name = "Head")]
    pub head: u32,
    /// One that some layout lacks.
    #[cti(fixed, name = "Tail")]
    pub tail: Option<u32>,
    /// What follows.
    #[cti(field, name = "Word", tag = 9, max = 10)]
    pub word: Option<Text<'a>>,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// A message that names its version.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "VERSION_REQ", number = 9006, from = client, version_from = version)]
pub struct VersionReq<'a> {
    /// The version.
    #[cti(fixed, name = "Version")]
    pub version: u32,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
#[cti(name = "Column")]
pub struct Column<'a> {
    /// A text.
    #[cti(field, name = "Title", tag = 12, max = 32)]
    pub title: Option<Text<'a>>,
    /// A number.
    #[cti(field, name = "Width", tag = 13)]
    pub width: Option<u16>,
}

/// An entry without a lifetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Entry)]
#[cti(name = "Cell")]
pub struct Cell {
    /// A number.
    #[cti(field, name = "Size", tag = 14)]
    pub size: Option<u16>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Record)]
#[cti(name = "Row")]
pub struct Row<'a> {
    /// A text.
    #[cti(field, name = "Name", tag = 20, max = 32)]
    pub name: Option<Text<'a>>,
    /// Numbers.
    #[cti(array, name = "Skills", member = "Skill", tag = 21, count(name = "NumSkills", tag = 22, at = 1))]
    pub skills: Option<Vec<u32>>,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// An enumeration.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Enumeration)]
#[cti(name = "Kind", constants(SHORT = "KIND_SHORT", LONG("KIND_LONG", since = 19)))]
pub struct Kind(pub u16);

impl Kind {
    /// One.
    pub const SHORT: Self = Self(1);
    /// Two.
    pub const LONG: Self = Self(2);
}

/// An ID.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Id)]
#[cti(name = "QueueID", null = NULL, null_name = "NULL_QUEUE_ID")]
pub struct Queue(pub u32);

impl Queue {
    /// None.
    pub const NULL: Self = Self(0);
}

/// A mask.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Mask)]
#[cti(name = "Flags", bits(URGENT = "URGENT_MASK", DEBUG("DEBUG_MASK", mode)))]
pub struct Flags(u8);

impl Flags {
    /// One.
    pub const URGENT: Self = Self(1);
    /// Two.
    pub const DEBUG: Self = Self(2);
}
