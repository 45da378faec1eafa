//! The page of a message.

use cti_spec::interpreter::Decoded;
use cti_spec::model::{
    Body, Element, ErratumIndex, Floating, Message, MessageIndex, Parts, Protocol, Window,
};

use super::example;
use super::layouts;
use super::markdown::{code, slug};
use super::page::Page;
use super::site::{Site, link, link_message, message_path, relative, version_path};
use super::{fields, picture};
use crate::facts;
use crate::links::Links;

pub(super) fn page(site: &Site<'_>, index: MessageIndex, example: Option<&Decoded<'_>>) -> Page {
    let protocol = site.protocol;
    let message = &protocol[index];
    let mut page = Page::new(&message_path(message), &message.name.guide);
    page.paragraph(&facts_of(site, page.path(), index));
    page.doc(site, &message.doc);
    page.paragraph(&format!(
        "![Layout of {}]({})",
        message.name.guide,
        relative(page.path(), &picture::path(message))
    ));
    if let Some(parts) = message.parts() {
        parts_of(site, &mut page, message, parts);
    } else {
        page.paragraph("The message is a header and nothing else.");
    }
    page.heading("Example");
    match example {
        Some(example) => example::section(site, &mut page, example),
        None => page.paragraph("There is no sample of this message yet."),
    }
    page.errata(site, &errata(protocol, message));
    page
}

/// The line under the title: number, sender, service, versions; then the other messages.
fn facts_of(site: &Site<'_>, from: &str, index: MessageIndex) -> String {
    let protocol = site.protocol;
    let message = &protocol[index];
    let service = &protocol[message.service];
    let window = facts::narrowed(protocol, message.window, Window::default());
    let versions = match (facts::versions(window), window.since) {
        (Some(words), Some(since)) => link(from, &words, &version_path(since)),
        (Some(words), None) => words,
        (None, _) => format!(
            "in all versions, {} to {}",
            protocol.first_version, protocol.last_version
        ),
    };
    let title = super::markdown::text(&service.title, &|_| None);
    let service = link(
        from,
        &title,
        &format!("by_service.md#{}", slug(&service.title)),
    );
    let mut lines = vec![format!(
        "**Message {}** · {} · {service} · {versions} · in Rust `{}`",
        message.number,
        facts::sender(message.direction),
        message.name.pascal(),
    )];
    if let Some(confirmation) = message.confirmation {
        let confirmation = link_message(from, &protocol[confirmation]);
        lines.push(format!("Confirmed by {confirmation}."));
    }
    let links = Links::of(protocol);
    let linked = |message: &Message| link_message(from, message);
    let failures: Vec<String> = links.failures_of(message).map(linked).collect();
    if !failures.is_empty() {
        lines.push(format!("Fails with {}.", failures.join(" or ")));
    }
    let confirmed: Vec<String> = links.confirmed_by(index).map(linked).collect();
    if !confirmed.is_empty() {
        lines.push(format!("Confirms {}.", confirmed.join(", ")));
    }
    if links.is_failure(index) {
        lines.push(answers(protocol, &links, message));
    }
    lines.join("\n\n")
}

/// Which requests a failure answers.
fn answers(protocol: &Protocol, links: &Links<'_>, failure: &Message) -> String {
    let service = &protocol[failure.service];
    let requests = protocol.messages.iter();
    let is_of_service = requests
        .filter(|request| links.may_fail_with(request, failure))
        .all(|request| request.service == failure.service);
    let of = if is_of_service {
        format!(
            "a request of {}",
            super::markdown::text(&service.title, &|_| None)
        )
    } else {
        "any request".to_owned()
    };
    format!("Answers {of}, in place of the confirmation.")
}

fn parts_of(site: &Site<'_>, page: &mut Page, message: &Message, parts: &Parts) {
    let protocol = site.protocol;
    let from = page.path().to_owned();
    if let Some(field) = &parts.version_from {
        page.paragraph(&format!(
            "The message is written in the version that its own {} names.",
            code(field)
        ));
    }
    page.heading("Fixed part");
    for layout in parts.usual_first() {
        if let Some(condition) = layouts::condition(protocol, message, layout) {
            page.subheading(&capital(&condition.replace('`', "")));
        }
        page.doc(site, &layout.doc);
        if layout.fields.is_empty() {
            page.paragraph("There is none: the floating part follows the header.");
            continue;
        }
        page.paragraph(&format!(
            "{}. Offsets count from the first byte of the header.",
            layouts::sizes(protocol, message, layout)
        ));
        let window = message.window.and(layout.window);
        page.paragraph(&fields::fixed(site, &from, layout, window));
    }
    page.heading("Floating part");
    if parts.floating.is_empty() {
        page.paragraph("There are no floating fields.");
    } else {
        page.paragraph(&fields::floating(
            site,
            &from,
            &parts.floating,
            message.window,
        ));
    }
    for limit in &parts.limits {
        let lists: Vec<String> = limit.lists.iter().map(|list| code(list)).collect();
        page.paragraph(&format!(
            "{} have at most {} of data together.",
            lists.join(" and "),
            facts::bytes(limit.bytes)
        ));
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// The errata of a message, its fields and its entries, each once, in order.
fn errata(protocol: &Protocol, message: &Message) -> Vec<ErratumIndex> {
    let mut errata = message.errata.clone();
    if let Body::Parts(parts) = &message.body {
        for layout in &parts.layouts {
            errata.extend(&layout.errata);
            errata.extend(layout.fields.iter().flat_map(|field| &field.errata));
        }
        errata_of_items(protocol, &parts.floating, &mut errata);
    }
    errata.sort();
    errata.dedup();
    errata
}

fn errata_of_items(protocol: &Protocol, items: &[Floating], errata: &mut Vec<ErratumIndex>) {
    for item in items {
        match item {
            Floating::Field(field) => errata.extend(&field.errata),
            Floating::Count(count) => errata.extend(&count.errata),
            Floating::List(list) => {
                errata.extend(&list.errata);
                match &list.element {
                    Element::Member(field) => errata.extend(&field.errata),
                    Element::Entry(entry) => {
                        errata.extend(&protocol[*entry].errata);
                        errata_of_items(protocol, &protocol[*entry].members, errata);
                    }
                }
            }
        }
    }
}
