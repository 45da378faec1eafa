//! Expands messages and entries to one form of each thing ([`plain`]), which all later passes see.
//!
//! A line that only names a field gets the type and clauses of the catalogue, a series becomes its
//! fields, and the meaning or count that a name implies is filled in.

use self::catalogue::{Catalogue, Declared};
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
mod places;
pub(super) mod plain;

/// Messages and entries, in the order of the files.
pub(super) struct Expanded {
    pub messages: Vec<plain::Message>,
    pub entries: Vec<plain::Entry>,
    /// The fields of the catalogue that no line uses.
    pub unused: Vec<Unused>,
    /// Clauses and types that lines repeat without need.
    pub repeated: Vec<Repeated>,
    /// Where the fields of the catalogue are used: a place in the catalogue has the index of one as
    /// its `via`.
    pub uses: Vec<Span>,
}

/// A field of the catalogue that nothing uses.
pub(super) struct Unused {
    pub name: Word,
    pub item: Item,
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
        header,
        catalogue,
        uses: Vec::new(),
        repeated: Vec::new(),
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
    expander.repeated_in_catalogue();
    let unused: Vec<Declared> = expander.catalogue.unused().cloned().collect();
    let unused = unused.into_iter().filter_map(|declared| {
        let name = declared.name.clone();
        let item = expander.unused(declared)?;
        Some(Unused { name, item })
    });
    Expanded {
        messages,
        entries,
        unused: unused.collect(),
        repeated: expander.repeated,
        uses: expander.uses,
    }
}
