//! Fixed fields that every version has: one chunk.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "FIXED_EVENT", number = 1, from = server)]
struct FixedEvent<'a> {
    #[cti(fixed, name = "Byte")]
    byte: u8,
    #[cti(fixed, name = "Bytes")]
    bytes: [u8; 3],
    #[cti(fixed, name = "Long", signed)]
    long: u32,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
