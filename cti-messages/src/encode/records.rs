//! How a reader tells records apart: by a tag that comes again.

/// The tags of a record's fields, which separate one record from the next.
pub trait RecordTags {
    /// Whether it has a field with a tag: one of its own, a count, or a member of a list.
    fn has_tag(tag: u16) -> bool
    where
        Self: Sized;

    /// Whether it holds a tag as a field or a count.
    fn holds(&self, tag: u16) -> bool;
}

/// Whether a field with a tag opens a record, written first of it, after the record `before`: it has to
/// hold the tag already. Any field opens the first record.
#[inline]
pub(super) fn opens<R: RecordTags + ?Sized>(before: Option<&R>, tag: u16) -> bool {
    before.is_none_or(|before| before.holds(tag))
}
