//! The floating part: each field to the message, to its open record, or to what is unknown.

use std::collections::HashMap;

use cti_messages::DecodeErrorKind as Kind;
use cti_spec::model::{
    CombinedLimit, CountPlace, Element, Floating, List, ListStyle, Message, Presence,
};

use super::{Fault, canonical, objections};
use crate::spec::{self, Place};
use crate::tree::{Node, Plain, Tree, Unknown};

/// A floating field on the wire.
struct Field<'f> {
    tag: u16,
    data: &'f [u8],
    offset: usize,
}

/// What became of a field.
enum Taken {
    /// It is part of the value.
    Yes,
    /// There is one already.
    Held,
    /// The data are none of its type.
    Misfit,
    /// No such field exists here.
    Foreign,
}

/// How far a list is read.
#[derive(Default)]
struct Progress {
    counted: Option<usize>,
    /// Ordered: the place of the member that came last.
    last: usize,
    /// Columns: the values of each so far.
    filled: HashMap<usize, usize>,
}

/// A message or record that is being read.
struct Part {
    items: &'static [Floating],
    tree: Tree,
    lists: HashMap<&'static str, Progress>,
    known: u32,
}

/// A floating part that is being read.
pub(super) struct Reading {
    version: u8,
    message: Part,
    /// The record that is open.
    record: Option<Part>,
    records: Option<&'static List>,
    limits: &'static [CombinedLimit],
    /// Where the frame ends.
    end: usize,
}

impl Part {
    fn new(items: &'static [Floating], tree: Tree) -> Self {
        let mut part = Self {
            items,
            tree,
            lists: HashMap::new(),
            known: 0,
        };
        for item in items {
            // A list that is counted in the fixed part is there, if an empty one.
            if let Floating::List(list) = item
                && list.count == CountPlace::Fixed
            {
                part.start_list(list);
            }
        }
        part
    }

    /// Makes a list exist.
    fn start_list(&mut self, list: &'static List) {
        let empty = match list.element {
            Element::Member(_) => Node::Values(Vec::new()),
            Element::Entry(_) => Node::Entries(Vec::new()),
        };
        self.tree.members.entry(&list.name.guide).or_insert(empty);
    }

    fn values(&mut self, list: &'static List) -> &mut Vec<Plain> {
        self.start_list(list);
        match self.tree.members.get_mut(list.name.guide.as_str()) {
            Some(Node::Values(values)) => values,
            other => panic!("{} is {other:?}", list.name.guide),
        }
    }

    fn entries(&mut self, list: &'static List) -> &mut Vec<Tree> {
        self.start_list(list);
        match self.tree.members.get_mut(list.name.guide.as_str()) {
            Some(Node::Entries(entries)) => entries,
            other => panic!("{} is {other:?}", list.name.guide),
        }
    }

    fn set_aside(&mut self, field: &Field<'_>) {
        self.tree.unknown.push(Unknown {
            tag: field.tag,
            data: field.data.to_vec(),
            after: self.known,
        });
    }

    /// Takes a field, if it can; with what strict decoding objects to.
    fn take(&mut self, field: &Field<'_>, version: u8, faults: &mut Vec<Fault>) -> Taken {
        let Some(place) = spec::place(self.items, field.tag) else {
            return Taken::Foreign;
        };
        let name = place.name();
        let mut object = |kind, name| faults.push(Fault::new(kind, Some(name), field.offset));
        let misfit = Kind::Misfit {
            length: field.data.len(),
        };
        if let Place::Count(count, list) = place {
            let Some(Plain::Number(number)) = Plain::of_data(&count.ty, field.data) else {
                object(misfit, name);
                return Taken::Misfit;
            };
            let counted = &mut self.lists.entry(&list.name.guide).or_default().counted;
            if counted.is_some() {
                return Taken::Held;
            }
            *counted = Some(number as usize);
            if !count.window.contains(version) {
                object(Kind::FieldOutsideVersion, name);
            }
            self.start_list(list);
            return Taken::Yes;
        }
        let (Place::Field(spec_of) | Place::Value(_, spec_of) | Place::Member(_, _, spec_of)) =
            place
        else {
            unreachable!("counts are dealt with")
        };
        let is_array = matches!(place, Place::Value(list, _) | Place::Member(list, ..)
            if matches!(list.style, ListStyle::Array | ListStyle::Columns));
        let values: Option<Vec<Plain>> = match spec_of.ty.form.size() {
            Some(size) if is_array => field
                .data
                .chunks(size as usize)
                .map(|value| Plain::of_data(&spec_of.ty, value))
                .collect(),
            _ => Plain::of_data(&spec_of.ty, field.data).map(|value| vec![value]),
        };
        let Some(values) = values else {
            object(misfit, name);
            return Taken::Misfit;
        };
        if matches!(place, Place::Field(_)) && self.tree.members.contains_key(name) {
            return Taken::Held;
        }
        for kind in objections::to_field(spec_of, version, field.data) {
            object(kind, name);
        }
        match place {
            Place::Field(_) | Place::Count(..) => {
                let node = values.into_iter().next().map(Node::Value);
                self.tree.members.extend(node.map(|node| (name, node)));
            }
            Place::Value(list, _) => {
                self.values(list).extend(values);
                object_to_list(list, self.values(list).len(), version, field, faults);
            }
            Place::Member(list, at, _) => {
                self.take_member(list, at, name, values);
                object_to_list(list, self.entries(list).len(), version, field, faults);
            }
        }
        Taken::Yes
    }

