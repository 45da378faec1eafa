//! The error of this crate.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// An error of this crate: of reading samples, and of generating, comparing or writing files.
///
/// `Debug` is the text of `Display`: it is what a program prints whose `main` returns the error.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}: {error}", path.display())]
    Io {
        /// What was tried: `read`, `write`, `remove`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why it failed. It is part of the text, and so not a source.
        error: io::Error,
    },

    /// A folder holds a file of the kind that is to be generated, which never was generated. It would be
    /// removed as an orphan or replaced, so nothing is written: the folder was probably named by mistake.
    #[error(
        "{} was not generated, and is in a folder of generated files; nothing is written",
        path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },

    /// A sample is not what it should be.
    #[error("line {line}: {reason}")]
    Sample {
        /// Its line in the text that it was read from, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },

    /// The text of a generated file is not valid in its language: a bug of this crate.
    #[error("cannot generate {}: {reason}; this is a bug of cti-codegen", path.display())]
    Bug {
        /// The file, below its folder.
        path: PathBuf,
        /// What is wrong with its text.
        reason: String,
    },
}

impl Error {
    /// A file that cannot be generated.
    pub(crate) fn bug(path: impl Into<PathBuf>, reason: impl fmt::Display) -> Self {
        let (path, reason) = (path.into(), reason.to_string());
        Self::Bug { path, reason }
    }

    /// Turns an I/O error into one that says what was tried.
    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io {
            action,
            path,
            error,
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
