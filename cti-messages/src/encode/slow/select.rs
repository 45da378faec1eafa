//! Which members have been written, and which are to be.

use crate::generated::tags::Tag;
use crate::info::MAX_MEMBERS;

/// A set of members of a message.
#[derive(Clone, Copy, Default)]
pub(super) struct MemberSet([u64; MAX_MEMBERS / 64]);

impl MemberSet {
    pub(super) fn insert(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    pub(super) fn contains(&self, index: usize) -> bool {
        self.0
            .get(index / 64)
            .is_some_and(|word| word >> (index % 64) & 1 == 1)
    }
}

/// Which fields of a record are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    /// All.
    All,
    /// Only the one with this tag.
    Only(Tag),
    /// All but the one with this tag.
    Except(Tag),
}

impl Filter {
    /// Whether a field or count with a tag is written.
    #[inline]
    pub(super) fn lets_pass(self, tag: Tag) -> bool {
        match self {
            Self::All => true,
            Self::Only(only) => tag == only,
            Self::Except(except) => tag != except,
        }
    }

    /// Whether a single field is written.
    #[inline]
    pub(super) fn is_only(self) -> bool {
        matches!(self, Self::Only(_))
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, MAX_MEMBERS, MemberSet, Tag};

    #[test]
    fn a_set_holds_what_was_inserted() {
        for index in 0..MAX_MEMBERS {
            let mut set = MemberSet::default();
            set.insert(index);
            set.insert(index);
            for other in 0..MAX_MEMBERS {
                assert_eq!(set.contains(other), other == index, "{index} {other}");
            }
        }
        let mut set = MemberSet::default();
        (0..MAX_MEMBERS).for_each(|index| set.insert(index));
        assert!((0..MAX_MEMBERS).all(|index| set.contains(index)));
    }

    #[test]
    fn a_set_has_no_room_for_more_members_than_a_message_has() {
        let mut set = MemberSet::default();
        set.insert(MAX_MEMBERS);
        assert!((0..=MAX_MEMBERS).all(|index| !set.contains(index)));
    }

    #[test]
    fn a_filter_lets_one_field_pass_or_the_others() {
        for (filter, one, other, only) in [
            (Filter::All, true, true, false),
            (Filter::Only(Tag(1)), true, false, true),
            (Filter::Except(Tag(1)), false, true, false),
        ] {
            assert_eq!(
                (filter.lets_pass(Tag(1)), filter.lets_pass(Tag(2))),
                (one, other)
            );
            assert_eq!(filter.is_only(), only);
        }
    }
}
