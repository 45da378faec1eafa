//! The tokens of a file together with what is between them.

use crate::lexer::{Piece, piece};

/// A token and the comments around it.
#[derive(Debug)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// As it is spelled.
    pub text: &'a str,
    /// The offset of its first byte.
    pub start: usize,
    /// The line it is on.
    pub line: usize,
    /// What stands on the lines between it and the token before it.
    pub before: Vec<Lead<'a>>,
    /// The comment behind it on its line.
    pub after: Option<Note<'a>>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that begins with a capital letter.
    Name,
    /// Any other word.
    Keyword,
    Number,
    Text,
    /// One of `{ } [ ] = ,`.
    Sign,
    /// The end of the file.
    End,
}

/// A line between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead<'a> {
    /// One or more empty lines.
    Blank,
    /// A comment on a line of its own.
    Own(Note<'a>),
}

/// A comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note<'a> {
    /// A comment for readers of the file, with its slashes.
    Comment(&'a str),
    /// A line of a doc comment, without slashes.
    Doc(&'a str),
}

impl Note<'_> {
    /// The comment as it is written.
    pub(super) fn write(self) -> String {
        match self {
            Self::Comment(text) => text.to_owned(),
            Self::Doc("") => "///".to_owned(),
            Self::Doc(text) => format!("/// {text}"),
        }
    }
}

impl Token<'_> {
    /// Whether it is this keyword or sign.
    pub(super) fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Keyword | Kind::Sign) && self.text == text
    }
}

/// Splits a text that the lexer accepts. The last token, and only that, is the end.
pub(super) fn scan(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut before = Vec::new();
    let mut line = 1;
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    while let Ok((after, piece)) = piece(rest) {
        let start = text.len() - rest.len();
        let spelled = &text[start..text.len() - after.len()];
        rest = after;
        let note = match piece {
            Piece::Doc(doc) => Some(Note::Doc(doc)),
            Piece::Blank | Piece::InnerDoc if spelled.starts_with("//") => {
                Some(Note::Comment(spelled.trim_end()))
            }
            _ => None,
        };
        if let Some(note) = note {
            match tokens.last_mut() {
                Some(last) if last.line == line => last.after = Some(note),
                _ => before.push(Lead::Own(note)),
            }
            continue;
        }
        let kind = match piece {
            Piece::Word(word) if word.starts_with(|c: char| c.is_ascii_uppercase()) => Kind::Name,
            Piece::Word(_) => Kind::Keyword,
            Piece::Number(_) => Kind::Number,
            Piece::Text(_) | Piece::QuotedOtherwise(_) => Kind::Text,
            Piece::Punctuation(_) => Kind::Sign,
            Piece::Blank | Piece::Doc(_) | Piece::InnerDoc | Piece::Stray(_) => {
                let breaks = spelled.matches('\n').count();
                line += breaks;
                if breaks > 1 && before.last() != Some(&Lead::Blank) {
                    before.push(Lead::Blank);
                }
                continue;
            }
        };
        tokens.push(Token {
            kind,
            text: spelled,
            start,
            line,
            before: std::mem::take(&mut before),
            after: None,
        });
    }
    tokens.push(Token {
        kind: Kind::End,
        text: "",
        start: text.len(),
        line: line + 1,
        before,
        after: None,
    });
    tokens
}
