//! The fields of a fixed part: each has a size, and the same place in all versions.

use super::meaning::{Width, check_count_type, field_type, null, only_a_count};
use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::{FixedField, HEADER_BYTES, WireForm};
use crate::resolver::context::Context;
use crate::resolver::expand::plain::{Field, Layout};
use crate::resolver::types::values;
use crate::resolver::versions::{Outer, Versions, open_window};
use crate::source::Span;
use crate::words::counted;

/// One field; `None` if something about it is wrong, and reported.
pub(crate) fn fixed_field(
    context: &mut Context<'_>,
    field: &Field,
    width: Width,
    outer: Outer<'_>,
) -> Option<FixedField> {
    let window = context.window(&field.window, outer);
    let ty = field_type(context, field, width);
    let errata = context.errata(&field.errata);
    let ty = ty?;
    let null = null(context, field, ty);
    if field.counts.is_some() {
        check_count_type(context, &field.ty.name, ty);
        only_a_count(context, field);
    }
    Some(FixedField {
        name: context.name(&field.name),
        ty,
        size: fixed_size(context, field, ty.form)?,
        window,
        null,
        default: values::default(context, field, ty),
        example: values::example(context, field, ty),
        counts: field.counts.as_ref().map(|list| list.value.clone()),
        optional: false,
        doc: field.doc.clone(),
        errata,
    })
}

/// The size of a fixed field: that of its type, or for bytes the one in brackets.
fn fixed_size(context: &mut Context<'_>, field: &Field, form: WireForm) -> Option<u32> {
    match (form, form.size(), &field.ty.sizes) {
        (_, Some(size), None) => Some(size),
        (_, Some(_), Some(sizes)) => {
            context.report(needless_size(&field.ty.name, sizes.span));
            None
        }
        (WireForm::Bytes, None, Some(sizes)) => match sizes.value.as_slice() {
            [only] if only.window.is_open() => {
                let size = context.amount(&only.bytes)?;
                if size == 0 {
                    context.report(no_bytes(only.bytes.span()));
                }
                Some(size)
            }
            _ => {
                context.report(several_sizes(sizes.span));
                None
            }
        },
        _ => {
            context.report(no_fixed_size(&field.ty.name, form));
            None
        }
    }
}

/// Checks that the fixed part fits into a message.
pub(crate) fn check_frame(context: &mut Context<'_>, declared: &Layout, fields: &[FixedField]) {
    let bytes: u64 = fields.iter().map(|field| u64::from(field.size)).sum();
    let limit = u64::from(context.header.frame_limit);
    if bytes + u64::from(HEADER_BYTES) > limit {
        context.report(
            Diagnostic::new(
                "this fixed part is larger than a message",
                declared.span,
                counted(bytes, "byte"),
            )
            .with_help(format!(
                "a message takes at most {limit} bytes, {HEADER_BYTES} of them its header (`frame limit`)"
            )),
        );
    }
}

/// Checks that fields that some version lacks come last, so that the place of the others is fixed.
pub(crate) fn check_order(context: &mut Context<'_>, fields: &[Field], versions: Versions) {
    let mut before: Option<(Versions, &Field)> = None;
    for field in fields {
        let own = versions.part(open_window(&field.window));
        if let Some((narrower, earlier)) = before.filter(|(before, _)| !before.covers(own)) {
            context.report(no_fixed_place(field, own, earlier, narrower));
            return;
        }
        before = Some((own, field));
    }
}

/// A field after one that has fewer versions.
fn no_fixed_place(field: &Field, own: Versions, earlier: &Field, narrower: Versions) -> Diagnostic {
    let window = &earlier.window;
    let span = window.since.as_ref().or(window.until.as_ref());
    Diagnostic::new(
        format!("`{}` has no fixed place", field.name.value),
        field.name.span,
        format!("in {}", own.describe()),
    )
    .with_place(
        span.map_or(earlier.name.span, |number| number.span),
        format!(
            "`{}` before it only in {}",
            earlier.name.value,
            narrower.describe()
        ),
    )
    .with_help(
        "a field that some versions lack comes after those that all have; \
         otherwise, give each form its own layout: `fixed until 19 { … }  fixed since 20 { … }`",
    )
}

/// A size on a type that has one.
fn needless_size(ty: &Word, span: Span) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has a fixed size", ty.value),
        span,
        "no other size possible",
    )
    .with_help("leave the brackets out")
}

/// Bytes that take no place.
fn no_bytes(span: Span) -> Diagnostic {
    Diagnostic::new("this field takes no bytes", span, "nothing")
        .with_help("give its size in bytes, or leave the field out")
}

/// More than one size.
fn several_sizes(span: Span) -> Diagnostic {
    Diagnostic::new("a fixed field has one size", span, "not one size")
        .with_help("where the size changes with the version, give each form its own layout")
}

/// A field without a fixed size.
fn no_fixed_size(ty: &Word, form: WireForm) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        "a fixed field needs a fixed size",
        ty.span,
        format!("`{}` has no fixed size", ty.value),
    );
    match form {
        WireForm::Bytes => {
            diagnostic.with_help(format!("give the size in brackets: `{}[8]`", ty.value))
        }
        _ => diagnostic.with_help("text and named values belong in the floating part"),
    }
}
