//! A mask.

use cti_messages::Mask;

#[derive(Clone, Copy, Mask)]
#[cti(
    name = "Gear",
    bits(FIRST = "GEAR_FIRST", SECOND("GEAR_SECOND", since = 19, until = 24))
)]
struct Gear(u16);

impl Gear {
    const FIRST: Self = Self(0x1);
    const SECOND: Self = Self(0x2);
}
