//! The items of all files by kind, in order.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::report::Reporter;
use crate::ast::{
    Block, CatalogueField, Confirmation, Constant, Entry, Erratum, File, Id, Interface, ItemKind,
    Known, Message, Protocol, Reserved, Service, Table, Tag, Type, Word,
};
use crate::diagnostic::Diagnostic;
use crate::model::Doc;
use crate::name::nearest;
use crate::source::Span;

/// Items of one kind with their docs.
pub(super) type Documented<'a, T> = Vec<(&'a Doc, &'a T)>;

/// The file whose service is that of all messages in its folder.
const SERVICE_FILE: &str = "service.cti";

/// The items by kind. The index of an item in its vector is its index in the model.
#[derive(Default)]
pub(super) struct Items<'a> {
    pub protocols: Documented<'a, Protocol>,
    pub types: Documented<'a, Type>,
    pub constants: Documented<'a, Constant>,
    pub errata: Documented<'a, Erratum>,
    pub services: Documented<'a, Service>,
    pub ids: Documented<'a, Id>,
    pub enumerations: Documented<'a, Table>,
    pub masks: Documented<'a, Table>,
    pub tags: Documented<'a, Tag>,
    pub reserved: Documented<'a, Reserved>,
    pub fields: Documented<'a, CatalogueField>,
    pub entries: Documented<'a, Entry>,
    pub messages: Vec<DeclaredMessage<'a>>,
    pub interfaces: Documented<'a, Interface>,
    pub lost: Lost<'a>,
}

/// The names in items that the parser could not read.
#[derive(Default)]
pub(super) struct Lost<'a> {
    /// All names in them.
    names: HashSet<&'a str>,
    /// Whether the name of one of them could not be read.
    a_name: bool,
}

impl<'a> Lost<'a> {
    fn of(files: &'a [File]) -> Self {
        let names = files.iter().flat_map(|file| &file.lost);
        Self {
            names: names.map(String::as_str).collect(),
            a_name: files.iter().any(|file| file.lost_name),
        }
    }

    /// Whether a name may be declared in an item that was lost.
    pub(super) fn may_declare(&self, name: &str) -> bool {
        self.a_name || self.names.contains(name)
    }

    /// Whether nothing was lost.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.a_name
    }
}

/// A message with the index of its service.
pub(super) struct DeclaredMessage<'a> {
    pub service: usize,
    pub form: MessageForm<'a>,
}

/// How a message is declared.
pub(super) enum MessageForm<'a> {
    /// As an item.
    Item(&'a Doc, &'a Message),
    /// As a row of a table of names.
    Known(&'a Known),
    /// With the request that it confirms.
    Confirmation(&'a Confirmation, &'a Message),
}

impl<'a> DeclaredMessage<'a> {
    /// Its name.
    pub(super) fn name(&self) -> &'a Word {
        match self.form {
            MessageForm::Item(_, message) => &message.head.name,
            MessageForm::Known(known) => &known.head.name,
            MessageForm::Confirmation(confirmation, _) => &confirmation.name,
        }
    }
}

impl<'a> Items<'a> {
    /// Groups the items. A message belongs to the last service before it in its file, else to that of its
    /// folder.
    pub(super) fn collect(files: &'a [File], paths: &[&'a str], reporter: &mut Reporter) -> Self {
        let mut items = Self {
            lost: Lost::of(files),
            ..Self::default()
        };
        for item in files.iter().flat_map(|file| &file.items) {
            let doc = &item.doc;
            match &item.kind {
                ItemKind::Protocol(item) => items.protocols.push((doc, item)),
                ItemKind::Type(item) => items.types.push((doc, item)),
                ItemKind::Constant(item) => items.constants.push((doc, item)),
                ItemKind::Erratum(item) => items.errata.push((doc, item)),
                ItemKind::Service(item) => items.services.push((doc, item)),
                ItemKind::Id(item) => items.ids.push((doc, item)),
                ItemKind::Enumeration(item) => items.enumerations.push((doc, item)),
                ItemKind::Mask(item) => items.masks.push((doc, item)),
                ItemKind::Tag(item) => items.tags.push((doc, item)),
                ItemKind::Reserved(item) => items.reserved.push((doc, item)),
                ItemKind::CatalogueField(item) => items.fields.push((doc, item)),
                ItemKind::Entry(item) => items.entries.push((doc, item)),
                ItemKind::Interface(item) => items.interfaces.push((doc, item)),
                // Their service has to be known first.
                ItemKind::OfService(_) | ItemKind::Message(_) | ItemKind::Unpublished(_) => {}
            }
        }
        let services = Services::of(&items, files, paths, reporter);
        let complete = items.lost.is_empty();
        for (file, path) in files.iter().zip(paths) {
            let mut service = services.of_folder(path);
            for item in &file.items {
                match &item.kind {
                    ItemKind::Service(Service { name, .. }) | ItemKind::OfService(name) => {
                        // One that is unknown is reported; its messages are not reported as well.
                        service = services
                            .find(name, complete, reporter)
                            .or(service)
                            .or(Some(0));
                    }
                    ItemKind::Message(message) => {
                        if service.is_none() && complete {
                            reporter.report(without_service(&message.head.name));
                        }
                        // One such error is enough for a file.
                        items.add_message(&item.doc, message, *service.get_or_insert(0));
                    }
                    ItemKind::Unpublished(rows) => {
                        for known in rows {
                            if service.is_none() && complete {
                                reporter.report(without_service(&known.head.name));
                            }
                            let service = *service.get_or_insert(0);
                            let form = MessageForm::Known(known);
                            items.messages.push(DeclaredMessage { service, form });
                        }
                    }
                    _ => {}
                }
            }
        }
        items
    }

    /// Adds a message, and the confirmations that are declared in it.
    fn add_message(&mut self, doc: &'a Doc, message: &'a Message, service: usize) {
        let confirmations = message
            .body
            .iter()
            .flatten()
            .filter_map(|block| match block {
                Block::Confirmation(confirmation) => Some(&**confirmation),
                _ => None,
            });
        let forms = std::iter::once(MessageForm::Item(doc, message)).chain(
            confirmations.map(|confirmation| MessageForm::Confirmation(confirmation, message)),
        );
        self.messages
            .extend(forms.map(|form| DeclaredMessage { service, form }));
    }
}

