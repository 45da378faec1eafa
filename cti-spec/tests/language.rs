//! `LANGUAGE.md` is right: its examples are one protocol, and its grammar has every keyword.

use std::collections::BTreeSet;

use cti_spec::{SourceFile, parse_sources};

/// The language reference.
const PAGE: &str = include_str!("../LANGUAGE.md");

/// The lines of the fenced blocks of a kind, on their lines of the page; the others are empty.
fn fenced(kind: &str) -> String {
    let opening = format!("```{kind}");
    let mut inside = false;
    let mut text = String::new();
    for line in PAGE.lines() {
        if line.starts_with("```") {
            inside = line == opening;
        } else if inside {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_examples_are_one_protocol() {
    let protocol = parse_sources(vec![SourceFile::new("LANGUAGE.md", fenced("cti"))])
        .unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(protocol.services.len(), 4);
    assert!(protocol.message("CONFIG_AGENT_EVENT").is_some());
    assert_eq!(protocol.interfaces.len(), 2);
}

#[test]
fn every_section_on_a_construct_has_an_example() {
    let text = fenced("cti");
    for keyword in [
        "protocol",
        "type",
        "const",
        "erratum",
        "service",
        "id",
        "enum",
        "mask",
        "tag",
        "reserved",
        "field",
        "unpublished",
        "confirmed",
        "entry",
        "message",
        "interface",
        "version",
        "fixed",
        "floating",
        "limit",
    ] {
        let example = text
            .lines()
            .any(|line| line.trim_start().starts_with(keyword));
        assert!(example, "no example of {keyword}");
    }
}

#[test]
fn the_grammar_has_the_keywords_of_the_examples() {
    let grammar = fenced("ebnf");
    let terminals: BTreeSet<&str> = grammar.split('"').skip(1).step_by(2).collect();
    let text: String = fenced("cti")
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n")
        .collect();
    let quoted = text.split('"').skip(1).step_by(2);
    let text = quoted.fold(text.clone(), |text, quoted| text.replace(quoted, ""));
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let starts_small = |word: &&str| word.starts_with(|first: char| first.is_ascii_lowercase());
    let keywords: BTreeSet<&str> = words.filter(starts_small).collect();
    let missing: Vec<_> = keywords.difference(&terminals).collect();
    assert!(missing.is_empty(), "not in the grammar: {missing:?}");
    let signs = BTreeSet::from(["{", "}", "[", "]", "=", ","]);
    let unused: Vec<_> = terminals
        .difference(&keywords)
        .filter(|word| !signs.contains(*word))
        .collect();
    assert!(unused.is_empty(), "in no example: {unused:?}");
}
