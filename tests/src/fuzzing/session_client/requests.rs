//! The requests of the application, and how each of them ends.

use std::time::Duration;

use cti_messages::{HeartbeatReq, SystemEvent};
use cti_messages::{Message, MessageType, OwnedFrame, QueryAgentStateReq, RegisterServiceReq};
use cti_session::{Client, NotSent, Outcome, RequestId, RequestOptions, Side, Time};

use super::World;
use crate::fuzzing::wire::{Input, first_field, message_type};

/// A request that was sent.
#[derive(Debug)]
struct Asked {
    id: RequestId,
    side: Side,
    /// InvokeID, as it was sent.
    invoke_id: u32,
    confirmation: MessageType,
    due: Time,
    several: bool,
    /// Whether it has an outcome.
    is_over: bool,
    /// Whether the application has finished it: then it has none.
    is_finished: bool,
}

#[derive(Debug, Default)]
pub(super) struct Requests(Vec<Asked>);

impl World {
    pub(super) fn request(&mut self, input: &mut Input<'_>) {
        let way = input.byte();
        let within = Duration::from_secs(u64::from(input.byte() % 64));
        let mut options = RequestOptions::within(within);
        let several = way & 0x10 != 0;
        if several {
            options = options.several();
        }
        let active = self.client.active_side();
        let query = QueryAgentStateReq::default();
        let (result, confirmation) = match way & 7 {
            0..=2 => (
                self.client.request(query, options, self.now),
                MessageType::QUERY_AGENT_STATE_CONF,
            ),
            3 => (
                self.client
                    .request(RegisterServiceReq::default(), options, self.now),
                MessageType::REGISTER_SERVICE_CONF,
            ),
            4..=5 => (
                self.client
                    .request_message(Message::from(query), options, self.now),
                MessageType::QUERY_AGENT_STATE_CONF,
            ),
            6 => {
                let event = Message::from(SystemEvent::default());
                let result = self.client.request_message(event, options, self.now);
                assert_eq!(result, Err(NotSent::NotARequest));
                (result, MessageType::SYSTEM_EVENT)
            }
            _ => {
                let heartbeat = HeartbeatReq::default();
                let result = self.client.request(heartbeat, options, self.now);
                assert_eq!(result, Err(NotSent::SessionManagement));
                (result, MessageType::HEARTBEAT_CONF)
            }
        };
        let new = self.look();
        let Ok(id) = result else {
            return assert!(new.is_empty(), "{result:?} has changed something");
        };
        assert_eq!(self.closed_at, None);
        let [(index, frame)] = new.as_slice() else {
            panic!("a request is one frame");
        };
        let side = self.connections[*index].side;
        assert_eq!(Some(side), active, "a request goes to the active side");
        assert!(self.requests.0.iter().all(|asked| asked.id != id));
        self.requests.0.push(Asked {
            id,
            side,
            invoke_id: first_field(frame).expect("an InvokeID"),
            confirmation,
            due: self.now + within,
            several,
            is_over: false,
            is_finished: false,
        });
    }

    pub(super) fn abandon(&mut self, input: &mut Input<'_>) {
        let count = self.requests.0.len();
        if count == 0 {
            return;
        }
        let asked = &mut self.requests.0[input.recent(count)];
        let waited = self.client.abandon(asked.id);
        assert!(!(waited && asked.is_over), "a request that is over");
        asked.is_finished |= waited;
    }

    pub(super) fn partly_answered(&mut self, id: RequestId, frame: &OwnedFrame) {
        let asked = self.requests.find(id);
        assert!(
            asked.several,
            "one of several confirmations was not expected"
        );
        asked.is_answered_by(frame);
        let side = asked.side;
        self.reported(side, frame);
    }

    pub(super) fn answered(&mut self, id: RequestId, outcome: &Outcome) {
        let (now, is_closed) = (self.now, self.closed_at.is_some());
        let asked = self.requests.find(id);
        assert!(
            !asked.is_finished,
            "an outcome of a finished request: {asked:?}"
        );
        asked.is_over = true;
        let side = asked.side;
        match outcome {
            Outcome::Confirmed(frame) => {
                assert!(!asked.several);
                asked.is_answered_by(frame);
                self.reported(side, frame);
            }
            Outcome::Failed(frame) => {
                let fails = [MessageType::FAILURE_CONF, MessageType::CONTROL_FAILURE_CONF];
                assert!(fails.contains(&frame.message_type()));
                assert_eq!(first_field(frame.as_bytes()), Some(asked.invoke_id));
                self.reported(side, frame);
            }
            Outcome::TimedOut | Outcome::Unconfirmed => {
                assert!(now >= asked.due, "timed out before the time");
            }
            Outcome::SessionLost => {}
            Outcome::Closed => assert!(is_closed),
            other => panic!("not known to the tests: {other:?}"),
        }
    }
}

impl Asked {
    fn waits(&self) -> bool {
        !self.is_over && !self.is_finished
    }

    fn is_answered_by(&self, frame: &OwnedFrame) {
        let bytes = frame.as_bytes();
        assert_eq!(message_type(bytes), self.confirmation.0);
        assert_eq!(first_field(bytes), Some(self.invoke_id));
    }
}

impl Requests {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// InvokeID of a request, of one of the last mostly.
    pub(super) fn recent(&self, input: &mut Input<'_>) -> Option<u32> {
        let choice = input.byte();
        let count = self.0.len();
        (count > 0).then(|| self.0[count - 1 - usize::from(choice) % count].invoke_id)
    }

    /// A request that has no outcome yet.
    fn find(&mut self, id: RequestId) -> &mut Asked {
        let asked = self.0.iter_mut().find(|asked| asked.id == id);
        let asked = asked.expect("a request that was sent");
        assert!(!asked.is_over, "a request ends once: {asked:?}");
        asked
    }

    /// Once the application has taken all events, as many wait as have no outcome, and none of them too long.
    pub(super) fn in_time(&self, client: &Client, now: Time) {
        if client.waiting_events() > 0 {
            return;
        }
        let mut count = 0;
        for asked in self.0.iter().filter(|asked| asked.waits()) {
            assert!(asked.due > now, "no outcome in time: {asked:?}");
            count += 1;
        }
        assert_eq!(
            client.waiting_requests(),
            count,
            "requests without an outcome"
        );
    }

    pub(super) fn all_over(&self) {
        assert!(!self.0.iter().any(Asked::waits), "no outcome");
    }
}
