//! The structs of the messages, one file each, in a folder per service.

use std::path::PathBuf;

use cti_spec::model::{
    Body, BodyShape, Direction, FixedField, Floating, Layout, Message, MessageIndex, Parts,
    Protocol, Window, WireForm,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::DocText;
use super::ident::{decimal, file_name, ident};
use super::members::{self, Clauses, window_clauses};
use super::message_doc;
use super::scope::Scope;
use super::services;
use super::source::Source;
use crate::facts::{self, code};
use crate::{Error, GeneratedFile};

/// The file of a message; `None` if its layout is not published.
pub(super) fn file(
    protocol: &Protocol,
    index: MessageIndex,
) -> Option<Result<GeneratedFile, Error>> {
    let message = &protocol[index];
    let name = message.name.pascal();
    let mut scope = Scope::of_item(protocol, &name, message.window);
    let (clauses, members) = match &message.body {
        Body::Unpublished => return None,
        Body::HeaderOnly => (vec![quote!(header_only)], vec![trailing(&mut scope)]),
        Body::Parts(parts) => (
            parts_clauses(&scope, message, parts),
            parts_members(&mut scope, message, parts),
        ),
    };
    let attribute = attribute(protocol, message, clauses);
    let doc = message_doc::of(protocol, index).outer();
    let derive = scope.imports.runtime("Message");
    let name = ident(&name);

    let about = format!("The message {}.", code(&message.name.guide));
    let mut source = Source::new(
        path(protocol, message),
        DocText::default().paragraph(&about),
    );
    source.item(quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq, Default, #derive)]
        #attribute
        pub struct #name<'a> { #(#members),* }
    });
    if let Some(implementation) = request(protocol, message) {
        source.item(implementation);
    }
    source.imports(&scope.imports);
    Some(source.finish())
}

/// What a request says of its confirmation, if that is a struct.
fn request(protocol: &Protocol, message: &Message) -> Option<TokenStream> {
    let confirmation = &protocol[message.confirmation?];
    if confirmation.body == Body::Unpublished {
        return None;
    }
    let condition = (confirmation.service != message.service)
        .then(|| services::of_service(protocol, confirmation.service));
    let request = ident(&message.name.pascal());
    let confirmation = ident(&confirmation.name.pascal());
    Some(quote! {
        #condition
        impl<'a> crate::Request<'a> for #request<'a> {
            type Confirmation<'b> = crate::messages::#confirmation<'b>;
        }
    })
}

/// Where the file of a message is.
fn path(protocol: &Protocol, message: &Message) -> PathBuf {
    let service = protocol[message.service].name.snake();
    let folder = service.trim_start_matches("r#");
    PathBuf::from("messages")
        .join(folder)
        .join(file_name(&message.name.snake()))
}

fn attribute(protocol: &Protocol, message: &Message, clauses: Clauses) -> TokenStream {
    let guide = &message.name.guide;
    let number = decimal(message.number);
    let from = match message.direction {
        Direction::Client => quote!(client),
        Direction::Server => quote!(server),
        Direction::Either => quote!(either),
    };
    let service = ident(&protocol[message.service].name.pascal());
    let window = window_clauses(facts::narrowed(protocol, message.window, Window::default()));
    let confirmation = message.confirmation.map(|index| {
        let number = decimal(protocol[index].number);
        quote!(confirmed_by = #number)
    });
    let rest = window.into_iter().chain(confirmation).chain(clauses);
    quote! {
        #[cti(name = #guide, number = #number, from = #from, service = #service #(, #rest)*)]
    }
}

fn trailing(scope: &mut Scope<'_>) -> TokenStream {
    let bytes = scope.imports.runtime("Bytes");
    quote! {
        /// What follows the header all the same, as it came.
        #[cti(trailing)]
        pub trailing: #bytes<'a>
    }
}

fn parts_members(scope: &mut Scope<'_>, message: &Message, parts: &Parts) -> Vec<TokenStream> {
    let mut members = Vec::new();
    for field in message.fixed_members() {
        members.push(members::fixed(scope, field));
    }
    members.extend(members::floating(scope, &parts.floating, Some(parts)));
    members.push(members::unknown(scope, "message"));
    members
}

fn parts_clauses(scope: &Scope<'_>, message: &Message, parts: &Parts) -> Clauses {
    let members = message.fixed_members();
    let mut clauses = Clauses::new();
    if let Some(guide) = &parts.version_from {
        let field = members.iter().find(|field| field.name.guide == *guide);
        clauses.extend(field.map(|field| {
            let field = ident(&field.name.snake());
            quote!(version_from = #field)
        }));
    }
    if parts.layouts.len() > 1 {
        clauses.extend(
            parts
                .layouts
                .iter()
                .map(|layout| layout_clause(scope, &members, parts, layout)),
        );
    }
    clauses.extend(parts.limits.iter().map(|limit| {
        let lists = limit
            .lists
            .iter()
            .filter_map(|list| member_name(parts, list));
        let max = decimal(limit.bytes);
        quote!(together(#(#lists,)* max = #max))
    }));
    clauses
}

/// `layout(since = 20, body(10), fields(invoke_id, status as u16, peripheral_error_code))`.
fn layout_clause(
    scope: &Scope<'_>,
    members: &[&FixedField],
    parts: &Parts,
    layout: &Layout,
) -> TokenStream {
    let fields = layout.fields.iter().map(|field| {
        let name = ident(&field.name.snake());
        let member = members.iter().find(|member| member.name == field.name);
        match member {
            Some(member) if member.ty.form != field.ty.form => {
                let form = integer(field.ty.form);
                quote!(#name as #form)
            }
            _ => quote!(#name),
        }
    });
    let bodies = layout.bodies.iter().map(|body| body_clause(parts, body));
    let fields = quote!(fields(#(#fields),*));
    let window = window_clauses(scope.narrowed(layout.window));
    let clauses = window.into_iter().chain(bodies).chain([fields]);
    quote!(layout(#(#clauses),*))
}

fn body_clause(parts: &Parts, body: &BodyShape) -> TokenStream {
    let bytes = decimal(body.fixed_bytes);
    let field = body
        .floating_field
        .iter()
        .filter_map(|field| member_name(parts, field));
    quote!(body(#bytes #(, #field)*))
}

/// The name of the member for a field or list of the floating part.
fn member_name(parts: &Parts, guide: &str) -> Option<proc_macro2::Ident> {
    parts.floating.iter().find_map(|item| {
        let name = match item {
            Floating::Field(field) => &field.name,
            Floating::List(list) => &list.name,
            Floating::Count(_) => return None,
        };
        (name.guide == guide).then(|| ident(&name.snake()))
    })
}

fn integer(form: WireForm) -> proc_macro2::Ident {
    let (letter, width) = match form {
        WireForm::Signed(width) => ('i', width),
        WireForm::Unsigned(width) => ('u', width),
        // Two and four bytes without a sign, as the wire has them.
        WireForm::Bool => ('u', 2),
        _ => ('u', 4),
    };
    format_ident!("{letter}{}", u32::from(width) * 8)
}
