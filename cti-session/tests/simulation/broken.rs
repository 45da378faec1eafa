//! Clients that break a rule on purpose: a simulation that lets one of them pass would prove nothing.
//!
//! Each is the client with a flaw in what it does, says or hears. So the flaw is where a rule is visible, whichever
//! line of the client holds it; which lines are not tested at all, mutants tell.

mod events;
mod flaws;
mod wire;

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cti_messages::{CtiServiceMask, ProtocolVersion, StatusCode};
use cti_session::{
    Client, ClientAction, ClientEvent, ConnectionId, MaintenanceNotAsked, NotSent, RequestId,
    RequestOptions, Side, SideState, Time,
};

use crate::core::{Ask, Core};
pub(crate) use flaws::{FLAWS, Flaw};
use wire::Link;

/// A client with a flaw.
pub(crate) struct Broken {
    client: Client,
    flaw: Flaw,
    version: ProtocolVersion,
    links: BTreeMap<ConnectionId, Link>,
    events: VecDeque<ClientEvent>,
    /// Events and actions that are held back, with the time at which they come.
    late: VecDeque<(Time, ClientEvent)>,
    late_actions: VecDeque<(Time, ClientAction)>,
    extra_actions: VecDeque<ClientAction>,
    requests: BTreeMap<RequestId, Side>,
    failed: BTreeSet<RequestId>,
    messages: u32,
    /// Whether one side is taken for the other, for connecting and in what is reported.
    connects_flipped: bool,
    is_flipped: bool,
    last_opened: Option<Side>,
    closed: bool,
    now: Time,
    wrong_version: Option<ProtocolVersion>,
    last_connection: Option<ConnectionId>,
    connections: Vec<ConnectionId>,
    first_request: Option<RequestId>,
}

impl Broken {
    pub(crate) fn new(client: Client, flaw: Flaw) -> Self {
        let version = client.version();
        Self {
            client,
            flaw,
            version,
            links: BTreeMap::new(),
            events: VecDeque::new(),
            late: VecDeque::new(),
            late_actions: VecDeque::new(),
            extra_actions: VecDeque::new(),
            requests: BTreeMap::new(),
            failed: BTreeSet::new(),
            messages: 0,
            connects_flipped: false,
            is_flipped: false,
            last_opened: None,
            closed: false,
            now: Time::START,
            wrong_version: None,
            last_connection: None,
            connections: Vec::new(),
            first_request: None,
        }
    }

    fn is(&self, flaw: Flaw) -> bool {
        self.flaw == flaw
    }

    /// Whether the client may not know the time now.
    fn is_deaf(&self) -> bool {
        let is = |state| {
            Side::BOTH
                .iter()
                .any(|side| self.client.state(*side) == state)
        };
        match self.flaw {
            Flaw::WaitsForAConnectionForever => is(SideState::Connecting),
            Flaw::WaitsForOpenConfForever => is(SideState::Opening),
            Flaw::RedialsNever => is(SideState::Down),
            Flaw::SendsNoHeartbeatsWhileSlow => {
                let open = self
                    .links
                    .keys()
                    .any(|connection| !self.client.may_read(*connection));
                open && is(SideState::Open)
            }
            _ => false,
        }
    }
}

impl Core for Broken {
    fn connected(&mut self, connection: ConnectionId, now: Time) {
        let link = self.links.get(&connection);
        if let Some(side) = link.and_then(|link| link.side) {
            if self.is(Flaw::ReportsOpeningsEarly) {
                self.events.push_back(ClientEvent::Opened {
                    side,
                    confirmation: Box::default(),
                    not_granted: CtiServiceMask::empty(),
                });
            }
        }
        self.client.connected(connection, now);
        self.pump(now);
    }

    fn connect_failed(&mut self, connection: ConnectionId, now: Time) {
        self.links.remove(&connection);
        self.client.connect_failed(connection, now);
        self.pump(now);
    }

    fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        self.hears(connection, bytes, now);
        self.pump(now);
    }

    fn closed(&mut self, connection: ConnectionId, now: Time) {
        self.client.closed(connection, now);
        self.pump(now);
    }

    fn outgoing(&self, connection: ConnectionId) -> Vec<u8> {
        if self.flaw.changes_bytes() {
            return self
                .links
                .get(&connection)
                .map_or(Vec::new(), |link| link.outgoing.clone());
        }
        self.client.outgoing(connection).to_vec()
    }

    fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        if !self.flaw.changes_bytes() {
            self.client.sent(connection, count, now);
        } else if let Some(link) = self.links.get_mut(&connection) {
            link.outgoing.drain(..count);
        }
    }

    fn may_read(&self, connection: ConnectionId) -> bool {
        self.is(Flaw::ReadsOn) || self.client.may_read(connection)
    }

    fn deadline(&self) -> Option<Time> {
        if self.is_deaf() {
            return None;
        }
        let late = self.late.front().map(|(at, _)| *at);
        let late_action = self.late_actions.front().map(|(at, _)| *at);
        let bytes = self
            .links
            .values()
            .filter_map(|link| link.late.first().map(|(at, _)| *at))
            .min();
        [self.client.deadline(), late, late_action, bytes]
            .into_iter()
            .flatten()
            .min()
    }

    fn tick(&mut self, now: Time) {
        if !self.is_deaf() {
            self.client.tick(now);
        }
        let down = Side::BOTH
            .iter()
            .all(|side| self.client.state(*side) == SideState::Down);
        if let Some(deadline) = self
            .client
            .deadline()
            .filter(|_| down && self.is(Flaw::RedialsAtOnce))
        {
            self.client.tick(deadline);
        }
        self.pump(now);
        self.now = now;
        while self.late.front().is_some_and(|(at, _)| *at <= now) {
            self.events
                .extend(self.late.pop_front().map(|(_, event)| event));
        }
    }

    fn next_action(&mut self) -> Option<ClientAction> {
        if let Some(action) = self.extra_actions.pop_front() {
            return Some(action);
        }
        if self
            .late_actions
            .front()
            .is_some_and(|(at, _)| *at <= self.now)
        {
            return self.late_actions.pop_front().map(|(_, action)| action);
        }
        let action = self.client.next_action()?;
        match action {
            ClientAction::Connect { side, connection } if self.is(Flaw::WaitsTooLong) => {
                self.links.insert(connection, Link::default());
                let late = ClientAction::Connect { side, connection };
                self.late_actions
                    .push_back((self.now + Duration::from_secs(1), late));
                self.next_action()
            }
            ClientAction::Connect { side, connection } => {
                let flipped = if self.connects_flipped {
                    side.opposite()
                } else {
                    side
                };
                let last_opened = self
                    .last_opened
                    .take()
                    .filter(|_| self.is(Flaw::BeginsWithSideA));
                self.connects_flipped ^= flipped == Side::B && last_opened == Some(Side::B);
                let side = if self.connects_flipped {
                    side.opposite()
                } else {
                    side
                };
                self.last_connection = Some(connection);
                self.connections.push(connection);
                let other = match self.flaw {
                    Flaw::ConnectsTwice => Some(connection),
                    Flaw::DialsBesides if self.connections.len() > 4 => Some(self.connections[0]),
                    _ => None,
                };
                let other = other.map(|connection| ClientAction::Connect { side, connection });
                self.extra_actions.extend(other);
                self.links.insert(connection, Link::new(side));
                Some(ClientAction::Connect { side, connection })
            }
            ClientAction::Reset(_) if self.is(Flaw::KeepsRefusedConnections) => self.next_action(),
            ClientAction::Reset(_) if self.is(Flaw::NeverResetsAfterClose) && self.closed => {
                self.next_action()
            }
            ClientAction::Reset(connection) => {
                self.links.remove(&connection);
                if self.is(Flaw::ResetsTwice) {
                    self.extra_actions.push_back(action);
                }
                Some(action)
            }
            other => Some(other),
        }
    }

    fn next_event(&mut self, now: Time) -> Option<ClientEvent> {
        if self.events.is_empty() {
            while let Some(event) = self.client.next_event(now) {
                self.change_event(event, now);
                if !self.is(Flaw::SwapsMessages) || self.events.len() > 1 {
                    break;
                }
            }
            self.pump(now);
        }
        self.events.pop_front()
    }

    fn request(
        &mut self,
        ask: Ask,
        options: RequestOptions,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        let sent = Core::request(&mut self.client, ask, options, now);
        self.pump(now);
        self.first_request = self.first_request.or(sent.as_ref().ok().copied());
        match (self.flaw, self.first_request) {
            (Flaw::RepeatsRequestNumbers, Some(first)) if sent.is_ok() => return Ok(first),
            (Flaw::TakesRequestsAfterTheEnd, Some(first)) if self.closed => return Ok(first),
            (Flaw::DeniesRequests, Some(_)) if sent.is_ok() => return Err(NotSent::QueueFull),
            _ => {}
        }
        if let (Ok(request), Some(side)) = (&sent, self.client.active_side()) {
            self.requests.insert(*request, self.flip(side));
        }
        sent
    }

    fn answer_maintenance(&mut self, accept: bool, now: Time) -> Result<bool, MaintenanceNotAsked> {
        let answered = self.client.answer_maintenance(accept, now);
        self.pump(now);
        answered
    }

    fn close(&mut self, status: StatusCode, now: Time) {
        self.closed = true;
        Client::close(&mut self.client, status, now);
        self.pump(now);
    }

    fn state(&self, side: Side) -> SideState {
        match self.client.state(self.flip(side)) {
            SideState::Opening if self.is(Flaw::MisstatesTheState) => SideState::Closing,
            SideState::Opening if self.is(Flaw::SkipsAState) => SideState::Connecting,
            state => state,
        }
    }
}
