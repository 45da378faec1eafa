//! Doc texts as Markdown: which of their line breaks mean nothing.
//!
//! In files and in the model, only paragraphs of plain text are ever joined or wrapped. Lists, tables,
//! headings, quotes, code and hard breaks stay as they are, and so does a paragraph that touches one of
//! them. For a terminal, [`blocks`] tells these apart.

/// Breaks the paragraphs of a text that have a line of more than `width` characters.
///
/// Each other paragraph stays as it is. What [`joined`] makes of the text does not change.
pub(crate) fn wrapped<'a>(lines: &[&'a str], width: usize) -> Vec<String> {
    let too_long = |line: &&str| line.chars().count() > width;
    let mut wrapped = Vec::new();
    for part in parts(lines) {
        match part {
            Part::Paragraph(lines) if lines.iter().any(too_long) => {
                wrap(&lines.join(" "), width, &mut wrapped);
            }
            Part::Paragraph(lines) | Part::Code(lines) | Part::Other(lines) => {
                wrapped.extend(lines.iter().map(|&line: &&'a str| line.to_owned()));
            }
        }
    }
    wrapped
}

/// A run of lines.
enum Part<'l, 'a> {
    /// Plain text, whose line breaks are spaces.
    Paragraph(&'l [&'a str]),
    /// A line of code between fences, or a fence.
    Code(&'l [&'a str]),
    /// Anything else: an empty line, or lines that touch each other.
    Other(&'l [&'a str]),
}

/// The paragraphs of a text, and what is between them.
fn parts<'l, 'a>(lines: &'l [&'a str]) -> Vec<Part<'l, 'a>> {
    let mut parts = Vec::new();
    let mut fence: Option<&str> = None;
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let bare = first.trim_start();
        let marker = ["```", "~~~"]
            .into_iter()
            .find(|marker| bare.starts_with(marker));
        let inside = fence.is_some();
        match (fence, marker) {
            (None, Some(marker)) => fence = Some(marker),
            (Some(open), Some(marker)) if open == marker => fence = None,
            _ => {}
        }
        let taken = if inside || marker.is_some() || bare.is_empty() {
            1
        } else {
            let end = rest.iter().position(|line| {
                let bare = line.trim_start();
                bare.is_empty() || bare.starts_with("```") || bare.starts_with("~~~")
            });
            end.unwrap_or(rest.len())
        };
        let (part, after) = rest.split_at(taken);
        parts.push(if inside || marker.is_some() {
            Part::Code(part)
        } else if part.iter().all(|line| is_plain(line)) {
            Part::Paragraph(part)
        } else {
            Part::Other(part)
        });
        rest = after;
    }
    parts
}

/// Whether a line is text and nothing but text, wherever it stands in a paragraph.
fn is_plain(line: &str) -> bool {
    let starts_plain = line.chars().next().is_some_and(|c| !c.is_whitespace());
    starts_plain && !starts_block(line) && !line.contains('|') && !line.ends_with(['\\', ' '])
}

/// Whether a line that begins with this word is, or may be, something else than text.
fn starts_block(word: &str) -> bool {
    let word = word.split(char::is_whitespace).next().unwrap_or_default();
    let behind_digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    word.starts_with(['#', '>', '<', '|', '=', '[', '-', '+', '*', '_'])
        || word.starts_with("```")
        || word.starts_with("~~~")
        || (behind_digits.len() < word.len() && matches!(behind_digits, "." | ")"))
}

/// Breaks a paragraph into lines.
fn wrap(paragraph: &str, width: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut length = 0;
    for unit in units(paragraph) {
        let more = unit.chars().count();
        if line.is_empty() {
            line.push_str(unit);
            length = more;
        } else if length + 1 + more <= width {
            line.push(' ');
            line.push_str(unit);
            length += 1 + more;
        } else {
            lines.push(std::mem::replace(&mut line, unit.to_owned()));
            length = more;
        }
    }
    lines.push(line);
}

/// The pieces between which a paragraph may be broken: no line may begin with what is no text, or end
/// with a backslash.
fn units(paragraph: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut start = 0;
    for at in spaces(paragraph) {
        if !starts_block(&paragraph[at + 1..]) && !paragraph[..at].ends_with('\\') {
            units.push(&paragraph[start..at]);
            start = at + 1;
        }
    }
    units.push(&paragraph[start..]);
    units
}

