//! The small parts that all constructs are made of.

use nom::combinator::{cut, opt};
use nom::error::ParseError;
use nom::multi::many0;
use nom::sequence::{pair, preceded};
use nom::{Err, IResult, Parser};

use super::error::SyntaxError;
use super::input::Tokens;
use crate::ast::{Amount, Names, Number, Word};
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;
use crate::markdown::joined;
use crate::model::Doc;
use crate::source::{Span, Spanned};

/// The words that begin items.
pub(crate) const KEYWORDS: [&str; 15] = [
    "protocol",
    "type",
    "const",
    "erratum",
    "service",
    "id",
    "enum",
    "mask",
    "tag",
    "reserved",
    "field",
    "entry",
    "message",
    "unpublished",
    "interface",
];

/// The result of a parser: the tokens after it and its output, or an error.
pub(super) type Parsed<'a, T> = IResult<Tokens<'a>, T, SyntaxError<'a>>;

/// A parser of `T`.
pub(super) trait Parse<'a, T>:
    Parser<Tokens<'a>, Output = T, Error = SyntaxError<'a>>
{
}

impl<'a, T, P> Parse<'a, T> for P where P: Parser<Tokens<'a>, Output = T, Error = SyntaxError<'a>> {}

/// A keyword.
pub(super) fn keyword<'a>(keyword: &'static str) -> impl Parse<'a, Span> {
    move |tokens: Tokens<'a>| match tokens.word() {
        Some(word) if word == keyword => Ok((tokens.advance(), tokens.first().span)),
        _ => Err(Err::Error(SyntaxError::expected(
            tokens,
            format!("`{keyword}`"),
        ))),
    }
}

/// A sign.
pub(super) fn sign<'a>(sign: char) -> impl Parse<'a, Span> {
    move |tokens: Tokens<'a>| {
        if tokens.first().kind == TokenKind::Punctuation(sign) {
            Ok((tokens.advance(), tokens.first().span))
        } else {
            Err(Err::Error(SyntaxError::expected(
                tokens,
                format!("`{sign}`"),
            )))
        }
    }
}

/// A name: a word that begins with a capital letter.
pub(super) fn name<'a>(what: &'static str) -> impl Parse<'a, Word> {
    move |tokens: Tokens<'a>| match tokens.word() {
        Some(word) if is_name(word) => Ok((
            tokens.advance(),
            Spanned::new(word.to_owned(), tokens.first().span),
        )),
        Some(word) => {
            let diagnostic = Diagnostic::new(
                format!("expected {what}, found `{word}`"),
                tokens.first().span,
                format!("expected {what}"),
            );
            Err(Err::Error(SyntaxError::known(
                tokens,
                diagnostic
                    .with_help("names begin with a capital letter, keywords with a small one"),
            )))
        }
        None => Err(Err::Error(SyntaxError::expected(tokens, what))),
    }
}

/// A name, or a series of names: `CallVariable1 to CallVariable10`.
pub(super) fn series<'a>(what: &'static str) -> impl Parse<'a, Names> {
    let last = preceded(keyword("to"), cut(name("the last name of the series")));
    pair(name(what), opt(last)).map(|(first, last)| Names { first, last })
}

/// A word of any kind: the beginning or the end of names.
pub(super) fn affix<'a>(what: &'static str) -> impl Parse<'a, Word> {
    move |tokens: Tokens<'a>| match tokens.word() {
        Some(word) => Ok((
            tokens.advance(),
            Spanned::new(word.to_owned(), tokens.first().span),
        )),
        None => Err(Err::Error(SyntaxError::expected(tokens, what))),
    }
}

/// A number.
pub(super) fn number<'a>(what: &'static str) -> impl Parse<'a, Number> {
    move |tokens: Tokens<'a>| match tokens.first().kind {
        TokenKind::Number(value) => {
            Ok((tokens.advance(), Spanned::new(value, tokens.first().span)))
        }
        _ => Err(Err::Error(SyntaxError::expected(tokens, what))),
    }
}

/// A number or the name of a constant.
pub(super) fn amount<'a>(what: &'static str) -> impl Parse<'a, Amount> {
    move |tokens: Tokens<'a>| match tokens.first().kind {
        TokenKind::Word(word) if is_name(word) => name(what).map(Amount::Constant).parse(tokens),
        _ => number(what).map(Amount::Number).parse(tokens),
    }
}

/// A text in quotes.
pub(super) fn text<'a>(what: &'static str) -> impl Parse<'a, Word> {
    move |tokens: Tokens<'a>| match &tokens.first().kind {
        TokenKind::Text(text) => Ok((
            tokens.advance(),
            Spanned::new(text.clone(), tokens.first().span),
        )),
        _ => Err(Err::Error(SyntaxError::expected(tokens, what))),
    }
}

/// Whether a word is a name and no keyword.
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase())
}

/// The doc comments before an item.
pub(super) fn leading_docs(tokens: Tokens<'_>) -> Parsed<'_, Vec<String>> {
    many0(leading_doc).parse(tokens)
}

/// A doc comment on a line of its own.
fn leading_doc(tokens: Tokens<'_>) -> Parsed<'_, String> {
    match tokens.first().kind {
        TokenKind::Doc {
            text,
            trailing: false,
        } => Ok((tokens.advance(), text.to_owned())),
        _ => Err(Err::Error(SyntaxError::expected(tokens, "a doc comment"))),
    }
}

/// Adds the doc comment behind an item, if there is one, to those before it.
pub(super) fn trailing_doc(mut lines: Vec<String>, tokens: Tokens<'_>) -> (Tokens<'_>, Doc) {
    match tokens.first().kind {
        TokenKind::Doc {
            text,
            trailing: true,
        } => {
            lines.push(text.to_owned());
            (tokens.advance(), doc(&lines))
        }
        _ => (tokens, doc(&lines)),
    }
}

/// A doc text: where its paragraphs are broken into lines is up to the file.
fn doc(lines: &[String]) -> Doc {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Doc {
        lines: joined(&lines),
    }
}

/// An error about a doc comment that belongs to nothing: the last one read, or the next.
pub(super) fn lonely_doc<'a>(at: Tokens<'a>, span: Span) -> Err<SyntaxError<'a>> {
    let diagnostic = Diagnostic::new(
        "this doc comment belongs to nothing",
        span,
        "nothing to document",
    )
    .with_help(
        "a doc comment is on the lines before an item, or after it on its last line; \
         a comment for readers of this file starts with `//`",
    );
    Err::Failure(SyntaxError::known(at, diagnostic))
}

