//! Layouts.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(
    name = "NAMES",
    number = 9000,
    from = server,
    version_from = a,
    layout(until = 19, fields(a, a, missing)),
    layout(since = 20, body(8, missing), fields(a, b as u8)),
    layout(since = 20, fields(a)),
    layout(since = 21, body(2), fields(a)),
)]
struct Names<'a> {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(fixed, name = "B", since = 20)]
    b: u16,
    #[cti(fixed, name = "C")]
    c: u16,
    #[cti(list, name = "Ds", member = "D", tag = 2, count(name = "NumDs", at = 0))]
    d: Vec<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "FORMS", number = 9000, from = server, layout(), layout(body(), body(8, a, b), fields(a as u64)))]
struct Forms<'a> {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "SIZE", number = 9000, from = server, layout(body(8), fields(a)), layout(fields(a)))]
struct Size<'a> {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "FAR", number = 9000, from = server, layout(body(49, c), fields(a, b)), layout(fields(a, b)))]
struct Far<'a> {
    #[cti(fixed, name = "A")]
    a: [u8; 32],
    #[cti(fixed, name = "B")]
    b: [u8; 17],
    #[cti(field, name = "C", tag = 1)]
    c: Option<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

fn main() {}
