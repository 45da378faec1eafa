//! Expands messages and entries to one form of each thing ([`plain`]), which all later passes see.
//!
//! A line that only names a field gets the type and clauses of the catalogue, a series becomes its
//! fields, and the meaning or count that a name implies is filled in.

use std::collections::HashSet;

use self::body::Pairing;
use self::catalogue::{Catalogue, Listed};
use self::line::{Expander, Repeated};
use self::plain::Item;
use crate::ast::Word;
use crate::resolver::header::Header;
use crate::resolver::items::Items;
use crate::resolver::names::Names;
use crate::resolver::report::Reporter;
use crate::source::Span;

mod body;
mod catalogue;
pub(super) mod line;
mod list;
mod places;
pub(super) mod plain;

/// Messages and entries, in the order of the files.
pub(super) struct Expanded {
    pub messages: Vec<plain::Message>,
    pub entries: Vec<plain::Entry>,
    /// The fields of the catalogue.
    pub catalogue: Vec<OfCatalogue>,
    /// What is to be known about lines once they are expanded.
    pub noted: Noted,
}

/// What expanding the lines notes for later passes.
#[derive(Default)]
pub(super) struct Noted {
    /// Clauses and types that lines repeat without need.
    pub repeated: Vec<Repeated>,
    /// The fields with the name of an ID, an enumeration or a mask of another width, each with the
    /// name of its type, at its place.
    pub other_widths: Vec<(Word, String)>,
    /// The lists whose count is a name that the catalogue lacks.
    pub uncounted: HashSet<String>,
    /// Where the fields of the catalogue are used: a place in the catalogue has the index of one as
    /// its `via`.
    pub uses: Vec<Span>,
}

/// A field of the catalogue by itself.
pub(super) struct OfCatalogue {
    pub name: Word,
    /// Its form in a floating part if it has a tag or is a list, else that in a fixed part.
    pub item: Item,
    /// Whether a line uses a field of its series.
    pub is_used: bool,
    /// Whether it is the first of its series.
    pub is_first: bool,
}

/// Expands the messages and entries.
pub(super) fn expand(
    items: &Items<'_>,
    names: &Names<'_>,
    header: &Header,
    reporter: &mut Reporter,
) -> Expanded {
    let catalogue = Catalogue::new(items, names, reporter);
    let mut expander = Expander {
        items,
        names,
        pairing: Pairing::of(header, names),
        catalogue,
        noted: Noted::default(),
        unpaired: false,
        reporter,
    };
    let entries = items.entries.iter();
    let entries = entries.map(|(doc, entry)| plain::Entry {
        doc: (*doc).clone(),
        name: entry.name.clone(),
        style: entry.style,
        errata: entry.errata.clone(),
        members: expander.floating(&entry.members),
    });
    let entries = entries.collect();
    let messages = items.messages.iter();
    let messages = messages.map(|message| expander.message(message.service, &message.form));
    let messages = messages.collect();
    let listed: Vec<Listed> = expander.catalogue.all().collect();
    let catalogue = listed.into_iter().filter_map(|listed| {
        Some(OfCatalogue {
            name: listed.declared.name.clone(),
            item: expander.alone(listed.declared)?,
            is_used: listed.is_used,
            is_first: listed.is_first,
        })
    });
    Expanded {
        messages,
        entries,
        catalogue: catalogue.collect(),
        noted: expander.noted,
    }
}
