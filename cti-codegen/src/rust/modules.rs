//! The module tree: a `mod.rs` per folder.

use std::path::Path;

use cti_spec::model::{EntryIndex, EnumerationIndex, MaskIndex, Protocol, Service, ServiceIndex};
use cti_spec::name::Name;
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::services::{self, Users};
use super::source::Source;
use super::tokens::ident;
use crate::error::Error;
use crate::files::GeneratedFile;

/// All `mod.rs` files.
pub(super) fn files(protocol: &Protocol) -> Result<Vec<GeneratedFile>, Error> {
    let users = Users::of(protocol);
    let mut files = vec![root(protocol)?];
    let entries = protocol.entries.iter().enumerate();
    let entries = entries.map(|(at, entry)| (&entry.name, users.of_entry(EntryIndex(at))));
    files.push(folder("entries", "The entries of lists.", entries)?);
    let tables = protocol.enumerations.iter().enumerate();
    let tables =
        tables.map(|(at, table)| (&table.name, users.of_enumeration(EnumerationIndex(at))));
    files.push(folder("enumerations", "The enumerations.", tables)?);
    let ids = protocol.ids.iter();
    let ids = ids.map(|id| (&id.name, TokenStream::new()));
    files.push(folder("ids", "The ID types.", ids)?);
    let interfaces = protocol.interfaces.iter().map(|interface| {
        let condition = services::condition_of_interface(protocol, interface);
        (&interface.name, interface.key.as_ref(), condition)
    });
    files.push(folder_with(
        "interfaces",
        "Traits of messages that share fields, for code that works with any of them.",
        interfaces,
    )?);
    let masks = protocol.masks.iter().enumerate();
    let masks = masks.map(|(at, mask)| (&mask.name, users.of_mask(MaskIndex(at))));
    files.push(folder("masks", "The masks.", masks)?);
    files.extend(messages(protocol)?);
    Ok(files)
}

fn root(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let about = DocText::default().paragraph("All that is generated from the specification.");
    let mut source = Source::new("mod.rs", about);
    let (incomplete, none) = (services::incomplete(protocol), services::none(protocol));
    source.attribute(quote! {
        #![cfg_attr(
            #incomplete,
            allow(unreachable_pub, unused_imports, reason = "a module may be empty then")
        )]
        #![cfg_attr(
            #none,
            allow(unused_variables, unreachable_code, reason = "a match may have no cases then")
        )]
    });
    source.item(quote! {
        #[cfg(feature = "arbitrary")]
        pub(crate) mod arbitrary;
        pub(crate) mod each_message;
        pub mod entries;
        pub mod enumerations;
        pub mod ids;
        pub mod interfaces;
        pub mod masks;
        pub(crate) mod message;
        pub(crate) mod message_type;
        pub mod messages;
        pub(crate) mod protocol;
        pub(crate) mod service;
        #[cfg(feature = "proptest")]
        pub mod strategies;
        pub(crate) mod tags;
        pub use entries::*;
        pub use enumerations::*;
        pub use ids::*;
        pub use interfaces::*;
        pub use masks::*;
        pub use message::Message;
        pub use message_type::MessageType;
        pub use messages::*;
        pub use protocol::*;
        pub use tags::Tag;
    });
    source.finish()
}

/// The `mod.rs` of a folder with one file per item, each with its condition.
fn folder<'p>(
    path: &str,
    about: &str,
    items: impl Iterator<Item = (&'p Name, TokenStream)>,
) -> Result<GeneratedFile, Error> {
    folder_with(
        path,
        about,
        items.map(|(name, condition)| (name, None, condition)),
    )
}

/// The same, where a module may have a second type.
fn folder_with<'p>(
    path: &str,
    about: &str,
    items: impl Iterator<Item = (&'p Name, Option<&'p Name>, TokenStream)>,
) -> Result<GeneratedFile, Error> {
    let mut items: Vec<(&Name, Option<&Name>, TokenStream)> = items.collect();
    items.sort_by_key(|(name, _, _)| name.snake());
    let modules = items.iter().map(|(name, _, condition)| {
        let module = ident(&name.snake());
        quote!(#condition mod #module;)
    });
    let uses = items.iter().map(|(name, second, condition)| {
        let (module, item) = (ident(&name.snake()), ident(&name.pascal()));
        match second.map(|second| ident(&second.pascal())) {
            None => quote!(#condition pub use #module::#item;),
            Some(second) => quote!(#condition pub use #module::{#item, #second};),
        }
    });
    let about = DocText::default().paragraph(about);
    let mut source = Source::new(Path::new(path).join("mod.rs"), about);
    source.item(quote!(#(#modules)* #(#uses)*));
    source.finish()
}

/// The `mod.rs` of the messages, and one per service.
fn messages(protocol: &Protocol) -> Result<Vec<GeneratedFile>, Error> {
    let mut files = Vec::new();
    let mut modules = Vec::new();
    for (index, service) in protocol.services.iter().enumerate() {
        let index = ServiceIndex(index);
        let names: Vec<&Name> = published(protocol, index).collect();
        if names.is_empty() {
            continue;
        }
        let module = service.name.snake();
        let folder = Path::new("messages").join(module.trim_start_matches("r#"));
        files.push(service_messages(&folder, service, names)?);
        modules.push((module, services::of_service(protocol, index)));
    }
    modules.sort_by(|(one, _), (other, _)| one.cmp(other));
    let modules: Vec<_> = modules
        .iter()
        .map(|(module, condition)| (ident(module), condition))
        .collect();
    let declared = modules
        .iter()
        .map(|(module, condition)| quote!(#condition mod #module;));
    let uses = modules
        .iter()
        .map(|(module, condition)| quote!(#condition pub use #module::*;));
    let about = DocText::default().paragraph("The messages, each a struct.");
    let mut source = Source::new("messages/mod.rs", about);
    source.item(quote!(#(#declared)* #(#uses)*));
    files.push(source.finish()?);
    Ok(files)
}

/// The `mod.rs` of the messages of a service, which all have its condition.
fn service_messages(
    folder: &Path,
    service: &Service,
    mut names: Vec<&Name>,
) -> Result<GeneratedFile, Error> {
    names.sort_by_key(|name| name.snake());
    let modules: Vec<_> = names.iter().map(|name| ident(&name.snake())).collect();
    let types = names.iter().map(|name| ident(&name.pascal()));
    let mut source = Source::new(folder.join("mod.rs"), about(service));
    source.item(quote! {
        #(mod #modules;)*
        #(pub use #modules::#types;)*
    });
    source.finish()
}

fn published(protocol: &Protocol, service: ServiceIndex) -> impl Iterator<Item = &Name> {
    protocol
        .published()
        .filter(move |message| message.service == service)
        .map(|message| &message.name)
}

fn about(service: &Service) -> DocText {
    DocText::default()
        .paragraph(&format!("{}.", service.title))
        .text(&service.doc)
}
