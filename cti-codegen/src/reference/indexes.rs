//! The table of contents, and the messages by number, by name and by service.

use cti_spec::model::{Direction, Message, Window};

use super::markdown::{Table, code, text};
use super::page::{Page, cell};
use super::site::{
    Site, enumeration_path, link, link_message, link_name, mask_path, message_path, version_path,
};
use crate::facts;

/// All numbers; the rows of messages without a page of their own are where links to them lead.
pub(super) fn by_number(site: &Site<'_>) -> Page {
    let mut page = Page::new("by_number.md", "Messages by number");
    let messages = &site.protocol.messages;
    let without = messages
        .iter()
        .filter(|message| !message.is_published())
        .count();
    page.paragraph(&format!(
        "{} messages have a layout. Of {without} more the guide says number and name only; they have no page.",
        messages.len() - without
    ));
    let mut messages: Vec<&Message> = messages.iter().collect();
    messages.sort_by_key(|message| message.number);
    let mut table = Table::new(&["Number", "Message", "Sent by", "Purpose"]);
    for message in messages {
        let number = message.number;
        let name = if message.is_published() {
            link_message("by_number.md", message)
        } else {
            code(&message.name.guide)
        };
        table.row([
            format!("<a id=\"message-{number}\"></a>{number}"),
            name,
            sender(message).to_owned(),
            purpose(site, "by_number.md", message),
        ]);
    }
    page.paragraph(&table.finish());
    page
}

/// All names, in alphabetical order, under their first letters.
pub(super) fn by_name(site: &Site<'_>) -> Page {
    let mut page = Page::new("by_name.md", "Messages by name");
    let mut messages: Vec<&Message> = site.protocol.messages.iter().collect();
    messages.sort_by(|one, other| one.name.guide.cmp(&other.name.guide));
    for group in messages.chunk_by(|one, other| initial(one) == initial(other)) {
        page.heading(
            &group
                .first()
                .map(|message| initial(message))
                .unwrap_or_default(),
        );
        let links: Vec<String> = group
            .iter()
            .map(|message| {
                let path = message_path(message);
                let name = link_name("by_name.md", &message.name.guide, &path);
                format!("- {name} {}", message.number)
            })
            .collect();
        page.paragraph(&links.join("\n"));
    }
    page
}

fn initial(message: &Message) -> String {
    message.name.guide.chars().take(1).collect()
}

/// The services with their messages.
pub(super) fn by_service(site: &Site<'_>) -> Page {
    let mut page = Page::new("by_service.md", "Messages by service");
    for service in &site.protocol.services {
        page.heading(&text(&service.title, &|_| None));
        page.doc(site, &service.doc);
        let messages = site.protocol.messages.iter();
        let mut messages: Vec<&Message> = messages
            .filter(|message| site.protocol[message.service].name == service.name)
            .collect();
        messages.sort_by_key(|message| message.number);
        let mut table = Table::new(&["Message", "Number", "Sent by", "Versions"]);
        for message in messages {
            let window = facts::narrowed(site.protocol, message.window, Window::default());
            let versions = match (facts::versions(window), window.since) {
                (Some(words), Some(since)) => link("by_service.md", &words, &version_path(since)),
                (words, _) => words.unwrap_or_else(|| "all".to_owned()),
            };
            table.row([
                link_message("by_service.md", message),
                message.number.to_string(),
                sender(message).to_owned(),
                versions,
            ]);
        }
        page.paragraph(&table.finish());
    }
    page
}

fn sender(message: &Message) -> &'static str {
    match message.direction {
        Direction::Client => "client",
        Direction::Server => "server",
        Direction::Either => "either side",
    }
}

/// The first sentence of a message's text.
pub(super) fn purpose(site: &Site<'_>, from: &str, message: &Message) -> String {
    let mut doc = message.doc.clone();
    let text = doc.lines.join(" ");
    let first = text.split(". ").next().unwrap_or_default();
    let first = first.trim_end_matches('.');
    let first = if first.is_empty() {
        String::new()
    } else {
        format!("{first}.")
    };
    doc.lines = vec![first];
    cell(site, from, &doc)
}

/// The table of contents, as mdBook wants it.
pub(super) fn contents(site: &Site<'_>) -> Page {
    let protocol = site.protocol;
    let mut page = Page::new("SUMMARY.md", "Summary");
    page.paragraph("[Introduction](introduction.md)");
    page.paragraph("# Messages");
    page.paragraph(
        "- [By number](by_number.md)\n- [By name](by_name.md)\n- [By service](by_service.md)",
    );
    for service in &protocol.services {
        let of_service = |message: &&Message| {
            message.is_published() && protocol[message.service].name == service.name
        };
        let messages: Vec<String> = protocol
            .messages
            .iter()
            .filter(of_service)
            .map(|message| format!("  - [{}]({})", message.name.guide, message_path(message)))
            .collect();
        if !messages.is_empty() {
            let title = text(&service.title, &|_| None);
            page.paragraph(&format!("- [{title}]()\n{}", messages.join("\n")));
        }
    }
    let item = |name: &str, path: String| format!("  - [{name}]({path})");
    let named = protocol
        .enumerations
        .iter()
        .map(|table| item(&table.name.guide, enumeration_path(table)))
        .chain(
            protocol
                .masks
                .iter()
                .map(|mask| item(&mask.name.guide, mask_path(mask))),
        );
    let mut types = vec!["- [Enumerations and masks](named_values.md)".to_owned()];
    types.extend(named);
    types.push("- [ID types](ids.md)".to_owned());
    types.push("- [Entries of lists](entries.md)".to_owned());
    types.push("- [Tags](tags.md)".to_owned());
    page.paragraph("# Types and tags");
    page.paragraph(&types.join("\n"));
    page.paragraph("# History");
    let mut versions = vec!["- [Versions](versions/overview.md)".to_owned()];
    versions.extend(
        protocol
            .versions()
            .rev()
            .map(|version| item(&format!("Version {version}"), version_path(version))),
    );
    versions.push("- [Errata](errata.md)".to_owned());
    page.paragraph(&versions.join("\n"));
    page
}
