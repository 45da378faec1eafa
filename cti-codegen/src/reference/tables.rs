//! The pages of tags, of the entries of lists, and of errata.

use std::collections::BTreeMap;

use cti_spec::model::{Element, Entry, Floating, List, Message, Protocol, Tag, Window};

use super::fields;
use super::markdown::{Table, code};
use super::page::{Page, cell};
use super::site::{Site, link, link_message, message_path};

/// The names of the fields with a tag, each with its messages.
type Users<'p> = BTreeMap<u16, BTreeMap<&'p str, Vec<&'p Message>>>;

/// The page of the tags, with the fields and messages that have each of them.
pub(super) fn tags(site: &Site<'_>) -> Page {
    let protocol = site.protocol;
    let mut page = Page::new("tags.md", "Tags");
    page.paragraph(&format!(
        "A floating field is known by its tag. Tags above 255 exist since version {}, which made \
         tags and lengths 2 bytes wide. Messages stand here by their numbers.",
        protocol.wide_tags_since
    ));
    let users = users(protocol);
    let mut tags: Vec<&Tag> = protocol.tags.iter().collect();
    tags.sort_by_key(|tag| tag.number);
    let mut table = Table::new(&["Tag", "Name", "Meaning", "Fields in messages"]);
    for tag in tags {
        let number = tag.number;
        let errata = site.errata("tags.md", &tag.errata);
        let errata = (!errata.is_empty()).then(|| format!(" ({})", errata.join(", ")));
        let fields = users.get(&number).into_iter().flatten();
        let fields: Vec<String> = fields
            .map(|(name, messages)| field(name, messages))
            .collect();
        table.row([
            format!("<a id=\"tag-{number}\"></a>{number}"),
            code(&tag.name.guide),
            cell(site, "tags.md", &tag.doc) + &errata.unwrap_or_default(),
            fields.join("<br>"),
        ]);
    }
    page.paragraph(&table.finish());
    if !protocol.reserved_tags.is_empty() {
        page.heading("Reserved");
        let mut table = Table::new(&["Tags", "Why"]);
        for reserved in &protocol.reserved_tags {
            let (first, last) = (reserved.first, reserved.last);
            let numbers = if first == last {
                first.to_string()
            } else {
                format!("{first} to {last}")
            };
            table.row([numbers, cell(site, "tags.md", &reserved.doc)]);
        }
        page.paragraph(&table.finish());
    }
    page
}

/// `AgentID`: 30, 37, each number a link.
fn field(name: &str, messages: &[&Message]) -> String {
    let links = messages.iter().map(|message| {
        link(
            "tags.md",
            &message.number.to_string(),
            &message_path(message),
        )
    });
    format!("{}: {}", code(name), links.collect::<Vec<_>>().join(", "))
}

fn users(protocol: &Protocol) -> Users<'_> {
    let mut users = Users::new();
    for message in &protocol.messages {
        if let Some(parts) = message.parts() {
            collect(protocol, message, &parts.floating, &mut users);
        }
    }
    users
}

fn collect<'p>(
    protocol: &'p Protocol,
    message: &'p Message,
    items: &'p [Floating],
    users: &mut Users<'p>,
) {
    for item in items {
        let (tag, name) = match item {
            Floating::Field(field) => (field.tag, &field.name),
            Floating::Count(count) => (count.tag, &count.name),
            Floating::List(list) => match &list.element {
                Element::Member(field) => (field.tag, &field.name),
                Element::Entry(entry) => {
                    collect(protocol, message, &protocol[*entry].members, users);
                    continue;
                }
            },
        };
        let messages = users.entry(protocol[tag].number).or_default();
        messages.entry(&name.guide).or_default().push(message);
    }
}

/// The page of the entries that lists consist of.
pub(super) fn entries(site: &Site<'_>) -> Page {
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

fn is_of(protocol: &Protocol, list: &List, entry: &Entry) -> bool {
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

/// The page of errata.
pub(super) fn errata(site: &Site<'_>) -> Page {
    let mut page = Page::new("errata.md", "Errata");
    page.paragraph(
        "Where the guide contradicts itself, its older editions or the wire, and what holds here. \
         The pages of messages and types show each one where it applies.",
    );
    for erratum in &site.protocol.errata {
        page.heading(&erratum.label);
        page.doc(site, &erratum.doc);
    }
    page
}
