//! The docs of messages: what the specification says, and what follows from it.

use cti_spec::model::{Body, ErratumIndex, Layout, Message, MessageIndex, Parts, Protocol, Window};

use super::docs::DocText;
use crate::facts::{self, code};

/// The doc of a message: what it is for, its number, its sender, its chapter in the guide, its
/// versions, what confirms it, its layouts, its errata.
pub(super) fn of(protocol: &Protocol, index: MessageIndex) -> DocText {
    let message = &protocol[index];
    let service = &protocol[message.service];
    let facts_of_message = [
        format!("{}, message {}", code(&message.name.guide), message.number),
        facts::sender(message.direction).to_owned(),
    ];
    let window = facts::narrowed(protocol, message.window, Window::default());
    let versions = facts::versions(window);
    let chapter = [format!("chapter \"{}\" of the guide", service.title)];
    let mut doc = DocText::of(&message.doc).paragraph(&facts::sentence(
        facts_of_message.into_iter().chain(versions).chain(chapter),
    ));
    if let Some(confirmation) = message.confirmation {
        doc = doc.paragraph(&format!("Confirmed by {}.", link(&protocol[confirmation])));
    }
    let confirmed: Vec<String> = protocol
        .messages
        .iter()
        .filter(|other| other.confirmation == Some(index))
        .map(link)
        .collect();
    if !confirmed.is_empty() {
        doc = doc.paragraph(&format!("Confirms {}.", confirmed.join(", ")));
    }
    let mut errata = message.errata.clone();
    if let Some(parts) = message.parts() {
        doc = parts_doc(protocol, message, parts, doc);
        let of_layouts = parts.layouts.iter().flat_map(|layout| &layout.errata);
        add_new(&mut errata, of_layouts);
    }
    doc.errata(protocol, &errata)
}

/// A link to the struct of a message, or its name where it has none.
pub(super) fn link(message: &Message) -> String {
    let name = message.name.pascal();
    match message.body {
        Body::Unpublished => code(&message.name.guide),
        Body::HeaderOnly | Body::Parts(_) => format!("[`{name}`](crate::messages::{name})"),
    }
}

/// Adds errata that are not in the list yet, so that each ruling is told once.
pub(super) fn add_new<'e>(
    errata: &mut Vec<ErratumIndex>,
    more: impl IntoIterator<Item = &'e ErratumIndex>,
) {
    for erratum in more {
        if !errata.contains(erratum) {
            errata.push(*erratum);
        }
    }
}

/// What there is to say of a body beyond its fields.
fn parts_doc(protocol: &Protocol, message: &Message, parts: &Parts, mut doc: DocText) -> DocText {
    if let Some(field) = &parts.version_from {
        doc = doc.paragraph(&format!(
            "Written in the version that its own {} names.",
            code(field)
        ));
    }
    for limit in &parts.limits {
        let lists: Vec<String> = limit.lists.iter().map(|list| code(list)).collect();
        let bytes = facts::bytes(limit.bytes);
        doc = doc.paragraph(&format!(
            "{} have at most {bytes} of data together.",
            lists.join(" and ")
        ));
    }
    for layout in &parts.layouts {
        if parts.layouts.len() > 1 {
            doc = doc.about(&layout_in_words(protocol, message, layout), &layout.doc);
        } else {
            doc = doc.text(&layout.doc);
        }
    }
    doc
}

/// ``Fixed part `InvokeID`, `Status` (since version 20, where the body is 10 bytes)``.
fn layout_in_words(protocol: &Protocol, message: &Message, layout: &Layout) -> String {
    let fields: Vec<String> = layout
        .fields
        .iter()
        .map(|field| code(&field.name.guide))
        .collect();
    let window = facts::narrowed(protocol, layout.window, message.window);
    let bodies: Vec<String> = layout
        .bodies
        .iter()
        .map(|body| match &body.floating_field {
            None => facts::bytes(body.fixed_bytes),
            Some(field) => format!("{} and {}", facts::bytes(body.fixed_bytes), code(field)),
        })
        .collect();
    let shape = (!bodies.is_empty()).then(|| format!("where the body is {}", bodies.join(" or ")));
    let conditions: Vec<String> = facts::versions(window).into_iter().chain(shape).collect();
    let fields = fields.join(", ");
    if conditions.is_empty() {
        format!("Fixed part {fields}")
    } else {
        format!("Fixed part {fields} ({})", conditions.join(", "))
    }
}
