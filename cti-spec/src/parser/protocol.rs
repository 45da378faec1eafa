//! The protocol block.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::cut;
use nom::multi::separated_list1;
use nom::sequence::{pair, preceded};

use super::basic::{Parsed, block, keyword, name, number, sign};
use super::input::Tokens;
use crate::ast::{ItemKind, Protocol, Setting};

/// Behind `protocol`: `GED188 versions 13 to 25 { … }`
pub(super) fn protocol(tokens: Tokens<'_>) -> Parsed<'_, ItemKind> {
    let name = name("the name of the protocol");
    let first = preceded(keyword("versions"), number("the first version"));
    let last = preceded(keyword("to"), number("the last version"));
    (name, first, last, block(setting))
        .map(|(name, first, last, settings)| {
            ItemKind::Protocol(Protocol {
                name,
                first,
                last,
                settings,
            })
        })
        .parse(tokens)
}

/// A line of the protocol block.
fn setting(tokens: Tokens<'_>) -> Parsed<'_, Setting> {
    let wide_tags = pair(
        keyword("wide"),
        cut(preceded(
            pair(keyword("tags"), keyword("since")),
            number("a version"),
        )),
    );
    let frame_limit = pair(
        keyword("frame"),
        cut(preceded(keyword("limit"), number("a number of bytes"))),
    );
    let acronyms = pair(
        keyword("acronyms"),
        cut(separated_list1(sign(','), name("an acronym"))),
    );
    let paired_by = pair(
        keyword("paired"),
        cut(preceded(keyword("by"), name("the name of an id"))),
    );
    alt((
        paired_by.map(|(word, id)| Setting::PairedBy(word, id)),
        wide_tags.map(|(word, version)| Setting::WideTags(word, version)),
        frame_limit.map(|(word, bytes)| Setting::FrameLimit(word, bytes)),
        acronyms.map(|(word, acronyms)| Setting::Acronyms(word, acronyms)),
    ))
    .parse(tokens)
}
