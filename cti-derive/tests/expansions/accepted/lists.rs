//! Lists of values, counted in the fixed part: each value in a field, or all in one.

use cti_messages::{Text, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "LISTS_EVENT", number = 1, from = server)]
struct ListsEvent<'a> {
    #[cti(
        list,
        name = "Names",
        member = "Name",
        tag = 1,
        max = 16,
        optional,
        since = 14,
        count(name = "NumNames", at = 0)
    )]
    names: Vec<Text<'a>>,
    #[cti(
        array,
        name = "Numbers",
        member = "Number",
        tag = 2,
        limit = 8,
        signed,
        since = 14,
        count(name = "NumNumbers", at = 1)
    )]
    numbers: Vec<u32>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
