//! A connection as it is seen from outside.

use core::time::Duration;
use std::collections::VecDeque;

use cti_messages::{CtiServiceMask, FrameBuffer, InvokeId, OwnedFrame, StatusCode};
use cti_session::{Side, Time};

pub(crate) struct Link {
    pub(crate) side: Side,
    pub(crate) began: Time,
    pub(crate) connected: Option<Time>,
    /// When the client has reset it.
    pub(crate) reset: Option<Time>,
    /// When the client was told that it is closed.
    pub(crate) closed: Option<Time>,
    /// How many bytes wait to be written, and since when none was.
    pub(crate) waiting: usize,
    pub(crate) progress: Time,
    pub(crate) outgoing: FrameBuffer,
    pub(crate) incoming: FrameBuffer,
    pub(crate) last_sent: Time,
    /// When a heartbeat was due, before the bytes that are looked at were added.
    pub(crate) heartbeat_was_due: Option<Time>,
    pub(crate) ids: Vec<InvokeId>,
    pub(crate) open_id: Option<InvokeId>,
    /// Heartbeats without an answer.
    pub(crate) heartbeats: Vec<InvokeId>,
    /// Questions about maintenance without an answer, and whether they are settled without one.
    pub(crate) asked: Vec<(Time, InvokeId, bool)>,
    /// Messages that the client has to report, in this order.
    pub(crate) expected: VecDeque<OwnedFrame>,
    pub(crate) requested: CtiServiceMask,
    pub(crate) not_granted: CtiServiceMask,
    pub(crate) refused: Option<StatusCode>,
    pub(crate) heartbeat_refused: bool,
    pub(crate) unreadable: bool,
    /// Whether a message was delivered after which the client handles no more.
    pub(crate) over_by_message: bool,
    /// Whether OPEN_CONF was delivered.
    pub(crate) is_open: bool,
    pub(crate) open_at: Time,
    /// Whether the client has said that it is open.
    pub(crate) is_open_told: bool,
    /// The status of the FAILURE_EVENT that ends the session.
    pub(crate) must_close: Option<StatusCode>,
    pub(crate) close_sent: Option<Time>,
    pub(crate) stopped: Option<Time>,
}

impl Link {
    pub(crate) fn new(side: Side, now: Time) -> Self {
        Self {
            side,
            began: now,
            connected: None,
            reset: None,
            closed: None,
            waiting: 0,
            progress: now,
            outgoing: FrameBuffer::new(),
            incoming: FrameBuffer::new(),
            last_sent: now,
            heartbeat_was_due: None,
            ids: Vec::new(),
            open_id: None,
            heartbeats: Vec::new(),
            asked: Vec::new(),
            expected: VecDeque::new(),
            requested: CtiServiceMask::empty(),
            not_granted: CtiServiceMask::empty(),
            refused: None,
            heartbeat_refused: false,
            unreadable: false,
            over_by_message: false,
            is_open: false,
            open_at: now,
            is_open_told: false,
            must_close: None,
            close_sent: None,
            stopped: None,
        }
    }

    /// When the next heartbeat is due: not before the session is open, nor while bytes wait.
    pub(crate) fn heartbeat_due(&self, interval: Option<Duration>) -> Option<Time> {
        let interval = interval.filter(|_| self.waiting == 0)?;
        Some((self.last_sent + interval).max(self.open_at))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.reset.is_some() || self.closed.is_some()
    }
}
