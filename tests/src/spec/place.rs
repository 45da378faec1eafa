//! Where in a message a tag belongs.

use std::collections::HashMap;
use std::sync::LazyLock;

use cti_spec::model::{
    Element, Floating, FloatingCount, FloatingField, List, ListStyle, Message, WireForm,
};

use super::{floating, list, members_of_records, messages, number, protocol};

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

    /// The list whose entries it belongs to, or that it counts.
    #[must_use]
    pub fn list(self) -> Option<&'static List> {
        match self {
            Self::Field(_) => None,
            Self::Count(_, list) | Self::Value(list, _) | Self::Member(list, ..) => Some(list),
        }
    }

    /// The form of its data; a list's is that of one value.
    #[must_use]
    pub fn form(self) -> WireForm {
        match self {
            Self::Count(count, _) => count.ty.form,
            Self::Field(field) | Self::Value(_, field) | Self::Member(_, _, field) => field.ty.form,
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
    let mut places = Vec::new();
    for item in items {
        match item {
            Floating::Field(field) => places.push(Place::Field(field)),
            Floating::Count(count) => {
                places.extend(list(items, &count.list).map(|list| Place::Count(count, list)));
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

/// All places of a message: those of its floating part, then those of its records.
#[must_use]
pub fn places_of(message: &'static Message) -> Vec<Place> {
    let mut all = places(floating(message));
    all.extend(places(members_of_records(message)));
    all
}

/// Where a tag belongs in a message, or in its records.
#[must_use]
pub fn place_of(message: &'static Message, tag: u16) -> Option<Place> {
    place(floating(message), tag).or_else(|| place(members_of_records(message), tag))
}

fn address(items: &'static [Floating]) -> usize {
    items.as_ptr().addr()
}
