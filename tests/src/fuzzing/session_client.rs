//! A client of sessions, between a driver, a server and an application that do whatever they like.

mod connection;
mod events;
mod peer;
mod requests;
pub mod seeds;

use std::collections::VecDeque;
use std::time::Duration;

use cti_messages::{CtiServiceMask, OpenReq, ProtocolVersion, StatusCode, SystemEvent};
use cti_session::{
    Client, ClientAction, ClientConfig, ConnectionId, Heartbeat, NotSent, Side, SideState, Sides,
    Time,
};

use super::wire::{self, Input};
use connection::{Connection, Phase};
use events::Told;
use requests::Requests;

/// The most operations of an input.
const MAX_STEPS: usize = 300;
/// The bytes that may wait beyond the capacity: answers about maintenance, and one message of any length.
const OWN_BYTES: usize = 4 * 1024 + 400;
/// The memory for events, if that is to be little: a few messages fill it.
const FEW_BYTES: usize = 1000;
/// The most events that may wait beyond the capacity and the outcomes of requests: 16 from each side that is being
/// opened, then one side that ends, is replaced by the other, and leaves a question behind; the same of the other side;
/// an answer of the application; the end.
const OWN_EVENTS: usize = 2 * 16 + 12;

/// The bytes choose a configuration, then what happens: connections are made, fail and end, bytes and messages come,
/// bytes are sent, time passes, and the application asks, answers, takes events or does not. At last it closes the
/// client.
///
/// # Panics
/// If the client goes on without end, keeps more than its bounds, misses a time limit, acts on what is over, or does
/// not report each attempt, session and request once.
pub fn session_client(data: &[u8]) {
    let mut input = Input::new(data);
    let Some(mut world) = World::choose(&mut input) else {
        return;
    };
    world.settle(false);
    for _ in 0..MAX_STEPS {
        if input.is_empty() {
            break;
        }
        let is_late = world.step(&mut input);
        world.settle(is_late);
    }
    world.close();
}

/// The client, and what the world knows of it.
struct World {
    client: Client,
    now: Time,
    config: ClientConfig,
    version: ProtocolVersion,
    /// All connections that there were, in order.
    connections: Vec<Connection>,
    /// The frames that each side has sent and that were not reported, with the indexes of their connections.
    fed: [VecDeque<(usize, Vec<u8>)>; 2],
    /// How many frames were sent to the client.
    frames: usize,
    requests: Requests,
    told: Told,
    /// How often the application has answered about maintenance.
    answers: usize,
    closed_at: Option<Time>,
}

impl World {
    fn choose(input: &mut Input<'_>) -> Option<Self> {
        let flags = input.byte();
        let versions: Vec<_> = ProtocolVersion::all().collect();
        let version = match input.byte() {
            0..0x80 => ProtocolVersion::V24,
            other => versions[usize::from(other) % versions.len()],
        };
        let mut services = CtiServiceMask::ALL_EVENTS;
        if flags & 1 != 0 {
            services |= CtiServiceMask::ACTIVE_STANDBY;
        }
        let mut config = ClientConfig::new(OpenReq {
            version_number: version.into(),
            services_requested: services,
            client_id: Some("client".into()),
            client_password: Some("".into()),
            ..OpenReq::default()
        });
        if flags & 2 != 0 {
            config.sides = Sides::Simplex;
        }
        config.heartbeat = match input.byte() {
            0 => Heartbeat::Off,
            seconds => Heartbeat::Every(Duration::from_secs(seconds.into())),
        };
        config.event_capacity = match input.byte() {
            0xFF => 1024,
            small => usize::from(small),
        };
        if flags & 8 != 0 {
            config.event_bytes = FEW_BYTES;
        }
        config.send_capacity = input.one_of(&[100, 1, 1000, 64 * 1024]);
        config.request_capacity = usize::from(input.byte() % 8);
        config.expected_clients = u32::from(input.byte()) * 8;
        if flags & 4 != 0 {
            config.open_timeout = Some(Duration::from_secs(input.byte().into()));
        }
        let now = Time::from(Duration::from_secs(1000));
        let client = Client::new(config.clone(), u64::from(flags), now);
        // Whatever is refused is refused with a reason.
        let client = client.map_err(|error| assert!(!error.to_string().is_empty()));
        Some(Self {
            client: client.ok()?,
            now,
            config,
            version,
            connections: Vec::new(),
            fed: Default::default(),
            frames: 0,
            requests: Requests::default(),
            told: Told::default(),
            answers: 0,
            closed_at: None,
        })
    }

