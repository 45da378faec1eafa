//! The items of a floating part or an entry: fields, counts and lists.

use std::collections::HashSet;

use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::{CountPlace, Element, EntryIndex, Floating, FloatingCount, List, ListStyle};
use crate::resolver::context::Context;
use crate::resolver::expand::plain;
use crate::resolver::fields::floating::{floating_field, tag};
use crate::resolver::fields::meaning::{
    Width, check_count_type, field_type, only_a_count, only_a_number,
};
use crate::resolver::names::Kind;
use crate::resolver::versions::Outer;

/// The items of a floating part or an entry. Those that are wrong, and reported, are missing.
pub(crate) fn resolve(
    context: &mut Context<'_>,
    items: &[plain::Floating],
    outer: Outer<'_>,
) -> Vec<Floating> {
    let counted = counted_here(items);
    let items = items.iter().filter_map(|item| match item {
        plain::Floating::Field(field) => match &field.field.counts {
            Some(list) => resolve_count(context, field, list, outer).map(Floating::Count),
            None => floating_field(context, field, outer).map(Floating::Field),
        },
        plain::Floating::List(list) => {
            let place = if counted.contains(list.name.value.as_str()) {
                CountPlace::Floating
            } else {
                CountPlace::Fixed
            };
            resolve_list(context, list, place, outer).map(Floating::List)
        }
    });
    items.collect()
}

/// The names of the lists that a floating count counts.
fn counted_here(items: &[plain::Floating]) -> HashSet<&str> {
    let counts = items.iter().filter_map(|item| match item {
        plain::Floating::Field(field) => field.field.counts.as_ref(),
        plain::Floating::List(_) => None,
    });
    counts.map(|list| list.value.as_str()).collect()
}

/// A list.
fn resolve_list(
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
    // A name that nothing has is reported with the line.
    context.names.get(&name.value)?;
    let symbol = context.find(&[Kind::Entry], name)?;
    let entry = context.entries.get(symbol.index)?;
    Some((entry.style, Element::Entry(EntryIndex(symbol.index))))
}

/// The count of a list in the floating part.
fn resolve_count(
    context: &mut Context<'_>,
    declared: &plain::FloatingField,
    list: &Word,
    outer: Outer<'_>,
) -> Option<FloatingCount> {
    let field = &declared.field;
    let window = context.window(&field.window, outer);
    let ty = field_type(context, field, Width::Same);
    let tag = tag(context, declared);
    let errata = context.errata(&field.errata);
    only_a_count(context, field);
    let sizes = field.ty.sizes.as_ref().map(|sizes| sizes.span);
    for span in declared.secret.into_iter().chain(sizes) {
        context.report(only_a_number(span));
    }
    let ty = ty?;
    check_count_type(context, &field.ty.name, ty);
    Some(FloatingCount {
        name: context.name(&field.name),
        ty,
        tag: tag?,
        list: list.value.clone(),
        presence: declared.presence,
        window,
        doc: field.doc.clone(),
        errata,
    })
}

/// An array of values without a fixed size.
pub(crate) fn no_array(ty: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` values cannot be in an array", ty.value),
        ty.span,
        "of any size",
    )
    .with_help("the values of an array, or of a column, follow each other without lengths: they need a type with a fixed size")
}
