//! `into_owned`: the same value, independent of the frame.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Lifetime};

/// The method `into_owned` of a struct with these members.
pub(super) fn into_owned(ident: &Ident, lifetime: &Lifetime, members: &[&Ident]) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl<#lifetime> #ident<#lifetime> {
            /// The same value, independent of the frame that it was decoded from.
            #[must_use]
            pub fn into_owned(self) -> #ident<'static> {
                #ident {
                    #(#members: __rt::IntoStatic::into_static(self.#members)),*
                }
            }
        }
    }
}

/// The implementation of `IntoStatic` for an entry or record.
pub(super) fn into_static(ident: &Ident, lifetime: Option<&Lifetime>) -> TokenStream {
    let Some(lifetime) = lifetime else {
        return quote! {
            #[automatically_derived]
            impl __rt::IntoStatic for #ident {
                type Static = Self;

                fn into_static(self) -> Self {
                    self
                }
            }
        };
    };
    quote! {
        #[automatically_derived]
        impl<#lifetime> __rt::IntoStatic for #ident<#lifetime> {
            type Static = #ident<'static>;

            fn into_static(self) -> #ident<'static> {
                self.into_owned()
            }
        }
    }
}
