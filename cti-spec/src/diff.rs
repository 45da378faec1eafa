//! What changed between two versions of a protocol.
//!
//! [`versions`] compares the sheets of [`crate::show`] of the protocol, its messages, enumerations and
//! masks: their tables, row by row and cell by cell, so that it speaks of a change in the same terms. What
//! a sheet says outside of its tables (facts, documentation, errata) is not compared.
//!
//! # Examples
//! ```
//! let protocol = cti_spec::load(&cti_spec::ged188_dir())?;
//! let diff = cti_spec::diff::versions(&protocol, 19, 20)?;
//! assert!(diff.items.iter().any(|item| item.name == "CONFIG_MRD_EVENT"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::model::Protocol;
use crate::show::text::{Line, paragraph, table};
use crate::show::{Column, Item, Row, Section, Sheet, VersionError, check_version, item_sheet};

/// The differences between two versions. `Display` writes them for a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// The name of the protocol.
    pub protocol: String,
    /// The version that is compared.
    pub from: u8,
    /// The version that it is compared with.
    pub to: u8,
    /// The items that differ: messages, enumerations and masks, and the protocol itself for what holds for
    /// all messages.
    pub items: Vec<ItemChange>,
}

/// What happens to something from one version to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Only the first version has it.
    Removed,
    /// Both versions have it, and it differs.
    Changed,
    /// Only the second version has it.
    Added,
}

/// An item that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// What happens to the item.
    pub change: Change,
    /// The kind of the item in a word: `message`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its title: its kind, name and number.
    pub title: String,
    /// The tables that differ, if both versions have the item.
    pub sections: Vec<SectionChange>,
}

/// A table that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionChange {
    /// What happens to the table.
    pub change: Change,
    /// Its heading.
    pub heading: String,
    /// The fact about all of it in both versions: `8 bytes`; empty where the version lacks the table.
    pub facts: [String; 2],
    /// The rows that differ; all of them if one version lacks the table.
    pub rows: Vec<RowChange>,
}

/// A row that differs, as both versions have it. At least one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// What the row is known by: see [`Row::path`].
    pub path: Vec<String>,
    /// The row in both versions.
    pub rows: [Option<Row>; 2],
}

/// Compares two versions of a protocol. The first may be the later one: then what was new in it is
/// removed.
///
/// # Errors
///
/// If the protocol does not have one of the versions.
pub fn versions(protocol: &Protocol, from: u8, to: u8) -> Result<Diff, VersionError> {
    check_version(protocol, from)?;
    check_version(protocol, to)?;
    let mut items = Vec::new();
    let compared = Item::all(protocol).filter(|item| {
        matches!(
            item,
            Item::Message(_) | Item::Enumeration(_) | Item::Mask(_)
        )
    });
    for item in [Item::Protocol(protocol)].into_iter().chain(compared) {
        // An error says that the version lacks the message.
        let sheets = [from, to].map(|version| item_sheet(protocol, item, Some(version)).ok());
        items.extend(item_change(sheets));
    }
    Ok(Diff {
        protocol: protocol.name.clone(),
        from,
        to,
        items,
    })
}

/// The difference between two sheets of an item, if there is one.
fn item_change(sheets: [Option<Sheet>; 2]) -> Option<ItemChange> {
    let change = Change::of(&sheets)?;
    let sections = match &sheets {
        [Some(from), Some(to)] => {
            let changes = pairs(&from.sections, &to.sections, |section| &section.heading);
            changes.into_iter().filter_map(section_change).collect()
        }
        _ => Vec::new(),
    };
    if change == Change::Changed && sections.is_empty() {
        return None;
    }
    let sheet = sheets.into_iter().flatten().next()?;
    Some(ItemChange {
        change,
        kind: sheet.kind,
        title: sheet.title(),
        name: sheet.name,
        sections,
    })
}

/// The difference between two tables, if there is one.
fn section_change(sections: [Option<&Section>; 2]) -> Option<SectionChange> {
    let change = Change::of(&sections)?;
    let [from, to] = sections.map(|section| section.map_or(&[][..], |section| &section.rows));
    let rows: Vec<RowChange> = pairs(from, to, |row| &row.path)
        .into_iter()
        .filter(|[from, to]| from.map(|row| &row.cells) != to.map(|row| &row.cells))
        .filter_map(|rows| {
            let path = rows.iter().flatten().next()?.path.clone();
            let rows = rows.map(|row| row.cloned());
            Some(RowChange { path, rows })
        })
        .collect();
    let heading = sections.iter().flatten().next()?.heading.clone();
    let facts = sections.map(|section| section.map_or("", |section| &section.fact).to_owned());
    (!rows.is_empty()).then_some(SectionChange {
        change,
        heading,
        facts,
        rows,
    })
}

