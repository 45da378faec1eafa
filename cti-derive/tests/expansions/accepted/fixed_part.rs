//! Fixed fields that every version has: one chunk.

use cti_messages::{Message, UnknownField};

#[derive(Debug, Default, Message)]
#[cti(name = "FIXED_EVENT", number = 1, from = server)]
pub struct FixedEvent<'a> {
    #[cti(fixed, name = "Byte")]
    pub byte: u8,
    #[cti(fixed, name = "Bytes")]
    pub bytes: [u8; 3],
    #[cti(fixed, name = "Long", signed)]
    pub long: u32,
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}
