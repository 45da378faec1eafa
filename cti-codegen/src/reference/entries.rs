//! The page of the entries that lists consist of.

use cti_spec::model::{Element, Floating, List, Message, Protocol, Window};

use super::fields;
use super::page::Page;
use super::site::{Site, link_message};

pub(super) fn page(site: &Site<'_>) -> Page {
    let protocol = site.protocol;
    let mut page = Page::new("entries.md", "Entries of lists");
    for entry in &protocol.entries {
        page.heading(&entry.name.guide);
        page.doc(site, &entry.doc);
        let users: Vec<String> = protocol
            .messages
            .iter()
            .filter(|message| {
                lists(protocol, message)
                    .iter()
                    .any(|list| is_of(protocol, list, entry))
            })
            .map(|message| link_message("entries.md", message))
            .collect();
        page.paragraph(&format!(
            "Told apart {}; used by {}.",
            match fields::style(entry.style) {
                "records" => "as records",
                style => style,
            },
            users.join(", ")
        ));
        page.paragraph(&fields::floating(
            site,
            "entries.md",
            &entry.members,
            Window::default(),
        ));
        let errata = site.errata("entries.md", &entry.errata);
        if !errata.is_empty() {
            page.paragraph(&format!("Errata: {}.", errata.join(", ")));
        }
    }
    page
}

fn is_of(protocol: &Protocol, list: &List, entry: &cti_spec::model::Entry) -> bool {
    matches!(list.element, Element::Entry(index) if protocol[index].name == entry.name)
}

/// The lists of a message, and those in its records.
fn lists<'p>(protocol: &'p Protocol, message: &'p Message) -> Vec<&'p List> {
    let mut lists = Vec::new();
    let mut items: Vec<&[Floating]> = message
        .parts()
        .map(|parts| parts.floating.as_slice())
        .into_iter()
        .collect();
    while let Some(next) = items.pop() {
        for item in next {
            if let Floating::List(list) = item {
                lists.push(list);
                if let Element::Entry(entry) = list.element {
                    items.push(&protocol[entry].members);
                }
            }
        }
    }
    lists
}
