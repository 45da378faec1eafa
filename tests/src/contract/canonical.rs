//! Where the known fields of a value stand in canonical form, and by that the unknown ones.

use cti_spec::model::{Floating, ListStyle};

use crate::spec::{self, Place};
use crate::tree::{Node, Plain, Tree};

/// Where the known fields of a message stand in canonical form.
#[derive(Default)]
struct Canonical {
    /// The tags of single fields and counts, each with how many known fields stand before it.
    singles: Vec<(u16, u32)>,
    /// How many stand before the first record.
    first_record: Option<u32>,
    /// How many each record has.
    of_records: Vec<u32>,
    /// How many there are.
    known: u32,
}

/// Gives unknown fields their places: each stands behind as many known fields as on the wire, but
/// behind the one that it repeats, no farther than there are known fields, before the records if
/// it is the message's, and behind the unknown ones that came before it.
pub(super) fn settle(items: &'static [Floating], version: u8, tree: &mut Tree) {
    let canonical = canonical(items, version, tree);
    let most = canonical.first_record.unwrap_or(canonical.known);
    let mut least = 0;
    for unknown in &mut tree.unknown {
        for (tag, before) in &canonical.singles {
            if unknown.tag == *tag && is_single(items, *tag, &unknown.data) {
                unknown.after = unknown.after.max(before + 1);
            }
        }
        unknown.after = unknown.after.min(most).max(least);
        least = unknown.after;
    }
    let list = spec::records(items).map(|list| list.name.guide.as_str());
    if let Some(Node::Entries(records)) = list.and_then(|list| tree.members.get_mut(list)) {
        for (record, known) in records.iter_mut().zip(canonical.of_records) {
            for unknown in &mut record.unknown {
                unknown.after = unknown.after.min(known);
            }
        }
    }
}

/// Whether data fit the field or count with a tag, of which there can be one.
fn is_single(items: &'static [Floating], tag: u16, data: &[u8]) -> bool {
    match spec::place(items, tag) {
        Some(Place::Field(field)) => Plain::of_data(&field.ty, data).is_some(),
        Some(Place::Count(count, _)) => Plain::of_data(&count.ty, data).is_some(),
        _ => false,
    }
}

fn canonical(items: &'static [Floating], version: u8, tree: &Tree) -> Canonical {
    let mut canonical = Canonical::default();
    for item in items {
        let before = canonical.known;
        match item {
            Floating::Field(field) => {
                if tree.members.contains_key(field.name.guide.as_str()) {
                    canonical.singles.push((spec::number(field.tag), before));
                    canonical.known += 1;
                }
            }
            Floating::Count(count) => {
                let tag = spec::number(count.tag);
                let entries = tree.len_of(&count.list);
                // A count whose tag does not fit is left out where the entries speak for it.
                let is_left_out = !spec::fits(tag, version) && entries > 0;
                if tree.members.contains_key(count.list.as_str()) && !is_left_out {
                    canonical.singles.push((tag, before));
                    canonical.known += 1;
                }
            }
            Floating::List(list) => match tree.members.get(list.name.guide.as_str()) {
                Some(Node::Values(values)) => {
                    let is_array = list.style == ListStyle::Array && spec::is_wide(version);
                    canonical.known += fields_of(values.len(), is_array);
                }
                Some(Node::Entries(entries)) if list.style == ListStyle::Records => {
                    if !entries.is_empty() {
                        canonical.first_record = Some(before);
                    }
                    for entry in entries {
                        let known = self::canonical(spec::members(list), version, entry).known;
                        canonical.of_records.push(known);
                        canonical.known += known;
                    }
                }
                Some(Node::Entries(entries)) => {
                    let is_array = list.style == ListStyle::Columns && spec::is_wide(version);
                    for member in spec::places(std::slice::from_ref(item)) {
                        let has = |entry: &&Tree| entry.members.contains_key(member.name());
                        let values = entries.iter().filter(has).count();
                        canonical.known += fields_of(values, is_array);
                    }
                }
                Some(Node::Value(_)) | None => {}
            },
        }
    }
    canonical
}

/// The fields that values are written in: one for each, or one array for all.
fn fields_of(values: usize, is_array: bool) -> u32 {
    let fields = if is_array { values.min(1) } else { values };
    u32::try_from(fields).expect("a small number")
}
