//! Which messages use an item.

use super::item::Item;
use super::message;
use super::sheet::Section;
use super::view::{View, notes};
use crate::model::{
    Element, EntryIndex, ErratumIndex, FieldType, Floating, Meaning, Message, TagIndex, Window,
};

/// What a message uses in a place.
#[derive(Debug, Clone, Copy)]
enum Use<'p> {
    /// A type, at a field.
    Type(&'p FieldType),
    /// A tag.
    Tag(TagIndex),
    /// An entry, in a list.
    Entry(EntryIndex),
}

/// The paragraph of the messages that use an item; `None` if there are none, or if the sheet
/// says so elsewhere.
pub(super) fn section(view: View<'_>, item: Item<'_>) -> Option<Section> {
    let protocol = view.protocol;
    match item {
        Item::Enumeration(table) => of_type(
            view,
            |meaning| matches!(meaning, Meaning::Enumeration(index) if protocol[index].name == table.name),
        ),
        Item::Mask(mask) => of_type(
            view,
            |meaning| matches!(meaning, Meaning::Mask(index) if protocol[index].name == mask.name),
        ),
        Item::Id(id) => of_type(
            view,
            |meaning| matches!(meaning, Meaning::Id(index) if protocol[index].name == id.name),
        ),
        Item::Tag(tag) => of(
            view,
            |used| matches!(used, Use::Tag(index) if protocol[index].number == tag.number),
        ),
        Item::Entry(entry) => of(
            view,
            |used| matches!(used, Use::Entry(index) if protocol[index].name == entry.name),
        ),
        Item::Erratum(erratum) => {
            let mut errata = protocol.errata.iter();
            let index = errata.position(|other| other.label == erratum.label)?;
            of_erratum(view, ErratumIndex(index))
        }
        Item::Protocol(_)
        | Item::Message(_)
        | Item::Service(_)
        | Item::Interface(_)
        | Item::Constant(_)
        | Item::Type(_) => None,
    }
}

/// The messages with fields of a named type.
fn of_type(view: View<'_>, is_it: impl Fn(Meaning) -> bool) -> Option<Section> {
    of(
        view,
        |used| matches!(used, Use::Type(ty) if ty.meaning.is_some_and(&is_it)),
    )
}

/// The messages with a use, each with the names of the fields.
fn of(view: View<'_>, is_it: impl Fn(Use<'_>) -> bool) -> Option<Section> {
    let messages = view.protocol.messages.iter();
    let messages = messages.filter(|message| view.has(message.window));
    let users = messages.filter_map(|message| {
        let mut names: Vec<&str> = Vec::new();
        visit(view, message, &mut |name, used| {
            if is_it(used) && !names.contains(&name) {
                names.push(name);
            }
        });
        let message = message::named(message);
        (!names.is_empty()).then(|| format!("{message} {}", names.join(" and ")))
    });
    paragraph("Used by", notes(users))
}

/// The messages that note an erratum.
fn of_erratum(view: View<'_>, erratum: ErratumIndex) -> Option<Section> {
    let messages = view.protocol.messages.iter();
    let messages = messages.filter(|message| {
        view.has(message.window) && message::errata(view, message).contains(&erratum)
    });
    paragraph("Noted in", notes(messages.map(message::named)))
}

fn paragraph(heading: &str, fact: String) -> Option<Section> {
    (!fact.is_empty()).then(|| Section {
        heading: heading.to_owned(),
        fact,
        ..Section::default()
    })
}

/// Calls a function with each use in a message, and the name of the field.
fn visit<'p>(view: View<'p>, message: &'p Message, found: &mut impl FnMut(&'p str, Use<'p>)) {
    let Some(parts) = message.parts() else { return };
    for layout in &parts.layouts {
        let window = layout.window.and(message.window);
        for field in &layout.fields {
            if view.has(field.window.and(window)) {
                found(&field.name.guide, Use::Type(&field.ty));
            }
        }
    }
    visit_items(view, &parts.floating, message.window, found);
}

fn visit_items<'p>(
    view: View<'p>,
    items: &'p [Floating],
    outer: Window,
    found: &mut impl FnMut(&'p str, Use<'p>),
) {
    for item in items {
        let (name, ty, tag, window) = match item {
            Floating::Field(field) => (&field.name, &field.ty, field.tag, field.window),
            Floating::Count(count) => (&count.name, &count.ty, count.tag, count.window),
            Floating::List(list) => match &list.element {
                Element::Member(field) => {
                    let window = list.window.and(field.window);
                    (&field.name, &field.ty, field.tag, window)
                }
                Element::Entry(entry) => {
                    let window = list.window.and(outer);
                    if view.has(window) {
                        found(&list.name.guide, Use::Entry(*entry));
                        visit_items(view, &view.protocol[*entry].members, window, found);
                    }
                    continue;
                }
            },
        };
        if view.has(window.and(outer)) {
            found(&name.guide, Use::Type(ty));
            found(&name.guide, Use::Tag(tag));
        }
    }
}
