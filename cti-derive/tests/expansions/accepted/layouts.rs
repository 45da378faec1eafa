//! Several fixed parts: told by the version, by the size of the body, by the field that follows.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(
    name = "LAYOUTS_EVENT",
    number = 1,
    from = server,
    layout(until = 19, fields(status, kind)),
    layout(since = 20, body(6), body(6, customer), fields(kind, status as u16)),
    layout(since = 20, fields(kind, status, extra)),
)]
struct LayoutsEvent<'a> {
    #[cti(fixed, name = "Kind")]
    kind: u32,
    #[cti(fixed, name = "Status")]
    status: u32,
    #[cti(fixed, name = "Extra", null = 0xFFFF)]
    extra: Option<u16>,
    #[cti(field, name = "Other", tag = 1)]
    other: Option<u32>,
    #[cti(field, name = "Customer", tag = 2)]
    customer: Option<u32>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

/// Each has a body, so the last one stands for the rule.
#[derive(Debug, Default, TypedMessage)]
#[cti(
    name = "BODIES_EVENT",
    number = 2,
    from = server,
    layout(body(2), fields(a)),
    layout(body(4), fields(a, b)),
)]
struct BodiesEvent<'a> {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(fixed, name = "B")]
    b: Option<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
