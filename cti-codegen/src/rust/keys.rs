//! The keys of interfaces: a struct that can be compared and hashed, and the trait of the messages
//! that have it.
//!
//! The rules of a key are in one function, `new`, which makes it of its fields. The messages only call
//! it, and their own functions are compiled just for programs that use them: there may be many messages.

use cti_spec::model::{Interface, InterfaceMember, KeyField, Message, Protocol, WireForm};
use cti_spec::name::Name;
use proc_macro2::TokenStream;
use quote::quote;

use super::defaults::value_of;
use super::docs::{DocText, message_link};
use super::interfaces::{find_field, messages};
use super::scope::Scope;
use super::services;
use super::structs::names_version;
use super::tokens::ident;
use crate::facts::{self, code};

/// The most parameters of a function that clippy accepts.
const MAX_PARAMETERS: usize = 7;

/// The items of an interface with a key.
pub(super) fn items(scope: &mut Scope<'_>, interface: &Interface, key: &Name) -> Vec<TokenStream> {
    let mut items = vec![
        key_struct(scope, interface, key),
        constructor(scope, interface, key),
        key_trait(scope, interface, key),
    ];
    for &index in &interface.messages {
        let message = &scope.protocol[index];
        items.push(implementation(scope, interface, key, message));
    }
    items
}

/// The fields of a key.
fn fields(interface: &Interface) -> impl Iterator<Item = &KeyField> {
    interface.members.iter().filter_map(|member| match member {
        InterfaceMember::Key(field) => Some(field),
        _ => None,
    })
}

/// Whether a field is a text, which counts up to its first NUL, and not at all if nothing is before it.
fn is_text(field: &KeyField) -> bool {
    field.ty.form == WireForm::Text
}

/// Whether a field of a key may be absent.
fn is_option(field: &KeyField) -> bool {
    field.optional && !field.required
}

