//! The sheets of everything that messages refer to by name.

use std::collections::BTreeSet;

use super::floating::{Rows, style};
use super::message::{errata_of, named, sender, versions};
use super::sheet::{Column, Row, Section, Sheet};
use super::view::{View, hexadecimal, notes, null, readable};
use crate::model::{
    BasicType, Constant, Doc, Entry, Enumeration, Erratum, ErratumIndex, Gap, GapKind, Id,
    Interface, InterfaceMember, Mask, NamedValue, Null, Service, Tag, Window, WireForm,
};
use crate::words::counted;

/// A sheet without tables.
fn plain(kind: &'static str, name: &str, facts: Vec<String>, doc: &Doc) -> Sheet {
    Sheet {
        kind,
        name: name.to_owned(),
        number: None,
        facts,
        doc: doc.clone(),
        sections: Vec::new(),
        errata: Vec::new(),
    }
}

/// The line of facts below a title, with the errata of the item.
fn facts(
    view: View<'_>,
    facts: impl IntoIterator<Item = String>,
    errata: &[ErratumIndex],
) -> Vec<String> {
    vec![notes(facts.into_iter().chain(view.labels(errata)))]
}

/// Errata in order, each once.
fn each(errata: &[ErratumIndex]) -> BTreeSet<ErratumIndex> {
    errata.iter().copied().collect()
}

/// The protocol: what holds for all messages.
pub(super) fn protocol(view: View<'_>) -> Sheet {
    let protocol = view.protocol;
    let versions = versions(view, Window::default());
    let limit = format!(
        "messages of at most {}",
        counted(protocol.frame_limit, "byte")
    );
    let mut sheet = plain(
        "protocol",
        &protocol.name,
        facts(view, [versions, limit], &[]),
        &protocol.doc,
    );
    let since = protocol.wide_tags_since;
    let narrow = Window {
        since: None,
        until: Some(since.saturating_sub(1)),
    };
    let (width, older) = match view.version {
        Some(version) if version < since => ("1", None),
        Some(_) => ("2", None),
        None => (
            "2",
            view.has(narrow)
                .then(|| format!("1 byte until {}", since - 1)),
        ),
    };
    let row = |name: &str| {
        let cells = [
            (Column::Name, name.to_owned()),
            (Column::Bytes, width.to_owned()),
            (Column::Notes, notes(older.clone())),
        ];
        Row::new(vec![name.to_owned()], cells, &Doc::default())
    };
    sheet.sections.push(Section {
        heading: "Floating fields".to_owned(),
        rows: vec![row("Tag"), row("Length")],
        ..Section::default()
    });
    sheet
}

/// An enumeration.
pub(super) fn enumeration(view: View<'_>, table: &Enumeration) -> Sheet {
    let width = u32::from(table.width);
    let head = [counted(width, "byte")]
        .into_iter()
        .chain(null_of(table.null.as_ref(), width))
        .chain(default_of(table));
    let facts = facts(view, head, &table.errata);
    let mut sheet = plain("enumeration", &table.name.guide, facts, &table.doc);
    let values = values(view, &table.values, |value| {
        (Column::Value, value.to_string())
    });
    sheet.sections.extend(values);
    let gaps = gaps(&table.gaps, |first, last| {
        let value = if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        };
        (Column::Value, value)
    });
    sheet.sections.extend(gaps);
    sheet.errata = errata(view, &table.errata, &table.values);
    sheet
}

/// A mask.
pub(super) fn mask(view: View<'_>, mask: &Mask) -> Sheet {
    let width = u32::from(mask.width);
    let facts = facts(view, [counted(width, "byte")], &mask.errata);
    let mut sheet = plain("mask", &mask.name.guide, facts, &mask.doc);
    let bits = values(view, &mask.bits, |value| {
        (Column::Bit, hexadecimal(value, width))
    });
    sheet.sections.extend(bits);
    let gaps = gaps(&mask.gaps, |bits, _| {
        (Column::Bit, hexadecimal(bits, width))
    });
    sheet.sections.extend(gaps);
    sheet.errata = errata(view, &mask.errata, &mask.bits);
    sheet
}

