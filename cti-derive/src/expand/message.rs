//! The expansion of `#[derive(TypedMessage)]`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned as _;

use super::attempt::attempt;
use super::fields::{self, Access};
use super::fixed::FixedCode;
use super::floating::FloatingCode;
use super::{infos, owned, serde};
use crate::attribute::message::{Confirmation, Direction, MessageAttribute};
use crate::model::message::{Body, Message, Parts};

/// The items for a message.
pub(super) fn items(ident: &Ident, message: &Message<'_>) -> TokenStream {
    let common = common(ident, message);
    let body = match &message.body {
        Body::Parts(parts) => with_parts(ident, message, parts),
        Body::Trailing(member) => with_trailing(ident, message, member),
    };
    quote!(#common #body)
}

/// The implementations for every message: `Display`, `IntoOwned`, `Request` if there is a confirmation, and serde's traits if the
/// message asks for them.
fn common(ident: &Ident, message: &Message<'_>) -> TokenStream {
    let members: Vec<_> = match &message.body {
        Body::Parts(parts) => {
            let fixed = parts.fixed.members.iter();
            let fixed = fixed
                .map(|member| owned::member(member.field.ident, member.value, message.lifetime));
            let floating = parts.floating.members.iter();
            let floating =
                floating.map(|member| owned::member(member.ident(), member.ty(), message.lifetime));
            let unknown = owned::converted(parts.unknown);
            fixed.chain(floating).chain([unknown]).collect()
        }
        Body::Trailing(member) => vec![owned::converted(member)],
    };
    let into_owned = owned::into_owned(ident, Some(message.lifetime), &members);
    let request = request(ident, message);
    let serde = serde::of_message(ident, message.attribute.serde);
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Display for #ident<'_> {
            fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __rt::show_message(__INFO.name, self, __formatter)
            }
        }

        #into_owned
        #request

        #serde
    }
}

/// The implementation of `Request`, if the message that answers is a struct.
fn request(ident: &Ident, message: &Message<'_>) -> Option<TokenStream> {
    let Some(Confirmation::Type(path)) = &message.attribute.confirmed_by else {
        return None;
    };
    let lifetime = message.lifetime;
    // Without the ID every event would be its answer. Only the runtime knows which ID it is; the error is shown
    // where the confirmation is named.
    let place = Span::call_site().located_at(path.span());
    let check = quote_spanned! {place=>
        const _: () = {
            __rt::check_pairing(&__INFO);
            __rt::check_pairing(<#path<'static> as __rt::TypedMessage<'static>>::INFO);
        };
    };
    Some(quote! {
        #[automatically_derived]
        impl<#lifetime> __rt::Request<#lifetime> for #ident<#lifetime> {
            type Confirmation<'__confirmation> = #path<'__confirmation>;
        }

        #check
    })
}

/// The items for a message with a fixed and a floating part.
fn with_parts(ident: &Ident, message: &Message<'_>, parts: &Parts<'_>) -> TokenStream {
    let lifetime = message.lifetime;
    let floating = FloatingCode {
        part: &parts.floating,
        ident,
        lifetime,
        unknown: parts.unknown,
        first_index: parts.fixed.members.len(),
    };
    let fixed = FixedCode {
        part: &parts.fixed,
        floating,
        lifetime,
    };
    let fixed_infos = fixed.infos();
    let floating_infos = infos::members(floating.infos(), floating.first_index);
    let statics = fixed.statics();
    let info = info(&message.attribute, &fixed, parts);
    let decode = decode_body(&fixed, parts);
    let write = write_body(&fixed);
    let encode = encode_message(ident, &fixed, parts);
    let floating_items = floating.items();
    let accesses: Vec<_> = parts
        .fixed
        .members
        .iter()
        .map(Access::to_fixed)
        .chain(parts.floating.members.iter().map(Access::to_floating))
        .collect();
    let fields = fields::methods(&accesses);
    let unknown_fields = fields::unknown_methods(parts.unknown);
    quote! {
        #fixed_infos
        #floating_infos
        #statics
        static __INFO: __rt::MessageInfo = #info;

        #[automatically_derived]
        impl<#lifetime> __rt::TypedMessage<#lifetime> for #ident<#lifetime> {
            const INFO: &'static __rt::MessageInfo = &__INFO;

            #decode
            #write
        }

        #encode
        #floating_items

        const _: () =
            __rt::check_message(&__INFO, <#ident<'static> as __rt::FloatingPart<'static>>::COST);

        #[automatically_derived]
        impl<#lifetime> __rt::Fields for #ident<#lifetime> {
            #fields
            #unknown_fields
        }
    }
}

/// How many members may wait for a decision in registers: of more, most would be moved to memory and back.
const MOST_IN_REGISTERS: usize = 32;

