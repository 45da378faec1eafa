//! `reference`: the reference as a book in HTML, made by mdBook.
//!
//! mdBook is started, not linked: it has ten times the dependencies of everything else here, and
//! who only regenerates, or runs the checks, needs none of them.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};

use crate::cargo;

/// Where the book is, below the root of the workspace.
const BOOK: &str = "generated/reference";

/// Builds the book, into `generated/reference/book`; shows it in a browser, if wanted.
///
/// # Errors
/// If mdBook is missing or cannot be started.
pub fn run(root: &Path, open: bool) -> anyhow::Result<ExitCode> {
    let mut mdbook = Command::new("mdbook");
    mdbook.arg("build").arg(root.join(BOOK));
    if open {
        mdbook.arg("--open");
    }
    match mdbook.status() {
        Ok(status) => Ok(cargo::exit_code(status)),
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "the reference is made by mdBook, which is missing: cargo install mdbook\n\
             (or read {BOOK}/src/introduction.md as it is)"
        ),
        Err(error) => Err(error).context("cannot run mdbook"),
    }
}
