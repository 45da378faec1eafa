//! Limits of the runtime, which the derives check first, where the mistake is. The expansions assert them.

/// The most members of a message besides `unknown`.
pub(crate) const MAX_MEMBERS: usize = 256;

/// The most limits on lists together of a message.
pub(crate) const MAX_COMBINED_LIMITS: usize = 4;
