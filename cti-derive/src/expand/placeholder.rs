//! What stands in for an implementation that could not be written: the same traits, so that uses of the type do not
//! fail a second time. It never runs, since its errors come with it.
//!
//! A struct that is generic over types gets none: the traits ask for more than can be known of them.

use std::iter;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Data, DeriveInput, Fields, GenericParam, Lifetime, Type};

use super::{names, newtype};

/// The generics of a struct that may be wrong in any way, and the lifetime of the frame.
struct Header {
    frame: Lifetime,
    /// Those of an implementation, `frame` among them.
    with_frame: TokenStream,
    /// Those of an implementation, as the struct has them.
    own: TokenStream,
    /// The struct with its generics.
    ty: TokenStream,
    /// The struct, independent of the frame.
    owned: TokenStream,
    where_clause: TokenStream,
}

impl Header {
    fn of(input: &DeriveInput) -> Self {
        let ident = &input.ident;
        let (own, ty, where_clause) = input.generics.split_for_impl();
        let own_lifetime = input
            .generics
            .lifetimes()
            .next()
            .map(|parameter| parameter.lifetime.clone());
        let frame = own_lifetime.clone().unwrap_or_else(names::frame_lifetime);
        let with_frame = if own_lifetime.is_some() {
            quote!(#own)
        } else {
            let mut generics = input.generics.clone();
            generics.params.insert(0, syn::parse_quote!(#frame));
            let (with_frame, _, _) = generics.split_for_impl();
            quote!(#with_frame)
        };
        let arguments = input
            .generics
            .params
            .iter()
            .map(|parameter| match parameter {
                GenericParam::Lifetime(_) => quote!('static),
                GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
                GenericParam::Const(parameter) => parameter.ident.to_token_stream(),
            });
        Self {
            frame,
            with_frame,
            own: quote!(#own),
            ty: quote!(#ident #ty),
            owned: quote!(#ident<#(#arguments),*>),
            where_clause: quote!(#where_clause),
        }
    }
}

/// That of a message.
pub(super) fn message(input: &DeriveInput) -> TokenStream {
    let Header {
        frame,
        with_frame,
        own,
        ty,
        owned,
        where_clause,
    } = &Header::of(input);
    let fields = fields(input);
    quote! {
        impl #own __rt::IntoOwned for #ty #where_clause {
            type Owned = #owned;

            fn into_owned(self) -> #owned {
                ::core::unreachable!()
            }
        }

        impl #with_frame __rt::TypedMessage<#frame> for #ty #where_clause {
            const INFO: &'static __rt::MessageInfo = &__rt::MessageInfo {
                name: "",
                message_type: __rt::MessageType(0),
                direction: __rt::Direction::Either,
                service: ::core::option::Option::None,
                versions: __rt::VersionRange::ALWAYS,
                confirmation: ::core::option::Option::None,
                members: &[],
                fixed: &[],
                fixed_part: |_, _| (&[], 0),
                header_only: false,
                version_at: ::core::option::Option::None,
                combined_limits: &[],
            };

            fn decode_body<__M>(
                _: &#frame [::core::primitive::u8],
                _: __rt::ProtocolVersion,
                _: __rt::Mode,
                _: impl ::core::ops::FnOnce(Self) -> __M,
            ) -> ::core::result::Result<__M, __rt::DecodeError> {
                ::core::unreachable!()
            }

            fn write_body<'__value, __W: __rt::Writer<'__value>>(
                &'__value self,
                _: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                ::core::unreachable!()
            }
        }

        impl #own __rt::DynMessage for #ty #where_clause {
            fn info(&self) -> &'static __rt::MessageInfo {
                ::core::unreachable!()
            }

            fn encode_body<'__value>(
                &'__value self,
                _: &mut __rt::SlowWriter<'__value, '_>,
            ) -> ::core::result::Result<(), __rt::EncodeError> {
                ::core::unreachable!()
            }

            fn encode_fast(
                &self,
                _: __rt::ProtocolVersion,
                _: __rt::EncodeOptions,
                _: &mut __rt::Vec<::core::primitive::u8>,
            ) -> ::core::primitive::bool {
                ::core::unreachable!()
            }
        }

        impl #own ::core::fmt::Display for #ty #where_clause {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::unreachable!()
            }
        }

        #fields
    }
}

/// That of an entry.
pub(super) fn entry(input: &DeriveInput) -> TokenStream {
    let Header {
        frame,
        with_frame,
        own,
        ty,
        where_clause,
        ..
    } = &Header::of(input);
    let fields = fields(input);
    let described = described(input);
    quote! {
        impl #own __rt::EntryMembers for #ty #where_clause {
            const MEMBERS: &'static [__rt::MemberInfo] = &[];
        }

        impl #with_frame __rt::ReadEntry<#frame> for #ty #where_clause {
            fn place(_: ::core::primitive::u16) -> ::core::option::Option<::core::primitive::usize> {
                ::core::unreachable!()
            }

            fn take<__S: __rt::ListSlot<Self>>(
                _: ::core::primitive::u16,
                _: __rt::Ordered<'_, #frame, __S>,
            ) -> __rt::Outcome {
                ::core::unreachable!()
            }

            fn fill(
                _: &mut [Self],
                _: ::core::primitive::usize,
                _: &#frame [::core::primitive::u8],
            ) {
                ::core::unreachable!()
            }
        }

        impl #own __rt::WriteEntry for #ty #where_clause {
            fn write_members<'__value, __W: __rt::Writer<'__value>>(
                &'__value self,
                _: &mut __W,
                _: &mut __rt::Order,
            ) -> ::core::result::Result<(), __W::Error> {
                ::core::unreachable!()
            }

            fn write_columns<__W: __rt::ColumnWriter>(
                _: &[Self],
                _: &mut __W,
            ) -> ::core::result::Result<::core::primitive::bool, __W::Error> {
                ::core::unreachable!()
            }

            fn member(&self, _: ::core::primitive::usize) -> ::core::option::Option<__rt::Data<'_>> {
                ::core::unreachable!()
            }
        }

        #described
        #fields
    }
}

