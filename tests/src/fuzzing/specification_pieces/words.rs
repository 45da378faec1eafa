//! The words of a text, and what stands between them.

/// The text in pieces: words, blanks, signs; together they are the text.
pub(super) fn words(text: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let kind = kind(rest.chars().next()?);
        let end = rest
            .char_indices()
            .find(|(at, letter)| *at > 0 && (kind == Kind::Sign || self::kind(*letter) != kind))
            .map_or(rest.len(), |(at, _)| at);
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Word,
    Blank,
    Sign,
}

fn kind(letter: char) -> Kind {
    match letter {
        letter if letter.is_alphanumeric() || letter == '_' => Kind::Word,
        letter if letter.is_whitespace() => Kind::Blank,
        _ => Kind::Sign,
    }
}
