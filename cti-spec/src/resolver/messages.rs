//! Messages.

use super::context::Context;
use super::names::Kind;
use super::{body, plain};
use crate::model::{Body, Message, MessageIndex, Protocol, ServiceIndex};

/// Resolves the messages, in the order of the files; confirmations too, which are checked later.
pub(super) fn resolve(context: &mut Context<'_>) -> Vec<Message> {
    let messages = context.messages.iter();
    messages
        .map(|message| {
            let head = &message.head;
            let protocol = context.protocol();
            let window = context.window(&head.window, protocol);
            let outer = protocol.part(window, "the message");
            let confirmation = head.confirmed_by.as_ref();
            let body = match &message.body {
                plain::Body::Parts(parts) => {
                    Body::Parts(body::resolve(context, &head.name, parts, outer))
                }
                plain::Body::HeaderOnly => Body::HeaderOnly,
                plain::Body::Unpublished => Body::Unpublished,
            };
            Message {
                name: context.name(&head.name),
                number: head.number.value,
                direction: head.direction,
                service: ServiceIndex(message.service),
                window,
                confirmation: confirmation
                    .and_then(|name| context.lookup(Kind::Message, name))
                    .map(MessageIndex),
                body,
                doc: message.doc.clone(),
                errata: context.errata(&head.errata),
            }
        })
        .collect()
}

/// Puts the messages in the order of their numbers, and all that refers to them with them.
pub(super) fn sort_by_number(protocol: &mut Protocol) {
    let mut order: Vec<usize> = (0..protocol.messages.len()).collect();
    order.sort_by_key(|&index| protocol.messages.get(index).map(|message| message.number));
    let mut new_index = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        if let Some(index) = new_index.get_mut(old) {
            *index = new;
        }
    }
    let moved = |MessageIndex(old)| MessageIndex(new_index.get(old).copied().unwrap_or(old));
    protocol.messages.sort_by_key(|message| message.number);
    for message in &mut protocol.messages {
        message.confirmation = message.confirmation.map(moved);
    }
    for interface in &mut protocol.interfaces {
        for message in &mut interface.messages {
            *message = moved(*message);
        }
        interface.messages.sort_unstable();
    }
}
