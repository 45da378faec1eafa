//! Items that stand alone: services, errata, constants, ids, tags.

use super::context::Context;
use super::field::{fits, null_too_wide};
use super::names::Kind;
use super::values;
use crate::ast::{Null as NullClause, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Constant, Doc, Erratum, Id, Null, ReservedTags, Service, Tag, WireForm};
use crate::source::Spanned;

/// The services.
pub(super) fn services(context: &Context<'_>) -> Vec<Service> {
    let services = context.items.services.iter();
    services
        .map(|(doc, service)| Service {
            name: context.name(&service.name),
            title: service.title.clone(),
            doc: (*doc).clone(),
        })
        .collect()
}

/// The errata. The title is the first paragraph of the ruling.
pub(super) fn errata(context: &Context<'_>) -> Vec<Erratum> {
    let errata = context.items.errata.iter();
    errata
        .map(|(doc, erratum)| {
            let mut lines = vec![erratum.title.clone()];
            if !doc.lines.is_empty() {
                lines.push(String::new());
                lines.extend(doc.lines.iter().cloned());
            }
            Erratum {
                label: erratum.name.value.clone(),
                doc: Doc { lines },
            }
        })
        .collect()
}

/// The constants.
pub(super) fn constants(context: &Context<'_>) -> Vec<Constant> {
    let constants = context.items.constants.iter();
    constants
        .map(|(doc, constant)| Constant {
            name: context.name(&constant.name),
            value: constant.value.value,
            doc: (*doc).clone(),
        })
        .collect()
}

/// The IDs whose types are unsigned integers; the others are reported.
pub(super) fn ids(context: &mut Context<'_>) -> Vec<Id> {
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

/// The width of a type that must be an unsigned integer; `None` if it is not, which is reported.
pub(super) fn unsigned_width(context: &mut Context<'_>, ty: &Word, what: &str) -> Option<u8> {
    context.find(&[Kind::Type], ty)?;
    if let WireForm::Unsigned(width) = context.form(ty)? {
        return Some(width);
    }
    context.report(not_unsigned(ty, what));
    None
}

/// The null value of an item of some width.
pub(super) fn null(
    context: &mut Context<'_>,
    clause: Option<&Spanned<NullClause>>,
    width: Option<u8>,
) -> Option<Null> {
    let clause = &clause?.value;
    if let Some(width) = width
        && !fits(clause.value.value, width)
    {
        context.report(null_too_wide(&clause.value, width));
    }
    Some(Null {
        name: clause.name.as_ref().map(|name| context.name(name)),
        value: clause.value.value,
    })
}

/// An item over a type that is no unsigned integer.
fn not_unsigned(ty: &Word, what: &str) -> Diagnostic {
    Diagnostic::new(
        format!("{what} needs an unsigned integer"),
        ty.span,
        format!("`{}` is none", ty.value),
    )
    .with_help("name a type that is declared as `unsigned 1`, `unsigned 2` or `unsigned 4`")
}
