//! Diagnostics: what is wrong with a specification, and where.

use std::fmt;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::flaw::Flaw;
use crate::source::{Lines, SourceFile, Span};

/// The columns that a line is shown in. Longer ones are cut; the tables of a specification are not.
const WIDTH: usize = 240;

/// How many diagnostics of one file are shown. A file that is damaged throughout, or is no
/// specification at all, would fill the screen otherwise.
const SHOWN: usize = 50;

/// Whether a specification can be used with what a diagnostic reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The specification is wrong.
    Error,
    /// The specification can be used; something in it is probably not what was meant.
    Warning,
}

/// One error or warning about a specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether this is an error or a warning.
    pub severity: Severity,
    /// The name of a warning, `unused-tag`; errors have none.
    pub name: Option<&'static str>,
    /// The mistake, in one line.
    pub message: String,
    /// The place, and what is to be said there.
    pub primary: Label,
    /// Other places that have to do with it.
    pub secondary: Vec<Label>,
    /// A hint how to correct it.
    pub help: Option<String>,
}

/// A place in a file with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The text under it; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// An error with its place and what is to be said there.
    pub(crate) fn new(message: impl Into<String>, span: Span, label: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            name: None,
            message: message.into(),
            primary: Label {
                span,
                text: label.into(),
            },
            secondary: Vec::new(),
            help: None,
        }
    }

    /// A warning with its name, its place and what is to be said there.
    pub(crate) fn warning(
        name: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            name: Some(name),
            ..Self::new(message, span, label)
        }
    }

    /// The one diagnostic of a file that cannot be read as text.
    pub(crate) fn of_flaw(flaw: &Flaw, file: usize, text: &str) -> Self {
        let span = |start, end| Span::new(file, start, end);
        match flaw {
            Flaw::NotUtf8(at) => {
                let letter = text[*at..].chars().next();
                let end = at + letter.map_or(0, char::len_utf8);
                Self::new(
                    "this file is not UTF-8",
                    span(*at, end),
                    "the first byte that is not",
                )
                .with_help("save the file as UTF-8")
            }
            Flaw::Encoding(encoding) => {
                Self::new(format!("this file is {encoding}"), span(0, 0), "")
                    .with_help("save the file as UTF-8")
            }
            Flaw::Binary => Self::new("this is not a text file", span(0, 0), "").with_help(
                "the file has a NUL byte; a specification is text in UTF-8, and all `*.cti` \
                 files of its directory are read",
            ),
            Flaw::LeftOut => {
                Self::warning("left-out-file", "this file is not read", span(0, 0), "").with_help(
                    "only files whose names end in `.cti`, in small letters, are read: rename the \
                 file, or move it elsewhere",
                )
            }
        }
    }

    /// The same with another place.
    pub(crate) fn with_place(mut self, span: Span, label: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: label.into(),
        });
        self
    }

    /// The same with a hint what to do.
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All errors and warnings of one run, with the files that they are in: file by file, the errors of
/// each before its warnings, in the order of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    sources: Vec<SourceFile>,
    diagnostics: Vec<Diagnostic>,
}

/// An error or warning with its place spelled out.
#[derive(Debug, Clone, Copy)]
pub struct Located<'a> {
    /// The error or warning.
    pub diagnostic: &'a Diagnostic,
    /// The path of the file.
    pub path: &'a str,
    /// The line of the place, from 1.
    pub line: usize,
    /// The column of the place in characters, from 1.
    pub column: usize,
}

impl Diagnostics {
    /// Puts the errors and warnings in order.
    pub(crate) fn new(sources: Vec<SourceFile>, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by_key(|diagnostic| {
            let span = diagnostic.primary.span;
            (span.file, diagnostic.severity, span)
        });
        Self {
            sources,
            diagnostics,
        }
    }

    /// The number of errors and warnings.
    #[must_use]
    pub fn count(&self) -> usize {
        self.diagnostics.len()
    }

