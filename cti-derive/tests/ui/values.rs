//! Values: of the wrong form, out of range, windows without a version, maxima.

use cti_messages::{Text, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = WRONG_FORMS, number = "9000", from = peer, service = 4, confirmed_by, crate = 4, version_from)]
struct WrongForms<'a> {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "", number = 4_294_967_296, from = server, since = 256, until = 19u8)]
struct OutOfRange<'a> {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "WINDOWS", number = 9000, from = server, since = 19, until = 18)]
struct Windows<'a> {
    #[cti(fixed, name = "A", signed = true)]
    a: u16,
    #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", at = 0, width = 3))]
    b: Vec<u16>,
    #[cti(list, name = "Cs", member = "C", tag = 2, count)]
    c: Vec<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "MAXIMA", number = 9000, from = server)]
struct Maxima<'a> {
    #[cti(field, name = "A", tag = 1, max = 16, max = 64)]
    a: Option<Text<'a>>,
    #[cti(field, name = "B", tag = 2, max(until = 18), max(16, 17, before = 18))]
    b: Option<Text<'a>>,
    #[cti(field, name = "C", tag = 3, max = 4)]
    c: Option<u32>,
    #[cti(field, name = "D", tag = 4, max = 0)]
    d: Option<Text<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

fn main() {}
