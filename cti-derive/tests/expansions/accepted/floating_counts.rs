//! Lists of values, counted in the floating part: before their values, after them, and behind another field.

use cti_messages::{Text, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "COUNTED_EVENT", number = 1, from = server)]
struct CountedEvent<'a> {
    #[cti(
        list,
        name = "Names",
        member = "Name",
        tag = 1,
        count(name = "NumNames", tag = 2, at = 0, width = 1)
    )]
    names: Option<Vec<Text<'a>>>,
    #[cti(
        array,
        name = "Numbers",
        member = "Number",
        tag = 3,
        count(name = "NumNumbers", tag = 4, at = 4, width = 4)
    )]
    numbers: Option<Vec<u32>>,
    #[cti(field, name = "Between", tag = 5)]
    between: Option<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
