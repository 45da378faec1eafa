//! What the derives make of inputs and say about mistakes, asked without a compiler and without the runtime.

mod expansions;
mod hygiene;
mod keys;
mod layouts;
mod members;
mod mutations;
mod newtypes;
mod places;
mod structs;
mod values;

use proc_macro2::{TokenStream, TokenTree};

use crate::expand;

/// The derives of an item, in the order in which they are named.
fn derives(item: &syn::Item) -> Vec<fn(TokenStream) -> TokenStream> {
    let attributes = match item {
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Union(item) => &item.attrs,
        _ => return Vec::new(),
    };
    let mut derives: Vec<fn(TokenStream) -> TokenStream> = Vec::new();
    for attribute in attributes {
        if !attribute.path().is_ident("derive") {
            continue;
        }
        attribute
            .parse_nested_meta(|derive| {
                let name = derive.path.require_ident()?.to_string();
                match name.as_str() {
                    "TypedMessage" => derives.push(expand::message),
                    "Record" => derives.push(expand::record),
                    "Entry" => derives.push(expand::entry),
                    "Enumeration" => derives.push(expand::enumeration),
                    "Mask" => derives.push(expand::mask),
                    "Id" => derives.push(expand::id),
                    _ => {}
                }
                Ok(())
            })
            .unwrap();
    }
    derives
}

/// The texts of all `compile_error!` in the output of a derive.
fn errors(derive: fn(TokenStream) -> TokenStream, input: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    collect(derive(input), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    let mut after_name = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == "compile_error" => after_name = true,
            TokenTree::Group(group) if after_name => {
                let text: syn::LitStr = syn::parse2(group.stream()).unwrap();
                found.push(text.value());
                after_name = false;
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Checks the errors of `#[derive(TypedMessage)]` on a struct with the usual header keys, `keys`, these members and the
/// `unknown` member.
macro_rules! message_errors {
    ([$($keys:tt)*] { $($members:tt)* } $($expected:literal),* $(,)?) => {{
        let input = quote::quote! {
            #[cti(name = "TEST_EVENT", number = 900, from = server, $($keys)*)]
            pub struct TestEvent<'a> {
                $($members)*
                #[cti(unknown)]
                pub unknown: Vec<UnknownField<'a>>,
            }
        };
        let expected: &[&str] = &[$($expected),*];
        assert_eq!($crate::tests::errors($crate::expand::message, input), expected);
    }};
}
use message_errors;
