//! How a reader tells records apart: by a tag that comes again.

use super::WriteFloating;

/// Whether a field with a tag opens a record, written first of it, after the record `before`: it has to
/// hold the tag already. Any field opens the first record.
#[inline]
pub(super) fn opens<R: WriteFloating + ?Sized>(before: Option<&R>, tag: u16) -> bool {
    before.is_none_or(|before| before.holds(tag))
}
