//! The sheet of a message.

use std::collections::BTreeSet;

use super::floating::Rows;
use super::sheet::{Column, Row, Section, Sheet};
use super::view::{View, notes};
use super::{fixed, size};
use crate::model::{Body, Direction, Doc, Element, ErratumIndex, Floating, Message, Parts, Window};

/// The sheet of a message that the view has.
pub(super) fn sheet(view: View<'_>, message: &Message) -> Sheet {
    let mut sections = Vec::new();
    if let Some(parts) = message.parts() {
        let layouts = parts
            .usual_first()
            .filter(|layout| view.has(layout.window.and(message.window)));
        sections.extend(layouts.filter_map(|layout| fixed::section(view, message, layout)));
        let rows = Rows::new(view, fixed_counts(parts)).of(&parts.floating, message.window);
        if !rows.is_empty() {
            sections.push(Section {
                heading: "Floating part".to_owned(),
                rows,
                ..Section::default()
            });
        }
        sections.extend(limits(view, parts));
    }
    Sheet {
        kind: "message",
        name: message.name.guide.clone(),
        number: Some(message.number),
        facts: facts(view, message),
        doc: message.doc.clone(),
        sections,
        errata: view.errata(&errata(view, message)),
    }
}

/// The lines below the title.
fn facts(view: View<'_>, message: &Message) -> Vec<String> {
    let protocol = view.protocol;
    let head = [
        sender(message).to_owned(),
        protocol[message.service].title.clone(),
        versions(view, message.window),
    ];
    let mut facts = vec![notes(head.into_iter().chain(view.labels(&message.errata)))];
    if let Some(confirmation) = message.confirmation {
        facts.push(format!("Confirmed by {}", named(&protocol[confirmation])));
    }
    let confirms = protocol.messages.iter();
    let confirms = confirms.filter(|request| {
        let confirmation = request.confirmation.map(|index| &protocol[index]);
        confirmation.is_some_and(|confirmation| confirmation.number == message.number)
            && view.has(request.window)
    });
    let confirms = notes(confirms.map(named));
    if !confirms.is_empty() {
        facts.push(format!("Confirms {confirms}"));
    }
    let interfaces = protocol.interfaces.iter().filter(|interface| {
        let mut messages = interface.messages.iter();
        messages.any(|index| protocol[*index].number == message.number)
    });
    let interfaces = notes(interfaces.map(|interface| interface.name.guide.clone()));
    if !interfaces.is_empty() {
        facts.push(format!("Interfaces: {interfaces}"));
    }
    match &message.body {
        Body::Unpublished => facts.push("The layout is not published.".to_owned()),
        Body::HeaderOnly => facts.push("A header and nothing else.".to_owned()),
        Body::Parts(parts) => {
            let field = parts.version_from.as_ref();
            facts.extend(field.map(|field| format!("Written in the version that {field} names")));
        }
    }
    facts.extend(sizes(view, message));
    facts
}

/// `versions 13 to 25`.
pub(super) fn versions(view: View<'_>, window: Window) -> String {
    let versions = window.versions(view.protocol);
    match view.version {
        Some(version) => format!("version {version}"),
        None if versions.start() == versions.end() => format!("version {}", versions.start()),
        None => format!("versions {} to {}", versions.start(), versions.end()),
    }
}

/// Which side sends a message.
pub(super) fn sender(message: &Message) -> &'static str {
    match message.direction {
        Direction::Client => "from client",
        Direction::Server => "from server",
        Direction::Either => "from either side",
    }
}

/// A message with its number.
pub(super) fn named(message: &Message) -> String {
    format!("{} ({})", message.name.guide, message.number)
}

/// The least and the largest size, in one version.
fn sizes(view: View<'_>, message: &Message) -> Option<String> {
    let newest = *message.window.versions(view.protocol).end();
    let version = view.version.unwrap_or(newest);
    let sizes = size::of(view.protocol, message, version)?;
    let least = sizes.least;
    let range = match sizes.largest {
        Some(largest) if largest == least => least.to_string(),
        Some(largest) => format!("{least} to {largest}"),
        None => format!(
            "{least} to {} (the limit of a frame)",
            view.protocol.frame_limit
        ),
    };
    Some(format!("Bytes with header in version {version}: {range}"))
}

/// The fixed fields that count lists: the list, the field.
fn fixed_counts(parts: &Parts) -> Vec<(String, String)> {
    let fields = parts.layouts.iter().flat_map(|layout| &layout.fields);
    let counts = fields.filter_map(|field| {
        let list = field.counts.clone()?;
        Some((list, field.name.guide.clone()))
    });
    counts.collect()
}

/// The limits over lists of which at least one is there.
fn limits(view: View<'_>, parts: &Parts) -> Option<Section> {
    let has = |name: &String| {
        parts.floating.iter().any(|item| match item {
            Floating::List(list) => list.name.guide == *name && view.has(list.window),
            Floating::Field(_) | Floating::Count(_) => false,
        })
    };
    let rows = parts.limits.iter().filter_map(|limit| {
        let lists: Vec<&str> = limit
            .lists
            .iter()
            .filter(|list| has(list))
            .map(String::as_str)
            .collect();
        let lists = lists.join(" and ");
        let cells = [
            (Column::Name, lists.clone()),
            (Column::Bytes, limit.bytes.to_string()),
        ];
        (!lists.is_empty()).then(|| Row::new(vec![lists], cells, &Doc::default()))
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| Section {
        heading: "Limits of lists together".to_owned(),
        fact: "data without tags and lengths".to_owned(),
        rows,
        ..Section::default()
    })
}

/// The errata of a message, its layouts, fields and entries.
pub(super) fn errata(view: View<'_>, message: &Message) -> BTreeSet<ErratumIndex> {
    let mut errata: BTreeSet<ErratumIndex> = message.errata.iter().copied().collect();
    let Some(parts) = message.parts() else {
        return errata;
    };
    for layout in &parts.layouts {
        if view.has(layout.window.and(message.window)) {
            errata.extend(&layout.errata);
            let fields = layout.fields.iter();
            let fields = fields.filter(|field| view.has(field.window));
            errata.extend(fields.flat_map(|field| &field.errata));
        }
    }
    errata_of(view, &parts.floating, message.window, &mut errata);
    errata
}

/// Adds the errata of floating items.
pub(super) fn errata_of(
    view: View<'_>,
    items: &[Floating],
    outer: Window,
    errata: &mut BTreeSet<ErratumIndex>,
) {
    let mut add = |window: Window, of: &[ErratumIndex]| {
        if view.has(window.and(outer)) {
            errata.extend(of);
        }
    };
    let mut entries = Vec::new();
    for item in items {
        match item {
            Floating::Field(field) => add(field.window, &field.errata),
            Floating::Count(count) => add(count.window, &count.errata),
            Floating::List(list) => {
                add(list.window, &list.errata);
                match &list.element {
                    Element::Member(member) => add(list.window.and(member.window), &member.errata),
                    Element::Entry(index) => {
                        add(list.window, &view.protocol[*index].errata);
                        entries.push((*index, list.window.and(outer)));
                    }
                }
            }
        }
    }
    for (index, window) in entries {
        if view.has(window) {
            errata_of(view, &view.protocol[index].members, window, errata);
        }
    }
}
