//! The values of enumerations and masks: names and numbers are unique in every version.

use std::collections::HashMap;

use super::context::Context;
use super::versions::Versions;
use crate::ast::NamedValue as Declared;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The names and values so far, each with the versions that have it.
#[derive(Default)]
pub(super) struct Unique {
    guide_names: HashMap<String, Vec<(Versions, Span)>>,
    rust_names: HashMap<String, Span>,
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
        }
        if let Some((first, common)) = same_value {
            context.report(duplicate_value(value, first, common));
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

/// A name that has two values in one version.
fn duplicate_name(value: &Declared, first: Span, common: Versions) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` stands here twice", value.name.value),
        value.name.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help(format!(
        "both hold in {}: names are unique in every version; part them with `since` and `until`",
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

/// A value that has two names in one version.
fn duplicate_value(value: &Declared, first: Span, common: Versions) -> Diagnostic {
    Diagnostic::new(
        format!("value {} stands here twice", value.value.value),
        value.value.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help(format!(
        "both hold in {}: values are unique in every version; part them with `since` and `until`",
        common.describe()
    ))
}
