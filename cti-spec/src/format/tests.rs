//! Whatever a file looks like before, it is laid out in the same way.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::clauses::{
    OF_ENTRY, OF_FIELD, OF_ID, OF_LAYOUT, OF_MESSAGE, OF_TABLE, OF_TAG, OF_TYPE, OF_VALUE, ORDER,
};
use super::columns::WIDTH;
use super::format;
use super::grammar::statements;
use super::scan::{Kind, Lead, Note, Token, scan};
use super::statement::Statement;
use crate::diagnostic::Diagnostics;
use crate::load::specification_files;
use crate::parser::{CLAUSE_WORDS, ITEM_WORDS};
use crate::source::SourceFile;

/// Files that are laid out.
static LAID_OUT: LazyLock<Vec<String>> = LazyLock::new(|| {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = [
        crate::ged188_dir(),
        tests.join("samples"),
        tests.join("accepted"),
    ];
    let mut texts: Vec<String> = folders
        .iter()
        .flat_map(|folder| specification_files(folder).expect("a folder of files"))
        .map(|path| std::fs::read_to_string(path).expect("a file"))
        .collect();
    // Constructs that those need not have.
    let examples = include_str!("../../tests/format/examples.md");
    let after = examples.split("```after\n").skip(1);
    texts.extend(
        after
            .filter_map(|text| text.split("```").next())
            .map(str::to_owned),
    );
    texts.iter().map(|text| laid_out(text)).collect()
});

#[test]
fn every_clause_has_its_place() {
    let sorted = |words: &[&'static str]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    assert_eq!(sorted(&ORDER), sorted(CLAUSE_WORDS));
    let taken = [
        OF_ENTRY, OF_FIELD, OF_ID, OF_LAYOUT, OF_MESSAGE, OF_TABLE, OF_TAG, OF_TYPE, OF_VALUE,
    ];
    let mut taken = taken.concat();
    taken.sort_unstable();
    taken.dedup();
    assert_eq!(taken, sorted(&ORDER));
}

#[test]
fn every_item_is_laid_out() {
    for keyword in ITEM_WORDS {
        let mut lines = LAID_OUT.iter().flat_map(|text| text.lines());
        let begins = |line: &str| line.split(' ').next() == Some(keyword);
        assert!(lines.any(begins), "no example has `{keyword}`");
    }
}

/// Lays out a text.
fn try_format(text: &str) -> Result<String, Diagnostics> {
    format(&SourceFile::new("a.cti", text))
}

/// A text laid out, and that it is laid out then.
fn laid_out(text: &str) -> String {
    let once = try_format(text).unwrap_or_else(|errors| panic!("{errors}\n{text}"));
    let twice = try_format(&once).unwrap_or_else(|errors| panic!("{errors}\n{once}"));
    assert_eq!(twice, once);
    once
}

/// Lays out a text that need not be a specification.
fn survive(text: &str) {
    match try_format(text) {
        Ok(once) => assert_eq!(laid_out(&once), once),
        Err(errors) => {
            for error in errors.iter() {
                let message = &error.diagnostic.message;
                assert!(!message.contains("would change"), "{message}\n{text}");
                let span = error.diagnostic.primary.span;
                assert!(text.get(span.start..span.end).is_some());
            }
        }
    }
}

/// Random numbers, which come round again.
#[derive(Debug)]
struct Choices {
    numbers: Vec<u8>,
    at: usize,
}

impl Choices {
    fn below(&mut self, end: usize) -> usize {
        self.at += 1;
        let number = self.numbers[self.at % self.numbers.len()];
        // So that the same numbers mean something else the next time.
        (usize::from(number) + self.at / self.numbers.len() * 7) % end
    }
}

/// Where line breaks mean something: after the name of a field comes its type on the same line, and the
/// name of the next one on another.
fn is_tied(before: &Token<'_>, token: &Token<'_>) -> bool {
    let ends_name = matches!(before.kind, Kind::Name) || before.is("]");
    ends_name && token.kind == Kind::Name
}

/// Writes tokens with other space between them; comments and empty lines stay where they are.
fn with_other_space(tokens: &[&Token<'_>], choices: &mut Choices) -> String {
    const SPACES: [&str; 5] = [" ", "  ", "\t", "\n", "\n   "];
    const ON_THE_LINE: [&str; 3] = [" ", "   ", "\t"];
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| tokens[before]);
        let breaks = before.is_none_or(|before| before.line < token.line);
        let mut own_line = before.is_none();
        if let Some(note) = before.and_then(|before| before.after) {
            text.push_str([" ", "", "\t  "][choices.below(3)]);
            text.push_str(&note.write());
            text.push('\n');
            own_line = true;
        }
        for lead in &token.before {
            if !own_line {
                text.push('\n');
            }
            own_line = true;
            match lead {
                Lead::Blank => text.push_str(["\n", "\n\n\n", " \n\t\n"][choices.below(3)]),
                Lead::Own(note) => {
                    text.push_str(["", "   ", "\t"][choices.below(3)]);
                    text.push_str(&note.write());
                    text.push('\n');
                }
            }
        }
        let tied = before.is_some_and(|before| is_tied(before, token));
        let space = match before {
            _ if own_line => ["", "    "][choices.below(2)],
            Some(_) if tied && breaks => "\n ",
            Some(_) if tied => ON_THE_LINE[choices.below(3)],
            Some(before) if before.kind == Kind::Sign || token.kind == Kind::Sign => {
                ["", " ", "\n"][choices.below(3)]
            }
            _ => SPACES[choices.below(5)],
        };
        text.push_str(space);
        text.push_str(token.text);
    }
    text
}

