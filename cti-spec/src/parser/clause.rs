//! Clauses: they follow the name and type of an item, in any order, each at most once.

use nom::branch::alt;
use nom::combinator::{cut, opt, success};
use nom::multi::separated_list1;
use nom::sequence::{pair, preceded};
use nom::{Err, Parser};

use super::basic::{
    Parse, Parsed, affix, amount, begins_block, is_name, keyword, name, number, series, sign, text,
};
use super::error::SyntaxError;
use super::input::Tokens;
use crate::ast::{
    Amount, BodyShape, Default, Errata, Example, FieldClauses, Names, Null, Number, Window, Word,
};
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;
use crate::model::Presence;
use crate::name::nearest;
use crate::source::{Span, Spanned};

/// The clauses of an item. Those that it cannot have are `None`: the syntax tree takes over what
/// belongs to its kind of item.
#[derive(Default)]
pub(super) struct Clauses {
    /// The clauses of fields and lists; the window and the errata of other items as well.
    pub field: FieldClauses,
    pub prefix: Option<Word>,
    pub suffix: Option<Word>,
    pub confirmed_by: Option<Word>,
    pub when: Option<Spanned<Vec<BodyShape>>>,
    pub header_only: Option<Span>,
    pub unused: Option<Span>,
    pub mode: Option<Span>,
    pub name_size: Option<Number>,
    pub value_size: Option<Number>,
}

impl Clauses {
    pub(super) fn window(&self) -> Window {
        self.field.window.clone()
    }

    pub(super) fn errata(&self) -> Errata {
        self.field.errata.clone()
    }
}

/// Declares the clauses with the words that they begin with.
macro_rules! clauses_by_word {
    ($($clause:ident = $word:literal,)*) => {
        /// A clause that an item can have, by its first word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Clause {
            $($clause,)*
        }

        impl Clause {
            /// The word that it begins with.
            fn keyword(self) -> &'static str {
                match self {
                    $(Self::$clause => $word,)*
                }
            }
        }

        /// The words that clauses begin with, each once.
        #[cfg(test)]
        pub(crate) const WORDS: &[&str] = &[$($word,)*];
    };
}

clauses_by_word! {
    Since = "since",
    Until = "until",
    Erratum = "erratum",
    Null = "null",
    Default = "default",
    Example = "example",
    Prefix = "prefix",
    Suffix = "suffix",
    As = "as",
    Counts = "counts",
    Tag = "tag",
    Required = "required",
    Optional = "optional",
    Conditional = "conditional",
    Secret = "secret",
    Max = "max",
    ConfirmedBy = "confirmed",
    When = "when",
    HeaderOnly = "header",
    Unused = "unused",
    Mode = "mode",
    NameSize = "name",
    ValueSize = "value",
}

/// A place for clauses: those that are possible there, and the words that may follow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The owner of the clauses, `a fixed field`.
    pub owner: &'static str,
    /// The clauses that it can have, in groups.
    pub allowed: &'static [&'static [Clause]],
    /// Words with a small letter that begin what comes next.
    pub followed_by: &'static [&'static str],
}

impl Place {
    /// The clauses that it can have.
    fn clauses(&self) -> impl Iterator<Item = &'static Clause> {
        self.allowed.iter().copied().flatten()
    }
}

