//! `together(named_variables, named_arrays, max = 2000)`: a limit on the data of several lists.

use proc_macro2::Span;
use syn::Ident;

use super::directives::{Directive, Directives, Key};
use super::value::{self, Spanned};
use crate::errors::Errors;

const TOGETHER: Key = Key {
    word: "together",
    usage: "together(named_variables, named_arrays, max = 2000)",
};
const MAX: Key = Key {
    word: "max",
    usage: "max = 2000",
};

/// A limit on the data bytes of several lists together.
pub(crate) struct Together {
    /// The members that hold the lists.
    pub(crate) lists: Vec<Ident>,
    pub(crate) max: Spanned<u16>,
    /// The place of the word `together`.
    pub(crate) span: Span,
}

impl Together {
    /// Takes every `together(…)`.
    pub(crate) fn take_all(directives: &mut Directives<'_>) -> Vec<Self> {
        directives.repeated(TOGETHER, Self::read)
    }

    fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let tokens = value::list(directive, key, errors)?;
        let span = directive.key.span();
        let mut inner = Directives::of_list(tokens, "`together(…)`", span, errors);
        let max = inner.required(MAX, value::size);
        let lists = inner.words();
        inner.finish();
        if lists.is_empty() {
            errors.at(span, format!("name the lists: `{}`", key.usage));
        }
        Some(Self {
            lists,
            max: max?,
            span,
        })
    }
}
