//! The table of contents.

use cti_spec::model::Message;

use super::page::Page;
use super::site::{Site, enumeration_path, has_page, mask_path, message_path, version_path};

pub(super) fn page(site: &Site<'_>) -> Page {
    let protocol = site.protocol;
    let mut page = Page::new("SUMMARY.md", "Summary");
    page.paragraph("[Introduction](introduction.md)");
    page.paragraph("# Messages");
    page.paragraph(
        "- [By number](by_number.md)\n- [By name](by_name.md)\n- [By service](by_service.md)",
    );
    for service in &protocol.services {
        let of_service = |message: &&Message| {
            has_page(message) && protocol[message.service].name == service.name
        };
        let messages: Vec<String> = protocol
            .messages
            .iter()
            .filter(of_service)
            .map(|message| format!("  - [{}]({})", message.name.guide, message_path(message)))
            .collect();
        if !messages.is_empty() {
            let title = super::markdown::text(&service.title, &|_| None);
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
