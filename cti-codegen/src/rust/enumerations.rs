//! The enumerations, one file each: open newtypes with constants.

use std::path::Path;

use cti_spec::model::{Enumeration, NamedValue, Protocol, Window};
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::ident::{file_name, ident, readable_literal};
use super::ids::integer;
use super::members::window_clauses;
use super::scope::Scope;
use super::source::Source;
use crate::facts::{self, code};
use crate::{Error, GeneratedFile};

/// The file of an enumeration.
pub(super) fn file(protocol: &Protocol, table: &Enumeration) -> Result<GeneratedFile, Error> {
    let type_name = table.name.pascal();
    let guide = &table.name.guide;
    let mut scope = Scope::of_item(protocol, &type_name, Window::default());
    let derive = scope.imports.runtime("Enumeration");
    let name = ident(&type_name);
    let integer = integer(table.width);

    let listed = table.values.iter().map(|value| listed(&scope, value));
    let null = table.null.iter().map(|null| {
        let doc = DocText::default()
            .paragraph(&facts::null_sentence(null, table.width))
            .outer();
        let value = readable_literal(null.value, table.width);
        quote!(#doc pub const NULL: Self = Self(#value);)
    });
    let constants: Vec<TokenStream> = table
        .values
        .iter()
        .map(|value| {
            let doc = value_doc(&scope, value).outer();
            let name = ident(&value.rust_name);
            let number = readable_literal(value.value, table.width);
            quote!(#doc pub const #name: Self = Self(#number);)
        })
        .chain(null)
        .collect();
    let constants = (!constants.is_empty()).then(|| quote!(impl #name { #(#constants)* }));
    let size = facts::bytes(u32::from(table.width));
    let doc = DocText::of(&table.doc)
        .paragraph(&format!(
            "{}, {size}. Other values than the listed ones are legal.",
            code(guide)
        ))
        .errata(protocol, &table.errata)
        .outer();

    let path = Path::new("enumerations").join(file_name(&table.name.snake()));
    let about = format!("The enumeration {}.", code(guide));
    let mut source = Source::new(path, DocText::default().paragraph(&about));
    source.item(quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, #derive)]
        #[cti(name = #guide, constants(#(#listed),*))]
        pub struct #name(pub #integer);
        #constants
    });
    source.imports(&scope.imports);
    source.finish()
}

/// `LOGIN = "AGENT_STATE_LOGIN"`, or `NON_ACD("CALLTYPE_NON_ACD", until = 18)`.
pub(super) fn listed(scope: &Scope<'_>, value: &NamedValue) -> TokenStream {
    let name = ident(&value.rust_name);
    let guide = &value.guide_name;
    let window = window_clauses(scope.narrowed(value.window));
    if window.is_empty() {
        quote!(#name = #guide)
    } else {
        quote!(#name(#guide, #(#window),*))
    }
}

/// The doc of a constant: its name in the guide, what it means, its versions.
pub(super) fn value_doc(scope: &Scope<'_>, value: &NamedValue) -> DocText {
    let versions = facts::versions(scope.narrowed(value.window));
    let name = code(&value.guide_name);
    let named = facts::sentence([name].into_iter().chain(versions));
    DocText::of(&value.doc)
        .paragraph(&named)
        .errata(scope.protocol, &value.errata)
}
