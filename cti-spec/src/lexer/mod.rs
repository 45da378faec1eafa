//! From text to tokens.
//!
//! What is no token is reported and left out, so that the parser goes on behind it.

use self::piece::{Piece, piece};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

mod piece;
mod token;

pub(crate) use self::token::{Token, TokenKind};

/// Splits a file into tokens, and says what is none.
pub(crate) fn lex(file: usize, source: &SourceFile) -> (Vec<Token<'_>>, Vec<Diagnostic>) {
    let mut lexer = Lexer {
        line: 1,
        line_start: 0,
        tokens: Vec::new(),
        diagnostics: Vec::new(),
    };
    let text = &source.text;
    let span = |start, end| Span { file, start, end };
    if let Some(at) = source.invalid() {
        let letter = text[at..].chars().next();
        let end = at + letter.map_or(0, char::len_utf8);
        lexer.diagnostics.push(not_utf8(span(at, end)));
    }
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    while let Ok((after, piece)) = piece(rest) {
        let start = text.len() - rest.len();
        let end = text.len() - after.len();
        lexer.push(piece, span(start, end));
        if let Some(at) = text[start..end].rfind('\n') {
            lexer.line += text[start..end].matches('\n').count();
            lexer.line_start = start + at + 1;
        }
        rest = after;
    }
    lexer.token(TokenKind::End, span(text.len(), text.len()));
    (lexer.tokens, lexer.diagnostics)
}

/// The tokens and errors so far.
struct Lexer<'a> {
    line: usize,
    line_start: usize,
    tokens: Vec<Token<'a>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Lexer<'a> {
    /// Makes a token of a piece, or reports it.
    fn push(&mut self, piece: Piece<'a>, span: Span) {
        let kind = match piece {
            Piece::Blank => return,
            Piece::Stray(letter) => {
                self.diagnostics.push(stray(letter, span));
                return;
            }
            Piece::Word(word) => TokenKind::Word(word),
            Piece::Number(digits) => TokenKind::Number(self.number(digits, span)),
            Piece::Text(text) => TokenKind::Text(self.text(text, span)),
            Piece::Doc(text) => TokenKind::Doc {
                text,
                trailing: !self.is_first_on_line(),
            },
            Piece::Punctuation(sign) => TokenKind::Punctuation(sign),
        };
        self.token(kind, span);
    }

    /// Adds a token.
    fn token(&mut self, kind: TokenKind<'a>, span: Span) {
        let token = Token {
            kind,
            span,
            line: self.line,
            first_on_line: self.is_first_on_line(),
            at_margin: span.start == self.line_start,
        };
        self.tokens.push(token);
    }

    /// Whether the next token is the first on its line.
    fn is_first_on_line(&self) -> bool {
        self.tokens.last().is_none_or(|last| last.line < self.line)
    }

    /// The value of a number; 0 if it is none.
    fn number(&mut self, number: &str, span: Span) -> u32 {
        let plain = number.replace('_', "");
        let (digits, radix) = match plain.strip_prefix("0x") {
            Some(hex) => (hex, 16),
            None => (plain.as_str(), 10),
        };
        if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
            self.diagnostics.push(no_number(span));
            return 0;
        }
        u32::from_str_radix(digits, radix).unwrap_or_else(|_| {
            self.diagnostics.push(number_too_large(span));
            0
        })
    }

    /// The text of a piece that began with a quote.
    fn text(&mut self, piece: &str, span: Span) -> String {
        let mut text = String::new();
        let mut letters = piece.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => return text,
                '\\' => match letters.next() {
                    Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                    Some((next, other)) => {
                        // The piece begins behind the quote.
                        let start = span.start + 1 + at;
                        let end = span.start + 1 + next + other.len_utf8();
                        let escape = Span { start, end, ..span };
                        self.diagnostics.push(unknown_escape(escape));
                    }
                    None => {}
                },
                other => text.push(other),
            }
        }
        self.diagnostics.push(endless_text(span));
        text
    }
}

/// A number with something else than digits.
fn no_number(span: Span) -> Diagnostic {
    Diagnostic::new("this is not a number", span, "not a number")
        .with_help("numbers are decimal, `4_329`, or hexadecimal, `0x1F`")
}

/// A number that no field of the wire holds.
fn number_too_large(span: Span) -> Diagnostic {
    Diagnostic::new("this number is too large", span, "more than 4 bytes")
        .with_help("the largest number is 0xFFFF_FFFF")
}

/// A backslash before something else than a quote or a backslash.
fn unknown_escape(span: Span) -> Diagnostic {
    Diagnostic::new("unknown escape in a text", span, "unknown")
        .with_help("the escapes are `\\\"` and `\\\\`")
}

/// A text without its second quote.
fn endless_text(span: Span) -> Diagnostic {
    Diagnostic::new(
        "this text does not end",
        span,
        "no closing `\"` on this line",
    )
    .with_help("a text ends with `\"` on the line on which it begins")
}

/// A character that starts no token.
fn stray(letter: char, span: Span) -> Diagnostic {
    let message = format!(
        "`{}` has no place in a specification",
        letter.escape_debug()
    );
    Diagnostic::new(message, span, "not understood")
        .with_help("the signs are `{ } [ ] = ,`, comments start with `//`, docs with `///`")
}

/// A file that is not UTF-8.
fn not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new("this file is not UTF-8", span, "the first byte that is not")
        .with_help("save the file as UTF-8")
}
