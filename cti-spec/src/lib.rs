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

mod ast;
mod check;
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
mod words;

pub use check::{Checked, check_sources, parse_sources};
pub use diagnostic::{Diagnostic, Diagnostics, Label, Located, Severity};
pub use load::{LoadError, check, load};
#[cfg(feature = "ged188")]
pub use load::{check_ged188, ged188};
pub use model::Protocol;
pub use source::{SourceFile, Span};
pub use summary::Summary;

/// The directory of the bundled specification, where this crate was built.
///
/// For the workspace and its tests; a program that is installed elsewhere embeds the specification
/// with the feature `ged188`.
#[must_use]
pub fn ged188_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/ged188")
}