    /// Takes a member of a list's entry, or in columns of as many entries as there are values.
    fn take_member(
        &mut self,
        list: &'static List,
        place: usize,
        name: &'static str,
        values: Vec<Plain>,
    ) {
        let is_columns = list.style == ListStyle::Columns;
        self.start_list(list);
        for value in values {
            let have = self.entries(list).len();
            let progress = self.lists.entry(&list.name.guide).or_default();
            let entry = if is_columns {
                let filled = progress.filled.entry(place).or_default();
                *filled += 1;
                *filled - 1
            } else if have == 0 || place <= progress.last {
                have
            } else {
                have - 1
            };
            progress.last = place;
            let entries = self.entries(list);
            if entry == have {
                entries.push(Tree::default());
            }
            entries[entry].members.insert(name, Node::Value(value));
        }
    }

    /// What strict decoding has to object to when nothing more comes.
    fn close(&self, version: u8, offset: usize, faults: &mut Vec<Fault>) {
        let mut object = |kind, name| faults.push(Fault::new(kind, Some(name), offset));
        for item in self.items {
            match item {
                Floating::Field(field) => {
                    let name = field.name.guide.as_str();
                    let is_required =
                        field.presence == Presence::Required && field.window.contains(version);
                    if is_required && !self.tree.members.contains_key(name) {
                        object(Kind::Missing, name);
                    }
                }
                Floating::Count(_) => {}
                Floating::List(list) => {
                    let entries = self.tree.len_of(&list.name.guide);
                    let progress = self.lists.get(list.name.guide.as_str());
                    match progress.and_then(|progress| progress.counted) {
                        Some(counted) if counted != entries => {
                            let kind = Kind::CountMismatch { counted, entries };
                            object(kind, count_name(self.items, list));
                        }
                        None if entries > 0 => object(Kind::Missing, count_name(self.items, list)),
                        Some(_) | None => {}
                    }
                }
            }
        }
    }
}

/// The name of a list's count.
fn count_name(items: &'static [Floating], list: &'static List) -> &'static str {
    let floating = items.iter().find_map(|item| match item {
        Floating::Count(count) if count.list == list.name.guide => Some(&count.name.guide),
        _ => None,
    });
    let fixed = || {
        spec::messages()
            .filter(|message| std::ptr::eq(spec::floating(message), items))
            .filter_map(Message::parts)
            .flat_map(|parts| &parts.layouts)
            .flat_map(|layout| &layout.fields)
            .find(|field| field.counts.as_deref() == Some(&list.name.guide))
            .map(|field| &field.name.guide)
    };
    floating.or_else(fixed).expect("every list has a count")
}

/// What strict decoding has to object to when a list has so many entries.
fn object_to_list(
    list: &'static List,
    entries: usize,
    version: u8,
    field: &Field<'_>,
    faults: &mut Vec<Fault>,
) {
    let mut object = |kind| {
        faults.push(Fault::new(kind, Some(&list.name.guide), field.offset));
    };
    if !list.window.contains(version) {
        object(Kind::FieldOutsideVersion);
    }
    if let Some(max) = list.max.map(|max| max as usize)
        && entries > max
    {
        object(Kind::ListTooLong { max });
    }
}

