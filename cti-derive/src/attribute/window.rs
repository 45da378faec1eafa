//! `since = 19` and `until = 18`: the protocol versions in which something exists.

use proc_macro2::Span;

use super::directives::{Directives, Key};
use super::value::{self, Spanned};
use crate::errors::Errors;

const SINCE: Key = Key {
    word: "since",
    usage: "since = 19",
};
const UNTIL: Key = Key {
    word: "until",
    usage: "until = 18",
};

/// The protocol versions in which something exists; both ends belong to it.
#[derive(Clone, Copy, Default)]
pub(crate) struct VersionRange {
    /// The first version, if it is not the first of all.
    pub(crate) since: Option<Spanned<u8>>,
    /// The last version, if it is not the last of all.
    pub(crate) until: Option<Spanned<u8>>,
}

impl VersionRange {
    /// Takes `since` and `until`.
    pub(crate) fn take(directives: &mut Directives<'_>, errors: &Errors) -> Self {
        let since = directives.optional(SINCE, value::byte);
        let until = directives.optional(UNTIL, value::byte);
        if let (Some(since), Some(until)) = (since, until)
            && *since > *until
        {
            errors.at(
                until.span,
                format!("no version is left: `since` is {} already", *since),
            );
        }
        Self { since, until }
    }

    /// Whether it leaves out nothing.
    pub(crate) fn is_unbounded(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }

    /// The first version, 0 if it has no start.
    pub(crate) fn first(&self) -> u8 {
        self.since.map_or(0, |since| *since)
    }

    /// The last version, 255 if it has no end.
    pub(crate) fn last(&self) -> u8 {
        self.until.map_or(u8::MAX, |until| *until)
    }

    /// Whether both leave out the same versions.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (self.first(), self.last()) == (other.first(), other.last())
    }

    /// Whether some version lies in both.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }

    /// Where it was written.
    pub(crate) fn span(&self) -> Option<Span> {
        self.since.or(self.until).map(|bound| bound.span)
    }
}
