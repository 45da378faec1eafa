//! Clauses: what stands behind the name and type of an item, in any order, each at most once.

use nom::combinator::{cut, opt, success};
use nom::multi::separated_list1;
use nom::sequence::{pair, preceded};
use nom::{Err, Parser};

use super::basic::{
    Parse, Parsed, affix, amount, begins_block, is_name, keyword, name, number, sign,
};
use super::error::SyntaxError;
use super::input::Tokens;
use crate::ast::{Amount, BodyShape, Clauses, Null, Word};
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;
use crate::model::Presence;
use crate::name::nearest;
use crate::source::{Span, Spanned};

/// A clause that an item can have, by its first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clause {
    Since,
    Until,
    Erratum,
    Null,
    NullValue,
    Prefix,
    Suffix,
    As,
    Counts,
    Tag,
    Required,
    Optional,
    Conditional,
    Secret,
    Max,
    ConfirmedBy,
    When,
    Unpublished,
    HeaderOnly,
    Unused,
    NameSize,
    ValueSize,
}

impl Clause {
    /// The word that it begins with.
    fn keyword(self) -> &'static str {
        match self {
            Self::Since => "since",
            Self::Until => "until",
            Self::Erratum => "erratum",
            Self::Null | Self::NullValue => "null",
            Self::Prefix => "prefix",
            Self::Suffix => "suffix",
            Self::As => "as",
            Self::Counts => "counts",
            Self::Tag => "tag",
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Conditional => "conditional",
            Self::Secret => "secret",
            Self::Max => "max",
            Self::ConfirmedBy => "confirmed",
            Self::When => "when",
            Self::Unpublished => "unpublished",
            Self::HeaderOnly => "header",
            Self::Unused => "unused",
            Self::NameSize => "name",
            Self::ValueSize => "value",
        }
    }
}

/// Where clauses stand: which there can be, and what may follow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// What the clauses belong to, `a fixed field`.
    pub owner: &'static str,
    /// The clauses that it can have.
    pub allowed: &'static [Clause],
    /// Words with a small letter that begin what comes next.
    pub followed_by: &'static [&'static str],
}

/// The clauses at a place. A word in small letters that is none of them is an error here.
pub(super) fn clauses<'a>(place: Place) -> impl Parse<'a, Clauses> {
    move |mut tokens: Tokens<'a>| {
        let mut clauses = Clauses::default();
        while let Some(word) = tokens.word() {
            if is_erratum_item(tokens) {
                break;
            }
            let clause = place.allowed.iter().find(|clause| clause.keyword() == word);
            if let Some(&clause) = clause {
                tokens = one_clause(clause, tokens, &mut clauses)?.0;
            } else if is_name(word)
                || place.followed_by.contains(&word)
                || begins_block(tokens)
                // At the margin the next item begins, or was meant to.
                || tokens.first().at_margin
            {
                break;
            } else {
                return Err(unknown_clause(tokens, word, place));
            }
        }
        Ok((tokens, clauses))
    }
}

/// Whether an item `erratum E8 "…"` stands here, and no clause `erratum E8`.
fn is_erratum_item(tokens: Tokens<'_>) -> bool {
    let behind_label = tokens.advance().second();
    tokens.word() == Some("erratum") && matches!(behind_label.kind, TokenKind::Text(_))
}

/// One clause, whose first word is known to stand there.
fn one_clause<'a>(clause: Clause, start: Tokens<'a>, into: &mut Clauses) -> Parsed<'a, ()> {
    let word = start.first().span;
    let presence = |presence| success(Spanned::new(presence, word));
    match clause {
        Clause::Since => put(start, &mut into.since, number("the first version")),
        Clause::Until => put(start, &mut into.until, number("the last version")),
        Clause::Erratum => {
            let labels = separated_list1(sign(','), cut(name("the label of an erratum")));
            let errata = labels.map(|labels| Spanned::new(labels, word));
            put(start, &mut into.errata, errata)
        }
        Clause::Null => {
            let name = opt(name("the name of the null value"));
            let value = preceded(sign('='), number("the null value"));
            let null = pair(name, value);
            let null = null.map(|(name, value)| Spanned::new(Null { name, value }, word));
            put(start, &mut into.null, null)
        }
        Clause::NullValue => {
            let null = number("the null value");
            let null = null.map(|value| Spanned::new(Null { name: None, value }, word));
            put(start, &mut into.null, null)
        }
        Clause::Prefix => put(start, &mut into.prefix, affix("the beginning of the names")),
        Clause::Suffix => put(start, &mut into.suffix, affix("the end of the names")),
        Clause::As => put(start, &mut into.meaning, name("an id, enumeration or mask")),
        Clause::Counts => put(start, &mut into.counts, name("the name of a list")),
        Clause::Tag => put(start, &mut into.tag, tag_name),
        Clause::Required => put(start, &mut into.presence, presence(Presence::Required)),
        Clause::Optional => put(start, &mut into.presence, presence(Presence::Optional)),
        Clause::Conditional => put(start, &mut into.presence, presence(Presence::Conditional)),
        Clause::Secret => put(start, &mut into.secret, success(word)),
        Clause::Max => put(
            start,
            &mut into.max,
            amount("the largest number of entries"),
        ),
        Clause::ConfirmedBy => {
            let message = preceded(keyword("by"), name("the name of a message"));
            put(start, &mut into.confirmed_by, message)
        }
        Clause::When => {
            let bodies = separated_list1(keyword("or"), cut(body_shape));
            let when = bodies.map(|bodies| Spanned::new(bodies, word));
            put(start, &mut into.when, when)
        }
        Clause::Unpublished => put(start, &mut into.unpublished, success(word)),
        Clause::HeaderOnly => {
            let words = keyword("only").map(|only| word.to(only));
            put(start, &mut into.header_only, words)
        }
        Clause::Unused => put(start, &mut into.unused, success(word)),
        Clause::NameSize => {
            let size = number("the largest size of the name");
            put(start, &mut into.name_size, size)
        }
        Clause::ValueSize => {
            let size = number("the largest size of the value");
            put(start, &mut into.value_size, size)
        }
    }
}

