//! The struct itself, and messages of which only the header is known.

use quote::quote;

use super::errors;
use crate::expand;

#[test]
fn a_message_is_a_struct_with_named_members() {
    let input = quote!(
        #[cti(name = "A", number = 1, from = client)]
        enum A<'a> {}
    );
    assert_eq!(errors(expand::message, input), ["a message is a struct"]);
    let input = quote!(#[cti(name = "A", number = 1, from = client)] union A<'a> { a: u8 });
    assert_eq!(errors(expand::message, input), ["a message is a struct"]);
    let input = quote!(
        #[cti(name = "A", number = 1, from = client)]
        struct A<'a>(u8);
    );
    assert_eq!(
        errors(expand::message, input),
        ["a message has named members: `{ … }`"]
    );
    let input = quote!(
        #[cti(name = "A")]
        struct A;
    );
    assert_eq!(
        errors(expand::entry, input),
        ["an entry has named members: `{ … }`"]
    );
    let input = quote!(
        #[cti(name = "A")]
        struct A {}
    );
    let expected = ["an entry has at least one member: an empty one cannot be read back"];
    assert_eq!(errors(expand::entry, input), expected);
}

#[test]
fn one_lifetime_and_nothing_else_is_generic() {
    let input = quote! {
        #[cti(name = "A")]
        struct A<'a, 'b, T, const N: usize> where T: Copy { #[cti(field, name = "A", tag = 1)] a: Option<u16> }
    };
    assert_eq!(
        errors(expand::entry, input),
        [
            "an entry has one lifetime: the frame's",
            "an entry cannot be generic, except over one lifetime",
            "an entry cannot be generic, except over one lifetime",
            "an entry cannot have a where clause",
        ]
    );
    let input = quote! {
        #[cti(name = "A", number = 1, from = client)]
        struct A { #[cti(unknown)] unknown: Vec<UnknownField<'static>> }
    };
    let expected = ["a message borrows from the frame: give it a lifetime, `A<'a>`"];
    assert_eq!(errors(expand::message, input), expected);
}

#[test]
fn what_is_no_item_is_one_error() {
    assert_eq!(errors(expand::message, quote!(struct)).len(), 1);
    assert_eq!(
        errors(
            expand::id,
            quote!(
                fn f() {}
            )
        )
        .len(),
        1
    );
}

#[test]
fn a_header_has_one_member_after_it() {
    let input = quote! {
        #[cti(name = "A", number = 1, from = client, header_only, version_from = a, layout(fields(a)),
              together(a, max = 1))]
        struct A<'a> {
            #[cti(fixed, name = "A")] a: u16,
            #[cti(trailing)] trailing: TrailingBytes<'a>,
            #[cti(trailing)] more: TrailingBytes<'a>,
        }
    };
    let one = "a message that is `header_only` has one member: `#[cti(trailing)] pub trailing: TrailingBytes<'a>`";
    assert_eq!(
        errors(expand::message, input),
        [
            "a message that is `header_only` has no layouts",
            "a message that is `header_only` has no lists",
            "a message that is `header_only` has no field to take the version from",
            one,
            one,
        ]
    );
    let input = quote!(
        #[cti(name = "A", number = 1, from = client, header_only)]
        struct A<'a> {}
    );
    let expected = [
        "a message that is `header_only` keeps what follows: give it `#[cti(trailing)] pub trailing: TrailingBytes<'a>`",
    ];
    assert_eq!(errors(expand::message, input), expected);
    let input = quote! {
        #[cti(name = "A", number = 1, from = client)]
        struct A<'a> { #[cti(trailing)] trailing: TrailingBytes<'a>, #[cti(unknown)] unknown: Vec<UnknownField<'a>> }
    };
    let expected = ["a `trailing` member belongs to a message that is `header_only`"];
    assert_eq!(errors(expand::message, input), expected);
}
