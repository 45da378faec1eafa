//! Whole messages: every field that the specification has for a version, in canonical form.

use cti_spec::model::{
    Element, FieldType, FixedField, Floating, FloatingCount, FloatingField, List, ListStyle,
    Message, WireForm,
};

use crate::frames::{self, Field, Pieces};
use crate::layout::{fixed_fields, fixed_places, layout_of};
use crate::spec::{self, Place};

/// What a floating field of a whole message is.
#[derive(Debug, Clone, Copy)]
pub enum What {
    /// A field of which there can be one.
    Field(&'static FloatingField),
    /// The count of a list.
    Count(&'static FloatingCount),
    /// A value of a list, or all of them in an array.
    Value(&'static List, &'static FloatingField),
    /// The member at a place of an entry, or a column of all entries.
    Member {
        /// The list.
        list: &'static List,
        /// Which entry, the first of an array.
        entry: usize,
        /// The place in the entry.
        place: usize,
        /// The member.
        member: &'static FloatingField,
    },
}

impl What {
    /// The name of the field.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count(count) => &count.name.guide,
            Self::Field(field) | Self::Value(_, field) | Self::Member { member: field, .. } => {
                &field.name.guide
            }
        }
    }

    /// The list whose entries it belongs to; a count belongs to none.
    #[must_use]
    pub fn list(self) -> Option<&'static List> {
        match self {
            Self::Field(_) | Self::Count(_) => None,
            Self::Value(list, _) | Self::Member { list, .. } => Some(list),
        }
    }
}

/// A floating field of a whole message.
#[derive(Debug, Clone)]
pub struct Placed {
    /// What it is.
    pub what: What,
    /// Which record it stands in.
    pub record: Option<usize>,
    /// Its tag and data.
    pub field: Field,
}

/// A whole message: fixed part and floating fields in canonical form, counts true.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The message.
    pub message: &'static Message,
    /// The version.
    pub version: u8,
    /// The fixed part.
    pub fixed: Vec<u8>,
    /// The floating fields.
    pub fields: Vec<Placed>,
}

impl Whole {
    /// A message with every field of a version, and so many entries in each list (or as many as
    /// the guide allows, if that are fewer).
    #[must_use]
    pub fn new(message: &'static Message, version: u8, entries: usize) -> Self {
        let mut whole = Self {
            message,
            version,
            fixed: Vec::new(),
            fields: Vec::new(),
        };
        whole.add(spec::floating(message), None, entries);
        whole.fixed = fixed_part(message, version, |list| whole.entries_of(list, entries));
        whole
    }

    /// The same message with the null value in every field that has one.
    #[must_use]
    pub fn with_nulls(mut self) -> Self {
        let layout = layout_of(self.message, self.version, &self.fixed);
        for (start, field) in layout
            .into_iter()
            .flat_map(|layout| fixed_places(layout, self.version))
        {
            if let Some(null) = spec::null(field.null, &field.ty) {
                let size = field.size as usize;
                self.fixed[start..start + size].copy_from_slice(&null.to_be_bytes()[4 - size..]);
            }
        }
        for placed in &mut self.fields {
            let (What::Field(field) | What::Value(_, field) | What::Member { member: field, .. }) =
                placed.what
            else {
                continue;
            };
            if let Some(null) = spec::null(field.null, &field.ty) {
                let size = field.ty.form.size().expect("an integer has a size") as usize;
                for value in placed.field.data.chunks_exact_mut(size) {
                    value.copy_from_slice(&null.to_be_bytes()[4 - size..]);
                }
            }
        }
        self
    }

    fn entries_of(&self, name: &str, entries: usize) -> usize {
        let list = spec::list(spec::floating(self.message), name);
        list.filter(|list| list.window.contains(self.version))
            .map_or(0, |list| at_most(list, entries))
    }

    /// Adds the items of the message or of a record.
    fn add(&mut self, items: &'static [Floating], record: Option<usize>, entries: usize) {
        for item in items {
            match item {
                Floating::Field(field) => {
                    if self.has(field) {
                        let data = data(field, self.version, self.seed());
                        self.push(What::Field(field), spec::number(field.tag), data, record);
                    }
                }
                Floating::Count(count) => {
                    let tag = spec::number(count.tag);
                    if count.window.contains(self.version) && spec::fits(tag, self.version) {
                        let number = spec::list(items, &count.list)
                            .filter(|list| list.window.contains(self.version))
                            .map_or(0, |list| at_most(list, entries));
                        let data = number_data(&count.ty, number);
                        self.push(What::Count(count), tag, data, record);
                    }
                }
                Floating::List(list) => {
                    if list.window.contains(self.version) {
                        self.add_list(list, record, entries);
                    }
                }
            }
        }
    }

    fn add_list(&mut self, list: &'static List, record: Option<usize>, entries: usize) {
        let number = at_most(list, entries);
        let is_array = matches!(list.style, ListStyle::Array | ListStyle::Columns)
            && spec::is_wide(self.version);
        match &list.element {
            Element::Entry(_) if list.style == ListStyle::Records => {
                for number in 0..number {
                    self.add(spec::members(list), Some(number), entries);
                }
            }
            Element::Member(member) => {
                self.add_values(What::Value(list, member), member, number, is_array, record);
            }
            Element::Entry(_) => {
                // A column is one array of as many values; else each entry has its members.
                let (rows, values) = if is_array { (1, number) } else { (number, 1) };
                for entry in 0..rows {
                    for (place, member) in spec::members(list).iter().enumerate() {
                        let Floating::Field(member) = member else {
                            continue;
                        };
                        let what = What::Member {
                            list,
                            entry,
                            place,
                            member,
                        };
                        self.add_values(what, member, values, is_array, record);
                    }
                }
            }
        }
    }

