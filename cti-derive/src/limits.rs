//! Limits of the runtime, which the derives check first, where the mistake is. The expansions assert them.

/// The most members of a message besides `unknown`.
pub(crate) const MAX_MEMBERS: usize = 256;

/// The most combined limits (`together`) of a message.
pub(crate) const MAX_COMBINED_LIMITS: usize = 4;

/// The most members of an entry whose members travel as columns.
pub(crate) const MAX_COLUMNS: usize = 8;

/// The most bytes of the fixed part of a form that is recognised by the floating field behind it.
pub(crate) const MAX_FORM_BYTES: usize = 48;
