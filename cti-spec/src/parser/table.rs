//! Enumerations and masks.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::basic::{Parse, Parsed, block, documented, name, number, sign, text};
use super::clause::{Clause, Place, clauses, rust_name};
use super::input::Tokens;
use crate::ast::{ItemKind, NamedValue, Table};

/// Behind `enum`: `AgentState USHORT prefix AGENT_STATE_ { … }`
pub(super) fn enumeration(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    table(Place {
        owner: "an enumeration",
        allowed: &[
            Clause::Prefix,
            Clause::Suffix,
            Clause::Null,
            Clause::Erratum,
            Clause::Unused,
        ],
        followed_by: &[],
    })
    .map(ItemKind::Enumeration)
    .parse(tokens)
}

/// Behind `mask`: `AgentStateMask UINT prefix AGENT_ suffix _MASK { … }`
pub(super) fn mask(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    table(Place {
        owner: "a mask",
        allowed: &[
            Clause::Prefix,
            Clause::Suffix,
            Clause::Erratum,
            Clause::Unused,
        ],
        followed_by: &[],
    })
    .map(ItemKind::Mask)
    .parse(tokens)
}

/// Name, type, clauses and values.
fn table<'a>(place: Place) -> impl Parse<'a, Table> {
    (
        name("the name of a table"),
        name("the type of its values"),
        clauses(place),
        block(value),
    )
        .map(|(name, ty, clauses, values)| Table {
            name,
            ty,
            clauses,
            values,
        })
}

/// `"NOT ROUTABLE" as NOT_ROUTABLE = 0`
fn value(tokens: Tokens<'_>) -> Parsed<'_, NamedValue> {
    const PLACE: Place = Place {
        owner: "a named value",
        allowed: &[Clause::Since, Clause::Until, Clause::Erratum],
        followed_by: &[],
    };
    let guide_name = alt((text("a name in quotes"), name("the name of a value")));
    let value = preceded(sign('='), number("a value"));
    documented((guide_name, cut(rust_name), cut(value), clauses(PLACE)))
        .map(|(doc, (name, rust_name, value, clauses))| NamedValue {
            doc,
            name,
            rust_name,
            value,
            clauses,
        })
        .parse(tokens)
}
