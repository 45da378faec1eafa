//! From text to tokens.
//!
//! What is no token is reported and left out, so that the parser goes on behind it.

use self::piece::Stray;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

mod piece;
mod token;

pub(crate) use self::piece::{Piece, piece};
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
    let span = |start, end| Span::new(file, start, end);
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    while let Ok((after, piece)) = piece(rest) {
        let start = text.len() - rest.len();
        let end = text.len() - after.len();
        lexer.push(piece, &text[start..end], span(start, end));
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
    fn push(&mut self, piece: Piece<'a>, written: &str, span: Span) {
        let kind = match piece {
            Piece::Blank => return,
            Piece::InnerDoc => {
                self.diagnostics.push(inner_doc(span));
                return;
            }
            Piece::Stray(kind) => {
                self.diagnostics.push(stray(kind, written, span));
                return;
            }
            Piece::QuotedOtherwise(text) => {
                self.diagnostics.push(other_quotes(text, span));
                TokenKind::Text(text.to_owned())
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
        let before = self.tokens.last();
        let on_line = before.filter(|before| before.line == self.line);
        let token = Token {
            kind,
            span,
            line: self.line,
            first_on_line: on_line.is_none(),
            indent: on_line.map_or(span.start - self.line_start, |before| before.indent),
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
            self.diagnostics.push(no_number(&plain, span));
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
fn no_number(number: &str, span: Span) -> Diagnostic {
    let value = |prefix, radix| {
        let digits = number.strip_prefix(prefix)?;
        u32::from_str_radix(digits, radix).ok()
    };
    let hexadecimal = u32::from_str_radix(number, 16).ok();
    let help = if let Some(value) = value("0b", 2).or_else(|| value("0o", 8)) {
        format!("numbers are decimal or hexadecimal: write `{value:#X}`").replace("0X", "0x")
    } else if let Some(value) = hexadecimal {
        format!("a hexadecimal number begins with `0x`: `{value:#X}`").replace("0X", "0x")
    } else {
        "numbers are decimal, `4_329`, or hexadecimal, `0x1F`".to_owned()
    };
    Diagnostic::new("this is not a number", span, "not a number").with_help(help)
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

/// What starts no token.
fn stray(kind: Stray, written: &str, span: Span) -> Diagnostic {
    /// How much of a row of strange characters is shown.
    const FEW: usize = 8;
    let mut shown: String = written
        .chars()
        .take(FEW)
        .flat_map(char::escape_debug)
        .collect();
    if written.chars().count() > FEW {
        shown.push('…');
    }
    let (message, label, help) = match kind {
        Stray::BlockComment => (
            "there are no block comments".to_owned(),
            "a block comment",
            "a comment begins with `//` and ends with its line",
        ),
        Stray::HashComment => (
            "`#` begins no comment".to_owned(),
            "not understood",
            "a comment begins with `//`, a doc comment with `///`",
        ),
        Stray::Colon => (
            "`:` has no place in a specification".to_owned(),
            "leave this out",
            "a type follows its name without a sign, `InvokeID UINT`; a number follows `=`",
        ),
        Stray::Semicolon => (
            format!("`{shown}` has no place in a specification"),
            "leave this out",
            "nothing ends with `;`: an item or field ends where the next one begins",
        ),
        Stray::Range => (
            format!("`{shown}` has no place in a specification"),
            "not a range here",
            "ranges are written in words: `since 20 until 24` for versions of an item, `13 to 25` for \
             those of the protocol and for reserved tags",
        ),
        Stray::Minus => (
            "there are no negative numbers".to_owned(),
            "a sign",
            "write the bits that are on the wire: -1 in 4 bytes is `0xFFFF_FFFF`",
        ),
        Stray::Parenthesis => (
            format!("`{shown}` has no place in a specification"),
            "not understood",
            "sizes are written in brackets: `STRING[64]`",
        ),
        Stray::Letters => (
            format!("`{shown}` is not a name"),
            "not possible in a name",
            "names consist of the letters A to Z and a to z, digits and `_`; others are possible in texts and \
             comments",
        ),
        Stray::Other => (
            format!("`{shown}` has no place in a specification"),
            "not understood",
            "the signs are `{ } [ ] = ,`, comments start with `//`, docs with `///`",
        ),
    };
    Diagnostic::new(message, span, label).with_help(help)
}

/// A text in other quotes.
fn other_quotes(text: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new("these are not the quotes of a text", span, "other quotes");
    if text.is_empty() {
        diagnostic.with_help("a text is written in straight quotes: `\"Session Management\"`")
    } else {
        diagnostic.with_help(format!(
            "a text is written in straight quotes: `\"{text}\"`"
        ))
    }
}

/// `//!`
fn inner_doc(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "inner-doc",
        "`//!` begins no doc comment",
        span,
        "only a comment",
    )
    .with_help(
        "docs begin with `///` and are written before or after an item; other comments begin with `//`",
    )
}
