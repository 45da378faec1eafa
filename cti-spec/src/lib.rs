//! The definition of the CTI Server protocol (GED-188), and the language that it is written in.
//!
//! The definition is in `spec/ged188` ([`ged188_dir`]), in files that read like the tables of the
//! guide; `LANGUAGE.md` is the reference of their language. [`load()`] reads a directory of such
//! files into a [`Protocol`]: from there on, everything that can be looked up is looked up, and
//! everything that can be wrong is ruled out. With the feature `ged188` the definition is part of the
//! program as well, which need not find the files then: `ged188()`.
//!
//! The way of a file: [`SourceFile`] → tokens (`lexer`) → syntax tree (`parser`, `ast`) → model
//! (`resolver`, [`model`]). What is wrong on the way is a [`Diagnostic`] with its place; all of a
//! run come together, as [`Diagnostics`].
//!
//! For readers, [`mod@show`] makes the guide's table of a message from the model, and [`diff`] tells what
//! changed between two versions.
//!
//! ```
//! use cti_spec::{SourceFile, parse_sources};
//!
//! let text = "
//!     protocol EXAMPLE versions 13 to 25 {
//!         wide tags since 20
//!         frame limit 12500
//!     }
//!     type UINT = unsigned 4
//!     service Session \"Session Management\"
//!     message HEARTBEAT_REQ = 5 from client { fixed { InvokeID UIN } }
//! ";
//! let errors = parse_sources(vec![SourceFile::new("example.cti", text)]).expect_err("a wrong type");
//! let messages: Vec<&str> = errors.iter().map(|error| &*error.diagnostic.message).collect();
//! assert_eq!(messages, ["unknown type `UIN`"]);
//! ```

use std::path::{Path, PathBuf};

use source::Lines;

mod ast;
#[cfg(feature = "cli")]
pub mod cli;
mod diagnostic;
pub mod diff;
mod flaw;
pub mod format;
pub mod interpreter;
#[cfg(feature = "json")]
pub mod json;
mod lexer;
mod load;
mod markdown;
pub mod model;
pub mod name;
mod parser;
mod resolver;
pub mod show;
mod source;
mod summary;

pub use diagnostic::{Diagnostic, Diagnostics, Label, Located, Severity};
pub use load::{Checked, LoadError, check, load};
#[cfg(feature = "ged188")]
pub use load::{check_ged188, ged188};
pub use model::Protocol;
pub use source::{SourceFile, Span};
pub use summary::Summary;

/// Parses and resolves the files of a protocol.
///
/// Warnings are left out; [`check_sources`] returns them.
///
/// # Errors
///
/// All that is wrong with them. An item that cannot be parsed is left out, so that the others can
/// be checked in the same run; only where the text does not even consist of tokens, nothing is
/// checked beyond the syntax.
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
            let diagnostic = flaw.diagnostic(index, &source.text);
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
            // What is missing may be in what could not be read.
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

/// The directory of the bundled specification, where this crate was built.
///
/// For the workspace and its tests; a program that is installed elsewhere embeds the specification
/// with the feature `ged188`.
#[must_use]
pub fn ged188_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/ged188")
}
