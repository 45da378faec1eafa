//! Doc text: from the specification, where it is input, to rustdoc.
//!
//! Brackets would become links, `<` would become HTML, a bare URL is a rustdoc warning, and code
//! that is indented or fenced would be compiled as a doc test. So all of it is escaped here, for
//! every text of the specification; what the generator says itself may hold links.

use cti_spec::model::{Body, Doc, ErratumIndex, Gap, Message, Protocol};
use proc_macro2::TokenStream;
use quote::quote;

use crate::facts::{self, code};

/// Lines longer than this are broken at a space.
const WIDTH: usize = 92;

/// The doc text of one item in the making: paragraphs in order.
#[derive(Debug, Default)]
pub(super) struct DocText {
    lines: Vec<String>,
}

impl DocText {
    /// A doc that starts with a text of the specification, which may be empty.
    pub(super) fn of(doc: &Doc) -> Self {
        Self::default().text(doc)
    }

    /// Adds a text of the specification.
    pub(super) fn text(mut self, doc: &Doc) -> Self {
        let lines = escape(&doc.lines);
        if lines.iter().any(|line| !line.is_empty()) {
            self.separate();
            self.lines.extend(lines);
        }
        self
    }

    /// Adds a text of the specification behind the name of what it is about.
    pub(super) fn about(self, subject: &str, doc: &Doc) -> Self {
        let mut lines = doc.lines.clone();
        match lines.first_mut() {
            Some(first) => first.insert_str(0, &format!("{subject}: ")),
            None => lines.push(format!("{subject}.")),
        }
        self.text(&Doc { lines })
    }

    /// Adds a paragraph of Markdown, as it is.
    pub(super) fn paragraph(mut self, markdown: &str) -> Self {
        if !markdown.is_empty() {
            self.separate();
            wrap_into(markdown, &mut self.lines);
        }
        self
    }

    /// Adds the values that have no name for a reason, each as `shown`.
    pub(super) fn gaps(mut self, gaps: &[Gap], shown: impl Fn(&Gap) -> String) -> Self {
        for gap in gaps {
            let subject = format!("{} ({})", code(&shown(gap)), facts::gap_kind(gap.kind));
            self = self.about(&subject, &gap.doc);
        }
        self
    }

    /// Adds the ruling of each erratum.
    pub(super) fn errata(mut self, protocol: &Protocol, errata: &[ErratumIndex]) -> Self {
        for &index in errata {
            let erratum = &protocol[index];
            self = self.about(&format!("Erratum {}", erratum.label), &erratum.doc);
        }
        self
    }

    /// The text as attributes of the item that follows.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = self.attribute_values();
        quote!(#(#[doc = #lines])*)
    }

    /// The lines, each as it stands behind the comment marker.
    pub(super) fn attribute_values(&self) -> Vec<String> {
        self.lines
            .iter()
            .map(|line| match line.as_str() {
                "" => String::new(),
                text => format!(" {text}"),
            })
            .collect()
    }

    fn separate(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }
}

/// A link to the struct of a message, or its name where it has none.
pub(super) fn message_link(message: &Message) -> String {
    let name = message.name.pascal();
    match message.body {
        Body::Unpublished => code(&message.name.guide),
        Body::HeaderOnly | Body::Parts(_) => format!("[`{name}`](crate::messages::{name})"),
    }
}

/// Adds errata that are not in the list yet, so that each ruling is told once.
pub(super) fn add_new<'e>(
    errata: &mut Vec<ErratumIndex>,
    more: impl IntoIterator<Item = &'e ErratumIndex>,
) {
    for erratum in more {
        if !errata.contains(erratum) {
            errata.push(*erratum);
        }
    }
}

/// The lines of a doc text, safe for rustdoc.
pub(super) fn escape(lines: &[String]) -> Vec<String> {
    let mut escaped = Vec::with_capacity(lines.len());
    let mut paragraph: Vec<&str> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in lines {
        let line = line.trim_end();
        let bare = line.trim_start();
        let marker = ["```", "~~~"]
            .into_iter()
            .find(|marker| bare.starts_with(marker));
        match (fence, marker) {
            (None, Some(marker)) => {
                flush(&mut paragraph, &mut escaped);
                fence = Some(marker);
                escaped.push(format!("{marker}text"));
            }
            (Some(open), Some(marker)) if open == marker => {
                fence = None;
                escaped.push(marker.to_owned());
            }
            (Some(_), _) => escaped.push(line.to_owned()),
            (None, None) if bare.is_empty() => {
                flush(&mut paragraph, &mut escaped);
                escaped.push(String::new());
            }
            (None, None) => paragraph.push(line),
        }
    }
    flush(&mut paragraph, &mut escaped);
    // An open fence would swallow everything that the generator adds.
    escaped.extend(fence.map(str::to_owned));
    escaped
}

/// Escapes a paragraph as a whole, because a code span may go over the end of a line.
fn flush(paragraph: &mut Vec<&str>, escaped: &mut Vec<String>) {
    if paragraph.is_empty() {
        return;
    }
    for line in joined(&escape_paragraph(&paragraph.join("\n"))) {
        // Four spaces or more would be a code block.
        let indent = (line.len() - line.trim_start().len()).min(3);
        let text = line.trim_start();
        if text.starts_with('|') {
            escaped.push(text.to_owned());
        } else {
            wrap_into(&format!("{:indent$}{text}", ""), escaped);
        }
    }
    paragraph.clear();
}

