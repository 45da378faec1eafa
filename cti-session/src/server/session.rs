//! One connection and the session on it.

use alloc::vec::Vec;
use core::time::Duration;

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask, DecodeError, OwnedFrame,
    PeripheralId,
};

use super::config::ServerConfig;
use super::event::SessionEnd;
use crate::link::Link;
use crate::rules::has_standby_servers;
use crate::time::{Time, earliest};

/// One connection and the session on it.
pub(super) struct Session {
    pub(super) link: Link,
    pub(super) stage: Stage,
    /// Granted services, and the masks of the OPEN_REQ. Empty unless the session is open.
    pub(super) subscription: Subscription,
    /// `None`: the client may be silent for ever.
    pub(super) idle_timeout: Option<Duration>,
    /// When the last message was processed, or reading went on after a pause.
    pub(super) heard: Time,
    /// Devices whose Client Events the session has.
    pub(super) devices: Vec<DeviceKey>,
    /// ClientID, empty if absent.
    pub(super) client_id: Vec<u8>,
    /// Whether OPEN_CONF was sent.
    pub(super) was_open: bool,
    /// A message that waits for room among the events.
    pub(super) held: Option<OwnedFrame>,
    /// Whether received messages wait because they cannot be processed. The driver does not read meanwhile.
    pub(super) is_paused: bool,
    /// Since when it waits in the ring of connections for room among the events.
    pub(super) in_ring: Option<Time>,
    /// Whether the driver has still to take a Write.
    pub(super) write_waits: bool,
    /// Whether the driver has still to take a Read.
    pub(super) read_waits: bool,
    /// Whether the peer has closed the connection; what it sent before is still being processed.
    pub(super) peer_closed: bool,
    /// Whether the application knows of the end.
    pub(super) end_reported: bool,
    /// The entry in the timers of the server.
    pub(super) timer: Option<Time>,
}

/// The services of a session, and the events that it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Subscription {
    /// The services that were granted.
    pub services: CtiServiceMask,
    /// The call events, as in CallMsgMask.
    pub call_events: CallEventMask,
    /// The agent states, as in AgentStateMask.
    pub agent_states: AgentStateMask,
    /// The configuration whose updates the session gets, as in ConfigMsgMask.
    pub configuration: ConfigInformationMask,
}

/// A device that Client Events belong to: the peripheral, the kind of the name, and the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DeviceKey {
    pub(super) peripheral: PeripheralId,
    pub(super) kind: DeviceKind,
    pub(super) name: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DeviceKind {
    Extension,
    Agent,
    Instrument,
}

/// How far a session is.
pub(super) enum Stage {
    /// No session yet.
    AwaitingOpen { until: Time },
    /// The application decides on an OPEN_REQ.
    Deciding {
        request: OwnedFrame,
        asked: Time,
        /// When the client would have had to open the session, had it been refused at once.
        open_until: Time,
    },
    /// OPEN_CONF was sent.
    Open,
    /// FAILURE_EVENT was sent; the client should close the session.
    Ending { until: Time, end: SessionEnd },
    /// The session is over, and nothing more is read; the client should close the connection.
    Leaving {
        until: Time,
        end: SessionEnd,
        /// Whether the stream is to be ended as soon as the outgoing bytes are sent.
        ends_stream: bool,
    },
}

impl Session {
    pub(super) fn new(config: &ServerConfig, now: Time) -> Self {
        Self {
            link: Link::new(*config.versions.end(), now),
            stage: Stage::AwaitingOpen {
                until: now + config.open_timeout,
            },
            subscription: Subscription::default(),
            idle_timeout: None,
            heard: now,
            devices: Vec::new(),
            client_id: Vec::new(),
            was_open: false,
            held: None,
            is_paused: false,
            in_ring: None,
            write_waits: false,
            read_waits: false,
            peer_closed: false,
            end_reported: false,
            timer: None,
        }
    }

