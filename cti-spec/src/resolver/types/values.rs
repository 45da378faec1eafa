//! Defaults and examples, which fit the types of their items.

use super::basic::fits;
use crate::ast::{Default, Example as Written, Table, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Example, FieldType, Maximum, Meaning, WireForm};
use crate::name::nearest;
use crate::resolver::context::Context;
use crate::resolver::expand::plain::Field;
use crate::resolver::report::unknown;
use crate::source::Span;

/// The default of a field.
pub(crate) fn default(context: &mut Context<'_>, field: &Field, ty: FieldType) -> Option<u32> {
    match field.default.as_ref()? {
        Default::Number(number) => of_width(context, number.value, number.span, ty),
        Default::Constant(name) => constant(context, name, ty),
    }
}

/// The example of an id.
pub(crate) fn of_id(
    context: &mut Context<'_>,
    example: Option<&Written>,
    width: Option<u8>,
) -> Option<u32> {
    match example? {
        Written::Number(number) => {
            if width.is_some_and(|width| !fits(number.value, width)) {
                context.report(too_wide(number.span));
            }
            Some(number.value)
        }
        Written::Constant(word) | Written::Text(word) => {
            context.report(other_form(word.span, "a number"));
            None
        }
    }
}

/// The example of a field.
pub(crate) fn example(context: &mut Context<'_>, field: &Field, ty: FieldType) -> Option<Example> {
    let example = field.example.as_ref()?;
    match (ty.form, example) {
        (WireForm::Text, Written::Text(text)) => {
            if text.value.contains('\0') {
                context.report(other_form(text.span, "a text without a NUL"));
            }
            Some(Example::Text(text.value.clone()))
        }
        (WireForm::Text, _) => {
            context.report(other_form(example.span(), "a text in quotes"));
            None
        }
        (WireForm::Bytes, Written::Text(digits)) => {
            let bytes = Example::from_hex(&digits.value);
            if bytes.is_none() {
                context.report(other_form(digits.span, BYTES));
            }
            bytes.map(Example::Bytes)
        }
        (WireForm::Bytes, _) => {
            context.report(other_form(example.span(), BYTES));
            None
        }
        (WireForm::NamedVariable | WireForm::NamedArray, written) => {
            let named = match written {
                Written::Text(text) => text.value.split_once('='),
                Written::Number(_) | Written::Constant(_) => None,
            };
            if named.is_none() {
                context.report(other_form(written.span(), "a text `\"name=value\"`"));
            }
            named.map(|(name, value)| Example::Named {
                name: name.to_owned(),
                value: value.to_owned(),
            })
        }
        (_, Written::Number(number)) => {
            of_width(context, number.value, number.span, ty).map(Example::Number)
        }
        (_, Written::Constant(name)) => constant(context, name, ty).map(Example::Number),
        (_, Written::Text(text)) => {
            context.report(other_form(text.span, "a number or the name of a constant"));
            None
        }
    }
}

/// The example of a floating field, which is not larger than the field in any version.
pub(crate) fn example_within(
    context: &mut Context<'_>,
    field: &Field,
    ty: FieldType,
    maxima: &[Maximum],
) -> Option<Example> {
    let example = example(context, field, ty)?;
    let size = match &example {
        Example::Number(_) => return Some(example),
        // With the NUL at the end.
        Example::Text(text) => text.len() + 1,
        Example::Bytes(bytes) => bytes.len(),
        Example::Named { name, value } => {
            let index = usize::from(ty.form == WireForm::NamedArray);
            index + name.len() + 1 + value.len() + 1
        }
    };
    let least = maxima.iter().map(|maximum| maximum.bytes).min()?;
    let is_too_long = u32::try_from(size).is_ok_and(|size| size > least);
    if let Some(written) = field.example.as_ref().filter(|_| is_too_long) {
        context.report(too_long(written.span(), size, least));
    }
    Some(example)
}

/// The form of bytes.
const BYTES: &str = "bytes as a text of hexadecimal digits, `\"01ff\"`";

/// A number that fits the type of a field.
fn of_width(context: &mut Context<'_>, value: u32, span: Span, ty: FieldType) -> Option<u32> {
    let width = ty.form.size().and_then(|size| u8::try_from(size).ok());
    match width {
        Some(width) if fits(value, width) => Some(value),
        Some(_) => {
            context.report(too_wide(span));
            None
        }
        None => {
            context.report(
                Diagnostic::new("only integers have a default", span, "not an integer")
                    .with_help("a text or bytes without a value is left out: leave `default` out"),
            );
            None
        }
    }
}

/// The value of a constant of the enumeration, or of a bit of the mask, that a field is.
fn constant(context: &mut Context<'_>, name: &Word, ty: FieldType) -> Option<u32> {
    let items = context.items;
    let table = match ty.meaning {
        Some(Meaning::Enumeration(index)) => items.enumerations.get(index.0),
        Some(Meaning::Mask(index)) => items.masks.get(index.0),
        Some(Meaning::Id(_)) | None => None,
    };
    let Some((_, table)) = table else {
        context.report(
            Diagnostic::new(
                format!("`{}` is not a constant of this field", name.value),
                name.span,
                "the field is neither an enumeration nor a mask",
            )
            .with_help("write a number"),
        );
        return None;
    };
    of_table(context, name, table)
}

/// The value of a constant of a table; where it has several, that of the newest version.
pub(crate) fn of_table(context: &mut Context<'_>, name: &Word, table: &Table) -> Option<u32> {
    let values = || table.values.iter();
    let value = values().rev().find(|value| value.name.value == name.value);
    if value.is_none() {
        let known: Vec<&str> = values().map(|value| &*value.name.value).collect();
        let near = nearest(&name.value, known.iter().copied());
        let what = format!("constant of `{}`", table.name.value);
        context.report(unknown(&what, name, near, &known));
    }
    value.map(|value| value.value.value)
}

/// A number that is wider than its type.
fn too_wide(span: Span) -> Diagnostic {
    Diagnostic::new("this number does not fit", span, "wider than the type")
        .with_help("write a number that the type holds")
}

/// An example of another form than the type.
fn other_form(span: Span, wanted: &str) -> Diagnostic {
    Diagnostic::new(
        "this is not an example of the type",
        span,
        format!("expected {wanted}"),
    )
    .with_help("an example is a value that the item can have")
}

/// An example that the field does not hold.
fn too_long(span: Span, size: usize, least: u32) -> Diagnostic {
    Diagnostic::new(
        "this example is too long",
        span,
        format!("{size} bytes on the wire"),
    )
    .with_help(format!(
        "the field holds at most {least} bytes in some version"
    ))
}
