//! The keys of interfaces: a struct that can be compared and hashed, and the trait of the messages
//! that have it.

use cti_spec::model::{Interface, InterfaceMember, KeyField, Meaning, Message, Protocol, WireForm};
use cti_spec::name::Name;
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::interfaces::messages;
use super::scope::{Scope, borrows};
use super::services;
use super::tokens::ident;
use crate::facts::code;

/// The items of an interface with a key.
pub(super) fn items(scope: &mut Scope<'_>, interface: &Interface, key: &Name) -> Vec<TokenStream> {
    let mut items = vec![
        key_struct(scope, interface, key),
        key_trait(interface, key, scope),
    ];
    for &index in &interface.messages {
        let message = &scope.protocol[index];
        items.push(key_implementation(scope, interface, key, message));
    }
    items
}

/// The fields of a key.
fn key_fields(interface: &Interface) -> impl Iterator<Item = &KeyField> {
    interface.members.iter().filter_map(|member| match member {
        InterfaceMember::Key(field) => Some(field),
        _ => None,
    })
}

/// The struct of a key: its fields, owned.
fn key_struct(scope: &mut Scope<'_>, interface: &Interface, key: &Name) -> TokenStream {
    let name = ident(&key.pascal());
    let text = format!(
        "The key of [`{}`]: owned, to be compared, ordered and hashed.",
        interface.name.pascal()
    );
    let doc = DocText::default().paragraph(&text).outer();
    let members: Vec<TokenStream> = key_fields(interface)
        .map(|field| {
            let member = ident(&field.name.snake());
            let mut doc =
                DocText::of(&field.doc).paragraph(&format!("{}.", code(&field.name.guide)));
            let mut value = scope.value_type(&field.ty, None);
            if borrows(field.ty.form) {
                value = owned(&value);
            }
            if field.optional && !field.required {
                let option = scope.imports.option();
                value = quote!(#option<#value>);
                doc = doc.paragraph("`None` if absent.");
            }
            let doc = doc.outer();
            quote!(#doc pub #member: #value)
        })
        .collect();
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name { #(#members),* }
    }
}

/// A type that borrows, without its borrow: `Text<'a>` becomes `Text<'static>`.
fn owned(value: &TokenStream) -> TokenStream {
    let name = value.clone().into_iter().next();
    quote!(#name<'static>)
}

fn key_trait(interface: &Interface, key: &Name, scope: &mut Scope<'_>) -> TokenStream {
    let name = ident(&interface.name.pascal());
    let doc = DocText::of(&interface.doc)
        .paragraph(&messages(scope, interface))
        .outer();
    let signature = key_signature(scope, key);
    let required: Vec<String> = key_fields(interface)
        .filter(|field| field.required)
        .map(|field| code(&field.name.guide))
        .collect();
    let text = if required.is_empty() {
        "The key. Every message of this trait has one.".to_owned()
    } else {
        let names = required.join(" or ");
        format!("The key; `None` if {names} is absent or null.")
    };
    let method = DocText::default().paragraph(&text).outer();
    quote!(#doc pub trait #name { #method #signature; })
}

fn key_signature(scope: &mut Scope<'_>, key: &Name) -> TokenStream {
    let name = ident(&key.pascal());
    let function = ident(&key.snake());
    let option = scope.imports.option();
    quote!(fn #function(&self) -> #option<#name>)
}

fn key_implementation(
    scope: &mut Scope<'_>,
    interface: &Interface,
    key: &Name,
    message: &Message,
) -> TokenStream {
    let fixed = message.fixed_members();
    let mut nulls = Vec::new();
    let members: Vec<TokenStream> = key_fields(interface)
        .map(|field| {
            let member = ident(&field.name.snake());
            let fixed = fixed.iter().find(|own| own.name.guide == field.name.guide);
            let is_option = fixed.is_none_or(|own| own.optional);
            let has_null = matches!(field.ty.meaning, Some(Meaning::Id(index)) if scope.protocol[index].null.is_some());
            if field.required && has_null {
                nulls.push(if is_option {
                    quote!(self.#member.is_some_and(|id| id.is_null()))
                } else {
                    quote!(self.#member.is_null())
                });
            }
            // What a text holds after its end identifies nothing.
            let own = match field.ty.form {
                WireForm::Text => quote!(until_nul),
                _ => quote!(clone),
            };
            let value = match (borrows(field.ty.form), is_option) {
                (false, _) => quote!(self.#member),
                (true, is_option) => {
                    let owned = scope.imports.runtime("IntoOwned");
                    if is_option {
                        quote!(self.#member.as_ref().map(|own| #owned::into_owned(own.#own())))
                    } else {
                        quote!(#owned::into_owned(self.#member.#own()))
                    }
                }
            };
            match (is_option, field.required, field.optional) {
                (true, true, _) => quote!(#member: #value?),
                (false, false, true) => quote!(#member: Some(#value)),
                _ => quote!(#member: #value),
            }
        })
        .collect();
    let check = (!nulls.is_empty()).then(|| quote!(if #(#nulls)||* { return None; }));
    let signature = key_signature(scope, key);
    let key = ident(&key.pascal());
    let interface = ident(&interface.name.pascal());
    let condition = services::of_service(scope.protocol, message.service);
    let message = ident(&message.name.pascal());
    quote! {
        #condition
        impl #interface for crate::messages::#message<'_> {
            #signature { #check Some(#key { #(#members),* }) }
        }
    }
}

/// The function of `Message` that returns its key.
pub(super) fn of_message(
    protocol: &Protocol,
    interface: &Interface,
    key: &Name,
    condition: &TokenStream,
) -> TokenStream {
    let function = ident(&key.snake());
    let name = ident(&key.pascal());
    let interface_name = ident(&interface.name.pascal());
    let cases = interface.messages.iter().map(|&index| {
        let message = &protocol[index];
        let condition = services::of_service(protocol, message.service);
        let variant = ident(&message.name.pascal());
        quote!(#condition Self::#variant(message) => message,)
    });
    let doc = format!(
        " The key of the message as a [`{interface_name}`](crate::interfaces::{interface_name}); \
         `None` if it has none."
    );
    quote! {
        #[doc = #doc]
        #condition
        #[must_use]
        pub fn #function(&self) -> Option<crate::interfaces::#name> {
            let message: &dyn crate::interfaces::#interface_name = match self {
                #(#cases)*
                _ => return None,
            };
            message.#function()
        }
    }
}
