//! Which message answers which.
//!
//! A request and its answer carry the same ID in their fixed parts, the one that the specification
//! names with `paired by`. A message with that ID that asks nothing and confirms nothing in particular
//! (a failure) may answer any request.

use cti_spec::Protocol;
use cti_spec::model::{Direction, FixedField, Meaning, Message, MessageIndex};

/// The links between the messages of a protocol.
pub(super) struct Links<'p> {
    protocol: &'p Protocol,
}

impl<'p> Links<'p> {
    /// Those of a protocol.
    pub(super) fn of(protocol: &'p Protocol) -> Self {
        Self { protocol }
    }

    /// The field of a message by which it is paired.
    pub(super) fn field(&self, message: &'p Message) -> Option<&'p FixedField> {
        let id = self.protocol.paired_by?;
        fixed(message).find(|field| field.ty.meaning == Some(Meaning::Id(id)))
    }

    /// The requests that a message confirms.
    pub(super) fn confirmed_by(&self, index: MessageIndex) -> impl Iterator<Item = &'p Message> {
        let messages = self.protocol.messages.iter();
        messages.filter(move |request| request.confirmation == Some(index))
    }

    /// Whether a message answers requests though it confirms none in particular.
    pub(super) fn is_failure(&self, index: MessageIndex) -> bool {
        let message = &self.protocol[index];
        self.field(message).is_some()
            && message.confirmation.is_none()
            && self.confirmed_by(index).next().is_none()
    }

    /// The failures that may answer a request: those of its service, and those of a service without
    /// requests, which are there for all.
    pub(super) fn failures_of(&self, request: &'p Message) -> impl Iterator<Item = &'p Message> {
        let failures = (0..self.protocol.messages.len()).map(MessageIndex);
        failures
            .filter(|index| self.is_failure(*index))
            .map(|index| &self.protocol[index])
            .filter(move |failure| self.may_fail_with(request, failure))
    }

    /// Whether a failure may answer a request.
    pub(super) fn may_fail_with(&self, request: &Message, failure: &Message) -> bool {
        let of_service = |service| {
            let messages = self.protocol.messages.iter();
            messages.filter(move |message| message.service == service)
        };
        let asks = |message: &Message| message.confirmation.is_some();
        asks(request)
            && (failure.service == request.service || !of_service(failure.service).any(asks))
            && (failure.direction != request.direction || failure.direction == Direction::Either)
    }
}

fn fixed(message: &Message) -> impl Iterator<Item = &FixedField> {
    let layouts = message.parts().into_iter().flat_map(|parts| &parts.layouts);
    layouts.flat_map(|layout| &layout.fields)
}