/// Reads what stands behind the first word of a clause, and puts it in its slot; a second clause
/// of a kind is an error that shows the first.
fn put<'a, T: Placed>(
    start: Tokens<'a>,
    slot: &mut Option<T>,
    value: impl Parse<'a, T>,
) -> Parsed<'a, ()> {
    let (rest, value) = cut(value).parse(start.advance())?;
    match slot {
        Some(first) => Err(second_clause(start, first.place())),
        None => {
            *slot = Some(value);
            Ok((rest, ()))
        }
    }
}

/// The name of a tag; its number in place of it is a mistake that is easily made.
fn tag_name(tokens: Tokens<'_>) -> Parsed<'_, Word> {
    let TokenKind::Number(number) = tokens.first().kind else {
        return name("the name of a tag").parse(tokens);
    };
    let diagnostic = Diagnostic::new(
        "expected the name of a tag, found a number",
        tokens.first().span,
        "tags are named",
    )
    .with_help(format!(
        "declare `tag NAME_TAG = {number}`, and write `tag NAME_TAG` here"
    ));
    Err(Err::Error(SyntaxError::known(tokens, diagnostic)))
}

/// What knows where it stands.
trait Placed {
    fn place(&self) -> Span;
}

impl Placed for Span {
    fn place(&self) -> Span {
        *self
    }
}

impl<T> Placed for Spanned<T> {
    fn place(&self) -> Span {
        self.span
    }
}

impl Placed for Amount {
    fn place(&self) -> Span {
        self.span()
    }
}

/// `body is 8`, perhaps with `and CustomerID`.
fn body_shape(tokens: Tokens<'_>) -> Parsed<'_, BodyShape> {
    let bytes = preceded(
        pair(keyword("body"), keyword("is")),
        number("the size of the fixed part in bytes"),
    );
    let field = preceded(keyword("and"), cut(name("the name of a floating field")));
    pair(bytes, opt(field))
        .map(|(bytes, field)| BodyShape { bytes, field })
        .parse(tokens)
}

/// A clause that stands there already.
fn second_clause(start: Tokens<'_>, first: Span) -> Err<SyntaxError<'_>> {
    let word = start.first();
    let diagnostic = Diagnostic::new(
        format!("{} stands here a second time", word.kind.describe()),
        word.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help("each clause stands at most once, and a field is required, optional or conditional");
    Err::Failure(SyntaxError::known(start, diagnostic))
}

/// Words that are written for clauses, though they are not like them.
const OTHER_WORDS: [(&str, &str); 12] = [
    ("from", "since"),
    ("after", "since"),
    ("starting", "since"),
    ("to", "until"),
    ("till", "until"),
    ("through", "until"),
    ("before", "until"),
    ("mandatory", "required"),
    ("required_if", "conditional"),
    ("maximum", "max"),
    ("errata", "erratum"),
    ("count", "counts"),
];

/// A word in small letters that is no clause of this place.
fn unknown_clause<'a>(at: Tokens<'a>, word: &str, place: Place) -> Err<SyntaxError<'a>> {
    let possible: Vec<&str> = place
        .allowed
        .iter()
        .map(|clause| clause.keyword())
        .collect();
    let meant = OTHER_WORDS.iter().find(|(other, _)| *other == word);
    let meant = meant.map(|(_, clause)| *clause);
    let meant = meant.filter(|clause| possible.contains(clause));
    let label = match meant.or_else(|| nearest(word, possible.iter().copied())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{} cannot have this", place.owner),
    };
    let help = if possible.is_empty() {
        format!("{} has no clauses", place.owner)
    } else {
        format!("{} can have: {}", place.owner, possible.join(", "))
    };
    let diagnostic = Diagnostic::new(
        format!("`{word}` is not possible here"),
        at.first().span,
        label,
    )
    .with_help(help);
    Err::Failure(SyntaxError::known(at, diagnostic))
}

/// The name after `as`, for the constants of enumerations and masks.
pub(super) fn rust_name(tokens: Tokens<'_>) -> Parsed<'_, Option<Word>> {
    opt(preceded(
        keyword("as"),
        cut(name("the name of a Rust constant")),
    ))
    .parse(tokens)
}
