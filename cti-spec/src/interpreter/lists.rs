//! Which field a tag is, and which entry of a list it belongs to.

use super::part::{Item, Step};
use crate::model::{Element, Floating, List, ListStyle, Protocol};

/// The lists of a floating part, or of a record, while its fields are read.
pub(super) struct Lists<'a> {
    protocol: &'a Protocol,
    items: &'a [Floating],
    progress: Vec<Progress<'a>>,
}

/// A list while its fields are read.
struct Progress<'a> {
    list: &'a List,
    /// The number of the entry that is open; 0: none yet.
    entry: usize,
    /// The tags that the open entry holds, in the order in which they came.
    seen: Vec<u16>,
    /// The lists of the open record. Entries of other styles hold no lists.
    inner: Option<Box<Lists<'a>>>,
}

/// What a tag is.
pub(super) struct Found<'a> {
    pub(super) item: Item<'a>,
    pub(super) path: Vec<Step<'a>>,
    /// Whether the field may hold the values of several entries.
    pub(super) is_array: bool,
}

impl<'a> Lists<'a> {
    /// Before the first field.
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
            progress: lists.collect(),
        }
    }

    /// Takes the next field.
    pub(super) fn take(&mut self, tag: u16) -> Found<'a> {
        self.find(tag).unwrap_or(Found {
            item: Item::Unknown,
            path: Vec::new(),
            is_array: false,
        })
    }

    fn find(&mut self, tag: u16) -> Option<Found<'a>> {
        let protocol = self.protocol;
        let mut items = self.items.iter();
        if let Some(item) = items.find_map(|item| single(protocol, item, tag)) {
            return Some(Found {
                item,
                path: Vec::new(),
                is_array: false,
            });
        }
        let mut lists = self.progress.iter_mut();
        lists.find_map(|list| list.find(protocol, tag))
    }
}

impl<'a> Progress<'a> {
    fn find(&mut self, protocol: &'a Protocol, tag: u16) -> Option<Found<'a>> {
        let list = self.list;
        let is_array = matches!(list.style, ListStyle::Array | ListStyle::Columns);
        let members = match &list.element {
            Element::Entry(entry) => protocol[*entry].members.as_slice(),
            Element::Member(field) => {
                (protocol[field.tag].number == tag).then_some(())?;
                self.entry += 1;
                return Some(Found {
                    item: Item::Floating(field),
                    path: vec![self.step(is_array)],
                    is_array,
                });
            }
        };
        let member = |tag| {
            let mut items = members.iter().enumerate();
            items.find_map(|(place, item)| Some((place, single(protocol, item, tag)?)))
        };
        let Some((place, item)) = member(tag) else {
            // A member of a list in the record.
            let mut found = self.inner.as_mut()?.find(tag)?;
            found.path.insert(0, self.step(is_array));
            return Some(found);
        };
        let opens = match list.style {
            ListStyle::Ordered => {
                let last = self.seen.last().and_then(|&last| member(last));
                last.is_none_or(|(last, _)| place <= last)
            }
            ListStyle::Records => self.seen.is_empty() || self.seen.contains(&tag),
            ListStyle::Single | ListStyle::Array | ListStyle::Columns => false,
        };
        if opens {
            self.entry += 1;
            self.seen.clear();
            self.inner = Some(Box::new(Lists::new(protocol, members)));
        }
        self.seen.push(tag);
        Some(Found {
            item,
            path: vec![self.step(is_array)],
            is_array,
        })
    }

    fn step(&self, is_array: bool) -> Step<'a> {
        Step {
            list: self.list,
            entry: (!is_array).then_some(self.entry),
        }
    }
}

/// What an item is, if it has the tag and is no list.
fn single<'a>(protocol: &Protocol, item: &'a Floating, tag: u16) -> Option<Item<'a>> {
    let (index, item) = match item {
        Floating::Field(field) => (field.tag, Item::Floating(field)),
        Floating::Count(count) => (count.tag, Item::Count(count)),
        Floating::List(_) => return None,
    };
    (protocol[index].number == tag).then_some(item)
}
