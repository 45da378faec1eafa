//! `into_owned`: the same value, independent of the frame.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{Ident, Lifetime, Type};

/// A member, and an expression that makes it independent of the frame.
///
/// A member whose type does not name the lifetime is so already.
pub(super) fn member(ident: &Ident, ty: &Type, lifetime: &Lifetime) -> TokenStream {
    if names_lifetime(ty.to_token_stream(), lifetime) {
        converted(ident)
    } else {
        quote!(#ident: self.#ident)
    }
}

/// The same for a member that borrows from the frame.
pub(super) fn converted(ident: &Ident) -> TokenStream {
    quote!(#ident: __rt::IntoOwned::into_owned(self.#ident))
}

/// Whether a lifetime stands in some tokens.
fn names_lifetime(tokens: TokenStream, lifetime: &Lifetime) -> bool {
    let mut after_apostrophe = false;
    tokens.into_iter().any(|token| {
        let is_name = std::mem::take(&mut after_apostrophe);
        match token {
            TokenTree::Ident(name) => is_name && name == lifetime.ident,
            TokenTree::Group(group) => names_lifetime(group.stream(), lifetime),
            TokenTree::Punct(punct) => {
                after_apostrophe = punct.as_char() == '\'';
                false
            }
            TokenTree::Literal(_) => false,
        }
    })
}

/// The implementation of `IntoOwned` for a struct with members that [`member`] or [`converted`] gave; one without a
/// lifetime is independent of the frame already.
pub(super) fn into_owned(
    ident: &Ident,
    lifetime: Option<&Lifetime>,
    members: &[TokenStream],
) -> TokenStream {
    let Some(lifetime) = lifetime else {
        return quote! {
            #[automatically_derived]
            impl __rt::IntoOwned for #ident {
                type Owned = Self;

                fn into_owned(self) -> Self {
                    self
                }
            }
        };
    };
    quote! {
        #[automatically_derived]
        impl<#lifetime> __rt::IntoOwned for #ident<#lifetime> {
            type Owned = #ident<'static>;

            fn into_owned(self) -> #ident<'static> {
                #ident {
                    #(#members),*
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use quote::quote;
    use syn::Lifetime;

    use super::names_lifetime;

    #[test]
    fn a_lifetime_is_a_name_after_an_apostrophe() {
        let lifetime = Lifetime::new("'a", Span::call_site());
        assert!(names_lifetime(quote!(Option<Text<'a>>), &lifetime));
        assert!(names_lifetime(quote!((u8, Text<'a>)), &lifetime));
        assert!(!names_lifetime(quote!(Text<'static>), &lifetime), "another");
        assert!(!names_lifetime(quote!(Option<a>), &lifetime), "a type");
        assert!(!names_lifetime(quote!(Option<a::Text<'b>>), &lifetime));
    }
}
