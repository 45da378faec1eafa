//! Numbers that exist once: of messages, of tags.

use std::collections::HashMap;

use super::context::Context;
use crate::ast::{Number, Word};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Checks that no number is given twice.
pub(super) fn check(context: &mut Context<'_>) {
    messages(context);
    tags(context);
}

/// Two messages with one number cannot be told apart.
fn messages(context: &mut Context<'_>) {
    let mut numbers: HashMap<u32, &Word> = HashMap::new();
    for message in context.messages {
        let message = &message.head;
        match numbers.get(&message.number.value) {
            Some(first) => {
                let diagnostic = duplicate("message", &message.number, &first.value, first.span);
                context.report(diagnostic);
            }
            None => {
                numbers.insert(message.number.value, &message.name);
            }
        }
    }
}

/// Two tags with one number, or a tag with a reserved number.
fn tags(context: &mut Context<'_>) {
    let mut numbers: HashMap<u32, &Word> = HashMap::new();
    for (_, tag) in &context.items.tags {
        if tag.number.value > u32::from(u16::MAX) {
            context.report(tag_too_large(&tag.number));
            continue;
        }
        match numbers.get(&tag.number.value) {
            Some(first) => {
                let diagnostic = duplicate("tag", &tag.number, &first.value, first.span);
                context.report(diagnostic);
            }
            None => {
                numbers.insert(tag.number.value, &tag.name);
            }
        }
    }
    let mut before: Vec<(u32, u32, Span)> = Vec::new();
    for (_, reserved) in &context.items.reserved {
        let first = &reserved.first;
        let last = reserved.last.as_ref().unwrap_or(first);
        let span = first.span.to(last.span);
        if last.value > u32::from(u16::MAX) {
            context.report(tag_too_large(last));
            continue;
        }
        if first.value > last.value {
            context.report(empty_range(span));
            continue;
        }
        // The lowest tag of the range, for the same error in every run.
        let used = numbers
            .iter()
            .filter(|(number, _)| (first.value..=last.value).contains(number))
            .min_by_key(|(number, _)| **number);
        if let Some((number, tag)) = used {
            context.report(reserved_tag(*number, tag, span));
        }
        let overlap = before
            .iter()
            .find(|(from, to, _)| *from <= last.value && first.value <= *to);
        if let Some((_, _, other)) = overlap {
            context.report(reserved_twice(span, *other));
        }
        before.push((first.value, last.value, span));
    }
}

/// A number that something else has.
fn duplicate(what: &str, number: &Number, first: &str, place: Span) -> Diagnostic {
    Diagnostic::new(
        format!("{what} number {} is given twice", number.value),
        number.span,
        "the second",
    )
    .with_place(place, format!("`{first}` has it"))
    .with_help(format!("every {what} has its own number"))
}

/// A tag that does not fit two bytes.
fn tag_too_large(number: &Number) -> Diagnostic {
    Diagnostic::new(
        format!("tag number {} is too large", number.value),
        number.span,
        "more than 2 bytes",
    )
    .with_help("a tag takes 2 bytes on the wire: at most 65535")
}

/// `reserved tags 9 to 5`
fn empty_range(span: Span) -> Diagnostic {
    Diagnostic::new(
        "no number is in this range",
        span,
        "the last is before the first",
    )
    .with_help("write the lower number first")
}

/// A number that is reserved and used.
fn reserved_tag(number: u32, tag: &Word, span: Span) -> Diagnostic {
    Diagnostic::new(
        format!("tag number {number} is reserved and in use"),
        span,
        format!("{number} is in here"),
    )
    .with_place(tag.span, format!("`{}` has it", tag.value))
    .with_help("leave the number out of the reserved ones")
}

/// A number that is reserved twice.
fn reserved_twice(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new("these tags are reserved twice", span, "the second time")
        .with_place(first, "the first time")
        .with_help("leave the common numbers out of one of the ranges")
}
