//! What `#[derive(Enumeration)]`, `#[derive(Mask)]` and `#[derive(Id)]` write.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Ident, Type};

use super::{infos, serde};
use crate::attribute::newtype::{Constant, ConstantsAttribute, IdAttribute};
use crate::model::newtype::Newtype;

/// The items for an enumeration.
pub(super) fn enumeration(ident: &Ident, newtype: &Newtype<'_, ConstantsAttribute>) -> TokenStream {
    let name = &*newtype.attribute.name;
    let constants = newtype.attribute.constants.iter().map(|constant| {
        let path = &constant.constant;
        named_value(constant, &quote!(#ident::#path.0))
    });
    let scalar = around_integer(ident, newtype.integer, &quote!(Enumeration));
    let serde = serde::of_value(ident, newtype.attribute.serde);
    let display = display(ident);
    let conversions = conversions(ident, newtype.integer);
    quote! {
        static __INFO: __rt::EnumerationInfo =
            __rt::EnumerationInfo { name: #name, constants: &[#(#constants),*] };

        #scalar
        #serde
        #display
        #conversions

        impl #ident {
            /// The name in the guide, which `Display` prints; `None` if the guide names no such value.
            #[must_use]
            pub fn name(self) -> ::core::option::Option<&'static ::core::primitive::str> {
                __INFO.name_of(__rt::Scalar::to_u32(self))
            }

            /// The name of the constant with this value; `None` if no constant has it.
            #[must_use]
            pub fn short_name(self) -> ::core::option::Option<&'static ::core::primitive::str> {
                __INFO.short_name_of(__rt::Scalar::to_u32(self))
            }

            /// The name of the enumeration and all its constants.
            #[must_use]
            pub fn info() -> &'static __rt::EnumerationInfo {
                &__INFO
            }
        }

        /// The value with this name, in upper or lower case: that of a constant, or that of the
        /// guide; or the value with this number.
        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = __rt::ParseNameError;

            fn from_str(
                __text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, __rt::ParseNameError> {
                let __size = <Self as __rt::Scalar>::SIZE;
                __rt::parse_value(__text, __size, &__INFO).map(__rt::Scalar::from_u32)
            }
        }
    }
}

/// The items for a mask.
pub(super) fn mask(ident: &Ident, newtype: &Newtype<'_, ConstantsAttribute>) -> TokenStream {
    let name = &*newtype.attribute.name;
    let integer = newtype.integer;
    let constants = &newtype.attribute.constants;
    let flags = constants.iter().map(|constant| {
        let name = &constant.constant;
        quote!(#name = #ident::#name)
    });
    let operations = mask_operations(ident, integer, flags);
    let bits = constants.iter().map(|constant| {
        let path = &constant.constant;
        named_value(constant, &quote!(#ident::#path.0))
    });
    let scalar = around_integer(ident, integer, &quote!(Mask));
    let serde = serde::of_value(ident, newtype.attribute.serde);
    let display = display(ident);
    quote! {
        static __INFO: __rt::MaskInfo = __rt::MaskInfo { name: #name, bits: &[#(#bits),*] };

        #scalar
        #serde
        #display

        #operations

        impl #ident {
            /// The name of the mask and all its named bits.
            #[must_use]
            pub fn info() -> &'static __rt::MaskInfo {
                &__INFO
            }

            /// All bits that are defined in a version: those that have a name in it. A server may
            /// refuse others, which `all()` has too.
            #[must_use]
            pub fn defined_in(__version: __rt::ProtocolVersion) -> Self {
                <Self as __rt::Scalar>::from_u32(__INFO.defined_in(__version))
            }

            /// The bits that request everything in a version: all defined ones, except those that
            /// change how the session works.
            #[must_use]
            pub fn everything_in(__version: __rt::ProtocolVersion) -> Self {
                <Self as __rt::Scalar>::from_u32(__INFO.everything_in(__version))
            }
        }
    }
}

/// The operations of a set, with the named bits.
pub(super) fn mask_operations(
    ident: &Ident,
    integer: &Type,
    flags: impl Iterator<Item = TokenStream>,
) -> TokenStream {
    quote! {
        impl #ident {
            /// The bits as an integer.
            #[inline]
            #[must_use]
            pub const fn bits(&self) -> #integer {
                self.0
            }
        }

        __rt::mask_methods!(#ident: #integer, [#(#flags),*]);
    }
}

/// The items for an ID.
pub(super) fn id(ident: &Ident, newtype: &Newtype<'_, IdAttribute>) -> TokenStream {
    let name = &*newtype.attribute.name;
    let null_name = infos::option(newtype.attribute.null_name.as_deref());
    let null = newtype.attribute.null.as_ref();
    let null_info = infos::option(null.map(|null| {
        let value = in_u32(&quote!(#ident::#null.0));
        quote!((#value, #null_name))
    }));
    let is_null = null.map(|null| {
        quote! {
            impl #ident {
                /// Whether it is the value that means "none".
                #[must_use]
                pub const fn is_null(self) -> ::core::primitive::bool {
                    self.0 == Self::#null.0
                }
            }
        }
    });
    let scalar = around_integer(ident, newtype.integer, &quote!(Id));
    let serde = serde::of_value(ident, newtype.attribute.serde);
    let display = display(ident);
    let conversions = conversions(ident, newtype.integer);
    quote! {
        static __INFO: __rt::IdInfo = __rt::IdInfo { name: #name, null: #null_info };

        #scalar
        #serde
        #display
        #conversions
        #is_null
    }
}

/// A constant with the name that it has in the guide; `integer` is an expression for its value.
fn named_value(constant: &Constant, integer: &TokenStream) -> TokenStream {
    let name = &*constant.name;
    let short_name = constant.constant.unraw().to_string();
    let value = in_u32(integer);
    let mode = constant.mode.then(|| quote!(mode: true));
    let changes = [mode, infos::window_unless_always(&constant.window)];
    let made = quote!(__rt::named_value(#name, #short_name, #value));
    infos::changed(&quote!(NamedValue), changes.into_iter().flatten(), made)
}

/// An integer of at most four bytes as `u32`, in a constant, where no trait can be called.
fn in_u32(integer: &TokenStream) -> TokenStream {
    quote!(#integer as ::core::primitive::u32)
}

/// The implementation of `Scalar` for a tuple struct around an integer.
fn around_integer(ident: &Ident, integer: &Type, kind: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __rt::Scalar for #ident {
            const SIZE: ::core::primitive::usize = <#integer as __rt::Unsigned>::BYTES;
            const KIND: __rt::Kind = __rt::Kind::#kind(&__INFO);

            #[inline]
            fn from_u32(__bits: ::core::primitive::u32) -> Self {
                Self(<#integer as __rt::Scalar>::from_u32(__bits))
            }

            #[inline]
            fn to_u32(self) -> ::core::primitive::u32 {
                __rt::Scalar::to_u32(self.0)
            }
        }
    }
}

/// `Debug` and `Display`, which print names where there are any.
fn display(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __rt::show_scalar(*self, __formatter)
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __rt::show_scalar(*self, __formatter)
            }
        }
    }
}

/// `From` the integer and back.
fn conversions(ident: &Ident, integer: &Type) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#integer> for #ident {
            fn from(__value: #integer) -> Self {
                Self(__value)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#ident> for #integer {
            fn from(__value: #ident) -> Self {
                __value.0
            }
        }
    }
}
