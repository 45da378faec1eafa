//! Which field a tag is, and which entry of a list it belongs to.

use super::part::{Item, Step, Value};
use crate::model::{Element, Floating, List, ListStyle, Protocol};

/// A floating part, or a record, while its fields are read.
pub(super) struct Lists<'a> {
    protocol: &'a Protocol,
    items: &'a [Floating],
    /// The tags of fields outside of lists that have been read: each of them comes once.
    taken: Vec<u16>,
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

/// The field that a tag is, with its value.
pub(super) struct Found<'a> {
    pub(super) item: Item<'a>,
    pub(super) path: Vec<Step<'a>>,
    pub(super) value: Value,
}

/// Reads the value of a field, which may hold the values of several entries; `None` if the data are not of
/// its type.
type Read<'r, 'a> = &'r dyn Fn(Item<'a>, bool) -> Option<Value>;

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
            taken: Vec::new(),
            progress: lists.collect(),
        }
    }

    /// Takes the next field; `None` if it is unknown, whose data are not of their type, or comes again.
    /// Such a field closes no entry.
    pub(super) fn take(&mut self, tag: u16, read: Read<'_, 'a>) -> Option<Found<'a>> {
        let protocol = self.protocol;
        let mut items = self.items.iter();
        if let Some(item) = items.find_map(|item| single(protocol, item, tag)) {
            if self.taken.contains(&tag) {
                return None;
            }
            let value = read(item, false)?;
            self.taken.push(tag);
            let path = Vec::new();
            return Some(Found { item, path, value });
        }
        let mut lists = self.progress.iter_mut();
        lists.find_map(|list| list.take(protocol, tag, read))
    }

    /// The entries that an unknown field belongs to.
    pub(super) fn path_of_unknown(&self) -> Vec<Step<'a>> {
        self.progress
            .iter()
            .filter_map(Progress::open_record)
            .collect()
    }
}

impl<'a> Progress<'a> {
    /// The record that is open: unknown fields belong to it, since records end with their message.
    fn open_record(&self) -> Option<Step<'a>> {
        let is_record = self.list.style == ListStyle::Records && self.entry > 0;
        is_record.then(|| self.step(false))
    }

    fn take(&mut self, protocol: &'a Protocol, tag: u16, read: Read<'_, 'a>) -> Option<Found<'a>> {
        let list = self.list;
        let is_array = matches!(list.style, ListStyle::Array | ListStyle::Columns);
        let members = match &list.element {
            Element::Entry(entry) => protocol[*entry].members.as_slice(),
            Element::Member(field) => {
                (protocol[field.tag].number == tag).then_some(())?;
                let item = Item::Floating(field);
                let value = read(item, is_array)?;
                self.entry += 1;
                let path = vec![self.step(is_array)];
                return Some(Found { item, path, value });
            }
        };
        let member = |tag| {
            let mut items = members.iter().enumerate();
            items.find_map(|(place, item)| Some((place, single(protocol, item, tag)?)))
        };
        let Some((place, item)) = member(tag) else {
            // A member of a list in the record, which opens the first record as any other member does.
            let is_first = self.inner.is_none() && list.style == ListStyle::Records;
            let mut first = is_first.then(|| Box::new(Lists::new(protocol, members)));
            let mut found = first.as_mut().or(self.inner.as_mut())?.take(tag, read)?;
            if is_first {
                self.entry += 1;
                self.inner = first;
            }
            found.path.insert(0, self.step(is_array));
            return Some(found);
        };
        let value = read(item, is_array)?;
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
        let path = vec![self.step(is_array)];
        Some(Found { item, path, value })
    }

    fn step(&self, is_array: bool) -> Step<'a> {
        Step {
            list: self.list,
            entry: (!is_array).then_some(self.entry),
        }
    }
}

/// The field or count with a tag, if the item is one.
fn single<'a>(protocol: &Protocol, item: &'a Floating, tag: u16) -> Option<Item<'a>> {
    let (index, item) = match item {
        Floating::Field(field) => (field.tag, Item::Floating(field)),
        Floating::Count(count) => (count.tag, Item::Count(count)),
        Floating::List(_) => return None,
    };
    (protocol[index].number == tag).then_some(item)
}