/// Elements in braces. From the opening brace on there is no way back, so the error is that of
/// the element that does not fit.
pub(super) fn block<'a, T>(mut element: impl Parse<'a, T>) -> impl Parse<'a, Vec<T>> {
    move |start: Tokens<'a>| {
        let (mut tokens, _) = sign('{').parse(start)?;
        let mut elements = Vec::new();
        loop {
            let closing = match sign('}').parse(tokens) {
                Ok((rest, _)) => return Ok((rest, elements)),
                Err(closing) => closing,
            };
            if let TokenKind::Doc { trailing: true, .. } = tokens.first().kind {
                return Err(lonely_doc(tokens, tokens.first().span));
            }
            if tokens.first().kind == TokenKind::Punctuation(',') && !elements.is_empty() {
                return Err(comma(tokens));
            }
            match element.parse(tokens) {
                Ok((rest, parsed)) => {
                    elements.push(parsed);
                    tokens = rest;
                }
                Err(Err::Error(error)) if ends_item(error.at) || begins_block(error.at) => {
                    return Err(not_closed(start, error.at));
                }
                Err(error) => return Err(no_way_back(error, closing)),
            }
        }
    }
}

/// Whether the item ends here, even if its braces are open: the next one begins at the margin.
fn ends_item(tokens: Tokens<'_>) -> bool {
    let next = tokens.first();
    next.at_margin && matches!(next.kind, TokenKind::Word(_)) || next.kind == TokenKind::End
}

/// Whether a block of a message begins here. No name or clause is one of these words, so where another
/// thing is expected, the block around it is not closed.
pub(super) fn begins_block(tokens: Tokens<'_>) -> bool {
    let is_block = |word| ["fixed", "floating", "limit", "version"].contains(&word);
    let alone = tokens.first().first_on_line || tokens.second().kind == TokenKind::Punctuation('{');
    alone && tokens.word().is_some_and(is_block)
}

/// A brace without its counterpart.
fn not_closed<'a>(block: Tokens<'a>, at: Tokens<'a>) -> Err<SyntaxError<'a>> {
    let diagnostic = Diagnostic::new(
        format!("expected `}}`, found {}", at.first().kind.describe()),
        at.first().span,
        "a `}` is missing before this",
    )
    .with_place(unclosed(block, at), "not closed")
    .with_help("close the block, or indent what belongs to it");
    Err::Failure(SyntaxError::known(at, diagnostic))
}

/// Of the blocks that begin between two places, the one that is not closed: its opening brace. A brace
/// that is further out than the block that it closes was meant for another one.
fn unclosed(block: Tokens<'_>, at: Tokens<'_>) -> Span {
    let mut open = Vec::new();
    let mut tokens = block;
    while tokens.first().span.start < at.first().span.start {
        let token = tokens.first();
        match token.kind {
            TokenKind::Punctuation('{') => open.push(token),
            TokenKind::Punctuation('}') => {
                let closed = open.pop().filter(|_| token.first_on_line);
                if let Some(opening) = closed.filter(|opening| token.indent < opening.indent) {
                    return opening.span;
                }
            }
            _ => {}
        }
        tokens = tokens.advance();
    }
    open.last()
        .map_or(block.first().span, |opening| opening.span)
}

/// A comma between two elements of a block.
fn comma(at: Tokens<'_>) -> Err<SyntaxError<'_>> {
    let diagnostic = Diagnostic::new(
        "`,` is not possible here",
        at.first().span,
        "leave this out",
    )
    .with_help("the lines of a block are not separated by commas: each begins with its name");
    Err::Failure(SyntaxError::known(at, diagnostic))
}

/// The error of two branches as one that ends the item.
fn no_way_back<'a>(
    error: Err<SyntaxError<'a>>,
    other: Err<SyntaxError<'a>>,
) -> Err<SyntaxError<'a>> {
    match (error, other) {
        (Err::Error(error), Err::Error(other)) => Err::Failure(error.or(other)),
        (error, _) => error,
    }
}

/// An element with docs before and behind it. The parser of the element may fail without having
/// read anything; then docs before it belong to nothing.
pub(super) fn documented<'a, T>(mut element: impl Parse<'a, T>) -> impl Parse<'a, (Doc, T)> {
    move |tokens: Tokens<'a>| {
        let (rest, lines) = leading_docs(tokens)?;
        match element.parse(rest) {
            Ok((rest, parsed)) => {
                let (rest, doc) = trailing_doc(lines, rest);
                Ok((rest, (doc, parsed)))
            }
            // Docs right before the end of a block or file.
            Err(Err::Error(error)) if !lines.is_empty() && error.at == rest && at_end(rest) => {
                Err(lonely_doc(rest, rest.last_span()))
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether nothing more follows in a block or file.
fn at_end(tokens: Tokens<'_>) -> bool {
    let next = &tokens.first().kind;
    matches!(next, TokenKind::Punctuation('}') | TokenKind::End)
}