/// An ID type.
pub(super) fn id(view: View<'_>, id: &Id) -> Sheet {
    let width = u32::from(id.width);
    let head = [counted(width, "byte")]
        .into_iter()
        .chain(null_of(id.null.as_ref(), width))
        .chain(
            id.example
                .map(|example| format!("example {}", readable(example, width))),
        );
    let mut sheet = plain("id", &id.name.guide, facts(view, head, &id.errata), &id.doc);
    sheet.errata = view.errata(&each(&id.errata));
    sheet
}

/// A tag.
pub(super) fn tag(view: View<'_>, tag: &Tag) -> Sheet {
    let facts = facts(view, [format!("number {}", tag.number)], &tag.errata);
    let mut sheet = plain("tag", &tag.name.guide, facts, &tag.doc);
    sheet.errata = view.errata(&each(&tag.errata));
    sheet
}

/// The entry of lists.
pub(super) fn entry(view: View<'_>, entry: &Entry) -> Sheet {
    let facts = facts(view, style(entry.style).map(str::to_owned), &entry.errata);
    let mut sheet = plain("entry", &entry.name.guide, facts, &entry.doc);
    let rows = Rows::new(view, Vec::new()).of(&entry.members, Window::default());
    let members = (!rows.is_empty()).then(|| Section {
        heading: "Members".to_owned(),
        rows,
        ..Section::default()
    });
    sheet.sections.extend(members);
    let mut errata = each(&entry.errata);
    errata_of(view, &entry.members, Window::default(), &mut errata);
    sheet.errata = view.errata(&errata);
    sheet
}

/// An erratum. The title is the first paragraph of its documentation.
pub(super) fn erratum(erratum: &Erratum) -> Sheet {
    plain("erratum", &erratum.label, Vec::new(), &erratum.doc)
}

/// A service with its messages.
pub(super) fn service(view: View<'_>, service: &Service) -> Sheet {
    let facts = vec![service.title.clone()];
    let mut sheet = plain("service", &service.name.guide, facts, &service.doc);
    let messages = view.protocol.messages.iter();
    let messages = messages.filter(|message| {
        view.protocol[message.service].name == service.name && view.has(message.window)
    });
    let rows = messages.map(|message| {
        let window = view.window(message.window, Window::default());
        let facts = [sender(message).to_owned()].into_iter().chain(window);
        let cells = [
            (Column::Number, message.number.to_string()),
            (Column::Name, message.name.guide.clone()),
            (
                Column::Notes,
                notes(facts.chain(view.labels(&message.errata))),
            ),
        ];
        Row::new(vec![message.name.guide.clone()], cells, &Doc::default())
    });
    sheet.sections.push(Section {
        heading: "Messages".to_owned(),
        rows: rows.collect(),
        ..Section::default()
    });
    sheet
}

/// An interface with its members and messages.
pub(super) fn interface(view: View<'_>, interface: &Interface) -> Sheet {
    let key = interface.key.iter();
    let facts = key.map(|key| format!("key {}", key.guide)).collect();
    let mut sheet = plain("interface", &interface.name.guide, facts, &interface.doc);
    let members = interface.members.iter().map(|member| match member {
        InterfaceMember::Field(field) => field.name.guide.clone(),
        InterfaceMember::Series { name, count, .. } => format!("{0}1 to {0}{count}", name.guide),
        InterfaceMember::List(list) => format!("list {}", list.name.guide),
        InterfaceMember::Key(field) if field.required => format!("required {}", field.name.guide),
        InterfaceMember::Key(field) => field.name.guide.clone(),
    });
    let messages = interface
        .messages
        .iter()
        .map(|index| &view.protocol[*index]);
    let messages = messages.filter(|message| view.has(message.window));
    for (heading, fact) in [
        ("Members", notes(members)),
        ("Messages", notes(messages.map(named))),
    ] {
        sheet.sections.push(Section {
            heading: heading.to_owned(),
            fact,
            ..Section::default()
        });
    }
    sheet
}

