//! A server of sessions, between a driver, clients and an application that do whatever they like.

mod connection;
mod events;
mod peer;
pub mod seeds;

use std::time::Duration;

use cti_messages::{
    AgentStateEvent, CtiServiceMask, DynMessage, InvokeId, PeripheralId, PeripheralType,
    ProtocolVersion, StatusCode, SystemEvent,
};
use cti_session::{
    Check, ConnectionId, NotDelivered, Server, ServerAction, ServerConfig, ServerPeripheral,
    ServerRole, Time,
};

use super::wire::{self, Input};
use connection::Connection;
use events::Told;

/// The most operations of an input.
const MAX_STEPS: usize = 300;
/// The most connections of an input.
const MAX_CONNECTIONS: usize = 8;
/// The bytes that an OPEN_CONF or another answer may add beyond the capacity, since a client is read while there is
/// room for a byte.
const OWN_BYTES: usize = 300;
/// The bytes that a decision of the application about maintenance, the role or the end of a session may add.
const DECISION_BYTES: usize = 32;

/// The bytes choose a configuration, then what happens: connections come and go, bytes and messages come, bytes are
/// sent, time passes, and the application decides, sends, takes events or does not. At last it stops the server.
///
/// # Panics
/// If the server goes on without end, keeps more than its bounds, misses a time limit, acts on what is over, or does
/// not report the end of each connection once.
pub fn session_server(data: &[u8]) {
    let mut input = Input::new(data);
    let Some(mut world) = World::choose(&mut input) else {
        return;
    };
    for _ in 0..MAX_STEPS {
        if input.is_empty() {
            break;
        }
        let is_late = world.step(&mut input);
        world.settle(is_late);
    }
    world.stop();
}

/// The server, and what the world knows of it.
struct World {
    server: Server,
    now: Time,
    config: ServerConfig,
    connections: Vec<Connection>,
    told: Told,
    /// How often the application has decided something that makes the server write or report on its own.
    decisions: usize,
    is_stopped: bool,
}

impl World {
    fn choose(input: &mut Input<'_>) -> Option<Self> {
        let flags = input.byte();
        let versions: Vec<_> = ProtocolVersion::all().collect();
        let mut config = ServerConfig {
            event_capacity: usize::from(input.byte() % 16),
            send_capacity: input.one_of(&[12_500, 0, 13_000, 256 * 1024]),
            ..ServerConfig::default()
        };
        if flags & 1 != 0 {
            config.role = ServerRole::Standby;
        }
        if flags & 2 != 0 {
            config.versions = input.one_of(&versions)..=input.one_of(&versions);
        }
        if flags & 4 != 0 {
            config.services = CtiServiceMask::from_bits_retain(input.byte().into());
        }
        let relaxed = if flags & 8 != 0 { input.byte() } else { 0 };
        for (number, check) in Check::ALL.iter().copied().enumerate() {
            if relaxed & 1 << (number % 8) != 0 {
                config.checks.relax(check);
            }
        }
        config.peripherals = peripherals(flags >> 6);
        let server = Server::new(config.clone());
        // Whatever is refused is refused with a reason.
        let server = server.map_err(|error| assert!(!error.to_string().is_empty()));
        Some(Self {
            server: server.ok()?,
            now: Time::from(Duration::from_secs(1000)),
            config,
            connections: Vec::new(),
            told: Told::default(),
            decisions: 0,
            is_stopped: false,
        })
    }
}

fn peripherals(count: u8) -> Vec<ServerPeripheral> {
    let peripheral = |number: u8| ServerPeripheral {
        id: PeripheralId(5000 + u32::from(number)),
        peripheral_type: PeripheralType::default(),
        online: number != 1,
    };
    (0..count).map(peripheral).collect()
}

