//! What the client reports.

use std::time::Duration;

use cti_messages::OwnedFrame;
use cti_session::{ClientEvent, Side};

use super::World;
use super::connection::Connection;
use crate::fuzzing::wire::first_field;

/// The longest wait: the last step of the reconnect algorithm, or a tenth of the expected clients in seconds.
const LONGEST_WAIT: Duration = Duration::from_secs(204);

/// What has been reported.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) count: usize,
    is_over: bool,
    is_open: [bool; 2],
    /// How many attempts and sessions of each side have ended.
    ends: [usize; 2],
    /// Questions about maintenance that wait for an answer.
    questions: usize,
}

impl Told {
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Every connection has had its end.
    pub(super) fn all_over(&self, connections: &[Connection]) {
        for side in Side::BOTH {
            let began = connections
                .iter()
                .filter(|connection| connection.side == side);
            assert_eq!(
                began.count(),
                self.ends[side.index()],
                "each attempt ends once"
            );
        }
    }
}

impl World {
    /// The application takes events.
    pub(super) fn take(&mut self, most: usize) {
        for _ in 0..most {
            let Some(event) = self.client.next_event(self.now) else {
                return;
            };
            self.actions();
            self.look();
            self.told.count += 1;
            self.hears(&event);
            self.bounds();
        }
    }

    fn hears(&mut self, event: &ClientEvent) {
        assert!(!self.told.is_over, "{event:?} after the end");
        match event {
            ClientEvent::Opened { side, .. } => {
                self.began(*side);
                let was_open = std::mem::replace(&mut self.told.is_open[side.index()], true);
                assert!(!was_open, "opened twice");
            }
            ClientEvent::NotOpened { side, retry_in, .. } => self.ended(*side, false, *retry_in),
            ClientEvent::Lost { side, retry_in, .. } => self.ended(*side, true, *retry_in),
            ClientEvent::Active { side, .. } | ClientEvent::Rival { side } => {
                assert!(
                    self.told.is_open[side.index()],
                    "{event:?} of a side that is not open"
                );
            }
            ClientEvent::Message { side, frame } => {
                self.began(*side);
                self.reported(*side, frame);
            }
            ClientEvent::LateAnswer {
                side,
                request,
                frame,
            } => {
                self.began(*side);
                self.reported(*side, frame);
                let id = request.map(|request| request.invoke_id().0);
                assert!(id.is_none() || id == first_field(frame.as_bytes()));
            }
            ClientEvent::PartialAnswer { request, frame } => self.partly_answered(*request, frame),
            ClientEvent::Answered { request, outcome } => self.answered(*request, outcome),
            ClientEvent::MaintenanceAsked { .. } => self.told.questions += 1,
            ClientEvent::MaintenanceAnswered { .. } => {
                let left = self.told.questions.checked_sub(1);
                self.told.questions = left.expect("an answer without a question");
            }
            ClientEvent::Maintenance { side, .. } => assert!(self.told.is_open[side.index()]),
            ClientEvent::Ended(_) => self.told.is_over = true,
            other => panic!("not known to the tests: {other:?}"),
        }
    }

    /// There is an attempt or a session of a side that has not ended.
    fn began(&self, side: Side) {
        let all = self
            .connections
            .iter()
            .filter(|connection| connection.side == side);
        assert!(
            all.count() > self.told.ends[side.index()],
            "of {side} nothing has begun"
        );
    }

    fn ended(&mut self, side: Side, was_open: bool, retry_in: Option<Duration>) {
        self.began(side);
        let end = &mut self.told.ends[side.index()];
        let all = self.connections.iter().enumerate();
        let mut of_side = all.filter(|(_, connection)| connection.side == side);
        let over = of_side.nth(*end).map(|(index, _)| index);
        *end += 1;
        // What it has sent and was not reported never is.
        self.fed[side.index()].retain(|(of, _)| Some(*of) != over);
        let is_open = std::mem::take(&mut self.told.is_open[side.index()]);
        assert_eq!(is_open, was_open, "how {side} ended");
        assert!(retry_in.is_none_or(|wait| wait <= LONGEST_WAIT));
    }

    /// A frame is reported: the next one of its side that has been sent and is not the client's own business.
    pub(super) fn reported(&mut self, side: Side, frame: &OwnedFrame) {
        let fed = &mut self.fed[side.index()];
        let place = fed.iter().position(|(_, sent)| sent == frame.as_bytes());
        let place = place.expect("a frame that was sent, once and in order");
        fed.drain(..=place);
    }
}