    /// Whether the session is open and its client still connected. Messages of a client that has gone may still wait.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open) && !self.peer_closed
    }

    pub(super) fn is_leaving(&self) -> bool {
        matches!(self.stage, Stage::Leaving { .. })
    }

    /// Whether the messages have to wait even if there is room among the events: for the decision on an OPEN_REQ, or
    /// until the client has taken the answers to those before.
    pub(super) fn is_held(&self, config: &ServerConfig) -> bool {
        let outgoing = self.link.outgoing().len();
        matches!(self.stage, Stage::Deciding { .. })
            || !self.peer_closed && outgoing >= config.send_capacity
    }

    /// The server stops: a client that has no session has no longer than until then.
    pub(super) fn hurry(&mut self, latest: Time, now: Time) {
        if let Stage::AwaitingOpen { .. } = &self.stage {
            self.leave_ring(now);
        }
        if let Stage::AwaitingOpen { until } = &mut self.stage {
            *until = latest.min(*until);
        }
    }

    /// It no longer waits for room among the events. That time does not count against a client that has sent its
    /// OPEN_REQ.
    pub(super) fn leave_ring(&mut self, now: Time) {
        let Some(since) = self.in_ring.take() else {
            return;
        };
        if let Stage::AwaitingOpen { until } = &mut self.stage {
            *until = *until + (now - since);
        }
    }

    /// Whether the session was granted any of these services.
    pub(super) fn has_any(&self, services: CtiServiceMask) -> bool {
        self.subscription.services.intersects(services)
    }

    /// Whether the session takes part in the change from one side of the server to the other.
    pub(super) fn knows_standby(&self) -> bool {
        has_standby_servers(self.link.version()) && self.has_any(CtiServiceMask::ACTIVE_STANDBY)
    }

    /// Whether anything waits to be processed.
    pub(super) fn has_incoming(&self) -> bool {
        self.held.is_some() || self.link.has_incoming()
    }

    /// The next frame that is whole; first the one that was held back.
    pub(super) fn next_frame(&mut self) -> Result<Option<OwnedFrame>, DecodeError> {
        match self.held.take() {
            Some(frame) => Ok(Some(frame)),
            None => self.link.next_frame(),
        }
    }

    /// When something happens if the client does nothing.
    pub(super) fn deadline(&self, config: &ServerConfig) -> Option<Time> {
        let stage = self.stage_deadline(config);
        earliest(
            stage,
            earliest(self.write_deadline(config), self.idle_deadline()),
        )
    }

    fn stage_deadline(&self, config: &ServerConfig) -> Option<Time> {
        match &self.stage {
            // Its OPEN_REQ may be what waits.
            Stage::AwaitingOpen { .. } if self.in_ring.is_some() => None,
            Stage::AwaitingOpen { until } => Some(*until),
            Stage::Deciding { asked, .. } => Some(*asked + config.decision_timeout),
            Stage::Open => None,
            Stage::Ending { until, .. } | Stage::Leaving { until, .. } => Some(*until),
        }
    }

    fn write_deadline(&self, config: &ServerConfig) -> Option<Time> {
        if self.peer_closed {
            return None;
        }
        self.link.write_deadline(config.write_timeout)
    }

    /// A client is not silent while the server itself does not read.
    fn idle_deadline(&self) -> Option<Time> {
        if !self.is_open() || self.is_paused {
            return None;
        }
        Some(self.heard + self.idle_timeout?)
    }

    /// The reason for which the session ends now, if it does.
    pub(super) fn due(&self, config: &ServerConfig, now: Time) -> Option<SessionEnd> {
        let is_due = |deadline: Option<Time>| deadline.is_some_and(|deadline| deadline <= now);
        if is_due(self.stage_deadline(config)) {
            return Some(match &self.stage {
                Stage::Deciding { .. } => SessionEnd::NotDecided,
                Stage::Ending { end, .. } | Stage::Leaving { end, .. } => end.clone(),
                Stage::AwaitingOpen { .. } | Stage::Open => SessionEnd::NotOpened,
            });
        }
        if is_due(self.write_deadline(config)) {
            return Some(SessionEnd::WriteTimedOut);
        }
        is_due(self.idle_deadline()).then_some(SessionEnd::Idle)
    }
}
