//! `layout(since = 20, body(8), body(8, customer_id), fields(invoke_id, status as u16))`: one of several fixed parts.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Ident, Token};

use super::directives::{Directive, Directives, Key};
use super::value::{self, Spanned};
use super::window::VersionRange;
use crate::errors::Errors;

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
    /// The integer that stands on the wire, if it is another than that of the member's type.
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
                "a body has at most one field by which it is told: list one more `body(…)`",
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
