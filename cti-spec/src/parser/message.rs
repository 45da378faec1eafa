//! Messages and their bodies.

use nom::branch::alt;
use nom::combinator::cut;
use nom::multi::separated_list1;
use nom::sequence::{pair, preceded};
use nom::{Err, Parser};

use super::basic::{KEYWORDS, Parsed, amount, block, documented, keyword, name, number, sign};
use super::clause::{Clause, Place, clauses};
use super::error::SyntaxError;
use super::field::{fixed_field, floating};
use super::input::Tokens;
use crate::ast::{Block, Confirmation, Head, ItemKind, Known, Layout, Limit, Message};
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;
use crate::model::{Direction, Doc};
use crate::source::Span;

/// Behind `message`: `AGENT_STATE_EVENT = 30 from server { … }`
pub(super) fn message(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const PLACE: Place = Place {
        owner: "a message",
        allowed: &[&[
            Clause::ConfirmedBy,
            Clause::Since,
            Clause::Until,
            Clause::Erratum,
            Clause::HeaderOnly,
        ]],
        followed_by: &KEYWORDS,
    };
    let (rest, (head, header_only)) = head(tokens, PLACE)?;
    let (rest, body) = match header_only {
        Some(word) if rest.first().kind == TokenKind::Punctuation('{') => {
            let diagnostic = Diagnostic::new(
                "a message that is only a header has no body",
                rest.first().span,
                "the body begins here",
            )
            .with_place(word, "no body")
            .with_help("leave out the body, or the words `header only`");
            return Err(Err::Failure(SyntaxError::known(rest, diagnostic)));
        }
        Some(_) => (rest, None),
        None if rest.word() == Some("unpublished") && !rest.first().first_on_line => {
            return Err(in_no_table(rest, &head));
        }
        None => block(body_block).map(Some).parse(rest)?,
    };
    Ok((rest, ItemKind::Message(Message { head, body })))
}

/// Behind `unpublished`: `{ OFFER_TASK_IND = 160 from client }`
pub(super) fn unpublished(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const PLACE: Place = Place {
        owner: "a message that is known by name",
        allowed: &[&[
            Clause::ConfirmedBy,
            Clause::Since,
            Clause::Until,
            Clause::Erratum,
        ]],
        followed_by: &[],
    };
    let row = documented(|tokens| head(tokens, PLACE)).map(|(doc, (head, _))| Known { doc, head });
    block(row).map(ItemKind::Unpublished).parse(tokens)
}

/// A message that is known by name, outside of a table.
fn in_no_table<'a>(at: Tokens<'a>, head: &Head) -> Err<SyntaxError<'a>> {
    let diagnostic = Diagnostic::new(
        "messages that are known by name belong in a table",
        at.first().span,
        "not a clause of a message",
    )
    .with_help(format!(
        "write `unpublished {{ {} = {} from … }}`",
        head.name.value, head.number.value
    ));
    Err::Failure(SyntaxError::known(at, diagnostic))
}

/// The head of a message, and the words `header only`.
fn head(tokens: Tokens<'_>, place: Place) -> Parsed<'_, (Head, Option<Span>)> {
    let direction = alt((
        keyword("client").map(|_| Direction::Client),
        keyword("server").map(|_| Direction::Server),
        keyword("either").map(|_| Direction::Either),
    ));
    let (rest, name) = name("the name of a message").parse(tokens)?;
    cut((
        preceded(sign('='), number("the number of the message")),
        preceded(keyword("from"), direction),
        clauses(place),
    ))
    .map(|(number, direction, clauses)| {
        let head = Head {
            name: name.clone(),
            number,
            direction,
            window: clauses.window(),
            errata: clauses.errata(),
            confirmed_by: clauses.confirmed_by,
        };
        (head, clauses.header_only)
    })
    .parse(rest)
}

/// A block of a body.
fn body_block(tokens: Tokens<'_>) -> Parsed<'_, Block> {
    let block = alt((version_from, fixed, floating_part, limit, confirmation));
    let (rest, (doc, block)) = documented(block).parse(tokens)?;
    match block {
        Block::Fixed(layout) => Ok((rest, Block::Fixed(Box::new(Layout { doc, ..*layout })))),
        Block::Confirmation(confirmation) => Ok((
            rest,
            Block::Confirmation(Box::new(Confirmation {
                doc,
                ..*confirmation
            })),
        )),
        other if doc.lines.is_empty() => Ok((rest, other)),
        _ => {
            let diagnostic = Diagnostic::new(
                "this block has no docs",
                tokens.first().span,
                "a doc comment",
            )
            .with_help("document the message or its fields; of the blocks, only `fixed` and `confirmed by` have docs");
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
        allowed: &[&[Clause::Since, Clause::Until, Clause::When, Clause::Erratum]],
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
            window: clauses.window(),
            errata: clauses.errata(),
            when: clauses.when,
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

/// `confirmed by ANSWER_CALL_CONF = 43`
fn confirmation<'a>(tokens: Tokens<'a>) -> Parsed<'a, Block> {
    const PLACE: Place = Place {
        owner: "a confirmation",
        allowed: &[&[Clause::Erratum]],
        followed_by: &["version", "fixed", "floating", "limit", "confirmed"],
    };
    let name = preceded(keyword("by"), name("the name of a message"));
    let number = |tokens: Tokens<'a>| {
        if tokens.first().kind != TokenKind::Punctuation('=') {
            return Err(without_number(tokens));
        }
        preceded(sign('='), number("the number of the message")).parse(tokens)
    };
    pair(keyword("confirmed"), cut((name, number, clauses(PLACE))))
        .map(|(span, (name, number, clauses))| {
            Block::Confirmation(Box::new(Confirmation {
                span,
                doc: Doc::default(),
                name,
                number,
                errata: clauses.errata(),
            }))
        })
        .parse(tokens)
}

/// A confirmation in a body that is only named.
fn without_number(at: Tokens<'_>) -> Err<SyntaxError<'_>> {
    let diagnostic = Diagnostic::new(
        "a confirmation that is declared with its request has a number",
        at.last_span(),
        "no number follows",
    )
    .with_help(
        "write `confirmed by NAME = NUMBER`; a confirmation that is declared elsewhere is named \
         before the body: `message … from client confirmed by NAME {`",
    );
    Err::Failure(SyntaxError::known(at, diagnostic))
}