/// The tokens of a file with the clauses of each statement in another order.
fn with_other_clauses<'t, 'a>(
    tokens: &'t [Token<'a>],
    statements: &[Statement],
    choices: &mut Choices,
) -> Vec<&'t Token<'a>> {
    let mut order: Vec<usize> = (0..tokens.len()).collect();
    fn shuffle(
        tokens: &[Token<'_>],
        statements: &[Statement],
        choices: &mut Choices,
        order: &mut [usize],
    ) {
        for statement in statements {
            if let Some(block) = &statement.block {
                shuffle(tokens, &block.statements, choices, order);
            }
            let phrases = statement.cells.iter().flatten();
            let mut clauses: Vec<_> = phrases
                .filter(|phrase| phrase.may_break)
                .map(|phrase| phrase.tokens.clone())
                .collect();
            let apart = clauses.iter().flat_map(Clone::clone).any(|at| {
                let noted = |lead: &Lead<'_>| matches!(lead, Lead::Own(_));
                tokens[at].before.iter().any(noted) || tokens[at].after.is_some()
            });
            if tokens[statement.tokens.start].is("limit") || apart {
                continue;
            }
            clauses.sort_by_key(|clause| clause.start);
            let Some(start) = clauses.first().map(|clause| clause.start) else {
                continue;
            };
            for at in (1..clauses.len()).rev() {
                clauses.swap(at, choices.below(at + 1));
            }
            for (to, from) in (start..).zip(clauses.into_iter().flatten()) {
                order[to] = from;
            }
        }
    }
    shuffle(tokens, statements, choices, &mut order);
    order.into_iter().map(|at| &tokens[at]).collect()
}

/// Tokens and comments, but not docs, in order.
fn stream(text: &str) -> Vec<String> {
    let mut stream = Vec::new();
    let comment = |note: Note<'_>| match note {
        Note::Comment(comment) => Some(comment.to_owned()),
        Note::Doc(_) => None,
    };
    for token in scan(text) {
        let own = token.before.iter().filter_map(|lead| match lead {
            Lead::Own(note) => comment(*note).map(|comment| format!("own line: {comment}")),
            Lead::Blank => None,
        });
        stream.extend(own);
        stream.push(token.text.to_owned());
        stream.extend(token.after.and_then(comment));
    }
    stream
}

