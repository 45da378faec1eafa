//! `#[cti(name = "OPEN_CONF", number = 4, from = server, …)]` on a message.

use proc_macro2::Span;
use syn::{Ident, LitInt, Path};

use super::directives::{Directive, Directives, Form, Key};
use super::layout::Layout;
use super::runtime;
use super::together::Together;
use super::value::{self, Spanned};
use super::window::VersionRange;
use crate::errors::Errors;

const NAME: Key = Key {
    word: "name",
    usage: "name = \"OPEN_CONF\"",
};
const NUMBER: Key = Key {
    word: "number",
    usage: "number = 4",
};
const FROM: Key = Key {
    word: "from",
    usage: "from = server",
};
const SERVICE: Key = Key {
    word: "service",
    usage: "service = SessionManagement",
};
const CONFIRMED_BY: Key = Key {
    word: "confirmed_by",
    usage: "confirmed_by = OpenConf",
};
const VERSION_FROM: Key = Key {
    word: "version_from",
    usage: "version_from = version_number",
};
const HEADER_ONLY: Key = Key {
    word: "header_only",
    usage: "header_only",
};

/// What is said about a message.
pub(crate) struct MessageAttribute {
    pub(crate) name: Spanned<String>,
    pub(crate) number: Spanned<u32>,
    pub(crate) from: Direction,
    /// A variant of the runtime's `Service`.
    pub(crate) service: Option<Ident>,
    pub(crate) window: VersionRange,
    pub(crate) confirmed_by: Option<Confirmation>,
    /// The fixed member that names the version of the message itself.
    pub(crate) version_from: Option<Ident>,
    pub(crate) together: Vec<Together>,
    pub(crate) layouts: Vec<Layout>,
    /// The place of the word, if it was given.
    pub(crate) header_only: Option<Span>,
}

/// The message that answers another one.
pub(crate) enum Confirmation {
    /// The struct of the message, without its lifetime.
    Type(Path),
    /// The number of a message that has no struct.
    Number(u32),
}

/// Which side sends a message.
#[derive(Clone, Copy)]
pub(crate) enum Direction {
    Client,
    Server,
    Either,
}

impl MessageAttribute {
    /// Takes the keys of a message.
    pub(crate) fn take(mut directives: Directives<'_>, errors: &Errors) -> (Path, Option<Self>) {
        let runtime = runtime::take(&mut directives);
        let name = directives.required(NAME, value::text);
        let number = directives.required(NUMBER, value::long);
        let from = directives.required(FROM, Direction::read);
        let service = directives.optional(SERVICE, value::word);
        let window = VersionRange::take(&mut directives, errors);
        let confirmed_by = directives.optional(CONFIRMED_BY, Confirmation::read);
        let version_from = directives.optional(VERSION_FROM, value::word);
        let together = Together::take_all(&mut directives);
        let layouts = Layout::take_all(&mut directives);
        let header_only = directives.optional(HEADER_ONLY, value::flag);
        directives.finish();
        let (Some(name), Some(number), Some(from)) = (name, number, from) else {
            return (runtime, None);
        };
        let attribute = Self {
            name,
            number,
            from,
            service,
            window,
            confirmed_by,
            version_from,
            together,
            layouts,
            header_only,
        };
        (runtime, Some(attribute))
    }
}

impl Confirmation {
    fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        if matches!(&directive.form, Form::Value(tokens) if syn::parse2::<LitInt>(tokens.clone()).is_ok())
        {
            return value::long(directive, key, errors).map(|number| Self::Number(*number));
        }
        let what = "the type of a message without its lifetime, or a number";
        value::value_with(directive, key, what, Path::parse_mod_style, errors).map(Self::Type)
    }
}

impl Direction {
    fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let word = value::word(directive, key, errors)?;
        match word.to_string().as_str() {
            "client" => Some(Self::Client),
            "server" => Some(Self::Server),
            "either" => Some(Self::Either),
            other => {
                errors.at(
                    word.span(),
                    format!("unknown side `{other}`; expected `client`, `server` or `either`"),
                );
                None
            }
        }
    }
}
