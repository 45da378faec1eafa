//! The page about sessions says what the code does, and names tests that there are.
//!
//! With `BLESS=1` the picture of the states and the diagram of the handover are written anew.

mod handover;
mod rules;
mod states;

use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../../docs/sessions.md");

/// Compares a file of the crate with what it should hold, or writes it.
fn expect_file(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, text).expect("the file can be written");
    }
    let there = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(there, text, "{path} differs (BLESS=1 rewrites it)");
}

/// The same for the first block between two lines of a page.
fn expect_block(path: &str, page: &str, start: &str, text: &str, end: &str) {
    let (before, rest) = page.split_once(start).expect("the block begins");
    let (_, after) = rest.split_once(end).expect("the block ends");
    expect_file(path, &format!("{before}{start}{text}{end}{after}"));
}

/// The cells of the table with this head.
fn rows_below<'p>(page: &'p str, head: &str) -> Vec<Vec<&'p str>> {
    let (_, rest) = page.split_once(head).expect("the table is there");
    let lines = rest.trim_start().lines().skip(1);
    let rows = lines.take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect());
    cells.collect()
}
