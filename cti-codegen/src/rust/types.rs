//! The named types over integers, one file each: IDs, open enumerations, and masks that keep bits
//! without a name.

use cti_spec::model::{Enumeration, Id, Mask, NamedValue, Protocol, Window, WireForm};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::defaults::{self, Defaulted};
use super::docs::DocText;
use super::members::window_clauses;
use super::scope::Scope;
use super::source::Source;
use super::tokens::{hexadecimal_literal, ident, integer, readable_literal, serde};
use crate::error::Error;
use crate::facts::{self, code};
use crate::files::GeneratedFile;

/// The constant of the value that means "none".
pub(super) const NULL: &str = "NULL";

/// The file of an ID type.
pub(super) fn id(protocol: &Protocol, id: &Id) -> Result<GeneratedFile, Error> {
    let type_name = id.name.pascal();
    let guide = &id.name.guide;
    let mut scope = Scope::of_item(protocol, &type_name, Window::default());
    let derive = scope.imports.runtime("Id");
    let name = ident(&type_name);
    let integer = integer(WireForm::Unsigned(id.width));

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
    let default = null.map(|_| ident(NULL));
    let doc = DocText::of(&id.doc)
        .paragraph(&format!(
            "{}, {}.",
            code(guide),
            facts::bytes(u32::from(id.width))
        ))
        .paragraph(&defaults::of_newtype(default.as_ref()))
        .errata(protocol, &id.errata)
        .outer();
    let Defaulted {
        derive: derived,
        implementation: default,
    } = Defaulted::newtype(&scope, &name, default.as_ref());

    let serde = serde();
    let mut source = Source::of_item("ids", "ID type", &id.name);
    source.item(quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, #derived #derive)]
        #[cti(name = #guide #null_clause #null_name)]
        #serde
        pub struct #name(pub #integer);
        #null_constant
        #default
    });
    source.imports(&scope.imports);
    source.finish()
}

/// The file of an enumeration.
pub(super) fn enumeration(
    protocol: &Protocol,
    table: &Enumeration,
) -> Result<GeneratedFile, Error> {
    let type_name = table.name.pascal();
    let guide = &table.name.guide;
    let mut scope = Scope::of_item(protocol, &type_name, Window::default());
    let derive = scope.imports.runtime("Enumeration");
    let name = ident(&type_name);
    let integer = integer(WireForm::Unsigned(table.width));

    let listed = table.values.iter().map(|value| listed(&scope, value));
    let null = table.null.iter().map(|null| {
        let doc = DocText::default()
            .paragraph(&facts::null_sentence(null, table.width))
            .outer();
        let value = readable_literal(null.value, table.width);
        quote!(#doc pub const NULL: Self = Self(#value);)
    });
    let constants = constants(
        &scope,
        &table.values,
        &|value| value.to_string(),
        &|value| readable_literal(value, table.width),
    );
    let constants = associated(&name, constants.into_iter().chain(null).collect());
    let size = facts::bytes(u32::from(table.width));
    let default = defaults::of_enumeration(table);
    let doc = DocText::of(&table.doc)
        .paragraph(&format!(
            "{}, {size}. Other values than the listed ones are legal.",
            code(guide)
        ))
        .gaps(&table.gaps, facts::values_of)
        .paragraph(&defaults::of_newtype(default.as_ref()))
        .errata(protocol, &table.errata)
        .outer();
    let Defaulted {
        derive: derived,
        implementation: default,
    } = Defaulted::newtype(&scope, &name, default.as_ref());

    let serde = serde();
    let mut source = Source::of_item("enumerations", "enumeration", &table.name);
    source.item(quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, #derived #derive)]
        #[cti(name = #guide, constants(#(#listed),*))]
        #serde
        pub struct #name(pub #integer);
        #constants
        #default
    });
    source.imports(&scope.imports);
    source.finish()
}

