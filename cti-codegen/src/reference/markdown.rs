//! Markdown: escaped text, code, headings.

use crate::facts;

/// A name as a code span; in a table, too. mdBook takes the backslash away that keeps it from
/// including a file.
pub(super) fn code(text: &str) -> String {
    facts::code(&text.replace('|', "\\|").replace("{{#", "\\{{#"))
}

/// The anchor of a heading, as mdBook and code forges make it.
#[must_use]
pub fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        _ => c.is_alphanumeric().then(|| c.to_ascii_lowercase()),
    });
    kept.collect()
}

/// Text of which nothing is Markdown or HTML; what `link` knows a place for becomes a link.
///
/// Code spans stay: they are what the specification's texts use of Markdown.
pub(super) fn text(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    let (mark, mut rest) = text.split_at(block_mark(text));
    for c in mark.chars() {
        match c {
            '0'..='9' => escaped.push(c),
            c => escaped.extend(['\\', c]),
        }
    }
    while let Some(next) = rest.chars().next() {
        let taken = if next == '`' { span(rest) } else { word(rest) };
        if taken == 0 {
            push_escaped(next, &mut escaped);
            rest = &rest[next.len_utf8()..];
            continue;
        }
        let (part, after) = rest.split_at(taken);
        if next == '`' {
            escaped.push_str(&part.replace('|', "\\|"));
        } else {
            match link(part) {
                Some(link) => escaped.push_str(&link),
                None => push_word(part, &mut escaped),
            }
        }
        rest = after;
    }
    escaped
}

/// The length of what would make a block of the text that it begins: the mark of a list, a rule, the
/// line under a heading.
fn block_mark(text: &str) -> usize {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    match text[digits..].chars().next() {
        Some('-' | '+' | '=' | ':') if digits == 0 => 1,
        Some('.' | ')') if digits > 0 => digits + 1,
        _ => 0,
    }
}

/// The length of the code span that a text starts with; 0 if its end is missing.
fn span(text: &str) -> usize {
    text[1..]
        .find('`')
        .filter(|&end| end > 0)
        .map_or(0, |end| end + 2)
}

/// The length of the name or number that a text starts with.
fn word(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len())
}

/// Underscores in a word are text, those at its ends could be emphasis.
fn push_word(word: &str, escaped: &mut String) {
    let inner = word.trim_matches('_');
    let (start, end) = match word.find(inner) {
        Some(start) if !inner.is_empty() => (start, start + inner.len()),
        _ => (word.len(), word.len()),
    };
    escaped.push_str(&"\\_".repeat(start));
    escaped.push_str(&word[start..end]);
    escaped.push_str(&"\\_".repeat(word.len() - end));
}

fn push_escaped(c: char, escaped: &mut String) {
    match c {
        '<' => escaped.push_str("&lt;"),
        '>' => escaped.push_str("&gt;"),
        '&' => escaped.push_str("&amp;"),
        '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '#' | '!' | '$' | '{' | '}' => {
            escaped.push('\\');
            escaped.push(c);
        }
        c if c.is_control() => escaped.push(' '),
        c => escaped.push(c),
    }
}

/// A table. Cells are Markdown on one line.
pub(super) struct Table {
    text: String,
    columns: usize,
}

impl Table {
    pub(super) fn new(heads: &[&str]) -> Self {
        let rule = "---|".repeat(heads.len());
        Self {
            text: format!("| {} |\n|{rule}\n", heads.join(" | ")),
            columns: heads.len(),
        }
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        debug_assert_eq!(N, self.columns);
        self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(from: &str) -> String {
        text(from, &|_| None)
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(
            plain("a|b <i> & *c* [d](e) #"),
            r"a\|b &lt;i&gt; &amp; \*c\* \[d\](e) \#"
        );
        assert_eq!(plain("A_B _c_ __ x"), r"A_B \_c\_ \_\_ x");
        assert_eq!(plain("`a|b` and ` alone"), r"`a\|b` and \` alone");
        assert_eq!(plain("{{#a}}"), r"\{\{\#a\}\}");
        assert_eq!(plain("- a - b"), r"\- a - b");
        assert_eq!(plain("12. a 13. b"), r"12\. a 13. b");
        assert_eq!(plain("a\nb\u{7}"), "a b ");
        assert_eq!(plain("é`ü`"), "é`ü`");
        for odd in ["", "`", "``", "\\", "_", "[", "`é"] {
            plain(odd);
        }
    }

    #[test]
    fn words_become_links() {
        let link = |word: &str| (word == "A_B").then(|| "[A_B](x)".to_owned());
        assert_eq!(text("(A_B), A_BC", &link), "([A_B](x)), A_BC");
    }

    #[test]
    fn slugs_are_those_of_forges_and_of_the_book() {
        assert_eq!(slug("Fixed part, since 20"), "fixed-part-since-20");
        assert_eq!(slug("CTI_Client"), "cti_client");
    }
}
