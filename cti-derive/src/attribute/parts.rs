//! `parts(name = 33, value = 211)`: how long the parts of a named variable may be.

use proc_macro2::Span;

use super::directives::{Directive, Directives, Key};
use super::value::{self, Spanned};
use crate::errors::Errors;

const PARTS: Key = Key {
    word: "parts",
    usage: "parts(name = 33, value = 211)",
};
const NAME: Key = Key {
    word: "name",
    usage: "name = 33",
};
const VALUE: Key = Key {
    word: "value",
    usage: "value = 211",
};

/// How long the parts of a named variable may be.
pub(crate) struct Parts {
    /// The bytes of the name, its NUL included.
    pub(crate) name: Spanned<u16>,
    /// The bytes of the value, its NUL included.
    pub(crate) value: Spanned<u16>,
    /// The place of the word `parts`.
    pub(crate) span: Span,
}

impl Parts {
    /// Takes `parts(…)`.
    pub(crate) fn take(directives: &mut Directives<'_>) -> Option<Self> {
        directives.optional(PARTS, Self::read)
    }

    fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let tokens = value::list(directive, key, errors)?;
        let span = directive.key.span();
        let mut inner = Directives::of_list(tokens, "`parts(…)`", span, errors);
        let name = inner.required(NAME, value::size);
        let value = inner.required(VALUE, value::size);
        inner.finish();
        Some(Self {
            name: name?,
            value: value?,
            span,
        })
    }
}
