//! The traits of the messages that share fields, one file each.

use cti_spec::model::{
    CountPlace, Element, Floating, FloatingField, Interface, InterfaceMember, List, ListStyle,
    Message, Parts, Protocol, Window, WireForm,
};
use cti_spec::name::Name;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::DocText;
use super::docs::message_link;
use super::keys;
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
    let key = interface.key.as_ref().map(Name::pascal);
    let names: Vec<&str> = [&name]
        .into_iter()
        .chain(&key)
        .map(String::as_str)
        .collect();
    let mut scope = Scope::of_file(protocol, &names, Window::default());
    let mut source = Source::of_item("interfaces", "interface", &interface.name);
    if let Some(key) = &interface.key {
        for item in keys::items(&mut scope, interface, key) {
            source.item(item);
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

/// Links to the messages of an interface.
pub(super) fn messages(scope: &Scope<'_>, interface: &Interface) -> String {
    let messages = interface.messages.iter();
    let links: Vec<String> = messages
        .map(|&index| message_link(&scope.protocol[index]))
        .collect();
    format!("Messages: {}.", links.join(", "))
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

pub(super) fn find_field<'p>(parts: &'p Parts, guide: &str) -> Option<&'p FloatingField> {
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

/// The functions of `Message` that hand out a message by one of its interfaces.
pub(super) fn of_message(protocol: &Protocol) -> TokenStream {
    let functions = protocol.interfaces.iter().map(|interface| {
        let name = ident(&interface.name.pascal());
        let function = format_ident!("as_{}", interface.name.words.join("_"));
        let condition = services::condition_of_interface(protocol, interface);
        if let Some(key) = &interface.key {
            return keys::of_message(protocol, interface, key, &condition);
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
