//! The structs of the messages, a folder for each service, and of the entries of lists; one file each.

use std::path::Path;

use cti_spec::model::{
    Body, BodyShape, Direction, Element, EntryIndex, FixedField, Floating, Layout, ListStyle,
    Message, MessageIndex, Parts, Protocol, Window,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::defaults::Defaulted;
use super::docs::{DocText, add_new, message_link};
use super::members::{self, Clauses, window_clauses};
use super::scope::{Scope, entry_borrows};
use super::services;
use super::source::Source;
use super::tokens::{decimal, ident, integer, serde};
use crate::error::Error;
use crate::facts::{self, code};
use crate::files::GeneratedFile;

/// The file of a message; `None` if its layout is not published.
pub(super) fn message(
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
    let attribute = attribute(&mut scope, message, clauses);
    let doc = message_doc(protocol, index).outer();
    let Defaulted {
        derive: derived,
        implementation: default,
    } = Defaulted::message(&mut scope, message);
    let derive = scope.imports.runtime("TypedMessage");
    let name = ident(&name);

    let service = protocol[message.service].name.snake();
    let folder = Path::new("messages").join(service.trim_start_matches("r#"));
    let mut source = Source::of_item(folder, "message", &message.name);
    source.item(quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq, #derived #derive)]
        #attribute
        pub struct #name<'a> { #(#members),* }
        #default
    });
    source.imports(&scope.imports);
    Some(source.finish())
}

fn attribute(scope: &mut Scope<'_>, message: &Message, clauses: Clauses) -> TokenStream {
    let protocol = scope.protocol;
    let guide = &message.name.guide;
    let number = decimal(message.number);
    let from = match message.direction {
        Direction::Client => quote!(client),
        Direction::Server => quote!(server),
        Direction::Either => quote!(either),
    };
    let service = ident(&protocol[message.service].name.pascal());
    let window = window_clauses(facts::narrowed(protocol, message.window, Window::default()));
    let (confirmation, conditional) = confirmation(scope, message);
    let rest = window.into_iter().chain(confirmation).chain(clauses);
    let serde = serde();
    quote! {
        #[cti(name = #guide, number = #number, from = #from, service = #service #(, #rest)*)]
        #conditional
        #serde
    }
}

