//! A statement that passes an error on.

use proc_macro2::TokenStream;
use quote::quote;

/// A statement which returns the error of a call that has no value.
///
/// Not `?`, which makes the compiler choose among conversions of the error: there are thousands of these calls, and
/// all of their errors are passed on as they are.
pub(super) fn attempt(call: &TokenStream) -> TokenStream {
    quote! {
        if let ::core::result::Result::Err(__error) = #call {
            return ::core::result::Result::Err(__error);
        }
    }
}
