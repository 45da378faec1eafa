//! Which layout holds when: by version, and by the bodies that `when` names.

use super::context::Context;
use super::plain::{Floating, Layout};
use super::report::unknown;
use super::versions::{Outer, Versions, open_window};
use crate::ast::{self, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{BodyShape, FixedField};
use crate::name::nearest;
use crate::source::Span;

/// Of the layouts, exactly one without `when` holds in every version, after those with `when`.
pub(super) fn check_choice(
    context: &mut Context<'_>,
    name: &Word,
    layouts: &[Layout],
    outer: Outer<'_>,
) {
    if layouts.is_empty() {
        return;
    }
    let placed: Vec<(Versions, &Layout)> = layouts
        .iter()
        .map(|layout| {
            let window = open_window(&layout.window);
            (outer.versions.part(window), layout)
        })
        .collect();
    for (index, (versions, layout)) in placed.iter().enumerate() {
        let hidden = placed
            .iter()
            .take(index)
            .filter(|(_, earlier)| hides(earlier, layout))
            .find_map(|(other, earlier)| Some((other.common(*versions)?, earlier)));
        if let Some((common, earlier)) = hidden {
            context.report(never_reached(layout, earlier, common));
        }
    }
    let usual = |version| {
        let mut usual = placed.iter().filter(|(_, layout)| layout.when.is_none());
        usual.any(|(versions, _)| versions.contains(version))
    };
    if let Some(version) = outer.versions.iter().find(|&version| !usual(version)) {
        context.report(no_layout(name, version, outer.versions));
    }
}

/// Whether no body is left for a layout, or one of its bodies is taken, because of an earlier one.
fn hides(earlier: &Layout, layout: &Layout) -> bool {
    let Some(taken) = &earlier.when else {
        return true;
    };
    let shape = |shape: &ast::BodyShape| {
        let field = shape.field.as_ref().map(|field| field.value.clone());
        (shape.bytes.value, field)
    };
    let mut wanted = layout.when.iter().flat_map(|when| &when.value);
    wanted.any(|wanted| {
        taken
            .value
            .iter()
            .any(|taken| shape(taken) == shape(wanted))
    })
}

/// The sizes of a fixed part in all versions of its layout: least and largest.
pub(super) fn size_in_all(fields: &[FixedField], versions: Versions) -> (u64, u64) {
    let sizes = versions.iter().map(|version| {
        let present = fields.iter().filter(|field| field.window.contains(version));
        present.map(|field| u64::from(field.size)).sum::<u64>()
    });
    sizes.fold((u64::MAX, 0), |(least, largest), size| {
        (least.min(size), largest.max(size))
    })
}

/// The bodies that a layout is recognised by.
pub(super) fn body_shapes(
    context: &mut Context<'_>,
    declared: &Layout,
    size: Option<(u64, u64)>,
    floating: &[Floating],
) -> Vec<BodyShape> {
    let shapes = declared.when.iter().flat_map(|when| &when.value);
    let mut bodies: Vec<BodyShape> = Vec::new();
    for shape in shapes {
        let bytes = u64::from(shape.bytes.value);
        if let Some((least, largest)) = size.filter(|&size| size != (bytes, bytes)) {
            context.report(wrong_size(shape.bytes.span, least, largest));
        }
        if let Some(field) = &shape.field {
            check_body_field(context, field, floating);
        }
        let body = BodyShape {
            fixed_bytes: shape.bytes.value,
            floating_field: shape.field.as_ref().map(|field| field.value.clone()),
        };
        if bodies.contains(&body) {
            context.report(same_body(shape.bytes.span));
        }
        bodies.push(body);
    }
    bodies
}

/// The field of a body is a floating field of the message, of a type with a fixed size.
fn check_body_field(context: &mut Context<'_>, word: &Word, floating: &[Floating]) {
    let fields = || {
        floating.iter().filter_map(|item| match item {
            Floating::Field(field) if field.field.counts.is_none() => Some(&field.field),
            _ => None,
        })
    };
    let Some(field) = fields().find(|field| field.name.value == word.value) else {
        let known: Vec<&str> = fields().map(|field| field.name.value.as_str()).collect();
        let near = nearest(&word.value, known.iter().copied());
        context.report(unknown("floating field", word, near, &known));
        return;
    };
    let form = context.form(&field.ty.name);
    if form.is_some_and(|form| form.size().is_none()) {
        context.report(
            Diagnostic::new(
                format!("a body cannot be recognised by `{}`", word.value),
                word.span,
                "needs a fixed size",
            )
            .with_place(field.ty.name.span, "of any size")
            .with_help("name a field whose type has a fixed size, so that the body has one"),
        );
    }
}

/// `when body is` with another size than the layout has.
fn wrong_size(span: Span, least: u64, largest: u64) -> Diagnostic {
    let size = if least == largest {
        format!("{least} bytes")
    } else {
        format!("{least} to {largest} bytes, by version")
    };
    Diagnostic::new(
        "the layout does not have this size",
        span,
        format!("the fields take {size}"),
    )
    .with_help("`body is` gives the size of the fields of the layout, which is one in all versions")
}

/// One body twice.
fn same_body(span: Span) -> Diagnostic {
    Diagnostic::new("this body stands here twice", span, "the second").with_help("leave it out")
}

/// A layout behind one that holds its bodies in the same version.
fn never_reached(layout: &Layout, earlier: &Layout, common: Versions) -> Diagnostic {
    let held = match earlier.when {
        Some(_) => "holds the same body",
        None => "holds any body",
    };
    let diagnostic = Diagnostic::new(
        format!("another layout holds in {} already", common.describe()),
        layout.span,
        "never reached there",
    )
    .with_place(earlier.span, held);
    if layout.when.is_some() && earlier.when.is_none() {
        diagnostic.with_help("the layouts are tried in order: put those with `when` first")
    } else {
        diagnostic.with_help(
            "part them with `since` and `until`, or say with `when` what tells them apart",
        )
    }
}

/// A version without a layout for any body.
fn no_layout(name: &Word, version: u8, versions: Versions) -> Diagnostic {
    Diagnostic::new(
        format!("version {version} of `{}` has no layout", name.value),
        name.span,
        "not all versions have a layout without `when`",
    )
    .with_help(format!(
        "the message has {}: every one needs a `fixed` block without `when`",
        versions.describe()
    ))
}