    /// Whether the client need not read, since the application takes no events.
    fn is_paused(&self) -> bool {
        let events = self.client.waiting_events();
        let fills = self.config.event_bytes == FEW_BYTES && events > 0;
        fills || events >= self.config.event_capacity
    }

    fn holds_both(&self) -> bool {
        let services = self.config.open.services_requested;
        services.contains(CtiServiceMask::ACTIVE_STANDBY)
    }

    fn open_timeout(&self) -> Duration {
        let default = if self.config.expected_clients > 500 {
            60
        } else {
            30
        };
        let default = Duration::from_secs(default);
        self.config.open_timeout.unwrap_or(default)
    }
}

/// What happens.
impl World {
    /// Does one thing; returns whether the driver is late, and does not tick afterwards.
    fn step(&mut self, input: &mut Input<'_>) -> bool {
        let what = input.byte();
        match what & 0x1F {
            0..=2 => self.connected(input),
            3 => self.connect_failed(input),
            4 => self.closed(input),
            5 => self.raw_bytes(input),
            6..=11 => self.messages(input),
            12 => self.sent(input),
            13 => self.pass(Duration::from_millis(u64::from(input.byte()) * 10)),
            14 => self.pass(Duration::from_secs(u64::from(input.byte()))),
            15..=16 => {
                let due = self.client.deadline().unwrap_or(self.now);
                self.pass(due - self.now);
            }
            17 => self.take(usize::from(input.byte())),
            18..=19 => self.take(usize::MAX),
            20..=22 => self.request(input),
            23 => self.abandon(input),
            24 => self.send(input),
            25 => {
                let accept = input.flag();
                if self.client.answer_maintenance(accept, self.now).is_ok() {
                    self.answers += 1;
                }
            }
            26 if input.byte() < 32 => self.close_client(StatusCode::TIMEOUT),
            _ => self.pass(Duration::from_secs(5)),
        }
        what >= 0xE0
    }

    /// A connection that there is, mostly, or that there was.
    fn connection(&self, input: &mut Input<'_>) -> Option<usize> {
        let choice = input.byte();
        let count = self.connections.len();
        if choice >= 0xC0 {
            return (count > 0).then(|| count - 1 - usize::from(choice & 0x3F) % count);
        }
        let mut live = self.connections.iter().map(Connection::is_live);
        match choice & 1 {
            0 => live.rposition(|is_live| is_live),
            _ => live.position(|is_live| is_live),
        }
    }

    fn connected(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let (id, now) = (self.connections[index].id, self.now);
        if self.connections[index].phase != Phase::Connecting {
            return self.is_ignored(|client| client.connected(id, now));
        }
        self.client.connected(id, now);
        self.connections[index].connected(now);
        assert!(
            !self.client.outgoing(id).is_empty(),
            "OPEN_REQ comes at once"
        );
    }

    fn connect_failed(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let (id, now) = (self.connections[index].id, self.now);
        match self.connections[index].phase {
            Phase::Connecting => {
                self.connections[index].phase = Phase::Over;
                self.client.connect_failed(id, now);
            }
            // No driver says that of a connection that it has made.
            Phase::Connected => {}
            Phase::Over => self.is_ignored(|client| client.connect_failed(id, now)),
        }
    }

    fn closed(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let (id, now) = (self.connections[index].id, self.now);
        if !self.connections[index].is_live() {
            return self.is_ignored(|client| client.closed(id, now));
        }
        self.connections[index].phase = Phase::Over;
        self.client.closed(id, now);
    }

    fn raw_bytes(&mut self, input: &mut Input<'_>) {
        let Some(index) = self.connection(input) else {
            return;
        };
        let count = usize::from(input.byte());
        let bytes = input.bytes(count);
        self.receive(index, bytes);
    }

