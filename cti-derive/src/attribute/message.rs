//! `#[cti(name = "OPEN_CONF", number = 4, from = server, …)]` on a message, with its layouts and limits, and the keys
//! that containers share: `crate` of all, `serde` of those that have a form of their own in serde's formats.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Ident, LitInt, Path, Token, parse_quote};

use super::directives::{Directive, Directives, Form, Key};
use super::value::{self, Spanned, VersionRange};
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
const LAYOUT: Key = Key {
    word: "layout",
    usage: "layout(until = 19, fields(invoke_id, status))",
};
const BODY: Key = Key {
    word: "body",
    usage: "body(8, customer_id)",
};
const FIELDS: Key = Key {
    word: "fields",
    usage: "fields(invoke_id, status as u16)",
};
const TOGETHER: Key = Key {
    word: "together",
    usage: "together(named_variables, named_arrays, max = 2000)",
};
const TOGETHER_MAX: Key = Key {
    word: "max",
    usage: "max = 2000",
};
const CRATE: Key = Key {
    word: "crate",
    usage: "crate = path::to::cti_messages",
};
const SERDE: Key = Key {
    word: "serde",
    usage: "serde",
};

/// The attributes of a message.
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
    /// The place of the word, if it was given.
    pub(crate) serde: Option<Span>,
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
        let runtime = take_runtime(&mut directives);
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
        let serde = take_serde(&mut directives);
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
            serde,
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

/// The integers that `as` takes. Bits are added or cut, so signed ones would lose their sign.
const INTEGERS: [&str; 3] = ["u8", "u16", "u32"];

/// One of several fixed parts of a message.
pub(crate) struct Layout {
    pub(crate) window: VersionRange,
    /// The bodies that have this layout; none means that any body has it.
    pub(crate) bodies: Vec<Body>,
    /// Its fields in wire order.
    pub(crate) places: Vec<Place>,
    /// The place of the word `layout`.
    pub(crate) span: Span,
}

/// A form of the body: a fixed part of `size` bytes, and then nothing or exactly one floating field.
pub(crate) struct Body {
    pub(crate) size: Spanned<u16>,
    /// The member that follows the fixed part.
    pub(crate) field: Option<Ident>,
}

/// A member in a layout.
pub(crate) struct Place {
    pub(crate) member: Ident,
    /// The integer on the wire, if it differs from that of the member's type.
    pub(crate) integer: Option<Ident>,
}

impl Layout {
    /// Takes every `layout(…)`.
    pub(crate) fn take_all(directives: &mut Directives<'_>) -> Vec<Self> {
        directives.repeated(LAYOUT, Self::read)
    }

    fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let tokens = value::list(directive, key, errors)?;
        let span = directive.key.span();
        let mut inner = Directives::of_list(tokens, "`layout(…)`", span, errors);
        let window = VersionRange::take(&mut inner, errors);
        let bodies = inner.repeated(BODY, Body::read);
        let places = inner.required(FIELDS, Place::read_all);
        inner.finish();
        Some(Self {
            window,
            bodies,
            places: places?,
            span,
        })
    }
}

impl Body {
    fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let tokens = value::list(directive, key, errors)?;
        let mut inner = Directives::of_list(tokens, "`body(…)`", directive.key.span(), errors);
        let size = inner.bare(key.usage);
        let mut fields = inner.words().into_iter();
        inner.finish();
        let field = fields.next();
        for more in fields {
            errors.at(
                more.span(),
                "`body(…)` takes at most one field; write one more `body(…)` for another",
            );
        }
        let size = value::literal(size?, key, 0..=u16::MAX, errors)?;
        Some(Self { size, field })
    }
}

impl Place {
    fn read_all(directive: &Directive, key: Key, errors: &Errors) -> Option<Vec<Self>> {
        let tokens = value::list(directive, key, errors)?;
        let places = |input: ParseStream<'_>| {
            Punctuated::<_, Token![,]>::parse_terminated_with(input, Self::parse)
        };
        match places.parse2(tokens) {
            Ok(places) => Some(places.into_iter().collect()),
            Err(error) => {
                errors.push(error);
                None
            }
        }
    }

    /// `member`, or `member as u16`.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let member = input.call(Ident::parse_any)?.unraw();
        let integer = match input.parse::<Option<Token![as]>>()? {
            Some(_) => Some(input.call(Self::parse_integer)?),
            None => None,
        };
        Ok(Self { member, integer })
    }

    fn parse_integer(input: ParseStream<'_>) -> syn::Result<Ident> {
        let integer = input.call(Ident::parse_any)?;
        if INTEGERS.iter().any(|name| integer == name) {
            Ok(integer)
        } else {
            Err(syn::Error::new(
                integer.span(),
                format!("expected one of `{}`", INTEGERS.join("`, `")),
            ))
        }
    }
}

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
        let max = inner.required(TOGETHER_MAX, value::size);
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

/// Whether the path of the runtime is the default, `::cti_messages`.
pub(crate) fn is_usual_runtime(runtime: &Path) -> bool {
    let mut segments = runtime.segments.iter();
    let is_usual = segments
        .next()
        .is_some_and(|segment| segment.ident == "cti_messages");
    is_usual && segments.next().is_none() && runtime.leading_colon.is_some()
}

/// Takes the `crate` key; without it the runtime is `::cti_messages`.
pub(crate) fn take_runtime(directives: &mut Directives<'_>) -> Path {
    directives
        .optional(CRATE, value::path)
        .unwrap_or_else(|| parse_quote!(::cti_messages))
}

/// Takes the key `serde`; yields its place if it was given.
pub(crate) fn take_serde(directives: &mut Directives<'_>) -> Option<Span> {
    directives.optional(SERDE, value::flag)
}
