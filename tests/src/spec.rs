//! The specification, as the tests use it: loaded once, with the tags of its floating parts.

use std::collections::HashMap;
use std::sync::LazyLock;

use cti_messages::ProtocolVersion;
use cti_spec::Protocol;
use cti_spec::model::{
    Body, Element, Floating, FloatingCount, FloatingField, List, ListStyle, Message, TagIndex,
};

/// The bundled specification.
#[must_use]
pub fn protocol() -> &'static Protocol {
    static PROTOCOL: LazyLock<Protocol> = LazyLock::new(|| {
        cti_spec::load(&cti_spec::ged188_dir()).unwrap_or_else(|error| panic!("{error}"))
    });
    &PROTOCOL
}

/// Every message with a layout.
pub fn messages() -> impl Iterator<Item = &'static Message> {
    protocol()
        .messages
        .iter()
        .filter(|message| message.body != Body::Unpublished)
}

/// The message with a number, if it has a layout.
#[must_use]
pub fn message(number: u32) -> Option<&'static Message> {
    messages().find(|message| message.number == number)
}

/// The versions that have a message.
pub fn versions(message: &Message) -> impl Iterator<Item = u8> + use<> {
    message.window.versions(protocol())
}

/// Whether tags and lengths have two bytes in a version.
#[must_use]
pub fn is_wide(version: u8) -> bool {
    version >= protocol().wide_tags_since
}

/// Whether a tag can be written in a version.
#[must_use]
pub fn fits(tag: u16, version: u8) -> bool {
    is_wide(version) || tag <= u16::from(u8::MAX)
}

/// A version in the terms of the runtime.
///
/// # Panics
/// If it is not modelled.
#[must_use]
pub fn in_runtime(version: u8) -> ProtocolVersion {
    ProtocolVersion::new(u32::from(version)).expect("a version that is modelled")
}

/// The number of a tag.
#[must_use]
pub fn number(tag: TagIndex) -> u16 {
    protocol()[tag].number
}

/// The floating part of a message.
#[must_use]
pub fn floating(message: &'static Message) -> &'static [Floating] {
    message.parts().map_or(&[], |parts| &parts.floating)
}

/// The members of a list's entries; none for a list of values.
#[must_use]
pub fn members(list: &List) -> &'static [Floating] {
    match list.element {
        Element::Member(_) => &[],
        Element::Entry(entry) => &protocol()[entry].members,
    }
}

/// Where a tag belongs in a floating part, records left aside.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// It is a field of which there can be one.
    Field(&'static FloatingField),
    /// It is the count of a list.
    Count(&'static FloatingCount, &'static List),
    /// It is a value of a list.
    Value(&'static List, &'static FloatingField),
    /// It is the n-th member of a list's entries.
    Member(&'static List, usize, &'static FloatingField),
}

impl Place {
    /// The name of the field.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count(count, _) => &count.name.guide,
            Self::Field(field) | Self::Value(_, field) | Self::Member(_, _, field) => {
                &field.name.guide
            }
        }
    }

    /// Its tag.
    #[must_use]
    pub fn tag(self) -> u16 {
        match self {
            Self::Count(count, _) => number(count.tag),
            Self::Field(field) | Self::Value(_, field) | Self::Member(_, _, field) => {
                number(field.tag)
            }
        }
    }

    /// Whether there can be one in a message or record.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(self, Self::Field(_) | Self::Count(..))
    }
}

/// All places of a floating part, or of a record, records left aside; in canonical order.
#[must_use]
pub fn places(items: &'static [Floating]) -> Vec<Place> {
    let list = |name: &str| {
        items.iter().find_map(|item| match item {
            Floating::List(list) if list.name.guide == name => Some(list),
            _ => None,
        })
    };
    let mut places = Vec::new();
    for item in items {
        match item {
            Floating::Field(field) => places.push(Place::Field(field)),
            Floating::Count(count) => {
                places.extend(list(&count.list).map(|list| Place::Count(count, list)));
            }
            Floating::List(list) if list.style == ListStyle::Records => {}
            Floating::List(list) => match &list.element {
                Element::Member(member) => places.push(Place::Value(list, member)),
                Element::Entry(entry) => {
                    let members = protocol()[*entry].members.iter().enumerate();
                    places.extend(members.filter_map(|(place, member)| match member {
                        Floating::Field(field) => Some(Place::Member(list, place, field)),
                        Floating::Count(_) | Floating::List(_) => None,
                    }));
                }
            },
        }
    }
    places
}

/// Where a tag belongs in the floating part of a message, or in a record; records left aside.
#[must_use]
pub fn place(items: &'static [Floating], tag: u16) -> Option<Place> {
    // Looked up for every field of millions of frames.
    static PLACES: LazyLock<HashMap<(usize, u16), Place>> = LazyLock::new(|| {
        let entries = protocol().entries.iter().map(|entry| &entry.members[..]);
        messages()
            .map(floating)
            .chain(entries)
            .flat_map(|items| {
                places(items)
                    .into_iter()
                    .map(move |place| (address(items), place))
            })
            .map(|(address, place)| ((address, place.tag()), place))
            .collect()
    });
    PLACES.get(&(address(items), tag)).copied()
}

fn address(items: &'static [Floating]) -> usize {
    items.as_ptr().addr()
}

/// The records of a floating part. No message has two lists of them: see the test.
#[must_use]
pub fn records(items: &'static [Floating]) -> Option<&'static List> {
    items.iter().find_map(|item| match item {
        Floating::List(list) if list.style == ListStyle::Records => Some(list),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_tell_where_a_field_belongs() {
        for message in messages() {
            let items = floating(message);
            let lists = items.iter().filter(
                |item| matches!(item, Floating::List(list) if list.style == ListStyle::Records),
            );
            assert!(lists.count() <= 1, "{}", message.name.guide);
            let mut tags: Vec<u16> = places(items).into_iter().map(Place::tag).collect();
            let records = records(items).map_or(&[][..], members);
            tags.extend(places(records).into_iter().map(Place::tag));
            let all = tags.len();
            tags.sort_unstable();
            tags.dedup();
            assert_eq!(tags.len(), all, "{}", message.name.guide);
        }
        assert_eq!(messages().count(), 167);
    }
}
