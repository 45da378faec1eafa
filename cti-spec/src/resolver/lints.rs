//! Warnings: what is allowed, but probably not meant. Only a specification without errors is searched for
//! it, since what is wrong may be the reason.

use super::context::Context;
use super::names::Kind;
use crate::ast::{Block, Field, Floating, Word};
use crate::diagnostic::Diagnostic;
use crate::model::Doc;
use crate::source::Span;

/// The warnings of a specification.
pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut lints = Lints {
        context,
        warnings: Vec::new(),
    };
    lints.unused();
    lints.undocumented();
    lints.warnings
}

/// The warnings so far.
struct Lints<'c, 'a> {
    context: &'c Context<'a>,
    warnings: Vec<Diagnostic>,
}

impl Lints<'_, '_> {
    /// What is declared for others to refer to is referred to, or said to be unused.
    fn unused(&mut self) {
        let items = self.context.items;
        for (index, (_, item)) in items.types.iter().enumerate() {
            self.used(Kind::Type, index, &item.name, item.clauses.unused);
        }
        for (index, (_, item)) in items.constants.iter().enumerate() {
            self.used(Kind::Constant, index, &item.name, None);
        }
        for (index, (_, item)) in items.errata.iter().enumerate() {
            self.used(Kind::Erratum, index, &item.name, None);
        }
        for (index, (_, item)) in items.ids.iter().enumerate() {
            self.used(Kind::Id, index, &item.name, item.clauses.unused);
        }
        for (index, (_, item)) in items.enumerations.iter().enumerate() {
            self.used(Kind::Enumeration, index, &item.name, item.clauses.unused);
        }
        for (index, (_, item)) in items.masks.iter().enumerate() {
            self.used(Kind::Mask, index, &item.name, item.clauses.unused);
        }
        for (index, (_, item)) in items.tags.iter().enumerate() {
            self.used(Kind::Tag, index, &item.name, item.clauses.unused);
        }
    }

    /// Warns of an item that is not used, or is in spite of its clause `unused`.
    fn used(&mut self, kind: Kind, index: usize, name: &Word, unused: Option<Span>) {
        match (self.context.used.contains(&(kind, index)), unused) {
            (true, Some(clause)) => self.warnings.push(used_after_all(kind, name, clause)),
            (false, None) => self.warnings.push(not_used(kind, name)),
            _ => {}
        }
    }

    /// What becomes an item or a field of the documentation has a text there.
    fn undocumented(&mut self) {
        let items = self.context.items;
        for (doc, item) in &items.ids {
            self.document(doc, &item.name);
        }
        for (doc, item) in items.enumerations.iter().chain(&items.masks) {
            self.document(doc, &item.name);
        }
        for (doc, item) in &items.interfaces {
            self.document(doc, &item.name);
        }
        for (doc, entry) in &items.entries {
            self.document(doc, &entry.name);
            self.members(&entry.members);
        }
        for (doc, message) in &items.messages {
            self.document(doc, &message.name);
            // A field of several layouts needs its docs in one of them.
            let blocks = || message.body.iter().flatten();
            let fields = || {
                let layouts = blocks().filter_map(|block| match block {
                    Block::Fixed(layout) => Some(&layout.fields),
                    _ => None,
                });
                layouts.flatten()
            };
            for field in fields() {
                let same = |other: &&Field| other.name.value == field.name.value;
                let is_first = fields()
                    .find(same)
                    .is_some_and(|first| std::ptr::eq(first, field));
                if is_first
                    && fields()
                        .filter(same)
                        .all(|field| field.doc.lines.is_empty())
                {
                    self.document(&field.doc, &field.name);
                }
            }
            for block in blocks() {
                if let Block::Floating(_, members) = block {
                    self.members(members);
                }
            }
        }
    }

    /// The members of a floating part or an entry.
    fn members(&mut self, members: &[Floating]) {
        for member in members {
            match member {
                Floating::Field(field) => self.document(&field.doc, &field.name),
                Floating::List(list) => self.document(&list.doc, &list.name),
            }
        }
    }

    /// Warns of docs that are missing.
    fn document(&mut self, doc: &Doc, name: &Word) {
        if doc.lines.is_empty() {
            self.warnings.push(undocumented(name));
        }
    }
}

/// An item that nothing refers to.
fn not_used(kind: Kind, name: &Word) -> Diagnostic {
    let (lint, help) = match kind {
        Kind::Type => ("unused-type", USE),
        Kind::Constant => ("unused-constant", "use it, or leave it out"),
        Kind::Erratum => (
            "unused-erratum",
            "note it with `erratum` at the item concerned, or leave it out",
        ),
        Kind::Id => ("unused-id", USE),
        Kind::Enumeration => ("unused-enumeration", USE),
        Kind::Mask => ("unused-mask", USE),
        _ => ("unused-tag", USE),
    };
    let message = format!("{} `{}` is not used", kind.word(), name.value);
    Diagnostic::warning(lint, message, name.span, "nothing refers to it").with_help(help)
}

/// What to do about an item that can be declared as unused.
const USE: &str =
    "use it, leave it out, or say that it is meant to be there with the clause `unused`";

/// An item that is declared as unused, and is used.
fn used_after_all(kind: Kind, name: &Word, clause: Span) -> Diagnostic {
    let message = format!("{} `{}` is used", kind.word(), name.value);
    Diagnostic::warning("used-after-all", message, clause, "not true any more")
        .with_help("leave out `unused`")
}

/// An item or field without docs.
fn undocumented(name: &Word) -> Diagnostic {
    Diagnostic::warning(
        "missing-docs",
        format!("`{}` has no docs", name.value),
        name.span,
        "not documented",
    )
    .with_help("say what it is in a doc comment, `///`, before it or behind it on its last line")
}