    /// Adds so many values, as one array or as a field each.
    fn add_values(
        &mut self,
        what: What,
        member: &'static FloatingField,
        values: usize,
        is_array: bool,
        record: Option<usize>,
    ) {
        if !self.has(member) || values == 0 {
            return;
        }
        let seed = self.seed();
        let values = (seed..).take(values);
        let values = values.map(|seed| data(member, self.version, seed));
        let tag = spec::number(member.tag);
        if is_array {
            let array = values.flatten().collect();
            self.push(what, tag, array, record);
        } else {
            for value in values.collect::<Vec<_>>() {
                self.push(what, tag, value, record);
            }
        }
    }

    fn has(&self, field: &FloatingField) -> bool {
        field.window.contains(self.version) && spec::fits(spec::number(field.tag), self.version)
    }

    /// A number that makes the data of the next field differ from those before it.
    fn seed(&self) -> u8 {
        u8::try_from(self.fields.len() % 100).expect("below 100")
    }

    fn push(&mut self, what: What, tag: u16, data: Vec<u8>, record: Option<usize>) {
        self.fields.push(Placed {
            what,
            record,
            field: Field { tag, data },
        });
    }

    /// Its frame.
    #[must_use]
    pub fn frame(&self) -> Vec<u8> {
        self.frame_of(self.fields.iter().map(|placed| &placed.field))
    }

    /// A frame with its fixed part and these floating fields.
    #[must_use]
    pub fn frame_of<'f>(&self, fields: impl IntoIterator<Item = &'f Field>) -> Vec<u8> {
        frame(self.message, &self.fixed, fields, self.version)
    }

    /// Where in the frame the n-th floating field starts, or the frame ends.
    #[must_use]
    pub fn offset_of(&self, index: usize) -> usize {
        let header = spec::field_header(self.version);
        let fields = self.fields.iter().take(index);
        8 + self.fixed.len()
            + fields
                .map(|placed| header + placed.field.data.len())
                .sum::<usize>()
    }
}

/// A frame of a message.
#[must_use]
pub fn frame<'f>(
    message: &Message,
    fixed: &[u8],
    fields: impl IntoIterator<Item = &'f Field>,
    version: u8,
) -> Vec<u8> {
    let pieces = Pieces {
        message_type: message.number,
        fixed: fixed.to_vec(),
        fields: fields.into_iter().cloned().collect(),
    };
    frames::put_together(&pieces, spec::in_runtime(version))
}

/// The fixed part of a message in a version, with these counts.
#[must_use]
pub fn fixed_part(
    message: &'static Message,
    version: u8,
    count_of: impl Fn(&str) -> usize,
) -> Vec<u8> {
    let names_version = |field: &FixedField| {
        message
            .parts()
            .and_then(|parts| parts.version_from.as_deref())
            == Some(&field.name.guide)
    };
    // A message outside of its versions has the layout of the nearest one.
    let nearest = spec::versions(message).min_by_key(|known| known.abs_diff(version));
    let layout = nearest.and_then(|nearest| message.usual_layout(nearest));
    let mut part = Vec::new();
    for field in layout
        .into_iter()
        .flat_map(|layout| fixed_fields(layout, version))
    {
        let size = field.size as usize;
        if let Some(list) = &field.counts {
            part.extend(number_data(&field.ty, count_of(list)));
        } else if names_version(field) {
            part.extend(number_data(&field.ty, usize::from(version)));
        } else {
            // Each byte of the part differs from its neighbours.
            part.extend((part.len()..part.len() + size).map(|at| at.to_be_bytes()[7] | 0x40));
        }
    }
    part
}

/// A number as the data of a type.
#[must_use]
pub fn number_data(ty: &FieldType, number: usize) -> Vec<u8> {
    let size = ty.form.size().expect("an integer has a size") as usize;
    let bytes = u32::try_from(number).expect("a small number").to_be_bytes();
    bytes[4 - size..].to_vec()
}

/// Data that fit what a place is, different ones for another seed; a count is 1.
#[must_use]
pub fn data_of(place: Place, version: u8, seed: u8) -> Vec<u8> {
    match place {
        Place::Count(count, _) => number_data(&count.ty, 1),
        Place::Field(field) | Place::Value(_, field) | Place::Member(_, _, field) => {
            data(field, version, seed)
        }
    }
}

/// Data that fit a field; different ones for another seed.
#[must_use]
pub fn data(field: &FloatingField, version: u8, seed: u8) -> Vec<u8> {
    let newest = || field.maxima.last().map(|maximum| maximum.bytes);
    let max = field.max_in(version).or_else(newest).unwrap_or(255) as usize;
    let cut = |mut data: Vec<u8>, end: &[u8]| {
        data.truncate(max.saturating_sub(end.len()));
        data.extend_from_slice(end);
        data
    };
    match field.ty.form {
        WireForm::Text => cut(format!("{seed}").into_bytes(), &[0]),
        WireForm::Bytes => cut(vec![seed, 1], &[]),
        WireForm::NamedVariable => format!("user.{seed}\0v{seed}\0").into_bytes(),
        WireForm::NamedArray => format!("\x01array.{seed}\0v{seed}\0").into_bytes(),
        form => {
            let size = form.size().expect("an integer has a size") as usize;
            let mut data = vec![0x40; size];
            data[size - 1] = seed + 1;
            data
        }
    }
}

/// As many entries as asked for, or as the guide allows.
fn at_most(list: &List, entries: usize) -> usize {
    list.max.map_or(entries, |max| entries.min(max as usize))
}