/// A constant.
pub(super) fn constant(constant: &Constant) -> Sheet {
    let facts = vec![constant.value.to_string()];
    plain("constant", &constant.name.guide, facts, &constant.doc)
}

/// A basic type.
pub(super) fn basic_type(ty: &BasicType) -> Sheet {
    let form = match ty.form {
        WireForm::Unsigned(width) => format!("unsigned integer, {}", counted(width, "byte")),
        WireForm::Signed(width) => format!("signed integer, {}", counted(width, "byte")),
        WireForm::Bool => "truth value, 2 bytes".to_owned(),
        WireForm::Time => "seconds since 1970-01-01 UTC, 4 bytes".to_owned(),
        WireForm::Text => "text that ends with a NUL".to_owned(),
        WireForm::Bytes => "bytes".to_owned(),
        WireForm::NamedVariable => "name, NUL, value, NUL".to_owned(),
        WireForm::NamedArray => "index byte, name, NUL, value, NUL".to_owned(),
    };
    let parts = ty.parts.map(|parts| {
        let (name, value) = (counted(parts.name, "byte"), counted(parts.value, "byte"));
        format!("name of at most {name}, value of at most {value}")
    });
    let facts = [form].into_iter().chain(parts);
    plain("type", &ty.name, facts.collect(), &ty.doc)
}

/// The value of a type that means "none".
fn null_of(of: Option<&Null>, width: u32) -> Option<String> {
    let of = of?;
    let name = of.name.as_ref().map(|name| name.guide.as_str());
    Some(null(name, of.value, width))
}

/// The constant that an enumeration has by default.
fn default_of(table: &Enumeration) -> Option<String> {
    let named = table.constant_of(table.default?)?;
    Some(format!("default {}", named.guide_name))
}

/// The table of the values or bits that have no name for a reason.
fn gaps(gaps: &[Gap], cell: impl Fn(u32, u32) -> (Column, String)) -> Option<Section> {
    let rows = gaps.iter().map(|gap| {
        let (column, value) = cell(gap.first, gap.last);
        let kind = match gap.kind {
            GapKind::Reserved => "reserved",
            GapKind::Unused => "unused",
        };
        let cells = [(column, value.clone()), (Column::Notes, kind.to_owned())];
        Row::new(vec![value], cells, &gap.doc)
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| Section {
        heading: "Without a name".to_owned(),
        rows,
        ..Section::default()
    })
}

/// The table of the values or bits.
fn values(
    view: View<'_>,
    values: &[NamedValue],
    cell: impl Fn(u32) -> (Column, String),
) -> Option<Section> {
    let values = values.iter().filter(|named| view.has(named.window));
    let rows = values.map(|named| {
        let (column, value) = cell(named.value);
        let window = view.window(named.window, Window::default());
        let mode = named.mode.then(|| "mode".to_owned());
        let facts = mode.into_iter().chain(window);
        let facts = facts.chain(view.labels(&named.errata));
        let cells = [
            (column, value.clone()),
            (Column::Name, named.guide_name.clone()),
            (Column::Notes, notes(facts)),
        ];
        Row::new(vec![value], cells, &named.doc)
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| Section {
        heading: "Values".to_owned(),
        rows,
        ..Section::default()
    })
}

/// The errata of a type and its values.
fn errata(view: View<'_>, own: &[ErratumIndex], values: &[NamedValue]) -> Vec<Erratum> {
    let mut errata = each(own);
    let values = values.iter().filter(|named| view.has(named.window));
    errata.extend(values.flat_map(|named| &named.errata));
    view.errata(&errata)
}