/// That of a record.
pub(super) fn record(input: &DeriveInput) -> TokenStream {
    let Header {
        frame,
        with_frame,
        own,
        ty,
        where_clause,
        ..
    } = &Header::of(input);
    let fields = fields(input);
    let described = described(input);
    quote! {
        impl #with_frame __rt::FloatingPart<#frame> for #ty #where_clause {
            type Progress = ();

            const COST: ::core::primitive::usize = 0;

            fn read(
                &mut self,
                _: &mut (),
                _: ::core::primitive::u16,
                _: &#frame [::core::primitive::u8],
                _: &mut __rt::Reader<#frame>,
            ) -> __rt::Outcome {
                ::core::unreachable!()
            }

            fn close(
                &mut self,
                _: &(),
                _: &__rt::Reader<#frame>,
            ) -> ::core::result::Result<(), __rt::DecodeError> {
                ::core::unreachable!()
            }

            fn unknown_mut(&mut self) -> &mut __rt::Vec<__rt::UnknownField<#frame>> {
                ::core::unreachable!()
            }
        }

        impl #own __rt::WriteFloating for #ty #where_clause {
            fn write_floating<'__value, __W: __rt::Writer<'__value>>(
                &'__value self,
                _: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                ::core::unreachable!()
            }

            fn unknown(&self) -> &[__rt::UnknownField<'_>] {
                ::core::unreachable!()
            }
        }

        impl #own __rt::RecordTags for #ty #where_clause {
            fn has_tag(_: ::core::primitive::u16) -> ::core::primitive::bool {
                ::core::unreachable!()
            }

            fn holds(&self, _: ::core::primitive::u16) -> ::core::primitive::bool {
                ::core::unreachable!()
            }
        }

        #described
        #fields
    }
}

/// That of an enumeration, a mask or an ID.
pub(super) fn scalar(input: &DeriveInput) -> TokenStream {
    let Header {
        own,
        ty,
        where_clause,
        ..
    } = &Header::of(input);
    quote! {
        impl #own __rt::Scalar for #ty #where_clause {
            const SIZE: ::core::primitive::usize = 4;
            const KIND: __rt::Kind = __rt::Kind::Unsigned;

            fn from_u32(_: ::core::primitive::u32) -> Self {
                ::core::unreachable!()
            }

            fn to_u32(self) -> ::core::primitive::u32 {
                ::core::unreachable!()
            }
        }

        impl #own ::core::fmt::Debug for #ty #where_clause {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::unreachable!()
            }
        }

        impl #own ::core::fmt::Display for #ty #where_clause {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::unreachable!()
            }
        }
    }
}

/// That of a mask: the set operations too, wherever the struct can have them.
pub(super) fn mask(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let placeholder = scalar(input);
    let operations =
        integer(input).map(|integer| newtype::mask_operations(ident, integer, iter::empty()));
    quote!(#placeholder #operations)
}

/// The unsigned integer in a tuple struct without generics, if that is what the input is.
fn integer(input: &DeriveInput) -> Option<&Type> {
    let Data::Struct(data) = &input.data else {
        return None;
    };
    let Fields::Unnamed(fields) = &data.fields else {
        return None;
    };
    let ty = &fields.unnamed.first()?.ty;
    let is_integer = matches!(ty, Type::Path(path) if ["u8", "u16", "u32"].iter().any(|name| path.path.is_ident(name)));
    (fields.unnamed.len() == 1 && input.generics.params.is_empty() && is_integer).then_some(ty)
}

fn described(input: &DeriveInput) -> TokenStream {
    let Header {
        own,
        ty,
        owned,
        where_clause,
        ..
    } = &Header::of(input);
    quote! {
        impl #own __rt::Described for #ty #where_clause {
            const INFO: &'static __rt::EntryInfo = &__rt::EntryInfo { name: "", members: &[] };
        }

        impl #own __rt::IntoOwned for #ty #where_clause {
            type Owned = #owned;

            fn into_owned(self) -> #owned {
                ::core::unreachable!()
            }
        }
    }
}

fn fields(input: &DeriveInput) -> TokenStream {
    let Header {
        own,
        ty,
        where_clause,
        ..
    } = &Header::of(input);
    quote! {
        impl #own __rt::Fields for #ty #where_clause {
            fn members(&self) -> &'static [__rt::MemberInfo] {
                ::core::unreachable!()
            }

            fn value(&self, _: ::core::primitive::usize) -> ::core::option::Option<__rt::Value<'_>> {
                ::core::unreachable!()
            }

            fn set_value(
                &mut self,
                _: ::core::primitive::usize,
                _: __rt::OwnedValue,
            ) -> ::core::result::Result<(), __rt::SetValueError> {
                ::core::unreachable!()
            }
        }
    }
}
