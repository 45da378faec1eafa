//! Items that stand alone: services, errata, constants, ids, tags.

use super::context::Context;
use super::field::{fits, null_too_wide};
use super::names::Kind;
use super::values;
use crate::ast::{Null as NullClause, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Constant, Doc, Erratum, Id, Null, ReservedTags, Service, Tag, WireForm};
use crate::source::Spanned;

/// The width that stands for one that is not known, because of an error that is reported.
pub(super) const UNKNOWN_WIDTH: u8 = 0;

/// The services.
pub(super) fn services(context: &Context<'_>) -> Vec<Service> {
    let services = context.items.services.iter();
    services
        .map(|(doc, service)| Service {
            name: context.name(&service.name),
            title: service.title.clone().unwrap_or_default(),
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

/// The IDs.
pub(super) fn ids(context: &mut Context<'_>) -> Vec<Id> {
    let ids = context.items.ids.iter();
    ids.map(|(doc, id)| {
        let width = unsigned_width(context, &id.ty, "an id");
        Id {
            name: context.name(&id.name),
            width,
            null: null(context, id.null.as_ref(), width),
            example: values::of_id(context, id.example.as_ref(), width),
            doc: (*doc).clone(),
            errata: context.errata(&id.errata),
        }
    })
    .collect()
}

/// The tags.
pub(super) fn tags(context: &mut Context<'_>) -> Vec<Tag> {
    let tags = context.items.tags.iter();
    tags.map(|(doc, tag)| Tag {
        name: context.name(&tag.name),
        number: u16::try_from(tag.number.value).unwrap_or(u16::MAX),
        doc: (*doc).clone(),
        errata: context.errata(&tag.errata),
    })
    .collect()
}

/// The reserved tag numbers.
pub(super) fn reserved_tags(context: &Context<'_>) -> Vec<ReservedTags> {
    let number = |value| u16::try_from(value).unwrap_or(u16::MAX);
    let reserved = context.items.reserved.iter();
    reserved
        .map(|(doc, reserved)| ReservedTags {
            first: number(reserved.first.value),
            last: number(reserved.last.as_ref().unwrap_or(&reserved.first).value),
            doc: (*doc).clone(),
        })
        .collect()
}

/// The width of a type that must be an unsigned integer.
pub(super) fn unsigned_width(context: &mut Context<'_>, ty: &Word, what: &str) -> u8 {
    if context.find(&[Kind::Type], ty).is_none() {
        return UNKNOWN_WIDTH;
    }
    match context.form(ty) {
        Some(WireForm::Unsigned(width)) => width,
        _ => {
            context.report(not_unsigned(ty, what));
            UNKNOWN_WIDTH
        }
    }
}

/// The null value of an item of some width.
pub(super) fn null(
    context: &mut Context<'_>,
    clause: Option<&Spanned<NullClause>>,
    width: u8,
) -> Option<Null> {
    let clause = &clause?.value;
    if width != UNKNOWN_WIDTH && !fits(clause.value.value, width) {
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
