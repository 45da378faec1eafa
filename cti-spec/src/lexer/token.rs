//! Tokens: what a file consists of.

use crate::source::Span;

/// A token with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// What it is.
    pub kind: TokenKind<'a>,
    /// Where it stands.
    pub span: Span,
    /// The line it is on, from 1.
    pub line: usize,
    /// Whether it is the first token on its line.
    pub first_on_line: bool,
    /// How many bytes of blanks its line begins with.
    pub indent: usize,
    /// Whether nothing at all stands before it on its line, not even blanks.
    pub at_margin: bool,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind<'a> {
    /// A keyword (it begins with a small letter) or a name.
    Word(&'a str),
    /// A number.
    Number(u32),
    /// A text in quotes, without them.
    Text(String),
    /// The line of a doc comment. It is *trailing* if it stands behind another token.
    Doc {
        /// The text behind the slashes.
        text: &'a str,
        /// Whether it belongs to what stands before it.
        trailing: bool,
    },
    /// One of `{ } [ ] = ,`.
    Punctuation(char),
    /// The end of the file; always the last token, and only there.
    End,
}

impl TokenKind<'_> {
    /// The token as messages show it.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Word(word) => format!("`{word}`"),
            Self::Number(_) => "a number".to_owned(),
            Self::Text(_) => "a text".to_owned(),
            Self::Doc { .. } => "a doc comment".to_owned(),
            Self::Punctuation(sign) => format!("`{sign}`"),
            Self::End => "the end of the file".to_owned(),
        }
    }
}
