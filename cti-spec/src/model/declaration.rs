//! Doc texts, and what is declared once and referred to by name: services, errata, constants.

use crate::name::Name;

/// Doc text in Markdown, one string per line, without the comment markers; may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The lines.
    pub lines: Vec<String>,
}

/// A group of messages that a session asks for together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name in the specification, `ClientEvents`.
    pub name: Name,
    /// Its title in the guide, `Client Events Service`.
    pub title: String,
    /// Its doc text.
    pub doc: Doc,
}

/// A place where the guide contradicts itself or the wire, and how it is ruled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erratum {
    /// Its label, `E8`.
    pub label: String,
    /// The ruling.
    pub doc: Doc,
}

/// A named number, `MAX_NUM_PARTIES`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// Its name in the guide.
    pub name: Name,
    /// Its value.
    pub value: u32,
    /// Its doc text.
    pub doc: Doc,
}
