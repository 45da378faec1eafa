//! Items of a protocol, and the search for one by name.

use std::fmt;

use crate::model::{
    BasicType, Constant, Entry, Enumeration, Erratum, Id, Interface, Mask, Message, Protocol,
    Service, Tag,
};
use crate::name;

/// Something that a protocol declares under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item<'p> {
    /// The protocol itself.
    Protocol(&'p Protocol),
    /// A message.
    Message(&'p Message),
    /// An enumeration.
    Enumeration(&'p Enumeration),
    /// A mask.
    Mask(&'p Mask),
    /// An ID type.
    Id(&'p Id),
    /// The entry of lists.
    Entry(&'p Entry),
    /// A tag.
    Tag(&'p Tag),
    /// An erratum.
    Erratum(&'p Erratum),
    /// A service.
    Service(&'p Service),
    /// An interface.
    Interface(&'p Interface),
    /// A constant.
    Constant(&'p Constant),
    /// A basic type.
    Type(&'p BasicType),
}

impl<'p> Item<'p> {
    /// All items of a protocol, messages first.
    pub fn all(protocol: &'p Protocol) -> impl Iterator<Item = Self> {
        let messages = protocol.messages.iter().map(Self::Message);
        messages
            .chain(protocol.enumerations.iter().map(Self::Enumeration))
            .chain(protocol.masks.iter().map(Self::Mask))
            .chain(protocol.ids.iter().map(Self::Id))
            .chain(protocol.entries.iter().map(Self::Entry))
            .chain(protocol.tags.iter().map(Self::Tag))
            .chain(protocol.errata.iter().map(Self::Erratum))
            .chain(protocol.services.iter().map(Self::Service))
            .chain(protocol.interfaces.iter().map(Self::Interface))
            .chain(protocol.constants.iter().map(Self::Constant))
            .chain(protocol.types.iter().map(Self::Type))
            .chain([Self::Protocol(protocol)])
    }

    /// Finds an item by its name in the guide, whatever the case of its letters, an interface also by
    /// the name of its key, or a message by its number.
    ///
    /// # Errors
    ///
    /// If there is none. The error suggests the nearest name.
    pub fn find(protocol: &'p Protocol, name: &str) -> Result<Self, UnknownItem> {
        if let Ok(number) = name.parse::<u32>() {
            let mut messages = protocol.messages.iter();
            let message = messages.find(|message| message.number == number);
            return message
                .map(Self::Message)
                .ok_or(UnknownItem::Number(number));
        }
        let names =
            || Self::all(protocol).flat_map(|item| item.names().map(move |name| (name, item)));
        let exact = names().find(|(known, _)| *known == name);
        let similar = || names().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let (_, item) = exact.or_else(similar).ok_or_else(|| UnknownItem::Name {
            name: name.to_owned(),
            nearest: name::nearest(name, names().map(|(known, _)| known)).map(str::to_owned),
        })?;
        Ok(item)
    }

    /// The names that it is found by.
    fn names(self) -> impl Iterator<Item = &'p str> {
        let key = match self {
            Self::Interface(item) => item.key.as_ref(),
            _ => None,
        };
        [self.name()]
            .into_iter()
            .chain(key.map(|key| key.guide.as_str()))
    }

    /// The name in the guide.
    #[must_use]
    pub fn name(self) -> &'p str {
        match self {
            Self::Protocol(item) => &item.name,
            Self::Message(item) => &item.name.guide,
            Self::Enumeration(item) => &item.name.guide,
            Self::Mask(item) => &item.name.guide,
            Self::Id(item) => &item.name.guide,
            Self::Entry(item) => &item.name.guide,
            Self::Tag(item) => &item.name.guide,
            Self::Erratum(item) => &item.label,
            Self::Service(item) => &item.name.guide,
            Self::Interface(item) => &item.name.guide,
            Self::Constant(item) => &item.name.guide,
            Self::Type(item) => &item.name,
        }
    }
}

/// No item has a name or number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownItem {
    /// No item has this name.
    Name {
        /// The name.
        name: String,
        /// The nearest name of an item, if one is near.
        nearest: Option<String>,
    },
    /// No message has this number.
    Number(u32),
}

impl fmt::Display for UnknownItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "no message has the number {number}"),
            Self::Name { name, nearest } => {
                write!(f, "the specification does not declare `{name}`")?;
                match nearest {
                    Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for UnknownItem {}
