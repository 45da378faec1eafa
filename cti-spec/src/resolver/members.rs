//! The members of a message or an entry: their names differ, in Rust as well, and there are not more of
//! them than `cti-messages` has room for, which keeps track of a message without allocations.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::expand::plain::{Entry, Floating, Layout, Parts};
use super::names::collision;
use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::{ListStyle, MAX_COLUMNS, MAX_COMBINED_LIMITS, MAX_MEMBERS};
use crate::source::Span;

/// The member that keeps the fields that a message or record does not know.
const UNKNOWN: &str = "unknown";

/// Checks the names in an entry.
pub(super) fn check_entry(context: &mut Context<'_>, entry: &Entry) {
    let mut names = Names::default();
    for member in &entry.members {
        names.add_floating(context, member);
    }
}

/// Checks the names in a message. Layouts of one message share their fields.
pub(super) fn check_message(context: &mut Context<'_>, layouts: &[Layout], floating: &[Floating]) {
    let mut names = Names::default();
    for layout in layouts {
        let mut in_layout: HashMap<&str, Span> = HashMap::new();
        for field in &layout.fields {
            let word = &field.name;
            if let Some(&first) = in_layout.get(word.value.as_str()) {
                context.report(duplicate(word, first));
                continue;
            }
            in_layout.insert(&word.value, word.span);
            // The same name in another layout is the same member.
            if !names.guide.contains_key(word.value.as_str()) {
                names.add(context, word, field.counts.is_none());
            }
        }
    }
    for item in floating {
        names.add_floating(context, item);
    }
}

/// The names so far.
#[derive(Default)]
struct Names<'a> {
    guide: HashMap<&'a str, Span>,
    rust: HashMap<String, &'a Word>,
}

impl<'a> Names<'a> {
    /// Adds the name of an item of a floating part or an entry.
    fn add_floating(&mut self, context: &mut Context<'_>, item: &'a Floating) {
        match item {
            Floating::Field(field) => {
                self.add(context, &field.field.name, field.field.counts.is_none());
            }
            Floating::List(list) => self.add(context, &list.name, true),
        }
    }

    /// Adds a name, which is that of a member unless it is a count.
    fn add(&mut self, context: &mut Context<'_>, word: &'a Word, is_member: bool) {
        if let Some(&first) = self.guide.get(word.value.as_str()) {
            context.report(duplicate(word, first));
            return;
        }
        self.guide.insert(&word.value, word.span);
        if !is_member {
            return;
        }
        let rust_name = context.name(word).snake();
        if rust_name == UNKNOWN {
            context.report(reserved(word));
        } else if let Some(first) = self.rust.get(&rust_name) {
            context.report(collision(word, first, &rust_name));
        } else {
            self.rust.insert(rust_name, word);
        }
    }
}

/// Checks a message.
pub(super) fn check_message_capacity(context: &mut Context<'_>, name: &Word, parts: &Parts) {
    let fixed: HashSet<&str> = parts
        .layouts
        .iter()
        .flat_map(|layout| &layout.fields)
        .filter(|field| field.counts.is_none())
        .map(|field| field.name.value.as_str())
        .collect();
    let members = fixed.len() + parts.floating.len();
    if members > MAX_MEMBERS {
        context.report(too_many_members(name, members));
    }
    if let Some(word) = parts
        .limits
        .get(MAX_COMBINED_LIMITS)
        .and_then(|limit| limit.lists.first())
    {
        context.report(too_many_limits(word.span));
    }
}

/// Checks an entry.
pub(super) fn check_entry_capacity(context: &mut Context<'_>, entry: &Entry) {
    if entry.style == ListStyle::Columns && entry.members.len() > MAX_COLUMNS {
        context.report(too_many_columns(&entry.name, entry.members.len()));
    }
}

/// Two fields or lists with one name.
fn duplicate(word: &Word, first: Span) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` appears twice", word.value),
        word.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help("the names of the fields and lists of a message are different")
}

/// A name that every message has already.
fn reserved(word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` cannot be the name of a member", word.value),
        word.span,
        "taken",
    )
    .with_help(format!(
        "`{UNKNOWN}` keeps the fields that a message does not know: choose another name"
    ))
}

/// A message with too many members.
fn too_many_members(name: &Word, members: usize) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has too many members", name.value),
        name.span,
        format!("{members} members"),
    )
    .with_help(format!(
        "a message has at most {MAX_MEMBERS}: the fixed fields that are not counts, \
         and the fields, counts and lists of the floating part"
    ))
}

/// A message with too many limits.
fn too_many_limits(span: Span) -> Diagnostic {
    Diagnostic::new("this message has too many limits", span, "one too many").with_help(format!(
        "a message has at most {MAX_COMBINED_LIMITS} limits"
    ))
}

/// Columns with too many members.
fn too_many_columns(name: &Word, members: usize) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has too many columns", name.value),
        name.span,
        format!("{members} members"),
    )
    .with_help(format!(
        "an entry in columns has at most {MAX_COLUMNS} members"
    ))
}
