//! Fields, lists and entries, and the catalogue of those that many messages share.
//!
//! A field begins a line: a type is on the line of the name, so that a name alone is not taken
//! for the type of the field before it.

use nom::branch::alt;
use nom::combinator::{cut, opt};
use nom::multi::separated_list1;
use nom::sequence::{delimited, pair};
use nom::{Err, Parser};

use super::basic::{
    KEYWORDS, Parsed, amount, block, documented, is_name, keyword, name, series, sign,
};
use super::clause::{Clause, Place, clauses};
use super::error::SyntaxError;
use super::input::Tokens;
use crate::ast::{CatalogueField, Element, Entry, ItemKind, Line, Shape, Size, TypeUse};
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;
use crate::model::ListStyle;
use crate::source::Spanned;

/// Behind `entry`: `ConnectedParty ordered { … }`
pub(super) fn entry(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const PLACE: Place = Place {
        owner: "an entry",
        allowed: &[&[Clause::Erratum]],
        followed_by: &[],
    };
    let style = alt((
        keyword("ordered").map(|_| ListStyle::Ordered),
        keyword("records").map(|_| ListStyle::Records),
        keyword("columns").map(|_| ListStyle::Columns),
    ));
    (
        name("the name of an entry"),
        style,
        clauses(PLACE),
        block(floating),
    )
        .map(|(name, style, clauses, members)| {
            ItemKind::Entry(Entry {
                name,
                style,
                errata: clauses.errata(),
                members,
            })
        })
        .parse(tokens)
}

/// Behind `field`: `ANI STRING[40] tag ANI_TAG optional`
pub(super) fn catalogue_field(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const PLACE: Place = Place {
        followed_by: &KEYWORDS,
        ..CATALOGUE_FIELD
    };
    let (rest, names) = series("the name of a field").parse(tokens)?;
    let (rest, shape) = shape(rest)?;
    if matches!(shape, Shape::Catalogue) {
        return Err(Err::Failure(SyntaxError::expected(rest, "a type")));
    }
    let place = match &shape {
        Shape::List(_) => Place {
            owner: "a list of the catalogue",
            followed_by: &KEYWORDS,
            ..LIST
        },
        _ => PLACE,
    };
    clauses(place)
        .map(|clauses| {
            ItemKind::CatalogueField(Box::new(CatalogueField {
                names: names.clone(),
                shape: shape.clone(),
                clauses: clauses.field,
            }))
        })
        .parse(rest)
}

/// A field or a list of a floating part or an entry.
pub(super) fn floating(tokens: Tokens<'_>) -> Parsed<'_, Line> {
    const PLACES: Places = Places {
        name: FIELD_OR_LIST,
        field: FLOATING_FIELD,
    };
    line(tokens, PLACES)
}

/// A field of a fixed part.
pub(super) fn fixed_field(tokens: Tokens<'_>) -> Parsed<'_, Line> {
    const PLACES: Places = Places {
        name: FIXED_FIELD,
        field: FIXED_FIELD,
    };
    let (rest, line) = line(tokens, PLACES)?;
    if let Shape::List(element) = &line.shape {
        let diagnostic = Diagnostic::new(
            "a fixed part has no lists",
            element.name.span,
            "the entries of a list",
        )
        .with_help("the entries of a list are floating fields: put it into the `floating` block");
        return Err(Err::Failure(SyntaxError::known(tokens, diagnostic)));
    }
    Ok((rest, line))
}

/// The clauses about the value of a field.
const VALUE: &[Clause] = &[Clause::As, Clause::Null, Clause::Example];
/// The clauses about how a field travels in a floating part.
const TRAVEL: &[Clause] = &[
    Clause::Tag,
    Clause::Required,
    Clause::Optional,
    Clause::Conditional,
    Clause::Secret,
];
/// The clauses about where the declaration holds.
const SCOPE: &[Clause] = &[Clause::Since, Clause::Until, Clause::Erratum];

/// The clauses of a field of a fixed part.
const FIXED_FIELD: Place = Place {
    owner: "a fixed field",
    allowed: &[VALUE, &[Clause::Default, Clause::Counts], SCOPE],
    followed_by: &[],
};

/// The clauses of a field in a floating part.
const FLOATING_FIELD: Place = Place {
    owner: "a floating field",
    allowed: &[TRAVEL, VALUE, &[Clause::Counts], SCOPE],
    followed_by: &[],
};

/// The clauses of a name alone in a floating part, which may be a field or a list of the catalogue.
const FIELD_OR_LIST: Place = Place {
    allowed: &[TRAVEL, VALUE, &[Clause::Counts, Clause::Max], SCOPE],
    ..FLOATING_FIELD
};

/// The clauses of a field in the catalogue: those of fixed and of floating fields.
const CATALOGUE_FIELD: Place = Place {
    owner: "a field of the catalogue",
    allowed: &[TRAVEL, VALUE, &[Clause::Default, Clause::Counts], SCOPE],
    followed_by: &[],
};

/// The clauses of a list: its own, and those of a member that is declared in it.
const LIST: Place = Place {
    owner: "a list",
    allowed: &[TRAVEL, VALUE, &[Clause::Max], SCOPE],
    followed_by: &[],
};

/// The clauses of a line in a part of a message.
#[derive(Clone, Copy)]
struct Places {
    /// Those of a name alone. Whether it is a field or a list, the catalogue knows.
    name: Place,
    /// Those of a field with its type.
    field: Place,
}

/// A line with its docs.
fn line<'a>(tokens: Tokens<'a>, places: Places) -> Parsed<'a, Line> {
    let declared = |tokens: Tokens<'a>| {
        let (rest, names) = series("the name of a field").parse(tokens)?;
        let (rest, shape) = shape(rest).map_err(no_way_back)?;
        if matches!(shape, Shape::Catalogue) && !tokens.begins_line_or_block() {
            return Err(on_a_line(tokens, &names.first.value));
        }
        let place = match &shape {
            Shape::List(_) => LIST,
            Shape::Catalogue => places.name,
            Shape::Field(_) => places.field,
        };
        let (rest, clauses) = clauses(place).parse(rest).map_err(no_way_back)?;
        Ok((rest, (names, shape, clauses.field)))
    };
    documented(declared)
        .map(|(doc, (names, shape, clauses))| Line {
            doc,
            names,
            shape,
            clauses,
        })
        .parse(tokens)
}

