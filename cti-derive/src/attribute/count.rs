//! `count(name = "NumCTIClients", tag = 228, at = 3, width = 2)`: where the length of a list is written.

use proc_macro2::Span;

use super::directives::{Directive, Directives, Key};
use super::value::{self, Spanned};
use crate::errors::Errors;

/// The key that a list needs.
pub(crate) const COUNT: Key = Key {
    word: "count",
    usage: "count(name = \"NumCTIClients\", at = 3)",
};

const NAME: Key = Key {
    word: "name",
    usage: "name = \"NumCTIClients\"",
};
const TAG: Key = Key {
    word: "tag",
    usage: "tag = 228",
};
const AT: Key = Key {
    word: "at",
    usage: "at = 3",
};
const WIDTH: Key = Key {
    word: "width",
    usage: "width = 2",
};

/// The count of a list: a fixed field, or with a tag a floating one.
pub(crate) struct Count {
    pub(crate) name: Spanned<String>,
    /// The tag, if it is a floating field.
    pub(crate) tag: Option<Spanned<u16>>,
    /// Its index among the fixed fields, or among the items of the floating part.
    pub(crate) at: Spanned<u16>,
    /// The bytes of its integer: 1, 2 or 4.
    pub(crate) width: u8,
    /// The place of the word `count`.
    pub(crate) span: Span,
}

impl Count {
    /// Reads the list of a `count(…)`.
    pub(crate) fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let tokens = value::list(directive, key, errors)?;
        let span = directive.key.span();
        let mut inner = Directives::of_list(tokens, "`count(…)`", span, errors);
        let name = inner.required(NAME, value::text);
        let tag = inner.optional(TAG, value::short);
        let at = inner.required(AT, value::short);
        let width = inner.optional(WIDTH, value::byte);
        inner.finish();
        if let Some(width) = width
            && !matches!(*width, 1 | 2 | 4)
        {
            errors.at(width.span, "the width of a count is 1, 2 or 4 bytes");
        }
        Some(Self {
            name: name?,
            tag,
            at: at?,
            width: width.map_or(2, |width| *width),
            span,
        })
    }
}
