//! `reference`: the reference as a book in HTML, made by mdBook.
//!
//! mdBook is started, not linked: it has ten times the dependencies of everything else here, and
//! the other commands need none of them.

use anyhow::bail;
use xshell::{Shell, cmd};

use crate::shell;

/// Where the book is, below the root of the workspace.
const BOOK: &str = "generated/reference";

/// Builds the book, into `generated/reference/book`; opens it in a browser if `open`.
///
/// # Errors
/// If mdBook is missing or fails.
pub fn run(sh: &Shell, open: bool) -> anyhow::Result<()> {
    if !shell::is_installed(sh, "mdbook") {
        bail!(
            "the reference is made by mdBook, which is not installed: cargo install mdbook\n\
             (or read {BOOK}/src/introduction.md as it is)"
        );
    }
    let open = open.then_some("--open");
    Ok(cmd!(sh, "mdbook build {BOOK} {open...}").quiet().run()?)
}
