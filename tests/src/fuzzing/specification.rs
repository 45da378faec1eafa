//! Any text as a specification.

use cti_spec::format::format;
use cti_spec::{Diagnostics, Protocol, SourceFile, check_sources, parse_sources};

/// The name of the file, as diagnostics show it.
const PATH: &str = "fuzz.cti";

/// The bytes are a file of a specification.
///
/// # Panics
/// If an error has no place in the text, or cannot be shown.
pub fn specification(data: &[u8]) {
    survives(data);
}

/// How many diagnostics of one file are shown.
const SHOWN: usize = 50;

/// Resolves a text and lays it out. Errors and warnings have a place in it and can be shown; laid out,
/// it says the same, and laying it out again changes nothing. Returns the protocol if nothing is wrong.
///
/// # Panics
/// If it is not so.
pub fn survives(text: &[u8]) -> Option<Protocol> {
    let source = SourceFile::from_bytes(PATH, text);
    let laid_out = format(&source).ok();
    if let Some(text) = &laid_out {
        let again = format(&SourceFile::new(PATH, text.as_str()));
        assert_eq!(again.as_ref(), Ok(text), "not laid out by laying it out");
    }
    match check_sources(vec![source.clone()]) {
        Ok(checked) => {
            check_diagnostics(&source, &checked.warnings);
            let laid_out = laid_out.expect("what has no error can be laid out");
            let same = parse_sources(vec![SourceFile::new(PATH, laid_out)]);
            assert_eq!(same.as_ref(), Ok(&checked.protocol));
            Some(checked.protocol)
        }
        Err(errors) => {
            assert!(errors.count() > 0, "an error without errors");
            check_diagnostics(&source, &errors);
            None
        }
    }
}

/// Checks that all diagnostics have a place in the text, in its order, and can be shown.
fn check_diagnostics(source: &SourceFile, errors: &Diagnostics) {
    assert_eq!(errors.iter().count(), errors.count());
    let mut before = None;
    for error in errors.iter() {
        let diagnostic = error.diagnostic;
        assert!(!diagnostic.message.is_empty());
        for place in std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary) {
            let span = place.span;
            assert_eq!(span.file, 0);
            assert!(source.text.get(span.start..span.end).is_some(), "{place:?}");
        }
        let start = diagnostic.primary.span.start;
        // Errors first, then warnings.
        let place = Some((diagnostic.severity, start));
        assert!(before <= place, "not in the order of their places");
        before = place;
        assert_eq!((error.line, error.column), source.line_column(start));
        assert!(error.line >= 1 && error.column >= 1);
        assert!(error.line <= source.text.lines().count().max(1) + 1);
    }
    for colour in [false, true] {
        let shown = errors.render(colour);
        assert!(
            shown.matches(PATH).count() >= errors.count().min(SHOWN),
            "{shown}"
        );
    }
}
