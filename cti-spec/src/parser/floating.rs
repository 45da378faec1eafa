//! Fields, lists and entries.

use nom::branch::alt;
use nom::combinator::{cut, opt};
use nom::multi::separated_list1;
use nom::sequence::{delimited, pair};
use nom::{Err, Parser};

use super::basic::{Parse, Parsed, amount, block, documented, is_name, keyword, name, sign};
use super::clause::{Clause, Place, clauses};
use super::error::SyntaxError;
use super::input::Tokens;
use crate::ast::{Clauses, Entry, Field, Floating, ItemKind, List, Member, Size, Word};
use crate::lexer::TokenKind;
use crate::model::{Doc, ListStyle};
use crate::source::Spanned;

/// Behind `entry`: `ConnectedParty ordered { … }`
pub(super) fn entry(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const PLACE: Place = Place {
        owner: "an entry",
        allowed: &[Clause::Erratum],
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
                clauses,
                members,
            })
        })
        .parse(tokens)
}

/// A field or a list of a floating part or an entry.
pub(super) fn floating(tokens: Tokens<'_>) -> Parsed<'_, Floating> {
    let list = alt((
        pair(keyword("list"), cut(keyword("of"))).map(|_| false),
        pair(keyword("array"), cut(keyword("of"))).map(|_| true),
    ));
    let list = list.flat_map(|array| cut(list_tail(array)));
    let field = field_tail(FLOATING_FIELD).map(Tail::Field);
    let named = pair(name("the name of a field or list"), cut(alt((list, field))));
    documented(named)
        .map(|(doc, (name, tail))| tail.into_floating(doc, name))
        .parse(tokens)
}

/// A field of a fixed part.
pub(super) fn fixed_field(tokens: Tokens<'_>) -> Parsed<'_, Field> {
    const PLACE: Place = Place {
        owner: "a fixed field",
        allowed: &[
            Clause::As,
            Clause::NullValue,
            Clause::Counts,
            Clause::Since,
            Clause::Until,
            Clause::Erratum,
        ],
        followed_by: &[],
    };
    documented(pair(name("the name of a field"), cut(field_tail(PLACE))))
        .map(|(doc, (name, tail))| tail.into_field(doc, name))
        .parse(tokens)
}

/// The clauses of a field in a floating part.
const FLOATING_FIELD: Place = Place {
    owner: "a floating field",
    allowed: &[
        Clause::Tag,
        Clause::As,
        Clause::Required,
        Clause::Optional,
        Clause::Conditional,
        Clause::Secret,
        Clause::NullValue,
        Clause::Counts,
        Clause::Since,
        Clause::Until,
        Clause::Erratum,
    ],
    followed_by: &[],
};

/// What stands behind the name of a field or list.
enum Tail {
    Field(FieldTail),
    List(ListTail),
}

/// The type and the clauses of a field.
struct FieldTail {
    ty: Word,
    sizes: Option<Spanned<Vec<Size>>>,
    clauses: Clauses,
}

/// The element and the clauses of a list.
struct ListTail {
    array: bool,
    element: Word,
    member: Option<Member>,
    clauses: Clauses,
}

impl Tail {
    /// The field or list with its name.
    fn into_floating(self, doc: Doc, name: Word) -> Floating {
        match self {
            Self::Field(tail) => Floating::Field(tail.into_field(doc, name)),
            Self::List(tail) => Floating::List(List {
                doc,
                name,
                array: tail.array,
                element: tail.element,
                member: tail.member,
                clauses: tail.clauses,
            }),
        }
    }
}

impl FieldTail {
    /// The field with its name.
    fn into_field(self, doc: Doc, name: Word) -> Field {
        Field {
            doc,
            name,
            ty: self.ty,
            sizes: self.sizes,
            clauses: self.clauses,
        }
    }
}

/// `STRING[64] tag CLIENT_SIGNATURE_TAG optional`
fn field_tail<'a>(place: Place) -> impl Parse<'a, FieldTail> {
    (name("a type"), opt(sizes), clauses(place)).map(|(ty, sizes, clauses)| FieldTail {
        ty,
        sizes,
        clauses,
    })
}

/// `[64]` or `[16 until 18, 64 since 19]`
fn sizes(tokens: Tokens<'_>) -> Parsed<'_, Spanned<Vec<Size>>> {
    const PLACE: Place = Place {
        owner: "a size",
        allowed: &[Clause::Since, Clause::Until],
        followed_by: &[],
    };
    let size = pair(amount("a number of bytes"), clauses(PLACE))
        .map(|(bytes, clauses)| Size { bytes, clauses });
    let start = tokens.first().span;
    let (rest, sizes) = delimited(
        sign('['),
        cut(separated_list1(sign(','), size)),
        cut(sign(']')),
    )
    .parse(tokens)?;
    Ok((rest, Spanned::new(sizes, start.to(rest.last_span()))))
}

/// Behind `list of` or `array of`: `PeripheralEntry max 10`, or with the one member of its
/// entries, `NamedVariable NAMEDVAR[251] tag NAMED_VARIABLE_TAG optional`.
fn list_tail<'a>(array: bool) -> impl Parse<'a, Tail> {
    const OF_ENTRIES: Place = Place {
        owner: "a list of entries",
        allowed: &[Clause::Max, Clause::Since, Clause::Until, Clause::Erratum],
        followed_by: &[],
    };
    const OF_A_MEMBER: Place = Place {
        owner: "a list of one member",
        allowed: &[
            Clause::Tag,
            Clause::As,
            Clause::Required,
            Clause::Optional,
            Clause::Conditional,
            Clause::Secret,
            Clause::NullValue,
            Clause::Max,
            Clause::Since,
            Clause::Until,
            Clause::Erratum,
        ],
        followed_by: &[],
    };
    move |tokens: Tokens<'a>| {
        let (rest, element) = name("the name of an entry or a member").parse(tokens)?;
        let (rest, member) = if has_member(rest) {
            let member = pair(name("a type"), opt(sizes)).map(|(ty, sizes)| Member { ty, sizes });
            member.map(Some).parse(rest)?
        } else if array {
            return Err(Err::Failure(SyntaxError::expected(
                rest,
                "the type of the member",
            )));
        } else {
            (rest, None)
        };
        let place = if member.is_some() {
            OF_A_MEMBER
        } else {
            OF_ENTRIES
        };
        let (rest, clauses) = clauses(place).parse(rest)?;
        let tail = ListTail {
            array,
            element,
            member,
            clauses,
        };
        Ok((rest, Tail::List(tail)))
    }
}

/// Whether the next name is the type of the list's member, and not the name of the next field,
/// which has its own type behind it.
fn has_member(tokens: Tokens<'_>) -> bool {
    if !tokens.word().is_some_and(is_name) {
        return false;
    }
    let after = tokens.second();
    let next_field = match after.kind {
        TokenKind::Word(word) => is_name(word) || word == "list" || word == "array",
        _ => false,
    };
    let type_ends_line = tokens.continues_line() && after.first_on_line;
    !next_field || type_ends_line
}
