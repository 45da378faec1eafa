//! Servers that break a rule on purpose: a simulation that lets one of them pass would prove nothing.
//!
//! Each is the server with a flaw in what it is told, sends or reports. So the flaw is where a rule is visible,
//! whichever line of the server holds it; which lines are not tested at all, mutants tell.

mod flaws;
mod wire;

use core::time::Duration;
use std::collections::{BTreeMap, VecDeque};

use cti_messages::{
    CtiServiceMask, DynMessage, MessageType, OpenConf, ProtocolVersion, StatusCode,
};
use cti_session::{
    Broadcast, Check, Checks, ConnectionId, MaintenanceError, NotAccepted, NotDelivered, Server,
    ServerAction, ServerConfig, ServerEvent, ServerPeripheral, ServerRole, SessionEnd, Time,
};

use super::{Masks, Serve};
pub(crate) use flaws::{FLAWS, Flaw};
use wire::Link;

/// A server with a flaw.
pub(crate) struct Broken {
    server: Server,
    flaw: Flaw,
    links: BTreeMap<ConnectionId, Link>,
    events: VecDeque<ServerEvent>,
    actions: VecDeque<ServerAction>,
    /// How often something has happened of which only some are spoilt.
    count: u32,
    /// Sessions that are reset though they are not idle.
    taken_for_idle: Vec<ConnectionId>,
    is_stopping: bool,
}

impl Broken {
    pub(crate) fn new(mut config: ServerConfig, flaw: Flaw) -> Self {
        let second = Duration::from_secs(1);
        match flaw {
            Flaw::WaitsForOpenTooLong => config.open_timeout += second,
            Flaw::WaitsForOpenTooShort => config.open_timeout -= second,
            Flaw::WaitsForDecisionsTooLong => config.decision_timeout += second,
            Flaw::WaitsForWritesTooLong => config.write_timeout += second,
            Flaw::WaitsForTheEndTooLong => config.close_timeout += second,
            Flaw::WaitsForMaintenanceTooLong => config.maintenance_timeout += second,
            Flaw::TakesAnyIdleTimeout => config.checks.relax(Check::IdleTimeout),
            Flaw::EnforcesWhatIsRelaxed => config.checks = Checks::default(),
            Flaw::GrantsWhatItHasNot => config.services = CtiServiceMask::all(),
            Flaw::OpensAllVersions => {
                config.versions = ProtocolVersion::FIRST..=ProtocolVersion::LATEST;
            }
            Flaw::SharesDevices => config.checks.relax(Check::DeviceInUse),
            Flaw::HidesPeripherals => config.peripherals.clear(),
            Flaw::QueuesWithoutBound => config.event_capacity = usize::MAX,
            Flaw::SendsWithoutBound => config.send_capacity = usize::MAX,
            _ => {}
        }
        Self {
            server: Server::new(config).expect("a configuration"),
            flaw,
            links: BTreeMap::new(),
            events: VecDeque::new(),
            actions: VecDeque::new(),
            count: 0,
            taken_for_idle: Vec::new(),
            is_stopping: false,
        }
    }

    fn is(&self, flaw: Flaw) -> bool {
        self.flaw == flaw
    }

    /// Whether this is one of those that are spoilt: each so many times.
    fn is_each(&mut self, times: u32) -> bool {
        self.count += 1;
        self.count % times == 0
    }

    /// Takes what has come of a call.
    fn after(&mut self, now: Time) {
        if self.is(Flaw::HandsOverByItself) {
            self.server.hand_over(now);
        }
        while let Some(action) = self.server.next_action() {
            self.change_action(action);
        }
        if self.flaw.changes_bytes() {
            self.pump(now);
            while let Some(action) = self.server.next_action() {
                self.change_action(action);
            }
        }
    }

    fn change_action(&mut self, action: ServerAction) {
        if let ServerAction::Reset(connection) = action {
            if let Some(link) = self.links.get_mut(&connection) {
                link.outgoing.clear();
            }
        }
        let is_dropped = match (self.flaw, action) {
            (Flaw::TellsNotToWrite, ServerAction::Write(_)) => self.is_each(5),
            (Flaw::TellsNotToRead, ServerAction::Read(_))
            | (Flaw::KeepsWhatIsOver, ServerAction::Reset(_)) => true,
            _ => false,
        };
        if !is_dropped {
            self.actions.push_back(action);
        }
        match action {
            ServerAction::Shutdown(_) if self.is(Flaw::EndsStreamsTwice) => {
                self.actions.push_back(action);
            }
            ServerAction::Reset(connection) if self.is(Flaw::WritesAfterReset) => {
                self.actions.push_back(ServerAction::Write(connection));
            }
            _ => {}
        }
    }