/// A field without a type that follows something else on its line.
fn on_a_line<'a>(at: Tokens<'a>, name: &str) -> Err<SyntaxError<'a>> {
    let diagnostic = Diagnostic::new(
        format!("`{name}` does not begin a line"),
        at.first().span,
        "a field without a type",
    )
    .with_help(format!(
        "a field of the catalogue has a line of its own; to give the field before it a meaning, write \
         `as {name}`"
    ));
    Err::Failure(SyntaxError::known(at, diagnostic))
}

fn no_way_back(error: Err<SyntaxError<'_>>) -> Err<SyntaxError<'_>> {
    match error {
        Err::Error(error) => Err::Failure(error),
        other => other,
    }
}

/// The part after the name of a line: a type, a list, or nothing.
fn shape(tokens: Tokens<'_>) -> Parsed<'_, Shape> {
    let list = pair(keyword("list"), cut(keyword("of"))).map(|_| None);
    let array = pair(keyword("array"), cut(keyword("of"))).map(|(word, _)| Some(word));
    if let Ok((rest, array)) = alt((list, array)).parse(tokens) {
        let (rest, name) = cut(name("the name of an entry or a field")).parse(rest)?;
        let (rest, ty) = type_on_line(rest)?;
        return Ok((rest, Shape::List(Element { array, name, ty })));
    }
    match tokens.word() {
        // `list` or `array` without `of`.
        Some("list" | "array") => Err(Err::Failure(SyntaxError::expected(
            tokens.advance(),
            "`of`",
        ))),
        _ => {
            type_on_line(tokens).map(|(rest, ty)| (rest, ty.map_or(Shape::Catalogue, Shape::Field)))
        }
    }
}

/// A type, if a name follows on the same line.
fn type_on_line(tokens: Tokens<'_>) -> Parsed<'_, Option<TypeUse>> {
    if tokens.first().first_on_line || !tokens.word().is_some_and(is_name) {
        return match tokens.first().kind {
            // Brackets without a type before them.
            TokenKind::Punctuation('[') => {
                Err(Err::Failure(SyntaxError::expected(tokens, "a type")))
            }
            _ => Ok((tokens, None)),
        };
    }
    pair(name("a type"), opt(sizes))
        .map(|(name, sizes)| Some(TypeUse { name, sizes }))
        .parse(tokens)
}

/// `[64]` or `[16 until 18, 64 since 19]`
fn sizes(tokens: Tokens<'_>) -> Parsed<'_, Spanned<Vec<Size>>> {
    const PLACE: Place = Place {
        owner: "a size",
        allowed: &[&[Clause::Since, Clause::Until]],
        followed_by: &[],
    };
    let size = pair(amount("a number of bytes"), clauses(PLACE)).map(|(bytes, clauses)| Size {
        bytes,
        window: clauses.window(),
    });
    let start = tokens.first().span;
    let (rest, sizes) = delimited(
        sign('['),
        cut(separated_list1(sign(','), size)),
        cut(sign(']')),
    )
    .parse(tokens)?;
    Ok((rest, Spanned::new(sizes, start.to(rest.last_span()))))
}
