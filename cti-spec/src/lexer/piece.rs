//! Pieces of text: where a token begins and where it ends.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while};
use nom::character::complete::{anychar, satisfy};
use nom::combinator::{map, recognize};
use nom::error::Error;
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

/// A piece of text, before it is known whether it makes a good token.
pub(crate) enum Piece<'a> {
    Blank,
    Word(&'a str),
    Number(&'a str),
    /// What stands behind the opening quote, up to the closing one or the end of the line.
    Text(&'a str),
    /// What stands in quotes of another kind.
    QuotedOtherwise(&'a str),
    Doc(&'a str),
    /// `//!`, which is a comment here, with the rest of its line.
    InnerDoc,
    Punctuation(char),
    /// What starts no token, with what belongs to it.
    Stray(Stray),
}

/// What is no token, by what was probably meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stray {
    /// `/* … */`, or one that does not end, up to the end of its line.
    BlockComment,
    /// `#`, with the rest of the line.
    HashComment,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `20..24`: the dots, as many as there are.
    Range,
    /// A sign before a number.
    Minus,
    /// `(64)`, or one of the two signs.
    Parenthesis,
    /// Letters that no name has.
    Letters,
    /// Other characters.
    Other,
}

/// The next piece of a text that is not empty.
pub(crate) fn piece(text: &str) -> IResult<&str, Piece<'_>, Error<&str>> {
    let word = recognize(pair(satisfy(starts_word), take_while(continues_word)));
    let number = recognize(pair(
        satisfy(|first| first.is_ascii_digit()),
        take_while(continues_word),
    ));
    let blank = recognize(pair(
        satisfy(char::is_whitespace),
        take_while(char::is_whitespace),
    ));
    alt((
        map(blank, |_| Piece::Blank),
        map(word, Piece::Word),
        map(number, Piece::Number),
        map(quoted, Piece::Text),
        map(otherwise_quoted, Piece::QuotedOtherwise),
        comment,
        map(satisfy(is_sign), Piece::Punctuation),
        map(stray, Piece::Stray),
    ))
    .parse(text)
}

/// What starts no token. Characters of one kind in a row are one mistake.
fn stray(text: &str) -> IResult<&str, Stray, Error<&str>> {
    if text.starts_with("/*") {
        let line = text.find('\n').unwrap_or(text.len());
        let end = text.find("*/").map_or(line, |at| at + "*/".len());
        return Ok((&text[end..], Stray::BlockComment));
    }
    let (behind, first) = anychar.parse(text)?;
    let (kind, rest) = match first {
        '#' => (
            Stray::HashComment,
            behind.trim_start_matches(|letter| letter != '\n'),
        ),
        ':' => (Stray::Colon, behind),
        ';' => (Stray::Semicolon, behind.trim_start_matches(';')),
        '-' if behind.starts_with(|next: char| next.is_ascii_digit()) => (Stray::Minus, behind),
        '.' if behind.starts_with('.') => (Stray::Range, behind.trim_start_matches(['.', '='])),
        '(' | ')' => {
            let inside = behind.find([')', '\n']).filter(|_| first == '(');
            let closing = inside.filter(|&at| behind[at..].starts_with(')'));
            let end = closing.map_or(0, |at| at + 1);
            (Stray::Parenthesis, &behind[end..])
        }
        letter if letter.is_alphabetic() => (
            Stray::Letters,
            behind.trim_start_matches(|next: char| next.is_alphanumeric() || next == '_'),
        ),
        _ => (Stray::Other, behind.trim_start_matches(is_other)),
    };
    Ok((rest, kind))
}

/// Whether a character starts nothing at all, not even something that can be explained.
fn is_other(letter: char) -> bool {
    !letter.is_alphanumeric()
        && !letter.is_whitespace()
        && !is_sign(letter)
        && !QUOTES.contains(&letter)
        && !"_\"/#:;-()".contains(letter)
}

/// Whether a character is a token of its own.
fn is_sign(letter: char) -> bool {
    "{}[]=,".contains(letter)
}

/// Quotes of other kinds, as text processors make them.
const QUOTES: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '\''];

/// What stands in quotes of another kind, without them.
fn otherwise_quoted(text: &str) -> IResult<&str, &str, Error<&str>> {
    let (inside, _) = satisfy(|quote| QUOTES.contains(&quote)).parse(text)?;
    let closing = |letter: char| QUOTES.contains(&letter) || letter == '"' || letter == '\n';
    let (rest, content) = take_till(closing).parse(inside)?;
    // Without a closing quote on the line, only the quote itself is known to be wrong.
    match satisfy::<_, _, Error<&str>>(|quote| quote != '\n').parse(rest) {
        Ok((rest, _)) => Ok((rest, content)),
        Err(_) => Ok((inside, "")),
    }
}

/// What stands behind an opening quote, with the closing quote if there is one on the line.
fn quoted(text: &str) -> IResult<&str, &str, Error<&str>> {
    let (inside, _) = satisfy(|quote| quote == '"').parse(text)?;
    let mut escaped = false;
    let end = inside.find(|letter: char| {
        let ends = letter == '\n' || (letter == '"' && !escaped);
        escaped = letter == '\\' && !escaped;
        ends
    });
    let end = match end {
        Some(end) if inside[end..].starts_with('"') => end + 1,
        Some(end) => end,
        None => inside.len(),
    };
    Ok((&inside[end..], &inside[..end]))
}

/// A comment up to the end of its line: a doc comment has exactly three slashes.
fn comment(text: &str) -> IResult<&str, Piece<'_>, Error<&str>> {
    let line = |text| take_till(|letter| letter == '\n').parse(text);
    let (rest, behind) = preceded(tag("//"), line).parse(text)?;
    if behind.starts_with('!') {
        return Ok((rest, Piece::InnerDoc));
    }
    let piece = match behind.strip_prefix('/') {
        Some(doc) if !doc.starts_with('/') => {
            let doc = doc.trim_end();
            Piece::Doc(doc.strip_prefix(' ').unwrap_or(doc))
        }
        _ => Piece::Blank,
    };
    Ok((rest, piece))
}

/// Whether a letter can start a word.
fn starts_word(letter: char) -> bool {
    letter.is_ascii_alphabetic() || letter == '_'
}

/// Whether a letter can stand in a word or a number.
fn continues_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}
