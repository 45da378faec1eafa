//! Any text as a specification.

use cti_spec::{Protocol, SourceFile, parse_sources};

/// The name of the file, as diagnostics show it.
const PATH: &str = "fuzz.cti";

/// The bytes are a file of a specification.
///
/// # Panics
/// If an error has no place in the text, or cannot be shown.
pub fn specification(data: &[u8]) {
    survives(data);
}

/// Resolves a text; what is wrong with it has a place in it and can be shown. Returns the protocol
/// if nothing is wrong.
///
/// # Panics
/// If it is not so.
pub fn survives(text: &[u8]) -> Option<Protocol> {
    let source = SourceFile::from_bytes(PATH, text);
    let errors = match parse_sources(vec![source.clone()]) {
        Ok(protocol) => return Some(protocol),
        Err(errors) => errors,
    };
    assert!(errors.count() > 0, "an error without errors");
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
        assert!(before <= Some(start), "not in the order of their places");
        before = Some(start);
        assert_eq!((error.line, error.column), source.line_column(start));
        assert!(error.line >= 1 && error.column >= 1);
        assert!(error.line <= source.text.lines().count().max(1) + 1);
    }
    for colour in [false, true] {
        let shown = errors.render(colour);
        assert!(shown.matches(PATH).count() >= errors.count(), "{shown}");
    }
    None
}
