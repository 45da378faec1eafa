//! What a file is laid out from: statements, their cells and blocks.

use std::ops::Range;

use super::scan::{Lead, Note, Token};

/// An item, or what stands in a block: a field, a value, a setting, a layout.
#[derive(Debug)]
pub(super) struct Statement {
    /// Neighbours of the same kind have their columns in common.
    pub kind: &'static str,
    /// The cells before the block, in the order of the columns.
    pub cells: Vec<Cell>,
    /// What stands in braces.
    pub block: Option<Block>,
    /// All its tokens, the braces included.
    pub tokens: Range<usize>,
}

/// What stands in a column: a run of tokens, or several clauses.
pub(super) type Cell = Vec<Phrase>;

/// Tokens that stay together.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// Which.
    pub tokens: Range<usize>,
    /// Whether a new line may begin here.
    pub may_break: bool,
}

/// Statements in braces.
#[derive(Debug)]
pub(super) struct Block {
    /// The opening brace.
    pub open: usize,
    /// The closing brace.
    pub close: usize,
    /// What is between them.
    pub statements: Vec<Statement>,
}

impl Statement {
    /// The tokens before the block, in the order of the file.
    pub(super) fn head(&self) -> Range<usize> {
        let end = self
            .block
            .as_ref()
            .map_or(self.tokens.end, |block| block.open);
        self.tokens.start..end
    }

    /// The comment behind its last token.
    pub(super) fn note<'a>(&self, tokens: &[Token<'a>]) -> Option<Note<'a>> {
        tokens[self.tokens.end - 1].after
    }

    /// The first note inside of it that keeps it from being put on one line, if there is one: before
    /// which token it stands, and the note.
    pub(super) fn inner_note<'a>(&self, tokens: &[Token<'a>]) -> Option<(usize, Note<'a>)> {
        let last = self
            .block
            .as_ref()
            .map_or(self.tokens.end - 1, |block| block.open);
        (self.tokens.start + 1..=last).find_map(|at| {
            let own = tokens[at].before.iter().find_map(|lead| match lead {
                Lead::Own(note) => Some(*note),
                Lead::Blank => None,
            });
            let note = tokens[at - 1].after.or(own)?;
            Some((at, note))
        })
    }
}
