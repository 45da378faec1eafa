//! Which field a tag is, and which entry of a list it belongs to.

use cti_spec::model::{Element, Floating, FloatingCount, FloatingField, List, ListStyle, Protocol};

/// The floating part of a message in the reading, or a record of it.
pub(super) struct Entries<'a> {
    protocol: &'a Protocol,
    items: &'a [Floating],
    /// The lists, each in the reading.
    lists: Vec<Progress<'a>>,
}

/// A list in the reading.
struct Progress<'a> {
    list: &'a List,
    /// The number of the entry that is open; 0: none yet.
    entry: usize,
    /// The tags that the open entry holds, in the order in which they came.
    seen: Vec<u16>,
    /// The items of the open record. Those of other lists hold no lists.
    inner: Option<Box<Entries<'a>>>,
}

/// The item that a tag is.
pub(super) struct Found<'a> {
    pub(super) item: Item<'a>,
    /// The entry, `FltSkillGroups 2`; empty outside of lists.
    pub(super) entry: String,
    /// Whether several values may stand in one field.
    pub(super) is_array: bool,
}

/// An item that is no list.
#[derive(Clone, Copy)]
pub(super) enum Item<'a> {
    Field(&'a FloatingField),
    Count(&'a FloatingCount),
}

impl<'a> Item<'a> {
    /// The item, if it has the tag and is no list.
    fn of(protocol: &Protocol, item: &'a Floating, tag: u16) -> Option<Self> {
        match item {
            Floating::Field(field) => {
                (protocol[field.tag].number == tag).then_some(Self::Field(field))
            }
            Floating::Count(count) => {
                (protocol[count.tag].number == tag).then_some(Self::Count(count))
            }
            Floating::List(_) => None,
        }
    }
}

impl<'a> Entries<'a> {
    pub(super) fn new(protocol: &'a Protocol, items: &'a [Floating]) -> Self {
        let lists = items.iter().filter_map(|item| match item {
            Floating::List(list) => Some(Progress {
                list,
                entry: 0,
                seen: Vec::new(),
                inner: None,
            }),
            Floating::Field(_) | Floating::Count(_) => None,
        });
        Self {
            protocol,
            items,
            lists: lists.collect(),
        }
    }

    /// Takes the next field; `None` if no item has the tag.
    pub(super) fn take(&mut self, tag: u16) -> Option<Found<'a>> {
        let protocol = self.protocol;
        let mut items = self.items.iter();
        if let Some(item) = items.find_map(|item| Item::of(protocol, item, tag)) {
            return Some(Found {
                item,
                entry: String::new(),
                is_array: false,
            });
        }
        self.lists
            .iter_mut()
            .find_map(|list| list.take(protocol, tag))
    }
}

impl<'a> Progress<'a> {
    fn take(&mut self, protocol: &'a Protocol, tag: u16) -> Option<Found<'a>> {
        let list = self.list;
        let is_array = matches!(list.style, ListStyle::Array | ListStyle::Columns);
        let name = &list.name.guide;
        let members = match &list.element {
            Element::Entry(entry) => protocol[*entry].members.as_slice(),
            Element::Member(field) => {
                (protocol[field.tag].number == tag).then_some(())?;
                self.entry += 1;
                return Some(Found {
                    item: Item::Field(field),
                    entry: if is_array {
                        name.clone()
                    } else {
                        format!("{name} {}", self.entry)
                    },
                    is_array,
                });
            }
        };
        let found = |tag| {
            let mut items = members.iter().enumerate();
            items.find_map(|(at, item)| Some((at, Item::of(protocol, item, tag)?)))
        };
        let Some((place, item)) = found(tag) else {
            // A member of a list in the record.
            let inner = self.inner.as_mut()?;
            let found = inner.take(tag)?;
            let entry = format!("{name} {} · {}", self.entry, found.entry);
            return Some(Found { entry, ..found });
        };
        let opens = match list.style {
            ListStyle::Ordered => {
                let last = self.seen.last().and_then(|&last| found(last));
                last.is_none_or(|(last, _)| place <= last)
            }
            ListStyle::Records => self.seen.is_empty() || self.seen.contains(&tag),
            ListStyle::Single | ListStyle::Array | ListStyle::Columns => false,
        };
        if opens {
            self.entry += 1;
            self.seen.clear();
            self.inner = Some(Box::new(Entries::new(protocol, members)));
        }
        self.seen.push(tag);
        let entry = if is_array {
            name.clone()
        } else {
            format!("{name} {}", self.entry)
        };
        Some(Found {
            item,
            entry,
            is_array,
        })
    }
}
