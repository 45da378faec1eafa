//! The parts of a message.

use std::fmt;

use super::value::Value;
use crate::model::{FieldType, FixedField, FloatingCount, FloatingField, List, Message};

/// A message, taken apart.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The message that it is.
    pub message: &'a Message,
    /// The version by which it was read: the session's, or the one that it names itself.
    pub version: u8,
    /// Its bytes.
    pub frame: &'a [u8],
    /// Its parts: header, fixed part, floating part. They follow each other without a gap.
    pub parts: Vec<Part<'a>>,
    /// What follows the parts. It is empty, unless only the name or the header of the message is
    /// known.
    pub rest: &'a [u8],
}

/// A range of bytes, with the field that it is.
#[derive(Debug)]
pub struct Part<'a> {
    /// The first byte, counted from the start of the header.
    pub start: usize,
    /// All bytes: of a floating field, tag, length and data.
    pub bytes: &'a [u8],
    /// How many of them are tag and length; 0 outside of the floating part.
    pub header: usize,
    /// The tag of a floating field.
    pub tag: Option<u16>,
    /// The entries that it belongs to, from the outside to the inside; empty outside of lists.
    pub path: Vec<Step<'a>>,
    /// The field.
    pub item: Item<'a>,
    /// Its value.
    pub value: Value,
}

/// What a part is.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A field of the header, with its name.
    Header(&'static str),
    /// A field of the fixed part.
    Fixed(&'a FixedField),
    /// A floating field.
    Floating(&'a FloatingField),
    /// The count of a list in the floating part.
    Count(&'a FloatingCount),
    /// A floating field whose tag the message does not have.
    Unknown,
}

impl<'a> Part<'a> {
    /// The name of the field in the guide; empty if its tag is unknown.
    #[must_use]
    pub fn name(&self) -> &'a str {
        match self.item {
            Item::Header(name) => name,
            Item::Fixed(field) => &field.name.guide,
            Item::Floating(field) => &field.name.guide,
            Item::Count(count) => &count.name.guide,
            Item::Unknown => "",
        }
    }

    /// The type of the field; none of the header and of unknown tags.
    #[must_use]
    pub fn ty(&self) -> Option<FieldType> {
        match self.item {
            Item::Header(_) | Item::Unknown => None,
            Item::Fixed(field) => Some(field.ty),
            Item::Floating(field) => Some(field.ty),
            Item::Count(count) => Some(count.ty),
        }
    }

    /// The value that means "none", where the field itself names one.
    #[must_use]
    pub fn null(&self) -> Option<u32> {
        match self.item {
            Item::Fixed(field) => field.null,
            Item::Floating(field) => field.null,
            Item::Header(_) | Item::Count(_) | Item::Unknown => None,
        }
    }

    /// Whether the field counts the entries of a list.
    #[must_use]
    pub fn is_count(&self) -> bool {
        match self.item {
            Item::Count(_) => true,
            Item::Fixed(field) => field.counts.is_some(),
            Item::Header(_) | Item::Floating(_) | Item::Unknown => false,
        }
    }

    /// Whether the value must not be shown.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        matches!(self.item, Item::Floating(field) if field.secret)
    }
}

/// A list that a field is in, with the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// The list.
    pub list: &'a List,
    /// The number of the entry, from 1; none where a field holds values of several entries.
    pub entry: Option<usize>,
}

/// The name of the list, then the number of the entry: `FltSkillGroups 2`.
impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.list.name.guide)?;
        self.entry.map_or(Ok(()), |entry| write!(f, " {entry}"))
    }
}