    /// Whether there is neither an error nor a warning.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Whether there is an error among them.
    pub(crate) fn has_errors(&self) -> bool {
        let mut all = self.diagnostics.iter();
        all.any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The errors and warnings with their places.
    pub fn iter(&self) -> impl Iterator<Item = Located<'_>> {
        let sources = self.sources.iter();
        let lines: Vec<Lines<'_>> = sources.map(|source| Lines::of(&source.text)).collect();
        self.diagnostics.iter().filter_map(move |diagnostic| {
            let span = diagnostic.primary.span;
            let source = self.sources.get(span.file)?;
            let (line, column) = lines.get(span.file)?.line_column(span.start);
            Some(Located {
                diagnostic,
                path: &source.path,
                line,
                column,
            })
        })
    }

    /// The errors and warnings as text: each with its message, file, line and column, the line itself
    /// with the place underlined, the other places, and the hint. In colour for a terminal, or plain.
    ///
    /// Of one file, the first 50 are shown, and how many more there are.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let renderer = renderer.term_width(WIDTH);
        let same_file =
            |one: &Diagnostic, other: &Diagnostic| one.primary.span.file == other.primary.span.file;
        let mut shown = Vec::new();
        for of_file in self.diagnostics.chunk_by(same_file) {
            let first = of_file.iter().take(SHOWN);
            shown.extend(first.map(|diagnostic| renderer.render(&[self.report(diagnostic)])));
            let more = of_file.len().saturating_sub(SHOWN);
            if more > 0 {
                shown.push(format!("… and {more} more in this file"));
            }
        }
        shown.join("\n\n")
    }

    /// One error or warning in the form that the renderer takes.
    fn report<'a>(&'a self, diagnostic: &'a Diagnostic) -> Group<'a> {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(&diagnostic.message);
        let mut group = Group::with_title(match diagnostic.name {
            Some(name) => title.id(name),
            None => title,
        });
        let source = self.sources.get(diagnostic.primary.span.file);
        if let Some(source) = source.filter(|source| source.has_no_lines()) {
            group = group.element(Origin::path(&source.path));
        } else {
            for snippet in self.snippets(diagnostic) {
                group = group.element(snippet);
            }
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help));
        }
        group
    }

    /// The places of an error, one snippet for each file, that of the primary place first.
    fn snippets<'a>(&'a self, diagnostic: &'a Diagnostic) -> Vec<Snippet<'a, Annotation<'a>>> {
        let mut files = vec![diagnostic.primary.span.file];
        for label in &diagnostic.secondary {
            if !files.contains(&label.span.file) {
                files.push(label.span.file);
            }
        }
        let primary = (AnnotationKind::Primary, &diagnostic.primary);
        let secondary = diagnostic.secondary.iter();
        let labels: Vec<(AnnotationKind, &Label)> = std::iter::once(primary)
            .chain(secondary.map(|label| (AnnotationKind::Context, label)))
            .collect();
        files
            .into_iter()
            .filter_map(|file| {
                let of_file = labels.iter().filter(|(_, label)| label.span.file == file);
                snippet(self.sources.get(file)?, of_file)
            })
            .collect()
    }
}

/// Some places in a file: of its text only the lines around them, since a run may have many errors
/// in a long file.
fn snippet<'a, 'l>(
    source: &'a SourceFile,
    labels: impl Iterator<Item = &'l (AnnotationKind, &'a Label)> + Clone,
) -> Option<Snippet<'a, Annotation<'a>>>
where
    'a: 'l,
{
    let spans = labels.clone().map(|(_, label)| label.span);
    let start = spans.clone().map(|span| span.start).min()?;
    let end = spans.map(|span| span.end).max()?;
    let from = source.text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let to = source.text.get(end..)?.find('\n');
    let to = to.map_or(source.text.len(), |at| end + at);
    let annotations = labels.map(|(kind, label)| {
        let place = label.span.start - from..label.span.end - from;
        let text = (!label.text.is_empty()).then_some(label.text.as_str());
        kind.span(place).label(text)
    });
    let (line, _) = source.line_column(from);
    Some(
        Snippet::source(source.text.get(from..to)?)
            .line_start(line)
            .path(&source.path)
            .annotations(annotations),
    )
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}
