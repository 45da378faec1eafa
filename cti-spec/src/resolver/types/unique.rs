//! The names and numbers of a table: in every version each has one meaning, and reserved and unused
//! numbers have no name.

use std::collections::HashMap;

use super::basic::fits;
use crate::ast::{NamedValue as Declared, Table};
use crate::diagnostic::Diagnostic;
use crate::model::Gap;
use crate::resolver::context::Context;
use crate::resolver::versions::Versions;
use crate::source::Span;
use crate::words::counted;

/// The names by which a value is read.
struct Readable {
    guide: String,
    guide_span: Span,
    rust: String,
    rust_span: Span,
    until: Option<u8>,
}

/// The names and values so far, each with the versions that have it.
#[derive(Default)]
pub(super) struct Unique {
    guide_names: HashMap<String, Vec<(Versions, Span)>>,
    rust_names: HashMap<String, Span>,
    /// The names of each value, and its last version.
    readable: Vec<Readable>,
    values: HashMap<u32, Vec<(Versions, Span)>>,
}

impl Unique {
    /// Checks that a value is new in every version that has it.
    pub(super) fn check(
        &mut self,
        context: &mut Context<'_>,
        value: &Declared,
        rust_name: &str,
        versions: Versions,
    ) {
        let names = self
            .guide_names
            .entry(value.name.value.clone())
            .or_default();
        let same_name = clash(names, versions, value.name.span);
        let values = self.values.entry(value.value.value).or_default();
        let same_value = clash(values, versions, value.value.span);
        let rust_clash = self.rust_names.get(rust_name).copied();
        let rust_span = value.rust_name.as_ref().unwrap_or(&value.name).span;
        self.rust_names
            .entry(rust_name.to_owned())
            .or_insert(rust_span);
        // Two values with one name in one version have one Rust name, of course.
        if let Some((first, common)) = same_name {
            context.report(duplicate_name(value, first, common));
        } else if let Some(first) = rust_clash {
            context.report(duplicate_rust_name(rust_span, rust_name, first));
        } else {
            self.readable.push(Readable {
                guide: value.name.value.clone(),
                guide_span: value.name.span,
                rust: rust_name.to_owned(),
                rust_span,
                until: versions.iter().next_back(),
            });
        }
        if let Some((first, common)) = same_value {
            context.report(duplicate_value(value, first, common));
        }
    }

    /// Checks, once all values are known, that each name is read back as its value: in upper and lower
    /// case, and where several values have it, as that of the newest version.
    pub(super) fn check_read(&self, context: &mut Context<'_>) {
        let read = |text: &str| {
            let is_name = |name: &String| name.eq_ignore_ascii_case(text);
            let values = self.readable.iter();
            let named = values.filter(|value| is_name(&value.guide) || is_name(&value.rust));
            named.max_by_key(|value| value.until)
        };
        for value in &self.readable {
            let other = read(&value.rust).filter(|read| read.rust != value.rust);
            let other = other
                .map(|other| (&value.rust, value.rust_span, other))
                .or_else(|| {
                    let other = read(&value.guide).filter(|read| read.guide != value.guide);
                    other.map(|other| (&value.guide, value.guide_span, other))
                });
            if let Some((name, span, other)) = other {
                context.report(confused_name(name, span, other));
            }
        }
    }
}

/// Adds a use in some versions; gives an earlier one in one of them, with the versions of both.
fn clash(
    uses: &mut Vec<(Versions, Span)>,
    versions: Versions,
    span: Span,
) -> Option<(Span, Versions)> {
    let earlier = uses
        .iter()
        .find_map(|&(used, span)| Some((span, used.common(versions)?)));
    uses.push((versions, span));
    earlier
}

/// The contents of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    Values,
    Bits,
}

