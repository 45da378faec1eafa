//! Whole sessions that are plausible.
//!
//! A session opens, asks and answers, has events, and closes. Which messages it may have is in the
//! tables: who sends them, since when, and what confirms them. Only how it opens, keeps alive and closes
//! is a rule of the protocol and stands here by name.

use std::vec;
use std::vec::Vec;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::generated::ids::InvokeId;
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::generated::strategies::any_message;
use crate::info::{Direction, MessageInfo};
use crate::mode::Mode;
use crate::version::ProtocolVersion;

/// A message of a session, and the side that sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// [`Direction::Client`] or [`Direction::Server`].
    pub from: Direction,
    /// The message.
    pub message: Message<'static>,
}

/// Whole sessions at a version: an OPEN_REQ that names it, then requests with their confirmations,
/// heartbeats and events, then a CLOSE_REQ with its confirmation. Confirmations come in any order
/// after their requests, and have their invoke IDs. All messages are what strict modes accept.
///
/// Without the feature `session-management` a session does not open and close.
pub fn session(version: ProtocolVersion) -> BoxedStrategy<Vec<Sent>> {
    let exchanges = proptest::collection::vec((exchange(version), any::<Index>()), 0..12);
    let first = of_type(MessageType::OPEN_REQ, version);
    let last = of_type(MessageType::CLOSE_REQ, version);
    (first, exchanges, last)
        .prop_map(|(first, exchanges, last)| in_order(first, exchanges, last))
        .boxed()
}

/// Some messages that belong together: an event, or a request and its confirmation.
type Exchange = Vec<Sent>;

/// A request of a client with its confirmation, a heartbeat as often as any other, or an event.
fn exchange(version: ProtocolVersion) -> BoxedStrategy<Exchange> {
    let types = |wanted: fn(&MessageInfo) -> bool| -> Vec<MessageType> {
        let known = MessageType::ALL.iter().filter_map(|known| known.info());
        let here = known.filter(|info| info.versions.contains(version) && wanted(info));
        here.map(|info| info.message_type).collect()
    };
    let requests = types(|info| info.confirmation.is_some() && !opens_or_closes(info.message_type));
    let events = types(|info| {
        info.direction == Direction::Server
            && info.confirmation.is_none()
            // An answer, whether it confirms or tells of a failure, has an ID to be found by.
            && !has_invoke_id(info.message_type)
            && !MessageType::ALL.iter().any(|other| {
                other.info().and_then(|other| other.confirmation) == Some(info.message_type)
            })
    });
    let heartbeats = types(|info| info.message_type == MessageType::HEARTBEAT_REQ);
    let kinds: Vec<_> = [requests, events, heartbeats]
        .into_iter()
        .filter(|types| !types.is_empty())
        .collect();
    if kinds.is_empty() {
        return Just(Vec::new()).boxed();
    }
    select(kinds)
        .prop_flat_map(select)
        .prop_flat_map(move |message| of_type(message, version))
        .boxed()
}

fn opens_or_closes(message_type: MessageType) -> bool {
    [MessageType::OPEN_REQ, MessageType::CLOSE_REQ].contains(&message_type)
}

fn has_invoke_id(message_type: MessageType) -> bool {
    let message = Message::default_of(message_type);
    message.is_some_and(|message| message.invoke_id().is_some())
}

/// A message of a type, with its confirmation if it is a request; nothing without a layout.
fn of_type(message_type: MessageType, version: ProtocolVersion) -> BoxedStrategy<Exchange> {
    let Some((info, messages)) =
        message_type
            .info()
            .zip(any_message(message_type, version, Mode::Strict))
    else {
        return Just(Vec::new()).boxed();
    };
    let from = match info.direction {
        Direction::Either => Direction::Client,
        side => side,
    };
    let to = match from {
        Direction::Server => Direction::Client,
        _ => Direction::Server,
    };
    let confirmations = info
        .confirmation
        .and_then(|confirmation| any_message(confirmation, version, Mode::Strict));
    match confirmations {
        None => messages
            .prop_map(move |message| vec![Sent { from, message }])
            .boxed(),
        Some(confirmations) => (messages, confirmations)
            .prop_map(move |(request, confirmation)| {
                let confirmation = Sent {
                    from: to,
                    message: confirmation,
                };
                vec![
                    Sent {
                        from,
                        message: request,
                    },
                    confirmation,
                ]
            })
            .boxed(),
    }
}

/// All messages in the order in which they are sent: what opens, the exchanges with their answers
/// somewhere behind them, what closes. Each exchange has an invoke ID of its own.
fn in_order(first: Exchange, exchanges: Vec<(Exchange, Index)>, last: Exchange) -> Vec<Sent> {
    let mut next_id = 0;
    let mut numbered = |mut exchange: Exchange| {
        next_id += 1;
        for sent in &mut exchange {
            sent.message.set_invoke_id(InvokeId(next_id));
        }
        exchange
    };
    let mut session = numbered(first);
    let mut open: Vec<Sent> = Vec::new();
    for (exchange, index) in exchanges {
        let mut messages = numbered(exchange).into_iter();
        session.extend(messages.next());
        open.extend(messages);
        // None, some or all of what is open is answered.
        for _ in 0..index.index(open.len() + 1) {
            session.push(open.swap_remove(index.index(open.len())));
        }
    }
    session.extend(open);
    session.extend(numbered(last));
    session
}
