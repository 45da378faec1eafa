//! The first word on a member: what part of the message it is.

use proc_macro2::Span;

use super::directives::Directives;
use crate::errors::Errors;

/// What part of a message, record or entry a member is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Fixed,
    Field,
    List,
    Array,
    Ordered,
    Records,
    Columns,
    Unknown,
    Trailing,
}

/// The kinds that a message has.
pub(crate) const MESSAGE_KINDS: &[(&str, Kind)] = &[
    ("fixed", Kind::Fixed),
    ("field", Kind::Field),
    ("list", Kind::List),
    ("array", Kind::Array),
    ("ordered", Kind::Ordered),
    ("records", Kind::Records),
    ("columns", Kind::Columns),
    ("unknown", Kind::Unknown),
    ("trailing", Kind::Trailing),
];

/// The kinds that a record has.
pub(crate) const RECORD_KINDS: &[(&str, Kind)] = &[
    ("field", Kind::Field),
    ("list", Kind::List),
    ("array", Kind::Array),
    ("ordered", Kind::Ordered),
    ("columns", Kind::Columns),
    ("unknown", Kind::Unknown),
];

/// The kind that an entry has.
pub(crate) const ENTRY_KINDS: &[(&str, Kind)] = &[("field", Kind::Field)];

impl Kind {
    /// Takes the one kind word of a member and names the member after it.
    pub(crate) fn take(
        directives: &mut Directives<'_>,
        possible: &[(&'static str, Self)],
        member: Span,
        errors: &Errors,
    ) -> Option<Self> {
        match directives.one_of(possible) {
            Some((kind, _)) => {
                directives.rename(kind.owner());
                Some(kind)
            }
            None => {
                let words: Vec<_> = possible
                    .iter()
                    .map(|(word, _)| format!("`#[cti({word}, …)]`"))
                    .collect();
                errors.at(
                    member,
                    format!(
                        "what part is this member? Mark it with {}",
                        words.join(" or ")
                    ),
                );
                None
            }
        }
    }

    /// What a member of the kind is called in messages.
    fn owner(self) -> &'static str {
        match self {
            Self::Fixed => "a `fixed` member",
            Self::Field => "a `field` member",
            Self::List => "a `list` member",
            Self::Array => "an `array` member",
            Self::Ordered => "an `ordered` member",
            Self::Records => "a `records` member",
            Self::Columns => "a `columns` member",
            Self::Unknown => "the `unknown` member",
            Self::Trailing => "the `trailing` member",
        }
    }
}
