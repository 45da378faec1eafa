//! Keys: unknown, twice, in conflict, missing.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "UNKNOWN_KEYS", number = 9000, from = server, colour = red)]
struct UnknownKeys<'a> {
    #[cti(fixed, name = "A", tag = 4)]
    a: u16,
    #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", at = 0, size = 2))]
    b: Vec<u16>,
    #[cti(unknown, name = "C")]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "TWICE", number = 9000, from = server, since = 14, since = 15)]
struct Twice<'a> {
    #[cti(field, name = "A", tag = 1)]
    #[cti(tag = 2)]
    a: Option<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "CONFLICTS", number = 9000, from = server)]
struct Conflicts<'a> {
    #[cti(field, name = "A", tag = 1, required, optional)]
    a: Option<u16>,
    #[cti(fixed, field, name = "B")]
    b: u16,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(service = SessionManagement)]
struct Missing<'a> {
    #[cti(fixed)]
    a: u16,
    #[cti(list, name = "Bs", count())]
    b: Vec<u16>,
    c: u16,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti]
#[cti(name = "NO_LISTS", number = 9000, from = server)]
struct NoLists<'a> {
    #[cti = "unknown"]
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

fn main() {}
