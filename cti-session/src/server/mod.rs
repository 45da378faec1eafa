//! The server's end of the sessions.

mod config;
mod delivery;
mod ending;
mod event;
mod maintenance;
mod open;
mod receive;
mod session;

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::vec::Vec;
use core::fmt;

use cti_messages::{DynMessage, InvokeId, ProtocolVersion, StatusCode};

use crate::link::{ConnectionId, Link, NotAdded};
use crate::time::{Time, earliest};

pub use config::{Check, Checks, ServerConfig, ServerConfigError, ServerPeripheral, ServerRole};
pub use event::{
    Broadcast, MaintenanceError, MaintenanceRefusal, NotAccepted, NotDelivered, ServerAction,
    ServerEvent, SessionEnd,
};
use maintenance::Maintenance;
pub use session::Subscription;
use session::{DeviceKey, Session, Stage};

/// The sessions of a CTI server with all its clients, without I/O.
///
/// A driver owns the sockets and the clock. It reports by [`connected`](Self::connected),
/// [`received`](Self::received), [`sent`](Self::sent), [`closed`](Self::closed) and [`tick`](Self::tick), and follows
/// [`next_action`](Self::next_action) and [`deadline`](Self::deadline): see
/// [Writing a driver](crate#writing-a-driver). Calls that name a connection which is over are ignored.
///
/// The application takes events from [`next_event`](Self::next_event), and answers requests with [`send`](Self::send)
/// and [`fail`](Self::fail). The server itself opens, keeps alive and closes sessions as the rules of the protocol say.
/// It processes the messages of a client in order: HEARTBEAT_REQ is answered when its turn comes, not while messages
/// of the same client before it wait for the application.
///
/// Everything that waits is bounded. While [`ServerConfig::event_capacity`] events wait, a message for the application
/// waits undecoded, with those of the same client behind it, and [`may_read`](Self::may_read) is false for its
/// connection. The same holds while the answers to a client's requests wait for it to read them, and while the
/// application decides on its OPEN_REQ. A client is not idle meanwhile.
///
/// # Examples
/// A client opens a session and sends a request, which the application answers:
///
/// ```
/// use cti_messages::{
///     AgentState, CtiServiceMask, InvokeId, Message, OpenReq, PeripheralId, ProtocolVersion,
///     QueryAgentStateConf, QueryAgentStateReq, Request, StatusCode, TypedMessage,
/// };
/// use cti_session::{Server, ServerAction, ServerConfig, ServerEvent, Time};
///
/// let mut server = Server::new(ServerConfig::default())?;
/// let now = Time::START;
/// let connection = server.connected(now);
///
/// let open = OpenReq {
///     invoke_id: InvokeId(1),
///     version_number: ProtocolVersion::V24.into(),
///     services_requested: CtiServiceMask::CLIENT_CONTROL | CtiServiceMask::ALL_EVENTS,
///     client_id: Some("wallboard".into()),
///     client_password: Some("".into()),
///     ..OpenReq::default()
/// };
/// let query = QueryAgentStateReq {
///     invoke_id: InvokeId(2),
///     peripheral_id: PeripheralId(5000),
///     agent_id: Some("1001".into()),
///     ..QueryAgentStateReq::default()
/// };
/// let mut bytes = Vec::new();
/// open.encode(ProtocolVersion::V24, &mut bytes)?;
/// query.encode(ProtocolVersion::V24, &mut bytes)?;
/// server.received(connection, &bytes, now);
///
/// while let Some(event) = server.next_event(now) {
///     match event {
///         ServerEvent::OpenAsked { connection, .. } => {
///             let confirmation = server.open_conf(connection).ok_or("no OPEN_REQ waits")?;
///             server.accept(connection, confirmation, now)?;
///         }
///         ServerEvent::Message { connection, frame } => match frame.message()? {
///             Message::QueryAgentStateReq(request) => {
///                 let confirmation = QueryAgentStateConf {
///                     agent_state: AgentState::TALKING,
///                     // With the InvokeID of the request.
///                     ..request.confirmation()
///                 };
///                 // An error means that the session has ended meanwhile, or that its client reads nothing.
///                 let _ = server.send(connection, &confirmation, now);
///             }
///             other => {
///                 if let (Some(_), Some(id)) = (other.confirmed_by(), other.invoke_id()) {
///                     let _ = server.fail(connection, id, StatusCode::FUNCTION_NOT_AVAILABLE, now);
///                 }
///             }
///         },
///         _ => {}
///     }
/// }
///
/// assert_eq!(server.next_action(), Some(ServerAction::Write(connection)));
/// // What a driver writes to the socket: OPEN_CONF and QUERY_AGENT_STATE_CONF.
/// let count = server.outgoing(connection).len();
/// server.sent(connection, count, now);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Server {
    config: ServerConfig,
    role: ServerRole,
    maintenance: Maintenance,
    /// The status with which the server stops.
    stopping: Option<StatusCode>,
    stopped_reported: bool,
    sessions: BTreeMap<ConnectionId, Session>,
    /// How many of the sessions were opened.
    open_sessions: usize,
    /// The session that has the Client Events of each device.
    devices: BTreeMap<DeviceKey, ConnectionId>,
    timers: BTreeSet<(Time, ConnectionId)>,
    events: VecDeque<ServerEvent>,
    actions: VecDeque<ServerAction>,
    /// Connections with messages that wait for room among the events, each once.
    ring: VecDeque<ConnectionId>,
    last_connection: u64,
    last_invoke_id: u32,
}

