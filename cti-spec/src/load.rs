//! Reading a specification from a directory.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use walkdir::WalkDir;

use crate::check::{Checked, check_sources};
use crate::diagnostic::Diagnostics;
use crate::model::Protocol;
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
        /// Files whose names resemble those of specification files, so that they may be meant.
        left_out: Vec<PathBuf>,
    },
    /// The specification is wrong.
    Invalid(Diagnostics),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, error } => write!(f, "cannot read {}: {error}", path.display()),
            Self::Empty { path, left_out } => {
                write!(f, "no *.{EXTENSION} file in {}", path.display())?;
                if let Some(first) = left_out.first() {
                    write!(f, "; {} has another ending", first.display())?;
                }
                Ok(())
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
/// Warnings are left out; [`check`] returns them.
///
/// # Errors
///
/// If a file or directory cannot be read, if there is no specification, or if it is wrong; then
/// with everything that is wrong.
pub fn load(directory: &Path) -> Result<Protocol, LoadError> {
    check(directory).map(|checked| checked.protocol)
}

/// Loads the specification in a directory like [`load()`], with its warnings.
///
/// # Errors
///
/// Those of [`load()`].
pub fn check(directory: &Path) -> Result<Checked, LoadError> {
    let files = files(directory)?;
    if files.read.is_empty() {
        return Err(LoadError::Empty {
            path: directory.to_owned(),
            left_out: files.left_out,
        });
    }
    let shown = |path: &Path| path.display().to_string();
    let read = files.read.into_iter().map(|path| match read(&path) {
        Ok(bytes) => Ok(SourceFile::from_bytes(shown(&path), &bytes)),
        Err(error) => Err(LoadError::Read { path, error }),
    });
    let left_out = files.left_out.iter();
    let left_out = left_out.map(|path| Ok(SourceFile::left_out(shown(path))));
    let sources: Result<Vec<SourceFile>, LoadError> = read.chain(left_out).collect();
    check_sources(sources?).map_err(LoadError::Invalid)
}

/// Reads a file, which must be a regular one: a pipe or a device might never end.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("this is not a regular file"));
    }
    fs::read(path)
}

/// The files of a directory that are, or resemble, specification files.
#[derive(Default)]
struct Files {
    read: Vec<PathBuf>,
    left_out: Vec<PathBuf>,
}

/// The specification files in a directory and below, sorted.
pub(crate) fn specification_files(directory: &Path) -> Result<Vec<PathBuf>, LoadError> {
    files(directory).map(|files| files.read)
}

/// The files of a directory and below that are, or resemble, specification files, sorted. Links to directories are not followed.
fn files(directory: &Path) -> Result<Files, LoadError> {
    let mut files = Files::default();
    for entry in WalkDir::new(directory).sort_by_file_name() {
        let entry = entry.map_err(|error| LoadError::Read {
            path: error.path().unwrap_or(directory).to_owned(),
            // Its own text, without that of the walk around it. Only links can lead in circles, and they
            // are not followed.
            error: error
                .into_io_error()
                .unwrap_or_else(|| io::ErrorKind::Other.into()),
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let extension = entry.path().extension();
        if extension.is_some_and(|extension| extension == EXTENSION) {
            files.read.push(entry.into_path());
        } else if resembles_specification(&entry.file_name().to_string_lossy()) {
            files.left_out.push(entry.into_path());
        }
    }
    files.read.sort();
    Ok(files)
}

/// Whether the name of a file that is not read looks as if it should be: `x.CTI`, `x.cti.txt`, `x.cti~`.
/// Hidden files, such as those of editors, do not count.
fn resembles_specification(name: &str) -> bool {
    !name.starts_with('.') && name.to_ascii_lowercase().contains(&format!(".{EXTENSION}"))
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
    check_ged188().map(|checked| checked.protocol)
}

/// The protocol GED-188 like [`ged188()`], with its warnings.
///
/// # Errors
///
/// Those of [`ged188()`].
#[cfg(feature = "ged188")]
pub fn check_ged188() -> Result<Checked, Diagnostics> {
    let sources = FILES
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text));
    check_sources(sources.collect())
}
