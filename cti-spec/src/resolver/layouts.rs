//! The layouts of the fixed part.

use std::collections::HashSet;

use super::choice::{body_shapes, check_choice, size_in_all};
use super::context::Context;
use super::field::Width;
use super::fixed::{check_frame, check_order, fixed_field};
use super::plain::{self, Floating, Parts};
use super::same_member;
use super::versions::{Outer, Versions, open_window};
use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::{FixedField, Layout};
use crate::source::Span;

/// The layouts of a message. A message that declares none has one without fields.
pub(super) fn resolve(
    context: &mut Context<'_>,
    name: &Word,
    parts: &Parts,
    outer: Outer<'_>,
) -> Vec<Layout> {
    let layouts = &parts.layouts;
    check_choice(context, name, layouts, outer);
    match layouts.as_slice() {
        [only] => {
            let versions = outer.versions.part(open_window(&only.window));
            check_order(context, &only.fields, versions);
        }
        several => {
            same_member::check(context, several);
            check_windows(context, several);
        }
    }
    let mut resolved: Vec<Layout> = layouts
        .iter()
        .map(|declared| layout(context, declared, &parts.floating, outer))
        .collect();
    if resolved.is_empty() {
        resolved.push(Layout::default());
    }
    mark_optional(&mut resolved, outer.versions);
    resolved
}

/// One layout.
fn layout(
    context: &mut Context<'_>,
    declared: &plain::Layout,
    floating: &[Floating],
    outer: Outer<'_>,
) -> Layout {
    let window = context.window(&declared.window, outer);
    let inner = outer.part(window, "the layout");
    let width = match declared.when {
        Some(_) => Width::MayBeNarrower,
        None => Width::Same,
    };
    let fields: Vec<FixedField> = declared
        .fields
        .iter()
        .filter_map(|field| fixed_field(context, field, width, inner))
        .collect();
    let complete = declared.complete && fields.len() == declared.fields.len();
    if complete {
        check_frame(context, declared, &fields);
    }
    let size = complete.then(|| size_in_all(&fields, inner.versions));
    let bodies = body_shapes(context, declared, size, floating);
    Layout {
        window,
        bodies,
        fields,
        doc: declared.doc.clone(),
        errata: context.errata(&declared.errata),
    }
}

/// Of several layouts, each has the same fields in all its versions.
fn check_windows(context: &mut Context<'_>, layouts: &[plain::Layout]) {
    for layout in layouts {
        for field in &layout.fields {
            let window = &field.window;
            if let Some(version) = window.since.as_ref().or(window.until.as_ref()) {
                context.report(window_in_layouts(version.span, layout.span));
            }
        }
    }
}

/// Marks the fields that some version or layout lacks.
fn mark_optional(layouts: &mut [Layout], versions: Versions) {
    let present = |layout: &Layout, name: &str| {
        let Some(versions) = versions.narrowed(layout.window) else {
            return true;
        };
        let field = layout.fields.iter().find(|field| field.name.guide == name);
        field.is_some_and(|field| versions.narrowed(field.window) == Some(versions))
    };
    let always: HashSet<String> = layouts
        .iter()
        .flat_map(|layout| &layout.fields)
        .map(|field| field.name.guide.clone())
        .filter(|name| layouts.iter().all(|layout| present(layout, name)))
        .collect();
    for field in layouts.iter_mut().flat_map(|layout| &mut layout.fields) {
        field.optional = !always.contains(&field.name.guide);
    }
}

/// A window at a field of one of several layouts.
fn window_in_layouts(span: Span, layout: Span) -> Diagnostic {
    Diagnostic::new(
        "the fields of several layouts have no windows",
        span,
        "not possible here",
    )
    .with_place(layout, "one of several layouts")
    .with_help("the layouts say which version has which fields: give this version its own layout")
}
