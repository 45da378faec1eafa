//! The client's end of sessions with the sides of a server.

mod config;
mod event;
mod ladder;
mod refusal;
mod requests;
mod roles;
mod session;
mod sides;
mod socket;

pub use config::{ClientConfig, ConfigError, Heartbeat};
pub use event::{Action, End, Event, LossReason, OpenFailure};
pub use refusal::Refusal;
pub use requests::{NotSent, Outcome, RequestId, RequestOptions};
pub use roles::Continuity;
pub use sides::{Side, Sides};
pub use socket::SideState;

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use core::fmt;
use core::time::Duration;

use cti_messages::{
    DynMessage, InvokeId, Message, OwnedFrame, ProtocolVersion, Request, Service, StatusCode,
    TypedMessage,
};

use crate::link::{ConnectionId, Link, NotAdded};
use crate::random::Random;
use crate::time::{Time, earliest};
use ladder::Ladder;
use requests::{Confirmation, Requests};
use roles::Roles;
use sides::PerSide;
use socket::{Cause, Heartbeats, Slot, Socket, Stage};

/// A session that lasted so long was no accident: after it the client reconnects at once.
const SETTLED: Duration = Duration::from_secs(10);

/// So many events more than usual may wait while a session is being opened.
const ROOM_TO_OPEN: usize = 16;

/// The client's end of sessions with one or both sides of a server, without I/O.
///
/// A driver connects, moves bytes and tells the time; the client opens sessions, keeps them alive, finds answers to
/// requests, and decides when and where to connect again. [The crate's page](crate) has the driver's loop.
///
/// Calls that name a connection which the client has given up are ignored: a driver need not cancel anything.
pub struct Client {
    config: ClientConfig,
    version: ProtocolVersion,
    phase: Phase,
    slots: PerSide<Slot>,
    /// Of each side; that of side A for both, if one is open at a time.
    ladders: PerSide<Ladder>,
    /// Whether a side has refused the session for good.
    given_up: PerSide<bool>,
    /// Whether a session was ever opened: then there is nothing wrong with the request.
    was_accepted: bool,
    /// The side that was last open; tried first.
    preferred: Side,
    /// The side whose messages are next, so that none has to wait for the other to be silent.
    turn: Side,
    roles: Roles,
    requests: Requests,
    question: Option<Question>,
    random: Random,
    connections: u64,
    actions: VecDeque<Action>,
    events: VecDeque<Event>,
}

/// How far the client is as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    /// The application has closed it, and sessions are being closed.
    Closing,
    Ended,
}

/// A server has asked whether it may go into maintenance.
#[derive(Debug, Clone, Copy)]
struct Question {
    side: Side,
    id: InvokeId,
    until: Time,
}

/// No server waits for an answer about maintenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAsked;

impl fmt::Display for NotAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no server waits for an answer about maintenance")
    }
}

impl core::error::Error for NotAsked {}

/// For the driver.
impl Client {
    /// A client that connects as soon as the driver asks what to do. Give each client of an installation another seed:
    /// it decides how long each waits after a failure that hits all of them.
    ///
    /// # Errors
    /// If no session can be opened or kept with this configuration.
    pub fn new(mut config: ClientConfig, seed: u64, now: Time) -> Result<Self, ConfigError> {
        let version = config.complete()?;
        let mut client = Self {
            config,
            version,
            phase: Phase::Running,
            slots: PerSide::default(),
            ladders: PerSide::new(|| Ladder::new(now)),
            given_up: PerSide::default(),
            was_accepted: false,
            preferred: Side::A,
            turn: Side::A,
            roles: Roles::default(),
            requests: Requests::default(),
            question: None,
            random: Random::new(seed),
            connections: 0,
            actions: VecDeque::new(),
            events: VecDeque::new(),
        };
        client.tick(now);
        Ok(client)
    }

