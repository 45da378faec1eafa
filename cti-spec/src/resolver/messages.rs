//! Messages: their numbers, bodies and confirmations.

use std::collections::HashMap;

use super::context::Context;
use super::expand::plain::{self, Floating};
use super::layouts;
use super::lists::{counts, part};
use super::members::{check_message, check_message_capacity};
use super::names::Kind;
use super::report::{number_given_twice, unknown};
use super::versions::{Outer, Versions, open_window};
use crate::ast::{Limit, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Body, CombinedLimit, Direction, IdIndex, ListStyle, Message, MessageIndex, Parts, Protocol,
    ServiceIndex, WireForm,
};
use crate::name::nearest;
use crate::source::Span;

/// Checks that no two messages have the same number.
pub(super) fn check_numbers(context: &mut Context<'_>) {
    let mut numbers: HashMap<u32, &Word> = HashMap::new();
    for message in context.messages {
        let message = &message.head;
        match numbers.get(&message.number.value) {
            Some(first) => {
                let diagnostic =
                    number_given_twice("message", &message.number, &first.value, first.span);
                context.report(diagnostic);
            }
            None => {
                numbers.insert(message.number.value, &message.name);
            }
        }
    }
}

/// Resolves the messages, in the order of the files; confirmations too, which are checked later.
pub(super) fn resolve(context: &mut Context<'_>) -> Vec<Message> {
    let messages = context.messages.iter();
    messages
        .map(|message| {
            let head = &message.head;
            let protocol = context.protocol();
            let window = context.window(&head.window, protocol);
            let outer = protocol.part(window, "the message");
            let confirmation = head.confirmed_by.as_ref();
            let body = match &message.body {
                plain::Body::Parts(parts) => {
                    Body::Parts(resolve_parts(context, &head.name, parts, outer))
                }
                plain::Body::HeaderOnly => Body::HeaderOnly,
                plain::Body::Unpublished => Body::Unpublished,
            };
            Message {
                name: context.name(&head.name),
                number: head.number.value,
                direction: head.direction,
                service: ServiceIndex(message.service),
                window,
                confirmation: confirmation
                    .and_then(|name| context.lookup(Kind::Message, name))
                    .map(MessageIndex),
                body,
                doc: message.doc.clone(),
                errata: context.errata(&head.errata),
            }
        })
        .collect()
}

/// Puts the messages in the order of their numbers, and all that refers to them with them.
pub(super) fn sort_by_number(protocol: &mut Protocol) {
    let mut order: Vec<usize> = (0..protocol.messages.len()).collect();
    order.sort_by_key(|&index| protocol.messages.get(index).map(|message| message.number));
    let mut new_index = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        if let Some(index) = new_index.get_mut(old) {
            *index = new;
        }
    }
    let moved = |MessageIndex(old)| MessageIndex(new_index.get(old).copied().unwrap_or(old));
    protocol.messages.sort_by_key(|message| message.number);
    for message in &mut protocol.messages {
        message.confirmation = message.confirmation.map(moved);
    }
    for interface in &mut protocol.interfaces {
        for message in &mut interface.messages {
            *message = moved(*message);
        }
        interface.messages.sort_unstable();
    }
}

/// The parts of a message.
fn resolve_parts(
    context: &mut Context<'_>,
    name: &Word,
    parts: &plain::Parts,
    outer: Outer<'_>,
) -> Parts {
    let items = &parts.floating;
    check_message(context, &parts.layouts, items);
    counts::check_message(context, &parts.layouts, items, outer.versions);
    check_message_capacity(context, name, parts);
    check_records(context, items);
    Parts {
        version_from: version_from(context, parts),
        layouts: layouts::resolve(context, name, parts, outer),
        floating: part::resolve(context, items, outer),
        limits: parts
            .limits
            .iter()
            .filter_map(|declared| limit(context, declared, items))
            .collect(),
    }
}

