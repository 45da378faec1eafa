//! An enumeration, with a constant that changed its value.

use cti_messages::Enumeration;

#[derive(Clone, Copy, Enumeration)]
#[cti(
    name = "Mood",
    constants(
        GOOD = "MOOD_GOOD",
        OLD_BAD("MOOD_BAD", until = 18),
        BAD("MOOD_BAD", since = 19)
    )
)]
struct Mood(u16);

impl Mood {
    const GOOD: Self = Self(0);
    const OLD_BAD: Self = Self(1);
    const BAD: Self = Self(2);
}
