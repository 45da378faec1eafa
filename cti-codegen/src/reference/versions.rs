//! The protocol versions: what each of them brought, changed and dropped.

mod changes;

use super::markdown::Table;
use super::page::Page;
use super::site::{Site, link, version_path};
use changes::{Changes, changes};

pub(super) fn overview(site: &Site<'_>) -> Page {
    let mut page = Page::new("versions/overview.md", "Versions");
    let protocol = site.protocol;
    page.paragraph(&format!(
        "Versions {} to {} are modelled. What was there before version {} is taken as always there.",
        protocol.first_version, protocol.last_version, protocol.first_version
    ));
    let mut table = Table::new(&[
        "Version",
        "Messages",
        "New messages",
        "New fields",
        "Other changes",
    ]);
    for version in protocol.versions().rev() {
        let messages = protocol.messages.iter();
        let messages = messages.filter(|message| message.window.contains(version));
        let Changes {
            new_messages,
            new_fields,
            gone,
            changed,
        } = changes(site, page.path(), version);
        table.row([
            link(page.path(), &version.to_string(), &version_path(version)),
            messages.count().to_string(),
            new_messages.len().to_string(),
            new_fields.len().to_string(),
            (gone.len() + changed.len()).to_string(),
        ]);
    }
    page.paragraph(&table.finish());
    page
}

pub(super) fn page(site: &Site<'_>, version: u8) -> Page {
    let protocol = site.protocol;
    let mut page = Page::new(&version_path(version), &format!("Version {version}"));
    let width = if version >= protocol.wide_tags_since {
        "2 bytes each: data may be up to 65,535 bytes long"
    } else {
        "1 byte each: there are no tags above 255 and no data over 255 bytes"
    };
    page.paragraph(&format!("Tag and length of a floating field take {width}."));
    if version == protocol.first_version {
        page.paragraph(
            "This is the first version that is modelled: nothing is known to be new in it.",
        );
        return page;
    }
    let mut changes = changes(site, page.path(), version);
    if version == protocol.wide_tags_since {
        let width = "Tag and length of every floating field: from 1 byte to 2 bytes each";
        changes.changed.insert(0, width.to_owned());
    }
    let sections = [
        ("New messages", changes.new_messages),
        ("New fields and values", changes.new_fields),
        ("Gone", changes.gone),
        ("Changed", changes.changed),
    ];
    if sections.iter().all(|(_, lines)| lines.is_empty()) {
        page.paragraph(&format!(
            "Nothing is known to have changed since version {}.",
            version - 1
        ));
    }
    for (heading, lines) in sections {
        if !lines.is_empty() {
            page.heading(heading);
            let lines: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
            page.paragraph(&lines.join("\n"));
        }
    }
    page
}
