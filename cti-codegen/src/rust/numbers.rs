//! Numbers that have names, as an open newtype with constants: message types and tags.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::DocText;
use super::ident::ident;

/// A number with its name.
pub(super) struct Named {
    /// The name of the constant.
    pub(super) constant: String,
    /// The name in the guide.
    pub(super) guide: String,
    pub(super) number: Literal,
    pub(super) doc: DocText,
}

/// The newtype `name` over an unsigned integer, with a constant for each number.
pub(super) fn newtype(
    name: &str,
    integer: &TokenStream,
    doc: &DocText,
    numbers: &[Named],
) -> TokenStream {
    let name = ident(name);
    let doc = doc.outer();
    let constants: Vec<Ident> = numbers.iter().map(|named| ident(&named.constant)).collect();
    let guides = numbers.iter().map(|named| &named.guide);
    let literals: Vec<&Literal> = numbers.iter().map(|named| &named.number).collect();
    let docs = numbers.iter().map(|named| named.doc.outer());
    quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct #name(pub #integer);

        impl #name {
            #(#docs pub const #constants: Self = Self(#literals);)*

            /// All that the guide names, in the order of the specification.
            pub const ALL: &'static [Self] = &[#(Self::#constants),*];

            /// The name in the guide.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    #(#literals => Some(#guides),)*
                    _ => None,
                }
            }
        }

        impl From<#integer> for #name {
            fn from(number: #integer) -> Self {
                Self(number)
            }
        }

        /// The name, or the number.
        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.name() {
                    Some(name) => f.pad(name),
                    None => fmt::Display::fmt(&self.0, f),
                }
            }
        }

        /// The name, or the number.
        impl fmt::Debug for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    }
}
