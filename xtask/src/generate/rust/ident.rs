//! Identifiers, paths and literals as tokens.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

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

/// The name of the file of a module.
pub(super) fn file_name(module: &str) -> String {
    format!("{}.rs", module.trim_start_matches("r#"))
}

/// A number in decimal, without a type.
pub(super) fn decimal(value: u32) -> Literal {
    Literal::u32_unsuffixed(value)
}

/// A number in hexadecimal digits for a width in bytes, in groups of four: `0xFFFF_FFFF`.
pub(super) fn hexadecimal(value: u32, width: u8) -> String {
    let digits = format!("{value:0width$X}", width = usize::from(width) * 2);
    match digits.split_at_checked(4) {
        Some((high, low)) if !low.is_empty() => format!("0x{high}_{low}"),
        _ => format!("0x{digits}"),
    }
}

/// A number as a reader expects it: small ones in decimal, those near the top of their width
/// (which stand for "none" or are bit patterns) in hexadecimal.
pub(super) fn readable_literal(value: u32, width: u8) -> Literal {
    let top = match width {
        1 => 0xF0,
        2 => 0xFF00,
        _ => 0xFF00_0000,
    };
    if value >= top {
        // Should the text be no literal, the number is right all the same.
        hexadecimal(value, width)
            .parse()
            .unwrap_or_else(|_| decimal(value))
    } else {
        decimal(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_numbers_have_the_digits_of_their_width() {
        assert_eq!(hexadecimal(0xFF, 1), "0xFF");
        assert_eq!(hexadecimal(1, 2), "0x0001");
        assert_eq!(hexadecimal(u32::MAX, 4), "0xFFFF_FFFF");
        // A value wider than its width is the resolver's matter; it must not be cut here.
        assert_eq!(hexadecimal(0x1_0000, 1), "0x1000_0");
        assert_eq!(readable_literal(0x10, 4).to_string(), "16");
        assert_eq!(readable_literal(0xFFFF, 2).to_string(), "0xFFFF");
        assert_eq!(readable_literal(0xFFFF, 4).to_string(), "65535");
    }

    #[test]
    fn keywords_become_raw() {
        assert_eq!(ident("r#type").to_string(), "r#type");
        assert_eq!(file_name("r#type"), "type.rs");
    }
}
