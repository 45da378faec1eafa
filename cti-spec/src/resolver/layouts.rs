//! The layouts of the fixed part.
//!
//! The version and the bodies that `when` names decide which layout a message has.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::context::Context;
use super::expand::plain::{self, Field, Floating, Meant, Parts};
use super::fields::fixed::{check_frame, check_order, fixed_field};
use super::fields::meaning::{Width, compare_width};
use super::report::unknown;
use super::versions::{Outer, Versions, open_window};
use crate::ast::{self, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{BodyShape, FixedField, Layout, MAX_FORM_BYTES};
use crate::name::nearest;
use crate::source::Span;
use crate::words::counted;

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
            check_same_members(context, several);
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
    let mut layout = Layout {
        window,
        bodies: Vec::new(),
        fields,
        doc: declared.doc.clone(),
        errata: context.errata(&declared.errata),
    };
    let sizes = complete.then(|| layout.sizes(inner.versions.iter()));
    layout.bodies = body_shapes(context, declared, sizes.as_deref(), floating);
    layout
}

/// Checks that the fields of several layouts have no windows: each has its fields in all its versions.
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

/// Checks that in every version exactly one layout has no `when`, and that it comes last.
fn check_choice(
    context: &mut Context<'_>,
    name: &Word,
    layouts: &[plain::Layout],
    outer: Outer<'_>,
) {
    if layouts.is_empty() {
        return;
    }
    let placed: Vec<(Versions, &plain::Layout)> = layouts
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

/// Whether an earlier layout takes all bodies, or one of those that a layout has.
fn hides(earlier: &plain::Layout, layout: &plain::Layout) -> bool {
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

/// The bodies that a layout of some sizes is recognised by.
fn body_shapes(
    context: &mut Context<'_>,
    declared: &plain::Layout,
    sizes: Option<&[(u32, u8)]>,
    floating: &[Floating],
) -> Vec<BodyShape> {
    let sizes = || sizes.into_iter().flatten().map(|&(size, _)| size);
    let shapes = declared.when.iter().flat_map(|when| &when.value);
    let mut bodies: Vec<BodyShape> = Vec::new();
    for shape in shapes {
        if let (Some(least), Some(largest)) = (sizes().min(), sizes().max()) {
            if (least, largest) != (shape.bytes.value, shape.bytes.value) {
                context.report(wrong_size(shape.bytes.span, least, largest));
            }
        }
        if let Some(field) = &shape.field {
            check_body_field(context, field, floating);
            if shape.bytes.value as usize > MAX_FORM_BYTES {
                context.report(told_too_late(shape.bytes.span, field.span));
            }
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

/// Checks that the field of a body is a floating field of the message with a fixed size.
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

/// Checks that a field of one name has one type in all layouts, but for its width in a layout with
/// `when`; and that a layout has the narrower form of a member only if all have the member.
fn check_same_members(context: &mut Context<'_>, layouts: &[plain::Layout]) {
    let mut reported: HashSet<Span> = HashSet::new();
    for (index, layout) in layouts.iter().enumerate() {
        for field in &layout.fields {
            for other_layout in layouts.iter().skip(index + 1) {
                let same_name = |other: &&Field| other.name.value == field.name.value;
                let Some(other) = other_layout.fields.iter().find(same_name) else {
                    continue;
                };
                if !same_member(context, field, other) && reported.insert(other.ty.name.span) {
                    context.report(other_type(field, other));
                }
            }
        }
    }
    check_narrower(context, layouts);
}

/// Checks that a member with a narrower form is in every layout.
fn check_narrower(context: &mut Context<'_>, layouts: &[plain::Layout]) {
    for layout in layouts {
        for field in &layout.fields {
            let has_it = |other: &&plain::Layout| {
                let mut names = other.fields.iter().map(|field| &field.name.value);
                names.any(|name| *name == field.name.value)
            };
            let lacking = layouts.iter().find(|other| !has_it(other));
            if let Some(lacking) = lacking {
                if compare_width(context, field) == Ordering::Less {
                    context.report(narrower_and_missing(field, lacking));
                }
            }
        }
    }
}

/// Whether two fields are the same member.
///
/// Unknown types and meanings are reported already and count as the same. So does a width other than
/// that of the meaning, which is either a narrower form or reported as well.
fn same_member(context: &Context<'_>, field: &Field, other: &Field) -> bool {
    let unknown = |field: &Field| {
        let meaning = field.meaning.as_ref().map(Meant::word);
        let mut words = std::iter::once(&field.ty.name).chain(meaning);
        words.any(|word| context.names.get(&word.value).is_none())
    };
    if unknown(field) || unknown(other) {
        return true;
    }
    let sizes = |field: &Field| -> Vec<Option<u32>> {
        let sizes = field.ty.sizes.iter().flat_map(|sizes| &sizes.value);
        sizes
            .map(|size| context.known_amount(&size.bytes))
            .collect()
    };
    let meaning = |field: &Field| {
        let meaning = field.meaning.as_ref();
        meaning.map(|meaning| meaning.word().value.clone())
    };
    let full_width = |field: &Field| compare_width(context, field) == Ordering::Equal;
    let same_type = field.ty.name.value == other.ty.name.value && sizes(field) == sizes(other);
    meaning(field) == meaning(other) && (same_type || !full_width(field) || !full_width(other))
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

/// `when body is` with another size than the layout has.
fn wrong_size(span: Span, least: u32, largest: u32) -> Diagnostic {
    let size = if least == largest {
        counted(least, "byte")
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

/// A body that is recognised by a field which comes too late.
fn told_too_late(span: Span, field: Span) -> Diagnostic {
    Diagnostic::new(
        "the fixed part before this field is too long",
        span,
        "too many",
    )
    .with_place(field, "the field")
    .with_help(format!(
        "a layout recognised by a floating field has at most {MAX_FORM_BYTES} bytes of fixed fields"
    ))
}

/// One body twice.
fn same_body(span: Span) -> Diagnostic {
    Diagnostic::new("this body appears twice", span, "the second").with_help("leave it out")
}

/// A layout behind one that holds its bodies in the same version.
fn never_reached(layout: &plain::Layout, earlier: &plain::Layout, common: Versions) -> Diagnostic {
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
            "separate them with `since` and `until`, or say with `when` what tells them apart",
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

/// One field with two types.
fn other_type(field: &Field, other: &Field) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has another type in another layout", other.name.value),
        other.ty.name.span,
        "not the same type and meaning",
    )
    .with_place(field.ty.name.span, "the other layout")
    .with_help(
        "a field of one name is one member of the message: give both the same type, or two names",
    )
}

/// A narrower form of a member that not every layout has.
fn narrower_and_missing(field: &Field, lacking: &plain::Layout) -> Diagnostic {
    Diagnostic::new(
        format!(
            "`{}` is narrower here and missing elsewhere",
            field.name.value
        ),
        field.ty.name.span,
        "the narrower form",
    )
    .with_place(lacking.span, "this layout does not have it")
    .with_help(
        "a member that some layout lacks has one form: give it its full width, or another name",
    )
}
