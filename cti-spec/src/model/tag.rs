//! Tags: the numbers that floating fields are known by.

use super::{Doc, ErratumIndex};
use crate::name::Name;

/// A tag of floating fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name in the guide, `CLIENT_ID_TAG`.
    pub name: Name,
    /// Its number.
    pub number: u16,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

/// Tag numbers without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReservedTags {
    /// The first number.
    pub first: u16,
    /// The last number.
    pub last: u16,
    /// Why they are reserved.
    pub doc: Doc,
}
