//! What is said of a message as a whole: nothing but the least, and everything.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "LEAST_REQ", number = 1, from = client)]
struct LeastReq<'a> {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(
    name = "MOST_EVENT",
    number = 70000,
    from = server,
    service = ClientEvents,
    since = 14,
    until = 24,
    confirmed_by = 3
)]
struct MostEvent<'frame> {
    #[cti(unknown)]
    rest: Vec<UnknownField<'frame>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "BOTH_EVENT", number = 3, from = either)]
struct BothEvent<'a> {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
