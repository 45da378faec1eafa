//! The items of all files by kind, in order.

use crate::ast::{
    Constant, Entry, File, Id, Interface, ItemKind, Message, Protocol, Reserved, Table, Tag,
    Titled, Type,
};
use crate::diagnostic::Diagnostic;
use crate::model::Doc;

/// Items of one kind with their docs.
pub(super) type Documented<'a, T> = Vec<(&'a Doc, &'a T)>;

/// The items by kind. The index of an item in its vector is its index in the model.
#[derive(Default)]
pub(super) struct Items<'a> {
    pub protocols: Documented<'a, Protocol>,
    pub types: Documented<'a, Type>,
    pub constants: Documented<'a, Constant>,
    pub errata: Documented<'a, Titled>,
    pub services: Documented<'a, Titled>,
    pub ids: Documented<'a, Id>,
    pub enumerations: Documented<'a, Table>,
    pub masks: Documented<'a, Table>,
    pub tags: Documented<'a, Tag>,
    pub reserved: Documented<'a, Reserved>,
    pub entries: Documented<'a, Entry>,
    pub messages: Documented<'a, Message>,
    pub interfaces: Documented<'a, Interface>,
    /// The index of the service of each message.
    pub service_of: Vec<usize>,
}

impl<'a> Items<'a> {
    /// Groups the items. A message belongs to the service that stands before it in its file.
    pub(super) fn collect(files: &'a [File], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut items = Self::default();
        for file in files {
            let mut service = None;
            for item in &file.items {
                let doc = &item.doc;
                match &item.kind {
                    ItemKind::Protocol(item) => items.protocols.push((doc, item)),
                    ItemKind::Type(item) => items.types.push((doc, item)),
                    ItemKind::Constant(item) => items.constants.push((doc, item)),
                    ItemKind::Erratum(item) => items.errata.push((doc, item)),
                    ItemKind::Service(item) => {
                        service = Some(items.service(doc, item, diagnostics));
                    }
                    ItemKind::Id(item) => items.ids.push((doc, item)),
                    ItemKind::Enumeration(item) => items.enumerations.push((doc, item)),
                    ItemKind::Mask(item) => items.masks.push((doc, item)),
                    ItemKind::Tag(item) => items.tags.push((doc, item)),
                    ItemKind::Reserved(item) => items.reserved.push((doc, item)),
                    ItemKind::Entry(item) => items.entries.push((doc, item)),
                    ItemKind::Message(item) => {
                        if service.is_none() && file.lost.is_empty() {
                            diagnostics.push(without_service(item));
                        }
                        // One such error is enough for a file.
                        items.service_of.push(*service.get_or_insert(0));
                        items.messages.push((doc, item));
                    }
                    ItemKind::Interface(item) => items.interfaces.push((doc, item)),
                }
            }
        }
        items
    }
}

impl<'a> Items<'a> {
    /// The index of a service, which several files may have messages of.
    fn service(
        &mut self,
        doc: &'a Doc,
        service: &'a Titled,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> usize {
        let same = |(_, other): &(&Doc, &Titled)| other.name.value == service.name.value;
        let Some(index) = self.services.iter().position(same) else {
            self.services.push((doc, service));
            return self.services.len() - 1;
        };
        if let Some((first_doc, first)) = self.services.get_mut(index) {
            if first.title != service.title {
                diagnostics.push(other_title(first, service));
            }
            // The docs may stand in any of the files.
            if first_doc.lines.is_empty() {
                *first_doc = doc;
            } else if !doc.lines.is_empty() {
                diagnostics.push(second_docs(first, service));
            }
        }
        index
    }
}

/// A service with two titles.
fn other_title(first: &Titled, second: &Titled) -> Diagnostic {
    Diagnostic::new(
        format!("service `{}` has two titles", second.name.value),
        second.name.span,
        "the second",
    )
    .with_place(first.name.span, "the first")
    .with_help("write the same title in all files that have messages of the service")
}

/// A service with two docs.
fn second_docs(first: &Titled, second: &Titled) -> Diagnostic {
    Diagnostic::new(
        format!("service `{}` is documented twice", second.name.value),
        second.name.span,
        "the second time",
    )
    .with_place(first.name.span, "declared here, too")
    .with_help("write the docs of a service in one file")
}

/// A message before any service of its file.
fn without_service(message: &Message) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` belongs to no service", message.name.value),
        message.name.span,
        "no service stands before this message in its file",
    )
    .with_help("write `service Name \"Title\"` before the first message of the file")
}
