//! Values: of the wrong form, out of range, windows without a version.

use proc_macro2::TokenStream;
use quote::quote;

use super::{errors, message_errors};
use crate::expand;

#[test]
fn a_value_has_the_form_of_its_key() {
    message_errors!([confirmed_by = "4"] {}
        "`confirmed_by` takes the type of a message without its lifetime, or a number: `confirmed_by = OpenConf`");
    message_errors!([confirmed_by] {}
        "`confirmed_by` takes the type of a message without its lifetime, or a number: `confirmed_by = OpenConf`");
    message_errors!([confirmed_by = ] {}
        "`confirmed_by` takes the type of a message without its lifetime, or a number: `confirmed_by = OpenConf`");
    message_errors!([confirmed_by = OpenConf<'a>] {}
        "`confirmed_by` takes the type of a message without its lifetime, or a number: `confirmed_by = OpenConf`");
    message_errors!([service = 4] {} "`service` takes a word: `service = SessionManagement`");
    message_errors!([crate = 4] {} "`crate` takes a path: `crate = path::to::cti_messages`");
    message_errors!([layout] {} "`layout` takes a list: `layout(until = 19, fields(invoke_id, status))`");
    message_errors!([] { #[cti(fixed, name = A)] a: u16, } "`name` takes a string: `name = \"InvokeID\"`");
    message_errors!([] { #[cti(fixed, name = "")] a: u16, } "`name` may not be empty");
    message_errors!([] { #[cti(fixed, name = "A", signed = true)] a: u16, }
        "`signed` takes no value");
    message_errors!([] { #[cti(field, name = "A", tag = 1, required = true)] a: Option<u16>, }
        "`required` takes no value");
}

#[test]
fn an_integer_is_in_its_range() {
    message_errors!([since = 256] {} "out of range: `since` takes 0 to 255");
    message_errors!([confirmed_by = 0x1_0000_0000] {} "out of range: `confirmed_by` takes 0 to 4294967295");
    message_errors!([confirmed_by = 4u32] {} "write the integer without its suffix: `4`");
    message_errors!([since = -1] {} "out of range: `since` takes 0 to 255");
    message_errors!([since = 99999999999999999999999] {} "out of range: `since` takes 0 to 255");
    message_errors!([since = 19u8] {} "write the integer without its suffix: `19`");
    message_errors!([since = 0x13, until = 0b11000] {});
    message_errors!([] { #[cti(field, name = "A", tag = 65536)] a: Option<u16>, }
        "out of range: `tag` takes 0 to 65535");
    message_errors!([] { #[cti(field, name = "A", tag = 1, max = 0)] a: Option<Text<'a>>, }
        "out of range: `max` takes 1 to 65535");
    message_errors!([] { #[cti(list, name = "As", member = "A", tag = 1, count(name = "NumAs", at = 0, width = 3))]
        a: Vec<u16>, } "the width of a count is 1, 2 or 4 bytes");
}

#[test]
fn a_window_has_a_version() {
    message_errors!([since = 19, until = 18] {} "the version range is empty: `since` is 19");
    message_errors!([since = 19, until = 19] {});
}

#[test]
fn one_maximum_holds_in_a_version() {
    message_errors!([] { #[cti(field, name = "A", tag = 1, max = 16, max = 64)] a: Option<Text<'a>>, }
        "two maxima hold in one version; give each its own versions, as in `max(16, until = 18)`");
    message_errors!([] { #[cti(field, name = "A", tag = 1, max(16, until = 18), max(64, since = 18))]
        a: Option<Text<'a>>, }
        "two maxima hold in one version; give each its own versions, as in `max(16, until = 18)`");
    message_errors!([] { #[cti(field, name = "A", tag = 1, max(16, until = 18), max(64, since = 19))]
        a: Option<Text<'a>>, });
    message_errors!([] { #[cti(field, name = "A", tag = 1, max(until = 18))] a: Option<Text<'a>>, }
        "`max(…)` needs a value first, as in `max(16, until = 18)`");
    message_errors!([] { #[cti(field, name = "A", tag = 1, max(16, 17, before = 18))] a: Option<Text<'a>>, }
        "`max(…)` takes one value without a key, as in `max(16, until = 18)`",
        "unknown key `before` of `max(…)`; expected one of `since`, `until`");
}

#[test]
fn a_maximum_is_for_what_varies_in_size() {
    message_errors!([] { #[cti(field, name = "A", tag = 1, max = 4)] a: Option<u32>, }
        "`max` limits the bytes of text and the like; `u32` has one size");
    message_errors!([] { #[cti(list, name = "As", member = "A", tag = 1, max = 4, count(name = "NumAs", at = 0))]
        a: Vec<cti_messages::Bool>, } "`max` limits the bytes of text and the like; `Bool` has one size");
}

#[test]
fn every_type_of_one_size_is_known() {
    for ty in [
        "u8", "i8", "u16", "i16", "u32", "i32", "Bool", "Time", "[u8; 4]",
    ] {
        let name = if ty == "[u8; 4]" { "[u8; N]" } else { ty };
        let expected =
            format!("`max` limits the bytes of text and the like; `{name}` has one size");
        assert_eq!(limited("max = 4", ty), [expected]);
    }
    for ty in [
        "Text<'a>",
        "Bytes<'a>",
        "NamedVariable<'a>",
        "NamedArray<'a>",
        "Own<'a>",
        "&'a [u8]",
    ] {
        assert_eq!(limited("max = 4", ty), [""; 0], "{ty}");
    }
}

#[test]
fn only_a_named_variable_has_parts() {
    for ty in [
        "u32",
        "cti_messages::Bool",
        "Text<'a>",
        "::cti_messages::Bytes<'a>",
        "[u8; 4]",
    ] {
        let name = match ty {
            "cti_messages::Bool" => "Bool",
            "Text<'a>" => "Text",
            "::cti_messages::Bytes<'a>" => "Bytes",
            "[u8; 4]" => "[u8; N]",
            other => other,
        };
        let expected = format!(
            "`parts` limits the name and the value of a `NamedVariable` or `NamedArray`; `{name}` has none"
        );
        assert_eq!(limited("parts(name = 1, value = 1)", ty), [expected]);
    }
    for ty in ["NamedVariable<'a>", "NamedArray<'a>", "Own<'a>", "&'a [u8]"] {
        assert_eq!(limited("parts(name = 1, value = 1)", ty), [""; 0], "{ty}");
    }
    message_errors!([] { #[cti(field, name = "A", tag = 1, parts(name = 0, value = 65536))]
        a: Option<NamedVariable<'a>>, }
        "out of range: `name` takes 1 to 65535", "out of range: `value` takes 1 to 65535");
    message_errors!([] { #[cti(field, name = "A", tag = 1, parts())] a: Option<NamedVariable<'a>>, }
        "`parts(…)` needs `name = 33`", "`parts(…)` needs `value = 211`");
}

/// The errors about a field of a type with a limit.
fn limited(limit: &str, ty: &str) -> Vec<String> {
    let (limit, ty): (TokenStream, TokenStream) = (limit.parse().unwrap(), ty.parse().unwrap());
    let input = quote! {
        #[cti(name = "A", number = 1, from = client)]
        struct A<'a> {
            #[cti(field, name = "A", tag = 1, #limit)] a: Option<#ty>,
            #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
        }
    };
    errors(expand::message, input)
}

#[test]
fn a_side_is_one_of_three() {
    let input = quote! {
        #[cti(name = "A", number = 1, from = peer)]
        struct A<'a> { #[cti(unknown)] unknown: Vec<UnknownField<'a>> }
    };
    assert_eq!(
        errors(expand::message, input),
        ["unknown side `peer`; expected `client`, `server` or `either`"]
    );
}
