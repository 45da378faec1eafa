//! Clauses: how many tokens each takes, and in which order they are written.

use super::scan::Kind;
use super::statement::{Cell, Phrase};
use super::tokens::{Refused, Tokens};

/// Clauses of an id.
pub(super) const OF_ID: &[&str] = &["null", "example", "erratum", "unused"];
/// Clauses of an enumeration or a mask.
pub(super) const OF_TABLE: &[&str] = &["prefix", "suffix", "null", "default", "erratum", "unused"];
/// Clauses of a tag.
pub(super) const OF_TAG: &[&str] = &["erratum", "unused"];
/// Clauses of a constant or a bit.
pub(super) const OF_VALUE: &[&str] = &["mode", "since", "until", "erratum"];
/// Clauses of an entry, or of a confirmation in a body.
pub(super) const OF_ENTRY: &[&str] = &["erratum"];
/// Clauses of a field.
pub(super) const OF_FIELD: &[&str] = &[
    "tag",
    "as",
    "required",
    "optional",
    "conditional",
    "secret",
    "null",
    "default",
    "counts",
    "max",
    "example",
    "since",
    "until",
    "erratum",
];
/// Clauses of a message.
pub(super) const OF_MESSAGE: &[&str] = &["confirmed", "since", "until", "erratum", "header"];
/// Clauses of a layout.
pub(super) const OF_LAYOUT: &[&str] = &["since", "until", "when", "erratum"];
/// Clauses of a type.
pub(super) const OF_TYPE: &[&str] = &["name", "value", "unused"];

/// All clauses of the language in the order in which they are written; a test compares them with those
/// that the parser knows.
pub(super) const ORDER: [&str; 23] = [
    "prefix",
    "suffix",
    "name",
    "value",
    "as",
    "tag",
    "confirmed",
    "required",
    "optional",
    "conditional",
    "secret",
    "null",
    "default",
    "counts",
    "max",
    "example",
    "mode",
    "since",
    "until",
    "when",
    "erratum",
    "unused",
    "header",
];

/// The clauses of a statement by the columns that they stand in.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    /// `as`, which says what the type means.
    pub meaning: Cell,
    /// `tag`.
    pub tag: Cell,
    /// All others.
    pub rest: Cell,
}

/// Reads the clauses that stand here, as far as they are among the allowed ones.
pub(super) fn clauses(tokens: &mut Tokens<'_, '_>, allowed: &[&str]) -> Result<Clauses, Refused> {
    let mut found: Vec<(&str, Phrase)> = Vec::new();
    while let Some(&word) = allowed.iter().find(|&&word| tokens.at(word)) {
        if tokens.among_items() && begins_item(tokens, word) {
            break;
        }
        let start = tokens.place();
        tokens.advance();
        clause(tokens, word)?;
        let phrase = Phrase {
            tokens: start..tokens.place(),
            may_break: true,
        };
        found.push((word, phrase));
    }
    let order = |word: &str| ORDER.iter().position(|other| *other == word);
    found.sort_by_key(|(word, _)| order(word));
    let mut clauses = Clauses::default();
    for (word, phrase) in found {
        match word {
            "as" => clauses.meaning.push(phrase),
            "tag" => clauses.tag.push(phrase),
            _ => clauses.rest.push(phrase),
        }
    }
    Ok(clauses)
}

/// Whether the word begins the next item, and no clause of this one.
fn begins_item(tokens: &Tokens<'_, '_>, word: &str) -> bool {
    match word {
        "tag" => tokens.peek(2).is("="),
        "erratum" => tokens.peek(2).kind == Kind::Text,
        _ => false,
    }
}

/// What follows the first word of a clause.
fn clause(tokens: &mut Tokens<'_, '_>, word: &str) -> Result<(), Refused> {
    match word {
        "since" | "until" | "name" | "value" => tokens.number(),
        "as" | "counts" => tokens.name(),
        "tag" => tokens.names(),
        "prefix" | "suffix" => tokens.word(),
        "max" | "default" | "example" => tokens.simple(),
        "null" => {
            if tokens.peek(0).kind == Kind::Name {
                tokens.name()?;
                tokens.sign("=")?;
            } else if tokens.at("=") {
                tokens.advance();
            }
            tokens.number()
        }
        "erratum" => tokens.list(),
        "confirmed" => {
            tokens.keyword("by")?;
            tokens.name()?;
            if tokens.at("=") {
                tokens.advance();
                tokens.number()?;
            }
            Ok(())
        }
        "header" => tokens.keyword("only"),
        "when" => loop {
            tokens.keyword("body")?;
            tokens.keyword("is")?;
            tokens.number()?;
            if tokens.at("and") {
                tokens.advance();
                tokens.name()?;
            }
            if !tokens.at("or") {
                return Ok(());
            }
            tokens.advance();
        },
        _ => Ok(()),
    }
}
