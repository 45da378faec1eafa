//! Single values of directives, each with the place where it was written, and `since = 19`, `until = 18`: the protocol
//! versions in which something exists.

use std::fmt::Display;
use std::ops::{Deref, RangeInclusive};

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::spanned::Spanned as _;
use syn::{Ident, LitInt, LitStr, Path};

use super::directives::{Directive, Directives, Form, Key};
use crate::errors::Errors;

/// A value and where it was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Reads `key = "text"`; the text may not be empty.
pub(crate) fn text(directive: &Directive, key: Key, errors: &Errors) -> Option<Spanned<String>> {
    text_literal(
        value_tokens(directive, key, "a string", errors)?,
        key,
        errors,
    )
}

/// Reads `key = 4` for an integer of one byte.
pub(crate) fn byte(directive: &Directive, key: Key, errors: &Errors) -> Option<Spanned<u8>> {
    integer(directive, key, 0..=u8::MAX, errors)
}

/// Reads `key = 4` for an integer of two bytes.
pub(crate) fn short(directive: &Directive, key: Key, errors: &Errors) -> Option<Spanned<u16>> {
    integer(directive, key, 0..=u16::MAX, errors)
}

/// Reads `key = 4` for an integer of four bytes.
pub(crate) fn long(directive: &Directive, key: Key, errors: &Errors) -> Option<Spanned<u32>> {
    integer(directive, key, 0..=u32::MAX, errors)
}

/// Reads `key = 4` for a length or a number of things.
pub(crate) fn size(directive: &Directive, key: Key, errors: &Errors) -> Option<Spanned<u16>> {
    integer(directive, key, 1..=u16::MAX, errors)
}

/// Reads `key = word`.
pub(crate) fn word(directive: &Directive, key: Key, errors: &Errors) -> Option<Ident> {
    value_with(directive, key, "a word", Ident::parse_any, errors)
}

/// Reads `key = path::to::something`, the path in quotes or not.
pub(crate) fn path(directive: &Directive, key: Key, errors: &Errors) -> Option<Path> {
    let path = |input: ParseStream<'_>| match input.parse::<Option<LitStr>>()? {
        Some(quoted) => quoted.parse_with(Path::parse_mod_style),
        None => Path::parse_mod_style(input),
    };
    value_with(directive, key, "a path", path, errors)
}

/// Reads a `key` that stands for itself.
pub(crate) fn flag(directive: &Directive, key: Key, errors: &Errors) -> Option<Span> {
    if !matches!(directive.form, Form::Word) {
        errors.at(
            directive.key.span(),
            format!("`{}` takes no value", key.word),
        );
    }
    Some(directive.key.span())
}

/// The tokens inside `key(…)`.
pub(crate) fn list(directive: &Directive, key: Key, errors: &Errors) -> Option<TokenStream> {
    match &directive.form {
        Form::List(tokens) => Some(tokens.clone()),
        _ => {
            errors.at(
                directive.key.span(),
                format!("`{}` takes a list: `{}`", key.word, key.usage),
            );
            None
        }
    }
}

/// A string literal that is not empty.
pub(crate) fn text_literal(
    tokens: TokenStream,
    key: Key,
    errors: &Errors,
) -> Option<Spanned<String>> {
    let span = tokens.span();
    let Ok(literal) = syn::parse2::<LitStr>(tokens) else {
        errors.at(span, expectation(key, "a string"));
        return None;
    };
    let value = literal.value();
    if value.is_empty() {
        errors.at(span, format!("`{}` may not be empty", key.word));
        return None;
    }
    Some(Spanned { value, span })
}

/// An integer literal in a range.
pub(crate) fn literal<N>(
    tokens: TokenStream,
    key: Key,
    range: RangeInclusive<N>,
    errors: &Errors,
) -> Option<Spanned<N>>
where
    N: TryFrom<u64> + PartialOrd + Display,
{
    let span = tokens.span();
    let Ok(literal) = syn::parse2::<LitInt>(tokens) else {
        errors.at(span, expectation(key, "an integer"));
        return None;
    };
    let value = literal
        .base10_parse::<u64>()
        .ok()
        .and_then(|value| N::try_from(value).ok());
    match value {
        Some(value) if !literal.suffix().is_empty() => {
            errors.at(
                span,
                format!("write the integer without its suffix: `{value}`"),
            );
            None
        }
        Some(value) if range.contains(&value) => Some(Spanned { value, span }),
        _ => {
            errors.at(
                span,
                format!(
                    "out of range: `{}` takes {} to {}",
                    key.word,
                    range.start(),
                    range.end()
                ),
            );
            None
        }
    }
}

/// Reads `key = value` with a parser; `what` says what is expected.
pub(crate) fn value_with<T>(
    directive: &Directive,
    key: Key,
    what: &str,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
    errors: &Errors,
) -> Option<T> {
    let tokens = value_tokens(directive, key, what, errors)?;
    let span = tokens.span();
    match parse.parse2(tokens) {
        Ok(value) => Some(value),
        Err(_) => {
            errors.at(span, expectation(key, what));
            None
        }
    }
}

fn integer<N>(
    directive: &Directive,
    key: Key,
    range: RangeInclusive<N>,
    errors: &Errors,
) -> Option<Spanned<N>>
where
    N: TryFrom<u64> + PartialOrd + Display,
{
    let tokens = value_tokens(directive, key, "an integer", errors)?;
    literal(tokens, key, range, errors)
}

/// The tokens after `key =`, of which there must be some.
fn value_tokens(
    directive: &Directive,
    key: Key,
    what: &str,
    errors: &Errors,
) -> Option<TokenStream> {
    match &directive.form {
        Form::Value(tokens) if !tokens.is_empty() => Some(tokens.clone()),
        _ => {
            errors.at(directive.key.span(), expectation(key, what));
            None
        }
    }
}

fn expectation(key: Key, what: &str) -> String {
    format!("`{}` takes {what}: `{}`", key.word, key.usage)
}

const SINCE: Key = Key {
    word: "since",
    usage: "since = 19",
};
const UNTIL: Key = Key {
    word: "until",
    usage: "until = 18",
};

/// The protocol versions in which something exists; both ends belong to it.
#[derive(Clone, Copy, Default)]
pub(crate) struct VersionRange {
    /// The first version, if it is not the first of all.
    pub(crate) since: Option<Spanned<u8>>,
    /// The last version, if it is not the last of all.
    pub(crate) until: Option<Spanned<u8>>,
}

impl VersionRange {
    /// Takes `since` and `until`.
    pub(crate) fn take(directives: &mut Directives<'_>, errors: &Errors) -> Self {
        let since = directives.optional(SINCE, byte);
        let until = directives.optional(UNTIL, byte);
        if let (Some(since), Some(until)) = (since, until) {
            if *since > *until {
                errors.at(
                    until.span,
                    format!("the version range is empty: `since` is {}", *since),
                );
            }
        }
        Self { since, until }
    }

    /// Whether it leaves out nothing.
    pub(crate) fn is_unbounded(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }

    /// The first version, 0 if it has no start.
    pub(crate) fn first(&self) -> u8 {
        self.since.map_or(0, |since| *since)
    }

    /// The last version, 255 if it has no end.
    pub(crate) fn last(&self) -> u8 {
        self.until.map_or(u8::MAX, |until| *until)
    }

    /// Whether both leave out the same versions.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (self.first(), self.last()) == (other.first(), other.last())
    }

    /// Whether some version lies in both.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }

    /// Where it was written.
    pub(crate) fn span(&self) -> Option<Span> {
        self.since.or(self.until).map(|bound| bound.span)
    }
}
