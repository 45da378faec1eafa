//! However much is wrong with a file, the reader gets a few errors of it, and soon.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::{Duration, Instant};

use cti_spec::{Diagnostics, SourceFile, check_sources};

/// The errors of one file.
fn errors(text: &str) -> Diagnostics {
    let source = SourceFile::from_bytes("flood.cti", text.as_bytes());
    check_sources(vec![source]).unwrap_err()
}

#[test]
fn fifty_errors_of_a_file_are_shown() {
    let two = |count: usize| {
        let wrong = |name| SourceFile::new(name, "tag X\n".repeat(count));
        check_sources(vec![wrong("a.cti"), wrong("b.cti")]).unwrap_err()
    };
    let few = two(50).to_string();
    assert_eq!(few.matches("error: ").count(), 100);
    assert!(!few.contains("more in this file"));
    let many = two(73);
    assert_eq!(many.count(), 146);
    let many = many.to_string();
    assert_eq!(many.matches("error: ").count(), 100);
    assert_eq!(many.matches("\n\n… and 23 more in this file").count(), 2);
}

#[test]
fn strange_characters_in_a_row_are_one_error() {
    assert_eq!(errors(&".".repeat(16_000)).count(), 1);
    assert_eq!(errors(&"§$%&".repeat(4_000)).count(), 1);
    assert_eq!(errors(&";".repeat(16_000)).count(), 1);
}

/// All of these take a fraction of a second, even without optimization; what grows with the square of the
/// errors took minutes.
#[test]
fn thousands_of_errors_take_no_time() {
    let start = Instant::now();
    for text in [
        ".\n".repeat(16_000),
        ". x ".repeat(16_000),
        "tag X\n".repeat(16_000),
        "} ".repeat(16_000),
        "tag A = 1\n".repeat(4_000),
        "message M = 1 from client { fixed { ".repeat(4_000),
    ] {
        let errors = errors(&text);
        assert!(errors.count() > 0);
        assert!(errors.to_string().lines().count() < 1_000);
        assert_eq!(errors.iter().count(), errors.count());
    }
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}
