//! Tags in use: unique in a message, and narrow where tags and lengths take one byte.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::names::Kind;
use super::plain::{Entry, Floating};
use super::versions::{Versions, open_window};
use crate::ast::{Size, Word};
use crate::diagnostic::Diagnostic;
use crate::model::ListStyle;
use crate::source::Span;

/// The largest tag, and the largest length, of one byte.
const LARGEST_NARROW: u32 = 0xFF;

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
            if let Floating::List(list) = item
                && let Some(name) = list.entry()
                && let Some(found) = self.context.entry(name)
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

    /// A tag stands in one place of a message.
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

    /// Where tags and lengths take one byte, a field has no larger ones.
    fn narrow(&mut self, tag: &Word, sizes: &[Size], versions: Versions) {
        let wide = self.context.header.wide_tags_since;
        if versions.first >= wide {
            return;
        }
        let number = self.context.lookup(Kind::Tag, tag);
        let number = number.and_then(|index| self.context.items.tags.get(index));
        if let Some((_, declared)) = number
            && declared.number.value > LARGEST_NARROW
            && self.reported.insert((tag.span, None))
        {
            let number = declared.number.value;
            self.context
                .report(wide_tag(tag, number, versions.first, wide));
        }
        for size in sizes {
            let span = size.bytes.span();
            let first = versions
                .narrowed(open_window(&size.window))
                .map(|versions| versions.first)
                .filter(|&first| first < wide);
            let bytes = self.context.known_amount(&size.bytes);
            if let (Some(first), Some(bytes)) = (first, bytes)
                && bytes > LARGEST_NARROW
                && self.reported.insert((span, None))
            {
                self.context.report(wide_data(span, bytes, first, wide));
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
        format!("tag `{}` stands in this {what} twice", tag.value),
        tag.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help("a reader knows a field by its tag alone: each stands once in a message, the entries of its lists included")
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
