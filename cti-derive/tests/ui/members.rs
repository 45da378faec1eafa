//! Members: their type, their place, their tag.

use cti_messages::{Entry, Record, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "TYPES", number = 9000, from = server)]
struct Types<'a> {
    #[cti(fixed, name = "A")]
    a: Option<u16>,
    #[cti(fixed, name = "B", since = 19)]
    b: u16,
    #[cti(field, name = "C", tag = 1)]
    c: u16,
    #[cti(list, name = "Ds", member = "D", tag = 2, count(name = "NumDs", at = 2))]
    d: Option<Vec<u16>>,
    #[cti(list, name = "Es", member = "E", tag = 3, count(name = "NumEs", tag = 4, at = 3))]
    e: Vec<u16>,
    #[cti(unknown)]
    unknown: &'a [u8],
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "PLACES", number = 9000, from = server)]
struct Places<'a> {
    #[cti(fixed, name = "A", since = 19)]
    a: Option<u16>,
    #[cti(fixed, name = "B", null = 0)]
    b: u16,
    #[cti(records, name = "Records", count(name = "NumRecords", at = 9))]
    records: Vec<Agent<'a>>,
    #[cti(list, name = "Ds", member = "D", tag = 2, count(name = "NumDs", tag = 3, at = 0))]
    d: Option<Vec<u16>>,
    #[cti(list, name = "Es", member = "E", tag = 3, count(name = "NumEs", tag = 2, at = 0))]
    e: Option<Vec<u16>>,
    #[cti(fixed, name = "F")]
    f: u16,
    #[cti(unknown)]
    first_unknown: Vec<UnknownField<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(
    name = "NAMES",
    number = 9000,
    from = server,
    version_from = version,
    together(a, b, b, c, max = 2000),
    together(max = 5),
)]
struct Names<'a> {
    #[cti(field, name = "A", tag = 1)]
    a: Option<u16>,
    #[cti(list, name = "Bs", member = "B", tag = 2, count(name = "NumBs", at = 0))]
    b: Vec<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, Record)]
#[cti(name = "Agent")]
struct Agent<'a> {
    #[cti(list, name = "Bs", member = "B", tag = 2, count(name = "NumBs", at = 0))]
    b: Vec<u16>,
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "VERSION", number = 9000, from = server, version_from = version)]
struct Version<'a> {
    #[cti(fixed, name = "A", until = 18)]
    a: Option<u16>,
    #[cti(fixed, name = "Version")]
    version: u32,
    #[cti(list, name = "Bs", member = "B", tag = 2, required, count(name = "NumBs", at = 2))]
    b: Vec<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, Entry)]
#[cti(name = "Party")]
struct Party {
    #[cti(field, name = "A", tag = 1, required)]
    a: Option<u16>,
}

fn main() {}
