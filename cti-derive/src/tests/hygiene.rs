//! The runtime under another name.

use quote::quote;

use crate::expand;

#[test]
fn a_renamed_runtime_is_the_only_one() {
    let input = quote! {
        #[cti(crate = somewhere::renamed, name = "A_REQ", number = 1, from = client, service = ClientControl)]
        struct AReq<'a> {
            #[cti(fixed, name = "A")] a: u16,
            #[cti(field, name = "B", tag = 1)] b: Option<u16>,
            #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
        }
    };
    let output = expand::message(input).to_string();
    assert!(
        output.contains("use somewhere :: renamed :: __private as __rt"),
        "{output}"
    );
    assert!(!output.contains("cti_messages"), "{output}");
}

#[test]
fn a_runtime_may_stand_in_quotes() {
    let input = quote!(
        #[cti(crate = "crate::renamed", name = "A")]
        struct A(u16);
    );
    assert!(
        expand::id(input)
            .to_string()
            .contains("use crate :: renamed :: __private as __rt")
    );
}
