//! The types of fields, their meanings and their null values: the widths fit.

use std::cmp::Ordering;

use crate::ast::{Default, Example, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{EnumerationIndex, FieldType, IdIndex, MaskIndex, Meaning, TypeIndex, WireForm};
use crate::resolver::context::Context;
use crate::resolver::expand::plain::{Field, Meant};
use crate::resolver::names::{Fit, Kind, Symbol};
use crate::resolver::types::basic::{fits, null_too_wide};
use crate::source::Span;
use crate::words::counted;

/// Whether a field may be narrower than the type of its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// No.
    Same,
    /// In a layout of some bodies, which the usual layout widens.
    MayBeNarrower,
}

/// The type of a field; `None` if something about it is wrong, and reported.
pub(crate) fn field_type(
    context: &mut Context<'_>,
    field: &Field,
    width: Width,
) -> Option<FieldType> {
    let ty = &field.ty.name;
    let basic = context.find(&[Kind::Type], ty);
    let meant = field.meaning.as_ref().map(|meaning| {
        let word = meaning.word();
        let kinds = [Kind::Id, Kind::Enumeration, Kind::Mask];
        (word, context.find(&kinds, word))
    });
    let basic = basic?;
    let form = context.form(ty)?;
    let meaning = match meant {
        Some((word, symbol)) => Some(meaning(context, ty, form, word, symbol?, width)?),
        None => None,
    };
    Some(FieldType {
        basic: TypeIndex(basic.index),
        form,
        meaning,
    })
}

/// Resolves the meaning of a field, whose width must be that of the meaning.
fn meaning(
    context: &mut Context<'_>,
    ty: &Word,
    form: WireForm,
    word: &Word,
    symbol: Symbol,
    allowed: Width,
) -> Option<Meaning> {
    let meaning = match symbol.kind {
        Kind::Enumeration => Meaning::Enumeration(EnumerationIndex(symbol.index)),
        Kind::Mask => Meaning::Mask(MaskIndex(symbol.index)),
        _ => Meaning::Id(IdIndex(symbol.index)),
    };
    let is_signed = matches!(form, WireForm::Signed(_));
    let mistake = match context.names.fit(context.items, form, symbol) {
        Fit::Same | Fit::Unknown => return Some(meaning),
        Fit::NoInteger => no_integer(ty, word),
        Fit::Signed => signed_table(ty, word, symbol),
        Fit::OtherWidth { field, named } if field > named || allowed == Width::Same => {
            other_width(ty, field, word, named, symbol)
        }
        Fit::OtherWidth { .. } if is_signed => signed_and_narrower(ty, word, symbol),
        Fit::OtherWidth { .. } => return Some(meaning),
    };
    context.report(mistake);
    None
}

/// Compares the width of a field with that of its meaning. Unknown types are reported already, and
/// count as equal.
pub(crate) fn compare_width(context: &Context<'_>, field: &Field) -> Ordering {
    let fit = || {
        let form = context.form(&field.ty.name)?;
        let meaning = field.meaning.as_ref()?.word();
        let symbol = context.names.get(&meaning.value)?;
        Some(context.names.fit(context.items, form, symbol))
    };
    match fit() {
        Some(Fit::OtherWidth { field, named }) => field.cmp(&named),
        _ => Ordering::Equal,
    }
}

/// The null value of a field.
pub(crate) fn null(context: &mut Context<'_>, field: &Field, ty: FieldType) -> Option<u32> {
    let null = field.null.as_ref()?;
    if let Some(name) = &null.value.name {
        context.report(named_null(name));
    }
    let value = &null.value.value;
    match ty.form.size().and_then(|size| u8::try_from(size).ok()) {
        Some(width) if fits(value.value, width) => Some(value.value),
        Some(width) => {
            context.report(null_too_wide(value, width));
            None
        }
        None => {
            context.report(
                Diagnostic::new("this field has no null value", null.span, "not an integer")
                    .with_help("a text or bytes without a value is left out: leave `null` out"),
            );
            None
        }
    }
}

/// A count is an unsigned integer.
pub(crate) fn check_count_type(context: &mut Context<'_>, word: &Word, ty: FieldType) {
    if !matches!(ty.form, WireForm::Unsigned(_)) {
        context.report(
            Diagnostic::new(
                "a count is an unsigned integer",
                word.span,
                format!("`{}` is not an unsigned integer", word.value),
            )
            .with_help("name a type that is declared as `unsigned`"),
        );
    }
}

/// A null value of a field with a name.
fn named_null(name: &Word) -> Diagnostic {
    Diagnostic::new("the null value of a field has no name", name.span, "a name")
        .with_help("leave the name out, or declare it at the id or enumeration of the field")
}

/// A meaning on a field that is no integer.
fn no_integer(ty: &Word, word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("a field of type `{}` cannot be `{}`", ty.value, word.value),
        word.span,
        "needs an integer",
    )
    .with_place(ty.span, "not an integer")
    .with_help("`as` gives a meaning to integers only: leave it out, or change the type")
}

/// A table over a signed field.
fn signed_table(ty: &Word, word: &Word, symbol: Symbol) -> Diagnostic {
    Diagnostic::new(
        format!("a signed field cannot be `{}`", word.value),
        word.span,
        "needs an unsigned integer",
    )
    .with_place(ty.span, "signed")
    .with_place(
        symbol.span,
        format!("{} is declared here", symbol.kind.word()),
    )
    .with_help("only an id may be the meaning of a signed field: its bits are the same")
}

/// A signed field that is narrower than its meaning.
fn signed_and_narrower(ty: &Word, word: &Word, symbol: Symbol) -> Diagnostic {
    Diagnostic::new(
        format!("a signed field cannot be a narrower `{}`", word.value),
        ty.span,
        "signed",
    )
    .with_place(symbol.span, "wider")
    .with_help("nothing says how to widen its sign: a narrower form is an unsigned integer")
}

/// A field of another width than its meaning.
fn other_width(ty: &Word, width: u8, word: &Word, declared: u8, symbol: Symbol) -> Diagnostic {
    let message = format!(
        "`{}` takes {} and `{}` {declared}",
        ty.value,
        counted(width, "byte"),
        word.value
    );
    // The line that gives a field of the catalogue another meaning is the one to change.
    let diagnostic = if ty.span.via > 0 && word.span.via == 0 {
        let place = Diagnostic::new(message, word.span, "of another width");
        place.with_place(ty.span, counted(width, "byte"))
    } else {
        Diagnostic::new(message, ty.span, counted(width, "byte"))
    };
    diagnostic
    .with_place(symbol.span, counted(declared, "byte"))
    .with_help(
        "the width of a field is that of its meaning; only in a layout with `when` it may be smaller",
    )
}

/// Checks that a count has no clauses about its value.
pub(crate) fn only_a_count(context: &mut Context<'_>, field: &Field) {
    let default = field.default.as_ref().map(|default| match default {
        Default::Number(number) => number.span,
        Default::Constant(name) => name.span,
    });
    let meaning = match &field.meaning {
        Some(Meant::Written(word)) => Some(word.span),
        // No clause says it.
        Some(Meant::Implied(_)) | None => None,
    };
    let more = [
        meaning,
        field.null.as_ref().map(|null| null.span),
        default,
        field.example.as_ref().map(Example::span),
    ];
    for span in more.into_iter().flatten() {
        context.report(only_a_number(span));
    }
}

/// A clause or size that a count cannot have.
pub(crate) fn only_a_number(span: Span) -> Diagnostic {
    Diagnostic::new("a count is only a number", span, "not possible for a count")
        .with_help("leave this out: the value of a count is the length of its list")
}
