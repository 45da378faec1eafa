//! Counts: every list has one, and every count has its list.

use std::collections::{HashMap, HashSet};

use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::WireForm;
use crate::name::nearest;
use crate::resolver::context::Context;
use crate::resolver::expand::plain::{Entry, Field, Floating, Layout, List};
use crate::resolver::report::unknown;
use crate::resolver::types::basic::fits;
use crate::resolver::versions::{Versions, open_window};
use crate::source::Span;
use crate::words::counted;

/// Checks the counts in an entry.
pub(crate) fn check_entry(context: &mut Context<'_>, entry: &Entry) {
    let versions = context.header.versions;
    let counts = entry.members.iter();
    let counts = counts.filter_map(|item| count(item, versions)).collect();
    check(context, counts, &entry.members, versions);
}

/// Checks the counts in a message.
pub(crate) fn check_message(
    context: &mut Context<'_>,
    layouts: &[Layout],
    floating: &[Floating],
    versions: Versions,
) {
    let mut counts = Vec::new();
    for layout in layouts {
        for field in &layout.fields {
            let Some(list) = &field.counts else {
                continue;
            };
            if layouts.len() > 1 {
                context.report(in_layouts(list));
            }
            let outer = versions.part(open_window(&layout.window));
            counts.push(Count { list, field, outer });
        }
    }
    // Counts in several layouts are reported; which of them counts is no question then.
    if layouts.len() > 1 && !counts.is_empty() {
        return;
    }
    counts.extend(floating.iter().filter_map(|item| count(item, versions)));
    check(context, counts, floating, versions);
}

/// A field that counts a list.
struct Count<'a> {
    list: &'a Word,
    field: &'a Field,
    /// The versions of the message or layout that the field is in.
    outer: Versions,
}

/// The count in an item of a floating part.
fn count(item: &Floating, outer: Versions) -> Option<Count<'_>> {
    match item {
        Floating::Field(field) => Some(Count {
            list: field.field.counts.as_ref()?,
            field: &field.field,
            outer,
        }),
        Floating::List(_) => None,
    }
}

/// Checks counts against the lists among some items.
fn check(
    context: &mut Context<'_>,
    counts: Vec<Count<'_>>,
    items: &[Floating],
    versions: Versions,
) {
    let lists = items.iter().filter_map(Floating::list);
    let lists: HashMap<&str, &List> = lists.map(|list| (list.name.value.as_str(), list)).collect();
    let mut counted: HashMap<&str, Span> = HashMap::new();
    let mut meant: HashSet<&str> = HashSet::new();
    for count in &counts {
        let name = count.list.value.as_str();
        match lists.get(name) {
            None => {
                let mut names: Vec<&str> = lists.keys().copied().collect();
                names.sort_unstable();
                let near = nearest(name, names.iter().copied());
                meant.extend(near);
                context.report(unknown("list", count.list, near, &names));
            }
            Some(list) => {
                if let Some(&first) = counted.get(name) {
                    context.report(counted_twice(count.list, first));
                    continue;
                }
                counted.insert(name, count.list.span);
                check_windows(context, count, list, versions);
                check_limit(context, count, list);
            }
        }
    }
    // In the order of the file.
    let is_counted = |name: &str| counted.contains_key(name) || meant.contains(name);
    for list in items.iter().filter_map(Floating::list) {
        let name = &list.name.value;
        // A count that is not declared is an error of its own.
        if !is_counted(name) && !context.uncounted.contains(name) {
            context.report(no_count(&list.name));
        }
    }
}

/// Checks that every version that has the list has its count.
fn check_windows(context: &mut Context<'_>, count: &Count<'_>, list: &List, versions: Versions) {
    let count_versions = count.outer.part(open_window(&count.field.window));
    let list_versions = versions.part(open_window(&list.window));
    if !count_versions.covers(list_versions) {
        context.report(
            Diagnostic::new(
                format!("`{}` has no count in some versions", list.name.value),
                list.name.span,
                format!("in {}", list_versions.describe()),
            )
            .with_place(
                count.field.name.span,
                format!("its count, in {}", count_versions.describe()),
            )
            .with_help("give the list the window of its count"),
        );
    }
}

/// Checks that the count has room for the largest number of entries.
fn check_limit(context: &mut Context<'_>, count: &Count<'_>, list: &List) {
    let form = context.form(&count.field.ty.name);
    let (Some(WireForm::Unsigned(width)), Some(max)) = (form, &list.max) else {
        return;
    };
    let most = context.known_amount(max);
    if most.is_some_and(|most| !fits(most, width)) {
        context.report(
            Diagnostic::new(
                format!("`{}` cannot count so many entries", count.field.name.value),
                max.span(),
                "more than the count has room for",
            )
            .with_place(count.field.ty.name.span, counted(width, "byte"))
            .with_help("give a lower maximum, or a wider count"),
        );
    }
}

/// A list without a count.
fn no_count(list: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has no count", list.value),
        list.span,
        "counted by no field",
    )
    .with_help(format!(
        "its count is a field of the same message or record called `Num{0}`, `NumOf{0}` or \
         `NumberOf{0}`, or one with the clause `counts {0}`",
        list.value
    ))
}

/// A list with two counts.
fn counted_twice(list: &Word, first: Span) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is counted twice", list.value),
        list.span,
        "the second count",
    )
    .with_place(first, "the first count")
    .with_help("a list has one count")
}

/// A count in a message with several layouts.
fn in_layouts(list: &Word) -> Diagnostic {
    Diagnostic::new(
        "a message with several layouts has no counts in them",
        list.span,
        "a count",
    )
    .with_help("count the list in the floating part")
}
