//! From the files of a specification to its protocol: parsing and resolving.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Protocol;
use crate::source::{Lines, SourceFile};
use crate::{lexer, parser, resolver};

/// A protocol without errors, with the warnings about its specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The protocol.
    pub protocol: Protocol,
    /// The warnings; usually none.
    pub warnings: Diagnostics,
}

/// Parses and resolves the files of a protocol.
///
/// Warnings are left out; [`check_sources`] returns them.
///
/// # Errors
///
/// All mistakes in the files. An item that cannot be parsed is left out, so that the others can be
/// checked in the same run. If a text does not even consist of tokens, only the syntax is checked.
pub fn parse_sources(sources: Vec<SourceFile>) -> Result<Protocol, Diagnostics> {
    check_sources(sources).map(|checked| checked.protocol)
}

/// Parses and resolves the files of a protocol like [`parse_sources`], with its warnings.
///
/// # Errors
///
/// Those of [`parse_sources`].
pub fn check_sources(sources: Vec<SourceFile>) -> Result<Checked, Diagnostics> {
    let mut diagnostics = Vec::new();
    let mut files = Vec::new();
    let mut paths = Vec::new();
    let mut understood = true;
    for (index, source) in sources.iter().enumerate() {
        if let Some(flaw) = source.flaw() {
            let diagnostic = Diagnostic::of_flaw(flaw, index, &source.text);
            understood &= diagnostic.severity == Severity::Warning;
            diagnostics.push(diagnostic);
            continue;
        }
        let (tokens, wrong) = lexer::lex(index, source);
        let is_error = |wrong: &Diagnostic| wrong.severity == Severity::Error;
        understood &= !wrong.iter().any(is_error);
        let lines = Lines::of(&source.text);
        let errors = wrong.iter().filter(|wrong| is_error(wrong));
        let wrong_lines = errors.map(|error| lines.line(error.primary.span.start));
        let (file, unread) = parser::parse(&tokens, &wrong_lines.collect());
        diagnostics.extend(wrong);
        diagnostics.extend(unread);
        files.push(file);
        paths.push(source.path.as_str());
    }
    let resolved = understood.then(|| resolver::resolve(&files, &paths));
    let protocol = match resolved {
        Some(Ok((protocol, warnings))) => {
            // A file or line that could not be read may be the reason for a warning.
            if diagnostics
                .iter()
                .all(|found| found.severity == Severity::Warning)
            {
                diagnostics.extend(warnings);
            }
            Some(protocol)
        }
        Some(Err(errors)) => {
            diagnostics.extend(errors);
            None
        }
        None => None,
    };
    let warnings = Diagnostics::new(sources, diagnostics);
    match protocol {
        Some(protocol) if !warnings.has_errors() => Ok(Checked { protocol, warnings }),
        _ => Err(warnings),
    }
}
