//! The body of a message: its blocks, put together.

use super::context::Context;
use super::members::check_message;
use super::plain::{self, Floating};
use super::report::unknown;
use super::versions::Outer;
use super::{capacity, counts, floating, layouts};
use crate::ast::{Limit, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{CombinedLimit, ListStyle, Parts, WireForm};
use crate::name::nearest;
use crate::source::Span;

/// The parts of a message.
pub(super) fn resolve(
    context: &mut Context<'_>,
    name: &Word,
    parts: &plain::Parts,
    outer: Outer<'_>,
) -> Parts {
    let items = &parts.floating;
    check_message(context, &parts.layouts, items);
    counts::check_message(context, &parts.layouts, items, outer.versions);
    capacity::check_message(context, name, parts);
    check_records(context, items);
    Parts {
        version_from: version_from(context, parts),
        layouts: layouts::resolve(context, name, parts, outer),
        floating: floating::resolve(context, items, outer),
        limits: parts
            .limits
            .iter()
            .filter_map(|declared| limit(context, declared, items))
            .collect(),
    }
}

/// The field that names the version stands in every layout, in all versions.
fn version_from(context: &mut Context<'_>, parts: &plain::Parts) -> Option<String> {
    let word = parts.version_from.as_ref()?;
    let fields = || parts.layouts.iter().flat_map(|layout| &layout.fields);
    if !fields().any(|field| field.name.value == word.value) {
        let known: Vec<&str> = fields().map(|field| field.name.value.as_str()).collect();
        let near = nearest(&word.value, known.iter().copied());
        context.report(unknown("fixed field", word, near, &known));
        return None;
    }
    for layout in &parts.layouts {
        let field = layout
            .fields
            .iter()
            .find(|field| field.name.value == word.value);
        let usable = field.is_some_and(|field| {
            let form = context.form(&field.ty.name);
            field.window.is_open()
                && field.counts.is_none()
                && form.is_none_or(|form| form == WireForm::Unsigned(4))
        });
        if !usable {
            context.report(no_version_field(word, field.map(|field| field.name.span)));
        }
    }
    Some(word.value.clone())
}

/// Records end with the message, so there is one such list, and nothing behind it.
fn check_records(context: &mut Context<'_>, items: &[Floating]) {
    let records = items.iter().position(|item| {
        let entry = item.list().and_then(plain::List::entry);
        let entry = entry.and_then(|name| context.entry(name));
        entry.is_some_and(|entry| entry.style == ListStyle::Records)
    });
    let Some((list, behind)) = records.and_then(|at| items.get(at).zip(items.get(at + 1))) else {
        return;
    };
    context.report(
        Diagnostic::new(
            "records are the last of a message",
            behind.name().span,
            "stands behind them",
        )
        .with_place(list.name().span, "the records")
        .with_help("nothing tells where the last record ends: put the list of records last, and have one at most"),
    );
}

/// A limit on several lists.
fn limit(context: &mut Context<'_>, limit: &Limit, items: &[Floating]) -> Option<CombinedLimit> {
    let lists = || {
        let lists = items.iter().filter_map(Floating::list);
        lists.map(|list| list.name.value.as_str())
    };
    let mut names: Vec<String> = Vec::new();
    for word in &limit.lists {
        if !lists().any(|list| list == word.value) {
            let known: Vec<&str> = lists().collect();
            let near = nearest(&word.value, lists());
            context.report(unknown("list", word, near, &known));
        } else if names.contains(&word.value) {
            context.report(named_twice(word));
        }
        names.push(word.value.clone());
    }
    let bytes = context.amount(&limit.bytes)?;
    Some(CombinedLimit {
        lists: names,
        bytes,
    })
}

/// A field that cannot name a version.
fn no_version_field(word: &Word, field: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        format!("`{}` cannot name the version", word.value),
        word.span,
        "not known in every message",
    );
    let diagnostic = match field {
        Some(span) => diagnostic.with_place(span, "this field"),
        None => diagnostic,
    };
    diagnostic.with_help(
        "the field is read before the version is known: it stands in every layout, \
         is an unsigned integer of 4 bytes and has neither `since` nor `until`",
    )
}

/// A list that is named twice in a limit.
fn named_twice(word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` stands here twice", word.value),
        word.span,
        "the second",
    )
    .with_help("name each list once")
}
