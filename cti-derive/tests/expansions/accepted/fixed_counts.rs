//! Counts in the fixed part: of each width, between fields, in chunks of their own, in a window.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "COUNTS_EVENT", number = 1, from = server)]
struct CountsEvent<'a> {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(fixed, name = "B", since = 15)]
    b: Option<u16>,
    #[cti(
        list,
        name = "Bytes",
        member = "Byte",
        tag = 1,
        count(name = "NumBytes", at = 1, width = 1)
    )]
    bytes: Vec<u8>,
    #[cti(
        list,
        name = "Shorts",
        member = "Short",
        tag = 2,
        since = 15,
        count(name = "NumShorts", at = 3)
    )]
    shorts: Vec<u16>,
    #[cti(
        list,
        name = "Longs",
        member = "Long",
        tag = 3,
        since = 16,
        count(name = "NumLongs", at = 4, width = 4)
    )]
    longs: Vec<u32>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "COUNT_EVENT", number = 2, from = server)]
struct CountEvent<'a> {
    #[cti(
        list,
        name = "Bytes",
        member = "Byte",
        tag = 1,
        count(name = "NumBytes", at = 0)
    )]
    bytes: Vec<u8>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
