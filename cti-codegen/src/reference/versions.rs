//! The protocol versions: what each of them brought, changed and dropped.

use cti_spec::model::{Element, Floating, FloatingField, Maximum, Message, NamedValue, Window};

use super::markdown::{Table, code};
use super::page::Page;
use super::site::{
    Site, entry_path, enumeration_path, link, link_message, link_name, mask_path, version_path,
};
use crate::facts;

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

/// The changes of a version, as lines of Markdown.
#[derive(Default)]
struct Changes {
    new_messages: Vec<String>,
    new_fields: Vec<String>,
    gone: Vec<String>,
    changed: Vec<String>,
}

/// The changes from the version before to this one.
fn changes(site: &Site<'_>, from: &str, version: u8) -> Changes {
    let mut changes = Changes::default();
    let protocol = site.protocol;
    if version == protocol.first_version {
        return changes;
    }
    let mut noted = Noted {
        changes: &mut changes,
        version,
    };
    for message in &protocol.messages {
        let name = link_message(from, message);
        match in_both(message.window, version) {
            (false, true) => noted
                .changes
                .new_messages
                .push(format!("{name} {}", message.number)),
            (true, false) => noted.changes.gone.push(name),
            (true, true) => noted.message(&name, message),
            (false, false) => {}
        }
    }
    for entry in &protocol.entries {
        let name = link_name(from, &entry.name.guide, &entry_path(entry));
        noted.items(&name, &entry.members);
    }
    for table in &protocol.enumerations {
        let name = link_name(from, &table.name.guide, &enumeration_path(table));
        noted.values(&name, &table.values);
    }
    for mask in &protocol.masks {
        let name = link_name(from, &mask.name.guide, &mask_path(mask));
        noted.values(&name, &mask.bits);
    }
    changes
}

/// Whether the version before has something, and whether the version has it.
fn in_both(window: Window, version: u8) -> (bool, bool) {
    (window.contains(version - 1), window.contains(version))
}

struct Noted<'c> {
    changes: &'c mut Changes,
    version: u8,
}

impl Noted<'_> {
    fn message(&mut self, name: &str, message: &Message) {
        let Some(parts) = message.parts() else { return };
        for layout in &parts.layouts {
            let names: Vec<String> = layout
                .fields
                .iter()
                .map(|field| code(&field.name.guide))
                .collect();
            let of = format!("another fixed part of {name} ({})", names.join(", "));
            self.window(layout.window, &of);
            if in_both(layout.window, self.version) == (true, true) {
                for field in &layout.fields {
                    self.window(
                        field.window,
                        &format!("{} in {name}", code(&field.name.guide)),
                    );
                }
            }
        }
        self.items(name, &parts.floating);
    }

    fn items(&mut self, of: &str, items: &[Floating]) {
        for item in items {
            match item {
                Floating::Field(field) => self.field(of, field),
                Floating::Count(count) => {
                    self.window(
                        count.window,
                        &format!("{} in {of}", code(&count.name.guide)),
                    );
                }
                Floating::List(list) => {
                    self.window(
                        list.window,
                        &format!("list {} in {of}", code(&list.name.guide)),
                    );
                    if let Element::Member(field) = &list.element {
                        self.field(of, field);
                    }
                }
            }
        }
    }

    fn field(&mut self, of: &str, field: &FloatingField) {
        let name = format!("{} in {of}", code(&field.name.guide));
        self.window(field.window, &name);
        let bytes = |version| {
            let holds = |maximum: &&Maximum| maximum.window.contains(version);
            field.maxima.iter().find(holds).map(|maximum| maximum.bytes)
        };
        if let (Some(old), Some(new), (true, true)) = (
            bytes(self.version - 1),
            bytes(self.version),
            in_both(field.window, self.version),
        ) && old != new
        {
            let line = format!("{name}: at most {} in place of {old}", facts::bytes(new));
            self.changes.changed.push(line);
        }
    }

    fn values(&mut self, of: &str, values: &[NamedValue]) {
        for named in values {
            let name = format!("{} ({}) in {of}", code(&named.guide_name), named.value);
            self.window(named.window, &name);
        }
    }

    fn window(&mut self, window: Window, what: &str) {
        match in_both(window, self.version) {
            (false, true) => self.changes.new_fields.push(what.to_owned()),
            (true, false) => self.changes.gone.push(what.to_owned()),
            _ => {}
        }
    }
}
