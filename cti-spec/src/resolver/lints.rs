//! Warnings about things that are allowed, but probably not meant. Only a specification without errors is
//! checked for them, since an error may be the reason.

use std::collections::HashSet;

use super::context::Context;
use super::expand::Expanded;
use super::expand::line::Repeated;
use super::items::MessageForm;
use super::names::Kind;
use crate::ast::{Block, Line, Shape, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Direction, Doc};
use crate::source::Span;

/// Checks a specification without errors.
pub(super) fn check(context: &mut Context<'_>, expanded: &Expanded) {
    unused_items(context);
    undocumented_items(context);
    unconfirmed_requests(context);
    for field in &expanded.catalogue {
        if !field.is_used && field.is_first {
            context.report(not_used("field", "unused-field", &field.name));
        }
    }
    let mut seen = HashSet::new();
    for (name, ty) in &expanded.noted.other_widths {
        // A field of the catalogue is one, however many lines use it.
        if seen.insert(name.span) {
            context.report(other_width(name, ty));
        }
    }
    for repeated in &expanded.noted.repeated {
        context.report(repeated_warning(repeated));
    }
}

/// Warns of declared items that nothing refers to, unless they have the clause `unused`.
fn unused_items(context: &mut Context<'_>) {
    let items = context.items;
    for (index, (_, item)) in items.types.iter().enumerate() {
        used(context, Kind::Type, index, &item.name, item.unused);
    }
    for (index, (_, item)) in items.constants.iter().enumerate() {
        used(context, Kind::Constant, index, &item.name, None);
    }
    for (index, (_, item)) in items.errata.iter().enumerate() {
        used(context, Kind::Erratum, index, &item.name, None);
    }
    for (index, (_, item)) in items.ids.iter().enumerate() {
        used(context, Kind::Id, index, &item.name, item.unused);
    }
    for (index, (_, item)) in items.enumerations.iter().enumerate() {
        used(context, Kind::Enumeration, index, &item.name, item.unused);
    }
    for (index, (_, item)) in items.masks.iter().enumerate() {
        used(context, Kind::Mask, index, &item.name, item.unused);
    }
    for (index, (_, item)) in items.tags.iter().enumerate() {
        used(context, Kind::Tag, index, &item.name, item.unused);
    }
}

/// Warns of an item that is not used, or is in spite of its clause `unused`.
fn used(context: &mut Context<'_>, kind: Kind, index: usize, name: &Word, unused: Option<Span>) {
    let lint = match kind {
        Kind::Type => "unused-type",
        Kind::Constant => "unused-constant",
        Kind::Erratum => "unused-erratum",
        Kind::Id => "unused-id",
        Kind::Enumeration => "unused-enumeration",
        Kind::Mask => "unused-mask",
        Kind::Tag => "unused-tag",
        // Messages, services, interfaces and their keys are there for users of the protocol. An entry that no list
        // uses is an error.
        Kind::Service | Kind::Entry | Kind::Message | Kind::Interface | Kind::Key => {
            return;
        }
    };
    match (context.used.contains(&(kind, index)), unused) {
        (true, Some(clause)) => context.report(used_after_all(kind, name, clause)),
        (false, None) => context.report(not_used(kind.word(), lint, name)),
        (true, None) | (false, Some(_)) => {}
    }
}

/// Warns of messages from a client that carry the ID of requests, but have no confirmation.
fn unconfirmed_requests(context: &mut Context<'_>) {
    let Some(id) = context.header.paired_by.clone() else {
        return;
    };
    let confirmations: HashSet<&str> = context
        .messages
        .iter()
        .filter_map(|message| message.head.confirmed_by.as_ref())
        .map(|name| name.value.as_str())
        .collect();
    for message in context.messages {
        let head = &message.head;
        let layouts = message.parts().into_iter().flat_map(|parts| &parts.layouts);
        let mut fields = layouts.flat_map(|layout| &layout.fields);
        let is_paired = fields.any(|field| field.means(&id));
        let asks = head.direction == Direction::Client
            && is_paired
            && !confirmations.contains(head.name.value.as_str());
        if asks && head.confirmed_by.is_none() {
            context.report(not_confirmed(&head.name, &id));
        }
    }
}

