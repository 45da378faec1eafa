//! The fields of floating parts and entries: their tags, and their maxima, one for each version.

use super::meaning::{Width, field_type, null};
use crate::ast::{Size, TypeUse, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{FieldType, FloatingField, Maximum, TagIndex, Window, WireForm};
use crate::resolver::context::Context;
use crate::resolver::expand::plain;
use crate::resolver::names::Kind;
use crate::resolver::types::basic::LARGEST;
use crate::resolver::types::values;
use crate::resolver::versions::{Outer, Versions, open_window};
use crate::source::{Span, Spanned};
use crate::words::counted;

/// A field with its type, tag and maxima.
pub(crate) fn floating_field(
    context: &mut Context<'_>,
    declared: &plain::FloatingField,
    outer: Outer<'_>,
) -> Option<FloatingField> {
    let field = &declared.field;
    let window = context.window(&field.window, outer);
    let errata = context.errata(&field.errata);
    let ty = field_type(context, field, Width::Same);
    // Without a known type it may not be a field at all: a missing tag is not a second error.
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
pub(crate) fn tag(context: &mut Context<'_>, declared: &plain::FloatingField) -> Option<TagIndex> {
    let name = &declared.field.name;
    let Some(tag) = &declared.tag else {
        // In the catalogue, where it is one error for all lines that use the field.
        let ty = declared.field.ty.name.span;
        let span = if ty.via > 0 { ty } else { name.span };
        context.report(
            Diagnostic::new(
                format!("`{}` has no tag", name.value),
                span,
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

/// The maxima of a field in its versions; `None` if they are wrong, and reported.
pub(crate) fn maxima(
    context: &mut Context<'_>,
    declared: &TypeUse,
    form: WireForm,
    versions: Versions,
) -> Option<Vec<Maximum>> {
    let ty = &declared.name;
    match (form.size(), &declared.sizes) {
        (Some(bytes), None) => Some(vec![Maximum {
            window: Window::default(),
            bytes,
        }]),
        (Some(bytes), Some(sizes)) => {
            context.report(needless(ty, bytes, sizes.span));
            None
        }
        (None, None) => {
            context.report(missing(ty));
            None
        }
        (None, Some(sizes)) => by_version(context, sizes, versions),
    }
}

/// The sizes in brackets.
fn by_version(
    context: &mut Context<'_>,
    sizes: &Spanned<Vec<Size>>,
    versions: Versions,
) -> Option<Vec<Maximum>> {
    let errors = context.reporter.mistakes();
    let outer = Outer {
        versions,
        what: "the field",
    };
    let mut maxima = Vec::new();
    let mut places: Vec<(Versions, Span)> = Vec::new();
    for size in &sizes.value {
        let span = size.bytes.span();
        // The catalogue has sizes for all versions, a message may have fewer.
        if span.via > 0 && versions.narrowed(open_window(&size.window)).is_none() {
            continue;
        }
        let window = context.window(&size.window, outer);
        let bytes = context.amount(&size.bytes)?;
        if bytes == 0 || bytes > LARGEST {
            context.report(impossible(span, bytes));
        }
        maxima.push(Maximum { window, bytes });
        // What is wrong already makes no overlap or gap.
        if context.reporter.mistakes() > errors {
            continue;
        }
        let covered = versions.part(window);
        let overlap = places
            .iter()
            .find_map(|&(other, span)| Some((other.common(covered)?, span)));
        if let Some((common, first)) = overlap {
            context.report(overlapping(span, first, common));
        }
        places.push((covered, span));
    }
    let covered = |version| places.iter().any(|(covered, _)| covered.contains(version));
    if context.reporter.mistakes() > errors {
        return None;
    }
    if let Some(version) = versions.iter().find(|&version| !covered(version)) {
        context.report(uncovered(sizes.span, version, versions));
        return None;
    }
    Some(maxima)
}

/// A maximum on a type that has one size.
fn needless(ty: &Word, bytes: u32, span: Span) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has a fixed size", ty.value),
        span,
        "no maximum possible",
    )
    .with_help(format!(
        "it always takes {}: leave the brackets out",
        counted(bytes, "byte")
    ))
}

/// No maximum on a type that has no size.
fn missing(ty: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` needs a maximum", ty.value),
        ty.span,
        "of any size",
    )
    .with_help(format!(
        "write the largest number of bytes in brackets: `{}[64]`",
        ty.value
    ))
}

/// A maximum that the wire cannot have.
fn impossible(span: Span, bytes: u32) -> Diagnostic {
    Diagnostic::new(
        format!("a field cannot take {}", counted(bytes, "byte")),
        span,
        "not from 1 to 65535",
    )
    .with_help("the length of a floating field takes 2 bytes on the wire")
}

/// Two maxima in one version.
fn overlapping(span: Span, first: Span, common: Versions) -> Diagnostic {
    Diagnostic::new(
        format!("two maxima hold in {}", common.describe()),
        span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help("separate them with `since` and `until`: `STRING[16 until 18, 64 since 19]`")
}

/// No maximum in a version.
fn uncovered(span: Span, version: u8, versions: Versions) -> Diagnostic {
    Diagnostic::new(
        format!("version {version} has no maximum"),
        span,
        "does not cover all versions",
    )
    .with_help(format!(
        "the field has {}: give each its maximum, `STRING[16 until 18, 64 since 19]`",
        versions.describe()
    ))
}
