//! `#[cti(list, …)]`, `array`, `ordered`, `records`, `columns`.

use super::count::{COUNT, Count};
use super::directives::{Directives, Key};
use super::field::{FieldAttribute, TAG};
use super::fixed::SIGNED;
use super::maximum::Maximum;
use super::parts::Parts;
use super::presence::Presence;
use super::value::{self, Spanned};
use super::window::VersionRange;
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

/// What is said about a list of any style.
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
