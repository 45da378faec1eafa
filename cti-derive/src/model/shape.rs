//! The `Option` and `Vec` around a member's type, as far as their spelling shows.
//!
//! A derive sees words, not types: an alias of `Option` is not recognised. The messages say what to write. After a
//! message the type is taken as it stands, so that the member still counts as one.

use syn::spanned::Spanned as _;
use syn::{GenericArgument, PathArguments, Type};

use crate::errors::Errors;

/// The `T` of `Option<T>`, or an error that says why it must be one.
pub(crate) fn option<'i>(ty: &'i Type, reason: &str, errors: &Errors) -> &'i Type {
    argument_of(ty, "Option").unwrap_or_else(|| {
        errors.at(ty.span(), format!("{reason}: make it an `Option<…>`"));
        ty
    })
}

/// The type itself, or an error that says why it may not be an `Option`.
pub(crate) fn plain<'i>(ty: &'i Type, reason: &str, errors: &Errors) -> &'i Type {
    if argument_of(ty, "Option").is_some() {
        errors.at(ty.span(), format!("{reason}: leave out the `Option`"));
    }
    ty
}

/// The `T` of `Vec<T>`, or an error that says why it must be one.
pub(crate) fn vec<'i>(ty: &'i Type, reason: &str, errors: &Errors) -> &'i Type {
    argument_of(ty, "Vec").unwrap_or_else(|| {
        errors.at(ty.span(), format!("{reason}: make it a `Vec<…>`"));
        ty
    })
}

/// The `T` of `Option<Vec<T>>`, or an error that says why it must be one.
pub(crate) fn option_vec<'i>(ty: &'i Type, reason: &str, errors: &Errors) -> &'i Type {
    argument_of(ty, "Option")
        .and_then(|list| argument_of(list, "Vec"))
        .unwrap_or_else(|| {
            errors.at(ty.span(), format!("{reason}: make it an `Option<Vec<…>>`"));
            ty
        })
}

/// The name of a type that always has the same size on the wire.
pub(crate) fn sized_name(ty: &Type) -> Option<String> {
    const SIZED: [&str; 8] = ["u8", "i8", "u16", "i16", "u32", "i32", "Bool", "Time"];
    match peel(ty) {
        Type::Array(_) => Some("[u8; N]".to_owned()),
        Type::Path(path) => {
            let name = path.path.segments.last()?.ident.to_string();
            SIZED.contains(&name.as_str()).then_some(name)
        }
        _ => None,
    }
}

/// The name of a type that is known to have no name and value in it.
pub(crate) fn partless_name(ty: &Type) -> Option<String> {
    const PARTLESS: [&str; 2] = ["Text", "Bytes"];
    sized_name(ty).or_else(|| match peel(ty) {
        Type::Path(path) => {
            let name = path.path.segments.last()?.ident.to_string();
            PARTLESS.contains(&name.as_str()).then_some(name)
        }
        _ => None,
    })
}

/// The `T` of `wrapper<T>`.
fn argument_of<'i>(ty: &'i Type, wrapper: &str) -> Option<&'i Type> {
    let Type::Path(path) = peel(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident == wrapper, arguments.args.first()) {
        (true, Some(GenericArgument::Type(inner))) => Some(inner),
        _ => None,
    }
}

/// The type without the invisible groups that `macro_rules` puts around it, and without parentheses.
fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(paren) => peel(&paren.elem),
        other => other,
    }
}
