//! What the server reports.

use std::collections::BTreeSet;

use cti_messages::{MessageType, OwnedFrame};
use cti_session::{ConnectionId, ServerEvent};

use super::World;
use super::connection::Connection;

/// What has been reported.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) count: usize,
    closed: BTreeSet<ConnectionId>,
    /// How often maintenance has begun, and how often it has been agreed to or refused.
    pub(super) maintenances: usize,
    decided: usize,
    over: usize,
    stopped: usize,
}

impl Told {
    /// Every connection has had its end.
    pub(super) fn all_over(&self, connections: &[Connection]) {
        let all: BTreeSet<_> = connections.iter().map(|connection| connection.id).collect();
        assert_eq!(self.closed, all, "each connection ends once");
        assert_eq!(self.stopped, 1, "the server stops once");
    }
}

impl World {
    /// The application takes events.
    pub(super) fn take(&mut self, most: usize) {
        for _ in 0..most {
            let Some(event) = self.server.next_event(self.now) else {
                assert_eq!(self.server.waiting_events(), 0);
                return;
            };
            self.told.count += 1;
            self.hears(&event);
            self.actions();
            self.look();
            self.bounds();
        }
    }

    fn hears(&mut self, event: &ServerEvent) {
        match event {
            ServerEvent::OpenAsked {
                connection,
                request,
            } => {
                assert_eq!(request.message_type(), MessageType::OPEN_REQ);
                self.reported(*connection, request);
            }
            ServerEvent::Message { connection, frame } => self.reported(*connection, frame),
            ServerEvent::Closed { connection, end } => {
                assert!(
                    self.told.closed.insert(*connection),
                    "{connection:?} ends twice"
                );
                assert!(!end.to_string().is_empty());
            }
            ServerEvent::MaintenanceAgreed | ServerEvent::MaintenanceRefused { .. } => {
                self.told.decided += 1;
                assert!(self.told.decided <= self.told.maintenances);
            }
            ServerEvent::MaintenanceOver => {
                self.told.over += 1;
                assert_eq!(self.told.over, 1, "maintenance is over once");
            }
            ServerEvent::Stopped => {
                self.told.stopped += 1;
                assert!(
                    self.is_stopped && self.told.stopped == 1,
                    "the server stops once"
                );
            }
            other => panic!("not known to the tests: {other:?}"),
        }
    }

    /// A frame is reported: the next one of its connection that has been sent and is not the server's own business.
    fn reported(&mut self, id: ConnectionId, frame: &OwnedFrame) {
        assert!(!self.told.closed.contains(&id), "{frame:?} after the end");
        let connection = self.connections.iter_mut().find(|one| one.id == id);
        let fed = &mut connection.expect("a connection that was accepted").fed;
        let place = fed.iter().position(|sent| sent == frame.as_bytes());
        let place = place.expect("a frame that was sent, once and in order");
        fed.drain(..=place);
    }
}
