//! Members: their kind, their type, their place, their tag.

use proc_macro2::Literal;
use quote::{format_ident, quote};

use super::{errors, message_errors};
use crate::expand;

#[test]
fn a_member_has_a_kind() {
    message_errors!([] { a: u16, }
        "the member has no kind; mark it with `#[cti(fixed, …)]` or `#[cti(field, …)]` or `#[cti(list, …)]` or \
         `#[cti(array, …)]` or `#[cti(ordered, …)]` or `#[cti(records, …)]` or `#[cti(columns, …)]` or \
         `#[cti(unknown, …)]` or `#[cti(trailing, …)]`");
    let input = quote!(
        #[cti(name = "Party")]
        struct Party {
            #[cti(fixed, name = "A")]
            a: u16,
        }
    );
    assert_eq!(
        errors(expand::entry, input),
        ["the member has no kind; mark it with `#[cti(field, …)]`"]
    );
}

#[test]
fn options_and_vecs_follow_from_the_attribute() {
    message_errors!([] { #[cti(field, name = "A", tag = 1)] a: u16, }
        "a floating field may be missing: make it an `Option<…>`");
    message_errors!([] { #[cti(fixed, name = "A")] a: Option<u16>, }
        "a fixed field without `since` or `until` is always there: leave out the `Option`");
    message_errors!([] { #[cti(fixed, name = "A", since = 19)] a: u16, }
        "a fixed field is not in every version: make it an `Option<…>`");
    message_errors!([] { #[cti(list, name = "As", member = "A", tag = 1, count(name = "NumAs", at = 0))]
        a: Option<Vec<u16>>, }
        "a list whose count is in the fixed part is always there, if empty: make it a `Vec<…>`");
    message_errors!([] { #[cti(list, name = "As", member = "A", tag = 1, count(name = "NumAs", tag = 2, at = 0))]
        a: Vec<u16>, }
        "a list whose count has a tag may be missing: make it an `Option<Vec<…>>`");
    message_errors!([] { #[cti(fixed, name = "A", since = 19)] a: ::core::option::Option<u16>, });
}

#[test]
fn a_null_is_for_what_can_be_none() {
    message_errors!([] { #[cti(fixed, name = "A", null = 0)] a: u16, }
        "`null` is written for `None`, which this member cannot be");
    message_errors!([] { #[cti(fixed, name = "A", null = 0xFFFF, since = 14)] a: Option<u16>, });
}

#[test]
fn a_tag_stands_once_in_a_struct() {
    message_errors!([] {
        #[cti(field, name = "A", tag = 1)] a: Option<u16>,
        #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", tag = 2, at = 3))] b: Option<Vec<u16>>,
        #[cti(field, name = "C", tag = 2)] c: Option<u16>,
    } "tag 1 is already used by A", "tag 2 is already used by NumBs");
}

#[test]
fn a_count_has_a_free_place() {
    message_errors!([] {
        #[cti(fixed, name = "A")] a: u16,
        #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", at = 2))] b: Vec<u16>,
    } "the places of the fixed part are 0 to 1, counts included");
    message_errors!([] {
        #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", at = 0))] b: Vec<u16>,
        #[cti(list, name = "Cs", member = "C", tag = 2, count(name = "NumCs", at = 0))] c: Vec<u16>,
    } "place 0 of the fixed part is taken by another count");
    message_errors!([] {
        #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", tag = 2, at = 2))] b: Option<Vec<u16>>,
    } "the places of the floating part are 0 to 1, counts included");
}

#[test]
fn a_late_fixed_field_stands_late() {
    message_errors!([] {
        #[cti(fixed, name = "A", since = 19)] a: Option<u16>,
        #[cti(fixed, name = "B")] b: u16,
    } "older versions have `b`, which follows `a` on the wire");
    message_errors!([] {
        #[cti(fixed, name = "A", since = 19)] a: Option<u16>,
        #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", at = 1))] b: Vec<u16>,
    } "older versions have `b`, which follows `a` on the wire");
}

#[test]
fn parts_stand_in_order() {
    message_errors!([] {
        #[cti(field, name = "A", tag = 1)] a: Option<u16>,
        #[cti(fixed, name = "B")] b: u16,
    } "the fixed part comes first: move this before the floating members");
    message_errors!([] {
        #[cti(records, name = "Records", count(name = "NumRecords", at = 0))] a: Vec<Record<'a>>,
        #[cti(field, name = "B", tag = 1)] b: Option<u16>,
    } "a `records` list is the last member of the floating part: its last record takes all that follows");
    message_errors!([] {
        #[cti(unknown)] a: Vec<UnknownField<'a>>,
    } "the `unknown` member must be the last", "a message has one `unknown` member");
}

#[test]
fn unknown_fields_are_kept() {
    let input = quote!(
        #[cti(name = "A", number = 1, from = client)]
        struct A<'a> {}
    );
    let advice = "needs a member for the fields that it does not recognise: end it with \
                  `#[cti(unknown)] pub unknown: Vec<UnknownField<'a>>`";
    assert_eq!(
        errors(expand::message, input),
        [format!("a message {advice}")]
    );
    let input = quote!(
        #[cti(name = "A")]
        struct A<'a> {
            #[cti(field, name = "A", tag = 1)]
            a: Option<u16>,
        }
    );
    assert_eq!(
        errors(expand::record, input),
        [format!("a record {advice}")]
    );
    let input = quote! {
        #[cti(name = "A", number = 1, from = client)]
        struct A<'a> { #[cti(unknown)] unknown: UnknownField<'a> }
    };
    let expected = ["unknown fields are kept in a `Vec<UnknownField<'a>>`: make it a `Vec<…>`"];
    assert_eq!(errors(expand::message, input), expected);
}

#[test]
fn the_lists_of_a_record_have_floating_counts() {
    let input = quote! {
        #[cti(name = "Agent")]
        struct Agent<'a> {
            #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", at = 0))] b: Vec<u16>,
            #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
        }
    };
    assert_eq!(
        errors(expand::record, input),
        ["a record has no fixed part: give the count a `tag`"]
    );
}

#[test]
fn limits_on_lists_together_name_lists() {
    message_errors!([together(a, b, b, c, max = 2000), together(max = 5), together(b)] {
        #[cti(field, name = "A", tag = 1)] a: Option<u16>,
        #[cti(list, name = "Bs", member = "B", tag = 2, count(name = "NumBs", at = 0))] b: Vec<u16>,
    }
        "name the lists: `together(named_variables, named_arrays, max = 2000)`",
        "`together(…)` needs `max = 2000`",
        "`a` is not a list", "`b` is named twice", "there is no list `c`");
}

#[test]
fn limits_on_lists_together_are_few() {
    message_errors!([together(b, max = 1), together(b, max = 2), together(b, max = 3), together(b, max = 4),
        together(b, max = 5)] {
        #[cti(list, name = "Bs", member = "B", tag = 2, count(name = "NumBs", at = 0))] b: Vec<u16>,
    } "a message has at most 4 combined limits (`together`)");
}

#[test]
fn the_version_comes_from_a_fixed_member() {
    message_errors!([version_from = version] {} "there is no `fixed` member `version`");
    message_errors!([version_from = version] { #[cti(fixed, name = "V", since = 14)] version: Option<u32>, }
        "`version` is not in every version, so the version cannot be read from it");
    message_errors!([version_from = version] { #[cti(fixed, name = "V")] version: u32, });
}

#[test]
fn the_version_stands_at_one_place() {
    message_errors!([version_from = version] {
        #[cti(fixed, name = "A", until = 18)] a: Option<u16>,
        #[cti(fixed, name = "V")] version: u32,
    } "`a` stands before `version` and is not in every version, so the place of `version` depends on the version that \
       it names");
    message_errors!([version_from = version] {
        #[cti(fixed, name = "V")] version: u32,
        #[cti(list, name = "Bs", member = "B", tag = 2, until = 18, count(name = "NumBs", at = 0))] b: Vec<u16>,
    } "`b` stands before `version` and is not in every version, so the place of `version` depends on the version that \
       it names");
    message_errors!([version_from = version] {
        #[cti(fixed, name = "A")] a: u16,
        #[cti(fixed, name = "V")] version: u32,
        #[cti(fixed, name = "B", until = 18)] b: Option<u16>,
        #[cti(list, name = "Cs", member = "C", tag = 2, count(name = "NumCs", at = 1))] c: Vec<u16>,
    });
}

#[test]
fn raw_identifiers_name_members() {
    for word in [format_ident!("r#type"), format_ident!("type")] {
        let input = quote! {
            #[cti(name = "A", number = 1, from = client, version_from = #word, together(r#match, while, max = 4))]
            struct A<'a> {
                #[cti(fixed, name = "Type")] r#type: u32,
                #[cti(list, name = "Bs", member = "B", tag = 2, count(name = "NumBs", at = 1))] r#match: Vec<u16>,
                #[cti(list, name = "Cs", member = "C", tag = 3, count(name = "NumCs", at = 2))] r#while: Vec<u16>,
                #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
            }
        };
        let output = expand::message(input.clone()).to_string();
        assert!(output.contains("into (self . r#type)"), "{output}");
        assert_eq!(errors(expand::message, input), [""; 0]);
    }
}

#[test]
fn what_nothing_checks_is_not_required() {
    let on_list = "a list may be empty or missing, so it cannot be `required`: leave the word out";
    for (word, expected) in [
        ("required", vec![on_list, on_list]),
        ("optional", vec![]),
        ("conditional", vec![]),
    ] {
        let word = format_ident!("{word}");
        let input = quote! {
            #[cti(name = "A", number = 1, from = client)]
            struct A<'a> {
                #[cti(list, name = "Bs", member = "B", tag = 1, #word, count(name = "NumBs", at = 0))] b: Vec<u16>,
                #[cti(array, name = "Cs", member = "C", tag = 2, #word, count(name = "NumCs", at = 1))] c: Vec<u16>,
                #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
            }
        };
        assert_eq!(errors(expand::message, input), expected);
    }
    let on_member =
        "any member of an entry may be missing, so it cannot be `required`: leave the word out";
    let input = quote! {
        #[cti(name = "A")]
        struct A {
            #[cti(field, name = "B", tag = 1, required)] b: Option<u16>,
            #[cti(field, name = "C", tag = 2, optional)] c: Option<u16>,
            #[cti(field, name = "D", tag = 3, conditional)] d: Option<u16>,
        }
    };
    assert_eq!(errors(expand::entry, input), [on_member]);
    let input = quote! {
        #[cti(name = "A")]
        struct A<'a> {
            #[cti(field, name = "B", tag = 1, required)] b: Option<u16>,
            #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
        }
    };
    assert!(
        expand::record(input)
            .to_string()
            .contains("require (& self . b")
    );
}

#[test]
fn members_are_counted() {
    let of_message = |fixed: u16, floating: u16| {
        let fixed = (0..fixed).map(|index| {
            let ident = format_ident!("fixed_{index}");
            quote!(#[cti(fixed, name = "A")] #ident: u16,)
        });
        let floating = (0..floating).map(|tag| {
            let ident = format_ident!("floating_{tag}");
            let tag = Literal::u16_unsuffixed(tag);
            quote!(#[cti(field, name = "B", tag = #tag)] #ident: Option<u16>,)
        });
        let input = quote! {
            #[cti(name = "A", number = 1, from = client)]
            struct A<'a> { #(#fixed)* #(#floating)* #[cti(unknown)] unknown: Vec<UnknownField<'a>> }
        };
        errors(expand::message, input)
    };
    let too_many = ["a message has at most 256 members besides `unknown`"];
    assert_eq!(of_message(256, 0), [""; 0]);
    assert_eq!(of_message(1, 255), [""; 0]);
    assert_eq!(of_message(257, 0), too_many);
    assert_eq!(of_message(300, 1), too_many);
    assert_eq!(of_message(1, 256), too_many);
    assert_eq!(of_message(0, 300), too_many);
}

#[test]
fn several_mistakes_come_at_once() {
    message_errors!([numbr = 4, since = "x"] {
        #[cti(fixed, nam = "A")] a: u16,
        #[cti(field, name = "B", tag = 1)] b: u16,
    }
        "`since` takes an integer: `since = 19`",
        "unknown key `numbr` of a message; expected one of `crate`, `name`, `number`, `from`, `service`, `since`, \
         `until`, `confirmed_by`, `version_from`, `together`, `layout`, `header_only`, `serde`",
        "a `fixed` member needs `name = \"InvokeID\"`",
        "unknown key `nam` of a `fixed` member; expected one of `name`, `since`, `until`, \
         `signed`, `null`",
        "a floating field may be missing: make it an `Option<…>`");
}

/// A member that could not be read may be the one that something else names, or moves.
#[test]
fn what_could_not_be_read_is_not_missing() {
    message_errors!([version_from = version, together(list, max = 4)] {
        #[cti(fixed)] version: u32,
        #[cti(list, name = "As", tag = 1, count(name = "NumAs", at = 2))] list: Vec<u16>,
        #[cti(list, name = "Bs", member = "B", tag = 3, count(name = "NumBs", at = 3))] b: Vec<u16>,
    }
        "a `fixed` member needs `name = \"InvokeID\"`",
        "a `list` member needs `member = \"NamedVariable\"`");
    message_errors!([version_from = version] {
        #[cti(fixed, since = 19)] a: Option<u16>,
        #[cti(fixed, name = "B", since = 15)] b: Option<u16>,
        #[cti(fixed, name = "Version")] version: u32,
    } "a `fixed` member needs `name = \"InvokeID\"`");
    message_errors!([layout(body(8, c), fields(a, b))] {
        #[cti(fixed, name = "A")] a: u16,
        #[cti(fixed)] b: u16,
        #[cti(field, name = "C")] c: Option<u16>,
    } "a `fixed` member needs `name = \"InvokeID\"`", "a `field` member needs `tag = 4`");
    let input = quote! {
        #[cti(name = "A", number = 1, from = client)]
        struct A<'a> { unknown: Vec<UnknownField<'a>> }
    };
    assert_eq!(errors(expand::message, input).len(), 1);
    let input = quote! {
        #[cti(name = "A")]
        struct A<'a> {
            #[cti(field)] a: Option<u16>,
            #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", tag = 2, at = 2))] b: Option<Vec<u16>>,
            unknown: Vec<UnknownField<'a>>,
        }
    };
    assert_eq!(errors(expand::record, input).len(), 3);
    let input = quote! {
        #[cti(name = "A", number = 1, from = client, header_only)]
        struct A<'a> { trailing: TrailingBytes<'a> }
    };
    assert_eq!(errors(expand::message, input).len(), 1);
}
