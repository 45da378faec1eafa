//! The items of a file, and the small ones among them.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, opt};
use nom::sequence::{pair, preceded};

use super::basic::{KEYWORDS, Parse, Parsed, block, documented, keyword, name, number, sign, text};
use super::clause::{Clause, Place, clauses};
use super::input::Tokens;
use super::{field, message, protocol, table, types};
use crate::ast::{
    Constant, Erratum, Id, Interface, InterfaceMember, Item, ItemKind, Reserved, Service, Tag,
};

/// An item with its docs.
pub(super) fn item(tokens: Tokens<'_>) -> Parsed<'_, Item> {
    let kind = alt((
        item_of("protocol", protocol::protocol),
        item_of("type", types::basic_type),
        item_of("const", constant),
        item_of("erratum", erratum),
        item_of("service", service),
        item_of("id", id),
        item_of("enum", table::enumeration),
        item_of("mask", table::mask),
        item_of("tag", tag),
        item_of("reserved", reserved),
        item_of("field", field::catalogue_field),
        item_of("entry", field::entry),
        item_of("message", message::message),
        item_of("unpublished", message::unpublished),
        item_of("interface", interface),
    ));
    documented(kind)
        .map(|(doc, kind)| Item { doc, kind })
        .parse(tokens)
}

/// An item that begins with a keyword.
fn item_of<'a>(word: &'static str, rest: impl Parse<'a, ItemKind>) -> impl Parse<'a, ItemKind> {
    preceded(keyword(word), cut(rest))
}

/// Behind `const`: `MAX_NUM_PARTIES = 16`
fn constant(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    pair(
        name("the name of a constant"),
        preceded(sign('='), number("a number")),
    )
    .map(|(name, value)| ItemKind::Constant(Constant { name, value }))
    .parse(tokens)
}

/// Behind `erratum`: `E8 "CTIClientSignature in AGENT_STATE_EVENT"`
fn erratum(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    pair(name("the label of an erratum"), text("its title in quotes"))
        .map(|(name, title)| {
            ItemKind::Erratum(Erratum {
                name,
                title: title.value,
            })
        })
        .parse(tokens)
}

/// Behind `service`: `ClientEvents "Client Events Service"`
fn service(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    pair(
        name("the name of a service"),
        opt(text("its title in quotes")),
    )
    .map(|(name, title)| match title {
        Some(title) => ItemKind::Service(Service {
            name,
            title: title.value,
        }),
        None => ItemKind::OfService(name),
    })
    .parse(tokens)
}

/// Behind `id`: `CallID UINT null NULL_CALL_ID = 0xFFFFFFFF`
fn id(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const PLACE: Place = Place {
        owner: "an id",
        allowed: &[&[
            Clause::Null,
            Clause::Example,
            Clause::Erratum,
            Clause::Unused,
        ]],
        followed_by: &KEYWORDS,
    };
    (
        name("the name of an id"),
        name("the type of the id"),
        clauses(PLACE),
    )
        .map(|(name, ty, clauses)| {
            let errata = clauses.errata();
            ItemKind::Id(Id {
                name,
                ty,
                null: clauses.field.null,
                example: clauses.field.example,
                errata,
                unused: clauses.unused,
            })
        })
        .parse(tokens)
}

/// Behind `tag`: `CLIENT_ID_TAG = 1`
fn tag(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    const PLACE: Place = Place {
        owner: "a tag",
        allowed: &[&[Clause::Erratum, Clause::Unused]],
        followed_by: &KEYWORDS,
    };
    (
        name("the name of a tag"),
        preceded(sign('='), number("the number of the tag")),
        clauses(PLACE),
    )
        .map(|(name, number, clauses)| {
            ItemKind::Tag(Tag {
                name,
                number,
                errata: clauses.errata(),
                unused: clauses.unused,
            })
        })
        .parse(tokens)
}

/// Behind `reserved`: `tags 143 to 149`
fn reserved(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    let first = preceded(keyword("tags"), number("the first reserved number"));
    let last = preceded(keyword("to"), cut(number("the last reserved number")));
    pair(first, opt(last))
        .map(|(first, last)| ItemKind::Reserved(Reserved { first, last }))
        .parse(tokens)
}

/// Behind `interface`: `CallContext { ANI  series CallVariable  list NamedVariables }` or
/// `AgentIdentity key AgentKey { PeripheralID  required AgentID }`
fn interface(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    let series = preceded(keyword("series"), cut(name("a name without its number")));
    let list = preceded(keyword("list"), cut(name("the name of a list")));
    let required = preceded(keyword("required"), cut(name("the name of a field")));
    let member = alt((
        series.map(InterfaceMember::Series),
        list.map(InterfaceMember::List),
        required.map(InterfaceMember::Required),
        name("the name of a floating field").map(InterfaceMember::Field),
    ));
    let key = opt(preceded(keyword("key"), cut(name("the name of a key"))));
    (name("the name of an interface"), key, block(member))
        .map(|(name, key, members)| ItemKind::Interface(Interface { name, key, members }))
        .parse(tokens)
}
