//! `#[cti(fixed, name = "InvokeID", …)]`.

use super::directives::{Directives, Key};
use super::value::{self, Spanned};
use super::window::VersionRange;
use crate::errors::Errors;

const NAME: Key = Key {
    word: "name",
    usage: "name = \"InvokeID\"",
};
pub(super) const SIGNED: Key = Key {
    word: "signed",
    usage: "signed",
};
const NULL: Key = Key {
    word: "null",
    usage: "null = 0xFFFF_FFFF",
};

/// What is said about a field of the fixed part.
pub(crate) struct FixedAttribute {
    pub(crate) name: Spanned<String>,
    pub(crate) window: VersionRange,
    /// Whether its unsigned type is shown signed.
    pub(crate) signed: bool,
    /// The bits that stand on the wire for `None`.
    pub(crate) null: Option<Spanned<u32>>,
}

impl FixedAttribute {
    /// Takes the keys of a `fixed` member.
    pub(crate) fn take(mut directives: Directives<'_>, errors: &Errors) -> Option<Self> {
        let name = directives.required(NAME, value::text);
        let window = VersionRange::take(&mut directives, errors);
        let signed = directives.optional(SIGNED, value::flag).is_some();
        let null = directives.optional(NULL, value::long);
        directives.finish();
        Some(Self {
            name: name?,
            window,
            signed,
            null,
        })
    }
}
