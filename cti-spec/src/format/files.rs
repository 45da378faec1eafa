//! Laying out files in place, or finding those that are not laid out.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use super::format;
use crate::diagnostic::Diagnostics;
use crate::load::{self, LoadError, specification_files};
use crate::source::SourceFile;

/// What is done with a file that is not laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is written anew.
    Write,
    /// It is reported, and stays as it is.
    Check,
}

/// What became of some files.
#[derive(Debug, Default)]
pub struct Report {
    /// The files that were written, or would be.
    pub changed: Vec<PathBuf>,
    /// How many were laid out already.
    pub unchanged: usize,
    /// What went wrong. It concerns no other file.
    pub errors: Vec<FormatError>,
}

/// Why a file was not laid out.
#[derive(Debug)]
#[non_exhaustive]
pub enum FormatError {
    /// A file or directory could not be read.
    Read {
        /// Its path.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A directory holds no specification.
    Empty {
        /// Its path.
        path: PathBuf,
    },
    /// A file could not be written; it is as it was.
    Write {
        /// Its path.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file has syntax errors.
    Invalid(Diagnostics),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, error } => write!(f, "cannot read {}: {error}", path.display()),
            Self::Empty { path } => write!(f, "no *.cti file in {}", path.display()),
            Self::Write { path, error } => write!(f, "cannot write {}: {error}", path.display()),
            Self::Invalid(diagnostics) => diagnostics.fmt(f),
        }
    }
}

// Without a source: the text above says all of it already.
impl std::error::Error for FormatError {}

impl From<LoadError> for FormatError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Read { path, error } => Self::Read { path, error },
            LoadError::Empty { path, .. } => Self::Empty { path },
            LoadError::Invalid(diagnostics) => Self::Invalid(diagnostics),
        }
    }
}

/// Lays out files, and all specification files in directories and below.
///
/// Each file is written as a whole or not at all, and only if it changes; it keeps its permissions.
/// A file that is named twice is laid out once.
pub fn files<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>, mode: Mode) -> Report {
    let mut report = Report::default();
    let mut seen = std::collections::BTreeSet::new();
    for path in paths {
        let path = path.as_ref();
        let files = match found(path) {
            Ok(files) => files,
            Err(error) => {
                report.errors.push(error);
                continue;
            }
        };
        for file in files {
            if seen.insert(fs::canonicalize(&file).unwrap_or_else(|_| file.clone())) {
                match one(&file, mode) {
                    Ok(true) => report.changed.push(file),
                    Ok(false) => report.unchanged += 1,
                    Err(error) => report.errors.push(error),
                }
            }
        }
    }
    report
}

/// The command `fmt`: lays out files and directories, or standard input for the path `-`, and says on
/// `errors` what went wrong. Returns whether nothing did, and with [`Mode::Check`] whether all files
/// were laid out already; those that were not are listed on `output`.
///
/// # Errors
///
/// If `output` or `errors` cannot be written.
pub fn run(
    paths: &[PathBuf],
    mode: Mode,
    input: &mut dyn Read,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<bool> {
    let (streams, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| path.as_os_str() == "-");
    let mut report = files(paths, mode);
    if !streams.is_empty() {
        match stream(input) {
            Ok((_, text)) if mode == Mode::Write => output.write_all(text.as_bytes())?,
            Ok((source, text)) if text == source.text => report.unchanged += 1,
            Ok((source, _)) => report.changed.push(source.path.into()),
            Err(error) => report.errors.push(error),
        }
    }
    for error in &report.errors {
        writeln!(errors, "{error}")?;
    }
    if mode == Mode::Check {
        for path in &report.changed {
            writeln!(output, "{}", path.display())?;
        }
    }
    Ok(report.errors.is_empty() && (mode == Mode::Write || report.changed.is_empty()))
}

/// What standard input holds, and how it is laid out.
fn stream(input: &mut dyn Read) -> Result<(SourceFile, String), FormatError> {
    const PATH: &str = "<stdin>";
    let mut bytes = Vec::new();
    let read = input.read_to_end(&mut bytes);
    read.map_err(|error| FormatError::Read {
        path: PATH.into(),
        error,
    })?;
    let source = SourceFile::from_bytes(PATH, &bytes);
    let text = format(&source).map_err(FormatError::Invalid)?;
    Ok((source, text))
}

/// The files that a path stands for.
fn found(path: &Path) -> Result<Vec<PathBuf>, FormatError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let files = specification_files(path)?;
    if files.is_empty() {
        return Err(FormatError::Empty {
            path: path.to_owned(),
        });
    }
    Ok(files)
}

/// Lays out a file; whether it was not.
fn one(path: &Path, mode: Mode) -> Result<bool, FormatError> {
    let unreadable = |error| FormatError::Read {
        path: path.to_owned(),
        error,
    };
    let bytes = load::read(path).map_err(unreadable)?;
    let source = SourceFile::from_bytes(path.display().to_string(), &bytes);
    let text = format(&source).map_err(FormatError::Invalid)?;
    if text == source.text {
        return Ok(false);
    }
    if mode == Mode::Write {
        write(path, &text).map_err(|error| FormatError::Write {
            path: path.to_owned(),
            error,
        })?;
    }
    Ok(true)
}

/// Replaces the text of a file at once. A link stays one: the file that it leads to is replaced.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written =
        write_new(&temporary, text, &metadata).and_then(|()| fs::rename(&temporary, &path));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Writes a file that does not exist yet.
fn write_new(path: &Path, text: &str, like: &fs::Metadata) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(like.permissions())?;
    file.sync_all()
}
