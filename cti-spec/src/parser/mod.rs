//! From tokens to the syntax tree, with nom.
//!
//! After the first word of an item there is no way back (`cut`), so an error says what is wrong
//! where it is wrong. An item that cannot be read is left out, and reading goes on at the next
//! one: all syntax errors of a run are reported.

use nom::{Err, Parser};

use self::error::SyntaxError;
use self::input::Tokens;
use crate::ast::File;
use crate::diagnostic::Diagnostic;
use crate::lexer::{Token, TokenKind};

mod basic;
mod clause;
mod error;
mod floating;
mod input;
mod item;
mod message;
mod protocol;
mod table;
mod types;

/// Parses the tokens of a file.
pub(crate) fn parse(tokens: &[Token<'_>]) -> (File, Vec<Diagnostic>) {
    let mut file = File::default();
    let mut diagnostics = Vec::new();
    let Some(mut rest) = Tokens::new(tokens) else {
        return (file, diagnostics);
    };
    while rest.first().kind != TokenKind::End {
        match item::item.parse(rest) {
            Ok((after, item)) => {
                file.items.push(item);
                rest = after;
            }
            Err(Err::Error(error) | Err::Failure(error)) => {
                let after = next_item(rest, &error);
                file.lost.extend(names(rest, after));
                diagnostics.push(error.into_diagnostic());
                rest = after;
            }
            // Parsers of whole files never ask for more.
            Err(Err::Incomplete(_)) => break,
        }
    }
    (file, diagnostics)
}

/// Where the next item begins after one that could not be read: behind the error, at a keyword of
/// an item that stands first on its line and not further in than the item itself.
fn next_item<'a>(item: Tokens<'a>, error: &SyntaxError<'a>) -> Tokens<'a> {
    let error = error.at.first().span.start;
    let mut rest = item.advance();
    let mut depth = usize::from(item.first().kind == TokenKind::Punctuation('{'));
    loop {
        let token = rest.first();
        match token.kind {
            TokenKind::End => return rest,
            TokenKind::Punctuation('{') => depth += 1,
            TokenKind::Punctuation('}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let starts_item = match token.kind {
            // In braces the same words are clauses, which stand further in.
            TokenKind::Word(word) => {
                item::KEYWORDS.contains(&word) && (depth == 0 || token.at_margin)
            }
            TokenKind::Doc { .. } => depth == 0 || token.at_margin,
            _ => false,
        };
        if token.span.start >= error && token.first_on_line && starts_item {
            return rest;
        }
        rest = rest.advance();
    }
}

/// The names between two places.
fn names<'a>(mut from: Tokens<'a>, to: Tokens<'a>) -> Vec<String> {
    let mut names = Vec::new();
    while from != to && from.first().kind != TokenKind::End {
        names.extend(
            from.word()
                .filter(|word| basic::is_name(word))
                .map(str::to_owned),
        );
        from = from.advance();
    }
    names
}