/// The places of the single spaces of a paragraph that are in no code.
fn spaces(paragraph: &str) -> Vec<usize> {
    let mut spaces = Vec::new();
    let mut at = 0;
    while let Some(next) = paragraph[at..].chars().next() {
        let after = at + next.len_utf8();
        if next == '`' {
            at = code_end(paragraph, at);
            continue;
        }
        let blank = |text: Option<char>| text.is_none_or(char::is_whitespace);
        let single = next == ' '
            && !blank(paragraph[..at].chars().next_back())
            && !blank(paragraph[after..].chars().next());
        if single {
            spaces.push(at);
        }
        at = after;
    }
    spaces
}

/// Where the code that begins at `start` ends; behind the backticks if it does not.
fn code_end(text: &str, start: usize) -> usize {
    let run = |at: usize| text[at..].len() - text[at..].trim_start_matches('`').len();
    let ticks = run(start);
    let mut at = start + ticks;
    while let Some(found) = text[at..].find('`') {
        let closing = at + found;
        at = closing + run(closing);
        if run(closing) == ticks {
            return at;
        }
    }
    start + ticks
}

/// The text with each paragraph on one line.
pub(crate) fn joined(lines: &[&str]) -> Vec<String> {
    let mut joined = Vec::new();
    for part in parts(lines) {
        match part {
            Part::Paragraph(lines) => joined.push(lines.join(" ")),
            Part::Code(lines) | Part::Other(lines) => {
                joined.extend(lines.iter().map(|&line| line.to_owned()));
            }
        }
    }
    joined
}

/// A piece of a text as a terminal shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// Its text on one line.
    pub(crate) text: String,
    /// Whether an empty line is before it, or nothing.
    pub(crate) is_apart: bool,
}

/// The kind of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A paragraph, or a part of one up to a hard break; a heading; a line of a quote.
    Text,
    /// An item of a list, with its marker.
    Item,
    /// A line of code or of a table, which stays as it is.
    Verbatim,
}

/// The blocks of a text.
pub(crate) fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut reader = Blocks {
        all: Vec::new(),
        is_apart: true,
    };
    for part in parts(lines) {
        match part {
            Part::Paragraph(lines) => reader.push(BlockKind::Text, &lines.join(" ")),
            Part::Code(lines) => {
                for line in lines {
                    reader.push(BlockKind::Verbatim, line.trim_end());
                }
            }
            Part::Other(lines) => reader.lines(lines),
        }
    }
    reader.all
}

/// The blocks so far.
struct Blocks {
    all: Vec<Block>,
    /// Whether the next block is apart from the last one.
    is_apart: bool,
}

impl Blocks {
    fn push(&mut self, kind: BlockKind, text: &str) {
        self.all.push(Block {
            kind,
            text: text.to_owned(),
            is_apart: std::mem::take(&mut self.is_apart),
        });
    }

    /// An empty line, or lines that touch each other, of any kind but code between fences.
    fn lines(&mut self, lines: &[&str]) {
        let is_table = lines.iter().any(|line| rules_table(line));
        // Whether the next line may go on with the last block.
        let mut is_open = false;
        for line in lines {
            let bare = line.trim();
            if bare.is_empty() {
                self.is_apart = true;
                continue;
            }
            let is_code = !is_open && line.starts_with("    ");
            if is_code || (is_table && bare.contains('|')) {
                self.push(BlockKind::Verbatim, line.trim_end());
                is_open = false;
                continue;
            }
            let is_alone = bare.starts_with(['#', '>']) || underlines(bare);
            match self.all.last_mut() {
                _ if starts_item(bare) => self.push(BlockKind::Item, bare),
                Some(last) if is_open && !is_alone => {
                    last.text.push(' ');
                    last.text.push_str(bare);
                }
                _ => self.push(BlockKind::Text, bare),
            }
            let is_broken = line.ends_with("  ") || line.ends_with('\\');
            is_open = !is_alone && !is_broken;
        }
    }
}

/// Whether a line is the rule below the head of a table: `| --- | :-: |`.
fn rules_table(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.trim().chars().all(|c| "|-: ".contains(c))
}

/// Whether a line makes a heading of the one before it: `====`.
fn underlines(bare: &str) -> bool {
    let mut chars = bare.chars();
    let first = chars.next();
    matches!(first, Some('=' | '-')) && chars.all(|next| Some(next) == first)
}

