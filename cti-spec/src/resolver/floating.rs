//! The items of floating parts and entries.

use std::collections::HashSet;

use super::context::Context;
use super::field::{Width, field_type, null};
use super::maxima::maxima;
use super::names::Kind;
use super::versions::Outer;
use super::{count, list};
use crate::ast::{self, Clauses, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{
    CountPlace, Doc, ErratumIndex, FieldType, Floating, FloatingField, Presence, TagIndex, Window,
    WireForm,
};
use crate::source::Spanned;

/// The items of a floating part or an entry. Those that are wrong, and reported, are missing.
pub(super) fn resolve(
    context: &mut Context<'_>,
    items: &[ast::Floating],
    outer: Outer<'_>,
) -> Vec<Floating> {
    let counted = counted_here(items);
    let items = items.iter().filter_map(|item| match item {
        ast::Floating::Field(field) => match &field.clauses.counts {
            Some(list) => count::resolve(context, field, list, outer).map(Floating::Count),
            None => single(context, field, outer).map(Floating::Field),
        },
        ast::Floating::List(list) => {
            let place = if counted.contains(list.name.value.as_str()) {
                CountPlace::Floating
            } else {
                CountPlace::Fixed
            };
            list::resolve(context, list, place, outer).map(Floating::List)
        }
    });
    items.collect()
}

/// The names of the lists that a floating count counts.
fn counted_here(items: &[ast::Floating]) -> HashSet<&str> {
    let counts = items.iter().filter_map(|item| match item {
        ast::Floating::Field(field) => field.clauses.counts.as_ref(),
        ast::Floating::List(_) => None,
    });
    counts.map(|list| list.value.as_str()).collect()
}

/// A field that comes at most once.
fn single(
    context: &mut Context<'_>,
    field: &ast::Field,
    outer: Outer<'_>,
) -> Option<FloatingField> {
    let window = context.window(&field.clauses, outer);
    let declared = DeclaredField {
        name: &field.name,
        ty: &field.ty,
        sizes: field.sizes.as_ref(),
        clauses: &field.clauses,
        doc: &field.doc,
    };
    let errata = context.errata(&field.clauses);
    floating_field(context, &declared, window, errata, outer)
}

/// What a field is made of, wherever it is declared.
pub(super) struct DeclaredField<'a> {
    pub name: &'a Word,
    pub ty: &'a Word,
    pub sizes: Option<&'a Spanned<Vec<ast::Size>>>,
    pub clauses: &'a Clauses,
    pub doc: &'a Doc,
}

/// A field with its type, tag and maxima.
pub(super) fn floating_field(
    context: &mut Context<'_>,
    field: &DeclaredField<'_>,
    window: Window,
    errata: Vec<ErratumIndex>,
    outer: Outer<'_>,
) -> Option<FloatingField> {
    let clauses = field.clauses;
    let ty = field_type(context, field.ty, clauses, Width::Same);
    let tag = tag(context, field.name, clauses);
    let ty = ty?;
    let null = null(context, clauses, ty);
    let versions = outer.versions.part(window);
    let maxima = maxima(context, field.ty, ty.form, field.sizes, versions);
    Some(FloatingField {
        name: context.name(field.name),
        ty,
        tag: tag?,
        maxima: maxima?,
        presence: presence(clauses),
        secret: is_secret(context, clauses, field.ty, ty),
        window,
        null,
        doc: field.doc.clone(),
        errata,
    })
}

/// The tag of a field.
pub(super) fn tag(context: &mut Context<'_>, name: &Word, clauses: &Clauses) -> Option<TagIndex> {
    let Some(tag) = &clauses.tag else {
        context.report(
            Diagnostic::new(
                format!("`{}` has no tag", name.value),
                name.span,
                "a tag is missing",
            )
            .with_help("a floating field is known by its tag: `tag CLIENT_ID_TAG`"),
        );
        return None;
    };
    let symbol = context.find(&[Kind::Tag], tag)?;
    Some(TagIndex(symbol.index))
}

/// Whether the guide wants a field.
pub(super) fn presence(clauses: &Clauses) -> Presence {
    let stated = clauses.presence.as_ref();
    stated.map_or(Presence::Unstated, |stated| stated.value)
}

/// Whether a field is secret, which text and bytes can be.
fn is_secret(context: &mut Context<'_>, clauses: &Clauses, word: &Word, ty: FieldType) -> bool {
    let Some(span) = clauses.secret else {
        return false;
    };
    if !matches!(ty.form, WireForm::Text | WireForm::Bytes) {
        context.report(
            Diagnostic::new("only text and bytes can be secret", span, "not possible")
                .with_place(word.span, "neither text nor bytes")
                .with_help("leave `secret` out"),
        );
    }
    true
}
