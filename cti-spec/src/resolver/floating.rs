//! The items of floating parts and entries.

use std::collections::HashSet;

use super::context::Context;
use super::field::{Width, field_type, null};
use super::maxima::maxima;
use super::names::Kind;
use super::versions::Outer;
use super::{count, list, plain, values};
use crate::diagnostic::Diagnostic;
use crate::model::{CountPlace, FieldType, Floating, FloatingField, TagIndex, WireForm};

/// The items of a floating part or an entry. Those that are wrong, and reported, are missing.
pub(super) fn resolve(
    context: &mut Context<'_>,
    items: &[plain::Floating],
    outer: Outer<'_>,
) -> Vec<Floating> {
    let counted = counted_here(items);
    let items = items.iter().filter_map(|item| match item {
        plain::Floating::Field(field) => match &field.field.counts {
            Some(list) => count::resolve(context, field, list, outer).map(Floating::Count),
            None => floating_field(context, field, outer).map(Floating::Field),
        },
        plain::Floating::List(list) => {
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
fn counted_here(items: &[plain::Floating]) -> HashSet<&str> {
    let counts = items.iter().filter_map(|item| match item {
        plain::Floating::Field(field) => field.field.counts.as_ref(),
        plain::Floating::List(_) => None,
    });
    counts.map(|list| list.value.as_str()).collect()
}

/// A field with its type, tag and maxima.
pub(super) fn floating_field(
    context: &mut Context<'_>,
    declared: &plain::FloatingField,
    outer: Outer<'_>,
) -> Option<FloatingField> {
    let field = &declared.field;
    let window = context.window(&field.window, outer);
    let errata = context.errata(&field.errata);
    let ty = field_type(context, field, Width::Same);
    // What has no known type may be no field at all; that it has no tag is no second error.
    let tag = match (&ty, &declared.tag) {
        (None, None) => None,
        _ => tag(context, declared),
    };
    let ty = ty?;
    let null = null(context, field, ty);
    let versions = outer.versions.part(window);
    let maxima = maxima(context, &field.ty, ty.form, versions);
    let maxima = maxima?;
    Some(FloatingField {
        name: context.name(&field.name),
        ty,
        tag: tag?,
        example: values::example_within(context, field, ty, &maxima),
        maxima,
        presence: declared.presence,
        secret: is_secret(context, declared, ty),
        window,
        null,
        doc: field.doc.clone(),
        errata,
    })
}

/// The tag of a field.
pub(super) fn tag(context: &mut Context<'_>, declared: &plain::FloatingField) -> Option<TagIndex> {
    let name = &declared.field.name;
    let Some(tag) = &declared.tag else {
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

/// Whether a field is secret, which text and bytes can be.
fn is_secret(context: &mut Context<'_>, declared: &plain::FloatingField, ty: FieldType) -> bool {
    let Some(span) = declared.secret else {
        return false;
    };
    if !matches!(ty.form, WireForm::Text | WireForm::Bytes) {
        context.report(
            Diagnostic::new("only text and bytes can be secret", span, "not possible")
                .with_place(declared.field.ty.name.span, "neither text nor bytes")
                .with_help("leave `secret` out"),
        );
    }
    true
}