    /// Reports that a connection is there.
    pub fn connected(&mut self, connection: ConnectionId, now: Time) {
        let Some(side) = self.side_of(connection) else {
            return;
        };
        if !matches!(self.slots[side], Slot::Connecting(..)) {
            return;
        }
        let mut link = Link::new(self.version, now);
        let (_, id) = self.requests.next_id();
        self.config.open.invoke_id = id;
        link.add_own(&self.config.open, now);
        self.slots[side] = Slot::Connected(Box::new(Socket {
            connection,
            link,
            stage: Stage::Opening {
                id,
                until: now + self.config.open_timeout(),
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

    /// Takes bytes that were received. To be called while the side [may be read](Self::may_read); the more at a time, the
    /// more may have to wait.
    pub fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        let Some(side) = self.side_of(connection) else {
            return;
        };
        if let Slot::Connected(socket) = &mut self.slots[side] {
            socket.link.received(bytes);
        }
        self.settle(now);
    }

    /// Reports that the server has closed or reset a connection, or that it failed. A connection of which only the
    /// server's direction has ended is of no use either.
    pub fn closed(&mut self, connection: ConnectionId, now: Time) {
        let Some(side) = self.side_of(connection) else {
            return;
        };
        match &mut self.slots[side] {
            Slot::Down => {}
            Slot::Connecting(..) => self.end(side, Cause::ConnectFailed, now),
            // Messages that came before are reported first.
            Slot::Connected(socket) => socket.cut = Some(Cause::Disconnected),
        }
        self.settle(now);
    }

    /// The bytes that wait to be written to a connection; empty if there are none. Report with [`sent`](Self::sent) how
    /// many of them were written.
    #[must_use]
    pub fn outgoing(&self, connection: ConnectionId) -> &[u8] {
        match self.side_of(connection).map(|side| &self.slots[side]) {
            Some(Slot::Connected(socket)) => socket.link.outgoing(),
            _ => &[],
        }
    }

    /// Reports that the first bytes of [`outgoing`](Self::outgoing) have been written.
    pub fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        let Some(side) = self.side_of(connection) else {
            return;
        };
        if let Slot::Connected(socket) = &mut self.slots[side] {
            socket.link.sent(count, now);
        }
    }

    /// Whether a connection may be read. It must not while the queue of events is full, so that a server that is faster
    /// than the application has to wait, nor while a server takes no answers. It changes with every call.
    #[must_use]
    pub fn may_read(&self, connection: ConnectionId) -> bool {
        match self.side_of(connection).map(|side| &self.slots[side]) {
            Some(Slot::Connected(socket)) => self.has_room_for(socket),
            _ => false,
        }
    }

    /// When [`tick`](Self::tick) is to be called next; `None` if nothing is due. It changes with every call.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        if self.phase == Phase::Ended {
            return None;
        }
        let paused = self.is_paused();
        let sides = self.config.sides.all().iter();
        let of_sides = sides.filter_map(|side| self.slots[*side].deadline(&self.config));
        let of_ladders = self
            .ladders_in_use()
            .iter()
            .filter_map(|side| self.ladders[*side].due());
        [
            of_sides.min(),
            of_ladders.min().filter(|_| !paused),
            self.requests.deadline(),
            self.question.map(|question| question.until),
        ]
        .into_iter()
        .fold(None, earliest)
    }

    /// Does what is due.
    pub fn tick(&mut self, now: Time) {
        while self.deadline().is_some_and(|deadline| deadline <= now) {
            for side in self.config.sides.all() {
                self.side_due(*side, now);
            }
            while let Some((request, outcome)) = self.requests.expired(now) {
                self.events.push_back(Event::Answered { request, outcome });
            }
            if let Some(question) = self.question.filter(|question| question.until <= now) {
                self.answer(question, true, now);
            }
            self.connect(now);
        }
    }

    /// What the driver has to do next. To be called until there is nothing left.
    pub fn next_action(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    /// The next event for the application. Messages that had to wait for it are handled now.
    pub fn next_event(&mut self, now: Time) -> Option<Event> {
        let was_paused = self.is_paused();
        let event = self.events.pop_front()?;
        if was_paused && !self.is_paused() {
            self.resume();
            self.settle(now);
        }
        Some(event)
    }
}

/// For the application.
impl Client {
    /// Sends a request to the active side. Its invoke ID is set here.
    ///
    /// `options` is how long to wait, or [`RequestOptions`]. The answer, or its absence, is an [`Event::Answered`].
    ///
    /// # Errors
    /// If no side is active, or the request cannot be sent; see [`NotSent`].
    pub fn request<'a, R: Request<'a>>(
        &mut self,
        mut request: R,
        options: impl Into<RequestOptions>,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        let ids = self.requests.next_id();
        request.set_invoke_id(ids.1);
        let confirmation = Confirmation {
            message_type: R::Confirmation::<'static>::MESSAGE_TYPE,
            invoke_id: OwnedFrame::invoke_id_as::<R::Confirmation<'static>>,
        };
        self.send_request(&request, ids, confirmation, options.into(), now)
    }

    /// Sends a request whose type is not known when the program is compiled; otherwise as [`request`](Self::request).
    ///
    /// # Errors
    /// If the message is no request, no side is active, or it cannot be sent; see [`NotSent`].
    pub fn request_message(
        &mut self,
        mut request: Message<'_>,
        options: impl Into<RequestOptions>,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        let ids = self.requests.next_id();
        request.set_invoke_id(ids.1);
        let confirmation = Confirmation {
            message_type: request.confirmed_by().ok_or(NotSent::NoRequest)?,
            invoke_id: OwnedFrame::invoke_id,
        };
        let request = request.as_known().map_err(|_| NotSent::NoRequest)?;
        self.send_request(request, ids, confirmation, options.into(), now)
    }

    /// Expects no more answers to a request, and no outcome; answers that come all the same are
    /// [late](Event::LateAnswer). Returns whether the request still waited.
    pub fn finish(&mut self, request: RequestId) -> bool {
        self.requests.finish(request)
    }

    /// Sends a message that nobody answers to the active side, as it is.
    ///
    /// # Errors
    /// If no side is active, or the message cannot be sent; see [`NotSent`].
    pub fn send(&mut self, message: &dyn DynMessage, now: Time) -> Result<(), NotSent> {
        let side = self.roles.active().ok_or(self.not_active())?;
        self.send_to(side, message, now)
    }

    /// Sends a message that nobody answers to a side, as it is: the answer to a request of the server, such as one that
    /// it forwards to a [server application](cti_messages::CtiServiceMask::SERVER), goes to the side that it came from.
    ///
    /// # Errors
    /// If the side is not open, or the message cannot be sent; see [`NotSent`].
    pub fn send_to(
        &mut self,
        side: Side,
        message: &dyn DynMessage,
        now: Time,
    ) -> Result<(), NotSent> {
        if message.info().service == Some(Service::SessionManagement) {
            return Err(NotSent::SessionManagement);
        }
        if self.phase != Phase::Running {
            return Err(NotSent::Closed);
        }
        let leaving = self.roles.is_leaving(side);
        let socket = self.slots[side].open().filter(|_| !leaving);
        let socket = socket.ok_or(NotSent::NotOpen(side))?;
        let added = socket.link.add(message, self.config.send_capacity, now);
        added.map_err(|error| match error {
            NotAdded::Full => NotSent::QueueFull,
            NotAdded::Encode(error) => NotSent::Encode(error),
        })
    }

    /// Answers an [`Event::MaintenanceAsked`]. Returns whether the maintenance was accepted: it is not if the other side
    /// is not open, whatever the application says, since nobody could take over.
    ///
    /// # Errors
    /// If no server waits for an answer: it has been given, or the time for it is over.
    pub fn answer_maintenance(&mut self, accept: bool, now: Time) -> Result<bool, NotAsked> {
        let question = self.question.ok_or(NotAsked)?;
        Ok(self.answer(question, accept, now))
    }

    /// Closes the client: requests that wait are [`Closed`](Outcome::Closed), open sessions are closed with this
    /// status, everything else is reset, and nothing is opened again. The last event is [`Event::Ended`].
    ///
    /// The status is usually [`StatusCode::NO_ERROR`]; the guide also has [`StatusCode::TIMEOUT`] for a server that did
    /// not answer a request in time. Does nothing if the client is closed already.
    pub fn close(&mut self, status: StatusCode, now: Time) {
        if self.phase != Phase::Running {
            return;
        }
        self.phase = Phase::Closing;
        self.question = None;
        for side in Side::BOTH {
            self.ladders[side].stop();
        }
        for request in self.requests.take(None) {
            let outcome = Outcome::Closed;
            self.events.push_back(Event::Answered { request, outcome });
        }
        for side in self.config.sides.all() {
            match self.slots[*side].state() {
                SideState::Open => self.begin_close(*side, status, Cause::Closed, now),
                SideState::Down | SideState::Closing => {}
                _ => self.end(*side, Cause::Closed, now),
            }
        }
        self.end_if_down();
        self.settle(now);
    }

    /// The side that requests go to; `None` while no side is active.
    #[must_use]
    pub fn active(&self) -> Option<Side> {
        self.roles.active()
    }

    /// How far the client is with a side.
    #[must_use]
    pub fn state(&self, side: Side) -> SideState {
        self.slots[side].state()
    }

    /// The protocol version of the sessions. It is that of the configuration's OPEN_REQ, whatever a server sends.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// How many requests wait for their answers.
    #[must_use]
    pub fn waiting_requests(&self) -> usize {
        self.requests.len()
    }
}

/// Connecting and ending.
impl Client {
    fn side_of(&self, connection: ConnectionId) -> Option<Side> {
        let mut sides = Side::BOTH.into_iter();
        sides.find(|side| self.slots[*side].connection() == Some(connection))
    }

    /// Whether as many events wait as may.
    fn is_paused(&self) -> bool {
        self.events.len() >= self.config.event_capacity
    }

    /// Whether messages of a connection can be handled now.
    fn has_room_for(&self, socket: &Socket) -> bool {
        let capacity = self.config.event_capacity;
        match socket.stage {
            // Messages are discarded, for which there is always room.
            Stage::Closing { .. } => true,
            // The answer to OPEN_REQ does not wait behind the events of the other side: its time limit goes on.
            Stage::Opening { .. } => self.events.len() < capacity.saturating_add(ROOM_TO_OPEN),
            Stage::Open { .. } => {
                let answers = socket.link.outgoing().len();
                !self.is_paused() && answers <= self.config.send_capacity
            }
        }
    }

    /// The sides that have a ladder of their own.
    fn ladders_in_use(&self) -> &'static [Side] {
        if self.config.holds_both() {
            self.config.sides.all()
        } else {
            &[Side::A]
        }
    }

    /// The ladder that leads to a side, by the side that it is kept under.
    fn ladder_of(&self, side: Side) -> Side {
        if self.config.holds_both() {
            side
        } else {
            Side::A
        }
    }

    /// Begins the attempts that are due.
    fn connect(&mut self, now: Time) {
        for ladder in self.ladders_in_use() {
            // What could be told of another attempt has no room in the queue.
            if self.is_paused() || self.ladders[*ladder].due().is_none_or(|due| due > now) {
                continue;
            }
            let side = if self.config.holds_both() {
                *ladder
            } else {
                self.ladders[*ladder].side(self.preferred)
            };
            self.ladders[*ladder].begin();
            self.connections += 1;
            let connection = ConnectionId(self.connections);
            self.slots[side] = Slot::Connecting(connection, now + self.config.connect_timeout);
            self.actions.push_back(Action::Connect { side, connection });
        }
    }

    /// Goes on to the next attempt; returns how long that is from now.
    fn next_step(&mut self, side: Side, now: Time) -> Option<Duration> {
        let sides = if self.config.holds_both() {
            1
        } else {
            self.config.sides.all().len()
        };
        let ladder = self.ladder_of(side);
        let all_given_up = || {
            self.config
                .sides
                .all()
                .iter()
                .all(|side| self.given_up[*side])
        };
        if self.phase != Phase::Running
            || (self.config.holds_both() && self.given_up[side])
            || all_given_up()
        {
            self.ladders[ladder].stop();
            return None;
        }
        let clients = self.config.expected_clients;
        self.ladders[ladder].failed(sides, clients, &mut self.random, now);
        // A side that is given up has its steps, but no attempts.
        while !self.config.holds_both() && self.given_up[self.ladders[ladder].side(self.preferred)]
        {
            self.ladders[ladder].failed(sides, clients, &mut self.random, now);
        }
        self.ladders[ladder].due().map(|due| due - now)
    }

    /// What is due of a side.
    fn side_due(&mut self, side: Side, now: Time) {
        let paused = self.is_paused();
        let due = self.slots[side].deadline(&self.config);
        if due.is_none_or(|due| due > now) {
            return;
        }
        let write_timeout = self.config.write_timeout;
        let is_due = |due: Option<Time>| due.is_some_and(|due| due <= now);
        let cause = match &mut self.slots[side] {
            Slot::Down => return,
            Slot::Connecting(..) => Cause::ConnectTimedOut,
            Slot::Connected(socket) if is_due(socket.write_deadline(write_timeout)) => {
                if !socket.is_closing() {
                    // What the server sent before is still to be handled.
                    self.actions.push_back(Action::Reset(socket.connection));
                    socket.cut = Some(Cause::WriteTimedOut);
                    return self.settle(now);
                }
                Cause::WriteTimedOut
            }
            Slot::Connected(socket) => match &socket.stage {
                Stage::Opening { .. } => Cause::OpenTimedOut,
                Stage::Closing { cause, .. } => cause.clone(),
                Stage::Open { .. } if !paused && socket.heartbeats.are_unanswered() => {
                    Cause::HeartbeatsUnanswered
                }
                Stage::Open { .. } => return self.heartbeat(side, !paused, now),
            },
        };
        self.end(side, cause, now);
    }

    /// Ends an attempt or a session at once, and tells what follows from it.
    fn end(&mut self, side: Side, cause: Cause, now: Time) {
        let slot = core::mem::take(&mut self.slots[side]);
        let gone = matches!(cause, Cause::Disconnected | Cause::ConnectFailed);
        let mut opened = None;
        let cause = match slot {
            Slot::Down => return,
            Slot::Connecting(connection, _) => {
                if !gone {
                    self.actions.push_back(Action::Reset(connection));
                }
                cause
            }
            Slot::Connected(socket) => {
                if !gone && socket.cut.is_none() {
                    self.actions.push_back(Action::Reset(socket.connection));
                }
                match socket.stage {
                    Stage::Opening { .. } => cause,
                    Stage::Open { since, .. } => {
                        opened = Some(since);
                        cause
                    }
                    Stage::Closing { since, cause, .. } => {
                        opened = Some(since);
                        cause
                    }
                }
            }
        };
        match opened {
            None => self.not_opened(side, cause, now),
            Some(since) => self.lost(side, since, cause, now),
        }
        self.end_if_down();
    }

    fn not_opened(&mut self, side: Side, cause: Cause, now: Time) {
        let reason = cause.open_failure();
        let fatal = match &reason {
            OpenFailure::Refused {
                status,
                refusal: Refusal::Fatal,
            } => Some(*status),
            _ => None,
        };
        let fatal = fatal.filter(|_| !self.was_accepted);
        self.given_up[side] |= fatal.is_some();
        let retry_in = self.next_step(side, now);
        self.events.push_back(Event::NotOpened {
            side,
            reason,
            retry_in,
        });
        let mut sides = self.config.sides.all().iter();
        if let Some(status) = fatal.filter(|_| sides.all(|side| self.given_up[*side])) {
            self.phase = Phase::Ended;
            self.events.push_back(Event::Ended(End::Refused(status)));
        }
    }

    fn lost(&mut self, side: Side, since: Time, cause: Cause, now: Time) {
        self.fail_requests(side);
        let handed_over = self.roles.is_leaving(side);
        let retry_in = if self.phase == Phase::Running && now - since >= SETTLED {
            let ladder = self.ladder_of(side);
            self.ladders[ladder] = Ladder::new(now);
            Some(Duration::ZERO)
        } else {
            self.next_step(side, now)
        };
        let reason = cause.loss(handed_over);
        self.events.push_back(Event::Lost {
            side,
            reason,
            retry_in,
        });
        match self.question {
            Some(question) if question.side == side => self.question = None,
            // Nobody could take over.
            Some(question) => {
                self.answer(question, false, now);
            }
            None => {}
        }
        let change = self.roles.lost(side);
        self.apply(change, now);
    }

    /// The client has ended once it was closed and no connection is left.
    fn end_if_down(&mut self) {
        let mut sides = self.config.sides.all().iter();
        if self.phase == Phase::Closing
            && sides.all(|side| self.slots[*side].state() == SideState::Down)
        {
            self.phase = Phase::Ended;
            self.events.push_back(Event::Ended(End::Closed));
        }
    }

    fn fail_requests(&mut self, side: Side) {
        for request in self.requests.take(Some(side)) {
            let outcome = Outcome::SessionLost;
            self.events.push_back(Event::Answered { request, outcome });
        }
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
