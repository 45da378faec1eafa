//! A maximum for values that have one size, which only the compiler can know of a type by its name.

use cti_messages::{Enumeration, TypedMessage, UnknownField};

#[derive(Clone, Copy, PartialEq, Eq, Default, Enumeration)]
#[cti(name = "Mood", constants(GOOD = "MOOD_GOOD"))]
pub struct Mood(pub u16);

impl Mood {
    pub const GOOD: Self = Self(1);
}

#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "MOOD_EVENT", number = 900, from = server)]
pub struct MoodEvent<'a> {
    #[cti(field, name = "Mood", tag = 1, max = 1)]
    pub mood: Option<Mood>,
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

fn main() {}