/// Whether a line begins with the marker of an item: `-`, `*`, `+`, `1.` or `1)`.
fn starts_item(bare: &str) -> bool {
    let Some((marker, _)) = bare.split_once(' ') else {
        return false;
    };
    let behind_digits = marker.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(marker, "-" | "*" | "+")
        || (behind_digits.len() < marker.len() && matches!(behind_digits, "." | ")"))
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, blocks, joined, wrapped};

    fn wrap(text: &str) -> String {
        let lines: Vec<&str> = text.split('\n').collect();
        let wrapped = wrapped(&lines, 20);
        let again: Vec<&str> = wrapped.iter().map(String::as_str).collect();
        assert_eq!(joined(&again), joined(&lines), "{text}");
        assert_eq!(self::wrapped(&again, 20), wrapped, "{text}");
        wrapped.join("\n")
    }

    #[test]
    fn plain_paragraphs_are_joined_and_nothing_else() {
        let text = [
            "one",
            "two",
            "",
            "- an item",
            "goes on",
            "",
            "three",
            "four",
        ];
        let expected = ["one two", "", "- an item", "goes on", "", "three four"];
        assert_eq!(joined(&text), expected);
        let code = ["```", "one", "two", "```", "three", "four"];
        assert_eq!(joined(&code), ["```", "one", "two", "```", "three four"]);
    }

    /// The blocks of a text, each on a line with its kind, and an empty line before those that are apart.
    fn shown(text: &str) -> String {
        let lines: Vec<&str> = text.split('\n').collect();
        let blocks = blocks(&lines).into_iter().map(|block| {
            let kind = match block.kind {
                BlockKind::Text => "text",
                BlockKind::Item => "item",
                BlockKind::Verbatim => "line",
            };
            let gap = if block.is_apart { "\n" } else { "" };
            format!("{gap}{kind} {}\n", block.text)
        });
        blocks.collect::<String>().trim_start().to_owned()
    }

    #[test]
    fn blocks_join_what_a_reader_of_markdown_joins() {
        assert_eq!(
            shown("one\ntwo\n\n- item\n  goes on\n* item\ngoes on\n\n1. first\n2. second"),
            "text one two\n\nitem - item goes on\nitem * item goes on\n\nitem 1. first\nitem 2. second\n"
        );
        assert_eq!(
            shown("text with a | bar\ngoes on:\n- item"),
            "text text with a | bar goes on:\nitem - item\n"
        );
        assert_eq!(
            shown("# Heading\ntext\n> quote\n> more"),
            "text # Heading\ntext text\ntext > quote\ntext > more\n"
        );
        assert_eq!(
            shown("Heading\n===\ntext"),
            "text Heading\ntext ===\ntext text\n"
        );
        assert_eq!(shown("broken\\\nhere"), "text broken\\\ntext here\n");
    }

    #[test]
    fn tables_and_code_stay_line_by_line() {
        assert_eq!(
            shown("before:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nbehind"),
            "text before:\n\nline | a | b |\nline |---|---|\nline | 1 | 2 |\n\ntext behind\n"
        );
        assert_eq!(
            shown("before:\n```text\none\n\n  two\n```\nbehind\n\n    code\n    more"),
            "text before:\nline ```text\nline one\nline \nline   two\nline ```\ntext behind\n\n\
             line     code\nline     more\n"
        );
    }

    #[test]
    fn paragraphs_with_a_long_line_are_wrapped() {
        assert_eq!(
            wrap("one two three four five six"),
            "one two three four\nfive six"
        );
        assert_eq!(wrap("short\nlines\nstay"), "short\nlines\nstay");
        assert_eq!(
            wrap("a\nb\n\none two three four five\nsix"),
            "a\nb\n\none two three four\nfive six"
        );
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "- an item that is longer than a line",
            "text before a list that is too long\n- an item",
            "    code that is longer than a line",
            "```\ncode that is longer than a line\n\nand more of it in the same fence\n```",
            "# a heading that is longer than a line",
            "| a table | that is longer | than a line |",
            "a line that ends with a hard break\\\nnext",
            "a heading that is longer than a line\n====",
            "10. an item that is longer than a line",
        ] {
            assert_eq!(wrap(text), text);
        }
    }

    #[test]
    fn a_line_never_begins_with_what_is_no_text() {
        assert_eq!(
            wrap("one two three fourth - five six"),
            "one two three\nfourth - five six"
        );
        assert_eq!(
            wrap("one two three four 1. six"),
            "one two three\nfour 1. six"
        );
        assert_eq!(
            wrap("one two three fours # six"),
            "one two three\nfours # six"
        );
    }

    #[test]
    fn code_and_runs_of_spaces_are_not_broken() {
        let text = "one two `three four five` six";
        assert_eq!(wrap(text), "one two\n`three four five`\nsix");
        let text = "one two three  four five six";
        assert_eq!(wrap(text), "one two three  four\nfive six");
    }
}
