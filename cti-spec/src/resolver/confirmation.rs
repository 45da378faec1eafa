//! Confirmations: they exist in all versions of the request, and come from the other side.

use super::context::Context;
use super::names::Kind;
use super::plain::Message;
use super::versions::{Versions, open_window};
use crate::ast::Word;
use crate::diagnostic::Diagnostic;
use crate::model::Direction;

/// Checks the confirmation of each message.
pub(super) fn check(context: &mut Context<'_>) {
    for message in context.messages {
        let Some(name) = &message.head.confirmed_by else {
            continue;
        };
        let Some(symbol) = context.find(&[Kind::Message], name) else {
            continue;
        };
        let Some(confirmation) = context.messages.get(symbol.index) else {
            continue;
        };
        let same_side = message.head.direction == confirmation.head.direction;
        if same_side && message.head.direction != Direction::Either {
            context.report(from_same_side(message, name, confirmation));
        }
        let protocol = context.header.versions;
        let versions = |message: &Message| protocol.part(open_window(&message.head.window));
        let (asked, answered) = (versions(message), versions(confirmation));
        if !answered.covers(asked) {
            context.report(not_in_all(message, asked, name, confirmation, answered));
        }
    }
}

/// A confirmation from the side that sends the request.
fn from_same_side(message: &Message, name: &Word, confirmation: &Message) -> Diagnostic {
    let side = match message.head.direction {
        Direction::Client => "client",
        Direction::Server => "server",
        Direction::Either => "either side",
    };
    Diagnostic::new(
        format!(
            "`{}` cannot confirm `{}`",
            name.value, message.head.name.value
        ),
        name.span,
        format!("both come from the {side}"),
    )
    .with_place(confirmation.head.name.span, format!("from the {side}"))
    .with_help("a confirmation comes from the other side: correct one of the directions")
}

/// A confirmation that some version of the request lacks.
fn not_in_all(
    message: &Message,
    asked: Versions,
    name: &Word,
    confirmation: &Message,
    answered: Versions,
) -> Diagnostic {
    Diagnostic::new(
        format!(
            "`{}` has no confirmation in some versions",
            message.head.name.value
        ),
        name.span,
        format!("confirms {}", asked.describe()),
    )
    .with_place(
        confirmation.head.name.span,
        format!("only in {}", answered.describe()),
    )
    .with_help("a request has its confirmation in all its versions: correct one of the windows")
}
