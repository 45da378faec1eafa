//! The types: basic ones, ids, enumerations and masks, and the values that they have.

pub(super) mod basic;
pub(super) mod named;
mod unique;
pub(super) mod values;
