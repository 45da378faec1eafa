//! Source files, and places in them.

/// A file of the specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path, as diagnostics show it.
    pub path: String,
    /// The text.
    pub text: String,
    /// Where the bytes of the file stop being UTF-8; the text holds replacement characters there.
    invalid: Option<usize>,
}

impl SourceFile {
    /// A file with the given text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            invalid: None,
        }
    }

    /// A file with the given bytes, which need not be UTF-8: the parser reports where they are not.
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: &[u8]) -> Self {
        Self {
            path: path.into(),
            text: String::from_utf8_lossy(bytes).into_owned(),
            invalid: std::str::from_utf8(bytes)
                .err()
                .map(|error| error.valid_up_to()),
        }
    }

    /// The place of the first byte that is not UTF-8, in the text as in the bytes.
    pub(crate) fn invalid(&self) -> Option<usize> {
        self.invalid
    }

    /// The line and the column of a byte offset, counted from 1; columns are characters.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
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
}

impl Span {
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
