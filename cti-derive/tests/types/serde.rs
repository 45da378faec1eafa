//! Serde's traits asked for, where the runtime has been built without its feature: one error at each key.

use cti_messages::{Enumeration, Id, Mask, TypedMessage, UnknownField};

#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "MOOD_EVENT", number = 9000, from = server, serde)]
struct MoodEvent<'a> {
    #[cti(fixed, name = "Mood")]
    mood: Mood,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Enumeration)]
#[cti(name = "Mood", constants(GOOD = "MOOD_GOOD"), serde)]
struct Mood(u16);

impl Mood {
    const GOOD: Self = Self(0);
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Mask)]
#[cti(name = "Moods", bits(GOOD = "MOODS_GOOD"))]
#[cti(serde)]
struct Moods(u16);

impl Moods {
    const GOOD: Self = Self(1);
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Id)]
#[cti(serde, name = "MoodID")]
struct MoodId(u32);

fn main() {}
