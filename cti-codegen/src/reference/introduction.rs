//! The first page: what a message looks like on the wire, and how to read the other pages.

use cti_spec::model::{HEADER_BYTES, Message};

use super::markdown::{Table, code};
use super::page::{Page, cell};
use super::site::{Site, link};

pub(super) fn page(site: &Site<'_>) -> Page {
    let protocol = site.protocol;
    let mut page = Page::new("introduction.md", &format!("{} reference", protocol.name));
    page.doc(site, &protocol.doc);
    page.paragraph(&format!(
        "Find a message [by number](by_number.md), [by name](by_name.md), [by service](by_service.md), \
         by a [tag](tags.md) that it carries or by the [version](versions/overview.md) that brought it; \
         or press `/` and search. Everything here is made from the specification in \
         `cti-spec/spec`, versions {} to {}; each example is a message that tests decode.",
        protocol.first_version, protocol.last_version
    ));
    page.heading("A message");
    let mut table = Table::new(&["Offset", "What", "Bytes"]);
    table.row([
        "0".into(),
        "`MessageLength`: how many bytes follow the header".into(),
        "4".into(),
    ]);
    table.row([
        "4".into(),
        "`MessageType`: the [number](by_number.md) of the message".into(),
        "4".into(),
    ]);
    table.row([
        HEADER_BYTES.to_string(),
        "fixed part: the same fields in the same places".into(),
        "by message and version".into(),
    ]);
    table.row([
        String::new(),
        "floating part: fields with a tag".into(),
        "the rest".into(),
    ]);
    page.paragraph(&table.finish());
    page.paragraph(&format!(
        "The header and all that follows are at most {} bytes. A field that a later version added to \
         a fixed part stands at its end.",
        protocol.frame_limit
    ));
    page.heading("Floating fields");
    let wide = protocol.wide_tags_since;
    let mut table = Table::new(&["Versions", "Tag", "Length", "Data"]);
    table.row([
        format!("until {}", wide - 1),
        "1 byte".into(),
        "1 byte".into(),
        "up to 255 bytes".into(),
    ]);
    table.row([
        format!("since {wide}"),
        "2 bytes".into(),
        "2 bytes".into(),
        "up to 65,535 bytes".into(),
    ]);
    page.paragraph(&table.finish());
    page.paragraph(
        "The length counts the data alone. Floating fields come in any order and once each, except \
         the members of a list. The tables have them in the order in which they are written here.",
    );
    versions(site, &mut page);
    lists(&mut page);
    types(site, &mut page);
    page.heading("Defaults");
    page.paragraph(
        "A field of the fixed part that a program does not set has the *default* listed with the \
         field; without one, the value that means none; else the default of the enumeration; else 0.",
    );
    page.heading("Pictures and tables");
    page.paragraph(
        "Pictures show a fixed part in rows of 8 bytes, with the offset of each row. Below it stand \
         the floating fields with their tags. The header is grey, the fixed part blue, a count of a \
         list green, a floating field yellow, a list lilac; a dashed box is a field that some versions \
         lack. A field marked *required* must be there; *optional* and *conditional* ones may be missing; of others \
         the guide does not say. Tools do not show the values of *secret* fields; the bytes of those in \
         examples are made up.",
    );
    page
}

fn versions(site: &Site<'_>, page: &mut Page) {
    page.heading("Versions");
    let opens = |message: &&Message| {
        message
            .parts()
            .is_some_and(|parts| parts.version_from.is_some())
    };
    for message in site.protocol.messages.iter().filter(opens) {
        let field = message.parts().and_then(|parts| parts.version_from.clone());
        let name = super::site::link_message(page.path(), message);
        page.paragraph(&format!(
            "A session has one version: the one that {} of {name} names, in which that message \
             itself is written. {} tell what each version brought.",
            code(&field.unwrap_or_default()),
            link(
                page.path(),
                "The pages of the versions",
                "versions/overview.md"
            )
        ));
    }
}

fn lists(page: &mut Page) {
    page.heading("Lists");
    page.paragraph(
        "The entries of a list are counted by a field of the fixed part, or by a floating field; then \
         the list may be absent. How its entries are told apart:",
    );
    let mut table = Table::new(&["List", "A new entry begins"]);
    for (style, begins) in [
        ("one field each", "with every field."),
        (
            "in order",
            "with a member whose place is not after that of the last one. Members may be missing.",
        ),
        (
            "records",
            "with a tag that the record already holds. The order is free, and a record may hold lists of its own.",
        ),
        (
            "an array",
            "with every value: all stand in one field, or one in each.",
        ),
        (
            "in columns",
            "with every value of a member: the first value of each belongs to the first entry, and so on.",
        ),
    ] {
        table.row([style.to_owned(), begins.to_owned()]);
    }
    page.paragraph(&table.finish());
    page.paragraph("A field that belongs to no list may stand between entries, and ends none.");
}

fn types(site: &Site<'_>, page: &mut Page) {
    page.heading("Types");
    let mut table = Table::new(&["Type", "Bytes", "Meaning"]);
    for ty in &site.protocol.types {
        let bytes = ty
            .form
            .size()
            .map_or("any".to_owned(), |size| size.to_string());
        let parts = ty.parts.map(|parts| {
            format!(
                " Name: at most {} bytes; value: {}.",
                parts.name, parts.value
            )
        });
        table.row([
            code(&ty.name),
            bytes,
            cell(site, page.path(), &ty.doc) + &parts.unwrap_or_default(),
        ]);
    }
    page.paragraph(&table.finish());
}
