//! The client's end of sessions with the sides of a server.

mod application;
mod config;
mod connecting;
mod dialer;
mod event;
mod maintenance;
mod queue;
mod refusal;
mod requests;
mod roles;
mod session;
mod sides;
mod socket;

pub use config::{ClientConfig, ClientConfigError, Heartbeat};
pub use event::{ClientAction, ClientEnd, ClientEvent, LossReason, OpenFailure};
pub use maintenance::MaintenanceNotAsked;
pub use refusal::Refusal;
pub use requests::{NotSent, Outcome, RequestId, RequestOptions};
pub use roles::Continuity;
pub use sides::{Side, Sides};
pub use socket::SideState;

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use core::fmt;

use cti_messages::ProtocolVersion;

use crate::link::{ConnectionId, Link};
use crate::time::{Time, earliest};
use dialer::Dialer;
use maintenance::Maintenance;
use queue::Events;
use requests::Requests;
use roles::Roles;
use sides::PerSide;
use socket::{Cause, Heartbeats, Slot, Socket, Stage};

/// The client's end of sessions with one or both sides of a server, without I/O.
///
/// A driver connects, moves bytes and tells the time; the client opens sessions, keeps them alive, finds answers to
/// requests, and decides when and where to connect again. The crate's page has [the loop](crate#a-client), and
/// [the contract of a driver](crate#writing-a-driver).
///
/// Calls that name a connection which is over are ignored, since what a driver reports may be out of date.
pub struct Client {
    config: ClientConfig,
    version: ProtocolVersion,
    phase: Phase,
    slots: PerSide<Slot>,
    dialer: Dialer,
    /// The side whose messages are next, so that none has to wait for the other to be silent.
    turn: Side,
    roles: Roles,
    requests: Requests,
    maintenance: Maintenance,
    connections: u64,
    actions: VecDeque<ClientAction>,
    events: Events,
}

/// How far the client is as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    /// The application has closed it, and sessions are being closed.
    Closing,
    Ended,
}

/// For the driver.
impl Client {
    /// Creates a client; its first actions are to connect. Give each client of an installation another seed: it decides
    /// how long each waits to reconnect after a failure that hits all of them.
    ///
    /// # Errors
    /// If no session can be opened or kept with this configuration.
    pub fn new(mut config: ClientConfig, seed: u64, now: Time) -> Result<Self, ClientConfigError> {
        let version = config.complete()?;
        let mut client = Self {
            version,
            phase: Phase::Running,
            slots: PerSide::default(),
            dialer: Dialer::new(&config, seed, now),
            config,
            turn: Side::A,
            roles: Roles::default(),
            requests: Requests::default(),
            maintenance: Maintenance::default(),
            connections: 0,
            actions: VecDeque::new(),
            events: Events::default(),
        };
        client.tick(now);
        Ok(client)
    }

    /// Reports that a connection was made. The OPEN_REQ then waits in [`outgoing`](Self::outgoing).
    pub fn connected(&mut self, connection: ConnectionId, now: Time) {
        let Some(side) = self.side_of(connection) else {
            return;
        };
        if !matches!(self.slots[side], Slot::Connecting(..)) {
            return;
        }
        let mut link = Link::new(self.version, now);
        let id = self.requests.next_own_id();
        self.config.open.invoke_id = id;
        link.add_own(&self.config.open, now);
        self.slots[side] = Slot::Connected(Box::new(Socket {
            connection,
            link,
            stage: Stage::Opening {
                id,
                until: now + self.config.open_timeout(),
                reported: 0,
            },
            heartbeats: Heartbeats::default(),
            cut: None,
        }));
    }

    /// Reports that a connection could not be made.
    pub fn connect_failed(&mut self, connection: ConnectionId, now: Time) {
        if let Some(side) = self.side_of(connection) {
            self.end(side, Cause::ConnectFailed, now);
        }
        self.settle(now);
    }

    /// Takes bytes that were received. Read them only while [`may_read`](Self::may_read) is true: what cannot be
    /// processed yet is kept, however much it is.
    pub fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        let Some(side) = self.side_of(connection) else {
            return;
        };
        if let Slot::Connected(socket) = &mut self.slots[side] {
            socket.link.received(bytes);
        }
        self.settle(now);
    }

    /// Reports that the server has closed or reset a connection, if only in its own direction, or that it failed.
    /// Messages that were received before are still reported.
    pub fn closed(&mut self, connection: ConnectionId, now: Time) {
        let Some(side) = self.side_of(connection) else {
            return;
        };
        match &mut self.slots[side] {
            Slot::Down => {}
            Slot::Connecting(..) => self.end(side, Cause::ConnectFailed, now),
            // Messages that came before are reported first.
            Slot::Connected(socket) => socket.cut(Cause::Disconnected),
        }
        self.settle(now);
    }

    /// The bytes that wait to be written to a connection; empty if nothing waits. Any call may add some. Report with
    /// [`sent`](Self::sent) how many of them were written.
    #[must_use]
    pub fn outgoing(&self, connection: ConnectionId) -> &[u8] {
        match self.side_of(connection).map(|side| &self.slots[side]) {
            Some(Slot::Connected(socket)) => socket.link.outgoing(),
            _ => &[],
        }
    }

    /// Reports that the first `count` bytes of [`outgoing`](Self::outgoing) have been written.
    pub fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        let Some(side) = self.side_of(connection) else {
            return;
        };
        if let Slot::Connected(socket) = &mut self.slots[side] {
            socket.link.sent(count, now);
        }
    }

    /// Whether a connection may be read. It is false while the queue of events is full, so that a server that is faster
    /// than the application has to wait. Any call may change it.
    #[must_use]
    pub fn may_read(&self, connection: ConnectionId) -> bool {
        match self.side_of(connection).map(|side| &self.slots[side]) {
            Some(Slot::Connected(socket)) => self.has_room_for(socket),
            _ => false,
        }
    }

    /// When [`tick`](Self::tick) is to be called next; `None` if nothing is due. Any call may change it.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        if self.phase == Phase::Ended {
            return None;
        }
        let sides = self.config.sides.all().iter();
        let of_sides = sides.filter_map(|side| self.slots[*side].deadline(&self.config));
        [
            of_sides.min(),
            // The result of another attempt would have no room in a full queue.
            self.dialer.due().filter(|_| !self.is_paused()),
            self.requests.deadline(),
            self.maintenance.deadline(),
        ]
        .into_iter()
        .fold(None, earliest)
    }

    /// Processes expired timers.
    pub fn tick(&mut self, now: Time) {
        self.settle(now);
    }

    /// The next instruction for the driver. Any call may lead to one: take all of them before waiting for the sockets
    /// or the [`deadline`](Self::deadline).
    pub fn next_action(&mut self) -> Option<ClientAction> {
        self.actions.pop_front()
    }

    /// The next event for the application. Messages that waited for room are processed now.
    pub fn next_event(&mut self, now: Time) -> Option<ClientEvent> {
        let was_paused = self.is_paused();
        let event = self.events.pop()?;
        if was_paused && !self.is_paused() {
            self.resume();
            self.settle(now);
        }
        Some(event)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("version", &self.version)
            .field("phase", &self.phase)
            .field("slots", &self.slots)
            .field("roles", &self.roles)
            .field("waiting_requests", &self.requests.len())
            .field("waiting_events", &self.events.len())
            .finish_non_exhaustive()
    }
}