    fn change_event(&mut self, mut event: ServerEvent) {
        match (self.flaw, &mut event) {
            (Flaw::ClosesNever, ServerEvent::Closed { .. })
            | (Flaw::HidesTheEndOfMaintenance, ServerEvent::MaintenanceOver)
            | (Flaw::HidesItsEnd, ServerEvent::Stopped) => return,
            (Flaw::LosesMessages, ServerEvent::Message { .. }) if self.is_each(7) => return,
            (Flaw::ClosesTwice, ServerEvent::Closed { .. }) => {
                self.events.push_back(event.clone());
            }
            (Flaw::EndsMaintenanceEarly, ServerEvent::MaintenanceAgreed) => {
                self.events.push_back(event);
                event = ServerEvent::MaintenanceOver;
            }
            (Flaw::ClosesFirst, ServerEvent::Closed { connection, .. }) => {
                let of = |event: &ServerEvent| match event {
                    ServerEvent::Message { connection, .. } => Some(*connection),
                    _ => None,
                };
                let is_of_it = |event: &ServerEvent| of(event) == Some(*connection);
                if let Some(place) = self.events.iter().position(is_of_it) {
                    return self.events.insert(place, event);
                }
            }
            (Flaw::SwapsMessages, ServerEvent::Message { connection, .. }) => {
                match self.events.back() {
                    Some(ServerEvent::Message { connection: of, .. }) if of == connection => {
                        let place = self.events.len() - 1;
                        return self.events.insert(place, event);
                    }
                    _ => {}
                }
            }
            (Flaw::ReportsAfterTheEnd, ServerEvent::Closed { connection, .. }) => {
                let link = self.links.get_mut(connection);
                let message = link.and_then(|link| link.last_message.take());
                self.events.push_back(event);
                return self.events.extend(message);
            }
            (Flaw::ReportsAfterTheEnd, ServerEvent::Message { connection, .. }) => {
                if let Some(link) = self.links.get_mut(connection) {
                    link.last_message = Some(event.clone());
                }
            }
            (Flaw::NamesTheWrongEnd, ServerEvent::Closed { end, .. }) => {
                *end = match end {
                    SessionEnd::Disconnected => SessionEnd::Idle,
                    _ => SessionEnd::Disconnected,
                };
            }
            (Flaw::TakesPausesForSilence, ServerEvent::Closed { connection, end })
                if self.taken_for_idle.contains(connection) =>
            {
                *end = SessionEnd::Idle;
            }
            (Flaw::AgreesAlways, ServerEvent::MaintenanceRefused { .. }) => {
                event = ServerEvent::MaintenanceAgreed;
            }
            _ => {}
        }
        self.events.push_back(event);
    }

    /// The sessions that are not read, with the time at which they are taken for idle.
    fn paused(&self) -> impl Iterator<Item = (ConnectionId, Time)> {
        let links = self.links.iter().filter(|(connection, _)| {
            let is_open = self.server.version(**connection).is_some();
            let is_paused = is_open && !self.server.may_read(**connection);
            is_paused && self.is(Flaw::TakesPausesForSilence)
        });
        links.filter_map(|(connection, link)| Some((*connection, link.heard + link.idle?)))
    }

    fn resets(&mut self, connection: ConnectionId, now: Time) {
        self.actions.push_back(ServerAction::Reset(connection));
        self.server.closed(connection, now);
        self.links.remove(&connection);
    }
}

impl Serve for Broken {
    fn connected(&mut self, now: Time) -> ConnectionId {
        let connection = self.server.connected(now);
        self.links.insert(connection, Link::new(now));
        self.after(now);
        connection
    }

    fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        self.hears(connection, bytes, now);
        self.after(now);
        if self.is(Flaw::ResetsAtRandom) && self.is_each(50) {
            self.resets(connection, now);
        }
    }

    fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        if !self.flaw.changes_bytes() {
            self.server.sent(connection, count, now);
        } else if let Some(link) = self.links.get_mut(&connection) {
            link.outgoing.drain(..count);
        }
        self.after(now);
    }

    fn closed(&mut self, connection: ConnectionId, now: Time) {
        self.links.remove(&connection);
        self.server.closed(connection, now);
        self.after(now);
    }

    fn tick(&mut self, now: Time) {
        self.stays_awake(now);
        let paused = self.paused().filter(|(_, at)| *at <= now);
        let paused: Vec<_> = paused.map(|(connection, _)| connection).collect();
        for connection in paused {
            self.taken_for_idle.push(connection);
            self.resets(connection, now);
        }
        self.server.tick(now);
        self.after(now);
    }

    fn deadline(&self) -> Option<Time> {
        let paused = self.paused().map(|(_, at)| at);
        paused.chain(self.server.deadline()).min()
    }

    fn outgoing(&self, connection: ConnectionId) -> &[u8] {
        if self.flaw.changes_bytes() {
            return self
                .links
                .get(&connection)
                .map_or(&[], |link| &*link.outgoing);
        }
        self.server.outgoing(connection)
    }

    fn may_read(&self, connection: ConnectionId) -> bool {
        match self.flaw {
            Flaw::ReadsOn => self.links.contains_key(&connection),
            Flaw::ReadsOneAtATime => {
                let others = self.links.keys().filter(|other| **other < connection);
                self.server.may_read(connection) && others.count() < 2
            }
            _ => self.server.may_read(connection),
        }
    }

    fn takes_connections(&self) -> bool {
        let is_shy = self.is(Flaw::AcceptsOneOnly) && !self.links.is_empty();
        let is_eager = self.is(Flaw::AcceptsWhileStopping) && self.is_stopping;
        is_eager || !is_shy && self.server.takes_connections()
    }

    fn waiting_events(&self) -> usize {
        self.server.waiting_events()
    }

    fn next_action(&mut self) -> Option<ServerAction> {
        self.actions.pop_front()
    }

    fn next_event(&mut self, now: Time) -> Option<ServerEvent> {
        let takes_all = matches!(self.flaw, Flaw::ClosesFirst | Flaw::SwapsMessages);
        while takes_all || self.events.is_empty() {
            let Some(event) = self.server.next_event(now) else {
                break;
            };
            self.change_event(event);
        }
        self.after(now);
        self.events.pop_front()
    }

    fn open_conf(&self, connection: ConnectionId) -> Option<OpenConf<'static>> {
        self.server.open_conf(connection)
    }

    fn accept(
        &mut self,
        connection: ConnectionId,
        conf: OpenConf<'static>,
        now: Time,
    ) -> Result<(), NotAccepted> {
        let accepted = self.server.accept(connection, conf, now);
        self.after(now);
        accepted
    }

    fn refuse(&mut self, connection: ConnectionId, status: StatusCode, now: Time) -> bool {
        let refused = self.server.refuse(connection, status, now);
        self.after(now);
        refused
    }

    fn send(
        &mut self,
        connection: ConnectionId,
        message: &dyn DynMessage,
        now: Time,
    ) -> Result<(), NotDelivered> {
        if self.is(Flaw::SendsNothing) && self.is_each(5) {
            return Ok(());
        }
        let sent = self.server.send(connection, message, now);
        self.after(now);
        sent
    }

    fn broadcast(
        &mut self,
        message: &dyn DynMessage,
        owners: &[ConnectionId],
        now: Time,
    ) -> Broadcast {
        let all: Vec<_> = self.links.keys().copied().collect();
        let mut broadcast = Broadcast::default();
        match self.flaw {
            Flaw::ReportsToAll | Flaw::ReportsWhileStandby => {
                let is_standby = self.server.role() == ServerRole::Standby;
                if is_standby || self.is(Flaw::ReportsToAll) {
                    for connection in all {
                        let _ = self.server.send(connection, message, now);
                    }
                } else {
                    broadcast = self.server.broadcast_where(
                        message,
                        |connection| owners.contains(&connection),
                        now,
                    );
                }
            }
            // Everybody asks for this one.
            Flaw::LeavesOutWhatDoesNotFit
                if message.message_type() == MessageType::SYSTEM_EVENT =>
            {
                for connection in all {
                    let sent = self.server.send(connection, message, now);
                    let is_full = sent == Err(NotDelivered::QueueFull);
                    broadcast.reached += usize::from(sent.is_ok() || is_full);
                }
            }
            Flaw::TakesAllForOwners => {
                broadcast = self.server.broadcast_where(message, |_| true, now);
            }
            _ => {
                broadcast = self.server.broadcast_where(
                    message,
                    |connection| owners.contains(&connection),
                    now,
                );
            }
        }
        self.after(now);
        broadcast
    }

    fn set_masks(&mut self, connection: ConnectionId, masks: Masks) -> bool {
        match self.flaw {
            Flaw::KeepsOldMasks => self.server.version(connection).is_some(),
            Flaw::DeniesNewMasks => !Serve::set_masks(&mut self.server, connection, masks),
            _ => Serve::set_masks(&mut self.server, connection, masks),
        }
    }

    fn set_peripherals(&mut self, peripherals: Vec<ServerPeripheral>) {
        if !self.is(Flaw::KeepsOldPeripherals) {
            self.server.set_peripherals(peripherals);
        }
    }

    fn end(&mut self, connection: ConnectionId, status: StatusCode, now: Time) -> bool {
        let ended = self.server.end(connection, status, now);
        self.after(now);
        ended
    }

    fn stop(&mut self, status: StatusCode, now: Time) {
        self.is_stopping = true;
        self.server.stop(status, now);
        self.after(now);
    }

    fn begin_maintenance(&mut self, now: Time) -> Result<(), MaintenanceError> {
        let begun = self.server.begin_maintenance(now);
        self.after(now);
        if self.is(Flaw::BeginsMaintenanceTwice) {
            return Ok(());
        }
        begun
    }

    fn hand_over(&mut self, now: Time) -> bool {
        let handed_over = self.server.hand_over(now);
        self.after(now);
        handed_over
    }

    fn cancel_maintenance(&mut self, now: Time) -> bool {
        let cancelled = !self.is(Flaw::NeverCancels) && self.server.cancel_maintenance(now);
        self.after(now);
        cancelled
    }

    fn activate(&mut self, now: Time) -> bool {
        let activated = self.server.activate(now);
        self.after(now);
        activated
    }
}
