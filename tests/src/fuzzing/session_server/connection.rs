//! A connection of the server, as driver and client see it.

use std::collections::VecDeque;
use std::time::Duration;

use cti_messages::{MessageType, OwnedFrame, ProtocolVersion};
use cti_session::{ConnectionId, Server, Time};

use crate::fuzzing::wire::{Frames, Outgoing, first_field, message_type};

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: ConnectionId,
    pub(super) is_closed: bool,
    pub(super) is_reset: bool,
    pub(super) is_shut_down: bool,
    incoming: Frames,
    /// The frames that were sent to the server and not reported.
    pub(super) fed: VecDeque<Vec<u8>>,
    /// How many frames were sent to the server.
    pub(super) frames: usize,
    /// InvokeIDs of heartbeats that were not confirmed.
    heartbeats: Vec<u32>,
    /// Bytes that the client has not sent yet.
    pub(super) held_back: Vec<u8>,
    /// Bytes that the driver has not read yet.
    pub(super) unread: Vec<u8>,
    pub(super) outgoing: Outgoing,
    /// Whether the driver writes, and whether it waits to read again.
    pub(super) writes: bool,
    pub(super) waits_to_read: bool,
    /// When a byte was sent, or the first one came to wait.
    pub(super) progress: Time,
    /// How often the application has accepted it, and how many OPEN_CONFs there were.
    pub(super) accepted: usize,
    confirmations: usize,
    /// How many answers there were that only a message of the client can have.
    answers: usize,
    /// InvokeID of the last question about maintenance.
    pub(super) question: Option<u32>,
    /// How many OPEN_REQs were sent, and the IdleTimeout of the last one.
    open_reqs: usize,
    asked_timeout: Option<Duration>,
    /// IdleTimeout of the session; `None` if it is not known.
    pub(super) idle_timeout: Option<Duration>,
    /// Whether the application has ended it.
    pub(super) is_ended: bool,
    /// For how long it has been read, altogether, since its end, and without a frame.
    pub(super) read_for: Duration,
    pub(super) ended_for: Duration,
    pub(super) silent_for: Duration,
}

impl Connection {
    pub(super) fn new(id: ConnectionId, now: Time) -> Self {
        Self {
            id,
            is_closed: false,
            is_reset: false,
            is_shut_down: false,
            incoming: Frames::default(),
            fed: VecDeque::new(),
            frames: 0,
            heartbeats: Vec::new(),
            held_back: Vec::new(),
            unread: Vec::new(),
            outgoing: Outgoing::default(),
            writes: false,
            waits_to_read: false,
            progress: now,
            accepted: 0,
            confirmations: 0,
            answers: 0,
            question: None,
            open_reqs: 0,
            asked_timeout: None,
            idle_timeout: None,
            is_ended: false,
            read_for: Duration::ZERO,
            ended_for: Duration::ZERO,
            silent_for: Duration::ZERO,
        }
    }

    pub(super) fn is_live(&self) -> bool {
        !self.is_closed && !self.is_reset
    }

    /// The server receives bytes.
    pub(super) fn receives(&mut self, bytes: &[u8]) {
        let frames = self.incoming.push(bytes);
        if !frames.is_empty() {
            self.silent_for = Duration::ZERO;
        }
        self.frames += frames.len();
        for frame in &frames {
            match MessageType(message_type(frame)) {
                MessageType::HEARTBEAT_REQ => self.heartbeats.extend(first_field(frame)),
                MessageType::OPEN_REQ => self.asks_to_open(frame),
                _ => {}
            }
        }
        self.fed.extend(frames);
    }

    fn asks_to_open(&mut self, frame: &[u8]) {
        // IdleTimeout comes after InvokeID and VersionNumber.
        let seconds = frame.get(16..20).map(|bytes| {
            bytes
                .iter()
                .fold(0, |number, byte| number << 8 | u64::from(*byte))
        });
        let seconds = seconds.filter(|seconds| ![0, 0xFFFF_FFFF].contains(seconds));
        self.open_reqs += 1;
        self.asked_timeout = seconds.map(Duration::from_secs);
    }

    /// The application has accepted the session.
    pub(super) fn is_accepted(&mut self) {
        self.accepted += 1;
        // Which of several OPEN_REQs it was is the server's business.
        self.idle_timeout = self.asked_timeout.filter(|_| self.open_reqs == 1);
    }

    pub(super) fn passes(&mut self, server: &Server, time: Duration) {
        if server.may_read(self.id) {
            self.read_for += time;
            self.silent_for += time;
            if self.is_ended {
                self.ended_for += time;
            }
        }
    }

    /// Looks at what the server sends; returns how many frames are new.
    pub(super) fn look(&mut self, server: &Server, now: Time) -> usize {
        let bytes = server.outgoing(self.id);
        if !self.is_live() {
            assert!(
                bytes.is_empty() && !server.may_read(self.id),
                "of what is over"
            );
            self.outgoing = Outgoing::default();
            return 0;
        }
        if self.outgoing.len() == 0 && !bytes.is_empty() {
            self.progress = now;
        }
        let new = self.outgoing.look(bytes);
        let version = server.version(self.id);
        for frame in &new {
            self.is_sent(frame, version);
        }
        new.len()
    }

    fn is_sent(&mut self, frame: &[u8], version: Option<ProtocolVersion>) {
        let owned = OwnedFrame::parse(frame, version.unwrap_or_default()).expect("a frame");
        if version.is_some() {
            owned.message().expect("a message of the version");
        }
        let id = first_field(frame);
        match owned.message_type() {
            MessageType::OPEN_CONF => {
                self.confirmations += 1;
                self.silent_for = Duration::ZERO;
            }
            MessageType::HEARTBEAT_CONF => {
                let asked = self.heartbeats.iter().position(|asked| Some(*asked) == id);
                self.heartbeats
                    .swap_remove(asked.expect("a heartbeat that was sent"));
                self.answers += 1;
            }
            MessageType::ACTIVE_MAINTENANCE_REQ_MSG => self.question = id,
            MessageType::CLOSE_CONF => self.answers += 1,
            _ => {}
        }
        assert!(self.answers <= self.frames, "an answer without a request");
        assert!(self.confirmations <= 1, "a session is opened once");
    }
}