/// The services by name and by folder.
struct Services<'a, 'p> {
    names: HashMap<&'a str, usize>,
    folders: HashMap<&'p Path, usize>,
}

impl<'a, 'p> Services<'a, 'p> {
    fn of(
        items: &Items<'a>,
        files: &'a [File],
        paths: &[&'p str],
        reporter: &mut Reporter,
    ) -> Self {
        let mut services = Self {
            names: HashMap::new(),
            folders: HashMap::new(),
        };
        for (index, (_, service)) in items.services.iter().enumerate() {
            // A second one of the name is reported with the other names.
            services.names.entry(&service.name.value).or_insert(index);
        }
        for (index, (file, &path)) in files.iter().zip(paths).enumerate() {
            let path = Path::new(path);
            if path.file_name().is_none_or(|name| name != SERVICE_FILE) {
                continue;
            }
            let mut of_file = file.items.iter().filter_map(|item| match &item.kind {
                ItemKind::Service(Service { name, .. }) | ItemKind::OfService(name) => Some(name),
                _ => None,
            });
            let Some(first) = of_file.next() else {
                if items.lost.is_empty() {
                    reporter.report(no_service_of_folder(index));
                }
                services
                    .folders
                    .extend(path.parent().map(|folder| (folder, 0)));
                continue;
            };
            if let Some(second) = of_file.next() {
                reporter.report(second_of_folder(first, second));
            }
            // One that is unknown is reported; the messages of its folder are not reported as well.
            let service = services.names.get(first.value.as_str());
            let service = service.copied().unwrap_or_default();
            services
                .folders
                .extend(path.parent().map(|folder| (folder, service)));
        }
        services
    }

    /// The service of the folder that a file is in, or of the nearest one around it.
    fn of_folder(&self, path: &str) -> Option<usize> {
        let mut folders = Path::new(path).ancestors().skip(1);
        folders.find_map(|folder| self.folders.get(folder).copied())
    }

    /// The service that an item declares or names.
    fn find(&self, name: &Word, complete: bool, reporter: &mut Reporter) -> Option<usize> {
        let found = self.names.get(name.value.as_str()).copied();
        if found.is_none() && complete {
            // In an order that does not depend on chance.
            let mut names: Vec<&str> = self.names.keys().copied().collect();
            names.sort_unstable();
            let near = nearest(&name.value, names);
            reporter.report(unknown_service(name, near));
        }
        found
    }
}

/// A message before any service of its file.
fn without_service(name: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` belongs to no service", name.value),
        name.span,
        "no service comes before this message in its file",
    )
    .with_help(format!(
        "write `service Name \"Title\"` before the first message of the file, or into a file \
         `{SERVICE_FILE}` for all files of the folder"
    ))
}

/// A service without a title that no file declares.
fn unknown_service(name: &Word, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        format!("unknown service `{}`", name.value),
        name.span,
        "not declared",
    )
    .with_help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "give its title to declare it: `service {} \"Title\"`",
            name.value
        ),
    })
}

/// A file for the service of a folder that has none.
fn no_service_of_folder(file: usize) -> Diagnostic {
    Diagnostic::new(
        format!("`{SERVICE_FILE}` names no service"),
        Span::new(file, 0, 0),
        "the service of the folder is missing",
    )
    .with_help("write `service Name \"Title\"`, or leave the file out")
}

/// Two services for one folder.
fn second_of_folder(first: &Word, second: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is a second service of this folder", second.value),
        second.span,
        "the second",
    )
    .with_place(first.span, "the first")
    .with_help(format!(
        "`{SERVICE_FILE}` names the one service of its folder: put the other into the file with its messages"
    ))
}
