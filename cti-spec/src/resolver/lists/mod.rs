//! Lists: their counts, their entries, and the parts that they are in.

pub(super) mod counts;
pub(super) mod entries;
pub(super) mod part;
