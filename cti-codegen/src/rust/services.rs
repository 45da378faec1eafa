//! Which services need an item, and the condition that follows: each service is a feature of
//! cti-messages, and a program compiles what its services need.

use std::collections::BTreeSet;

use cti_spec::model::{
    Element, EntryIndex, EnumerationIndex, FieldType, Floating, FloatingField, Interface,
    InterfaceMember, List, MaskIndex, Meaning, Protocol, ServiceIndex,
};
use proc_macro2::TokenStream;
use quote::quote;

/// A set of services, by their indices.
type Services = BTreeSet<usize>;

/// The services that need each item.
#[derive(Debug)]
pub(super) struct Users<'p> {
    protocol: &'p Protocol,
    entries: Vec<Services>,
    enumerations: Vec<Services>,
    masks: Vec<Services>,
}

impl<'p> Users<'p> {
    /// Goes through all messages and interfaces.
    pub(super) fn of(protocol: &'p Protocol) -> Self {
        let mut users = Self {
            protocol,
            entries: vec![Services::new(); protocol.entries.len()],
            enumerations: vec![Services::new(); protocol.enumerations.len()],
            masks: vec![Services::new(); protocol.masks.len()],
        };
        for message in &protocol.messages {
            let services = Services::from([message.service.0]);
            let Some(parts) = message.parts() else {
                continue;
            };
            for field in message.fixed_members() {
                users.add_type(&field.ty, &services);
            }
            users.add_floating(&parts.floating, &services);
        }
        for interface in &protocol.interfaces {
            let services = of_interface(protocol, interface);
            for member in &interface.members {
                match member {
                    InterfaceMember::Field(field)
                    | InterfaceMember::Series { first: field, .. } => {
                        users.add_type(&field.ty, &services);
                    }
                    InterfaceMember::List(list) => users.add_list(list, &services),
                    InterfaceMember::Key(field) => users.add_type(&field.ty, &services),
                }
            }
        }
        users
    }

    fn add_floating(&mut self, items: &[Floating], services: &Services) {
        for item in items {
            match item {
                Floating::Field(FloatingField { ty, .. }) => self.add_type(ty, services),
                // A count is no member: its type appears nowhere.
                Floating::Count(_) => {}
                Floating::List(list) => self.add_list(list, services),
            }
        }
    }

    /// Records hold no records, so this goes two lists deep.
    fn add_list(&mut self, list: &List, services: &Services) {
        match &list.element {
            Element::Member(field) => self.add_type(&field.ty, services),
            Element::Entry(index) => {
                self.entries[index.0].extend(services);
                let protocol = self.protocol;
                self.add_floating(&protocol[*index].members, services);
            }
        }
    }

    fn add_type(&mut self, ty: &FieldType, services: &Services) {
        match ty.meaning {
            Some(Meaning::Enumeration(index)) => self.enumerations[index.0].extend(services),
            Some(Meaning::Mask(index)) => self.masks[index.0].extend(services),
            // IDs are always there: code that pairs messages by their IDs works with any services.
            Some(Meaning::Id(_)) | None => {}
        }
    }

    /// The condition of an entry.
    pub(super) fn of_entry(&self, index: EntryIndex) -> TokenStream {
        condition(self.protocol, &self.entries[index.0])
    }

    /// The condition of an enumeration.
    pub(super) fn of_enumeration(&self, index: EnumerationIndex) -> TokenStream {
        condition(self.protocol, &self.enumerations[index.0])
    }

    /// The condition of a mask.
    pub(super) fn of_mask(&self, index: MaskIndex) -> TokenStream {
        condition(self.protocol, &self.masks[index.0])
    }
}

/// The condition of what belongs to one service: a message, its variant, its case in a match.
pub(super) fn of_service(protocol: &Protocol, service: ServiceIndex) -> TokenStream {
    condition(protocol, &Services::from([service.0]))
}

/// The condition, for an attribute, that at least one service is left out.
pub(super) fn incomplete(protocol: &Protocol) -> TokenStream {
    let features = features(protocol);
    quote!(not(any(doc, all(#(feature = #features),*))))
}

/// The condition, for an attribute, that all services are left out.
pub(super) fn none(protocol: &Protocol) -> TokenStream {
    let features = features(protocol);
    quote!(not(any(doc, #(feature = #features),*)))
}

/// The features of all services that have messages.
fn features(protocol: &Protocol) -> Vec<String> {
    let services: Services = protocol
        .published()
        .map(|message| message.service.0)
        .collect();
    let services = services.into_iter().map(ServiceIndex);
    services.map(|service| feature(protocol, service)).collect()
}

/// The condition of an interface.
pub(super) fn condition_of_interface(protocol: &Protocol, interface: &Interface) -> TokenStream {
    condition(protocol, &of_interface(protocol, interface))
}

/// The services of the messages that have an interface.
fn of_interface(protocol: &Protocol, interface: &Interface) -> Services {
    let messages = interface.messages.iter();
    messages.map(|&index| protocol[index].service.0).collect()
}

/// `#[cfg(any(doc, feature = "…", …))]`; nothing for what no message needs, which is always there.
///
/// The documentation has all messages, whatever the features, each with the feature that it needs. That is how a
/// reader finds out which to turn on, and links lead somewhere.
fn condition(protocol: &Protocol, services: &Services) -> TokenStream {
    let features: Vec<String> = services
        .iter()
        .map(|&service| feature(protocol, ServiceIndex(service)))
        .collect();
    match features.as_slice() {
        [] => TokenStream::new(),
        features => quote!(#[cfg(any(doc, #(feature = #features),*))]),
    }
}

/// The feature of a service: its name as cargo spells features.
pub(super) fn feature(protocol: &Protocol, service: ServiceIndex) -> String {
    protocol[service].name.words.join("-")
}
