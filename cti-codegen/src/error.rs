//! What can go wrong while files are generated, compared or written.

use std::io;
use std::path::PathBuf;

/// An error of [`Generator::files`](crate::Generator::files), [`Files::check`](crate::Files::check)
/// or [`Files::write`](crate::Files::write).
#[derive(Debug, thiserror::Error)]
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

    /// A folder holds files of the kind that is to be generated, but none that ever was. They would be
    /// removed as orphans, so nothing is written: the folder was probably named by mistake.
    #[error(
        "{} holds other files and nothing generated; nothing is written",
        folder.display()
    )]
    Foreign {
        /// The folder.
        folder: PathBuf,
    },

    /// A sample is not what it should be.
    #[error("sample {number}: {reason}")]
    Sample {
        /// The number of its line in the text that it was read from, from 1.
        number: usize,
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