/// The field that names the version. It is read before the version is known, and with it the layout: the message
/// has one layout only, and the field is in all its versions.
fn version_from(context: &mut Context<'_>, parts: &plain::Parts) -> Option<String> {
    let word = parts.version_from.as_ref()?;
    let fields = || parts.layouts.iter().flat_map(|layout| &layout.fields);
    if !fields().any(|field| field.name.value == word.value) {
        let known: Vec<&str> = fields().map(|field| field.name.value.as_str()).collect();
        let near = nearest(&word.value, known.iter().copied());
        context.report(unknown("fixed field", word, near, &known));
        return None;
    }
    if let [first, second, ..] = &*parts.layouts {
        context.report(version_from_with_layouts(word, [first.span, second.span]));
        return None;
    }
    if let Some(field) = fields().find(|field| field.name.value == word.value) {
        let form = context.form(&field.ty.name);
        let usable = field.window.is_open()
            && field.counts.is_none()
            && form.is_none_or(|form| form == WireForm::Unsigned(4));
        if !usable {
            context.report(no_version_field(word, field.name.span));
        }
    }
    Some(word.value.clone())
}

/// Checks that a list of records is the last item: its entries go on until the message ends.
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
            "comes after them",
        )
        .with_place(list.name().span, "the records")
        .with_help("nothing marks the end of the last record: put the list of records last, and have one at most"),
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

/// Checks the confirmation of each message.
pub(super) fn check_confirmations(context: &mut Context<'_>) {
    for message in context.messages {
        let Some(name) = &message.head.confirmed_by else {
            continue;
        };
        let Some(symbol) = context.find(&[Kind::Message], name) else {
            continue;
        };
        let Some(confirmation) = context.messages.get(symbol.index) else {
            continue;
        };
        let same_side = message.head.direction == confirmation.head.direction;
        if same_side && message.head.direction != Direction::Either {
            context.report(from_same_side(message, name, confirmation));
        }
        let protocol = context.header.versions;
        let versions = |message: &plain::Message| protocol.part(open_window(&message.head.window));
        let (asked, answered) = (versions(message), versions(confirmation));
        if !answered.covers(asked) {
            context.report(not_in_all(message, asked, name, confirmation, answered));
        }
    }
}

/// The ID that pairs requests with answers.
pub(super) fn paired_by(context: &mut Context<'_>) -> Option<IdIndex> {
    let name = context.header.paired_by.clone()?;
    let symbol = context.find(&[Kind::Id], &name)?;
    Some(IdIndex(symbol.index))
}

/// A message with several layouts that names its own version.
fn version_from_with_layouts(word: &Word, [first, second]: [Span; 2]) -> Diagnostic {
    Diagnostic::new(
        "a message with several layouts cannot name its version",
        word.span,
        "read before the layout is known",
    )
    .with_place(first, "one layout")
    .with_place(second, "another one")
    .with_help("give the message one `fixed` part, or take `version from` away")
}

/// A field that cannot name a version.
fn no_version_field(word: &Word, field: Span) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` cannot name the version", word.value),
        word.span,
        "not known in every message",
    )
    .with_place(field, "this field")
    .with_help(
        "the field is read before the version is known: it is an unsigned integer of 4 bytes and has \
         neither `since` nor `until`",
    )
}

/// A list that is named twice in a limit.
fn named_twice(word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` appears twice", word.value),
        word.span,
        "the second",
    )
    .with_help("name each list once")
}

/// A confirmation from the side that sends the request.
fn from_same_side(
    message: &plain::Message,
    name: &Word,
    confirmation: &plain::Message,
) -> Diagnostic {
    let side = match message.head.direction {
        Direction::Client => "client",
        Direction::Server => "server",
        Direction::Either => "either side",
    };
    Diagnostic::new(
        format!(
            "`{}` cannot confirm `{}`",
            name.value, message.head.name.value
        ),
        name.span,
        format!("both come from the {side}"),
    )
    .with_place(confirmation.head.name.span, format!("from the {side}"))
    .with_help("a confirmation comes from the other side: correct one of the directions")
}

/// A confirmation that some version of the request lacks.
fn not_in_all(
    message: &plain::Message,
    asked: Versions,
    name: &Word,
    confirmation: &plain::Message,
    answered: Versions,
) -> Diagnostic {
    Diagnostic::new(
        format!(
            "`{}` has no confirmation in some versions",
            message.head.name.value
        ),
        name.span,
        format!("confirms {}", asked.describe()),
    )
    .with_place(
        confirmation.head.name.span,
        format!("only in {}", answered.describe()),
    )
    .with_help("a request has its confirmation in all its versions: correct one of the windows")
}