/// The lines of a paragraph, each with those that go on with its text.
fn joined(paragraph: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in paragraph.split('\n') {
        let goes_on = !line.split_whitespace().next().is_none_or(starts_block);
        match lines.last_mut() {
            Some(last) if goes_on => {
                last.push(' ');
                last.push_str(line.trim_start());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn escape_paragraph(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let taken = match next {
            '`' => code_span(rest),
            'h' => url(rest),
            _ => None,
        };
        if let Some(taken) = taken {
            let (part, after) = rest.split_at(taken);
            if next == 'h' {
                escaped.push('<');
                escaped.push_str(part);
                escaped.push('>');
            } else {
                escaped.push_str(part);
            }
            rest = after;
            continue;
        }
        match next {
            // A run of backticks that nothing closes.
            '`' => {
                let after = rest.trim_start_matches('`');
                escaped.push_str(&"\\`".repeat(rest.len() - after.len()));
                rest = after;
            }
            '[' | ']' | '<' => {
                escaped.push('\\');
                escaped.push(next);
                rest = &rest[1..];
            }
            // What the specification escaped already stays escaped once.
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                escaped.push_str(&rest[..2]);
                rest = &rest[2..];
            }
            _ => {
                escaped.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    escaped
}

/// The length of the code span that `text` starts with, if its end is there.
fn code_span(text: &str) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mut at = ticks;
    while let Some(start) = text[at..].find('`').map(|found| at + found) {
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        at = start + run;
        if run == ticks {
            return Some(at);
        }
    }
    None
}

/// The length of the URL that `text` starts with.
fn url(text: &str) -> Option<usize> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '[' | ']' | ')' | '"'))
        .unwrap_or(text.len());
    Some(
        text[..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?'])
            .len(),
    )
}

/// Breaks a line at spaces that are in no code span.
fn wrap_into(line: &str, lines: &mut Vec<String>) {
    let mut current = String::new();
    for word in words(line) {
        let fits = current.chars().count() + 1 + word.chars().count() <= WIDTH;
        if current.is_empty() {
            current.push_str(word);
        } else if fits || starts_block(word) {
            current.push(' ');
            current.push_str(word);
        } else {
            lines.push(std::mem::replace(&mut current, word.to_owned()));
        }
    }
    lines.push(current);
}

/// The words of a line; a code span or a link belongs to one word, and so does the indent.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut at = line.len() - line.trim_start().len();
    while let Some(next) = line[at..].chars().next() {
        if next == ' ' {
            if at > start {
                words.push(&line[start..at]);
            }
            at += 1;
            start = at;
        } else {
            at += match next {
                '`' => code_span(&line[at..]).unwrap_or(1),
                _ => next.len_utf8(),
            };
        }
    }
    if at > start {
        words.push(&line[start..at]);
    }
    words
}

/// Whether a line that starts with this word would be something else than text.
fn starts_block(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    word.starts_with(['-', '+', '*', '#', '>', '=', '|', '~'])
        || word.starts_with("```")
        || (digits.len() < word.len() && digits.starts_with(['.', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        escape(&lines).join("\n")
    }

    #[test]
    fn brackets_and_angles_are_text() {
        assert_eq!(
            escaped("UINT[8] and <b> of a[0]"),
            r"UINT\[8\] and \<b> of a\[0\]"
        );
    }

    #[test]
    fn code_spans_stay_as_they_are() {
        assert_eq!(escaped("`a[0]` and ``b`<c>``"), "`a[0]` and ``b`<c>``");
        assert_eq!(escaped("`over\nlines[1]` x[2]"), "`over lines[1]` x\\[2\\]");
        assert_eq!(escaped("a ` alone [x]"), r"a \` alone \[x\]");
        assert_eq!(escaped("``a` [x]"), r"\`\`a\` \[x\]");
    }

    #[test]
    fn urls_become_links() {
        assert_eq!(
            escaped("see https://a.example/b_c?d=1."),
            "see <https://a.example/b_c?d=1>."
        );
        assert_eq!(escaped("(http://a.example)"), "(<http://a.example>)");
        assert_eq!(escaped("the http header"), "the http header");
    }

    #[test]
    fn code_is_no_doc_test() {
        assert_eq!(escaped("```\nlet x[];\n```"), "```text\nlet x[];\n```");
        assert_eq!(escaped("```rust\nopen"), "```text\nopen\n```");
        assert_eq!(escaped("        indented"), "   indented");
    }

    #[test]
    fn escaped_text_is_escaped_once() {
        assert_eq!(escaped(r"a\[0\] \x"), r"a\[0\] \x");
        assert_eq!(escaped("ends with \\"), "ends with \\");
    }

    #[test]
    fn long_lines_break_where_it_does_no_harm() {
        let word = "x".repeat(WIDTH - 2);
        let after = |rest: &str| escaped(&format!("{word} {rest}"))[word.len()..].to_owned();
        assert_eq!(after("a b"), " a\nb");
        assert_eq!(after("a - b"), " a -\nb");
        assert_eq!(after("`a b c`"), "\n`a b c`");
        assert_eq!(after("(`a b` c"), "\n(`a b` c");
        assert_eq!(after("12. b"), " 12.\nb");
    }

    #[test]
    fn paragraphs_are_filled_and_lists_are_not() {
        assert_eq!(escaped("one\n  two\n\nthree"), "one two\n\nthree");
        assert_eq!(
            escaped("one:\n- a\n  b\n- c\n1. d"),
            "one:\n- a b\n- c\n1. d"
        );
        assert_eq!(escaped("|a|b|\n|-|-|"), "|a|b|\n|-|-|");
    }

    #[test]
    fn any_text_is_taken() {
        for text in [
            "",
            "`",
            "``",
            "\\",
            "[",
            "é`ü[",
            "https://",
            "|a|b|",
            "\u{0}\u{7f}",
            "   ",
        ] {
            escaped(text);
        }
    }
}
