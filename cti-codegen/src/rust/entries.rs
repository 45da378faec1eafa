//! The structs of the entries of lists, one file each.

use std::path::Path;

use cti_spec::model::{Element, EntryIndex, Floating, ListStyle, Protocol, Window};
use quote::quote;

use super::docs::DocText;
use super::ident::{file_name, ident};
use super::members;
use super::message_doc;
use super::scope::{Scope, entry_borrows};
use super::source::Source;
use crate::facts::code;
use crate::{Error, GeneratedFile};

/// The file of an entry.
pub(super) fn file(protocol: &Protocol, index: EntryIndex) -> Result<GeneratedFile, Error> {
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
    let doc = doc(protocol, index).outer();
    let lifetime = entry_borrows(protocol, index).then(|| quote!(<'a>));
    let type_name = ident(&name);

    let path = Path::new("entries").join(file_name(&entry.name.snake()));
    let about = format!("The list entry {}.", code(guide));
    let mut source = Source::new(path, DocText::default().paragraph(&about));
    source.item(quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq, Default, #derive)]
        #[cti(name = #guide)]
        pub struct #type_name #lifetime { #(#members),* }
    });
    source.imports(&scope.imports);
    source.finish()
}

fn doc(protocol: &Protocol, index: EntryIndex) -> DocText {
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
        .map(message_doc::link);
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
