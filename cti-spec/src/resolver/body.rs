//! The body of a message: its blocks, put together.

use super::context::{Context, unknown};
use super::members::check_message;
use super::versions::Outer;
use super::{capacity, counts, floating, layouts};
use crate::ast::{self, Block, Floating, Layout, Limit, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{CombinedLimit, ListStyle, Parts, WireForm};
use crate::name::nearest;
use crate::source::Span;

/// The blocks of a body by kind.
#[derive(Default)]
struct Blocks<'a> {
    version_from: Option<(Span, &'a Word)>,
    layouts: Vec<&'a Layout>,
    floating: Option<(Span, &'a [Floating])>,
    limits: Vec<&'a Limit>,
}

/// The parts of a message.
pub(super) fn resolve(
    context: &mut Context<'_>,
    message: &ast::Message,
    blocks: &[Block],
    outer: Outer<'_>,
) -> Parts {
    let blocks = sort(context, blocks);
    let items = blocks.floating.map_or(&[][..], |(_, items)| items);
    check_message(context, &blocks.layouts, items);
    counts::check_message(context, &blocks.layouts, items, outer.versions);
    capacity::check_message(
        context,
        &message.name,
        &blocks.layouts,
        items,
        &blocks.limits,
    );
    check_records(context, items);
    Parts {
        version_from: version_from(context, &blocks),
        layouts: layouts::resolve(context, &message.name, &blocks.layouts, items, outer),
        floating: floating::resolve(context, items, outer),
        limits: blocks
            .limits
            .iter()
            .filter_map(|declared| limit(context, declared, items))
            .collect(),
    }
}

/// Sorts the blocks; a second one of a kind is an error, but for layouts and limits.
fn sort<'a>(context: &mut Context<'_>, blocks: &'a [Block]) -> Blocks<'a> {
    let mut sorted = Blocks::default();
    for block in blocks {
        match block {
            Block::VersionFrom(span, field) => match sorted.version_from {
                Some((first, _)) => context.report(second_block(*span, first)),
                None => sorted.version_from = Some((*span, field)),
            },
            Block::Fixed(layout) => sorted.layouts.push(layout),
            Block::Floating(span, items) => match sorted.floating {
                Some((first, _)) => context.report(second_block(*span, first)),
                None => sorted.floating = Some((*span, items)),
            },
            Block::Limit(limit) => sorted.limits.push(limit),
        }
    }
    sorted
}

/// The field that names the version stands in every layout, in all versions.
fn version_from(context: &mut Context<'_>, blocks: &Blocks<'_>) -> Option<String> {
    let (_, word) = blocks.version_from?;
    let fields = || blocks.layouts.iter().flat_map(|layout| &layout.fields);
    if !fields().any(|field| field.name.value == word.value) {
        let known: Vec<&str> = fields().map(|field| field.name.value.as_str()).collect();
        let near = nearest(&word.value, known.iter().copied());
        context.report(unknown("fixed field", word, near, &known));
        return None;
    }
    for layout in &blocks.layouts {
        let field = layout
            .fields
            .iter()
            .find(|field| field.name.value == word.value);
        let usable = field.is_some_and(|field| {
            let form = context.form(&field.ty);
            let clauses = &field.clauses;
            clauses.since.is_none()
                && clauses.until.is_none()
                && clauses.counts.is_none()
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
    let records = items.iter().position(|item| match item {
        Floating::List(list) if list.member.is_none() => {
            let entry = context.entry(&list.element);
            entry.is_some_and(|entry| entry.style == ListStyle::Records)
        }
        _ => false,
    });
    let Some((list, behind)) = records.and_then(|at| items.get(at).zip(items.get(at + 1))) else {
        return;
    };
    let name = |item: &Floating| match item {
        Floating::Field(field) => field.name.span,
        Floating::List(list) => list.name.span,
    };
    context.report(
        Diagnostic::new(
            "records are the last of a message",
            name(behind),
            "stands behind them",
        )
        .with_place(name(list), "the records")
        .with_help("nothing tells where the last record ends: put the list of records last, and have one at most"),
    );
}

/// A limit on several lists.
fn limit(context: &mut Context<'_>, limit: &Limit, items: &[Floating]) -> Option<CombinedLimit> {
    let lists = || {
        items.iter().filter_map(|item| match item {
            Floating::List(list) => Some(list.name.value.as_str()),
            Floating::Field(_) => None,
        })
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

/// A second block of a kind that stands once.
fn second_block(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new("this block stands here twice", span, "the second")
        .with_place(first, "the first")
        .with_help("put both into one block; only `fixed` may stand several times")
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
