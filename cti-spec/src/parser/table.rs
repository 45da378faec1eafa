//! Enumerations and masks.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

use super::basic::{Parse, Parsed, block, documented, keyword, name, number, sign, text};
use super::clause::{Clause, Place, clauses, rust_name};
use super::input::Tokens;
use crate::ast::{Gap, ItemKind, NamedValue, Table};
use crate::model::GapKind;

/// Behind `enum`: `AgentState USHORT prefix AGENT_STATE_ { … }`
pub(super) fn enumeration(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    table(
        Place {
            owner: "an enumeration",
            allowed: &[&[
                Clause::Prefix,
                Clause::Suffix,
                Clause::Null,
                Clause::Default,
                Clause::Erratum,
                Clause::Unused,
            ]],
            followed_by: &[],
        },
        CONSTANT,
    )
    .map(ItemKind::Enumeration)
    .parse(tokens)
}

/// Behind `mask`: `AgentStateMask UINT prefix AGENT_ suffix _MASK { … }`
pub(super) fn mask(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    table(
        Place {
            owner: "a mask",
            allowed: &[&[
                Clause::Prefix,
                Clause::Suffix,
                Clause::Erratum,
                Clause::Unused,
            ]],
            followed_by: &[],
        },
        BIT,
    )
    .map(ItemKind::Mask)
    .parse(tokens)
}

/// The clauses of a constant of an enumeration.
const CONSTANT: Place = Place {
    owner: "a constant",
    allowed: &[&[Clause::Since, Clause::Until, Clause::Erratum]],
    followed_by: &["reserved", "unused"],
};

/// The clauses of a bit of a mask.
const BIT: Place = Place {
    owner: "a bit",
    allowed: &[&[Clause::Mode], CONSTANT.allowed[0]],
    followed_by: CONSTANT.followed_by,
};

/// Name, type, clauses and rows; the last have the clauses of a second place.
fn table<'a>(place: Place, value: Place) -> impl Parse<'a, Table> {
    (
        name("the name of a table"),
        name("the type of its values"),
        clauses(place),
        block(move |tokens| row(tokens, value)),
    )
        .map(|(name, ty, clauses, rows)| {
            let errata = clauses.errata();
            let mut table = Table {
                name,
                ty,
                prefix: clauses.prefix,
                suffix: clauses.suffix,
                null: clauses.field.null,
                default: clauses.field.default,
                errata,
                unused: clauses.unused,
                values: Vec::new(),
                gaps: Vec::new(),
            };
            for row in rows {
                match row {
                    Row::Value(value) => table.values.push(*value),
                    Row::Gap(gap) => table.gaps.push(gap),
                }
            }
            table
        })
}

/// A row of a table.
enum Row {
    Value(Box<NamedValue>),
    Gap(Gap),
}

/// A named value, or values that are reserved or unused.
fn row(tokens: Tokens<'_>, place: Place) -> Parsed<'_, Row> {
    let kind = alt((
        keyword("reserved").map(|_| GapKind::Reserved),
        keyword("unused").map(|_| GapKind::Unused),
    ));
    let last = preceded(keyword("to"), cut(number("the last value")));
    let gap = (kind, cut(number("a value")), opt(last));
    documented(gap)
        .map(|(doc, (kind, first, last))| Gap {
            doc,
            kind,
            first,
            last,
        })
        .map(Row::Gap)
        .or(value(place).map(|value| Row::Value(Box::new(value))))
        .parse(tokens)
}

/// `"NOT ROUTABLE" as NOT_ROUTABLE = 0`
fn value<'a>(place: Place) -> impl Parse<'a, NamedValue> {
    let guide_name = alt((text("a name in quotes"), name("the name of a value")));
    let value = preceded(sign('='), number("a value"));
    documented((guide_name, cut(rust_name), cut(value), clauses(place))).map(
        |(doc, (name, rust_name, value, clauses))| NamedValue {
            doc,
            name,
            rust_name,
            value,
            mode: clauses.mode,
            window: clauses.window(),
            errata: clauses.errata(),
        },
    )
}