impl Reading {
    /// `tree` has the fixed part, whose counts are `counts`.
    pub(super) fn new(
        message: &'static Message,
        version: u8,
        tree: Tree,
        counts: &[(&'static str, usize)],
        end: usize,
    ) -> Self {
        let items = spec::floating(message);
        let limits = message.parts().map_or(&[][..], |parts| &parts.limits);
        let mut message = Part::new(items, tree);
        for (list, count) in counts {
            message.lists.entry(list).or_default().counted = Some(*count);
        }
        Self {
            version,
            message,
            record: None,
            records: spec::records(items),
            limits,
            end,
        }
    }

    /// Reads the fields that stand in some bytes, from a place of the frame on.
    pub(super) fn read(
        mut self,
        mut rest: &[u8],
        mut offset: usize,
        faults: &mut Vec<Fault>,
    ) -> Result<Tree, Fault> {
        let mut fields = Vec::new();
        while !rest.is_empty() {
            let field = self.next(rest, offset)?;
            let length = self.header() + field.data.len();
            (rest, offset) = (&rest[length..], offset + length);
            self.give(&field, faults);
            fields.push(field);
        }
        self.close_record(self.end, faults);
        self.message.close(self.version, self.end, faults);
        self.check_limits(&fields, faults);
        canonical::settle(self.message.items, self.version, &mut self.message.tree);
        Ok(self.message.tree)
    }

    /// What strict decoding has to object to in the data of several lists together.
    fn check_limits(&self, fields: &[Field<'_>], faults: &mut Vec<Fault>) {
        for limit in self.limits {
            let max = limit.bytes as usize;
            let mut total = 0;
            for field in fields {
                let list = match spec::place(self.message.items, field.tag) {
                    Some(Place::Value(list, _) | Place::Member(list, ..)) => &list.name.guide,
                    _ => continue,
                };
                if limit.lists.contains(list) {
                    total += field.data.len();
                    if total > max {
                        faults.push(Fault::new(Kind::ListsTooLong { max }, None, field.offset));
                        break;
                    }
                }
            }
        }
    }

    /// The bytes of tag and length.
    fn header(&self) -> usize {
        if spec::is_wide(self.version) { 4 } else { 2 }
    }

    /// The field at the start of some bytes.
    fn next<'f>(&self, bytes: &'f [u8], offset: usize) -> Result<Field<'f>, Fault> {
        let have = bytes.len();
        let Some((header, rest)) = bytes.split_at_checked(self.header()) else {
            return Err(Fault::new(Kind::FieldHeaderCut { have }, None, offset));
        };
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0u16, |number, byte| number << 8 | u16::from(*byte))
        };
        let (tag, length) = header.split_at(header.len() / 2);
        let (tag, told) = (number(tag), usize::from(number(length)));
        match rest.get(..told) {
            Some(data) => Ok(Field { tag, data, offset }),
            None => {
                let records = self.records.map_or(&[][..], spec::members);
                let place =
                    spec::place(self.message.items, tag).or_else(|| spec::place(records, tag));
                let have = rest.len();
                let kind = Kind::FieldCut { told, have };
                Err(Fault::new(kind, place.map(Place::name), offset))
            }
        }
    }

    /// Gives a field to who takes it.
    fn give(&mut self, field: &Field<'_>, faults: &mut Vec<Fault>) {
        let is_own = spec::place(self.message.items, field.tag).is_some();
        if let Some(list) = self.records.filter(|_| !is_own) {
            self.give_to_record(list, field, faults);
            return;
        }
        match self.message.take(field, self.version, faults) {
            Taken::Yes => self.message.known += 1,
            Taken::Held => {
                let name = spec::place(self.message.items, field.tag).map(Place::name);
                faults.push(Fault::new(Kind::Repeated, name, field.offset));
                self.message.set_aside(field);
            }
            Taken::Misfit | Taken::Foreign => self.message.set_aside(field),
        }
    }

    /// Gives a field to the record that is open, or to one that it opens.
    fn give_to_record(&mut self, list: &'static List, field: &Field<'_>, faults: &mut Vec<Fault>) {
        if let Some(record) = &mut self.record {
            match record.take(field, self.version, faults) {
                Taken::Yes => {
                    record.known += 1;
                    self.message.known += 1;
                    return;
                }
                Taken::Misfit | Taken::Foreign => {
                    record.set_aside(field);
                    return;
                }
                Taken::Held => self.close_record(field.offset, faults),
            }
        }
        let mut record = Part::new(spec::members(list), Tree::default());
        match record.take(field, self.version, faults) {
            Taken::Yes => {
                record.known += 1;
                self.message.known += 1;
                self.record = Some(record);
                let entries = self.message.entries(list).len() + 1;
                object_to_list(list, entries, self.version, field, faults);
            }
            // Without a record, what no record can open with is the message's.
            _ => self.message.set_aside(field),
        }
    }

    /// Ends the record that is open.
    fn close_record(&mut self, offset: usize, faults: &mut Vec<Fault>) {
        if let (Some(record), Some(list)) = (self.record.take(), self.records) {
            record.close(self.version, offset, faults);
            self.message.entries(list).push(record.tree);
        }
    }
}
