//! A list, and what its entries are.

use super::context::Context;
use super::floating::floating_field;
use super::names::Kind;
use super::plain;
use super::versions::Outer;
use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::{CountPlace, Element, EntryIndex, List, ListStyle};

/// A list.
pub(super) fn resolve(
    context: &mut Context<'_>,
    list: &plain::List,
    count: CountPlace,
    outer: Outer<'_>,
) -> Option<List> {
    let window = context.window(&list.window, outer);
    let errata = context.errata(&list.errata);
    let max = list.max.as_ref();
    let max = max.map(|max| context.amount(max));
    let (style, element) = match &list.element {
        plain::Element::Member { array, member } => {
            let style = if *array {
                ListStyle::Array
            } else {
                ListStyle::Single
            };
            (style, inline_member(context, member, *array, outer)?)
        }
        plain::Element::Entry(name) => of_entries(context, name)?,
    };
    Some(List {
        name: context.name(&list.name),
        style,
        element,
        count,
        // A maximum that is wrong is reported, and no list without one.
        max: match max {
            Some(max) => Some(max?),
            None => None,
        },
        window,
        doc: list.doc.clone(),
        errata,
    })
}

/// The element of a list that declares its one member itself.
fn inline_member(
    context: &mut Context<'_>,
    declared: &plain::FloatingField,
    array: bool,
    outer: Outer<'_>,
) -> Option<Element> {
    let member = floating_field(context, declared, outer)?;
    if array && member.ty.form.size().is_none() {
        context.report(no_array(&declared.field.ty.name));
    }
    Some(Element::Member(Box::new(member)))
}

/// The element of a list of declared entries.
fn of_entries(context: &mut Context<'_>, name: &Word) -> Option<(ListStyle, Element)> {
    let symbol = context.find(&[Kind::Entry], name)?;
    let entry = context.entries.get(symbol.index)?;
    Some((entry.style, Element::Entry(EntryIndex(symbol.index))))
}

/// An array of values without a fixed size.
pub(super) fn no_array(ty: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` values cannot stand in an array", ty.value),
        ty.span,
        "of any size",
    )
    .with_help("the values of an array, or of a column, follow each other without lengths: they need a type with a fixed size")
}
