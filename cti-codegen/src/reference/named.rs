//! Types whose values have names: IDs, enumerations, masks.

use cti_spec::model::{Enumeration, ErratumIndex, Gap, Mask, Meaning, NamedValue, Protocol};

use super::fields;
use super::markdown::{Table, code};
use super::page::{Page, cell};
use super::site::{self, Site, link_message, link_name};
use crate::facts;

pub(super) fn overview(site: &Site<'_>) -> Page {
    let mut page = Page::new("named_values.md", "Enumerations and masks");
    let protocol = site.protocol;
    page.paragraph("All of them are open: a value or bit without a name is legal, and is kept.");
    page.heading("Enumerations");
    let mut table = Table::new(&["Enumeration", "Values", "Meaning"]);
    for item in &protocol.enumerations {
        table.row([
            link_name(page.path(), &item.name.guide, &site::enumeration_path(item)),
            item.values.len().to_string(),
            cell(site, page.path(), &item.doc),
        ]);
    }
    page.paragraph(&table.finish());
    page.heading("Masks");
    let mut table = Table::new(&["Mask", "Bits", "Meaning"]);
    for item in &protocol.masks {
        table.row([
            link_name(page.path(), &item.name.guide, &site::mask_path(item)),
            item.bits.len().to_string(),
            cell(site, page.path(), &item.doc),
        ]);
    }
    page.paragraph(&table.finish());
    page
}

pub(super) fn enumeration(site: &Site<'_>, table: &Enumeration) -> Page {
    let mut page = Page::new(&site::enumeration_path(table), &table.name.guide);
    page.paragraph(&format!(
        "**Enumeration** in {}",
        facts::bytes(table.width.into())
    ));
    page.doc(site, &table.doc);
    if let Some(null) = &table.null {
        page.paragraph(&fields::null_sentence(null, table.width));
    }
    if let Some(default) = table.default.and_then(|value| table.constant_of(value)) {
        page.paragraph(&format!("The default is {}.", code(&default.guide_name)));
    }
    values(site, &mut page, &table.values, &|value| value.to_string());
    gaps(site, &mut page, &table.gaps, &facts::values_of);
    users(
        site,
        &mut page,
        &|protocol, meaning| matches!(meaning, Meaning::Enumeration(index) if protocol[index].name == table.name),
    );
    page.errata(site, &errata(&table.errata, &table.values));
    page
}

pub(super) fn mask(site: &Site<'_>, mask: &Mask) -> Page {
    let mut page = Page::new(&site::mask_path(mask), &mask.name.guide);
    page.paragraph(&format!("**Mask** in {}", facts::bytes(mask.width.into())));
    page.doc(site, &mask.doc);
    let digits = usize::from(mask.width) * 2;
    values(site, &mut page, &mask.bits, &|value| {
        code(&format!("0x{value:0digits$X}"))
    });
    gaps(site, &mut page, &mask.gaps, &|gap| {
        code(&format!("0x{:0digits$X}", gap.first))
    });
    users(
        site,
        &mut page,
        &|protocol, meaning| matches!(meaning, Meaning::Mask(index) if protocol[index].name == mask.name),
    );
    page.errata(site, &errata(&mask.errata, &mask.bits));
    page
}

fn values(site: &Site<'_>, page: &mut Page, values: &[NamedValue], shown: &dyn Fn(u32) -> String) {
    page.heading("Values");
    let mut table = Table::new(&["Value", "Name", "Meaning"]);
    for named in values {
        let versions = facts::versions(named.window).map(|words| format!("*{words}*"));
        let doc = cell(site, page.path(), &named.doc);
        let errata = site.errata(page.path(), &named.errata);
        let errata = (!errata.is_empty()).then(|| format!("({})", errata.join(", ")));
        let mode = named.mode.then(|| format!("*{}*", facts::MODE));
        let parts = mode
            .into_iter()
            .chain(versions)
            .chain((!doc.is_empty()).then_some(doc))
            .chain(errata);
        table.row([
            shown(named.value),
            code(&named.guide_name),
            parts.collect::<Vec<_>>().join(" "),
        ]);
    }
    page.paragraph(&table.finish());
}

/// The values that have no name for a reason.
fn gaps(site: &Site<'_>, page: &mut Page, gaps: &[Gap], shown: &dyn Fn(&Gap) -> String) {
    if gaps.is_empty() {
        return;
    }
    page.heading("Without a name");
    let mut table = Table::new(&["Value", "Why", "Meaning"]);
    for gap in gaps {
        let doc = cell(site, page.path(), &gap.doc);
        table.row([shown(gap), facts::gap_kind(gap.kind).to_owned(), doc]);
    }
    page.paragraph(&table.finish());
}

fn errata(own: &[ErratumIndex], values: &[NamedValue]) -> Vec<ErratumIndex> {
    let mut errata: Vec<ErratumIndex> = own.to_vec();
    errata.extend(values.iter().flat_map(|value| &value.errata));
    errata.sort();
    errata.dedup();
    errata
}

/// The messages and fields that have values of a type.
fn users(site: &Site<'_>, page: &mut Page, is_it: &dyn Fn(&Protocol, Meaning) -> bool) {
    let protocol = site.protocol;
    page.heading("Used by");
    let mut table = Table::new(&["Message", "Fields"]);
    for message in &protocol.messages {
        let layouts = message.parts().into_iter().flat_map(|parts| &parts.layouts);
        let fixed = layouts
            .flat_map(|layout| &layout.fields)
            .map(|field| (&field.name.guide, field.ty));
        let floating = protocol.floating_fields(message).into_iter();
        let floating = floating.map(|(_, field)| (&field.name.guide, field.ty));
        let mut names: Vec<String> = Vec::new();
        for (name, ty) in fixed.chain(floating) {
            let name = code(name);
            if ty.meaning.is_some_and(|meaning| is_it(protocol, meaning)) && !names.contains(&name)
            {
                names.push(name);
            }
        }
        if !names.is_empty() {
            table.row([link_message(page.path(), message), names.join(", ")]);
        }
    }
    page.paragraph(&table.finish());
}

/// All ID types on one page: there is little to say of each.
pub(super) fn ids(site: &Site<'_>) -> Page {
    let mut page = Page::new("ids.md", "ID types");
    for id in &site.protocol.ids {
        page.heading(&id.name.guide);
        page.doc(site, &id.doc);
        let null = id.null.as_ref();
        let null = null.map(|null| fields::null_sentence(null, id.width));
        let size = format!("{}.", facts::bytes(id.width.into()));
        let errata = site.errata("ids.md", &id.errata);
        let errata = (!errata.is_empty()).then(|| format!("Errata: {}.", errata.join(", ")));
        let facts = [size].into_iter().chain(null).chain(errata);
        page.paragraph(&facts.collect::<Vec<_>>().join(" "));
    }
    page
}
