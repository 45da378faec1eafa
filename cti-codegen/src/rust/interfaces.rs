//! The traits of the messages that share fields, one file each.

use cti_spec::model::{
    CountPlace, Element, Floating, FloatingField, Interface, InterfaceMember, KeyField, List,
    ListStyle, Meaning, Message, Parts, Protocol, Window, WireForm,
};
use cti_spec::name::Name;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::DocText;
use super::docs::message_link;
use super::scope::{Scope, borrows};
use super::services;
use super::source::Source;
use super::tokens::ident;
use crate::error::Error;
use crate::facts::{self, code};
use crate::files::GeneratedFile;

/// The file of an interface.
pub(super) fn file(protocol: &Protocol, interface: &Interface) -> Result<GeneratedFile, Error> {
    let name = interface.name.pascal();
    let mut scope = Scope::of_item(protocol, &name, Window::default());
    let mut source = Source::of_item("interfaces", "interface", &interface.name);
    if let Some(key) = &interface.key {
        source.item(key_struct(&mut scope, interface, key));
        source.item(key_trait(interface, key, &mut scope));
        for &index in &interface.messages {
            let message = &protocol[index];
            source.item(key_implementation(&mut scope, interface, key, message));
        }
    } else {
        source.item(definition(&mut scope, interface));
        for &index in &interface.messages {
            source.item(implementation(&mut scope, interface, &protocol[index]));
        }
    }
    source.imports(&scope.imports);
    source.finish()
}

/// The fields of a key.
fn key_fields(interface: &Interface) -> impl Iterator<Item = &KeyField> {
    interface.members.iter().filter_map(|member| match member {
        InterfaceMember::Key(field) => Some(field),
        _ => None,
    })
}

