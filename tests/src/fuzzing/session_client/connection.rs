//! A connection of the client, as driver and server see it.

use std::collections::BTreeSet;

use cti_messages::{MessageType, OwnedFrame, ProtocolVersion};
use cti_session::{ConnectionId, Side, Time};

use crate::fuzzing::wire::{Frames, Outgoing, first_field, message_type};

/// How far the driver is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Connecting,
    Connected,
    /// It failed, was closed or reset.
    Over,
}

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: ConnectionId,
    pub(super) side: Side,
    pub(super) phase: Phase,
    pub(super) began: Time,
    pub(super) connected: Time,
    pub(super) incoming: Frames,
    /// Bytes that the server has not sent yet.
    pub(super) held_back: Vec<u8>,
    /// Bytes that the driver has not read yet.
    pub(super) unread: Vec<u8>,
    pub(super) outgoing: Outgoing,
    /// InvokeID of OPEN_REQ.
    pub(super) open_id: Option<u32>,
    /// InvokeIDs of the heartbeats.
    pub(super) heartbeats: Vec<u32>,
    /// All InvokeIDs of requests.
    ids: BTreeSet<u32>,
    /// How many questions about maintenance there were, and answers.
    pub(super) questions: usize,
    answers: usize,
    pub(super) close_sent: Option<Time>,
    pub(super) last_sent: Time,
    /// When a byte was sent, or the first one came to wait.
    pub(super) progress: Time,
}

impl Connection {
    pub(super) fn new(id: ConnectionId, side: Side, now: Time) -> Self {
        Self {
            id,
            side,
            phase: Phase::Connecting,
            began: now,
            connected: now,
            incoming: Frames::default(),
            held_back: Vec::new(),
            unread: Vec::new(),
            outgoing: Outgoing::default(),
            open_id: None,
            heartbeats: Vec::new(),
            ids: BTreeSet::new(),
            questions: 0,
            answers: 0,
            close_sent: None,
            last_sent: now,
            progress: now,
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.phase != Phase::Over
    }

    pub(super) fn connected(&mut self, now: Time) {
        self.phase = Phase::Connected;
        self.last_sent = now;
        self.connected = now;
    }

    /// The client sends a frame.
    pub(super) fn sends(&mut self, frame: &[u8], version: ProtocolVersion, now: Time) {
        let owned = OwnedFrame::parse(frame, version).expect("a frame");
        owned.message().expect("a message of the version");
        self.last_sent = now;
        assert_eq!(self.close_sent, None, "{owned:?} after CLOSE_REQ");
        let is_open_req = owned.message_type() == MessageType::OPEN_REQ;
        assert_eq!(
            is_open_req,
            self.open_id.is_none(),
            "OPEN_REQ first, and once"
        );
        let id = first_field(frame).unwrap_or_default();
        match MessageType(message_type(frame)) {
            MessageType::ACTIVE_MAINTENANCE_RESP_MSG => {
                self.answers += 1;
                assert!(
                    self.answers <= self.questions,
                    "an answer without a question"
                );
                return;
            }
            MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND | MessageType::SYSTEM_EVENT => return,
            MessageType::OPEN_REQ => self.open_id = Some(id),
            MessageType::HEARTBEAT_REQ => self.heartbeats.push(id),
            MessageType::CLOSE_REQ => self.close_sent = Some(now),
            _ => {}
        }
        assert!(id != 0 && self.ids.insert(id), "InvokeID {id} twice");
    }
}
