//! The members that several layouts share.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::context::Context;
use super::field::compare_width;
use super::plain::{Field, Layout};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Checks that a field of one name has one type in all layouts, but for its width in a layout with
/// `when`; and that a layout has the narrower form of a member only if all have the member.
pub(super) fn check(context: &mut Context<'_>, layouts: &[Layout]) {
    let mut reported: HashSet<Span> = HashSet::new();
    for (index, layout) in layouts.iter().enumerate() {
        for field in &layout.fields {
            for other_layout in layouts.iter().skip(index + 1) {
                let same_name = |other: &&Field| other.name.value == field.name.value;
                let Some(other) = other_layout.fields.iter().find(same_name) else {
                    continue;
                };
                if !same_member(context, field, other) && reported.insert(other.ty.name.span) {
                    context.report(other_type(field, other));
                }
            }
        }
    }
    check_narrower(context, layouts);
}

/// A member that has a narrower form is in every layout.
fn check_narrower(context: &mut Context<'_>, layouts: &[Layout]) {
    for layout in layouts {
        for field in &layout.fields {
            let has_it = |other: &&Layout| {
                let mut names = other.fields.iter().map(|field| &field.name.value);
                names.any(|name| *name == field.name.value)
            };
            let lacking = layouts.iter().find(|other| !has_it(other));
            if let Some(lacking) = lacking
                && compare_width(context, field) == Ordering::Less
            {
                context.report(narrower_and_missing(field, lacking));
            }
        }
    }
}

/// Whether two fields are the same member.
///
/// What is not known is reported already, and counts as the same; so does another width than that
/// of the meaning, which is either a narrower form or reported as well.
fn same_member(context: &Context<'_>, field: &Field, other: &Field) -> bool {
    let unknown = |field: &Field| {
        let mut words = std::iter::once(&field.ty.name).chain(&field.meaning);
        words.any(|word| context.names.get(&word.value).is_none())
    };
    if unknown(field) || unknown(other) {
        return true;
    }
    let sizes = |field: &Field| -> Vec<Option<u32>> {
        let sizes = field.ty.sizes.iter().flat_map(|sizes| &sizes.value);
        sizes
            .map(|size| context.known_amount(&size.bytes))
            .collect()
    };
    let meaning = |field: &Field| {
        let meaning = field.meaning.as_ref();
        meaning.map(|word| word.value.clone())
    };
    let full_width = |field: &Field| compare_width(context, field) == Ordering::Equal;
    let same_type = field.ty.name.value == other.ty.name.value && sizes(field) == sizes(other);
    meaning(field) == meaning(other) && (same_type || !full_width(field) || !full_width(other))
}

/// One field with two types.
fn other_type(field: &Field, other: &Field) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` has another type in another layout", other.name.value),
        other.ty.name.span,
        "not the same type and meaning",
    )
    .with_place(field.ty.name.span, "the other layout")
    .with_help(
        "a field of one name is one member of the message: give both the same type, or two names",
    )
}

/// A narrower form of a member that not every layout has.
fn narrower_and_missing(field: &Field, lacking: &Layout) -> Diagnostic {
    Diagnostic::new(
        format!(
            "`{}` is narrower here and missing elsewhere",
            field.name.value
        ),
        field.ty.name.span,
        "the narrower form",
    )
    .with_place(lacking.span, "this layout does not have it")
    .with_help(
        "a member that some layout lacks has one form: give it its full width, or another name",
    )
}
