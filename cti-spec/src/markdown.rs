//! Doc texts as Markdown: which of their line breaks mean nothing.
//!
//! Only paragraphs of plain text are ever joined. Lists, tables, headings, quotes,
//! code and hard breaks stay as they are, and so does a paragraph that touches one of them.

/// A run of lines.
enum Part<'l, 'a> {
    /// Plain text, whose line breaks are spaces.
    Paragraph(&'l [&'a str]),
    /// Anything else.
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
        let plain = !inside && marker.is_none() && part.iter().all(|line| is_plain(line));
        parts.push(if plain {
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

/// The text with each paragraph on one line.
pub(crate) fn joined(lines: &[&str]) -> Vec<String> {
    let mut joined = Vec::new();
    for part in parts(lines) {
        match part {
            Part::Paragraph(lines) => joined.push(lines.join(" ")),
            Part::Other(lines) => joined.extend(lines.iter().map(|&line| line.to_owned())),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn plain_paragraphs_are_joined_and_nothing_else() {
        let text = ["one", "two", "", "- an item", "goes on", "", "three", "four"];
        let expected = ["one two", "", "- an item", "goes on", "", "three four"];
        assert_eq!(joined(&text), expected);
        let code = ["```", "one", "two", "```", "three", "four"];
        assert_eq!(joined(&code), ["```", "one", "two", "```", "three four"]);
    }
}
