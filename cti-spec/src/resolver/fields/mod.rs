//! The fields of messages and entries.

pub(super) mod fixed;
pub(super) mod floating;
pub(super) mod meaning;