/// Warns of items and fields without docs.
fn undocumented_items(context: &mut Context<'_>) {
    let items = context.items;
    for (doc, item) in &items.ids {
        document(context, doc, &item.name);
    }
    for (doc, item) in items.enumerations.iter().chain(&items.masks) {
        document(context, doc, &item.name);
    }
    for (doc, item) in &items.interfaces {
        document(context, doc, &item.name);
    }
    for (doc, field) in &items.fields {
        document(context, doc, &field.names.first);
    }
    for (doc, entry) in &items.entries {
        document(context, doc, &entry.name);
        document_lines(context, &entry.members);
    }
    for declared in &items.messages {
        match declared.form {
            MessageForm::Item(doc, message) => {
                document(context, doc, &message.head.name);
                document_body(context, message.body.as_deref().unwrap_or_default());
            }
            MessageForm::Known(known) => document(context, &known.doc, &known.head.name),
            MessageForm::Confirmation(confirmation, _) => {
                document(context, &confirmation.doc, &confirmation.name);
            }
        }
    }
}

/// The lines of a message. A field of several layouts needs its docs in one of them.
fn document_body(context: &mut Context<'_>, blocks: &[Block]) {
    let layouts = blocks.iter().filter_map(|block| match block {
        Block::Fixed(layout) => Some(&layout.fields),
        _ => None,
    });
    let fields: Vec<&Line> = layouts.flatten().collect();
    let mut seen = HashSet::new();
    for field in &fields {
        let name = &field.names.first.value;
        let same = fields
            .iter()
            .filter(|other| other.names.first.value == *name);
        let documented = |line: &&Line| !line.doc.lines.is_empty() || is_catalogue(line);
        if seen.insert(name) && !same.copied().any(|line| documented(&line)) {
            document(context, &field.doc, &field.names.first);
        }
    }
    for block in blocks {
        if let Block::Floating(_, lines) = block {
            document_lines(context, lines);
        }
    }
}

/// The lines of a floating part or an entry.
fn document_lines(context: &mut Context<'_>, lines: &[Line]) {
    for line in lines.iter().filter(|line| !is_catalogue(line)) {
        document(context, &line.doc, &line.names.first);
    }
}

/// Warns of docs that are missing.
fn document(context: &mut Context<'_>, doc: &Doc, name: &Word) {
    if doc.lines.is_empty() {
        context.report(undocumented(name));
    }
}

/// Whether a line has its docs from the catalogue if it has none itself.
fn is_catalogue(line: &Line) -> bool {
    matches!(line.shape, Shape::Catalogue)
}

/// The warning about it.
fn repeated_warning(repeated: &Repeated) -> Diagnostic {
    let (lint, word, what, help) = match repeated {
        Repeated::Field(name, _) => (
            "repeated-field",
            name,
            "is in the catalogue, the same in everything",
            "leave out type and clauses",
        ),
        Repeated::Meaning(word) => (
            "repeated-meaning",
            word,
            "is the meaning of a field of this name and width",
            "leave out `as`",
        ),
        Repeated::Count(word) => (
            "repeated-count",
            word,
            "is the list that a field of this name counts",
            "leave out `counts`",
        ),
    };
    let message = format!("`{}` {what}", word.value);
    let warning = Diagnostic::warning(lint, message, word.span, "goes without saying");
    match repeated {
        Repeated::Field(_, declared) => warning.with_place(*declared, "declared here"),
        Repeated::Meaning(_) | Repeated::Count(_) => warning,
    }
    .with_help(help)
}

/// An item that nothing refers to.
fn not_used(kind: &str, lint: &'static str, name: &Word) -> Diagnostic {
    let help = match lint {
        "unused-constant" | "unused-field" => "use it, or leave it out",
        "unused-erratum" => "note it with `erratum` at the item concerned, or leave it out",
        _ => USE,
    };
    let message = format!("{kind} `{}` is not used", name.value);
    Diagnostic::warning(lint, message, name.span, "nothing refers to it").with_help(help)
}

/// A field with the name of an ID, an enumeration or a mask of another width.
fn other_width(name: &Word, ty: &str) -> Diagnostic {
    Diagnostic::warning(
        "other-width",
        format!(
            "this field does not have the width or sign of the type `{0}`",
            name.value
        ),
        name.span,
        format!("a field called `{}`", name.value),
    )
    .with_help(format!(
        "change its type, or write `as {ty}` if it is only a number"
    ))
}

/// A request without an answer.
fn not_confirmed(name: &Word, id: &Word) -> Diagnostic {
    Diagnostic::warning(
        "unconfirmed-request",
        format!("nothing confirms `{}`", name.value),
        name.span,
        format!("comes from a client and carries `{}`", id.value),
    )
    .with_help("name its confirmation with `confirmed by`")
}

/// The help for an item that can be declared as unused.
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
