//! Enumerations and masks.

use std::collections::HashMap;

use super::context::Context;
use super::declarations::{null, unsigned_width};
use super::field::{fits, in_bytes};
use super::unique::Unique;
use super::values::of_table;
use crate::ast::{Default, NamedValue as Declared, Table, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Enumeration, Gap, Mask, NamedValue};
use crate::name::Name;
use crate::source::Span;

/// The name of the Rust constant for the null value of an enumeration.
const NULL: &str = "NULL";

/// The enumerations whose types are unsigned integers; the others are reported.
pub(super) fn enumerations(context: &mut Context<'_>) -> Vec<Enumeration> {
    let tables = context.items.enumerations.iter();
    tables
        .filter_map(|(doc, table)| {
            let width = unsigned_width(context, &table.ty, "an enumeration");
            let null = null(context, table.null.as_ref(), width);
            let values = values(context, table, width);
            check_null(context, table, &values);
            let gaps = gaps(context, table, width, Gaps::Values);
            let default = default(context, table);
            let errata = context.errata(&table.errata);
            Some(Enumeration {
                name: context.name(&table.name),
                width: width?,
                null,
                default,
                values,
                gaps,
                doc: (*doc).clone(),
                errata,
            })
        })
        .collect()
}

/// The masks whose types are unsigned integers; the others are reported.
pub(super) fn masks(context: &mut Context<'_>) -> Vec<Mask> {
    let tables = context.items.masks.iter();
    tables
        .filter_map(|(doc, table)| {
            let width = unsigned_width(context, &table.ty, "a mask");
            for bit in table.values.iter().filter(|bit| bit.value.value == 0) {
                context.report(no_bit(bit));
            }
            let bits = values(context, table, width);
            let gaps = gaps(context, table, width, Gaps::Bits);
            let errata = context.errata(&table.errata);
            Some(Mask {
                name: context.name(&table.name),
                width: width?,
                bits,
                gaps,
                doc: (*doc).clone(),
                errata,
            })
        })
        .collect()
}

/// The values of a table with their Rust names.
fn values(context: &mut Context<'_>, table: &Table, width: Option<u8>) -> Vec<NamedValue> {
    let mut values = Vec::new();
    let mut unique = Unique::default();
    let rust_names = rust_names(context, table);
    for (declared, rust_name) in table.values.iter().zip(rust_names) {
        let outer = context.protocol();
        let window = context.window(&declared.window, outer);
        let versions = outer.versions.part(window);
        if let Some(width) = width
            && !fits(declared.value.value, width)
        {
            context.report(value_too_wide(declared, width));
        }
        unique.check(context, declared, &rust_name, versions);
        values.push(NamedValue {
            guide_name: declared.name.value.clone(),
            rust_name,
            value: declared.value.value,
            window,
            doc: declared.doc.clone(),
            errata: context.errata(&declared.errata),
        });
    }
    values
}

/// The Rust name of each value. A value that is only known until some version gives way to a later
/// one with the same name: `NON_ACD_UNTIL_18`.
fn rust_names(context: &mut Context<'_>, table: &Table) -> Vec<String> {
    let mut names = Vec::new();
    let mut uses: HashMap<String, usize> = HashMap::new();
    for value in &table.values {
        let name = rust_name(context, table, value);
        *uses.entry(name.clone()).or_default() += 1;
        names.push(name);
    }
    for (name, value) in names.iter_mut().zip(&table.values) {
        let shared = uses.get(name).is_some_and(|&uses| uses > 1);
        if let (true, None, Some(until)) = (shared, &value.rust_name, &value.window.until) {
            *name = format!("{name}_UNTIL_{}", until.value);
        }
    }
    names
}

