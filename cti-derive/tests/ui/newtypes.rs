//! Enumerations, masks and IDs.

use cti_messages::{Enumeration, Id, Mask};

#[derive(Clone, Copy, Enumeration)]
#[cti(name = "Listed", constants(
    ONE = "A_ONE",
    ONE = "A_UNO",
    EINS = "A_ONE",
    BARE,
    EMPTY(),
    LATE("A_LATE", after = 19),
    "A_THREE",
    fn = "A_FN",
))]
struct Listed(u16);

#[derive(Clone, Copy, Enumeration)]
#[cti(name = "Confused", constants(
    A = "B",
    B = "C",
    c = "D",
    OLD("E", until = 18),
    NEW("e", since = 19),
    Old = "F",
))]
struct Confused(u16);

#[derive(Clone, Copy, Enumeration)]
#[cti(name = "Bits", bits(ONE = "A_ONE"))]
struct Bits(u16);

#[derive(Clone, Copy, Mask)]
#[cti(name = "Named", bits(ONE = "A_ONE"))]
struct Named {
    bits: u16,
}

#[derive(Clone, Copy, Id)]
#[cti(name = "Generic", null_name = "NULL_GENERIC")]
struct Generic<T>(T);

fn main() {}