/// For the driver: reports.
impl Server {
    /// A server without connections.
    ///
    /// # Errors
    /// If no server can work with the configuration.
    pub fn new(config: ServerConfig) -> Result<Self, ServerConfigError> {
        config.check()?;
        Ok(Self {
            role: config.role,
            config,
            maintenance: Maintenance::Off,
            stopping: None,
            stopped_reported: false,
            sessions: BTreeMap::new(),
            open_sessions: 0,
            devices: BTreeMap::new(),
            timers: BTreeSet::new(),
            events: VecDeque::new(),
            actions: VecDeque::new(),
            ring: VecDeque::new(),
            last_connection: 0,
            last_invoke_id: 0,
        })
    }

    /// Adds a TCP connection that was accepted, and may be read from now on.
    pub fn connected(&mut self, now: Time) -> ConnectionId {
        self.last_connection += 1;
        let connection = ConnectionId(self.last_connection);
        let mut session = Session::new(&self.config, now);
        if self.stopping.is_some() {
            session.hurry(now + self.config.close_timeout, now);
        }
        self.sessions.insert(connection, session);
        self.schedule(connection);
        connection
    }

    /// Takes bytes that were received. Call it only while [`may_read`](Self::may_read) is true; otherwise the
    /// received bytes are not bounded.
    pub fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        if session.peer_closed || session.is_leaving() {
            return;
        }
        session.link.received(bytes);
        if !session.is_paused {
            self.read(connection, now, usize::MAX);
        }
    }

    /// Reports that the client has closed or reset a connection, or that it was lost. Messages of an open session
    /// that came before are still delivered. Another session may have its devices at once.
    pub fn closed(&mut self, connection: ConnectionId, now: Time) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        if session.peer_closed {
            return;
        }
        session.peer_closed = true;
        let over = match &session.stage {
            // Messages that came before are delivered first.
            Stage::Open => None,
            Stage::Ending { end, .. } | Stage::Leaving { end, .. } => Some(end.clone()),
            Stage::AwaitingOpen { .. } | Stage::Deciding { .. } => Some(SessionEnd::Disconnected),
        };
        match over {
            Some(end) => self.remove(connection, end, now),
            None => {
                self.release_devices(connection);
                // It will not answer, and there is nothing to send it.
                self.gone_from_maintenance(connection, now);
                self.schedule(connection);
                self.read(connection, now, usize::MAX);
            }
        }
    }

    /// Reports that the first `count` bytes of [`outgoing`](Self::outgoing) have been written.
    pub fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        if count == 0 || session.peer_closed {
            return;
        }
        let before = session.link.outgoing().len();
        session.link.sent(count, now);
        let sent = before - session.link.outgoing().len();
        let is_paused = session.is_paused && session.in_ring.is_none();
        self.schedule(connection);
        self.end_stream_if_written(connection);
        self.sent_in_maintenance(connection, sent);
        if is_paused {
            self.read(connection, now, usize::MAX);
        }
    }

    /// Processes expired timers. A driver calls it when the [`deadline`](Self::deadline) is reached; calls at other
    /// times do no harm.
    pub fn tick(&mut self, now: Time) {
        while let Some((time, connection)) = self.timers.first().copied() {
            if time > now {
                break;
            }
            let session = self.sessions.get(&connection);
            match session.and_then(|session| session.due(&self.config, now)) {
                Some(end) => self.reset(connection, end, now),
                None => {
                    self.timers.remove(&(time, connection));
                    self.schedule(connection);
                }
            }
        }
        self.tick_maintenance(now);
    }

    /// When [`tick`](Self::tick) has something to do, if nothing else happens before.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        let first = self.timers.first().map(|(time, _)| *time);
        earliest(first, self.maintenance.deadline())
    }
}

