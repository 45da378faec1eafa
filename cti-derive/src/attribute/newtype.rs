//! `#[cti(name = "CallType", …)]` on an enumeration, a mask, an ID or the struct of an entry.

use syn::{Ident, Path};

use super::constants::{BITS, CONSTANTS, Constant};
use super::directives::{Directives, Key};
use super::runtime;
use super::value::{self, Spanned};
use crate::errors::Errors;

const NAME: Key = Key {
    word: "name",
    usage: "name = \"CallType\"",
};
const NULL: Key = Key {
    word: "null",
    usage: "null = NULL",
};
const NULL_NAME: Key = Key {
    word: "null_name",
    usage: "null_name = \"NULL_CALL_ID\"",
};

/// What is said about an entry, and the least that is said about a newtype.
pub(crate) struct NameAttribute {
    pub(crate) name: Spanned<String>,
}

/// What is said about an enumeration or a mask.
pub(crate) struct ConstantsAttribute {
    pub(crate) name: Spanned<String>,
    pub(crate) constants: Vec<Constant>,
}

/// What is said about an ID.
pub(crate) struct IdAttribute {
    pub(crate) name: Spanned<String>,
    /// The associated constant that means "none".
    pub(crate) null: Option<Ident>,
    /// What the guide calls it.
    pub(crate) null_name: Option<Spanned<String>>,
}

impl NameAttribute {
    /// Takes the keys of an entry or a record.
    pub(crate) fn take(mut directives: Directives<'_>) -> (Path, Option<Self>) {
        let runtime = runtime::take(&mut directives);
        let name = directives.required(NAME, value::text);
        directives.finish();
        (runtime, name.map(|name| Self { name }))
    }
}

impl ConstantsAttribute {
    /// Takes the keys of an enumeration.
    pub(crate) fn take_enumeration(directives: Directives<'_>) -> (Path, Option<Self>) {
        Self::take(directives, CONSTANTS)
    }

    /// Takes the keys of a mask.
    pub(crate) fn take_mask(directives: Directives<'_>) -> (Path, Option<Self>) {
        Self::take(directives, BITS)
    }

    fn take(mut directives: Directives<'_>, key: Key) -> (Path, Option<Self>) {
        let runtime = runtime::take(&mut directives);
        let name = directives.required(NAME, value::text);
        let constants = directives.required(key, Constant::read_all);
        directives.finish();
        let attribute = name
            .zip(constants)
            .map(|(name, constants)| Self { name, constants });
        (runtime, attribute)
    }
}

impl IdAttribute {
    /// Takes the keys of an ID.
    pub(crate) fn take(mut directives: Directives<'_>, errors: &Errors) -> (Path, Option<Self>) {
        let runtime = runtime::take(&mut directives);
        let name = directives.required(NAME, value::text);
        let null = directives.optional(NULL, value::word);
        let null_name = directives.optional(NULL_NAME, value::text);
        directives.finish();
        if let (None, Some(null_name)) = (&null, &null_name) {
            errors.at(
                null_name.span,
                format!(
                    "a name for the null value needs the value too: `{}`",
                    NULL.usage
                ),
            );
        }
        (
            runtime,
            name.map(|name| Self {
                name,
                null,
                null_name,
            }),
        )
    }
}