/// The Rust name of a value: the one that is given, or the one of the guide without the prefix and
/// suffix of the table.
fn rust_name(context: &mut Context<'_>, table: &Table, value: &Declared) -> String {
    let affix = |word: &Option<Word>| word.as_ref().map_or("", |word| &word.value).to_owned();
    let (word, plain) = match &value.rust_name {
        Some(name) => (name, name.value.as_str()),
        None => {
            let name = value.name.value.as_str();
            let name = name.strip_prefix(&affix(&table.prefix)).unwrap_or(name);
            let name = name.strip_suffix(&affix(&table.suffix)).unwrap_or(name);
            (&value.name, name)
        }
    };
    let name = constant_name(plain, &context.header.acronyms);
    if !name.starts_with(|first: char| first.is_ascii_uppercase()) {
        context.report(no_rust_name(word));
    }
    name
}

/// A text as the name of a constant: `Can't Obtain Task ID` is `CANT_OBTAIN_TASK_ID`.
fn constant_name(text: &str, acronyms: &[String]) -> String {
    let text = text.replace('\'', "");
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let words = words.filter(|word| !word.is_empty()).map(|word| {
        if word.chars().any(|letter| letter.is_ascii_lowercase()) {
            Name::new(word, acronyms)
                .words
                .join("_")
                .to_ascii_uppercase()
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join("_")
}

/// The null of an enumeration stands beside its values, not among them.
fn check_null(context: &mut Context<'_>, table: &Table, values: &[NamedValue]) {
    let Some(null) = &table.null else {
        return;
    };
    let null = &null.value.value;
    let listed = table
        .values
        .iter()
        .find(|value| value.value.value == null.value);
    if let Some(listed) = listed {
        context.report(
            Diagnostic::new("the null value is listed", listed.value.span, "listed here")
                .with_place(null.span, "declared as null here")
                .with_help("leave out the listed value, or the null"),
        );
    }
    let taken = values.iter().position(|value| value.rust_name == NULL);
    if let Some(taken) = taken.and_then(|index| table.values.get(index)) {
        context.report(
            Diagnostic::new(
                "`NULL` is the Rust name of the null value",
                taken.name.span,
                "has the same Rust name",
            )
            .with_place(null.span, "the null value")
            .with_help("give the listed value another name with `as`"),
        );
    }
}

/// The constant that a value has by default.
fn default(context: &mut Context<'_>, table: &Table) -> Option<u32> {
    match table.default.as_ref()? {
        Default::Constant(name) => of_table(context, name, table),
        Default::Number(number) => {
            context.report(
                Diagnostic::new(
                    "the default of an enumeration is one of its constants",
                    number.span,
                    "a number",
                )
                .with_help("write the name of the constant"),
            );
            None
        }
    }
}

/// What a table has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gaps {
    Values,
    Bits,
}

/// The values or bits that have no name for a reason; none of them has one after all.
fn gaps(context: &mut Context<'_>, table: &Table, width: Option<u8>, of: Gaps) -> Vec<Gap> {
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

/// A gap outside the type of the table.
fn gap_too_wide(span: Span, width: u8) -> Diagnostic {
    Diagnostic::new(
        "these values do not fit",
        span,
        format!("more than {}", in_bytes(u32::from(width))),
    )
    .with_help(format!(
        "the type of the table takes {}",
        in_bytes(u32::from(width))
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

/// A value that is said to have no name, and has one.
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
    Diagnostic::new("these values stand here twice", span, "the second time")
        .with_place(first, "the first time")
        .with_help("leave the common values out of one of them")
}

/// A bit of a mask that is none.
fn no_bit(bit: &Declared) -> Diagnostic {
    Diagnostic::new("a mask has no bit 0x0", bit.value.span, "not a bit")
        .with_help("a mask without bits is empty and needs no name: leave this out")
}

/// A value that the type of the table does not hold.
fn value_too_wide(value: &Declared, width: u8) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` does not fit", value.name.value),
        value.value.span,
        format!("more than {}", in_bytes(u32::from(width))),
    )
    .with_help(format!(
        "the type of the table takes {}",
        in_bytes(u32::from(width))
    ))
}

/// A name of which no Rust constant can be made.
fn no_rust_name(word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("no Rust constant can be named after `{}`", word.value),
        word.span,
        "without prefix and suffix, it does not begin with a letter",
    )
    .with_help("give the name of the constant with `as`: `\"5 minutes\" as FIVE_MINUTES = 1`")
}
