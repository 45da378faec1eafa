//! Integers of the wire have no sign.

use cti_messages::{Enumeration, Id, Mask};

type Short = i16;

#[derive(Clone, Copy, Enumeration)]
#[cti(name = "Level", constants(LOW = "LEVEL_LOW"))]
struct Level(i16);

impl Level {
    const LOW: Self = Self(-1);
}

#[derive(Clone, Copy, Mask)]
#[cti(name = "Flags", bits(LAST = "FLAG_LAST"))]
struct Flags(i32);

impl Flags {
    const LAST: Self = Self(i32::MIN);
}

#[derive(Clone, Copy, Id)]
#[cti(name = "Alias", null = NULL)]
struct Alias(Short);

impl Alias {
    const NULL: Self = Self(-1);
}

fn main() {}