/// Pieces of files.
const PIECES: [&str; 39] = [
    "{",
    "}",
    "[",
    "]",
    "=",
    ",",
    "\"text\"",
    "/// doc\n",
    "// comment\n",
    "\n",
    "\n\n",
    "1",
    "0x1F",
    "tag A = 1",
    "tag A",
    "message M = 1 from client {",
    "fixed {",
    "floating {",
    "A UINT",
    "A",
    "B",
    "list of",
    "as A",
    "null 1",
    "null A = 2",
    "since 1",
    "erratum E1, E2",
    "erratum E1 \"one\"",
    "required",
    "unpublished {",
    "enum E U {",
    "A = 1",
    "reserved 1 to 2",
    "field A to B",
    "interface I {",
    "protocol P versions 1 to 2 {",
    "acronyms A, B",
    "type T = named array",
    "header only",
];

fn choices() -> impl Strategy<Value = Choices> {
    prop::collection::vec(any::<u8>(), 50..200).prop_map(|numbers| Choices { numbers, at: 0 })
}

#[test]
fn lines_fit_where_they_can() {
    for text in LAID_OUT.iter() {
        for line in text.lines().filter(|line| line.chars().count() > WIDTH) {
            let comment = line.contains("//") && !line.contains("///");
            let list = line.trim_start().starts_with("///    - ");
            assert!(comment || list, "{line}");
        }
    }
}

proptest! {
    #[test]
    fn space_and_the_order_of_clauses_do_not_matter(
        file in any::<Index>(), mut choices in choices(), clauses in any::<bool>()
    ) {
        let text = file.get(&LAID_OUT);
        let tokens = scan(text);
        let statements = statements(&tokens).expect("a file that is laid out");
        let ordered = if clauses {
            with_other_clauses(&tokens, &statements, &mut choices)
        } else {
            tokens.iter().collect()
        };
        let scrambled = with_other_space(&ordered, &mut choices);
        prop_assert_eq!(&laid_out(&scrambled), text, "{}", scrambled);
    }

    #[test]
    fn comments_stay_with_their_neighbours(
        file in any::<Index>(), comments in prop::collection::vec((any::<Index>(), 0..4_u8), 1..6)
    ) {
        let mut text = file.get(&LAID_OUT).clone();
        for (number, (place, kind)) in comments.into_iter().enumerate() {
            let tokens = scan(&text);
            let at = place.index(tokens.len());
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            // Where a comment would part what belongs to one line, or where another one is.
            let taken = before.is_some_and(|before| before.after.is_some() || is_tied(before, &tokens[at]));
            if taken || !tokens[at].before.is_empty() {
                continue;
            }
            let comment = format!("// comment {number}");
            let comment = match kind {
                0 => format!("{comment}\n"),
                1 => format!("\n{comment}\n"),
                2 => format!("\n\n{comment}\n\n"),
                _ => "\n\n".to_owned(),
            };
            let start = tokens[at].start;
            text.insert_str(start, &comment);
        }
        let after = laid_out(&text);
        prop_assert_eq!(stream(&after), stream(&text));
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        survive(&text);
    }

    #[test]
    fn any_pieces_are_survived(pieces in prop::collection::vec(select(&PIECES[..]), 0..40)) {
        survive(&pieces.join(" "));
    }

    #[test]
    fn damaged_files_are_survived(
        file in any::<Index>(),
        edits in prop::collection::vec((any::<Index>(), 0..40_usize, select(&PIECES[..])), 1..4)
    ) {
        let mut text: Vec<char> = file.get(&LAID_OUT).chars().collect();
        for (at, removed, piece) in edits {
            let at = at.index(text.len());
            let end = (at + removed).min(text.len());
            text.splice(at..end, piece.chars());
        }
        survive(&text.into_iter().collect::<String>());
    }
}
