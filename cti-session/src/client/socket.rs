//! The connection to one side.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use core::time::Duration;

use cti_messages::{DecodeError, InvokeId, StatusCode};

use super::config::ClientConfig;
use super::event::{LossReason, OpenFailure};
use super::refusal::Refusal;
use crate::link::{ConnectionId, Link};
use crate::time::{Time, earliest};

/// The number of heartbeats without an answer after which the session has failed.
const MAX_UNANSWERED: usize = 3;
/// The number of heartbeats that are remembered. Only a failure that answers one of them ends the session.
const REMEMBERED_HEARTBEATS: usize = 16;

/// The state of a client's connection to one side. [`Client::state`](super::Client::state) returns it.
///
/// [`docs::sessions`](crate::docs::sessions#the-states-of-a-side) lists what takes a side from one state to the next.
/// [`may_become`](Self::may_become) has the same arrows as this picture.
///
#[doc = include_str!("../../docs/side-states.svg")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SideState {
    /// There is no connection. The next attempt begins when it is due, if the client uses this side now.
    Down,
    /// The driver is connecting.
    Connecting,
    /// OPEN_REQ has been sent.
    Opening,
    /// The session is open.
    Open,
    /// CLOSE_REQ has been sent; whatever else the server sends is discarded.
    Closing,
    /// The connection has ended. Messages that were received before are still to be reported, once the application has
    /// taken earlier ones.
    Draining,
}

impl SideState {
    /// All states, in the order in which a session goes through them.
    pub const ALL: [Self; 6] = [
        Self::Down,
        Self::Connecting,
        Self::Opening,
        Self::Open,
        Self::Closing,
        Self::Draining,
    ];

    /// Whether the next state of a side can be this one. A call of the client may take a side through several states.
    ///
    /// # Examples
    /// ```
    /// use cti_session::SideState;
    ///
    /// assert!(SideState::Opening.may_become(SideState::Open));
    /// assert!(!SideState::Connecting.may_become(SideState::Open));
    /// ```
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use SideState::{Closing, Connecting, Down, Draining, Open, Opening};
        match self {
            Down => matches!(next, Connecting),
            Connecting => matches!(next, Opening | Down),
            Opening => matches!(next, Open | Draining | Down),
            Open => matches!(next, Closing | Draining | Down),
            Closing | Draining => matches!(next, Down),
        }
    }
}

/// The connection to a side, if there is one.
#[derive(Debug, Default)]
pub(super) enum Slot {
    #[default]
    Down,
    /// Until when there has to be a connection.
    Connecting(ConnectionId, Time),
    Connected(Box<Socket>),
}

impl Slot {
    pub(super) fn connection(&self) -> Option<ConnectionId> {
        match self {
            Self::Down => None,
            Self::Connecting(connection, _) => Some(*connection),
            Self::Connected(socket) => socket.cut.is_none().then_some(socket.connection),
        }
    }

    pub(super) fn state(&self) -> SideState {
        match self {
            Self::Down => SideState::Down,
            Self::Connecting(..) => SideState::Connecting,
            Self::Connected(socket) if socket.cut.is_some() => SideState::Draining,
            Self::Connected(socket) => match socket.stage {
                Stage::Opening { .. } => SideState::Opening,
                Stage::Open { .. } => SideState::Open,
                Stage::Closing { .. } => SideState::Closing,
            },
        }
    }

    /// The socket, if its session is open.
    pub(super) fn open(&mut self) -> Option<&mut Socket> {
        match self {
            Self::Connected(socket) if socket.cut.is_none() && socket.is_open() => Some(socket),
            _ => None,
        }
    }

    /// When something is due.
    pub(super) fn deadline(&self, config: &ClientConfig) -> Option<Time> {
        match self {
            Self::Down => None,
            Self::Connecting(_, until) => Some(*until),
            Self::Connected(socket) => socket.deadline(config),
        }
    }
}

/// A connection that has been made.
#[derive(Debug)]
pub(super) struct Socket {
    pub(super) connection: ConnectionId,
    pub(super) link: Link,
    pub(super) stage: Stage,
    pub(super) heartbeats: Heartbeats,
    /// Why the connection has ended, while messages that were received before are not handled yet.
    pub(super) cut: Option<Cause>,
}

/// How far the session is.
#[derive(Debug)]
pub(super) enum Stage {
    Opening {
        id: InvokeId,
        until: Time,
        /// How many messages that came before the answer were reported.
        reported: usize,
    },
    Open {
        since: Time,
        /// Whether the server has granted `CTI_SERVICE_IGNORE_CONF`.
        ignores_confirmations: bool,
    },
    Closing {
        id: InvokeId,
        since: Time,
        until: Time,
        cause: Cause,
    },
}

