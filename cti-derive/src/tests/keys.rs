//! Keys: unknown, twice, in conflict, missing.

use proc_macro2::TokenStream;
use quote::quote;

use super::{errors, message_errors};
use crate::expand;

#[test]
fn an_unknown_key_lists_the_valid_ones() {
    message_errors!([colour = red] {}
        "unknown key `colour` of a message; expected one of `crate`, `name`, `number`, `from`, `service`, `since`, \
         `until`, `confirmed_by`, `version_from`, `together`, `layout`, `header_only`, `serde`");
    message_errors!([] { #[cti(fixed, name = "A", tag = 4)] a: u16, }
        "unknown key `tag` of a `fixed` member; expected one of `name`, `since`, `until`, \
         `signed`, `null`");
}

#[test]
fn a_raw_key_is_the_key() {
    message_errors!([r#since = 14] { #[cti(r#fixed, r#name = "A")] a: u16, });
}

#[test]
fn a_key_stands_once() {
    message_errors!([since = 14, since = 15, since = 16] {}
        "`since` is given twice; keep one", "`since` is given twice; keep one");
    message_errors!([] { #[cti(field, name = "A", tag = 1)] #[cti(tag = 2, field)] a: Option<u16>, }
        "`field` is given twice; keep one", "`tag` is given twice; keep one");
}

#[test]
fn a_key_has_one_of_three_forms() {
    for item in [
        "since: 14",
        "max[16]",
        "since { 14 }",
        "(since = 14)",
        "since(14) + 1",
        "14",
    ] {
        let item: TokenStream = item.parse().unwrap();
        let input = quote!(
            #[cti(name = "SeatID", #item)]
            struct SeatId(u8);
        );
        let expected =
            "not a key of an ID; expected one of `crate`, `name`, `null`, `null_name`, `serde`";
        assert_eq!(errors(expand::id, input), [expected]);
    }
}

#[test]
fn words_that_exclude_each_other() {
    message_errors!([] { #[cti(field, name = "A", tag = 1, required, optional)] a: Option<u16>, }
        "`optional` conflicts with `required`; keep one");
    message_errors!([] { #[cti(field, fixed, name = "A", tag = 1)] a: Option<u16>, }
        "`fixed` conflicts with `field`; keep one");
}

#[test]
fn a_missing_key_says_how_it_is_written() {
    let input = quote! {
        #[cti()]
        struct Empty<'a> { #[cti(unknown)] unknown: Vec<UnknownField<'a>> }
    };
    assert_eq!(
        errors(expand::message, input),
        [
            "a message needs `name = \"OPEN_CONF\"`",
            "a message needs `number = 4`",
            "a message needs `from = server`",
        ]
    );
    message_errors!([] { #[cti(field)] a: Option<u16>, }
        "a `field` member needs `name = \"AgentExtension\"`", "a `field` member needs `tag = 4`");
    message_errors!([] { #[cti(ordered, name = "Parties", count(tag = 4))] a: Option<Vec<Party>>, }
        "`count(…)` needs `name = \"NumCTIClients\"`", "`count(…)` needs `at = 3`");
}

#[test]
fn an_attribute_is_a_list() {
    message_errors!([] { #[cti] #[cti(fixed, name = "A")] a: u16, }
        "expected a list of keys in parentheses, as in `#[cti(name = \"…\")]`");
    message_errors!([] { #[cti = "fixed"] #[cti(fixed, name = "A")] a: u16, }
        "expected a list of keys in parentheses, as in `#[cti(name = \"…\")]`");
}

#[test]
fn attributes_of_others_are_left_alone() {
    message_errors!([] { #[serde(default)] #[doc = "A field."] #[cti(fixed, name = "A")] a: u16, });
}