/// What happens.
impl World {
    /// Does one thing; returns whether the driver is late, and does not tick afterwards.
    fn step(&mut self, input: &mut Input<'_>) -> bool {
        let what = input.byte();
        let now = self.now;
        match what & 0x1F {
            0 | 1 if self.connections.len() < MAX_CONNECTIONS => {
                let id = self.server.connected(now);
                assert!(
                    self.connections.iter().all(|one| one.id != id),
                    "a number is used again"
                );
                self.connections.push(Connection::new(id, now));
            }
            2..=7 => self.messages(input),
            8 => {
                let index = self.connection(input);
                let count = usize::from(input.byte());
                let bytes = input.bytes(count);
                if let Some(index) = index {
                    self.receive(index, bytes);
                }
            }
            9 => self.closed(input),
            10 | 11 => self.sent(input),
            12 => self.pass(Duration::from_millis(u64::from(input.byte()) * 10)),
            13 => self.pass(Duration::from_secs(u64::from(input.byte()))),
            14 => {
                let due = self.server.deadline().unwrap_or(now);
                self.pass(due - now);
            }
            15 => self.take(usize::from(input.byte())),
            16 => self.take(usize::MAX),
            17..=19 => self.accept(input),
            20 => self.refuse(input),
            21 | 22 => self.broadcast(input),
            23 => self.send(input),
            24 => self.end(input),
            25 => {
                self.decisions += 1;
                if self.server.begin_maintenance(now).is_ok() {
                    self.told.maintenances += 1;
                }
            }
            26 => {
                self.decisions += 1;
                self.server.cancel_maintenance(now);
            }
            27 => {
                self.decisions += 1;
                self.server.activate(now);
            }
            31 => {
                self.decisions += 1;
                self.server.hand_over(now);
            }
            28 if input.byte() < 32 => self.stop_server(StatusCode::CTI_SERVER_OFFLINE),
            29 => self.set_masks(input),
            30 => self.server.set_peripherals(peripherals(input.byte() % 4)),
            _ => self.pass(Duration::from_secs(5)),
        }
        what >= 0xE0
    }

    /// A connection that there is, mostly, or that there was.
    fn connection(&self, input: &mut Input<'_>) -> Option<usize> {
        let choice = usize::from(input.byte());
        let count = self.connections.len();
        if choice >= 0xF0 {
            return (count > 0).then(|| choice % count);
        }
        let live = self
            .connections
            .iter()
            .enumerate()
            .filter(|(_, one)| one.is_live());
        let live: Vec<_> = live.map(|(index, _)| index).collect();
        (!live.is_empty()).then(|| live[choice % live.len()])
    }

    /// Messages of a client, perhaps many, perhaps with a cut: the rest comes with the next ones.
    fn messages(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let way = input.byte();
        let Some(message) = self.message(index, input) else {
            return;
        };
        let held_back = &mut self.connections[index].held_back;
        let bytes = wire::cut_and_repeated(&message, way, held_back, input);
        self.receive(index, &bytes);
    }

    fn receive(&mut self, index: usize, bytes: &[u8]) {
        let connection = &mut self.connections[index];
        let (id, now) = (connection.id, self.now);
        if !connection.is_live() {
            return self.is_ignored(id, |server| server.received(id, bytes, now));
        }
        if !self.server.may_read(id) {
            connection.unread.extend(bytes);
            return;
        }
        let mut all = std::mem::take(&mut connection.unread);
        all.extend(bytes);
        connection.receives(&all);
        self.server.received(id, &all, now);
    }

    fn closed(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let (id, now) = (self.connections[index].id, self.now);
        if !self.connections[index].is_live() {
            return self.is_ignored(id, |server| server.closed(id, now));
        }
        self.connections[index].is_closed = true;
        self.server.closed(id, now);
    }

    fn sent(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let connection = &mut self.connections[index];
        let (id, now) = (connection.id, self.now);
        let waits = connection.outgoing.len();
        let count = match input.byte() {
            few @ ..0x80 => usize::from(few).min(waits),
            0xFF => usize::MAX,
            _ => waits,
        };
        if !connection.is_live() {
            return self.is_ignored(id, |server| server.sent(id, count, now));
        }
        if count > 0 && waits > 0 {
            connection.progress = now;
        }
        connection.outgoing.sent(count);
        // What comes to wait afterwards is told of anew.
        connection.writes = connection.outgoing.len() > 0;
        self.server.sent(id, count, now);
    }

    fn pass(&mut self, time: Duration) {
        for connection in &mut self.connections {
            connection.passes(&self.server, time);
        }
        self.now = self.now + time;
    }

    fn accept(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let id = self.connections[index].id;
        let conf = self.server.open_conf(id);
        let was_asked = conf.is_some();
        let result = self.server.accept(id, conf.unwrap_or_default(), self.now);
        assert!(
            was_asked || result.is_err(),
            "a session that nobody asked for"
        );
        if result.is_ok() {
            self.connections[index].is_accepted();
            // One report for each peripheral.
            self.decisions += self.config.peripherals.len().max(4) * 4;
        }
    }

    fn refuse(&mut self, input: &mut Input<'_>) {
        if let Some(index) = self.connection(input) {
            let id = self.connections[index].id;
            self.server
                .refuse(id, StatusCode::INVALID_PASSWORD, self.now);
        }
    }

