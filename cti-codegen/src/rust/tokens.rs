//! Identifiers, paths, integer types and literals as tokens.

use cti_spec::model::WireForm;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::facts;

/// An identifier; `r#type` gives a raw one.
///
/// Names come from the model, whose names are identifiers already.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A path such as `crate::ids::CallId`.
pub(super) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(ident);
    quote!(#(#segments)::*)
}

/// The integer of a form, `i16` or `u32`. What is no plain number has the unsigned one of its width.
pub(super) fn integer(form: WireForm) -> Ident {
    let letter = match form {
        WireForm::Signed(_) => 'i',
        _ => 'u',
    };
    let bits = 8 * u32::from(facts::width(form).unwrap_or(4));
    format_ident!("{letter}{bits}")
}

/// The attribute of every type with a form of its own in serde's formats. Crates turn its feature on for
/// themselves, as those do that declare messages of their own.
pub(super) fn serde() -> TokenStream {
    quote!(#[cfg_attr(feature = "serde", cti(serde))])
}

/// The name of the file of a module.
pub(super) fn file_name(module: &str) -> String {
    format!("{}.rs", module.trim_start_matches("r#"))
}

/// A number in decimal, without a type.
pub(super) fn decimal(value: u32) -> Literal {
    Literal::u32_unsuffixed(value)
}

/// A number as a reader expects it.
pub(super) fn readable_literal(value: u32, width: u8) -> Literal {
    // Should the text be no literal, the number is right all the same.
    let readable = facts::readable(value, width).parse();
    readable.unwrap_or_else(|_| decimal(value))
}

/// A number in hexadecimal, with all digits of its width.
pub(super) fn hexadecimal_literal(value: u32, width: u8) -> Literal {
    let hexadecimal = facts::hexadecimal(value, width).parse();
    hexadecimal.unwrap_or_else(|_| decimal(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_become_raw() {
        assert_eq!(ident("r#type").to_string(), "r#type");
        assert_eq!(file_name("r#type"), "type.rs");
    }
}