/// The struct of a key: its fields, owned.
fn key_struct(scope: &mut Scope<'_>, interface: &Interface, key: &Name) -> TokenStream {
    let name = ident(&key.pascal());
    let text = format!(
        "The key of [`{}`]: owned, to be compared, ordered and hashed.",
        interface.name.pascal()
    );
    let doc = DocText::default()
        .paragraph(&text)
        .text(&interface.doc)
        .outer();
    let members: Vec<TokenStream> = fields(interface)
        .map(|field| {
            let member = ident(&field.name.snake());
            let mut doc =
                DocText::of(&field.doc).paragraph(&format!("{}.", code(&field.name.guide)));
            let mut value = value_type(scope, field, &quote!('static));
            if is_option(field) {
                let option = scope.imports.option();
                value = quote!(#option<#value>);
                doc = doc.paragraph(if is_text(field) {
                    "`None` if absent or empty."
                } else {
                    "`None` if absent."
                });
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

/// The type of a field, with a lifetime if it is a text.
fn value_type(scope: &mut Scope<'_>, field: &KeyField, lifetime: &TokenStream) -> TokenStream {
    if is_text(field) {
        let text = scope.imports.runtime("Text");
        quote!(#text<#lifetime>)
    } else {
        scope.value_type(&field.ty, None)
    }
}

/// The function that makes a key of its fields.
fn constructor(scope: &mut Scope<'_>, interface: &Interface, key: &Name) -> TokenStream {
    let name = ident(&key.pascal());
    let option = scope.imports.option();
    let mut parameters = Vec::new();
    let mut checks = Vec::new();
    let mut members = Vec::new();
    for field in fields(interface) {
        let member = ident(&field.name.snake());
        let value = value_type(scope, field, &quote!('_));
        if is_text(field) {
            let text = scope.imports.runtime("Text");
            let owned = scope.imports.runtime("IntoOwned");
            parameters.push(quote!(#member: #option<&#value>));
            let needed = field.required.then(|| quote!(?));
            members.push(quote! {
                #member: #member
                    .map(#text::until_nul)
                    .filter(|text| !text.is_empty())
                    .map(#owned::into_owned) #needed
            });
            continue;
        }
        parameters.push(if field.optional {
            quote!(#member: #option<#value>)
        } else {
            quote!(#member: #value)
        });
        if field.required && field.optional {
            checks.push(quote!(let #member = #member?;));
        }
        if let (true, Some(null)) = (field.required, scope.protocol.null_of_type(&field.ty)) {
            let null = value_of(scope, &field.ty, null.value);
            checks.push(quote!(if #member == #null { return None; }));
        }
        members.push(quote!(#member));
    }
    let lint = (parameters.len() > MAX_PARAMETERS).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "one for each field of the key")]),
    );
    let mut doc = DocText::default().paragraph("Makes a key of its fields, as a message does.");
    if fields(interface).any(is_text) {
        doc = doc.paragraph("A text counts up to its first NUL, and as absent if it is empty.");
    }
    let doc = doc.paragraph(&without(scope, interface, false)).outer();
    quote! {
        impl #name {
            #doc
            #[must_use]
            #lint
            pub fn new(#(#parameters),*) -> #option<Self> {
                #(#checks)*
                Some(Self { #(#members),* })
            }
        }
    }
}

/// Says when there is no key. The fields of messages may have null values of their own.
fn without(scope: &Scope<'_>, interface: &Interface, of_messages: bool) -> String {
    let reasons: Vec<String> = fields(interface)
        .filter(|field| field.required)
        .filter_map(|field| {
            let own = if of_messages {
                own_nulls(scope.protocol, interface, field)
            } else {
                Vec::new()
            };
            let null = if is_text(field) {
                Some("empty".to_owned())
            } else if scope.protocol.null_of_type(&field.ty).is_some() {
                let own = own.join(", ");
                let own = (!own.is_empty()).then(|| format!(" ({own})"));
                Some(format!("null{}", own.unwrap_or_default()))
            } else {
                (!own.is_empty()).then(|| format!("null ({})", own.join(", ")))
            };
            let absent = field.optional.then(|| "absent".to_owned());
            let reasons: Vec<String> = absent.into_iter().chain(null).collect();
            let name = code(&field.name.guide);
            (!reasons.is_empty()).then(|| format!("{name} is {}", reasons.join(" or ")))
        })
        .collect();
    if reasons.is_empty() {
        "Never `None`.".to_owned()
    } else {
        format!("`None` if {}.", reasons.join(", or "))
    }
}

/// The null values that the field of a key has in some messages only: `` also `0` in [`X`] ``.
fn own_nulls(protocol: &Protocol, interface: &Interface, field: &KeyField) -> Vec<String> {
    let of_type = protocol.null_of_type(&field.ty).is_some();
    let messages = interface.messages.iter().map(|&index| &protocol[index]);
    messages
        .filter_map(|message| {
            let null = Own::of(message, field)?.own_null(protocol, field)?;
            let also = if of_type { "also " } else { "" };
            let null = code(&facts::readable(null, facts::width(field.ty.form)?));
            Some(format!("{also}{null} in {}", message_link(message)))
        })
        .collect()
}

fn key_trait(scope: &mut Scope<'_>, interface: &Interface, key: &Name) -> TokenStream {
    let name = ident(&interface.name.pascal());
    let doc = DocText::of(&interface.doc)
        .paragraph(&messages(scope, interface))
        .outer();
    let signature = signature(scope, key);
    let method = DocText::default()
        .paragraph(&format!("The key. {}", without(scope, interface, true)))
        .outer();
    quote!(#doc pub trait #name { #method #signature; })
}

fn signature(scope: &mut Scope<'_>, key: &Name) -> TokenStream {
    let name = ident(&key.pascal());
    let function = ident(&key.snake());
    let option = scope.imports.option();
    quote!(fn #function(&self) -> #option<#name>)
}

/// A field of a key in a message.
struct Own {
    /// Whether the member of the struct is an `Option`.
    is_option: bool,
    /// Whether it names the version of the message.
    is_version: bool,
    /// The null value that the field names itself.
    null: Option<u32>,
}

impl Own {
    fn of(message: &Message, field: &KeyField) -> Option<Self> {
        let parts = message.parts()?;
        let fixed = message.fixed_members();
        let fixed = fixed.iter().find(|own| own.name.guide == field.name.guide);
        let of_fixed = fixed.map(|own| Self {
            is_option: own.optional,
            is_version: names_version(parts, own),
            null: own.null,
        });
        let of_floating = || {
            find_field(parts, &field.name.guide).map(|own| Self {
                is_option: true,
                is_version: false,
                null: own.null,
            })
        };
        of_fixed.or_else(of_floating)
    }

    /// The null value of the field, if that of its type is another one.
    fn own_null(&self, protocol: &Protocol, field: &KeyField) -> Option<u32> {
        let of_type = protocol.null_of_type(&field.ty).map(|null| null.value);
        self.null.filter(|_| field.required && self.null != of_type)
    }
}

/// The key of a message: that of its fields, unless one has a null value that others do not know.
fn implementation(
    scope: &mut Scope<'_>,
    interface: &Interface,
    key: &Name,
    message: &Message,
) -> TokenStream {
    let mut checks = Vec::new();
    let mut arguments = Vec::new();
    for field in fields(interface) {
        let Some(own) = Own::of(message, field) else {
            continue;
        };
        let member = ident(&field.name.snake());
        let mut value = quote!(self.#member);
        if own.is_version {
            value = quote!(#value.0);
        }
        if let Some(null) = own.own_null(scope.protocol, field) {
            let null = value_of(scope, &field.ty, null);
            checks.push(if own.is_option {
                quote!(if #value == Some(#null) { return None; })
            } else {
                quote!(if #value == #null { return None; })
            });
        }
        arguments.push(if is_text(field) {
            quote!(#value.as_ref())
        } else if field.optional && !own.is_option {
            quote!(Some(#value))
        } else {
            value
        });
    }
    let signature = signature(scope, key);
    let key = ident(&key.pascal());
    let interface = ident(&interface.name.pascal());
    let condition = services::of_service(scope.protocol, message.service);
    let message = ident(&message.name.pascal());
    quote! {
        #condition
        impl #interface for crate::messages::#message<'_> {
            #[inline]
            #signature { #(#checks)* #key::new(#(#arguments),*) }
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
        quote!(#condition Self::#variant(message) => message.#function(),)
    });
    let text = format!(
        "The key of the message as a [`{interface_name}`](crate::interfaces::{interface_name}); \
         `None` if it has none."
    );
    let doc = DocText::default()
        .paragraph(&text)
        .text(&interface.doc)
        .outer();
    quote! {
        #doc
        #condition
        #[must_use]
        #[inline]
        pub fn #function(&self) -> Option<crate::interfaces::#name> {
            use crate::interfaces::#interface_name;
            match self {
                #(#cases)*
                _ => None,
            }
        }
    }
}
