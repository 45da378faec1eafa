//! The ID types, one file each.

use std::path::Path;

use cti_spec::model::{Id, Protocol, Window};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::DocText;
use super::ident::{file_name, ident, readable_literal};
use super::scope::Scope;
use super::source::Source;
use crate::facts::{self, code};
use crate::{Error, GeneratedFile};

/// The file of an ID type.
pub(super) fn file(protocol: &Protocol, id: &Id) -> Result<GeneratedFile, Error> {
    let type_name = id.name.pascal();
    let guide = &id.name.guide;
    let mut scope = Scope::of_item(protocol, &type_name, Window::default());
    let derive = scope.imports.runtime("Id");
    let name = ident(&type_name);
    let integer = integer(id.width);

    let null = id.null.as_ref();
    let null_clause = null.map(|_| quote!(, null = NULL));
    let null_name = null.and_then(|null| null.name.as_ref()).map(|name| {
        let guide = &name.guide;
        quote!(, null_name = #guide)
    });
    let null_constant = null.map(|null| {
        let doc = DocText::default()
            .paragraph(&facts::null_sentence(null, id.width))
            .outer();
        let value = readable_literal(null.value, id.width);
        quote!(impl #name { #doc pub const NULL: Self = Self(#value); })
    });
    let doc = DocText::of(&id.doc)
        .paragraph(&format!(
            "{}, {}.",
            code(guide),
            facts::bytes(u32::from(id.width))
        ))
        .errata(protocol, &id.errata)
        .outer();

    let path = Path::new("ids").join(file_name(&id.name.snake()));
    let about = format!("The ID type {}.", code(guide));
    let mut source = Source::new(path, DocText::default().paragraph(&about));
    source.item(quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, #derive)]
        #[cti(name = #guide #null_clause #null_name)]
        pub struct #name(pub #integer);
        #null_constant
    });
    source.imports(&scope.imports);
    source.finish()
}

/// The unsigned integer of a width in bytes.
pub(super) fn integer(width: u8) -> TokenStream {
    let name = format_ident!("u{}", u32::from(width) * 8);
    quote!(#name)
}
