//! Which variants of a name the messages have, and how often.

use std::collections::BTreeMap;

use cti_spec::Protocol;
use cti_spec::model::{Element, FieldType, Floating, List, Message};
use cti_spec::name::Name;

use super::variant::{Variant, node, of_floating, of_type, plain};

/// How often each variant of a name is used.
pub(super) struct Uses<'p> {
    protocol: &'p Protocol,
    pub(super) by_name: BTreeMap<String, BTreeMap<Variant, usize>>,
}

impl<'p> Uses<'p> {
    /// Counts those of a protocol.
    pub(super) fn of(protocol: &'p Protocol) -> Self {
        let mut uses = Self {
            protocol,
            by_name: BTreeMap::new(),
        };
        protocol
            .messages
            .iter()
            .for_each(|message| uses.message(message));
        uses
    }

    fn message(&mut self, message: &Message) {
        let Some(parts) = message.parts() else { return };
        for field in parts.layouts.iter().flat_map(|layout| &layout.fields) {
            self.field(&field.name, &field.ty);
        }
        self.floating(&parts.floating);
    }

    fn floating(&mut self, items: &[Floating]) {
        for item in items {
            match item {
                Floating::Field(field) => self.add(&field.name, of_floating(self.protocol, field)),
                Floating::Count(count) => self.field(&count.name, &count.ty),
                Floating::List(list) => self.list(list),
            }
        }
    }

    fn list(&mut self, list: &List) {
        self.add(&list.name, node(&list.name));
        match &list.element {
            Element::Member(member) => {
                self.add(&member.name, of_floating(self.protocol, member));
            }
            Element::Entry(entry) => {
                let entry = &self.protocol[*entry];
                self.add(&entry.name, node(&entry.name));
                self.floating(&entry.members);
            }
        }
    }

    fn field(&mut self, name: &Name, ty: &FieldType) {
        self.add(name, of_type(self.protocol, name, ty));
    }

    fn add(&mut self, name: &Name, variant: Variant) {
        *self
            .by_name
            .entry(plain(name))
            .or_default()
            .entry(variant)
            .or_default() += 1;
    }
}
