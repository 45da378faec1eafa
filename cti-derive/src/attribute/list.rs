//! The keys of lists, and `count(name = "NumCTIClients", at = 3)`: the place of the number of entries.

use proc_macro2::Span;

use super::directives::{Directive, Directives, Key};
use super::member::{FieldAttribute, Maximum, Parts, Presence, SIGNED, TAG};
use super::value::{self, Spanned, VersionRange};
use crate::errors::Errors;

const NAME: Key = Key {
    word: "name",
    usage: "name = \"NamedVariables\"",
};
const MEMBER: Key = Key {
    word: "member",
    usage: "member = \"NamedVariable\"",
};
const LIMIT: Key = Key {
    word: "limit",
    usage: "limit = 16",
};
/// The key that a list needs.
pub(crate) const COUNT: Key = Key {
    word: "count",
    usage: "count(name = \"NumCTIClients\", at = 3)",
};
const COUNT_NAME: Key = Key {
    word: "name",
    usage: "name = \"NumCTIClients\"",
};
const COUNT_TAG: Key = Key {
    word: "tag",
    usage: "tag = 228",
};
const COUNT_AT: Key = Key {
    word: "at",
    usage: "at = 3",
};
const COUNT_WIDTH: Key = Key {
    word: "width",
    usage: "width = 2",
};

/// The attributes of a list of any style.
pub(crate) struct ListAttribute {
    /// The list's own name.
    pub(crate) name: Spanned<String>,
    pub(crate) count: Count,
    /// The most entries.
    pub(crate) limit: Option<Spanned<u16>>,
    pub(crate) window: VersionRange,
}

/// A list whose entries are values of one field, with that field.
pub(crate) struct ValuesAttribute {
    pub(crate) list: ListAttribute,
    pub(crate) member: FieldAttribute,
}

impl ListAttribute {
    /// Takes the keys of a list of structs: an `ordered`, `records` or `columns` member.
    pub(crate) fn take(mut directives: Directives<'_>, errors: &Errors) -> Option<Self> {
        let list = Self::take_common(&mut directives, errors);
        directives.finish();
        list
    }

    fn take_common(directives: &mut Directives<'_>, errors: &Errors) -> Option<Self> {
        let name = directives.required(NAME, value::text);
        let count = directives.required(COUNT, Count::read);
        let limit = directives.optional(LIMIT, value::size);
        let window = VersionRange::take(directives, errors);
        Some(Self {
            name: name?,
            count: count?,
            limit,
            window,
        })
    }
}

impl ValuesAttribute {
    /// Takes the keys of a list of values: a `list` or `array` member.
    pub(crate) fn take(mut directives: Directives<'_>, errors: &Errors) -> Option<Self> {
        let list = ListAttribute::take_common(&mut directives, errors);
        let name = directives.required(MEMBER, value::text);
        let tag = directives.required(TAG, value::short);
        let presence = Presence::take(&mut directives);
        let maxima = Maximum::take_all(&mut directives, errors);
        let parts = Parts::take(&mut directives);
        let signed = directives.optional(SIGNED, value::flag).is_some();
        directives.finish();
        let list = list?;
        let member = FieldAttribute {
            name: name?,
            tag: tag?,
            presence,
            window: list.window,
            maxima,
            parts,
            signed,
        };
        Some(Self { list, member })
    }
}

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
        let name = inner.required(COUNT_NAME, value::text);
        let tag = inner.optional(COUNT_TAG, value::short);
        let at = inner.required(COUNT_AT, value::short);
        let width = inner.optional(COUNT_WIDTH, value::byte);
        inner.finish();
        if let Some(width) = width.filter(|width| !matches!(**width, 1 | 2 | 4)) {
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
