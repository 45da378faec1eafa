//! How much of a kind a message can have: what generated code and its runtime keep account of.

/// The most members of a message.
pub const MAX_MEMBERS: usize = 256;

/// The most limits on lists together of a message.
pub const MAX_COMBINED_LIMITS: usize = 4;

/// The most members of an entry in columns.
pub const MAX_COLUMNS: usize = 8;

/// The most bytes of fixed fields in a layout that is recognised by the floating field behind it.
pub const MAX_FORM_BYTES: usize = 48;
