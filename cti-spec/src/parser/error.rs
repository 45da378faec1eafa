//! Syntax errors: the one that got furthest, with all that would have been possible there.

use std::cmp::Ordering;

use nom::Input;
use nom::error::{ErrorKind, ParseError};

use super::input::Tokens;
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;
use crate::name::nearest;
use crate::words::one_of;

/// Why a parser did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SyntaxError<'a> {
    /// Where it stopped: the first token left is the one that does not fit.
    pub at: Tokens<'a>,
    reason: Reason,
}

/// The reason for a syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    /// Things that are possible there.
    Expected(Vec<String>),
    /// A diagnostic that explains the error.
    Known(Box<Diagnostic>),
}

impl<'a> SyntaxError<'a> {
    /// Something else was expected.
    pub(super) fn expected(at: Tokens<'a>, what: impl Into<String>) -> Self {
        Self {
            at,
            reason: Reason::Expected(vec![what.into()]),
        }
    }

    /// An error that explains itself.
    pub(super) fn known(at: Tokens<'a>, diagnostic: Diagnostic) -> Self {
        Self {
            at,
            reason: Reason::Known(Box::new(diagnostic)),
        }
    }

    /// Whether the error explains itself.
    pub(super) fn is_known(&self) -> bool {
        matches!(self.reason, Reason::Known(_))
    }

    /// The error for the reader.
    pub(super) fn into_diagnostic(self) -> Diagnostic {
        let found = self.at.first();
        match self.reason {
            Reason::Known(diagnostic) => *diagnostic,
            Reason::Expected(expected) => {
                let wanted = one_of(&expected);
                let label = match expected.as_slice() {
                    [only] => format!("expected {only}"),
                    _ => "not possible here".to_owned(),
                };
                let diagnostic = Diagnostic::new(
                    format!("expected {wanted}, found {}", found.kind.describe()),
                    found.span,
                    label,
                );
                match nearest_keyword(&found.kind, &expected) {
                    Some(near) => diagnostic.with_help(format!("did you mean {near}?")),
                    None => diagnostic,
                }
            }
        }
    }
}

/// The keyword among the expected things that is nearest to a wrong word.
fn nearest_keyword<'e>(found: &TokenKind<'_>, expected: &'e [String]) -> Option<&'e str> {
    let TokenKind::Word(word) = found else {
        return None;
    };
    let keywords = expected.iter().map(String::as_str);
    let near = nearest(
        &format!("`{word}`"),
        keywords.clone().filter(|what| what.len() > 3),
    )?;
    near.starts_with('`').then_some(near)
}

impl<'a> ParseError<Tokens<'a>> for SyntaxError<'a> {
    fn from_error_kind(at: Tokens<'a>, _: ErrorKind) -> Self {
        Self {
            at,
            reason: Reason::Expected(Vec::new()),
        }
    }

    fn append(_: Tokens<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// Of two branches, the one that got further knows better; at one place, both were possible.
    fn or(self, other: Self) -> Self {
        match self.at.input_len().cmp(&other.at.input_len()) {
            Ordering::Less => self,
            Ordering::Greater => other,
            Ordering::Equal => match (self.reason, other.reason) {
                (Reason::Expected(mut expected), Reason::Expected(more)) => {
                    for what in more {
                        if !expected.contains(&what) {
                            expected.push(what);
                        }
                    }
                    Self {
                        at: self.at,
                        reason: Reason::Expected(expected),
                    }
                }
                (known @ Reason::Known(_), _) | (_, known) => Self {
                    at: self.at,
                    reason: known,
                },
            },
        }
    }
}
