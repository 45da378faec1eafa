//! The implementations of serde's traits, for the types that ask for them.
//!
//! Only for those: another crate may turn on the feature of the runtime, and what a type implements cannot depend on that.
//! They are calls of macros, since a derive does not see which features the runtime has. Without the feature a call is an
//! error that names the feature, shown at the key.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Ident;

/// Those of a message, if the key `serde` was given.
pub(super) fn of_message(ident: &Ident, key: Option<Span>) -> Option<TokenStream> {
    let place = Span::call_site().located_at(key?);
    Some(quote_spanned!(place=> __rt::message_serde!(#ident<'_>, #ident<'static>);))
}

/// Those of an enumeration, a mask or an ID, if the key `serde` was given.
pub(super) fn of_value(ident: &Ident, key: Option<Span>) -> Option<TokenStream> {
    let place = Span::call_site().located_at(key?);
    Some(quote_spanned!(place=> __rt::value_serde!(#ident);))
}
