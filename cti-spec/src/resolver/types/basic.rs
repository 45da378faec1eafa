//! The basic types, and their sizes: largest parts of named variables and arrays, widths of integers.

use crate::ast::{Number, Type, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{BasicType, NamedParts, WireForm};
use crate::resolver::context::Context;
use crate::words::counted;

/// The largest data with a length of two bytes.
pub(crate) const LARGEST: u32 = 0xFFFF;

/// The basic types.
pub(crate) fn resolve(context: &mut Context<'_>) -> Vec<BasicType> {
    let types = context.items.types.iter();
    types
        .map(|(doc, ty)| BasicType {
            name: ty.name.value.clone(),
            form: ty.form,
            parts: named_parts(context, ty),
            doc: (*doc).clone(),
        })
        .collect()
}

/// The largest parts of a named variable or a named array, which its type must give.
fn named_parts(context: &mut Context<'_>, ty: &Type) -> Option<NamedParts> {
    let (WireForm::NamedVariable | WireForm::NamedArray) = ty.form else {
        return None;
    };
    let (Some(name), Some(value)) = (&ty.name_size, &ty.value_size) else {
        context.report(parts_without_size(&ty.name));
        return None;
    };
    // A name has at least one character; both have their NUL.
    for (part, size, least) in [("name", name, 2), ("value", value, 1)] {
        if size.value < least || size.value > LARGEST {
            context.report(impossible_part(part, size, least));
        }
    }
    Some(NamedParts {
        name: name.value,
        value: value.value,
    })
}

/// A named variable or array whose name or value has no largest size.
fn parts_without_size(ty: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` does not say how long name and value may be", ty.value),
        ty.span,
        "`name` and `value` are needed",
    )
    .with_help(
        "give the largest sizes in bytes, each with its NUL: `named variable name 33 value 211`",
    )
}

/// A size that no part can have.
fn impossible_part(part: &str, size: &Number, least: u32) -> Diagnostic {
    Diagnostic::new(
        format!("a {part} cannot take {}", counted(size.value, "byte")),
        size.span,
        format!("not from {least} to {LARGEST}"),
    )
    .with_help("the NUL at the end counts, a name has a character before it, and all of it fits in a floating field")
}

/// Whether a value fits a width in bytes.
pub(crate) fn fits(value: u32, width: u8) -> bool {
    u64::from(value) < 1 << (8 * u32::from(width.min(4)))
}

/// A null value that is wider than the type.
pub(crate) fn null_too_wide(value: &Number, width: u8) -> Diagnostic {
    let largest = (1_u64 << (8 * u32::from(width.min(4)))) - 1;
    Diagnostic::new(
        "the null value does not fit",
        value.span,
        "wider than the type",
    )
    .with_help(format!("the largest value of the type is {largest:#X}"))
}
