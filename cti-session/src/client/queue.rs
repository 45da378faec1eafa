//! The events that wait for the application.

use alloc::collections::VecDeque;
use core::mem::size_of;

use super::event::ClientEvent;
use super::requests::Outcome;

/// The number of events for which an empty queue keeps memory.
const KEPT_EVENTS: usize = 32;

/// Events in the order in which they happened, and how much memory they take.
#[derive(Debug, Default)]
pub(super) struct Events {
    queue: VecDeque<ClientEvent>,
    bytes: usize,
}

impl Events {
    pub(super) fn push(&mut self, event: ClientEvent) {
        self.bytes += size(&event);
        self.queue.push_back(event);
    }

    pub(super) fn pop(&mut self) -> Option<ClientEvent> {
        let event = self.queue.pop_front()?;
        self.bytes -= size(&event);
        if self.queue.is_empty() {
            // A burst leaves no memory behind.
            self.queue.shrink_to(KEPT_EVENTS);
        }
        Some(event)
    }

    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// The memory that an event takes, frames included.
fn size(event: &ClientEvent) -> usize {
    let frame = match event {
        ClientEvent::Message { frame, .. }
        | ClientEvent::PartialAnswer { frame, .. }
        | ClientEvent::LateAnswer { frame, .. }
        | ClientEvent::Answered {
            outcome: Outcome::Confirmed(frame) | Outcome::Failed(frame),
            ..
        } => frame.as_bytes().len(),
        _ => 0,
    };
    size_of::<ClientEvent>() + frame
}
