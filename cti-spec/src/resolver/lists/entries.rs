//! Entries: their members fit their style, each entry is used, and no two are equal.

use std::collections::HashSet;

use super::counts;
use super::part::{self, no_array};
use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::{Doc, Entry, Floating, ListStyle};
use crate::resolver::context::Context;
use crate::resolver::expand::plain;
use crate::resolver::members::{check_entry, check_entry_capacity};
use crate::resolver::tags;

/// Resolves the entries; with each, whether it is complete.
pub(crate) fn resolve(context: &mut Context<'_>) -> (Vec<Entry>, Vec<bool>) {
    let outer = context.protocol();
    let entries = context.entries.iter();
    entries
        .map(|entry| {
            let before = context.reporter.mistakes();
            check_members(context, entry);
            check_entry(context, entry);
            check_entry_capacity(context, entry);
            counts::check_entry(context, entry);
            tags::check_entry(context, entry);
            let resolved = Entry {
                name: context.name(&entry.name),
                style: entry.style,
                members: part::resolve(context, &entry.members, outer),
                doc: entry.doc.clone(),
                errata: context.errata(&entry.errata),
            };
            let after = context.reporter.mistakes();
            (resolved, before == after)
        })
        .unzip()
}

/// Checks that the members fit the style.
fn check_members(context: &mut Context<'_>, entry: &plain::Entry) {
    match (entry.members.as_slice(), entry.style) {
        ([], _) => context.report(no_members(&entry.name)),
        ([only], ListStyle::Ordered) => context.report(one_member(entry, only, "list")),
        ([only], ListStyle::Columns) => context.report(one_member(entry, only, "array")),
        _ => {}
    }
    for member in &entry.members {
        match member {
            plain::Floating::List(list) => check_list(context, entry, list),
            plain::Floating::Field(field) => check_field(context, entry, &field.field),
        }
    }
}

/// Checks that a list is in records, and not one of records itself.
fn check_list(context: &mut Context<'_>, entry: &plain::Entry, list: &plain::List) {
    if entry.style != ListStyle::Records {
        context.report(only_in_records(&list.name, &entry.name, "a list"));
        return;
    }
    let of_records = |name: &&Word| {
        let inner = context.entry(name);
        inner.is_some_and(|inner| inner.style == ListStyle::Records)
    };
    if let Some(name) = list.entry().filter(of_records) {
        context.report(
            Diagnostic::new(
                "records cannot contain records",
                name.span,
                format!("`{}` are records", name.value),
            )
            .with_place(entry.name.span, "these are records, too")
            .with_help(
                "a repeated tag opens the next record: a reader could not tell which of the two",
            ),
        );
    }
}

/// Checks that counts are in records, and that the members of columns have a fixed size.
fn check_field(context: &mut Context<'_>, entry: &plain::Entry, field: &plain::Field) {
    if field.counts.is_some() && entry.style != ListStyle::Records {
        context.report(only_in_records(&field.name, &entry.name, "a count"));
    }
    let form = context.form(&field.ty.name);
    if entry.style == ListStyle::Columns && form.is_some_and(|form| form.size().is_none()) {
        context.report(no_array(&field.ty.name));
    }
}

/// An entry without members.
fn no_members(entry: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has no members", entry.value),
        entry.span,
        "empty",
    )
    .with_help("an entry begins with one of its members: declare at least one")
}

/// An entry that is only a member.
fn one_member(entry: &plain::Entry, member: &plain::Floating, kind: &str) -> Diagnostic {
    let help = match member {
        plain::Floating::Field(field) => format!(
            "declare the member in its list: `{kind} of {} {}` with its clauses",
            field.field.name.value, field.field.ty.name.value
        ),
        plain::Floating::List(_) => "declare the list in the message".to_owned(),
    };
    Diagnostic::new(
        format!("`{}` has one member only", entry.name.value),
        entry.name.span,
        "needs no entry",
    )
    .with_help(help)
}

/// A count or list in an entry that holds none.
fn only_in_records(member: &Word, entry: &Word, what: &str) -> Diagnostic {
    Diagnostic::new(
        format!(
            "`{}` is {what}, but its entry is not `records`",
            member.value
        ),
        member.span,
        format!("{what} is not possible here"),
    )
    .with_place(entry.span, "not declared as `records`")
    .with_help("only the entries of `records` hold counts and lists")
}

/// Checks that every entry is used by a list.
pub(crate) fn check_use(context: &mut Context<'_>) {
    if !context.items.lost.is_empty() {
        return;
    }
    let messages = context.messages.iter();
    let in_messages = messages.filter_map(|message| Some(&message.parts()?.floating));
    let in_entries = context.entries.iter().map(|entry| &entry.members);
    let used: HashSet<&str> = in_messages
        .chain(in_entries)
        .flatten()
        .filter_map(|item| Some(item.list()?.entry()?.value.as_str()))
        .collect();
    for entry in context.entries {
        if !used.contains(entry.name.value.as_str()) {
            context.report(
                Diagnostic::new(
                    format!("`{}` is used by no list", entry.name.value),
                    entry.name.span,
                    "unused",
                )
                .with_help(format!(
                    "declare a `list of {}`, or leave the entry out",
                    entry.name.value
                )),
            );
        }
    }
}

/// Checks that no two entries have the same style and members. Entries that are not complete are
/// passed over, since they may differ in the members that are missing.
pub(crate) fn check_equal(entries: &[Entry], complete: &[bool], context: &mut Context<'_>) {
    let members: Vec<Vec<Floating>> = entries.iter().map(without_docs).collect();
    let declared = context.entries;
    for (index, entry) in entries.iter().enumerate() {
        let same = (0..index).find(|&other| {
            let style = entries.get(other).map(|other| other.style);
            let complete = |index| complete.get(index) == Some(&true);
            complete(index)
                && complete(other)
                && !entry.members.is_empty()
                && style == Some(entry.style)
                && members.get(other) == members.get(index)
        });
        let same = same.and_then(|other| declared.get(other));
        if let (Some(first), Some(second)) = (same, declared.get(index)) {
            context.report(equal(first, second));
        }
    }
}

/// The members of an entry as they are on the wire: without docs and errata.
fn without_docs(entry: &Entry) -> Vec<Floating> {
    let mut members = entry.members.clone();
    for member in &mut members {
        let (doc, errata) = match member {
            Floating::Field(field) => (&mut field.doc, &mut field.errata),
            Floating::Count(count) => (&mut count.doc, &mut count.errata),
            Floating::List(list) => (&mut list.doc, &mut list.errata),
        };
        *doc = Doc::default();
        errata.clear();
    }
    members
}

/// Two entries that are one.
fn equal(first: &plain::Entry, second: &plain::Entry) -> Diagnostic {
    Diagnostic::new(
        format!(
            "`{}` and `{}` are equal",
            first.name.value, second.name.value
        ),
        second.name.span,
        "the same members in the same style",
    )
    .with_place(first.name.span, "declared first")
    .with_help(format!("use `{}` for both lists", first.name.value))
}
