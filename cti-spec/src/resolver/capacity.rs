//! How much there may be of something: what `cti-messages`, which does without allocations where it
//! keeps track of a message, has room for.

use std::collections::HashSet;

use super::context::Context;
use super::plain::{Entry, Parts};
use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::ListStyle;
use crate::source::Span;

/// The most members of a message.
const MOST_MEMBERS: usize = 256;
/// The most limits of a message.
const MOST_LIMITS: usize = 4;
/// The most members of an entry in columns.
const MOST_COLUMNS: usize = 8;

/// Checks a message.
pub(super) fn check_message(context: &mut Context<'_>, name: &Word, parts: &Parts) {
    let fixed: HashSet<&str> = parts
        .layouts
        .iter()
        .flat_map(|layout| &layout.fields)
        .filter(|field| field.counts.is_none())
        .map(|field| field.name.value.as_str())
        .collect();
    let members = fixed.len() + parts.floating.len();
    if members > MOST_MEMBERS {
        context.report(too_many_members(name, members));
    }
    if let Some(word) = parts
        .limits
        .get(MOST_LIMITS)
        .and_then(|limit| limit.lists.first())
    {
        context.report(too_many_limits(word.span));
    }
}

/// Checks an entry.
pub(super) fn check_entry(context: &mut Context<'_>, entry: &Entry) {
    if entry.style == ListStyle::Columns && entry.members.len() > MOST_COLUMNS {
        context.report(too_many_columns(&entry.name, entry.members.len()));
    }
}

/// A message with too many members.
fn too_many_members(name: &Word, members: usize) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has too many members", name.value),
        name.span,
        format!("{members} members"),
    )
    .with_help(format!(
        "a message has at most {MOST_MEMBERS}: the fixed fields that are no counts, \
         and the fields, counts and lists of the floating part"
    ))
}

/// A message with too many limits.
fn too_many_limits(span: Span) -> Diagnostic {
    Diagnostic::new("this message has too many limits", span, "one too many")
        .with_help(format!("a message has at most {MOST_LIMITS} limits"))
}

/// Columns with too many members.
fn too_many_columns(name: &Word, members: usize) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has too many columns", name.value),
        name.span,
        format!("{members} members"),
    )
    .with_help(format!(
        "an entry in columns has at most {MOST_COLUMNS} members"
    ))
}