/// For the driver: queries and actions.
impl Server {
    /// The bytes that wait to be sent on a connection.
    #[must_use]
    pub fn outgoing(&self, connection: ConnectionId) -> &[u8] {
        match self.sessions.get(&connection) {
            Some(session) if !session.peer_closed => session.link.outgoing(),
            _ => &[],
        }
    }

    /// Whether the driver may read from a connection: no whole message of it waits to be processed.
    ///
    /// Where it is false, [`ServerAction::Read`] says when it is true again. A driver still has to notice meanwhile
    /// that the connection was closed, if it can.
    #[must_use]
    pub fn may_read(&self, connection: ConnectionId) -> bool {
        let session = self.sessions.get(&connection);
        session.is_some_and(|session| !session.is_paused && !session.peer_closed)
    }

    /// Whether the driver may accept a connection: the server does not stop, and there is room among the events.
    /// Connections that come and go while the application takes no events would otherwise leave more and more reports
    /// of their end. After [`stop`](Self::stop) it stays false: a driver closes its listening socket, so that clients
    /// fail at once, and try the other side.
    #[must_use]
    pub fn takes_connections(&self) -> bool {
        self.stopping.is_none() && self.events.len() < self.config.event_capacity
    }

    /// The next instruction for the driver.
    pub fn next_action(&mut self) -> Option<ServerAction> {
        while let Some(action) = self.actions.pop_front() {
            let still_holds = match action {
                ServerAction::Reset(_) => true,
                ServerAction::Shutdown(connection) => self.sessions.contains_key(&connection),
                ServerAction::Write(connection) => {
                    if let Some(session) = self.sessions.get_mut(&connection) {
                        session.write_waits = false;
                    }
                    !self.outgoing(connection).is_empty()
                }
                ServerAction::Read(connection) => {
                    if let Some(session) = self.sessions.get_mut(&connection) {
                        session.read_waits = false;
                    }
                    self.may_read(connection)
                }
            };
            if still_holds {
                return Some(action);
            }
        }
        None
    }
}

/// For the application.
impl Server {
    /// The next report to the application. Messages that waited for room are processed now.
    pub fn next_event(&mut self, now: Time) -> Option<ServerEvent> {
        let event = self.events.pop_front();
        self.fill_room(now);
        event.or_else(|| self.events.pop_front())
    }

    /// How many events wait for the application.
    #[must_use]
    pub fn waiting_events(&self) -> usize {
        self.events.len()
    }

    /// The version of an open session.
    #[must_use]
    pub fn version(&self, connection: ConnectionId) -> Option<ProtocolVersion> {
        let session = self.sessions.get(&connection)?;
        session.is_open().then(|| session.link.version())
    }

