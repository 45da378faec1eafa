//! A mask.

use cti_messages::Mask;

#[derive(Clone, Copy, Mask)]
#[cti(
    name = "Gear",
    bits(FIRST = "GEAR_FIRST", SECOND("GEAR_SECOND", since = 19, until = 24), THIRD("GEAR_THIRD", mode))
)]
struct Gear(u16);

impl Gear {
    const FIRST: Self = Self(0x1);
    const SECOND: Self = Self(0x2);
    const THIRD: Self = Self(0x4);
}
