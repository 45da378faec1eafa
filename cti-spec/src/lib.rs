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

mod ast;
mod diagnostic;
pub mod interpreter;
#[cfg(feature = "json")]
pub mod json;
mod lexer;
mod load;
pub mod model;
pub mod name;
mod parser;
mod resolver;
mod source;
mod summary;

pub use diagnostic::{Diagnostic, Diagnostics, Label, Located};
#[cfg(feature = "ged188")]
pub use load::ged188;
pub use load::{LoadError, load};
pub use model::Protocol;
pub use source::{SourceFile, Span};
pub use summary::{Summary, check};

/// Parses and resolves the files of a protocol.
///
/// # Errors
///
/// All that is wrong with them. An item that cannot be parsed is left out, so that the others can
/// be checked in the same run; only where the text does not even consist of tokens, nothing is
/// checked beyond the syntax.
pub fn parse_sources(sources: Vec<SourceFile>) -> Result<Protocol, Diagnostics> {
    let mut errors = Vec::new();
    let mut files = Vec::new();
    let mut understood = true;
    for (index, source) in sources.iter().enumerate() {
        let (tokens, wrong) = lexer::lex(index, source);
        understood &= wrong.is_empty();
        let wrong_lines: Vec<usize> = wrong
            .iter()
            .map(|error| source.line_column(error.primary.span.start).0)
            .collect();
        errors.extend(wrong);
        let (file, wrong) = parser::parse(&tokens);
        // What does not fit on the line of a bad token does not fit because of it.
        errors.extend(wrong.into_iter().filter(|error| {
            let (line, _) = source.line_column(error.primary.span.start);
            !wrong_lines.contains(&line)
        }));
        files.push(file);
    }
    if !understood {
        return Err(Diagnostics::new(sources, errors));
    }
    match resolver::resolve(&files) {
        Ok(protocol) if errors.is_empty() => Ok(protocol),
        Ok(_) => Err(Diagnostics::new(sources, errors)),
        Err(more) => {
            errors.extend(more);
            Err(Diagnostics::new(sources, errors))
        }
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
