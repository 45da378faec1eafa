//! Basic types.

use nom::branch::alt;
use nom::combinator::cut;
use nom::sequence::{pair, preceded};
use nom::{Err, Parser};

use super::basic::{KEYWORDS, Parsed, keyword, name, number, sign};
use super::clause::{Clause, Place, clauses};
use super::error::SyntaxError;
use super::input::Tokens;
use crate::ast::{ItemKind, Type};
use crate::diagnostic::Diagnostic;
use crate::model::WireForm;

/// Behind `type`: `UINT = unsigned 4`, `NAMEDVAR = named variable name 33 value 211`
pub(super) fn basic_type(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const OF_ONE_PART: Place = Place {
        owner: "a type that is not `named`",
        allowed: &[&[Clause::Unused]],
        followed_by: &KEYWORDS,
    };
    const NAMED: Place = Place {
        owner: "a `named` type",
        allowed: &[&[Clause::NameSize, Clause::ValueSize, Clause::Unused]],
        followed_by: &KEYWORDS,
    };
    let mut declared = pair(name("the name of a type"), preceded(sign('='), wire_form));
    let (rest, (name, form)) = declared.parse(tokens)?;
    let place = match form {
        WireForm::NamedVariable | WireForm::NamedArray => NAMED,
        _ => OF_ONE_PART,
    };
    clauses(place)
        .map(|clauses| {
            ItemKind::Type(Type {
                name: name.clone(),
                form,
                name_size: clauses.name_size,
                value_size: clauses.value_size,
                unused: clauses.unused,
            })
        })
        .parse(rest)
}

/// The form of a type.
fn wire_form(tokens: Tokens<'_>) -> Parsed<'_, WireForm> {
    let named = alt((
        keyword("variable").map(|_| WireForm::NamedVariable),
        keyword("array").map(|_| WireForm::NamedArray),
    ));
    alt((
        preceded(keyword("unsigned"), cut(width)).map(WireForm::Unsigned),
        preceded(keyword("signed"), cut(width)).map(WireForm::Signed),
        keyword("bool").map(|_| WireForm::Bool),
        keyword("time").map(|_| WireForm::Time),
        keyword("text").map(|_| WireForm::Text),
        keyword("bytes").map(|_| WireForm::Bytes),
        preceded(keyword("named"), cut(named)),
    ))
    .parse(tokens)
}

/// The width of an integer.
fn width(tokens: Tokens<'_>) -> Parsed<'_, u8> {
    let (rest, width) = number("a width of 1, 2 or 4 bytes").parse(tokens)?;
    match width.value {
        1 => Ok((rest, 1)),
        2 => Ok((rest, 2)),
        4 => Ok((rest, 4)),
        _ => {
            let diagnostic =
                Diagnostic::new("an integer has no such width", width.span, "not 1, 2 or 4")
                    .with_help("the integers of the protocol take 1, 2 or 4 bytes");
            Err(Err::Failure(SyntaxError::known(tokens, diagnostic)))
        }
    }
}
