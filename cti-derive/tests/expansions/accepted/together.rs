//! Limits on several lists together.

use cti_messages::{Text, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(
    name = "TOGETHER_EVENT",
    number = 1,
    from = server,
    together(b, d, max = 2000),
    together(b, max = 100)
)]
struct TogetherEvent<'a> {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(list, name = "Bs", member = "B", tag = 1, count(name = "NumBs", at = 1))]
    b: Vec<Text<'a>>,
    #[cti(field, name = "C", tag = 2)]
    c: Option<u16>,
    #[cti(list, name = "Ds", member = "D", tag = 3, count(name = "NumDs", at = 2))]
    d: Vec<Text<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
