//! Pieces of text: where a token begins and where it ends.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while};
use nom::character::complete::{anychar, satisfy};
use nom::combinator::{map, recognize};
use nom::error::Error;
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

/// A piece of text, before it is known whether it makes a good token.
pub(super) enum Piece<'a> {
    Blank,
    Word(&'a str),
    Number(&'a str),
    /// What stands behind the opening quote, up to the closing one or the end of the line.
    Text(&'a str),
    Doc(&'a str),
    Punctuation(char),
    Stray(char),
}

/// The next piece of a text that is not empty.
pub(super) fn piece(text: &str) -> IResult<&str, Piece<'_>, Error<&str>> {
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
        comment,
        map(satisfy(|sign| "{}[]=,".contains(sign)), Piece::Punctuation),
        map(anychar, Piece::Stray),
    ))
    .parse(text)
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
