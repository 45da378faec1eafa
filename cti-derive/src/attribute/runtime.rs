//! `crate = path::to::cti_messages`: where the runtime is, if it was renamed.

use syn::{Path, parse_quote};

use super::directives::{Directives, Key};
use super::value;

const CRATE: Key = Key {
    word: "crate",
    usage: "crate = path::to::cti_messages",
};

/// Takes the `crate` key; without it the runtime is `::cti_messages`.
pub(crate) fn take(directives: &mut Directives<'_>) -> Path {
    directives
        .optional(CRATE, value::path)
        .unwrap_or_else(|| parse_quote!(::cti_messages))
}
