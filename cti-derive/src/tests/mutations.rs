//! Whatever stands in an attribute: a derive never panics, and either all of its work comes out or errors do.

use proc_macro2::{Group, Punct, Spacing, TokenStream, TokenTree};
use quote::quote;

use super::errors;
use crate::expand;

/// What is done to one token of the input.
#[derive(Clone, Copy, Debug)]
enum Mutation {
    Delete,
    Duplicate,
    Comma,
    Number,
    Empty,
}

const MUTATIONS: [Mutation; 5] = [
    Mutation::Delete,
    Mutation::Duplicate,
    Mutation::Comma,
    Mutation::Number,
    Mutation::Empty,
];

/// The input with the token mutated at which `left` runs out, groups counted with what is in them.
fn mutate(input: TokenStream, mutation: Mutation, left: &mut usize) -> TokenStream {
    let mut output = TokenStream::new();
    for token in input {
        if *left == 0 {
            *left = usize::MAX;
            match mutation {
                Mutation::Delete => {}
                Mutation::Duplicate => output.extend([token.clone(), token]),
                Mutation::Comma => {
                    output.extend([TokenTree::Punct(Punct::new(',', Spacing::Alone))])
                }
                Mutation::Number => output.extend(quote!(7)),
                Mutation::Empty => output.extend(quote!(())),
            }
            continue;
        }
        *left -= 1;
        match token {
            TokenTree::Group(group) => {
                let content = mutate(group.stream(), mutation, left);
                output.extend([Group::new(group.delimiter(), content)]);
            }
            other => output.extend([other]),
        }
    }
    output
}

fn count(input: TokenStream) -> usize {
    input
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => 1 + count(group.stream()),
            _ => 1,
        })
        .sum()
}

fn try_all(derive: fn(TokenStream) -> TokenStream, input: &TokenStream) {
    assert_eq!(errors(derive, input.clone()), [""; 0]);
    for mutation in MUTATIONS {
        for place in 0..count(input.clone()) {
            let mutated = mutate(input.clone(), mutation, &mut { place });
            let output = derive(mutated.clone()).to_string();
            let (failed, stands_in) = (
                output.contains("compile_error"),
                output.contains("unreachable"),
            );
            assert!(failed || !stands_in, "{mutation:?} at {place}: {mutated}");
        }
    }
}

#[test]
fn mutated_messages() {
    let input = quote! {
        #[cti(name = "A_REQ", number = 1, from = client, service = ClientControl, since = 14, until = 24,
            confirmed_by = 2, version_from = a, together(d, e, max = 2000))]
        struct AReq<'a> {
            #[cti(fixed, name = "A", signed)] a: u32,
            #[cti(fixed, name = "B", since = 19, null = 0xFFFF)] b: Option<u16>,
            #[cti(field, name = "C", tag = 1, required, max(16, until = 18), max(64, since = 19))] c: Option<Text<'a>>,
            #[cti(list, name = "Ds", member = "D", tag = 2, max = 8, count(name = "NumDs", at = 1))] d: Vec<Text<'a>>,
            #[cti(array, name = "Es", member = "E", tag = 3, limit = 4, count(name = "NumEs", tag = 4, at = 2, width = 1))]
            e: Option<Vec<u16>>,
            #[cti(ordered, name = "Fs", count(name = "NumFs", at = 2))] f: Vec<F<'a>>,
            #[cti(records, name = "Gs", count(name = "NumGs", at = 3))] g: Vec<G<'a>>,
            #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
        }
    };
    try_all(expand::message, &input);
    let input = quote! {
        #[cti(crate = x::y, name = "A", number = 1, from = either,
            layout(since = 20, body(8), body(8, c), fields(a, b as u16)), layout(fields(a, b, d)))]
        struct AReq<'a> {
            #[cti(fixed, name = "A")] a: u32,
            #[cti(fixed, name = "B")] b: u32,
            #[cti(fixed, name = "D")] d: Option<u32>,
            #[cti(field, name = "C", tag = 1)] c: Option<u32>,
            #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
        }
    };
    try_all(expand::message, &input);
    let input = quote! {
        #[cti(name = "A", number = 1, from = server, header_only)]
        struct A<'a> { #[cti(trailing)] trailing: TrailingBytes<'a> }
    };
    try_all(expand::message, &input);
}

#[test]
fn mutated_entries_and_newtypes() {
    let input = quote! {
        #[cti(name = "A")]
        struct A<'a> {
            #[cti(field, name = "A", tag = 1, max = 4, optional)] a: Option<Text<'a>>,
            #[cti(field, name = "B", tag = 2)] b: Option<u16>,
        }
    };
    try_all(expand::entry, &input);
    let input = quote! {
        #[cti(name = "A")]
        struct A<'a> {
            #[cti(field, name = "A", tag = 1)] a: Option<u16>,
            #[cti(columns, name = "Bs", count(name = "NumBs", tag = 2, at = 0))] b: Option<Vec<B>>,
            #[cti(unknown)] unknown: Vec<UnknownField<'a>>,
        }
    };
    try_all(expand::record, &input);
    let input = quote! {
        #[cti(name = "A", constants(ONE = "A_ONE", TWO("A_TWO", since = 14, until = 18)))]
        struct A(pub u16);
    };
    try_all(expand::enumeration, &input);
    let input = quote!(
        #[cti(name = "A", bits(ONE = "A_ONE"))]
        struct A(u16);
    );
    try_all(expand::mask, &input);
    let input = quote!(
        #[cti(name = "A", null = NULL, null_name = "NULL_A")]
        struct A(pub u32);
    );
    try_all(expand::id, &input);
}
