//! `#[cti(name = "CallType", …)]` on an enumeration, a mask, an ID or the struct of an entry, with
//! `constants(PREROUTE = "CALLTYPE_PREROUTE", OLD("CALLTYPE_OLD", until = 18))` and, alike, `bits(…)`.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Ident, Path};

use super::directives::{Directive, Directives, Form, Key};
use super::message::{take_runtime, take_serde};
use super::value::{self, Spanned, VersionRange};
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

/// A bit that is a mode.
const MODE: Key = Key {
    word: "mode",
    usage: "DEBUG(\"SERVICE_DEBUG\", mode)",
};

/// The attributes of an entry, which each newtype has too.
pub(crate) struct NameAttribute {
    pub(crate) name: Spanned<String>,
}

/// The attributes of an enumeration or a mask.
pub(crate) struct ConstantsAttribute {
    pub(crate) name: Spanned<String>,
    pub(crate) constants: Vec<Constant>,
    /// The place of the word `serde`, if it was given.
    pub(crate) serde: Option<Span>,
}

/// The attributes of an ID.
pub(crate) struct IdAttribute {
    pub(crate) name: Spanned<String>,
    /// The associated constant that means "none".
    pub(crate) null: Option<Ident>,
    /// What the guide calls it.
    pub(crate) null_name: Option<Spanned<String>>,
    /// The place of the word `serde`, if it was given.
    pub(crate) serde: Option<Span>,
}

impl NameAttribute {
    /// Takes the keys of an entry or a record.
    pub(crate) fn take(mut directives: Directives<'_>) -> (Path, Option<Self>) {
        let runtime = take_runtime(&mut directives);
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
        let runtime = take_runtime(&mut directives);
        let name = directives.required(NAME, value::text);
        let constants = directives.required(key, Constant::read_all);
        let serde = take_serde(&mut directives);
        directives.finish();
        let attribute = name.zip(constants).map(|(name, constants)| Self {
            name,
            constants,
            serde,
        });
        (runtime, attribute)
    }
}

impl IdAttribute {
    /// Takes the keys of an ID.
    pub(crate) fn take(mut directives: Directives<'_>, errors: &Errors) -> (Path, Option<Self>) {
        let runtime = take_runtime(&mut directives);
        let name = directives.required(NAME, value::text);
        let null = directives.optional(NULL, value::word);
        let null_name = directives.optional(NULL_NAME, value::text);
        let serde = take_serde(&mut directives);
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
                serde,
            }),
        )
    }
}

/// A constant of an enumeration or mask, and its name in the guide.
pub(crate) struct Constant {
    /// The associated constant of the type.
    pub(crate) constant: Ident,
    pub(crate) name: Spanned<String>,
    /// Whether it is a bit that changes how a session works, rather than asking for something.
    pub(crate) mode: bool,
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
            .filter_map(|item| Self::read(item, key, errors))
            .collect();
        inner.finish();
        let mut unique = true;
        for (index, constant) in constants.iter().enumerate() {
            unique &= constant.check_against(constants.get(..index).unwrap_or_default(), errors);
        }
        if unique {
            check_names_are_read_back(&constants, errors);
        }
        Some(constants)
    }

    fn read(item: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let constant = item.key.clone();
        // `parse_any` took the keys of the list, and a constant cannot have the name of a keyword.
        if syn::parse_str::<Ident>(&constant.to_string()).is_err() {
            let message = format!("`{constant}` is a keyword; write `r#{constant}`");
            errors.at(constant.span(), message);
            return None;
        }
        let Form::List(tokens) = &item.form else {
            let name = value::text(item, SIMPLE, errors)?;
            return Some(Self {
                constant,
                name,
                mode: false,
                window: VersionRange::default(),
            });
        };
        let mut inner = Directives::of_list(tokens.clone(), "a constant", constant.span(), errors);
        let name = inner.bare(WINDOWED.usage);
        let window = VersionRange::take(&mut inner, errors);
        let is_bit = key.word == BITS.word;
        let mode = is_bit.then(|| inner.optional(MODE, value::flag)).flatten();
        inner.finish();
        let name = value::text_literal(name?, WINDOWED, errors)?;
        Some(Self {
            constant,
            name,
            mode: mode.is_some(),
            window,
        })
    }

    /// Whether both names are new.
    fn check_against(&self, earlier: &[Self], errors: &Errors) -> bool {
        if earlier.iter().any(|other| other.constant == self.constant) {
            errors.at(
                self.constant.span(),
                format!("`{}` is listed twice", self.constant),
            );
            return false;
        }
        let is_clash =
            |other: &Self| *other.name == *self.name && other.window.overlaps(&self.window);
        if earlier.iter().any(is_clash) {
            errors.at(
                self.name.span,
                format!("\"{}\" names two constants in one version", *self.name),
            );
            return false;
        }
        true
    }

    /// Whether a text is one of the names, in upper or lower case.
    fn has_name(&self, text: &str) -> bool {
        let constant = self.constant.unraw().to_string();
        [&constant, &*self.name]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(text))
    }
}

/// Reports names that would be read as another constant. A name is read in upper and lower case, and
/// where several constants have it, that of the newest version is meant: the rule of the runtime's
/// `parse_value`.
fn check_names_are_read_back(constants: &[Constant], errors: &Errors) {
    let read = |text: &str| {
        let named = constants.iter().filter(|other| other.has_name(text));
        named.max_by_key(|other| other.window.until.map_or(u8::MAX, |until| *until))
    };
    for constant in constants {
        let name = constant.constant.unraw().to_string();
        let same = read(&name).filter(|read| read.constant != constant.constant);
        let same =
            same.or_else(|| read(&constant.name).filter(|read| *read.name != *constant.name));
        if let Some(other) = same {
            errors.at(
                constant.constant.span(),
                format!(
                    "a name of `{name}` is read as `{}`: both names of a constant are read, in \
                     upper and lower case; rename one",
                    other.constant.unraw()
                ),
            );
        }
    }
}
