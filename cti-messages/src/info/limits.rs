//! How much of a kind a message can have: what the runtime keeps account of in arrays.
//!
//! The expansions of the derives assert these limits; the specification language has the same.

use super::MessageInfo;

/// The most members of a message, its counts and `unknown` not counted.
pub const MAX_MEMBERS: usize = 256;

/// The most combined limits of a message.
pub const MAX_COMBINED_LIMITS: usize = 4;

/// The most members of an entry whose members travel as columns.
pub const MAX_COLUMNS: usize = 8;

/// The most bytes of the fixed part of a form that is recognised by the floating field behind it.
///
/// When a value is written, its form is recognised by the start of its body: so many bytes, and the field.
pub const MAX_FORM_BYTES: usize = 48;

/// Whether a message keeps within the limits on what it can have.
#[must_use]
pub(crate) const fn is_within_limits(info: &MessageInfo) -> bool {
    info.members.len() <= MAX_MEMBERS && info.combined_limits.len() <= MAX_COMBINED_LIMITS
}
