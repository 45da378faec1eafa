//! From tokens to the syntax tree, with nom.
//!
//! After the first word of an item there is no way back (`cut`), so an error says what is wrong
//! where it is wrong. An item that cannot be read is left out, and reading goes on at the next
//! one: all syntax errors of a run are reported.

use std::collections::HashSet;

use nom::{Err, Parser};

use self::error::SyntaxError;
use self::input::Tokens;
use crate::ast::File;
use crate::diagnostic::Diagnostic;
use crate::lexer::{Token, TokenKind};
use crate::words::one_of;

mod basic;
mod clause;
mod error;
mod field;
mod input;
mod item;
mod message;
mod protocol;
mod table;
mod types;

#[cfg(test)]
pub(crate) use basic::KEYWORDS as ITEM_WORDS;
#[cfg(test)]
pub(crate) use clause::WORDS as CLAUSE_WORDS;

/// Parses the tokens of a file. A syntax error on or right after a line with a bad token is left out: the
/// token is reported already.
pub(crate) fn parse(tokens: &[Token<'_>], bad_lines: &HashSet<usize>) -> (File, Vec<Diagnostic>) {
    let mut file = File::default();
    let mut diagnostics = Vec::new();
    let Some(mut rest) = Tokens::new(tokens) else {
        return (file, diagnostics);
    };
    // The item that was read last, if nothing has been skipped since.
    let mut last = None;
    while rest.first().kind != TokenKind::End {
        match item::item.parse(rest) {
            Ok((after, item)) => {
                file.items.push(item);
                last = Some(rest);
                rest = after;
            }
            Err(Err::Error(error) | Err::Failure(error)) => {
                let (error, continues) = beyond_item(error, rest, last.take());
                // An item that goes on where it should have ended is not what it was meant to be.
                if let Some(damaged) = continues {
                    file.items.pop();
                    file.lost.extend(names(damaged, rest));
                }
                let after = next_item(rest, &error);
                file.lost_name |= has_no_name(rest);
                file.lost.extend(names(rest, after));
                if !error.at.lines().iter().any(|line| bad_lines.contains(line)) {
                    diagnostics.push(error.into_diagnostic());
                }
                rest = after;
            }
            // Parsers of whole files never ask for more.
            Err(Err::Incomplete(_)) => break,
        }
    }
    (file, diagnostics)
}

/// The error for what follows an item and begins none, if this is one, and the item that it seems to be
/// part of.
fn beyond_item<'a>(
    error: SyntaxError<'a>,
    item: Tokens<'a>,
    last: Option<Tokens<'a>>,
) -> (SyntaxError<'a>, Option<Tokens<'a>>) {
    let start = behind_docs(item);
    if error.at != start || error.is_known() {
        return (error, None);
    }
    let token = start.first();
    let last = last.filter(|last| {
        let further_in = token.indent > last.first().indent;
        !token.first_on_line || further_in || token.kind == TokenKind::Punctuation('}')
    });
    let diagnostic = if token.kind == TokenKind::Punctuation('}') {
        Diagnostic::new("this `}` closes no block", token.span, "one too many")
            .with_help("leave it out, or look for a block above that is closed too early")
    } else if last.is_some() {
        Diagnostic::new(
            format!("expected the next item, found {}", token.kind.describe()),
            token.span,
            "not part of the item before",
        )
        .with_help(format!("an item begins with {}", one_of_keywords()))
    } else {
        return (error, None);
    };
    (SyntaxError::known(start, diagnostic), last)
}

/// The tokens of an item without its docs.
fn behind_docs(item: Tokens<'_>) -> Tokens<'_> {
    let mut start = item;
    while matches!(start.first().kind, TokenKind::Doc { .. }) {
        start = start.advance();
    }
    start
}

/// Whether the keyword of an item comes first behind its docs.
fn begins_with_keyword(item: Tokens<'_>) -> bool {
    let word = behind_docs(item).word();
    word.is_some_and(|word| basic::KEYWORDS.contains(&word))
}

/// Whether an item begins without its name.
fn has_no_name(item: Tokens<'_>) -> bool {
    let start = behind_docs(item);
    begins_with_keyword(item) && !start.advance().word().is_some_and(basic::is_name)
}

/// The words that begin items, as a choice.
fn one_of_keywords() -> String {
    one_of(&basic::KEYWORDS.map(|word| format!("`{word}`")))
}

/// Where the next item begins after one that could not be read: behind the error, at a keyword of
/// an item that comes first on its line and not further in than the item itself.
fn next_item<'a>(item: Tokens<'a>, error: &SyntaxError<'a>) -> Tokens<'a> {
    let error = error.at.first().span.start;
    let margin = item.first().indent;
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
                basic::KEYWORDS.contains(&word) && (depth == 0 || token.indent <= margin)
            }
            // Further in, docs may also be those of a field whose message could not be read.
            TokenKind::Doc { .. } => {
                (depth == 0 || token.indent <= margin)
                    && (token.indent == 0 || begins_with_keyword(rest))
            }
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
