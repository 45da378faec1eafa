//! A count: an unsigned integer, and nothing else.

use super::context::Context;
use super::field::{Width, field_type};
use super::floating::tag;
use super::plain::FloatingField;
use super::versions::Outer;
use crate::ast::{Example, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{FieldType, FloatingCount, WireForm};
use crate::source::Span;

/// The count of a list in the floating part.
pub(super) fn resolve(
    context: &mut Context<'_>,
    declared: &FloatingField,
    list: &Word,
    outer: Outer<'_>,
) -> Option<FloatingCount> {
    let field = &declared.field;
    let window = context.window(&field.window, outer);
    let ty = field_type(context, field, Width::Same);
    let tag = tag(context, declared);
    let errata = context.errata(&field.errata);
    let more = [
        field.meaning.as_ref().map(|word| word.span),
        field.null.as_ref().map(|null| null.span),
        field.example.as_ref().map(Example::span),
        declared.secret,
        field.ty.sizes.as_ref().map(|sizes| sizes.span),
    ];
    for span in more.into_iter().flatten() {
        context.report(only_a_number(span));
    }
    let ty = ty?;
    check_type(context, &field.ty.name, ty);
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

/// A count is an unsigned integer.
pub(super) fn check_type(context: &mut Context<'_>, word: &Word, ty: FieldType) {
    if !matches!(ty.form, WireForm::Unsigned(_)) {
        context.report(
            Diagnostic::new(
                "a count is an unsigned integer",
                word.span,
                format!("`{}` is none", word.value),
            )
            .with_help("name a type that is declared as `unsigned`"),
        );
    }
}

/// A count that shall be more.
fn only_a_number(span: Span) -> Diagnostic {
    Diagnostic::new("a count is only a number", span, "not possible for a count")
        .with_help("leave this out: the value of a count is the length of its list")
}