    fn broadcast(&mut self, input: &mut Input<'_>) {
        let length = usize::from(input.byte());
        let event = system_event(length);
        let state = AgentStateEvent::default();
        let event: &dyn DynMessage = if length == 0 { &state } else { &event };
        for _ in 0..1 + input.byte() / 8 {
            let all = self.connections.len();
            let broadcast = self.server.broadcast_where(event, |_| true, self.now);
            assert!(broadcast.reached + broadcast.too_slow <= all);
        }
    }

    fn send(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let (id, now) = (self.connections[index].id, self.now);
        let sent = if input.flag() {
            let event = system_event(usize::from(input.byte()));
            self.server.send(id, &event, now)
        } else {
            let invoke_id = InvokeId(input.byte().into());
            self.server
                .fail(id, invoke_id, StatusCode::UNSPECIFIED_FAILURE, now)
        };
        if self.connections[index].accepted == 0 || !self.connections[index].is_live() {
            assert_eq!(sent, Err(NotDelivered::NotOpen));
        }
        let new = self.connections[index].look(&self.server, now);
        assert_eq!(new, usize::from(sent.is_ok()), "{sent:?}");
    }

    fn end(&mut self, input: &mut Input<'_>) {
        if let Some(index) = self.connection(input) {
            let id = self.connections[index].id;
            if self
                .server
                .end(id, StatusCode::CTI_SERVER_OFFLINE, self.now)
            {
                self.decisions += 1;
                self.connections[index].is_ended = true;
            }
        }
    }

    fn set_masks(&mut self, input: &mut Input<'_>) {
        if let Some(index) = self.connection(input) {
            let id = self.connections[index].id;
            let subscription = self.server.subscription(id).unwrap_or_default();
            let (calls, states) = (subscription.call_events, subscription.agent_states);
            let set = self
                .server
                .set_masks(id, calls, states, subscription.configuration);
            assert_eq!(set, self.server.version(id).is_some());
        }
    }

    fn stop_server(&mut self, status: StatusCode) {
        self.is_stopped = true;
        self.decisions += 1;
        self.server.stop(status, self.now);
        for connection in &mut self.connections {
            connection.is_ended = true;
        }
    }

    /// A report of a connection that is over changes nothing.
    #[track_caller]
    fn is_ignored(&mut self, id: ConnectionId, report: impl FnOnce(&mut Server)) {
        let seen = |server: &Server| {
            let of_it = (
                server.may_read(id),
                server.outgoing(id).len(),
                server.version(id),
            );
            (of_it, server.waiting_events(), server.deadline())
        };
        self.actions();
        let before = seen(&self.server);
        report(&mut self.server);
        assert_eq!(seen(&self.server), before, "a connection that is over");
        assert_eq!(self.server.next_action(), None);
    }
}

fn system_event(length: usize) -> SystemEvent<'static> {
    SystemEvent {
        text: Some("x".repeat(length).into()),
        ..SystemEvent::default()
    }
}

/// What always holds.
impl World {
    /// Takes the actions, lets what is due happen, and checks.
    fn settle(&mut self, is_late: bool) {
        self.actions();
        self.look();
        if !is_late {
            self.server.tick(self.now);
            let deadline = self.server.deadline();
            assert!(
                deadline.is_none_or(|deadline| deadline > self.now),
                "due again at once"
            );
            self.actions();
            self.look();
            self.in_time();
            // What is due is done at once.
            let before = (self.server.deadline(), self.server.waiting_events());
            self.server.tick(self.now);
            assert_eq!(
                self.server.next_action(),
                None,
                "a second tick does nothing"
            );
            let after = (self.server.deadline(), self.server.waiting_events());
            assert_eq!(before, after, "a second tick does nothing");
        }
        self.bounds();
    }

    fn actions(&mut self) {
        // A Write, a Read, a Shutdown and a Reset of each.
        for _ in 0..=4 * self.connections.len() {
            let Some(action) = self.server.next_action() else {
                return;
            };
            let (ServerAction::Write(id)
            | ServerAction::Read(id)
            | ServerAction::Shutdown(id)
            | ServerAction::Reset(id)) = action
            else {
                panic!("not known to the tests: {action:?}");
            };
            let connection = self.connections.iter_mut().find(|one| one.id == id);
            let connection = connection.expect("a connection that was accepted");
            assert!(connection.is_live(), "{action:?} of what is over");
            match action {
                ServerAction::Write(_) => {
                    assert!(!connection.writes, "Write comes once");
                    assert!(!self.server.outgoing(id).is_empty(), "nothing to write");
                    connection.writes = true;
                }
                ServerAction::Read(_) => assert!(self.server.may_read(id), "nothing may be read"),
                ServerAction::Shutdown(_) => {
                    assert!(!connection.is_shut_down, "the stream ends once");
                    assert!(self.server.outgoing(id).is_empty(), "bytes are left out");
                    connection.is_shut_down = true;
                }
                _ => connection.is_reset = true,
            }
            if matches!(action, ServerAction::Read(_)) {
                connection.waits_to_read = false;
                // A client is not silent before it can be heard.
                connection.silent_for = Duration::ZERO;
            }
        }
        panic!("actions without end");
    }

