//! Tokens as the input of nom parsers.

use std::iter::Enumerate;
use std::slice::Iter;

use nom::{Input, Needed};

use crate::lexer::{Token, TokenKind};
use crate::source::Span;

/// The tokens that are still to be read. The last is always [`TokenKind::End`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tokens<'a> {
    rest: &'a [Token<'a>],
    end: &'a Token<'a>,
    before: Option<&'a Token<'a>>,
}

impl<'a> Tokens<'a> {
    /// All tokens of a file; `None` if there is not even an end.
    pub(super) fn new(tokens: &'a [Token<'a>]) -> Option<Self> {
        let (end, rest) = tokens.split_last()?;
        Some(Self {
            rest,
            end,
            before: None,
        })
    }

    /// The next token; the end of the file if there is none.
    pub(super) fn first(&self) -> &'a Token<'a> {
        self.rest.first().unwrap_or(self.end)
    }

    /// The token after the next.
    pub(super) fn second(&self) -> &'a Token<'a> {
        self.rest.get(1).unwrap_or(self.end)
    }

    /// The place of the token that was read last.
    pub(super) fn last_span(&self) -> Span {
        self.before.map_or(self.end.span, |token| token.span)
    }

    /// The lines of the next token and of the last one.
    pub(super) fn lines(&self) -> [usize; 2] {
        let next = self.first().line;
        [self.before.map_or(next, |before| before.line), next]
    }

    /// Whether the next token is the first of its line or of a block.
    pub(super) fn begins_line_or_block(&self) -> bool {
        let before = self.before.map(|before| &before.kind);
        self.first().first_on_line || before == Some(&TokenKind::Punctuation('{'))
    }

    /// The next word, if the next token is one.
    pub(super) fn word(&self) -> Option<&'a str> {
        match self.first().kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Without the next token.
    pub(super) fn advance(&self) -> Self {
        if self.rest.is_empty() {
            *self
        } else {
            self.take_from(1)
        }
    }
}

impl<'a> Input for Tokens<'a> {
    type Item = &'a Token<'a>;
    type Iter = Iter<'a, Token<'a>>;
    type IterIndices = Enumerate<Iter<'a, Token<'a>>>;

    fn input_len(&self) -> usize {
        self.rest.len()
    }

    fn take(&self, index: usize) -> Self {
        Self {
            rest: &self.rest[..index],
            ..*self
        }
    }

    fn take_from(&self, index: usize) -> Self {
        Self {
            rest: &self.rest[index..],
            before: self.rest[..index].last().or(self.before),
            ..*self
        }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P>(&self, predicate: P) -> Option<usize>
    where
        P: Fn(Self::Item) -> bool,
    {
        self.rest.iter().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.rest.iter()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.rest.iter().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.rest.len() {
            Ok(count)
        } else {
            Err(Needed::new(count - self.rest.len()))
        }
    }
}
