//! What the specification holds, in numbers.

use std::fmt;

use cti_spec::Protocol;
use cti_spec::model::{Body, Element, Floating};

/// The numbers of a protocol.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    name: String,
    messages: usize,
    names_only: usize,
    fixed_fields: usize,
    floating_fields: usize,
    lists: usize,
    entries: usize,
    tags: usize,
    ids: usize,
    enumerations: usize,
    masks: usize,
    constants: usize,
}

impl Summary {
    pub(super) fn of(protocol: &Protocol) -> Self {
        let mut summary = Self {
            name: protocol.name.clone(),
            entries: protocol.entries.len(),
            tags: protocol.tags.len(),
            ids: protocol.ids.len(),
            enumerations: protocol.enumerations.len(),
            masks: protocol.masks.len(),
            constants: protocol
                .enumerations
                .iter()
                .map(|table| table.values.len())
                .sum::<usize>()
                + protocol
                    .masks
                    .iter()
                    .map(|mask| mask.bits.len())
                    .sum::<usize>(),
            ..Self::default()
        };
        for message in &protocol.messages {
            match &message.body {
                Body::Unpublished => summary.names_only += 1,
                Body::HeaderOnly => summary.messages += 1,
                Body::Parts(parts) => {
                    summary.messages += 1;
                    summary.fixed_fields += parts
                        .layouts
                        .iter()
                        .map(|layout| layout.fields.len())
                        .max()
                        .unwrap_or(0);
                    summary.count_floating(&parts.floating);
                }
            }
        }
        for entry in &protocol.entries {
            summary.count_floating(&entry.members);
        }
        summary
    }

    fn count_floating(&mut self, items: &[Floating]) {
        for item in items {
            match item {
                Floating::Field(_) | Floating::Count(_) => self.floating_fields += 1,
                Floating::List(list) => {
                    self.lists += 1;
                    // The members of a declared entry are counted there.
                    self.floating_fields += usize::from(matches!(list.element, Element::Member(_)));
                }
            }
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} messages, and {} more of which only the name is known",
            self.name, self.messages, self.names_only,
        )?;
        writeln!(
            f,
            "{} fixed fields, {} floating fields, {} lists, {} kinds of entries, {} tags",
            self.fixed_fields, self.floating_fields, self.lists, self.entries, self.tags,
        )?;
        writeln!(
            f,
            "{} ID types, {} enumerations and {} masks with {} constants",
            self.ids, self.enumerations, self.masks, self.constants,
        )
    }
}
