//! The items of a floating part, lists among them, and the entries that lists consist of.

use super::{Doc, EntryIndex, ErratumIndex, FloatingCount, FloatingField, Window};
use crate::name::Name;

/// An item of a floating part, or of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Floating {
    /// A field that comes at most once (in its message or entry).
    Field(FloatingField),
    /// The count of a list, at its own place.
    Count(FloatingCount),
    /// A list.
    List(List),
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its name: that of its count without Num, NumOf or NumberOf.
    pub name: Name,
    /// How its entries are told apart.
    pub style: ListStyle,
    /// What an entry is.
    pub element: Element,
    /// Where its count stands.
    pub count: CountPlace,
    /// The largest number of entries.
    pub max: Option<u32>,
    /// The versions that have it.
    pub window: Window,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

/// How the entries of a list are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStyle {
    /// One member: every occurrence is an entry.
    Single,
    /// One member, whose values travel as an array in one field, or one per field (E12).
    Array,
    /// Members in order: one whose place is not after that of the last opens an entry.
    Ordered,
    /// No order: a tag that the record already holds opens the next record.
    Records,
    /// Members travel as columns: the i-th value of each belongs to entry i (E12).
    Columns,
}

/// What an entry of a list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// One member (styles `Single` and `Array`).
    Member(Box<FloatingField>),
    /// A declared entry (styles `Ordered`, `Records` and `Columns`).
    Entry(EntryIndex),
}

/// Where the count of a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountPlace {
    /// In the fixed part.
    Fixed,
    /// In the floating part (or the record): the list may be absent.
    Floating,
}

/// The members of a list's entries, declared once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, `ConnectedParty`.
    pub name: Name,
    /// The style of the lists that use it: `Ordered`, `Records` or `Columns`.
    pub style: ListStyle,
    /// Its members, in order. Only those of `Records` hold counts and lists.
    pub members: Vec<Floating>,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}
