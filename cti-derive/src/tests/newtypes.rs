//! Enumerations, masks and IDs.

use quote::quote;

use super::errors;
use crate::expand;

#[test]
fn a_newtype_is_around_one_integer() {
    let input = quote!(
        #[cti(name = "A", constants(ONE = "A_ONE"))]
        struct A {
            a: u16,
        }
    );
    let expected = ["an enumeration is a struct around one integer, as in `struct Name(pub u16);`"];
    assert_eq!(errors(expand::enumeration, input), expected);
    let input = quote!(
        #[cti(name = "A", bits(ONE = "A_ONE"))]
        struct A(u16, u16);
    );
    let expected = ["a mask is a struct around one integer, as in `struct Name(pub u16);`"];
    assert_eq!(errors(expand::mask, input), expected);
    let input = quote!(
        #[cti(name = "A")]
        enum A {
            B,
        }
    );
    let expected = ["an ID is a struct around one integer, as in `struct Name(pub u16);`"];
    assert_eq!(errors(expand::id, input), expected);
    let input = quote!(
        #[cti(name = "A")]
        struct A<T>(u16);
    );
    assert_eq!(errors(expand::id, input), ["an ID cannot be generic"]);
}

#[test]
fn constants_are_listed_once() {
    let input = quote! {
        #[cti(name = "A", constants(
            ONE = "A_ONE",
            ONE = "A_UNO",
            EINS = "A_ONE",
            OLD("A_TWO", until = 18),
            NEW("A_TWO", since = 19),
            BARE,
            NUMBER = 4,
            EMPTY(),
            "A_THREE",
            LATE("A_LATE", after = 19),
        ))]
        struct A(pub u16);
    };
    assert_eq!(
        errors(expand::enumeration, input),
        [
            "`CONSTANT` takes a string: `OTHER_IN = \"CALLTYPE_OTHER_IN\"`",
            "`CONSTANT` takes a string: `OTHER_IN = \"CALLTYPE_OTHER_IN\"`",
            "a constant needs a value first, as in `OTHER_IN(\"CALLTYPE_OTHER_IN\", until = 18)`",
            "unknown key `after` of a constant; expected one of `since`, `until`",
            "not a key of the list of constants; no keys are allowed here",
            "`ONE` is listed twice",
            "\"A_ONE\" names two constants in one version",
        ]
    );
}

#[test]
fn an_enumeration_lists_constants_and_a_mask_bits() {
    let input = quote!(
        #[cti(name = "A", bits(ONE = "A_ONE"))]
        struct A(pub u16);
    );
    assert_eq!(
        errors(expand::enumeration, input),
        [
            "an enumeration needs `constants(OTHER_IN = \"CALLTYPE_OTHER_IN\")`",
            "unknown key `bits` of an enumeration; expected one of `crate`, `name`, `constants`, `serde`",
        ]
    );
}

#[test]
fn a_name_for_null_needs_the_null() {
    let input = quote!(
        #[cti(name = "A", null_name = "NULL_A")]
        struct A(pub u16);
    );
    assert_eq!(
        errors(expand::id, input),
        ["a name for the null value needs the value too: `null = NULL`"]
    );
}