/// Pairs what has the same key in both lists, in the order of both.
fn pairs<'a, T, K: Ord + ?Sized + 'a>(
    from: &'a [T],
    to: &'a [T],
    key: impl Fn(&'a T) -> &'a K,
) -> Vec<[Option<&'a T>; 2]> {
    let known: BTreeSet<&K> = from.iter().map(&key).collect();
    let is_added = |item: &&'a T| !known.contains(key(item));
    let places = to.iter().enumerate().map(|(at, item)| (key(item), at));
    let places: BTreeMap<&K, usize> = places.collect();
    let mut pairs = Vec::new();
    // What was added goes before the next item that both have.
    let mut done = 0;
    for item in from {
        let Some(&at) = places.get(key(item)) else {
            pairs.push([Some(item), None]);
            continue;
        };
        let added = to.get(done..at).unwrap_or_default().iter();
        pairs.extend(added.filter(is_added).map(|item| [None, Some(item)]));
        pairs.push([Some(item), Some(&to[at])]);
        done = done.max(at + 1);
    }
    let added = to.get(done..).unwrap_or_default().iter();
    pairs.extend(added.filter(is_added).map(|item| [None, Some(item)]));
    pairs
}

impl Change {
    /// What happens to something that two versions may have; `None` if neither has.
    fn of<T>(both: &[Option<T>; 2]) -> Option<Self> {
        match both {
            [Some(_), Some(_)] => Some(Self::Changed),
            [Some(_), None] => Some(Self::Removed),
            [None, Some(_)] => Some(Self::Added),
            [None, None] => None,
        }
    }

    /// The sign before a line.
    fn sign(self) -> &'static str {
        match self {
            Self::Removed => "-",
            Self::Changed => "~",
            Self::Added => "+",
        }
    }
}

impl RowChange {
    /// What happens to the row.
    #[must_use]
    pub fn change(&self) -> Change {
        Change::of(&self.rows).unwrap_or(Change::Changed)
    }

    /// The cells; of a changed row, `16 -> 64` in those that differ. Fields are named with the lists
    /// that they are in.
    fn line(&self) -> Line<'static> {
        let mut cells = BTreeMap::new();
        for column in self.rows.iter().flatten().flat_map(|row| row.cells.keys()) {
            let [from, to] = self
                .rows
                .each_ref()
                .map(|row| row.as_ref().map(|row| row.cell(*column)));
            let text = match (from, to) {
                _ if *column == Column::Field => self.path.join("."),
                (Some(from), Some(to)) if from != to => {
                    format!("{} -> {}", or_none(from), or_none(to))
                }
                (from, to) => from.or(to).unwrap_or_default().to_owned(),
            };
            cells.insert(*column, text);
        }
        Line {
            mark: self.change().sign(),
            depth: 0,
            cells,
            doc: None,
        }
    }
}

/// A cell, or a word in place of an empty one.
fn or_none(cell: &str) -> &str {
    if cell.is_empty() { "none" } else { cell }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (protocol, from, to) = (&self.protocol, self.from, self.to);
        writeln!(f, "{protocol}, version {from} -> version {to}")?;
        if self.items.is_empty() {
            return writeln!(f, "\nNothing differs.");
        }
        for change in [Change::Removed, Change::Added] {
            let items = self.items.iter().filter(|item| item.change == change);
            for (number, item) in items.enumerate() {
                if number == 0 {
                    writeln!(f)?;
                }
                paragraph(f, &format!("{} {}", change.sign(), item.title))?;
            }
        }
        for item in &self.items {
            if item.change == Change::Changed {
                item.fmt(f)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for ItemChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.title)?;
        for section in &self.sections {
            let sign = match section.change {
                Change::Changed => String::new(),
                change => format!("{} ", change.sign()),
            };
            let fact = match &section.facts {
                [from, to] if from == to || to.is_empty() => from.clone(),
                [from, to] if from.is_empty() => to.clone(),
                [from, to] => format!("{from} -> {to}"),
            };
            let colon = if fact.is_empty() { "" } else { ": " };
            paragraph(f, &format!("{sign}{}{colon}{fact}", section.heading))?;
            let lines: Vec<Line<'_>> = section.rows.iter().map(RowChange::line).collect();
            f.write_str(&table(&lines))?;
        }
        Ok(())
    }
}
