//! From the model to tokens. The tokens only call the runtime: whatever decides something stands there.
//!
//! One file per derive; [`fixed`] (with [`chunk`] and [`layouts`]) and [`floating`] are the two parts of a message,
//! [`infos`] what the runtime knows of members, [`fields`] and [`owned`] what all structs have, [`placeholder`] what
//! comes out if there are errors.

mod attempt;
mod chunk;
mod entry;
mod fields;
mod fixed;
mod floating;
mod infos;
mod layouts;
mod message;
mod names;
mod newtype;
mod owned;
mod placeholder;
mod quiet;
mod record;
mod serde;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, Ident, Path};

use crate::attribute::message::is_usual_runtime;
use crate::errors::Errors;
use crate::model;

/// The output of `#[derive(TypedMessage)]`.
pub(crate) fn message(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let (runtime, model) = model::message::Message::read(input, &errors);
        let items = |model| message::items(&input.ident, &model);
        output(input, &runtime, model, errors, items, || {
            placeholder::message(input)
        })
    })
}

/// The output of `#[derive(Entry)]`.
pub(crate) fn entry(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let (runtime, model) = model::entry::Entry::read(input, &errors);
        let items = |model| entry::items(&input.ident, &model);
        output(input, &runtime, model, errors, items, || {
            placeholder::entry(input)
        })
    })
}

/// The output of `#[derive(Record)]`.
pub(crate) fn record(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let (runtime, model) = model::record::Record::read(input, &errors);
        let items = |model| record::items(&input.ident, &model);
        output(input, &runtime, model, errors, items, || {
            placeholder::record(input)
        })
    })
}

/// The output of `#[derive(Enumeration)]`.
pub(crate) fn enumeration(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let (runtime, model) = model::newtype::enumeration(input, &errors);
        let items = |model| newtype::enumeration(&input.ident, &model);
        output(input, &runtime, model, errors, items, || {
            placeholder::scalar(input)
        })
    })
}

/// The output of `#[derive(Mask)]`.
pub(crate) fn mask(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let (runtime, model) = model::newtype::mask(input, &errors);
        let items = |model| newtype::mask(&input.ident, &model);
        output(input, &runtime, model, errors, items, || {
            placeholder::mask(input)
        })
    })
}

/// The output of `#[derive(Id)]`.
pub(crate) fn id(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let (runtime, model) = model::newtype::id(input, &errors);
        let items = |model| newtype::id(&input.ident, &model);
        output(input, &runtime, model, errors, items, || {
            placeholder::scalar(input)
        })
    })
}

/// Parses the input and lets something be made of it.
fn with_input(
    input: TokenStream,
    derive: impl FnOnce(&DeriveInput, Errors) -> TokenStream,
) -> TokenStream {
    let user = input
        .clone()
        .into_iter()
        .next()
        .map_or_else(Span::call_site, |token| token.span());
    match syn::parse2(quiet::quiet(input)) {
        Ok(input) => derive(&input, Errors::new(user)),
        Err(error) => error.into_compile_error(),
    }
}

/// The items of the model, or the errors with a placeholder; in a block of its own, so that no name gets out.
fn output<M>(
    input: &DeriveInput,
    runtime: &Path,
    model: Option<M>,
    errors: Errors,
    items: impl FnOnce(M) -> TokenStream,
    placeholder: impl FnOnce() -> TokenStream,
) -> TokenStream {
    let content = match model {
        Some(model) if errors.is_empty() => items(model),
        _ => {
            let is_generic = input.generics.type_params().next().is_some();
            let placeholder = (!is_generic).then(placeholder);
            let errors = errors.into_compile_errors();
            quote!(#errors #placeholder)
        }
    };
    let hint = is_usual_runtime(runtime).then(|| hint_at_crate(input));
    quote! {
        const _: () = {
            use #runtime::__private as __rt;
            #hint
            #content
        };
    }
}

/// Where the runtime is not found, an error whose text names the key `crate`, shown at `#[cti(…)]`.
///
/// A derive cannot see what its crate depends on, and the compiler only says which name it does not know. So the name
/// of a missing function says the rest. The function is imported by a glob: after a failed import by name the compiler
/// does not report uses of that name.
fn hint_at_crate(input: &DeriveInput) -> TokenStream {
    let mut attributes = input.attrs.iter();
    let attribute = attributes.find(|attribute| attribute.path().is_ident("cti"));
    let place = attribute.map_or_else(Span::call_site, |attribute| {
        Span::call_site().located_at(attribute.path().span())
    });
    let name = Ident::new(names::HINT_AT_CRATE, place);
    quote! {
        use __rt::found::*;
        const _: () = #name();
    }
}
