//! Which page is where, and how pages link to each other.

use std::collections::BTreeMap;

use cti_spec::model::{
    Entry, Enumeration, Erratum, ErratumIndex, FieldType, Id, Mask, Meaning, Message, Protocol, Tag,
};

use super::markdown::{code, slug};

/// A protocol with the places of its pages.
pub(super) struct Site<'p> {
    pub(super) protocol: &'p Protocol,
    /// The places that words of texts are linked to: names of messages and labels of errata.
    words: BTreeMap<&'p str, String>,
}

impl<'p> Site<'p> {
    pub(super) fn new(protocol: &'p Protocol) -> Self {
        let messages = protocol.messages.iter();
        let messages = messages.map(|message| (message.name.guide.as_str(), message_path(message)));
        let errata = protocol.errata.iter();
        let errata = errata.map(|erratum| (erratum.label.as_str(), erratum_path(erratum)));
        Self {
            protocol,
            words: messages.chain(errata).collect(),
        }
    }

    /// The place that a word of a text leads to.
    pub(super) fn place_of(&self, word: &str) -> Option<&str> {
        self.words.get(word).map(String::as_str)
    }

    /// The place of the named type of a field, with its name.
    pub(super) fn meaning(&self, ty: &FieldType) -> Option<(&'p str, String)> {
        let protocol = self.protocol;
        Some(match ty.meaning? {
            Meaning::Id(id) => (&protocol[id].name.guide, id_path(&protocol[id])),
            Meaning::Enumeration(table) => (
                &protocol[table].name.guide,
                enumeration_path(&protocol[table]),
            ),
            Meaning::Mask(mask) => (&protocol[mask].name.guide, mask_path(&protocol[mask])),
        })
    }

    /// The labels of errata as links from a page.
    pub(super) fn errata(&self, from: &str, errata: &[ErratumIndex]) -> Vec<String> {
        let errata = errata.iter().map(|&erratum| &self.protocol[erratum]);
        errata
            .map(|erratum| link(from, &erratum.label, &erratum_path(erratum)))
            .collect()
    }
}

/// A link in Markdown from one page to a place; both are paths below the root of the book.
pub(super) fn link(from: &str, text: &str, to: &str) -> String {
    format!("[{text}]({})", relative(from, to))
}

/// A link whose text is a name of the guide.
pub(super) fn link_name(from: &str, name: &str, to: &str) -> String {
    link(from, &code(name), to)
}

/// A link to a message.
pub(super) fn link_message(from: &str, message: &Message) -> String {
    link_name(from, &message.name.guide, &message_path(message))
}

/// The way from one page to another. No page is deeper than one folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folder = from.split_once('/').map(|(folder, _)| folder);
    match (folder, to.split_once('/')) {
        (Some(folder), Some((same, rest))) if folder == same => rest.to_owned(),
        (Some(_), _) => format!("../{to}"),
        (None, _) => to.to_owned(),
    }
}

/// The page of a message; where only its name is published, there is nothing to say beyond the row of an
/// index.
pub(super) fn message_path(message: &Message) -> String {
    if message.is_published() {
        format!("messages/{}.md", message.name.words.join("_"))
    } else {
        format!("by_number.md#message-{}", message.number)
    }
}

pub(super) fn enumeration_path(table: &Enumeration) -> String {
    format!("enumerations/{}.md", table.name.words.join("_"))
}

pub(super) fn mask_path(mask: &Mask) -> String {
    format!("masks/{}.md", mask.name.words.join("_"))
}

pub(super) fn id_path(id: &Id) -> String {
    format!("ids.md#{}", slug(&id.name.guide))
}

pub(super) fn entry_path(entry: &Entry) -> String {
    format!("entries.md#{}", slug(&entry.name.guide))
}

pub(super) fn tag_path(tag: &Tag) -> String {
    format!("tags.md#tag-{}", tag.number)
}

pub(super) fn version_path(version: u8) -> String {
    format!("versions/{version}.md")
}

fn erratum_path(erratum: &Erratum) -> String {
    format!("errata.md#{}", slug(&erratum.label))
}
