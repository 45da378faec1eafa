//! Ids, enumerations and masks.

use std::collections::HashMap;

use super::basic::{fits, null_too_wide};
use super::unique::{Gaps, Unique, gaps};
use super::values::{self, of_table};
use crate::ast::{Default, NamedValue as Declared, Null as NullClause, Table, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Enumeration, Id, Mask, NamedValue, Null, WireForm};
use crate::name::Name;
use crate::resolver::context::Context;
use crate::resolver::names::Kind;
use crate::source::Spanned;
use crate::words::counted;

/// The name of the Rust constant for the null value of an enumeration.
const NULL: &str = "NULL";

/// The IDs whose types are unsigned integers; the others are reported.
pub(crate) fn ids(context: &mut Context<'_>) -> Vec<Id> {
    let ids = context.items.ids.iter();
    ids.filter_map(|(doc, id)| {
        let width = unsigned_width(context, &id.ty, "an id");
        let null = null(context, id.null.as_ref(), width);
        let example = values::of_id(context, id.example.as_ref(), width);
        let errata = context.errata(&id.errata);
        Some(Id {
            name: context.name(&id.name),
            width: width?,
            null,
            example,
            doc: (*doc).clone(),
            errata,
        })
    })
    .collect()
}

/// The enumerations whose types are unsigned integers; the others are reported.
pub(crate) fn enumerations(context: &mut Context<'_>) -> Vec<Enumeration> {
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
pub(crate) fn masks(context: &mut Context<'_>) -> Vec<Mask> {
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

/// The width of a type that must be an unsigned integer; `None` if it is not, which is reported.
pub(crate) fn unsigned_width(context: &mut Context<'_>, ty: &Word, what: &str) -> Option<u8> {
    context.find(&[Kind::Type], ty)?;
    if let WireForm::Unsigned(width) = context.form(ty)? {
        return Some(width);
    }
    context.report(not_unsigned(ty, what));
    None
}

/// The null value of an item of some width.
pub(crate) fn null(
    context: &mut Context<'_>,
    clause: Option<&Spanned<NullClause>>,
    width: Option<u8>,
) -> Option<Null> {
    let clause = &clause?.value;
    if let Some(width) = width.filter(|width| !fits(clause.value.value, *width)) {
        context.report(null_too_wide(&clause.value, width));
    }
    Some(Null {
        name: clause.name.as_ref().map(|name| context.name(name)),
        value: clause.value.value,
    })
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
        if let Some(width) = width.filter(|width| !fits(declared.value.value, *width)) {
            context.report(value_too_wide(declared, width));
        }
        unique.check(context, declared, &rust_name, versions);
        values.push(NamedValue {
            guide_name: declared.name.value.clone(),
            rust_name,
            value: declared.value.value,
            mode: declared.mode.is_some(),
            window,
            doc: declared.doc.clone(),
            errata: context.errata(&declared.errata),
        });
    }
    unique.check_read(context);
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

/// Checks that the null value of an enumeration is not one of its values.
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
    let default = table.default.as_ref()?;
    if let Some(null) = &table.null {
        context.report(
            Diagnostic::new(
                "the null value is the default already",
                default.span(),
                "a default beside the null value",
            )
            .with_place(null.span, "declared as null here")
            .with_help("leave out the default, or list the null value as a constant"),
        );
    }
    match default {
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

/// An item over a type that is no unsigned integer.
fn not_unsigned(ty: &Word, what: &str) -> Diagnostic {
    Diagnostic::new(
        format!("{what} needs an unsigned integer"),
        ty.span,
        format!("`{}` is not an unsigned integer", ty.value),
    )
    .with_help("name a type that is declared as `unsigned 1`, `unsigned 2` or `unsigned 4`")
}

/// A bit of a mask with the value 0.
fn no_bit(bit: &Declared) -> Diagnostic {
    Diagnostic::new("a mask has no bit 0x0", bit.value.span, "not a bit")
        .with_help("a mask without bits is empty and needs no name: leave this out")
}

/// A value that the type of the table does not hold.
fn value_too_wide(value: &Declared, width: u8) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` does not fit", value.name.value),
        value.value.span,
        format!("more than {}", counted(width, "byte")),
    )
    .with_help(format!(
        "the type of the table takes {}",
        counted(width, "byte")
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
