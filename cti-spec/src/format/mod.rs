//! Laying out files: columns, the order of clauses, wrapped docs.
//!
//! [`format()`] works on the tokens and comments of one file; what they mean does not matter to it, so
//! that a file with mistakes, or one of several files, can be laid out as well. Only a file whose
//! statements cannot be told apart is refused.
//!
//! Nothing is lost: the tokens stay in their order, except that clauses change places with each other,
//! comments stay with their neighbours, and docs keep their words and paragraphs. What is laid out
//! already stays as it is.
//!
//! ```
//! use cti_spec::{SourceFile, format};
//!
//! let text = "tag ANI_TAG=8 /// caller\ntag CALLING_DEVID_TAG=27\n";
//! let laid_out = format::format(&SourceFile::new("tags.cti", text))?;
//! assert_eq!(
//!     laid_out,
//!     "tag ANI_TAG           = 8  /// caller\ntag CALLING_DEVID_TAG = 27\n"
//! );
//! # Ok::<(), cti_spec::Diagnostics>(())
//! ```

mod clauses;
mod columns;
mod files;
mod grammar;
mod layout;
mod scan;
mod statement;
#[cfg(test)]
mod tests;
mod tokens;

pub use self::files::{FormatError, Mode, Report, files, run};

use self::scan::{Lead, Note, Token, scan};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::lexer;
use crate::source::{SourceFile, Span};

/// Lays out a file.
///
/// Lines end as the first one does: in `\n`, or in `\r\n`.
///
/// # Errors
///
/// If the file does not consist of tokens and statements; with the first place where it does not.
pub fn format(source: &SourceFile) -> Result<String, Diagnostics> {
    let wrong = |diagnostics| Diagnostics::new(vec![source.clone()], diagnostics);
    if let Some(flaw) = source.flaw() {
        return Err(wrong(vec![Diagnostic::of_flaw(flaw, 0, &source.text)]));
    }
    let (_, mut diagnostics) = lexer::lex(0, source);
    diagnostics.retain(|found| found.severity == Severity::Error);
    if !diagnostics.is_empty() {
        return Err(wrong(diagnostics));
    }
    let tokens = scan(&source.text);
    let statements = grammar::statements(&tokens).map_err(|error| wrong(vec![*error]))?;
    let text = layout::write(&tokens, &statements);
    if Content::of(&tokens) != Content::of(&scan(&text)) {
        return Err(wrong(vec![changed(source)]));
    }
    let first_line = source.text.split_inclusive('\n').next();
    if first_line.is_some_and(|line| line.ends_with("\r\n")) {
        return Ok(text.replace('\n', "\r\n"));
    }
    Ok(text)
}

/// What must be the same before and after.
#[derive(Debug, PartialEq, Eq)]
struct Content<'a> {
    tokens: Vec<&'a str>,
    comments: Vec<&'a str>,
    words_of_docs: Vec<&'a str>,
}

impl<'a> Content<'a> {
    /// The content of a file, in an order that does not depend on its layout.
    fn of(tokens: &[Token<'a>]) -> Self {
        let mut content = Self {
            tokens: tokens.iter().map(|token| token.text).collect(),
            comments: Vec::new(),
            words_of_docs: Vec::new(),
        };
        for token in tokens {
            let own = token.before.iter().filter_map(|lead| match lead {
                Lead::Own(note) => Some(*note),
                Lead::Blank => None,
            });
            for note in own.chain(token.after) {
                match note {
                    Note::Comment(comment) => content.comments.push(comment),
                    Note::Doc(doc) => content.words_of_docs.extend(doc.split_whitespace()),
                }
            }
        }
        content.tokens.sort_unstable();
        content.words_of_docs.sort_unstable();
        content
    }
}

/// The error that the file would not be the same any more: a mistake in this module.
fn changed(source: &SourceFile) -> Diagnostic {
    let span = Span::new(0, 0, source.text.lines().next().map_or(0, str::len));
    Diagnostic::new(
        "laying out this file would change what it says",
        span,
        "the file",
    )
    .with_help("this is a mistake of the program: please report it, with the file")
}
