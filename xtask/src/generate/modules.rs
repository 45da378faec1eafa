//! The module tree: a `mod.rs` per folder.

use std::path::{Path, PathBuf};

use cti_spec::model::{Body, Protocol, Service, ServiceIndex};
use cti_spec::name::Name;
use quote::quote;

use super::docs::DocText;
use super::ident::ident;
use super::source::{GeneratedFile, Source};

/// All `mod.rs` files.
pub(super) fn files(protocol: &Protocol) -> anyhow::Result<Vec<GeneratedFile>> {
    let mut files = vec![root()?];
    let entries = protocol.entries.iter().map(|entry| &entry.name);
    files.push(folder("entries", "The entries of lists.", entries)?);
    let enumerations = protocol.enumerations.iter().map(|table| &table.name);
    files.push(folder("enumerations", "The enumerations.", enumerations)?);
    files.push(folder(
        "ids",
        "The ID types.",
        protocol.ids.iter().map(|id| &id.name),
    )?);
    files.push(folder(
        "masks",
        "The masks.",
        protocol.masks.iter().map(|mask| &mask.name),
    )?);
    files.extend(messages(protocol)?);
    Ok(files)
}

fn root() -> anyhow::Result<GeneratedFile> {
    let about = DocText::default().paragraph("All that is generated from the specification.");
    let mut source = Source::new("mod.rs", about);
    source.item(quote! {
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

/// The `mod.rs` of a folder with one file per item.
fn folder<'p>(
    path: &str,
    about: &str,
    names: impl Iterator<Item = &'p Name>,
) -> anyhow::Result<GeneratedFile> {
    let about = DocText::default().paragraph(about);
    items(Path::new(path).join("mod.rs"), about, names)
}

fn items<'p>(
    path: PathBuf,
    about: DocText,
    names: impl Iterator<Item = &'p Name>,
) -> anyhow::Result<GeneratedFile> {
    let mut names: Vec<&Name> = names.collect();
    names.sort_by_key(|name| name.snake());
    let modules: Vec<_> = names.iter().map(|name| ident(&name.snake())).collect();
    let types = names.iter().map(|name| ident(&name.pascal()));
    let mut source = Source::new(path, about);
    source.item(quote! {
        #(mod #modules;)*
        #(pub use #modules::#types;)*
    });
    source.finish()
}

/// The `mod.rs` of the messages, and one per service.
fn messages(protocol: &Protocol) -> anyhow::Result<Vec<GeneratedFile>> {
    let mut files = Vec::new();
    let mut modules = Vec::new();
    for (index, service) in protocol.services.iter().enumerate() {
        let names: Vec<&Name> = published(protocol, ServiceIndex(index)).collect();
        if names.is_empty() {
            continue;
        }
        let module = service.name.snake();
        let folder = Path::new("messages").join(module.trim_start_matches("r#"));
        files.push(items(
            folder.join("mod.rs"),
            about(service),
            names.into_iter(),
        )?);
        modules.push(module);
    }
    modules.sort();
    let modules: Vec<_> = modules.iter().map(|module| ident(module)).collect();
    let about = DocText::default().paragraph("The messages, each a struct.");
    let mut source = Source::new("messages/mod.rs", about);
    source.item(quote! {
        #(mod #modules;)*
        #(pub use #modules::*;)*
    });
    files.push(source.finish()?);
    Ok(files)
}

fn published(protocol: &Protocol, service: ServiceIndex) -> impl Iterator<Item = &Name> {
    protocol
        .messages
        .iter()
        .filter(move |message| message.service == service && message.body != Body::Unpublished)
        .map(|message| &message.name)
}

fn about(service: &Service) -> DocText {
    DocText::default()
        .paragraph(&format!("{}.", service.title))
        .text(&service.doc)
}
