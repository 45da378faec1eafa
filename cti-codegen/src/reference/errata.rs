//! The page of errata.

use super::page::Page;
use super::site::Site;

pub(super) fn page(site: &Site<'_>) -> Page {
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