/// The reserved and unused values or bits of a table. An error if one of them has a name.
pub(super) fn gaps(
    context: &mut Context<'_>,
    table: &Table,
    width: Option<u8>,
    of: Gaps,
) -> Vec<Gap> {
    let mut gaps: Vec<(Gap, Span)> = Vec::new();
    for declared in &table.gaps {
        let first = declared.first.value;
        let last = declared.last.as_ref().map_or(first, |last| last.value);
        let span = declared.last.as_ref();
        let span = span.map_or(declared.first.span, |last| {
            declared.first.span.to(last.span)
        });
        let common = |value: u32, from: u32, to: u32| match of {
            Gaps::Values => (from..=to).contains(&value),
            Gaps::Bits => value & from != 0,
        };
        let too_wide = |width: &u8| !fits(last.max(first), *width);
        if let Some(width) = width.filter(too_wide) {
            context.report(gap_too_wide(span, width));
        } else if of == Gaps::Bits && (declared.last.is_some() || first == 0) {
            context.report(no_bits(span));
        } else if first > last {
            context.report(empty_gap(span));
        }
        let named = table.values.iter();
        let named = named
            .clone()
            .find(|named| common(named.value.value, first, last));
        if let Some(named) = named {
            context.report(gap_with_name(span, named));
        }
        let other = gaps.iter().find(|(other, _)| match of {
            Gaps::Values => other.first <= last && first <= other.last,
            Gaps::Bits => other.first & first != 0,
        });
        if let Some((_, other)) = other {
            context.report(gap_twice(span, *other));
        }
        let gap = Gap {
            kind: declared.kind,
            first,
            last,
            doc: declared.doc.clone(),
        };
        gaps.push((gap, span));
    }
    gaps.into_iter().map(|(gap, _)| gap).collect()
}

/// A name that has two values in one version.
fn duplicate_name(value: &Declared, first: Span, common: Versions) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` appears twice", value.name.value),
        value.name.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help(format!(
        "both hold in {}: names are unique in every version; separate them with `since` and `until`",
        common.describe()
    ))
}

/// Two names that are one in Rust.
fn duplicate_rust_name(span: Span, rust_name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(
        format!("two values have the Rust name `{rust_name}`"),
        span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help("give one of them another name with `as`")
}

/// A name that is read as another value.
fn confused_name(name: &str, span: Span, other: &Readable) -> Diagnostic {
    Diagnostic::new(
        format!("`{name}` is read as another value"),
        span,
        "this name",
    )
    .with_place(other.guide_span, "is read as this value")
    .with_help(
        "a value is read by its name in the guide or in Rust, in upper and lower case, the newest first; \
         give one of them another name with `as`",
    )
}

/// A value that has two names in one version.
fn duplicate_value(value: &Declared, first: Span, common: Versions) -> Diagnostic {
    Diagnostic::new(
        format!("value {} appears twice", value.value.value),
        value.value.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help(format!(
        "both hold in {}: values are unique in every version; separate them with `since` and `until`",
        common.describe()
    ))
}

/// A gap outside the type of the table.
fn gap_too_wide(span: Span, width: u8) -> Diagnostic {
    Diagnostic::new(
        "these values do not fit",
        span,
        format!("more than {}", counted(width, "byte")),
    )
    .with_help(format!(
        "the type of the table takes {}",
        counted(width, "byte")
    ))
}

/// A gap of a mask that is not given as bits.
fn no_bits(span: Span) -> Diagnostic {
    Diagnostic::new("these are not bits", span, "not bits of a mask")
        .with_help("write all bits as one number: `reserved 0x0C`")
}

/// A range that ends before it begins.
fn empty_gap(span: Span) -> Diagnostic {
    Diagnostic::new(
        "no value is in this range",
        span,
        "the last is before the first",
    )
    .with_help("write the lower value first")
}

/// A reserved or unused value that has a name.
fn gap_with_name(span: Span, named: &Declared) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is in here", named.name.value),
        span,
        "has a name",
    )
    .with_place(named.value.span, "this value")
    .with_help("leave out the values that have a name")
}

/// A value that is in two gaps.
fn gap_twice(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new("these values appear twice", span, "the second time")
        .with_place(first, "the first time")
        .with_help("leave the common values out of one of them")
}
