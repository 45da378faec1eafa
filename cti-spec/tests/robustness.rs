//! Nothing that stands in a file makes the language panic, and every error has a place.

use cti_spec::{SourceFile, parse_sources};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A specification with every construct, to be damaged.
const WHOLE: &str = include_str!("samples/whole.cti");

/// Pieces of the language, to be strewn about.
const PIECES: [&str; 77] = [
    "{",
    "}",
    "[",
    "]",
    "=",
    ",",
    "\"text\"",
    "\"",
    "/// doc\n",
    "// comment\n",
    "\n",
    " ",
    "0",
    "1",
    "8",
    "19",
    "20",
    "256",
    "0xFFFFFFFF",
    "99999999999999999999",
    "protocol",
    "versions",
    "to",
    "type",
    "unsigned",
    "const",
    "erratum",
    "service",
    "id",
    "null",
    "enum",
    "mask",
    "prefix",
    "tag",
    "reserved",
    "tags",
    "entry",
    "records",
    "columns",
    "message",
    "from",
    "client",
    "fixed",
    "floating",
    "list",
    "array",
    "of",
    "counts",
    "since",
    "until",
    "when body is",
    "and",
    "or",
    "limit",
    "interface",
    "series",
    "UINT",
    "MonitorID",
    "ClientID",
    "X",
    "unused",
    "mode",
    "“",
    "”",
    "'",
    "/*",
    "*/",
    "//!",
    "#",
    ";",
    ":",
    "..",
    "-",
    "(",
    ")",
    "ä",
    "0b1",
];

/// Resolves the text, renders what is wrong, and checks that its places exist.
fn survive(text: &str) {
    let bytes = SourceFile::from_bytes("bytes.cti", text.as_bytes());
    let Err(errors) = parse_sources(vec![bytes]) else {
        return;
    };
    assert!(errors.count() > 0);
    assert_eq!(errors.iter().count(), errors.count());
    for error in errors.iter() {
        let places = std::iter::once(&error.diagnostic.primary).chain(&error.diagnostic.secondary);
        for place in places {
            assert!(
                text.get(place.span.start..place.span.end).is_some(),
                "{place:?}"
            );
        }
        assert!(error.line >= 1 && error.column >= 1);
    }
    assert!(!errors.render(false).is_empty());
    assert!(!errors.render(true).is_empty());
}

#[test]
fn the_whole_sample_is_right() {
    let source = SourceFile::new("whole.cti", WHOLE);
    if let Err(errors) = parse_sources(vec![source]) {
        panic!("{errors}");
    }
}

#[test]
fn no_files_are_an_error_that_can_be_shown() {
    let errors = parse_sources(Vec::new()).unwrap_err();
    assert_eq!(errors.count(), 1);
    assert!(errors.to_string().contains("no protocol is declared"));
}

#[test]
fn odd_texts_are_survived() {
    for text in [
        "", "\0", "\u{feff}", "\r\n\r\n", "\"", "\\", "/", "//", "///", "////", "\u{85}",
    ] {
        survive(text);
    }
    survive(&"{".repeat(100_000));
    survive(&"entry A records { ".repeat(2_000));
    survive(&format!("tag {} = 1", "A".repeat(100_000)));
    survive(&"/// doc\n".repeat(10_000));
}

#[test]
fn entries_that_hold_themselves_are_survived() {
    survive(
        "protocol P versions 1 to 2 { wide tags since 2 frame limit 100 }
        type U = unsigned 2  tag A = 1  tag B = 2  tag C = 3
        entry X records { NumXs U tag A counts Xs  Xs list of Y }
        entry Y records { NumYs U tag B counts Ys  Ys list of X }
        entry Z ordered { Zs list of Z }
        service S \"S\"
        message M = 1 from client {
            fixed { NumXs U counts Xs  NumZs U counts Zs }
            floating { Zs list of Z  Xs list of X }
        }",
    );
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        survive(&text);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let source = SourceFile::from_bytes("bytes.cti", &bytes);
        if let Err(errors) = parse_sources(vec![source]) {
            prop_assert!(!errors.render(false).is_empty());
        }
    }

    #[test]
    fn any_words_are_survived(pieces in prop::collection::vec(select(&PIECES[..]), 0..80)) {
        survive(&pieces.join(" "));
    }

    #[test]
    fn a_cut_specification_is_survived(at in any::<Index>()) {
        let at = at.index(WHOLE.len());
        survive(WHOLE.get(..at).unwrap_or_default());
    }

    #[test]
    fn a_damaged_specification_is_survived(
        edits in prop::collection::vec((any::<Index>(), 0..40_usize, select(&PIECES[..])), 1..6)
    ) {
        let mut text: Vec<char> = WHOLE.chars().collect();
        for (at, removed, piece) in edits {
            let at = at.index(text.len());
            let end = (at + removed).min(text.len());
            text.splice(at..end, piece.chars());
        }
        survive(&text.into_iter().collect::<String>());
    }

    #[test]
    fn a_specification_with_lines_removed_or_doubled_is_survived(
        edits in prop::collection::vec((any::<Index>(), any::<bool>()), 1..6)
    ) {
        let mut lines: Vec<&str> = WHOLE.lines().collect();
        for (at, double) in edits {
            let at = at.index(lines.len());
            if double {
                lines.insert(at, lines[at]);
            } else {
                lines.remove(at);
            }
        }
        survive(&lines.join("\n"));
    }
}
