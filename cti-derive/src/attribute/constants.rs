//! `constants(PREROUTE = "CALLTYPE_PREROUTE", OLD("CALLTYPE_OLD", until = 18))` and, alike, `bits(…)`.

use syn::Ident;

use super::directives::{Directive, Directives, Form, Key};
use super::value::{self, Spanned};
use super::window::VersionRange;
use crate::errors::Errors;

/// The key of an enumeration.
pub(crate) const CONSTANTS: Key = Key {
    word: "constants",
    usage: "constants(OTHER_IN = \"CALLTYPE_OTHER_IN\")",
};
/// The key of a mask.
pub(crate) const BITS: Key = Key {
    word: "bits",
    usage: "bits(LOGIN = \"AGENT_LOGIN_MASK\")",
};

/// A constant that all versions have.
const SIMPLE: Key = Key {
    word: "CONSTANT",
    usage: "OTHER_IN = \"CALLTYPE_OTHER_IN\"",
};
/// A constant that some versions have.
const WINDOWED: Key = Key {
    word: "CONSTANT",
    usage: "OTHER_IN(\"CALLTYPE_OTHER_IN\", until = 18)",
};

/// A constant of an enumeration or mask, and its name in the guide.
pub(crate) struct Constant {
    /// The associated constant of the type.
    pub(crate) constant: Ident,
    pub(crate) name: Spanned<String>,
    pub(crate) window: VersionRange,
}

impl Constant {
    /// Reads the list of `constants(…)` or `bits(…)`.
    pub(crate) fn read_all(directive: &Directive, key: Key, errors: &Errors) -> Option<Vec<Self>> {
        let tokens = value::list(directive, key, errors)?;
        let mut inner = Directives::of_list(
            tokens,
            "the list of constants",
            directive.key.span(),
            errors,
        );
        let constants: Vec<_> = inner
            .take_rest()
            .iter()
            .filter_map(|item| Self::read(item, errors))
            .collect();
        inner.finish();
        for (index, constant) in constants.iter().enumerate() {
            constant.check_against(constants.get(..index).unwrap_or_default(), errors);
        }
        Some(constants)
    }

    fn read(item: &Directive, errors: &Errors) -> Option<Self> {
        let constant = item.key.clone();
        let Form::List(tokens) = &item.form else {
            let name = value::text(item, SIMPLE, errors)?;
            return Some(Self {
                constant,
                name,
                window: VersionRange::default(),
            });
        };
        let mut inner = Directives::of_list(tokens.clone(), "a constant", constant.span(), errors);
        let name = inner.bare(WINDOWED.usage);
        let window = VersionRange::take(&mut inner, errors);
        inner.finish();
        let name = value::text_literal(name?, WINDOWED, errors)?;
        Some(Self {
            constant,
            name,
            window,
        })
    }

    fn check_against(&self, earlier: &[Self], errors: &Errors) {
        if earlier.iter().any(|other| other.constant == self.constant) {
            errors.at(
                self.constant.span(),
                format!("`{}` is listed twice", self.constant),
            );
        } else if earlier
            .iter()
            .any(|other| *other.name == *self.name && other.window.overlaps(&self.window))
        {
            errors.at(
                self.name.span,
                format!("\"{}\" names two constants in one version", *self.name),
            );
        }
    }
}