/// `confirmed_by`, and attributes of its own where the confirmation is in a service that may be left out. It is
/// the struct of the confirmation, or its number if it has no struct.
fn confirmation(scope: &mut Scope<'_>, message: &Message) -> (Option<TokenStream>, TokenStream) {
    let protocol = scope.protocol;
    let Some(index) = message.confirmation else {
        return (None, TokenStream::new());
    };
    let confirmation = &protocol[index];
    let number = decimal(confirmation.number);
    if !confirmation.is_published() {
        return (Some(quote!(confirmed_by = #number)), TokenStream::new());
    }
    let name = confirmation.name.pascal();
    if confirmation.service == message.service {
        let ty = scope.imports.item("crate::messages", &name);
        return (Some(quote!(confirmed_by = #ty)), TokenStream::new());
    }
    let feature = services::feature(protocol, confirmation.service);
    let name = ident(&name);
    let conditional = quote! {
        #[cfg_attr(any(doc, feature = #feature), cti(confirmed_by = crate::messages::#name))]
        #[cfg_attr(not(any(doc, feature = #feature)), cti(confirmed_by = #number))]
    };
    (None, conditional)
}

fn trailing(scope: &mut Scope<'_>) -> TokenStream {
    let bytes = scope.imports.runtime("TrailingBytes");
    quote! {
        /// What follows the header all the same, as it came.
        #[cti(trailing)]
        pub trailing: #bytes<'a>
    }
}

fn parts_members(scope: &mut Scope<'_>, message: &Message, parts: &Parts) -> Vec<TokenStream> {
    let mut members = Vec::new();
    for field in message.fixed_members() {
        members.push(members::fixed(scope, field, names_version(parts, field)));
    }
    members.extend(members::floating(scope, &parts.floating, Some(parts)));
    members.push(members::unknown(scope, "message"));
    members
}

/// Whether a field names the version in which its message is written.
pub(super) fn names_version(parts: &Parts, field: &FixedField) -> bool {
    parts.version_from.as_deref() == Some(&*field.name.guide)
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

/// The doc of a message: what it is for, its number, its sender, its chapter in the guide, its
/// versions, what confirms it, its layouts, its errata.
pub(super) fn message_doc(protocol: &Protocol, index: MessageIndex) -> DocText {
    let message = &protocol[index];
    let service = &protocol[message.service];
    let facts_of_message = [
        format!("{}, message {}", code(&message.name.guide), message.number),
        facts::sender(message.direction).to_owned(),
    ];
    let window = facts::narrowed(protocol, message.window, Window::default());
    let versions = facts::versions(window);
    let place = [
        format!("chapter \"{}\" of the guide", service.title),
        format!(
            "feature {}",
            code(&services::feature(protocol, message.service))
        ),
    ];
    let mut doc = DocText::of(&message.doc).paragraph(&facts::sentence(
        facts_of_message.into_iter().chain(versions).chain(place),
    ));
    if let Some(confirmation) = message.confirmation {
        doc = doc.paragraph(&format!(
            "Confirmed by {}.",
            message_link(&protocol[confirmation])
        ));
    }
    let confirmed: Vec<String> = protocol
        .messages
        .iter()
        .filter(|other| other.confirmation == Some(index))
        .map(message_link)
        .collect();
    if !confirmed.is_empty() {
        doc = doc.paragraph(&format!("Confirms {}.", confirmed.join(", ")));
    }
    let mut errata = message.errata.clone();
    if let Some(parts) = message.parts() {
        doc = parts_doc(protocol, message, parts, doc);
        let of_layouts = parts.layouts.iter().flat_map(|layout| &layout.errata);
        add_new(&mut errata, of_layouts);
    }
    doc.errata(protocol, &errata)
}

/// The documentation of a body beyond that of its fields.
fn parts_doc(protocol: &Protocol, message: &Message, parts: &Parts, mut doc: DocText) -> DocText {
    if let Some(field) = &parts.version_from {
        doc = doc.paragraph(&format!(
            "Written in the version that its own {} names.",
            code(field)
        ));
    }
    for limit in &parts.limits {
        let lists: Vec<String> = limit.lists.iter().map(|list| code(list)).collect();
        let bytes = facts::bytes(limit.bytes);
        doc = doc.paragraph(&format!(
            "{} have at most {bytes} of data together.",
            lists.join(" and ")
        ));
    }
    for layout in &parts.layouts {
        if parts.layouts.len() > 1 {
            doc = doc.about(&layout_in_words(protocol, message, layout), &layout.doc);
        } else {
            doc = doc.text(&layout.doc);
        }
    }
    doc
}

/// ``Fixed part `InvokeID`, `Status` (since version 20, where the body is 10 bytes)``.
fn layout_in_words(protocol: &Protocol, message: &Message, layout: &Layout) -> String {
    let fields: Vec<String> = layout
        .fields
        .iter()
        .map(|field| code(&field.name.guide))
        .collect();
    let window = facts::narrowed(protocol, layout.window, message.window);
    let bodies: Vec<String> = layout
        .bodies
        .iter()
        .map(|body| match &body.floating_field {
            None => facts::bytes(body.fixed_bytes),
            Some(field) => format!("{} and {}", facts::bytes(body.fixed_bytes), code(field)),
        })
        .collect();
    let shape = (!bodies.is_empty()).then(|| format!("where the body is {}", bodies.join(" or ")));
    let conditions: Vec<String> = facts::versions(window).into_iter().chain(shape).collect();
    let fields = fields.join(", ");
    if conditions.is_empty() {
        format!("Fixed part {fields}")
    } else {
        format!("Fixed part {fields} ({})", conditions.join(", "))
    }
}

/// The file of an entry.
pub(super) fn entry(protocol: &Protocol, index: EntryIndex) -> Result<GeneratedFile, Error> {
    let entry = &protocol[index];
    let name = entry.name.pascal();
    let guide = &entry.name.guide;
    let mut scope = Scope::of_item(protocol, &name, Window::default());
    let mut members = members::floating(&mut scope, &entry.members, None);
    let derive = if entry.style == ListStyle::Records {
        members.push(members::unknown(&mut scope, "record"));
        scope.imports.runtime("Record")
    } else {
        scope.imports.runtime("Entry")
    };
    let doc = entry_doc(protocol, index).outer();
    let lifetime = entry_borrows(protocol, index).then(|| quote!(<'a>));
    let type_name = ident(&name);

    let mut source = Source::of_item("entries", "list entry", &entry.name);
    source.item(quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq, Default, #derive)]
        #[cti(name = #guide)]
        pub struct #type_name #lifetime { #(#members),* }
    });
    source.imports(&scope.imports);
    source.finish()
}

fn entry_doc(protocol: &Protocol, index: EntryIndex) -> DocText {
    let entry = &protocol[index];
    let told_apart = match entry.style {
        ListStyle::Ordered => {
            "The members come in this order; one whose place is not after that of the last one read \
             opens the next entry."
        }
        ListStyle::Records => "A tag that the record already holds opens the next record.",
        ListStyle::Columns => {
            "The values of each member travel together, as an array or field by field: the first \
             value of each member belongs to the first entry."
        }
        ListStyle::Single | ListStyle::Array => "",
    };
    let mut doc = DocText::of(&entry.doc).paragraph(told_apart);
    let users = users(protocol, index);
    if !users.is_empty() {
        doc = doc.paragraph(&format!("Part of {}.", users.join(", ")));
    }
    doc.errata(protocol, &entry.errata)
}

/// The messages and records that have a list of this entry, as links.
fn users(protocol: &Protocol, index: EntryIndex) -> Vec<String> {
    let holds = |items: &[Floating]| {
        items.iter().any(|item| match item {
            Floating::List(list) => list.element == Element::Entry(index),
            Floating::Field(_) | Floating::Count(_) => false,
        })
    };
    let messages = protocol
        .messages
        .iter()
        .filter(|message| message.parts().is_some_and(|parts| holds(&parts.floating)))
        .map(message_link);
    let records = protocol
        .entries
        .iter()
        .filter(|entry| holds(&entry.members))
        .map(|entry| {
            let name = entry.name.pascal();
            format!("[`{name}`](crate::entries::{name})")
        });
    messages.chain(records).collect()
}