/// The method that reads the body.
fn decode_body(fixed: &FixedCode<'_>, parts: &Parts<'_>) -> TokenStream {
    let lifetime = fixed.lifetime;
    // Nearly always there is nothing after a body that is all fixed part. The message then never has
    // an address to be changed at, and need not be copied from there.
    let is_short = parts.fixed.members.len() <= MOST_IN_REGISTERS;
    let may_end = is_short && parts.floating.members.is_empty();
    // Made in two places, it is made of variables.
    let read_in_place = (!may_end).then(|| fixed.read_in_place()).flatten();
    let (read, values) = read_in_place.unwrap_or_else(|| {
        let variables = (0..parts.fixed.members.len()).map(super::names::fixed_value);
        let variables = variables.map(ToTokens::into_token_stream);
        (fixed.read_statements(), variables.collect())
    });
    // No `#[allow(unused_mut)]` in place of this: where the user forbids the lint, that is an error.
    let mutable = (!read.is_empty()).then(|| quote!(mut));
    let fixed_members = parts.fixed.members.iter().map(|member| member.field.ident);
    let floating = attempt(&quote!(__rt::read_floating(
        __body,
        &mut __message,
        __progress
    )));
    let empty = parts
        .floating
        .members
        .iter()
        .map(|member| member.ident())
        .chain([parts.unknown]);
    let message = quote! {
        Self {
            #(#fixed_members: #values,)*
            #(#empty: ::core::default::Default::default(),)*
        }
    };
    let without_floating = may_end.then(|| {
        quote! {
            if __body.is_read() {
                return ::core::result::Result::Ok(__made(#message));
            }
        }
    });
    quote! {
        fn decode_body<__M>(
            __bytes: &#lifetime [::core::primitive::u8],
            __version: __rt::ProtocolVersion,
            __mode: __rt::Mode,
            __made: impl ::core::ops::FnOnce(Self) -> __M,
        ) -> ::core::result::Result<__M, __rt::DecodeError> {
            let #mutable __body = __rt::Body::new(&__INFO, __bytes, __version, __mode);
            let mut __progress =
                <<Self as __rt::FloatingPart<#lifetime>>::Progress as ::core::default::Default>::default();
            #read
            #without_floating
            let mut __message = #message;
            #floating
            ::core::result::Result::Ok(__made(__message))
        }
    }
}

/// The method that writes the body.
fn write_body(fixed: &FixedCode<'_>) -> TokenStream {
    let write = fixed.write_statements();
    let floating = attempt(&quote!(__rt::Writer::floating(__writer, self)));
    let check = fixed.check_expression();
    quote! {
        fn write_body<'__value, __W: __rt::Writer<'__value>>(
            &'__value self,
            __writer: &mut __W,
        ) -> ::core::result::Result<(), __W::Error> {
            #write
            #floating
            #check
        }
    }
}

/// The methods of `DynMessage` that encode in the two ways.
///
/// Written for each message, so that they are compiled where it is: an implementation for all in the runtime would
/// be compiled again by whoever encodes one, and be slower there by half, since little is inlined across crates.
fn encode_methods() -> TokenStream {
    quote! {
        fn encode_body<'__value>(
            &'__value self,
            __writer: &mut __rt::SlowWriter<'__value, '_>,
        ) -> ::core::result::Result<(), __rt::EncodeError> {
            __rt::TypedMessage::write_body(self, __writer)
        }

        fn encode_fast(
            &self,
            __version: __rt::ProtocolVersion,
            __options: __rt::EncodeOptions,
            __out: &mut __rt::Vec<::core::primitive::u8>,
        ) -> ::core::primitive::bool {
            __rt::encode_fast(self, __version, __options, __out)
        }
    }
}

/// The implementation of `DynMessage`.
fn encode_message(ident: &Ident, fixed: &FixedCode<'_>, parts: &Parts<'_>) -> TokenStream {
    let lifetime = fixed.lifetime;
    let encode = encode_methods();
    let version = parts
        .version
        .and_then(|index| parts.fixed.members.get(index));
    let own_version = version.map(|version| {
        let member = version.field.ident;
        quote! {
            fn own_version(&self) -> ::core::option::Option<__rt::VersionNumber> {
                ::core::option::Option::Some(::core::convert::Into::into(self.#member))
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl<#lifetime> __rt::DynMessage for #ident<#lifetime> {
            fn info(&self) -> &'static __rt::MessageInfo {
                &__INFO
            }

            #encode

            #own_version
        }
    }
}

/// The items for a message of which only the header is known.
fn with_trailing(ident: &Ident, message: &Message<'_>, member: &Ident) -> TokenStream {
    let lifetime = message.lifetime;
    let info = message_info(
        &message.attribute,
        &quote!(&[]),
        &quote!(&[]),
        &infos::option(None::<TokenStream>),
        &quote!(&[]),
    );
    let fields = fields::methods(&[]);
    let encode = encode_methods();
    // By name: another type, whose `Debug` shows the bytes, is refused, and the error points at the member.
    let place = Span::call_site().located_at(member.span());
    let kept = quote_spanned! {place=>
        <__rt::TrailingBytes<'_> as ::core::convert::From<_>>::from(__bytes)
    };
    quote! {
        fn __fixed_part(
            __body: &[::core::primitive::u8],
            _: __rt::ProtocolVersion,
        ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
            (&[], __body.len())
        }

        static __INFO: __rt::MessageInfo = #info;

        #[automatically_derived]
        impl<#lifetime> __rt::TypedMessage<#lifetime> for #ident<#lifetime> {
            const INFO: &'static __rt::MessageInfo = &__INFO;

            fn decode_body<__M>(
                __bytes: &#lifetime [::core::primitive::u8],
                _: __rt::ProtocolVersion,
                _: __rt::Mode,
                __made: impl ::core::ops::FnOnce(Self) -> __M,
            ) -> ::core::result::Result<__M, __rt::DecodeError> {
                let __message = Self { #member: #kept };
                ::core::result::Result::Ok(__made(__message))
            }

            fn write_body<'__value, __W: __rt::Writer<'__value>>(
                &'__value self,
                __writer: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                __rt::Writer::raw(__writer, &self.#member);
                ::core::result::Result::Ok(())
            }
        }

        #[automatically_derived]
        impl<#lifetime> __rt::DynMessage for #ident<#lifetime> {
            fn info(&self) -> &'static __rt::MessageInfo {
                &__INFO
            }

            #encode
        }

        #[automatically_derived]
        impl<#lifetime> __rt::Fields for #ident<#lifetime> {
            #fields

            fn trailing(&self) -> ::core::option::Option<&[::core::primitive::u8]> {
                ::core::option::Option::Some(&self.#member)
            }

            fn set_trailing(
                &mut self,
                __bytes: __rt::Vec<::core::primitive::u8>,
            ) -> ::core::result::Result<(), __rt::SetValueError> {
                self.#member = ::core::convert::From::from(__bytes);
                ::core::result::Result::Ok(())
            }
        }
    }
}

/// The `MessageInfo` of a message with parts.
fn info(attribute: &MessageAttribute, fixed: &FixedCode<'_>, parts: &Parts<'_>) -> TokenStream {
    let floating = fixed.floating.variants();
    let count = parts.fixed.members.len() + parts.floating.members.len();
    let table = fixed.main_table();
    let version_at = infos::option(parts.version.and_then(|member| fixed.place_in_body(member)));
    let first_index = parts.fixed.members.len();
    let limits = parts.together.iter().map(|(lists, bytes)| {
        let lists = lists.iter().map(|list| first_index + list);
        let bytes = usize::from(*bytes);
        quote!(__rt::CombinedLimit { lists: &[#(#lists),*], bytes: #bytes })
    });
    message_info(
        attribute,
        &quote!(&__rt::members::<#count>(&__MEMBERS, &[#(#floating),*])),
        &quote!(#table),
        &version_at,
        &quote!(&[#(#limits),*]),
    )
}

fn message_info(
    attribute: &MessageAttribute,
    members: &TokenStream,
    fixed: &TokenStream,
    version_at: &TokenStream,
    combined_limits: &TokenStream,
) -> TokenStream {
    let (name, number) = (&*attribute.name, *attribute.number);
    let direction = match attribute.from {
        Direction::Client => quote!(Client),
        Direction::Server => quote!(Server),
        Direction::Either => quote!(Either),
    };
    let service = infos::option(
        attribute
            .service
            .as_ref()
            .map(|service| quote!(__rt::Service::#service)),
    );
    let window = infos::window(&attribute.window);
    let confirmation = attribute.confirmed_by.as_ref();
    let confirmation = infos::option(confirmation.map(|confirmation| match confirmation {
        Confirmation::Type(path) => {
            quote!(<#path<'static> as __rt::TypedMessage<'static>>::INFO.message_type)
        }
        Confirmation::Number(number) => quote!(__rt::MessageType(#number)),
    }));
    let header_only = attribute.header_only.is_some();
    quote! {
        __rt::MessageInfo {
            fixed_part: __fixed_part,
            name: #name,
            message_type: __rt::MessageType(#number),
            direction: __rt::Direction::#direction,
            service: #service,
            versions: #window,
            confirmation: #confirmation,
            members: #members,
            fixed: #fixed,
            header_only: #header_only,
            version_at: #version_at,
            combined_limits: #combined_limits,
        }
    }
}