    /// Sends a message to one session: the answer to a request, or an event, whatever services and masks it has.
    ///
    /// # Errors
    /// If the session is not open, too many bytes wait to be sent, or the message cannot be encoded in its version.
    pub fn send(
        &mut self,
        connection: ConnectionId,
        message: &dyn DynMessage,
        now: Time,
    ) -> Result<(), NotDelivered> {
        match self.sessions.get(&connection) {
            Some(session) if session.is_open() => {}
            _ => return Err(NotDelivered::NotOpen),
        }
        let capacity = self.config.send_capacity;
        Ok(self.write(connection, message, capacity, now)?)
    }

    /// Sends FAILURE_CONF to one session: a request is not carried out.
    ///
    /// # Errors
    /// If the session is not open, or too many bytes wait to be sent.
    pub fn fail(
        &mut self,
        connection: ConnectionId,
        invoke_id: InvokeId,
        status: StatusCode,
        now: Time,
    ) -> Result<(), NotDelivered> {
        self.send(connection, &receive::failure(invoke_id, status), now)
    }

    /// Replaces the list of peripherals announced to new sessions. To inform open sessions,
    /// [`broadcast`](Self::broadcast) a SYSTEM_EVENT.
    pub fn set_peripherals(&mut self, peripherals: Vec<ServerPeripheral>) {
        self.config.peripherals = peripherals;
    }
}

/// How much there is of everything: a server has too many sessions to show them.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("role", &self.role)
            .field("maintenance", &self.maintenance)
            .field("stopping", &self.stopping)
            .field("connections", &self.sessions.len())
            .field("open_sessions", &self.open_sessions)
            .field("waiting_events", &self.events.len())
            .finish_non_exhaustive()
    }
}

/// Helpers that several modules of the server use.
impl Server {
    /// Adds a message to the outgoing bytes of a connection, and tells the driver.
    fn write(
        &mut self,
        connection: ConnectionId,
        message: &dyn DynMessage,
        capacity: usize,
        now: Time,
    ) -> Result<(), NotAdded> {
        let mut result = Ok(());
        self.add(connection, |link| result = link.add(message, capacity, now));
        result
    }

    /// Processes messages that wait for room among the events, as far as there is room now.
    fn fill_room(&mut self, now: Time) {
        while self.events.len() < self.config.event_capacity {
            let Some(connection) = self.ring.pop_front() else {
                break;
            };
            if let Some(session) = self.sessions.get_mut(&connection) {
                session.leave_ring(now);
                // One message each, so that none waits for a flood of another.
                self.read(connection, now, 1);
            }
        }
    }

    /// Adds a message of the session itself. There is always room: only so many come without the client asking, and a
    /// client that takes none of the answers is not read.
    fn write_own(&mut self, connection: ConnectionId, message: &dyn DynMessage, now: Time) {
        self.add(connection, |link| link.add_own(message, now));
    }

    /// Adds an encoded message; returns false if there is no room.
    fn write_encoded(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) -> bool {
        let capacity = self.config.send_capacity;
        let mut added = true;
        self.add(connection, |link| {
            added = link.add_encoded(bytes, capacity, now)
        });
        added
    }

    fn add(&mut self, connection: ConnectionId, add: impl FnOnce(&mut Link)) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        if session.peer_closed {
            return;
        }
        let was_empty = session.link.outgoing().is_empty();
        add(&mut session.link);
        if was_empty && !session.link.outgoing().is_empty() && !session.write_waits {
            session.write_waits = true;
            self.actions.push_back(ServerAction::Write(connection));
        }
        self.schedule(connection);
    }

    /// Brings the timer of a connection up to date.
    fn schedule(&mut self, connection: ConnectionId) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        let deadline = session.deadline(&self.config);
        if session.timer == deadline {
            return;
        }
        if let Some(old) = session.timer {
            self.timers.remove(&(old, connection));
        }
        if let Some(new) = deadline {
            self.timers.insert((new, connection));
        }
        session.timer = deadline;
    }
}
