//! Source files, and places in them.

use crate::flaw::Flaw;

/// A file of the specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path, as diagnostics show it.
    pub path: String,
    /// The text.
    pub text: String,
    /// Why the text is not read, if it is not.
    flaw: Option<Flaw>,
}

impl SourceFile {
    /// A file with the given text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            path: path.into(),
            flaw: Flaw::of(text.as_bytes()),
            text,
        }
    }

    /// A file with the given bytes. If they are not UTF-8, or not a text at all, that is one error
    /// when the file is parsed.
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: &[u8]) -> Self {
        Self {
            path: path.into(),
            text: String::from_utf8_lossy(bytes).into_owned(),
            flaw: Flaw::of(bytes),
        }
    }

    /// A file that is left out, which is a warning: its name resembles that of a specification file.
    pub(crate) fn left_out(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: String::new(),
            flaw: Some(Flaw::LeftOut),
        }
    }

    /// Why the text is not read, if it is not.
    pub(crate) fn flaw(&self) -> Option<&Flaw> {
        self.flaw.as_ref()
    }

    /// Whether nothing of the file can be shown but its path.
    pub(crate) fn has_no_lines(&self) -> bool {
        matches!(
            self.flaw,
            Some(Flaw::Encoding(_) | Flaw::Binary | Flaw::LeftOut)
        )
    }

    /// The line and the column of a byte offset, counted from 1; columns are characters.
    ///
    /// Goes through the text up to the offset.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

/// Where the lines of a text begin: for many places, found without going through the text each time.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub(crate) fn of(text: &'a str) -> Self {
        let behind = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(behind).collect(),
        }
    }

    /// The line of a byte offset, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The line and the column of a byte offset, as [`SourceFile::line_column`] counts them.
    pub(crate) fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

/// A range of bytes in one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which file, as an index.
    pub file: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// For a place in the catalogue of fields: the line that uses it, counted from 1; else 0.
    pub(crate) via: usize,
}

impl Span {
    /// A range of bytes in a file.
    pub(crate) fn new(file: usize, start: usize, end: usize) -> Self {
        Self {
            file,
            start,
            end,
            via: 0,
        }
    }

    /// The same place, whichever line led to it.
    pub(crate) fn in_file(self) -> Self {
        Self { via: 0, ..self }
    }

    /// From the start of this span to the end of the other, in the same file.
    pub(crate) fn to(self, other: Self) -> Self {
        Self {
            end: other.end.max(self.end),
            ..self
        }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// The value with its place.
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}
