//! Messages and their bodies.

use nom::branch::alt;
use nom::combinator::cut;
use nom::multi::separated_list1;
use nom::sequence::{pair, preceded};
use nom::{Err, Parser};

use super::basic::{Parsed, amount, block, documented, keyword, name, number, sign};
use super::clause::{Clause, Place, clauses};
use super::error::SyntaxError;
use super::floating::{fixed_field, floating};
use super::input::Tokens;
use super::item::KEYWORDS;
use crate::ast::{Block, ItemKind, Layout, Limit, Message};
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;
use crate::model::{Direction, Doc};

/// Behind `message`: `AGENT_STATE_EVENT = 30 from server { … }`
pub(super) fn message(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const PLACE: Place = Place {
        owner: "a message",
        allowed: &[
            Clause::ConfirmedBy,
            Clause::Since,
            Clause::Until,
            Clause::Erratum,
            Clause::Unpublished,
            Clause::HeaderOnly,
        ],
        followed_by: &KEYWORDS,
    };
    let direction = alt((
        keyword("client").map(|_| Direction::Client),
        keyword("server").map(|_| Direction::Server),
        keyword("either").map(|_| Direction::Either),
    ));
    let (rest, (name, number, direction, clauses)) = (
        name("the name of a message"),
        preceded(sign('='), number("the number of the message")),
        preceded(keyword("from"), direction),
        clauses(PLACE),
    )
        .parse(tokens)?;
    let bodiless = clauses.unpublished.or(clauses.header_only);
    let (rest, body) = match bodiless {
        Some(word) if rest.first().kind == TokenKind::Punctuation('{') => {
            let diagnostic = Diagnostic::new(
                "a message without a published layout has no body",
                rest.first().span,
                "the body begins here",
            )
            .with_place(word, "no body")
            .with_help("leave out the body, or the words `unpublished` or `header only`");
            return Err(Err::Failure(SyntaxError::known(rest, diagnostic)));
        }
        Some(_) => (rest, None),
        None => block(body_block).map(Some).parse(rest)?,
    };
    let message = Message {
        name,
        number,
        direction,
        clauses,
        body,
    };
    Ok((rest, ItemKind::Message(message)))
}

/// A block of a body.
fn body_block(tokens: Tokens<'_>) -> Parsed<'_, Block> {
    let block = alt((version_from, fixed, floating_part, limit));
    let (rest, (doc, block)) = documented(block).parse(tokens)?;
    match block {
        Block::Fixed(layout) => Ok((rest, Block::Fixed(Box::new(Layout { doc, ..*layout })))),
        other if doc.lines.is_empty() => Ok((rest, other)),
        _ => {
            let diagnostic = Diagnostic::new(
                "this block has no docs",
                tokens.first().span,
                "a doc comment",
            )
            .with_help("document the message or its fields; of the blocks, only `fixed` has docs");
            Err(Err::Failure(SyntaxError::known(tokens, diagnostic)))
        }
    }
}

/// `version from VersionNumber`
fn version_from(tokens: Tokens<'_>) -> Parsed<'_, Block> {
    let field = preceded(keyword("from"), name("the name of a fixed field"));
    pair(keyword("version"), cut(field))
        .map(|(word, field)| Block::VersionFrom(word, field))
        .parse(tokens)
}

/// `fixed since 20 when body is 10 { … }`
fn fixed(tokens: Tokens<'_>) -> Parsed<'_, Block> {
    const PLACE: Place = Place {
        owner: "a layout of the fixed part",
        allowed: &[Clause::Since, Clause::Until, Clause::When, Clause::Erratum],
        followed_by: &[],
    };
    pair(
        keyword("fixed"),
        cut(pair(clauses(PLACE), block(fixed_field))),
    )
    .map(|(span, (clauses, fields))| {
        Block::Fixed(Box::new(Layout {
            span,
            doc: Doc::default(),
            clauses,
            fields,
        }))
    })
    .parse(tokens)
}

/// `floating { … }`
fn floating_part(tokens: Tokens<'_>) -> Parsed<'_, Block> {
    pair(keyword("floating"), cut(block(floating)))
        .map(|(span, members)| Block::Floating(span, members))
        .parse(tokens)
}

/// `limit NamedVariables and NamedArrays to 2000 bytes`
fn limit(tokens: Tokens<'_>) -> Parsed<'_, Block> {
    let lists = separated_list1(keyword("and"), cut(name("the name of a list")));
    let bytes = preceded(keyword("to"), amount("a number of bytes"));
    preceded(keyword("limit"), cut((lists, bytes, keyword("bytes"))))
        .map(|(lists, bytes, _)| Block::Limit(Limit { lists, bytes }))
        .parse(tokens)
}
