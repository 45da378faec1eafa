//! Reading a specification from a directory.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use walkdir::WalkDir;

use crate::diagnostic::Diagnostics;
use crate::model::Protocol;
use crate::parse_sources;
use crate::source::SourceFile;

/// The ending of the names of specification files.
const EXTENSION: &str = "cti";

/// Why a specification could not be loaded.
///
/// `Debug` is the text of `Display`: it is what a program prints whose `main` returns the error, and the
/// places of mistakes are to be read there, too.
#[non_exhaustive]
pub enum LoadError {
    /// A file or directory could not be read.
    Read {
        /// Its path.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The directory holds no specification.
    Empty {
        /// Its path.
        path: PathBuf,
    },
    /// The specification is wrong.
    Invalid(Diagnostics),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, error } => write!(f, "cannot read {}: {error}", path.display()),
            Self::Empty { path } => {
                write!(f, "no *.{EXTENSION} file in {}", path.display())
            }
            Self::Invalid(diagnostics) => diagnostics.fmt(f),
        }
    }
}

impl fmt::Debug for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// Without a source: the text above says all of it already.
impl std::error::Error for LoadError {}

/// Loads the specification in a directory: all its `*.cti` files, those in directories below
/// included, in the order of their paths.
///
/// # Errors
///
/// If a file or directory cannot be read, if there is no specification, or if it is wrong; then
/// with everything that is wrong.
pub fn load(directory: &Path) -> Result<Protocol, LoadError> {
    let paths = files(directory)?;
    if paths.is_empty() {
        return Err(LoadError::Empty {
            path: directory.to_owned(),
        });
    }
    let sources: Result<Vec<SourceFile>, LoadError> = paths
        .into_iter()
        .map(|path| match fs::read(&path) {
            Ok(bytes) => Ok(SourceFile::from_bytes(path.display().to_string(), &bytes)),
            Err(error) => Err(LoadError::Read { path, error }),
        })
        .collect();
    parse_sources(sources?).map_err(LoadError::Invalid)
}

/// The specification files in a directory and below, sorted. Links to directories are not followed.
fn files(directory: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let mut files = Vec::new();
    for entry in WalkDir::new(directory) {
        let entry = entry.map_err(|error| LoadError::Read {
            path: error.path().unwrap_or(directory).to_owned(),
            // Its own text, without that of the walk around it. Only links can lead in circles, and they
            // are not followed.
            error: error
                .into_io_error()
                .unwrap_or_else(|| io::ErrorKind::Other.into()),
        })?;
        let has_ending = entry
            .path()
            .extension()
            .is_some_and(|ending| ending == EXTENSION);
        if !entry.file_type().is_dir() && has_ending {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Ok(files)
}

/// The path of each file below `spec`, and its text; in the order of [`load()`].
///
/// Written by `build.rs`.
#[cfg(feature = "ged188")]
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/ged188.rs"));

/// The protocol GED-188, from the specification that is built into the program.
///
/// The same as [`load()`] makes of the directory `spec/ged188`, for programs that run where
/// there is no such directory.
///
/// # Errors
///
/// If the specification has errors. A released version of this crate has none; it can happen
/// while the specification is edited.
#[cfg(feature = "ged188")]
pub fn ged188() -> Result<Protocol, Diagnostics> {
    let sources = FILES
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text));
    parse_sources(sources.collect())
}
