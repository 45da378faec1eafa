//! A mask.

use cti_messages::Mask;

#[derive(Clone, Copy, Mask)]
#[cti(
    name = "Gear",
    bits(FIRST = "GEAR_FIRST", SECOND("GEAR_SECOND", since = 19, until = 24))
)]
struct Gear(u16);

bitflags::bitflags! {
    impl Gear: u16 {
        const FIRST = 0x1;
        const SECOND = 0x2;
        const _ = !0;
    }
}