/// The clauses at a place. Any other word in small letters is an error.
pub(super) fn clauses<'a>(place: Place) -> impl Parse<'a, Clauses> {
    move |mut tokens: Tokens<'a>| {
        let mut clauses = Clauses::default();
        while let Some(word) = tokens.word() {
            if is_erratum_item(tokens) || is_tag_item(tokens) {
                break;
            }
            let clause = place.clauses().find(|clause| clause.keyword() == word);
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

/// Whether this is an item `erratum E8 "…"` and not a clause `erratum E8`.
fn is_erratum_item(tokens: Tokens<'_>) -> bool {
    let behind_label = tokens.advance().second();
    tokens.word() == Some("erratum") && matches!(behind_label.kind, TokenKind::Text(_))
}

/// Whether an item `tag ANI_TAG = 8` begins here, and no clause `tag ANI_TAG`.
fn is_tag_item(tokens: Tokens<'_>) -> bool {
    let behind_name = tokens.advance().second();
    tokens.word() == Some("tag") && behind_name.kind == TokenKind::Punctuation('=')
}

/// One clause, whose first word is next.
fn one_clause<'a>(clause: Clause, start: Tokens<'a>, into: &mut Clauses) -> Parsed<'a, ()> {
    let word = start.first().span;
    let presence = |presence| success(Spanned::new(presence, word));
    let field = &mut into.field;
    match clause {
        Clause::Since => put(start, &mut field.window.since, number("the first version")),
        Clause::Until => put(start, &mut field.window.until, number("the last version")),
        Clause::Erratum => {
            let labels = separated_list1(sign(','), cut(name("the label of an erratum")));
            let errata = labels.map(|labels| Spanned::new(labels, word));
            put(start, &mut field.errata, errata)
        }
        Clause::Null => {
            if start.second().kind == TokenKind::Punctuation('=') {
                return Err(null_with_sign(start.advance()));
            }
            let name = opt((name("the name of the null value"), sign('=')));
            let null = pair(name, number("the null value"));
            let null = null.map(|(name, value)| Null {
                name: name.map(|(name, _)| name),
                value,
            });
            let null = null.map(|null| Spanned::new(null, word));
            put(start, &mut field.null, null)
        }
        Clause::Default => put(start, &mut field.default, default_value),
        Clause::Example => put(start, &mut field.example, example),
        Clause::Prefix => put(start, &mut into.prefix, affix("the beginning of the names")),
        Clause::Suffix => put(start, &mut into.suffix, affix("the end of the names")),
        Clause::As => put(
            start,
            &mut field.meaning,
            name("an id, enumeration, mask or type"),
        ),
        Clause::Counts => put(start, &mut field.counts, name("the name of a list")),
        Clause::Tag => put(start, &mut field.tag, tag_names),
        Clause::Required => put(start, &mut field.presence, presence(Presence::Required)),
        Clause::Optional => put(start, &mut field.presence, presence(Presence::Optional)),
        Clause::Conditional => put(start, &mut field.presence, presence(Presence::Conditional)),
        Clause::Secret => put(start, &mut field.secret, success(word)),
        Clause::Max => put(
            start,
            &mut field.max,
            amount("the largest number of entries"),
        ),
        Clause::ConfirmedBy => {
            let message = preceded(keyword("by"), name("the name of a message"));
            let (rest, ()) = put(start, &mut into.confirmed_by, message)?;
            if rest.first().kind == TokenKind::Punctuation('=') {
                return Err(declared_in_head(rest));
            }
            Ok((rest, ()))
        }
        Clause::When => {
            let bodies = separated_list1(keyword("or"), cut(body_shape));
            let when = bodies.map(|bodies| Spanned::new(bodies, word));
            put(start, &mut into.when, when)
        }
        Clause::HeaderOnly => {
            let words = keyword("only").map(|only| word.to(only));
            put(start, &mut into.header_only, words)
        }
        Clause::Unused => put(start, &mut into.unused, success(word)),
        Clause::Mode => put(start, &mut into.mode, success(word)),
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

/// Reads the rest of a clause after its first word, and puts it in its slot; a second clause
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
fn tag_names(tokens: Tokens<'_>) -> Parsed<'_, Names> {
    let TokenKind::Number(number) = tokens.first().kind else {
        return series("the name of a tag").parse(tokens);
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

/// A part of the syntax tree that knows its place.
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

impl Placed for Names {
    fn place(&self) -> Span {
        self.span()
    }
}

impl Placed for Default {
    fn place(&self) -> Span {
        match self {
            Self::Number(number) => number.span,
            Self::Constant(word) => word.span,
        }
    }
}

impl Placed for Example {
    fn place(&self) -> Span {
        self.span()
    }
}

impl Placed for Amount {
    fn place(&self) -> Span {
        self.span()
    }
}

/// Behind `default`: a number, or the name of a constant.
fn default_value(tokens: Tokens<'_>) -> Parsed<'_, Default> {
    const WHAT: &str = "a number or the name of a constant";
    alt((
        number(WHAT).map(Default::Number),
        text(WHAT).map(Default::Constant),
        name(WHAT).map(Default::Constant),
    ))
    .parse(tokens)
}

/// Behind `example`: a number, a text, or the name of a constant.
fn example(tokens: Tokens<'_>) -> Parsed<'_, Example> {
    const WHAT: &str = "a number, a text or the name of a constant";
    alt((
        number(WHAT).map(Example::Number),
        text(WHAT).map(Example::Text),
        name(WHAT).map(Example::Constant),
    ))
    .parse(tokens)
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

/// `null = 0`
fn null_with_sign(at: Tokens<'_>) -> Err<SyntaxError<'_>> {
    let diagnostic = Diagnostic::new(
        "expected the null value, found `=`",
        at.first().span,
        "no `=` without a name",
    )
    .with_help("write `null 0`, or with a name `null NULL_CALL_ID = 0`");
    Err::Failure(SyntaxError::known(at, diagnostic))
}

/// A confirmation that is declared before the body of its request.
fn declared_in_head(at: Tokens<'_>) -> Err<SyntaxError<'_>> {
    let diagnostic = Diagnostic::new(
        "a confirmation is declared in the body of its request",
        at.first().span,
        "a number is not possible here",
    )
    .with_help("leave the number out, or move `confirmed by NAME = NUMBER` between the braces");
    Err::Failure(SyntaxError::known(at, diagnostic))
}

/// A clause that is there already.
fn second_clause(start: Tokens<'_>, first: Span) -> Err<SyntaxError<'_>> {
    let word = start.first();
    let diagnostic = Diagnostic::new(
        format!("{} appears a second time", word.kind.describe()),
        word.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help(
        "each clause appears at most once, and a field is required, optional or conditional",
    );
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
    let possible = place.clauses().map(|clause| clause.keyword());
    let possible: Vec<&str> = possible.collect();
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
