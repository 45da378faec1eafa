//! The kinds of errors, as their enums declare them.
//!
//! The enums are `non_exhaustive`, so no `match` outside of their crate can be complete. Their
//! declarations are parsed instead: a kind that is added is seen the moment it is declared.

use std::sync::LazyLock;

use syn::{Attribute, Expr, ExprLit, File, Item, ItemEnum, Lit, Meta};

/// The kinds of an enum.
#[derive(Debug)]
pub struct Kinds {
    /// Those that every mode can give.
    pub in_both_modes: Vec<String>,
    /// Those that only strict modes give.
    pub strict_only: Vec<String>,
}

/// The kinds of `DecodeErrorKind`.
#[must_use]
pub fn of_decoding() -> &'static Kinds {
    static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
        let source = include_str!("../../cti-messages/src/error/decode.rs");
        read(source, "DecodeErrorKind")
    });
    &KINDS
}

/// The kinds of `EncodeErrorKind`.
#[must_use]
pub fn of_encoding() -> &'static Kinds {
    static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
        let source = include_str!("../../cti-messages/src/error/encode.rs");
        read(source, "EncodeErrorKind")
    });
    &KINDS
}

/// The name of a kind, from how it is debugged.
#[must_use]
pub fn name(kind: &impl std::fmt::Debug) -> String {
    let debugged = format!("{kind:?}");
    debugged
        .split(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn read(source: &str, name: &str) -> Kinds {
    let file: File = syn::parse_str(source).expect("Rust");
    let declared = file.items.iter().find_map(|item| match item {
        Item::Enum(item) if item.ident == name => Some(item),
        _ => None,
    });
    let declared = declared.expect("the enum is declared there");
    let first = first_of_strict(declared);
    let mut in_both_modes: Vec<String> = declared
        .variants
        .iter()
        .map(|variant| variant.ident.to_string())
        .collect();
    let at = in_both_modes.iter().position(|kind| *kind == first);
    let strict_only = in_both_modes.split_off(at.expect("a kind of the enum"));
    Kinds {
        in_both_modes,
        strict_only,
    }
}

/// The enum says itself which of its kinds is the first that occurs in strict mode only.
fn first_of_strict(declared: &ItemEnum) -> String {
    let doc: String = declared.attrs.iter().filter_map(doc).collect();
    doc.split_once("The kinds from [`Self::")
        .and_then(|(_, rest)| rest.split_once("`] on occur in strict mode only"))
        .map(|(kind, _)| kind.to_owned())
        .expect("the enum says which kinds occur in strict mode only")
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}