    /// Messages of a server, perhaps many, perhaps with a cut: the rest comes with the next ones.
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
        if connection.phase != Phase::Connected {
            return self.is_ignored(|client| client.received(id, bytes, now));
        }
        if !self.client.may_read(id) {
            // What a driver that goes by the rules has not read.
            connection.unread.extend(bytes);
            assert!(
                self.is_paused(),
                "a connection is not read without a reason"
            );
            return;
        }
        let mut all = std::mem::take(&mut connection.unread);
        all.extend(bytes);
        let frames = connection.incoming.push(&all);
        self.frames += frames.len();
        connection.questions += peer::questions(&frames);
        let frames = frames.into_iter().map(|frame| (index, frame));
        self.fed[connection.side.index()].extend(frames);
        self.client.received(id, &all, now);
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
        if connection.phase != Phase::Connected {
            return self.is_ignored(|client| client.sent(id, count, now));
        }
        if count > 0 && waits > 0 {
            connection.progress = now;
            connection.last_sent = now;
        }
        connection.outgoing.sent(count);
        self.client.sent(id, count, now);
    }

    fn pass(&mut self, time: Duration) {
        self.now = self.now + time;
    }

    fn send(&mut self, input: &mut Input<'_>) {
        let event = SystemEvent {
            text: Some("x".repeat(usize::from(input.byte())).into()),
            ..SystemEvent::default()
        };
        let side = input.one_of(&[None, Some(Side::A), Some(Side::B)]);
        let sent = match side {
            None => self.client.send(&event, self.now),
            Some(side) => self.client.send_to(side, &event, self.now),
        };
        let count = self.look().len();
        assert_eq!(count, usize::from(sent.is_ok()), "{sent:?}");
        if self.closed_at.is_some() {
            assert_eq!(sent, Err(NotSent::Closed));
        }
    }

    fn close_client(&mut self, status: StatusCode) {
        self.closed_at.get_or_insert(self.now);
        self.client.close(status, self.now);
    }

    /// A report of a connection that is over changes nothing.
    #[track_caller]
    fn is_ignored(&mut self, report: impl FnOnce(&mut Client)) {
        let seen = |client: &Client| {
            let states = Side::BOTH.map(|side| client.state(side));
            let counts = (client.waiting_events(), client.waiting_requests());
            (states, counts, client.deadline(), client.active_side())
        };
        self.tick();
        let before = seen(&self.client);
        report(&mut self.client);
        assert_eq!(seen(&self.client), before, "a connection that is over");
        assert_eq!(self.client.next_action(), None);
    }
}

/// What always holds.
impl World {
    /// Takes the actions, lets what is due happen, and checks.
    fn settle(&mut self, is_late: bool) {
        self.actions();
        self.look();
        if !is_late {
            self.tick();
            self.in_time();
            self.nothing_waits();
            // What is due is done at once.
            let before = (self.client.deadline(), self.client.waiting_events());
            self.client.tick(self.now);
            assert_eq!(
                self.client.next_action(),
                None,
                "a second tick does nothing"
            );
            let after = (self.client.deadline(), self.client.waiting_events());
            assert_eq!(before, after, "a second tick does nothing");
        }
        self.bounds();
    }

    fn tick(&mut self) {
        self.client.tick(self.now);
        let deadline = self.client.deadline();
        assert!(
            deadline.is_none_or(|deadline| deadline > self.now),
            "due again at once"
        );
        self.actions();
        self.look();
    }

    fn actions(&mut self) {
        // Each side ends and begins a few times at most before time has to pass.
        for _ in 0..32 {
            let Some(action) = self.client.next_action() else {
                return;
            };
            match action {
                ClientAction::Connect { side, connection } => self.connects(side, connection),
                ClientAction::Reset(id) => {
                    let mut all = self.connections.iter_mut();
                    let connection = all.find(|connection| connection.id == id);
                    let connection = connection.expect("a connection that was asked for");
                    assert!(connection.is_live(), "a reset of what is over");
                    connection.phase = Phase::Over;
                }
                other => panic!("not known to the tests: {other:?}"),
            }
        }
        panic!("actions without end");
    }

    fn connects(&mut self, side: Side, id: ConnectionId) {
        assert!(
            self.closed_at.is_none() && !self.told.is_over(),
            "a connection after the end"
        );
        assert!(self.config.sides.all().contains(&side));
        assert!(
            self.connections.iter().all(|one| one.id != id),
            "a number is used again"
        );
        let mut live = self.connections.iter().filter(|one| one.is_live());
        let holds_both = self.holds_both();
        assert!(
            live.all(|one| holds_both && one.side != side),
            "two connections"
        );
        self.connections.push(Connection::new(id, side, self.now));
        // Both sides, once more after a wait that may be nothing; and so after each session that has lasted.
        let since = (self.now - Time::START).as_secs() - 1000;
        let most = 8 * (2 + since / 10);
        assert!(
            self.connections.len() as u64 <= most,
            "connections without a pause"
        );
    }

    /// Looks at what waits to be sent; returns the frames that are new, with the indexes of their connections.
    fn look(&mut self) -> Vec<(usize, Vec<u8>)> {
        let mut new = Vec::new();
        for (index, connection) in self.connections.iter_mut().enumerate() {
            let bytes = self.client.outgoing(connection.id);
            match connection.phase {
                Phase::Connected => {}
                Phase::Connecting | Phase::Over => {
                    assert!(bytes.is_empty() && !self.client.may_read(connection.id));
                    continue;
                }
            }
            if connection.outgoing.len() == 0 && !bytes.is_empty() {
                connection.progress = self.now;
            }
            for frame in connection.outgoing.look(bytes) {
                connection.sends(&frame, self.version, self.now);
                new.push((index, frame));
            }
        }
        new
    }