impl Socket {
    pub(super) fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open { .. })
    }

    /// When the next heartbeat of an open session is due. None is while bytes wait: it would wait behind them, and the
    /// time limit of writing finds a server that takes none.
    fn heartbeat_due(&self, config: &ClientConfig) -> Option<Time> {
        let interval = config.heartbeat.interval()?;
        let sent = self.link.outgoing().is_empty();
        sent.then(|| self.link.last_sent() + interval)
    }

    fn deadline(&self, config: &ClientConfig) -> Option<Time> {
        if self.cut.is_some() {
            return None;
        }
        let stage = match self.stage {
            Stage::Opening { until, .. } => Some(until),
            Stage::Open { .. } => self.heartbeat_due(config),
            Stage::Closing { until, .. } => Some(until),
        };
        earliest(stage, self.write_deadline(config.write_timeout))
    }

    /// Ends the connection. What was received is still handled; what waits to be sent is dropped.
    pub(super) fn cut(&mut self, cause: Cause) {
        self.cut = Some(cause);
        self.link.drop_outgoing();
    }

    pub(super) fn write_deadline(&self, timeout: Duration) -> Option<Time> {
        self.link.write_deadline(timeout)
    }
}

/// The heartbeats that were sent and not answered yet.
#[derive(Debug, Default)]
pub(super) struct Heartbeats {
    /// Their IDs, and whether they count: not those that were sent while reading was paused, since their answers wait
    /// behind what is not read.
    sent: VecDeque<(InvokeId, bool)>,
    /// The IDs of the first one and of the last one that were sent; 0 before the first.
    first: InvokeId,
    last: InvokeId,
}

impl Heartbeats {
    pub(super) fn sent(&mut self, id: InvokeId, counts: bool) {
        if self.sent.len() == REMEMBERED_HEARTBEATS {
            self.sent.pop_front();
        }
        self.sent.push_back((id, counts));
        if self.first.0 == 0 {
            self.first = id;
        }
        self.last = id;
    }

    /// Whether an ID may be that of a heartbeat which is not remembered: they are odd, and count up.
    pub(super) fn is_old(&self, id: InvokeId) -> bool {
        id.0 % 2 == 1 && (self.first..=self.last).contains(&id)
    }

    /// A heartbeat has been answered; whether it was one that is remembered. Those before it count as answered, too.
    pub(super) fn answered(&mut self, id: InvokeId) -> bool {
        let found = self.sent.iter().position(|(sent, _)| *sent == id);
        if let Some(place) = found {
            self.sent.drain(..=place);
        }
        found.is_some()
    }

    /// Whether too many have no answer.
    pub(super) fn are_unanswered(&self) -> bool {
        let counted = self.sent.iter().filter(|(_, counts)| *counts);
        counted.count() >= MAX_UNANSWERED
    }

    /// Counts from none again.
    pub(super) fn forgive(&mut self) {
        for (_, counts) in &mut self.sent {
            *counts = false;
        }
    }
}

/// Why an attempt or a session has ended.
#[derive(Debug, Clone)]
pub(super) enum Cause {
    ConnectFailed,
    ConnectTimedOut,
    OpenTimedOut,
    Refused(StatusCode),
    Disconnected,
    WriteTimedOut,
    Unreadable(DecodeError),
    HeartbeatsUnanswered,
    HeartbeatRefused(StatusCode),
    EndedByServer(StatusCode),
    Closed,
}

impl Cause {
    /// Why no session was opened.
    pub(super) fn open_failure(self) -> OpenFailure {
        match self {
            Self::ConnectFailed => OpenFailure::ConnectFailed,
            Self::ConnectTimedOut => OpenFailure::ConnectTimedOut,
            Self::OpenTimedOut => OpenFailure::OpenTimedOut,
            // All but the first happen only to open sessions.
            Self::Refused(status)
            | Self::HeartbeatRefused(status)
            | Self::EndedByServer(status) => {
                let refusal = Refusal::of(status);
                OpenFailure::Refused { status, refusal }
            }
            Self::Disconnected | Self::HeartbeatsUnanswered => OpenFailure::Disconnected,
            Self::WriteTimedOut => OpenFailure::WriteTimedOut,
            Self::Unreadable(error) => OpenFailure::Unreadable(error),
            Self::Closed => OpenFailure::Closed,
        }
    }

    /// Why a session has ended; whether its side had handed over to the other one before.
    pub(super) fn loss(self, handed_over: bool) -> LossReason {
        match self {
            Self::Disconnected if handed_over => LossReason::HandedOver,
            Self::HeartbeatsUnanswered => LossReason::HeartbeatsUnanswered,
            Self::HeartbeatRefused(status) => LossReason::HeartbeatRefused(status),
            Self::EndedByServer(status) | Self::Refused(status) => {
                LossReason::EndedByServer(status)
            }
            Self::WriteTimedOut => LossReason::WriteTimedOut,
            Self::Unreadable(error) => LossReason::Unreadable(error),
            Self::Closed => LossReason::Closed,
            Self::Disconnected
            | Self::ConnectFailed
            | Self::ConnectTimedOut
            | Self::OpenTimedOut => LossReason::Disconnected,
        }
    }
}
