//! From the syntax tree to the model: checks every rule of the language.
//!
//! A pass resolves one subject and lives in one module; every rule has its own diagnostic, made in the
//! module that checks it. All mistakes of a run are reported, through one [`Reporter`]. Things that
//! depend on a reported mistake are passed over, so that one mistake is one error.
//!
//! A module uses those above it and those to its left:
//!
//! | modules | subject |
//! | --- | --- |
//! | `report`, `versions` | diagnostics so far; ranges of versions and windows |
//! | `items` | the items by kind, and the service of each message |
//! | `header`, `names` | the protocol block; the names of all items |
//! | `expand` | messages and entries in one form: lines, series and the catalogue expanded |
//! | `context` | the state that the passes below share |
//! | `types`, `tags`, `members` | basic and named types, their values; tags; the members of messages and entries |
//! | `fields` | fixed and floating fields |
//! | `layouts`, `lists` | the layouts of fixed parts; lists with their counts and entries |
//! | `messages` | messages, bodies and confirmations |
//! | `interfaces`, `lints` | fields that messages share; warnings |

use std::collections::HashSet;

use self::context::Context;
use self::expand::OfCatalogue;
use self::expand::plain::{self, Item};
use self::fields::meaning::Width;
use self::items::Items;
use self::names::Kind;
use self::report::Reporter;
use crate::ast::File;
use crate::diagnostic::Diagnostic;
use crate::model::{Constant, Doc, Erratum, Protocol, Service};

mod context;
mod expand;
mod fields;
mod header;
mod interfaces;
mod items;
mod layouts;
mod lints;
mod lists;
mod members;
mod messages;
mod names;
mod report;
mod tags;
mod types;
mod versions;

/// Resolves the files of a protocol.
///
/// Without errors, the warnings come with the protocol.
pub(crate) fn resolve<'a>(
    files: &'a [File],
    paths: &[&'a str],
) -> Result<(Protocol, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut reporter = Reporter::default();

    // Items by kind, since later passes go through one kind each.
    let items = Items::collect(files, paths, &mut reporter);
    // The protocol block first: names need its acronyms, windows its versions.
    let header = header::resolve(&items, &mut reporter);
    // All names before anything refers to one, since order is free.
    let names = names::declare(&items, &header.acronyms, &mut reporter);

    // Then one form of each thing.
    let expanded = expand::expand(&items, &names, &header, &mut reporter);

    let mut context = Context {
        items: &items,
        messages: &expanded.messages,
        entries: &expanded.entries,
        uncounted: &expanded.noted.uncounted,
        header,
        names,
        reporter,
        used: HashSet::new(),
    };
    // Numbers, which must be unique.
    messages::check_numbers(&mut context);
    tags::check_numbers(&mut context);
    // Items before those that are made of them: types, then ids and tables, then fields.
    let services = services(&context);
    let errata = errata(&context);
    let constants = constants(&context);
    let types = types::basic::resolve(&mut context);
    let ids = types::named::ids(&mut context);
    let enumerations = types::named::enumerations(&mut context);
    let masks = types::named::masks(&mut context);
    let tags = tags::tags(&mut context);
    let reserved_tags = tags::reserved_tags(&context);
    // Entries before the messages whose lists use them.
    let (entries, complete_entries) = lists::entries::resolve(&mut context);
    let messages = messages::resolve(&mut context);
    // Rules about several items together.
    lists::entries::check_use(&mut context);
    lists::entries::check_equal(&entries, &complete_entries, &mut context);
    tags::check_use(&mut context);
    messages::check_confirmations(&mut context);
    let interfaces = interfaces::resolve(&messages, &mut context);
    let paired_by = messages::paired_by(&mut context);
    check_catalogue(&expanded.catalogue, &mut context);

    if !context.reporter.is_empty() || !items.lost.is_empty() {
        return Err(context.reporter.into_errors(&expanded.noted.uses));
    }
    lints::check(&mut context, &expanded);
    let mut protocol = Protocol {
        name: context.header.name,
        doc: context.header.doc,
        first_version: context.header.versions.first,
        last_version: context.header.versions.last,
        wide_tags_since: context.header.wide_tags_since,
        frame_limit: context.header.frame_limit,
        acronyms: context.header.acronyms,
        paired_by,
        services,
        errata,
        constants,
        types,
        ids,
        enumerations,
        masks,
        tags,
        reserved_tags,
        entries,
        messages,
        interfaces,
    };
    messages::sort_by_number(&mut protocol);
    Ok((protocol, context.reporter.into_diagnostics()))
}

/// The services.
fn services(context: &Context<'_>) -> Vec<Service> {
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
fn errata(context: &Context<'_>) -> Vec<Erratum> {
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
fn constants(context: &Context<'_>) -> Vec<Constant> {
    let constants = context.items.constants.iter();
    constants
        .map(|(doc, constant)| Constant {
            name: context.name(&constant.name),
            value: constant.value.value,
            doc: (*doc).clone(),
        })
        .collect()
}

/// Checks the fields of the catalogue by themselves: what no line shows is wrong as well. Sizes by
/// version are left to the lines, whose messages may have fewer versions.
fn check_catalogue(fields: &[OfCatalogue], context: &mut Context<'_>) {
    let outer = context.protocol();
    for OfCatalogue { item, is_used, .. } in fields {
        match item {
            Item::Fixed(field) if *is_used => check_field(field, context),
            Item::Fixed(field) => {
                fields::fixed::fixed_field(context, field, Width::Same, outer);
            }
            Item::Floating(item) => {
                if let Some(member) = item.tagged() {
                    check_field(&member.field, context);
                    if let Some(tag) = &member.tag {
                        context.find(&[Kind::Tag], tag);
                    }
                }
                if !is_used {
                    lists::part::resolve(context, std::slice::from_ref(item), outer);
                }
            }
        }
    }
}

/// Checks all of a field but its size.
fn check_field(field: &plain::Field, context: &mut Context<'_>) {
    let outer = context.protocol();
    context.window(&field.window, outer);
    context.errata(&field.errata);
    if let Some(ty) = fields::meaning::field_type(context, field, Width::Same) {
        fields::meaning::null(context, field, ty);
        types::values::default(context, field, ty);
        types::values::example(context, field, ty);
    }
}
