//! The implementations of serde's traits, for the types that ask for them.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Ident;

/// A call of the macro of the runtime that implements `Serialize` and `Deserialize`, if the key `serde` was given.
///
/// Only then: another crate may turn on the feature of the runtime, and what a type implements cannot depend on that.
/// A macro, since a derive does not see which features the runtime has. Without the feature it is an error that names
/// the feature, shown at the key.
pub(super) fn implementations(ident: &Ident, key: Option<Span>, name: &str) -> Option<TokenStream> {
    let place = Span::call_site().located_at(key?);
    let name = Ident::new(name, place);
    Some(quote_spanned!(place=> __rt::#name!(#ident);))
}