    fn look(&mut self) {
        for connection in &mut self.connections {
            connection.look(&self.server, self.now);
            // A driver that goes by the actions alone misses nothing.
            let waits = connection.outgoing.len() > 0;
            assert!(!waits || connection.writes, "nobody writes");
            connection.writes = waits;
            let may_read = self.server.may_read(connection.id);
            assert!(
                !(connection.waits_to_read && may_read),
                "nobody reads again"
            );
            connection.waits_to_read = connection.is_live() && !may_read;
        }
    }

    /// After a tick nothing is overdue.
    fn in_time(&self) {
        for connection in self.connections.iter().filter(|one| one.is_live()) {
            let overdue = |since: Time, limit: Duration| self.now >= since + limit;
            let is_open = self.server.version(connection.id).is_some();
            let limits = [
                (
                    "opening",
                    connection.frames == 0
                        && connection.read_for >= self.config.open_timeout
                        && self.server.may_read(connection.id),
                ),
                (
                    "writing",
                    connection.outgoing.len() > 0
                        && overdue(connection.progress, self.config.write_timeout),
                ),
                (
                    "the end",
                    // As much once more, if the client closes the session.
                    connection.ended_for >= 2 * self.config.close_timeout
                        && self.server.may_read(connection.id),
                ),
                (
                    "silence",
                    is_open
                        && self.server.may_read(connection.id)
                        && connection
                            .idle_timeout
                            .is_some_and(|limit| connection.silent_for >= limit),
                ),
            ];
            for (limit, is_overdue) in limits {
                assert!(!is_overdue, "the time limit of {limit} on {connection:?}");
            }
        }
    }

    fn bounds(&self) {
        let decided = self.decisions * DECISION_BYTES;
        for connection in self.connections.iter().filter(|one| one.is_live()) {
            let waits = connection.outgoing.len();
            let most = self.config.send_capacity + OWN_BYTES + decided;
            assert!(waits <= most, "{waits} bytes wait, more than {most}");
        }
        let events = self.server.waiting_events();
        // The end of each connection, of maintenance each time, and of the server.
        let most = self.config.event_capacity + self.connections.len() + self.told.maintenances + 3;
        assert!(events <= most, "{events} events wait, more than {most}");
        assert_eq!(
            self.server.takes_connections(),
            !self.is_stopped && events < self.config.event_capacity
        );
        let frames: usize = self
            .connections
            .iter()
            .map(|connection| connection.frames)
            .sum();
        let causes = frames + self.connections.len() + 2 * self.told.maintenances + 2;
        assert!(self.told.count + events <= causes, "events from nothing");
    }
}

/// The end.
impl World {
    /// Stops the server, and lets time pass until nothing is due, while the application takes events.
    fn stop(&mut self) {
        self.stop_server(StatusCode::CTI_SERVER_OFFLINE);
        self.settle(false);
        // An application that takes no events holds up connections whose messages wait.
        for _ in 0..100 {
            self.take(usize::MAX);
            self.settle(false);
            let Some(deadline) = self.server.deadline() else {
                break;
            };
            self.pass(deadline - self.now);
            self.settle(false);
        }
        self.take(usize::MAX);
        assert_eq!(
            self.server.deadline(),
            None,
            "after the end something is due"
        );
        self.told.all_over(&self.connections);
        // Nothing more happens.
        self.now = self.now + Duration::from_secs(3600);
        for index in 0..self.connections.len() {
            let (id, now) = (self.connections[index].id, self.now);
            assert!(
                !self.connections[index].is_live(),
                "a connection that is left open"
            );
            self.is_ignored(id, |server| {
                server.received(id, &[0; 8], now);
                server.sent(id, 1, now);
                server.closed(id, now);
                server.tick(now);
            });
            let event = system_event(1);
            assert_eq!(
                self.server.send(id, &event, now),
                Err(NotDelivered::NotOpen)
            );
            assert!(!self.server.end(id, StatusCode::TIMEOUT, now));
            assert!(!self.server.refuse(id, StatusCode::TIMEOUT, now));
        }
        assert_eq!(self.server.next_event(self.now), None);
    }
}
