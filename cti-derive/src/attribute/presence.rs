//! `required`, `optional`, `conditional`: what the guide says about a floating field.

use super::directives::Directives;
use super::value::Spanned;

/// Whether the guide demands a floating field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must be there; the strict modes refuse a message without it.
    Required,
    /// It may be there.
    Optional,
    /// It is there under conditions that the guide gives in words.
    Conditional,
}

impl Presence {
    /// Takes at most one of the three words.
    pub(crate) fn take(directives: &mut Directives<'_>) -> Option<Spanned<Self>> {
        const CHOICES: [(&str, Presence); 3] = [
            ("required", Presence::Required),
            ("optional", Presence::Optional),
            ("conditional", Presence::Conditional),
        ];
        directives
            .one_of(&CHOICES)
            .map(|(value, span)| Spanned { value, span })
    }
}
