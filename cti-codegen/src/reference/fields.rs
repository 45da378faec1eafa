//! Tables of fields: the fixed part, the floating part, lists and their entries.

use cti_spec::model::{
    Doc, Element, ErratumIndex, FieldType, Floating, FloatingField, Layout, List, ListStyle, Null,
    Protocol, Window,
};

use super::layouts;
use super::markdown::{Table, code};
use super::page::cell;
use super::site::{self, Site, link, link_name};
use crate::facts;

/// The table of a fixed part.
pub(super) fn fixed(site: &Site<'_>, from: &str, layout: &Layout, outer: Window) -> String {
    let mut table = Table::new(&["Offset", "Field", "Type", "Meaning"]);
    for (offset, field) in layouts::offsets(layout) {
        let window = facts::narrowed(site.protocol, field.window, outer);
        let counts = field.counts.as_ref();
        let counts = counts.map(|list| format!("counts {}", code(list)));
        let default = facts::own_default(site.protocol, field).map(|own| format!("default {own}"));
        let notes = counts.into_iter().chain(default);
        let notes = notes.chain(facts::versions(window)).collect();
        table.row([
            offset.to_string(),
            code(&field.name.guide),
            type_of(site, from, &field.ty, Some(field.size)),
            Meaning {
                notes,
                null: null(site.protocol, &field.ty, field.null),
                doc: &field.doc,
                errata: &field.errata,
            }
            .cell(site, from),
        ]);
    }
    table.finish()
}

/// The table of a floating part, or of the members of an entry.
pub(super) fn floating(site: &Site<'_>, from: &str, items: &[Floating], outer: Window) -> String {
    let mut rows = Rows {
        site,
        from,
        table: Table::new(&["Tag", "Field", "Type", "Meaning"]),
    };
    rows.items(items, outer, 0);
    rows.table.finish()
}

struct Rows<'a> {
    site: &'a Site<'a>,
    from: &'a str,
    table: Table,
}

impl Rows<'_> {
    fn items(&mut self, items: &[Floating], outer: Window, depth: usize) {
        for item in items {
            match item {
                Floating::Field(field) => self.field(field, outer, depth),
                Floating::Count(count) => {
                    let notes = std::iter::once(format!("counts {}", code(&count.list)))
                        .chain(count.presence.word().map(str::to_owned))
                        .chain(self.versions(count.window, outer));
                    let meaning = Meaning {
                        notes: notes.collect(),
                        null: None,
                        doc: &count.doc,
                        errata: &count.errata,
                    };
                    self.row(count.tag, &count.name.guide, depth, &meaning, {
                        type_of(self.site, self.from, &count.ty, count.ty.form.size())
                    });
                }
                Floating::List(list) => self.list(list, outer, depth),
            }
        }
    }

    fn field(&mut self, field: &FloatingField, outer: Window, depth: usize) {
        let notes = field
            .presence
            .word()
            .map(str::to_owned)
            .into_iter()
            .chain(field.secret.then(|| "secret".to_owned()))
            .chain(self.versions(field.window, outer));
        let meaning = Meaning {
            notes: notes.collect(),
            null: null(self.site.protocol, &field.ty, field.null),
            doc: &field.doc,
            errata: &field.errata,
        };
        let ty = floating_type(self.site, self.from, field, outer);
        self.row(field.tag, &field.name.guide, depth, &meaning, ty);
    }

    fn list(&mut self, list: &List, outer: Window, depth: usize) {
        let max = list.max.map(|max| format!("at most {max}"));
        let meaning = Meaning {
            notes: max
                .into_iter()
                .chain(self.versions(list.window, outer))
                .collect(),
            null: None,
            doc: &list.doc,
            errata: &list.errata,
        };
        let name = format!("{}**{}**", indent(depth), code(&list.name.guide));
        let style = link(self.from, style(list.style), "introduction.md#lists");
        let of = match &list.element {
            Element::Entry(entry) => {
                let entry = &self.site.protocol[*entry];
                let name = link_name(self.from, &entry.name.guide, &site::entry_path(entry));
                format!("list of {name}, {style}")
            }
            Element::Member(_) => format!("list of values, {style}"),
        };
        let cell = meaning.cell(self.site, self.from);
        self.table.row([String::new(), name, of, cell]);
        let inner = list.window.and(outer);
        match &list.element {
            Element::Member(member) => self.field(member, inner, depth + 1),
            Element::Entry(entry) => {
                self.items(&self.site.protocol[*entry].members, inner, depth + 1);
            }
        }
    }

    fn row(
        &mut self,
        tag: cti_spec::model::TagIndex,
        name: &str,
        depth: usize,
        meaning: &Meaning<'_>,
        ty: String,
    ) {
        let tag = &self.site.protocol[tag];
        self.table.row([
            link(self.from, &tag.number.to_string(), &site::tag_path(tag)),
            format!("{}{}", indent(depth), code(name)),
            ty,
            meaning.cell(self.site, self.from),
        ]);
    }

    fn versions(&self, window: Window, outer: Window) -> Option<String> {
        facts::versions(facts::narrowed(self.site.protocol, window, outer))
    }
}

