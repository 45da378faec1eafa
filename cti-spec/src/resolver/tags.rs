//! Tags: unique numbers, and their use in messages: at most once, and small enough where tags and lengths
//! take one byte.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::expand::plain::{Entry, Floating};
use super::names::Kind;
use super::report::number_given_twice;
use super::versions::{Versions, open_window};
use crate::ast::{Number, Size, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{ListStyle, ReservedTags, Tag};
use crate::source::Span;

/// The largest tag, and the largest length, of one byte.
const LARGEST_NARROW: u32 = 0xFF;

/// The tags whose numbers fit; the others are reported.
pub(super) fn tags(context: &mut Context<'_>) -> Vec<Tag> {
    let tags = context.items.tags.iter();
    tags.filter_map(|(doc, tag)| {
        let errata = context.errata(&tag.errata);
        Some(Tag {
            name: context.name(&tag.name),
            number: u16::try_from(tag.number.value).ok()?,
            doc: (*doc).clone(),
            errata,
        })
    })
    .collect()
}

/// The reserved tag numbers that fit; the others are reported.
pub(super) fn reserved_tags(context: &Context<'_>) -> Vec<ReservedTags> {
    let reserved = context.items.reserved.iter();
    reserved
        .filter_map(|(doc, reserved)| {
            let last = reserved.last.as_ref().unwrap_or(&reserved.first);
            Some(ReservedTags {
                first: u16::try_from(reserved.first.value).ok()?,
                last: u16::try_from(last.value).ok()?,
                doc: (*doc).clone(),
            })
        })
        .collect()
}

/// Checks that no two tags have the same number, and no tag a reserved one.
pub(super) fn check_numbers(context: &mut Context<'_>) {
    let mut numbers: HashMap<u32, &Word> = HashMap::new();
    for (_, tag) in &context.items.tags {
        if tag.number.value > u32::from(u16::MAX) {
            context.report(tag_too_large(&tag.number));
            continue;
        }
        match numbers.get(&tag.number.value) {
            Some(first) => {
                let diagnostic = number_given_twice("tag", &tag.number, &first.value, first.span);
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

/// Checks that the tags of an entry differ.
pub(super) fn check_entry(context: &mut Context<'_>, entry: &Entry) {
    let mut used: HashMap<&str, Span> = HashMap::new();
    for word in entry.members.iter().filter_map(tag) {
        if let Some(&first) = used.get(word.value.as_str()) {
            context.report(duplicate(word, first, "entry"));
        } else {
            used.insert(&word.value, word.span);
        }
    }
}

/// Checks the tags of all messages with the entries of their lists.
pub(super) fn check_use(context: &mut Context<'_>) {
    // A place in an entry that several messages use is reported once.
    let mut reported = HashSet::new();
    for message in context.messages {
        let Some(parts) = message.parts() else {
            continue;
        };
        let window = open_window(&message.head.window);
        let versions = context.header.versions.part(window);
        let mut check = Check {
            context,
            used: HashMap::new(),
            lists: HashMap::new(),
            reported: &mut reported,
        };
        check.items(&parts.floating, None, versions);
    }
}

/// The tag of a field, a count, or the member of a list.
fn tag(item: &Floating) -> Option<&Word> {
    item.tagged()?.tag.as_ref()
}

/// The sizes of a field, or of the member of a list.
fn sizes(item: &Floating) -> &[Size] {
    let sizes = item
        .tagged()
        .and_then(|tagged| tagged.field.ty.sizes.as_ref());
    sizes.map_or(&[], |sizes| &sizes.value)
}

/// The state of going through one message.
struct Check<'c, 'a, 'u> {
    context: &'c mut Context<'a>,
    /// The tags so far, with the entry that each is in.
    used: HashMap<&'a str, (Span, Option<&'a str>)>,
    /// The entries so far, with the place where a list uses each.
    lists: HashMap<&'a str, Span>,
    reported: &'u mut HashSet<(Span, Option<Span>)>,
}

impl<'a> Check<'_, 'a, '_> {
    /// Goes through the items of a floating part or an entry.
    fn items(&mut self, items: &'a [Floating], entry: Option<&'a Entry>, outer: Versions) {
        for item in items {
            let Some(versions) = outer.narrowed(open_window(item.window())) else {
                continue;
            };
            if let Some(tag) = tag(item) {
                self.unique(tag, entry.map(|entry| entry.name.value.as_str()));
                self.narrow(tag, sizes(item), versions);
            }
            let Floating::List(list) = item else { continue };
            let name = list.entry();
            if let Some((name, found)) =
                name.and_then(|name| Some((name, self.context.entry(name)?)))
            {
                // Lists stand in records only, and records in none: anything deeper is an error
                // of its own, and entries that hold themselves must not be followed.
                let nested = entry.is_some() && found.style == ListStyle::Records;
                if !nested && self.first_use(name) {
                    self.items(&found.members, Some(found), versions);
                }
            }
        }
    }

    /// Whether this is the first list of the message with an entry. Two lists of one entry have
    /// all their tags in common.
    fn first_use(&mut self, element: &'a Word) -> bool {
        let Some(&first) = self.lists.get(element.value.as_str()) else {
            self.lists.insert(&element.value, element.span);
            return true;
        };
        if self.reported.insert((element.span, Some(first))) {
            self.context.report(shared_entry(element, first));
        }
        false
    }

    /// Checks that a tag has one place in a message.
    fn unique(&mut self, tag: &'a Word, entry: Option<&'a str>) {
        let Some(&(first, first_entry)) = self.used.get(tag.value.as_str()) else {
            self.used.insert(&tag.value, (tag.span, entry));
            return;
        };
        // Twice in one entry is an error of the entry.
        let within_entry = entry.is_some() && entry == first_entry && first != tag.span;
        if !within_entry && self.reported.insert((tag.span, Some(first))) {
            self.context.report(duplicate(tag, first, "message"));
        }
    }

    /// Checks that tag and length fit where they take one byte.
    fn narrow(&mut self, tag: &Word, sizes: &[Size], versions: Versions) {
        let wide = self.context.header.wide_tags_since;
        if versions.first >= wide {
            return;
        }
        let number = self.context.lookup(Kind::Tag, tag);
        let number = number.and_then(|index| self.context.items.tags.get(index));
        let number = number.map(|(_, declared)| declared.number.value);
        if let Some(number) = number.filter(|number| *number > LARGEST_NARROW) {
            if self.reported.insert((tag.span, None)) {
                self.context
                    .report(wide_tag(tag, number, versions.first, wide));
            }
        }
        for size in sizes {
            let span = size.bytes.span();
            let first = versions
                .narrowed(open_window(&size.window))
                .map(|versions| versions.first)
                .filter(|&first| first < wide);
            let bytes = self.context.known_amount(&size.bytes);
            let wide_bytes = bytes.filter(|bytes| *bytes > LARGEST_NARROW);
            if let (Some(first), Some(bytes)) = (first, wide_bytes) {
                if self.reported.insert((span, None)) {
                    self.context.report(wide_data(span, bytes, first, wide));
                }
            }
        }
    }
}

/// One entry in two lists of a message.
fn shared_entry(element: &Word, first: Span) -> Diagnostic {
    Diagnostic::new(
        format!("two lists of this message consist of `{}`", element.value),
        element.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help("a reader knows a member by its tag alone: two lists of a message have different tags, so different entries")
}

/// One tag in two places.
fn duplicate(tag: &Word, first: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        format!("tag `{}` appears twice in this {what}", tag.value),
        tag.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help("a reader knows a field by its tag alone: a tag appears once in a message, including the entries of its lists")
}

/// A tag that does not fit one byte.
fn wide_tag(tag: &Word, number: u32, first: u8, wide: u8) -> Diagnostic {
    Diagnostic::new(
        format!("tag {number} does not fit in version {first}"),
        tag.span,
        format!("above {LARGEST_NARROW}"),
    )
    .with_help(format!(
        "tags take one byte before version {wide}: write `since {wide}` or later"
    ))
}

/// Data whose length does not fit one byte.
fn wide_data(span: Span, bytes: u32, first: u8, wide: u8) -> Diagnostic {
    Diagnostic::new(
        format!("{bytes} bytes do not fit in version {first}"),
        span,
        format!("above {LARGEST_NARROW}"),
    )
    .with_help(format!(
        "lengths take one byte before version {wide}: write \
         `[{LARGEST_NARROW} until {}, {bytes} since {wide}]`",
        wide.saturating_sub(1)
    ))
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
