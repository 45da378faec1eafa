//! Reading tokens one after the other, with an error where they are not what is expected.

use super::scan::{Kind, Token};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The place and the reason why a file cannot be laid out. Large, and rare.
pub(super) type Refused = Box<Diagnostic>;

/// The tokens of a file and how far they have been read.
pub(super) struct Tokens<'t, 'a> {
    tokens: &'t [Token<'a>],
    place: usize,
    /// How many braces are open.
    depth: usize,
}

impl<'t, 'a> Tokens<'t, 'a> {
    /// All tokens, of which the last one is the end.
    pub(super) fn new(tokens: &'t [Token<'a>]) -> Self {
        Self {
            tokens,
            place: 0,
            depth: 0,
        }
    }

    /// The index of the next token.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    /// The next token, or one behind it.
    pub(super) fn peek(&self, ahead: usize) -> &'t Token<'a> {
        let last = self.tokens.len() - 1;
        &self.tokens[(self.place + ahead).min(last)]
    }

    /// Whether a keyword or sign comes next.
    pub(super) fn at(&self, text: &str) -> bool {
        self.peek(0).is(text)
    }

    /// Whether a token stands on the line of the one before it.
    pub(super) fn same_line(&self, ahead: usize) -> bool {
        let before = (self.place + ahead).checked_sub(1);
        before.is_some_and(|before| {
            self.tokens.get(before).map(|token| token.line) == Some(self.peek(ahead).line)
        })
    }

    /// Steps over a token.
    pub(super) fn advance(&mut self) {
        self.place = (self.place + 1).min(self.tokens.len() - 1);
    }

    /// Whether items stand here, and not what is in their blocks.
    pub(super) fn among_items(&self) -> bool {
        self.depth == 0
    }

    /// Steps over an opening brace.
    pub(super) fn open(&mut self) -> Result<(), Refused> {
        self.depth += 1;
        self.sign("{")
    }

    /// Steps over a closing brace.
    pub(super) fn close(&mut self) {
        self.depth -= 1;
        self.advance();
    }

    /// An error at the next token.
    pub(super) fn refuse(&self, expected: &str) -> Refused {
        refuse(self.peek(0), expected)
    }

    /// Steps over a token of some kind.
    fn take(&mut self, wanted: bool, expected: &str) -> Result<(), Refused> {
        if wanted {
            self.advance();
            Ok(())
        } else {
            Err(self.refuse(expected))
        }
    }

    pub(super) fn name(&mut self) -> Result<(), Refused> {
        self.take(self.peek(0).kind == Kind::Name, "a name")
    }

    pub(super) fn number(&mut self) -> Result<(), Refused> {
        self.take(self.peek(0).kind == Kind::Number, "a number")
    }

    pub(super) fn text(&mut self) -> Result<(), Refused> {
        self.take(self.peek(0).kind == Kind::Text, "a text in quotes")
    }

    pub(super) fn word(&mut self) -> Result<(), Refused> {
        self.take(
            matches!(self.peek(0).kind, Kind::Name | Kind::Keyword),
            "a word",
        )
    }

    /// A name, a number or a text.
    pub(super) fn simple(&mut self) -> Result<(), Refused> {
        let kind = self.peek(0).kind;
        let wanted = matches!(kind, Kind::Name | Kind::Number | Kind::Text);
        self.take(wanted, "a name, a number or a text")
    }

    pub(super) fn keyword(&mut self, keyword: &str) -> Result<(), Refused> {
        self.take(self.at(keyword), &format!("`{keyword}`"))
    }

    pub(super) fn sign(&mut self, sign: &str) -> Result<(), Refused> {
        self.keyword(sign)
    }

    /// One of several keywords.
    pub(super) fn one_of(&mut self, keywords: &[&str]) -> Result<(), Refused> {
        let wanted = keywords.iter().any(|keyword| self.at(keyword));
        let (last, others) = keywords.split_last().unwrap_or((&"", &[]));
        self.take(wanted, &format!("`{}` or `{last}`", others.join("`, `")))
    }

    /// `= 5`
    pub(super) fn equals_number(&mut self) -> Result<(), Refused> {
        self.sign("=")?;
        self.number()
    }

    /// A name, or the first and the last of a series.
    pub(super) fn names(&mut self) -> Result<(), Refused> {
        self.name()?;
        if self.at("to") {
            self.advance();
            self.name()?;
        }
        Ok(())
    }

    /// A number, or the first and the last of a range.
    pub(super) fn numbers(&mut self) -> Result<(), Refused> {
        self.number()?;
        if self.at("to") {
            self.advance();
            self.number()?;
        }
        Ok(())
    }

    /// Names with commas between them.
    pub(super) fn list(&mut self) -> Result<(), Refused> {
        self.name()?;
        while self.at(",") {
            self.advance();
            self.name()?;
        }
        Ok(())
    }

    /// What stands in brackets, if there are any here.
    pub(super) fn sizes(&mut self) -> Result<(), Refused> {
        if !self.at("[") {
            return Ok(());
        }
        loop {
            self.advance();
            self.simple()?;
            while self.at("since") || self.at("until") {
                self.advance();
                self.number()?;
            }
            if !self.at(",") {
                return self.sign("]");
            }
        }
    }
}

/// The error that something else was expected in place of a token.
pub(super) fn refuse(token: &Token<'_>, expected: &str) -> Refused {
    let found = match token.kind {
        Kind::End => "the end of the file".to_owned(),
        _ => format!("`{}`", token.text),
    };
    let span = Span::new(0, token.start, token.start + token.text.len());
    let message = format!("expected {expected}, found {found}");
    Box::new(
        Diagnostic::new(message, span, format!("expected {expected}"))
            .with_help("only a file without syntax errors is laid out"),
    )
}
