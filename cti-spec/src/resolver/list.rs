//! A list, and what its entries are.

use super::context::Context;
use super::floating::{DeclaredField, floating_field};
use super::names::Kind;
use super::versions::Outer;
use crate::ast::{self, Member, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{CountPlace, Element, EntryIndex, List, ListStyle, Window};

/// A list.
pub(super) fn resolve(
    context: &mut Context<'_>,
    list: &ast::List,
    count: CountPlace,
    outer: Outer<'_>,
) -> Option<List> {
    let window = context.window(&list.clauses, outer);
    let errata = context.errata(&list.clauses);
    let max = list.clauses.max.as_ref();
    let max = max.map(|max| context.amount(max));
    let (style, element) = match &list.member {
        Some(member) => (
            if list.array {
                ListStyle::Array
            } else {
                ListStyle::Single
            },
            inline_member(context, list, member, window, outer)?,
        ),
        None => of_entries(context, list)?,
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
    list: &ast::List,
    member: &Member,
    window: Window,
    outer: Outer<'_>,
) -> Option<Element> {
    let declared = DeclaredField {
        name: &list.element,
        ty: &member.ty,
        sizes: member.sizes.as_ref(),
        clauses: &list.clauses,
        doc: &list.doc,
    };
    // The errata, like the maximum, belong to the list.
    let member = floating_field(context, &declared, window, Vec::new(), outer)?;
    if list.array && member.ty.form.size().is_none() {
        context.report(no_array(declared.ty));
    }
    Some(Element::Member(Box::new(member)))
}

/// The element of a list of declared entries.
fn of_entries(context: &mut Context<'_>, list: &ast::List) -> Option<(ListStyle, Element)> {
    let symbol = context.find(&[Kind::Entry], &list.element)?;
    let (_, entry) = context.items.entries.get(symbol.index)?;
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
