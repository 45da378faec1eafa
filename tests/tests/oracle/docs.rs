//! Doc text: whatever a reader of the generated code meets has some.

use cti_spec::model::{Body, Doc, Element, Floating, Interface, InterfaceMember};

use crate::definition::protocol;

#[test]
fn everything_is_documented() {
    let mut missing = Missing(Vec::new());
    let protocol = protocol();
    missing.check(&protocol.name, &protocol.doc);
    for service in &protocol.services {
        missing.check(&service.name.guide, &service.doc);
    }
    for erratum in &protocol.errata {
        missing.check(&erratum.label, &erratum.doc);
    }
    for constant in &protocol.constants {
        missing.check(&constant.name.guide, &constant.doc);
    }
    for basic in &protocol.types {
        missing.check(&basic.name, &basic.doc);
    }
    for id in &protocol.ids {
        missing.check(&id.name.guide, &id.doc);
    }
    for table in &protocol.enumerations {
        missing.check(&table.name.guide, &table.doc);
        for value in &table.values {
            missing.check(
                &format!("{}.{}", table.name.guide, value.guide_name),
                &value.doc,
            );
        }
    }
    for mask in &protocol.masks {
        missing.check(&mask.name.guide, &mask.doc);
        for bit in &mask.bits {
            missing.check(&format!("{}.{}", mask.name.guide, bit.guide_name), &bit.doc);
        }
    }
    for tag in &protocol.tags {
        missing.check(&tag.name.guide, &tag.doc);
    }
    for reserved in &protocol.reserved_tags {
        missing.check(&format!("tag {}", reserved.first), &reserved.doc);
    }
    for entry in &protocol.entries {
        missing.check(&entry.name.guide, &entry.doc);
        missing.items(&entry.name.guide, &entry.members);
    }
    for message in &protocol.messages {
        missing.check(&message.name.guide, &message.doc);
        let Body::Parts(parts) = &message.body else {
            continue;
        };
        for layout in &parts.layouts {
            if parts.layouts.len() > 1 {
                missing.check(&format!("a layout of {}", message.name.guide), &layout.doc);
            }
            for field in &layout.fields {
                missing.check(
                    &format!("{}.{}", message.name.guide, field.name.guide),
                    &field.doc,
                );
            }
        }
        missing.items(&message.name.guide, &parts.floating);
    }
    for interface in &protocol.interfaces {
        missing.interface(interface);
    }
    assert!(
        missing.0.is_empty(),
        "without a doc:\n{}",
        missing.0.join("\n")
    );
}

/// What has no doc text.
struct Missing(Vec<String>);

impl Missing {
    fn check(&mut self, place: &str, doc: &Doc) {
        if doc.lines.iter().all(|line| line.trim().is_empty()) {
            self.0.push(place.to_owned());
        }
    }

    fn items(&mut self, place: &str, items: &[Floating]) {
        for item in items {
            let (name, doc) = match item {
                Floating::Field(field) => (&field.name, &field.doc),
                Floating::Count(count) => (&count.name, &count.doc),
                Floating::List(list) => match &list.element {
                    // An inline member and its list are one line of the specification.
                    Element::Member(member) if list.doc.lines.is_empty() => {
                        (&list.name, &member.doc)
                    }
                    Element::Member(_) | Element::Entry(_) => (&list.name, &list.doc),
                },
            };
            self.check(&format!("{place}.{}", name.guide), doc);
        }
    }

    fn interface(&mut self, interface: &Interface) {
        let place = &interface.name.guide;
        self.check(place, &interface.doc);
        for member in &interface.members {
            let (name, doc) = match member {
                InterfaceMember::Field(field) => (&field.name, &field.doc),
                InterfaceMember::Series { name, first, .. } => (name, &first.doc),
                InterfaceMember::List(list) => (&list.name, &list.doc),
                InterfaceMember::Key(field) => (&field.name, &field.doc),
            };
            self.check(&format!("{place}.{}", name.guide), doc);
        }
    }
}