/// `LOGIN = "AGENT_STATE_LOGIN"`, or `NON_ACD("CALLTYPE_NON_ACD", until = 18)`.
fn listed(scope: &Scope<'_>, value: &NamedValue) -> TokenStream {
    let name = ident(&value.rust_name);
    let guide = &value.guide_name;
    let mode = value.mode.then(|| quote!(mode));
    let window = window_clauses(scope.narrowed(value.window));
    let clauses: Vec<TokenStream> = mode.into_iter().chain(window).collect();
    if clauses.is_empty() {
        quote!(#name = #guide)
    } else {
        quote!(#name(#guide, #(#clauses),*))
    }
}

/// An associated constant for each value, whose number the docs show.
fn constants(
    scope: &Scope<'_>,
    values: &[NamedValue],
    shown: &dyn Fn(u32) -> String,
    literal: &dyn Fn(u32) -> Literal,
) -> Vec<TokenStream> {
    let constants = values.iter().map(|value| {
        let doc = value_doc(scope, value, &shown(value.value)).outer();
        let name = ident(&value.rust_name);
        let number = literal(value.value);
        quote!(#doc pub const #name: Self = Self(#number);)
    });
    constants.collect()
}

/// The block of the constants, if there are any.
fn associated(name: &Ident, constants: Vec<TokenStream>) -> Option<TokenStream> {
    (!constants.is_empty()).then(|| quote!(impl #name { #(#constants)* }))
}

/// The doc of a constant: what it means, its number, its name in the guide, its versions.
fn value_doc(scope: &Scope<'_>, value: &NamedValue, number: &str) -> DocText {
    let versions = facts::versions(scope.narrowed(value.window));
    let name = code(&value.guide_name);
    let mode = value.mode.then(|| facts::MODE.to_owned());
    let named = [number.to_owned(), name].into_iter().chain(mode);
    let named = facts::sentence(named.chain(versions));
    DocText::of(&value.doc)
        .paragraph(&named)
        .errata(scope.protocol, &value.errata)
}

/// The file of a mask.
pub(super) fn mask(protocol: &Protocol, mask: &Mask) -> Result<GeneratedFile, Error> {
    let type_name = mask.name.pascal();
    let guide = &mask.name.guide;
    let mut scope = Scope::of_item(protocol, &type_name, Window::default());
    let derive = scope.imports.runtime("Mask");
    let name = ident(&type_name);
    let integer = integer(WireForm::Unsigned(mask.width));
    let listed = mask.bits.iter().map(|bit| listed(&scope, bit));
    let shown = |value| facts::hexadecimal(value, mask.width);
    let constants = constants(&scope, &mask.bits, &shown, &|value| {
        hexadecimal_literal(value, mask.width)
    });
    let constants = associated(&name, constants);
    let size = facts::bytes(u32::from(mask.width));
    let doc = DocText::of(&mask.doc)
        .paragraph(&format!(
            "{}, {size}. Bits without a name are legal and kept.",
            code(guide)
        ))
        .paragraph(&asking(mask))
        .gaps(&mask.gaps, |gap| facts::hexadecimal(gap.first, mask.width))
        .errata(protocol, &mask.errata)
        .outer();

    let serde = serde();
    let mut source = Source::of_item("masks", "mask", &mask.name);
    source.item(quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, #derive)]
        #[cti(name = #guide, bits(#(#listed),*))]
        #serde
        pub struct #name(#integer);
        #constants
    });
    source.imports(&scope.imports);
    source.finish()
}

/// Says how to ask for all of a mask, where that is not simply all its bits.
fn asking(mask: &Mask) -> String {
    let is_mode = |bit: &&NamedValue| bit.mode;
    let modes: Vec<String> = mask
        .bits
        .iter()
        .filter(is_mode)
        .map(|bit| format!("[`{0}`](Self::{0})", bit.rust_name))
        .collect();
    if modes.is_empty() {
        return String::new();
    }
    format!(
        "These bits change how a session works and request no data: {}. \
         [`everything_in`](Self::everything_in) excludes them.",
        modes.join(", ")
    )
}
