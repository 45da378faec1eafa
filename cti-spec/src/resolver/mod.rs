//! From the syntax tree to the model: every rule of the language, checked.
//!
//! A pass does one thing and lives in one file; every rule has its own error, made next to where
//! it is checked. All errors of a run are reported. What depends on something that is already
//! reported is passed over, so that one mistake is one error.

use std::collections::{HashMap, HashSet};

use self::context::Context;
use self::items::Items;
use crate::ast::File;
use crate::diagnostic::Diagnostic;
use crate::model::Protocol;

mod body;
mod capacity;
mod choice;
mod confirmation;
mod context;
mod count;
mod count_name;
mod counts;
mod declarations;
mod entries;
mod field;
mod fixed;
mod floating;
mod header;
mod interfaces;
mod items;
mod layouts;
mod lints;
mod list;
mod maxima;
mod members;
mod messages;
mod names;
mod numbers;
mod same_member;
mod table;
mod tags;
mod types;
mod unique;
mod versions;

/// Resolves the files of a protocol.
///
/// Without errors, the warnings come with the protocol.
pub(crate) fn resolve(files: &[File]) -> Result<(Protocol, Vec<Diagnostic>), Vec<Diagnostic>> {
    let lost: HashSet<&str> = files
        .iter()
        .flat_map(|file| file.lost.iter().map(String::as_str))
        .collect();
    let mut diagnostics = Vec::new();

    // The items by kind, and the service of each message: later passes go through one kind each.
    let items = Items::collect(files, &mut diagnostics);
    // The protocol block first: names need its acronyms, windows its versions.
    let header = header::resolve(&items, !lost.is_empty(), &mut diagnostics);
    // All names before anything refers to one, since order is free.
    let names = names::declare(&items, &header.acronyms, &mut diagnostics);

    let mut context = Context {
        items: &items,
        header,
        names,
        lost,
        lost_name: files.iter().any(|file| file.lost_name),
        diagnostics,
        used: HashSet::new(),
        unknown: HashMap::new(),
        unresolved: 0,
    };
    // Numbers that exist once: of messages, of tags.
    numbers::check(&mut context);
    // What stands alone, before what is made of it: types, then ids and tables, then fields.
    let services = declarations::services(&context);
    let errata = declarations::errata(&context);
    let constants = declarations::constants(&context);
    let types = types::resolve(&mut context);
    let ids = declarations::ids(&mut context);
    let enumerations = table::enumerations(&mut context);
    let masks = table::masks(&mut context);
    let tags = declarations::tags(&mut context);
    let reserved_tags = declarations::reserved_tags(&context);
    // Entries before the messages whose lists use them.
    let (entries, complete_entries) = entries::resolve(&mut context);
    let messages = messages::resolve(&mut context);
    // Rules that need the whole: what belongs together across items.
    entries::check_use(&mut context);
    entries::check_equal(&entries, &complete_entries, &mut context);
    tags::check_use(&mut context);
    confirmation::check(&mut context);
    let interfaces = interfaces::resolve(&messages, &mut context);

    if !context.diagnostics.is_empty() || !context.lost.is_empty() {
        context.count_unknown();
        return Err(context.diagnostics);
    }
    let warnings = lints::check(&context);
    let mut protocol = Protocol {
        name: context.header.name,
        doc: context.header.doc,
        first_version: context.header.versions.first,
        last_version: context.header.versions.last,
        wide_tags_since: context.header.wide_tags_since,
        frame_limit: context.header.frame_limit,
        acronyms: context.header.acronyms,
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
    Ok((protocol, warnings))
}