    /// After a tick nothing is overdue.
    fn in_time(&self) {
        let interval = self.config.heartbeat.interval();
        for connection in self.connections.iter().filter(|one| one.is_live()) {
            let state = self.client.state(connection.side);
            let overdue = |since: Time, limit: Duration| self.now >= since + limit;
            let limits = [
                (
                    "connecting",
                    connection.phase == Phase::Connecting
                        && overdue(connection.began, self.config.connect_timeout),
                ),
                (
                    "opening",
                    state == SideState::Opening
                        && overdue(connection.connected, self.open_timeout()),
                ),
                (
                    "writing",
                    connection.outgoing.len() > 0
                        && overdue(connection.progress, self.config.write_timeout),
                ),
                (
                    "closing",
                    connection
                        .close_sent
                        .is_some_and(|since| overdue(since, self.config.close_timeout)),
                ),
                (
                    "heartbeat",
                    // Behind bytes that wait it would show nothing.
                    state == SideState::Open
                        && connection.outgoing.len() == 0
                        && interval.is_some_and(|interval| overdue(connection.last_sent, interval)),
                ),
            ];
            for (limit, is_overdue) in limits {
                assert!(!is_overdue, "the time limit of {limit} on {connection:?}");
            }
        }
        self.requests.in_time(&self.client, self.now);
    }

    /// Where there is room, nothing waits to be handled.
    fn nothing_waits(&self) {
        for side in Side::BOTH {
            let is_over = self.client.state(side) == SideState::Draining;
            assert!(
                !is_over || self.client.waiting_events() > 0,
                "{side} never ends"
            );
        }
        // What came from a connection that may be read is among the events.
        for (index, connection) in self.connections.iter().enumerate() {
            if !self.client.may_read(connection.id) || connection.close_sent.is_some() {
                continue;
            }
            let fed = self.fed[connection.side.index()].iter();
            let unread = fed.filter(|(of, frame)| *of == index && peer::is_event(frame));
            let (unread, events) = (unread.count(), self.client.waiting_events());
            assert!(unread <= events, "{unread} messages make {events} events");
        }
    }

    fn bounds(&self) {
        for connection in &self.connections {
            let waits = connection.outgoing.len();
            let most = self.config.send_capacity + OWN_BYTES;
            assert!(!connection.is_live() || waits <= most, "{waits} bytes wait");
        }
        let events = self.client.waiting_events();
        let most = self.config.event_capacity + self.config.request_capacity + OWN_EVENTS;
        assert!(events <= most, "{events} events wait, more than {most}");
        assert!(self.client.waiting_requests() <= self.config.request_capacity);
        // Each comes from something.
        let causes =
            4 * (self.frames + self.connections.len()) + self.requests.len() + self.answers;
        assert!(
            self.told.count + events <= causes + 1,
            "events from nothing"
        );
        if let Some(side) = self.client.active_side() {
            assert_eq!(self.client.state(side), SideState::Open, "the active side");
        }
    }
}

/// The end.
impl World {
    /// Closes the client, and lets time pass until nothing is due, while nobody takes events.
    fn close(&mut self) {
        self.close_client(StatusCode::NO_ERROR);
        self.settle(false);
        for _ in 0..100 {
            let Some(deadline) = self.client.deadline() else {
                break;
            };
            self.pass(deadline - self.now);
            self.settle(false);
        }
        assert_eq!(
            self.client.deadline(),
            None,
            "after the end something is due"
        );
        self.take(usize::MAX);
        assert!(self.told.is_over(), "the client has not ended");
        assert!(
            self.connections
                .iter()
                .all(|connection| !connection.is_live())
        );
        assert_eq!(
            Side::BOTH.map(|side| self.client.state(side)),
            [SideState::Down; 2]
        );
        self.told.all_over(&self.connections);
        self.requests.all_over();
        // Nothing more happens.
        self.now = self.now + Duration::from_secs(3600);
        for index in 0..self.connections.len() {
            let (id, now) = (self.connections[index].id, self.now);
            self.is_ignored(|client| {
                client.connected(id, now);
                client.received(id, &[0; 8], now);
                client.sent(id, 1, now);
                client.closed(id, now);
                client.connect_failed(id, now);
                client.close(StatusCode::NO_ERROR, now);
            });
        }
        assert_eq!(self.client.next_event(self.now), None);
    }
}