/// Links to the messages of an interface.
fn messages(scope: &Scope<'_>, interface: &Interface) -> String {
    let messages = interface.messages.iter();
    let links: Vec<String> = messages
        .map(|&index| message_link(&scope.protocol[index]))
        .collect();
    format!("Messages: {}.", links.join(", "))
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

fn definition(scope: &mut Scope<'_>, interface: &Interface) -> TokenStream {
    let name = ident(&interface.name.pascal());
    let doc = DocText::of(&interface.doc)
        .paragraph(&messages(scope, interface))
        .outer();
    let accessors: Vec<TokenStream> = interface
        .members
        .iter()
        .map(|member| match member {
            InterfaceMember::Key(_) => TokenStream::new(),
            InterfaceMember::Field(field) => {
                let signature = field_signature(scope, field);
                let facts = facts::floating_type(scope.protocol, field, Window::default());
                let doc = DocText::of(&field.doc).paragraph(&format!("{facts}."));
                let doc = doc.paragraph("`None` if absent.").outer();
                quote!(#doc #signature { None })
            }
            InterfaceMember::Series { name, first, count } => {
                let signature = series_signature(scope, name, first);
                let text = format!(
                    "{} to {}: the field with this number, if the message has it.",
                    code(&first.name.guide),
                    code(&format!("{}{count}", name.guide)),
                );
                let doc = DocText::default().paragraph(&text).outer();
                quote!(#doc #signature { let _ = number; None })
            }
            InterfaceMember::List(list) => {
                let signature = list_signature(scope, list);
                let lookup = lookup(scope, list);
                let doc = DocText::of(&list.doc)
                    .paragraph(&format!("{}: empty if absent.", code(&list.name.guide)))
                    .outer();
                quote!(#doc #signature { &[] } #lookup)
            }
        })
        .collect();
    quote!(#doc pub trait #name<'a> { #(#accessors)* })
}

fn implementation(scope: &mut Scope<'_>, interface: &Interface, message: &Message) -> TokenStream {
    let Some(parts) = message.parts() else {
        return TokenStream::new();
    };
    let accessors: Vec<TokenStream> = interface
        .members
        .iter()
        .filter_map(|member| match member {
            InterfaceMember::Key(_) => None,
            InterfaceMember::Field(field) => {
                let value = field_value(find_field(parts, &field.name.guide)?);
                let signature = field_signature(scope, field);
                Some(quote!(#signature { #value }))
            }
            InterfaceMember::Series { name, first, count } => {
                series_accessor(scope, parts, name, first, *count)
            }
            InterfaceMember::List(list) => {
                let signature = list_signature(scope, list);
                let own = find_list(parts, &list.name.guide)?;
                let member = ident(&own.name.snake());
                let value = match own.count {
                    CountPlace::Fixed => quote!(&self.#member),
                    CountPlace::Floating => quote!(self.#member.as_deref().unwrap_or_default()),
                };
                Some(quote!(#signature { #value }))
            }
        })
        .collect();
    let interface = ident(&interface.name.pascal());
    // By its path: a `use` would need the condition too.
    let condition = services::of_service(scope.protocol, message.service);
    let message = ident(&message.name.pascal());
    quote!(#condition impl<'a> #interface<'a> for crate::messages::#message<'a> { #(#accessors)* })
}

fn series_accessor(
    scope: &mut Scope<'_>,
    parts: &Parts,
    name: &Name,
    first: &FloatingField,
    count: u32,
) -> Option<TokenStream> {
    let arms: Vec<TokenStream> = (1..=count)
        .filter_map(|number| {
            let value = field_value(find_field(parts, &format!("{}{number}", name.guide))?);
            let number = super::tokens::decimal(number);
            Some(quote!(#number => #value,))
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    let signature = series_signature(scope, name, first);
    Some(quote!(#signature { match number { #(#arms)* _ => None } }))
}

/// The function that finds an entry of a list by its name.
fn lookup(scope: &mut Scope<'_>, list: &List) -> Option<TokenStream> {
    let Element::Member(member) = &list.element else {
        return None;
    };
    if list.style != ListStyle::Single || member.secret {
        return None;
    }
    let entries = ident(&list.name.snake());
    let name = ident(&member.name.snake());
    let value = scope.value_type(&member.ty, None);
    let option = scope.imports.option();
    match member.ty.form {
        WireForm::NamedVariable => Some(quote! {
            /// The first of them with this name.
            fn #name(&self, name: &str) -> #option<&#value> {
                self.#entries().iter().find(|entry| entry.name == *name)
            }
        }),
        WireForm::NamedArray => Some(quote! {
            /// The first of them with this name and index.
            fn #name(&self, name: &str, index: u8) -> #option<&#value> {
                self.#entries().iter().find(|entry| entry.name == *name && entry.index == index)
            }
        }),
        _ => None,
    }
}

fn field_signature(scope: &mut Scope<'_>, field: &FloatingField) -> TokenStream {
    let name = ident(&field.name.snake());
    let value = accessor_type(scope, field);
    quote!(fn #name(&self) -> #value)
}

fn series_signature(scope: &mut Scope<'_>, name: &Name, first: &FloatingField) -> TokenStream {
    let name = ident(&name.snake());
    let value = accessor_type(scope, first);
    quote!(fn #name(&self, number: usize) -> #value)
}

fn list_signature(scope: &mut Scope<'_>, list: &List) -> TokenStream {
    let name = ident(&list.name.snake());
    let element = match &list.element {
        Element::Member(field) => scope.shown_type(&field.ty, field.secret),
        Element::Entry(index) => scope.entry_type(*index),
    };
    quote!(fn #name(&self) -> &[#element])
}

/// Numbers are handed out by value, what points into the frame by reference.
fn accessor_type(scope: &mut Scope<'_>, field: &FloatingField) -> TokenStream {
    let value = scope.shown_type(&field.ty, field.secret);
    let option = scope.imports.option();
    if is_copy(field) {
        quote!(#option<#value>)
    } else {
        quote!(#option<&#value>)
    }
}

fn field_value(field: &FloatingField) -> TokenStream {
    let member = ident(&field.name.snake());
    if is_copy(field) {
        quote!(self.#member)
    } else {
        quote!(self.#member.as_ref())
    }
}

fn is_copy(field: &FloatingField) -> bool {
    !borrows(field.ty.form) && !field.secret
}

fn find_field<'p>(parts: &'p Parts, guide: &str) -> Option<&'p FloatingField> {
    parts.floating.iter().find_map(|item| match item {
        Floating::Field(field) if field.name.guide == guide => Some(field),
        _ => None,
    })
}

fn find_list<'p>(parts: &'p Parts, guide: &str) -> Option<&'p List> {
    parts.floating.iter().find_map(|item| match item {
        Floating::List(list) if list.name.guide == guide => Some(list),
        _ => None,
    })
}

/// The function of `Message` that returns its key.
fn key_of_message(
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

/// The functions of `Message` that hand out a message by one of its interfaces.
pub(super) fn of_message(protocol: &Protocol) -> TokenStream {
    let functions = protocol.interfaces.iter().map(|interface| {
        let name = ident(&interface.name.pascal());
        let function = format_ident!("as_{}", interface.name.words.join("_"));
        let condition = services::condition_of_interface(protocol, interface);
        if let Some(key) = &interface.key {
            return key_of_message(protocol, interface, key, &condition);
        }
        let cases = interface.messages.iter().map(|&index| {
            let message = &protocol[index];
            let condition = services::of_service(protocol, message.service);
            let variant = ident(&message.name.pascal());
            quote!(#condition Self::#variant(message) => Some(message),)
        });
        let doc = format!(
            " The message by its [`{0}`](crate::interfaces::{0}), if it has it.",
            name
        );
        quote! {
            #[doc = #doc]
            #condition
            #[must_use]
            pub fn #function(&self) -> Option<&dyn crate::interfaces::#name<'a>> {
                match self {
                    #(#cases)*
                    _ => None,
                }
            }
        }
    });
    quote!(#(#functions)*)
}