fn indent(depth: usize) -> String {
    if depth == 0 {
        String::new()
    } else {
        format!("{}↳&nbsp;", "&emsp;".repeat(depth - 1))
    }
}

/// How the entries of a list are told apart, in a word.
pub(super) fn style(style: ListStyle) -> &'static str {
    match style {
        ListStyle::Single => "one field each",
        ListStyle::Array => "an array",
        ListStyle::Ordered => "in order",
        ListStyle::Records => "records",
        ListStyle::Columns => "in columns",
    }
}

/// The type of a field with its size: `UINT` as a link to what it means, 4 bytes.
pub(super) fn type_of(site: &Site<'_>, from: &str, ty: &FieldType, size: Option<u32>) -> String {
    let basic = code(&site.protocol[ty.basic].name);
    let size = size.map(|size| format!(", {}", facts::bytes(size)));
    let meaning = site.meaning(ty);
    let meaning = meaning.map(|(name, path)| format!("<br>{}", link_name(from, name, &path)));
    format!(
        "{basic}{}{}",
        size.unwrap_or_default(),
        meaning.unwrap_or_default()
    )
}

/// The type of a floating field with its size or its maxima.
pub(super) fn floating_type(
    site: &Site<'_>,
    from: &str,
    field: &FloatingField,
    outer: Window,
) -> String {
    if let Some(size) = field.ty.form.size() {
        return type_of(site, from, &field.ty, Some(size));
    }
    let maxima = field.maxima.iter().map(|maximum| {
        let window = facts::narrowed(site.protocol, maximum.window, outer);
        let versions = facts::versions(window).map(|versions| format!(" {versions}"));
        let versions = versions.unwrap_or_default();
        format!("<br>≤ {}{versions}", facts::bytes(maximum.bytes))
    });
    type_of(site, from, &field.ty, None) + &maxima.collect::<String>()
}

/// The meaning of a field, and whatever its type does not say.
struct Meaning<'a> {
    notes: Vec<String>,
    null: Option<String>,
    doc: &'a Doc,
    errata: &'a [ErratumIndex],
}

impl Meaning<'_> {
    fn cell(&self, site: &Site<'_>, from: &str) -> String {
        let notes = self.notes.join(", ");
        let doc = cell(site, from, self.doc);
        let notes = (!notes.is_empty()).then(|| match doc.is_empty() {
            true => format!("*{notes}*"),
            false => format!("*{notes}* ·"),
        });
        let errata = site.errata(from, self.errata);
        let errata = (!errata.is_empty()).then(|| format!("({})", errata.join(", ")));
        let parts = notes
            .into_iter()
            .chain((!doc.is_empty()).then_some(doc))
            .chain(self.null.clone())
            .chain(errata);
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// The value that means "none" for a field, as a sentence.
fn null(protocol: &Protocol, ty: &FieldType, own: Option<u32>) -> Option<String> {
    let width = facts::width(ty.form)?;
    let null = protocol.null_of_field(ty, own)?;
    Some(null_sentence(&null, width))
}

/// ``` `NULL_CALL_ID` (`0xFFFFFFFF`) means none. ```
pub(super) fn null_sentence(null: &Null, width: u8) -> String {
    let digits = usize::from(width) * 2;
    let value = if null.value == 0 {
        code("0")
    } else {
        code(&format!("0x{:0digits$X}", null.value))
    };
    match &null.name {
        Some(name) => format!("{} ({value}) means none.", code(&name.guide)),
        None => format!("{value} means none."),
    }
}
