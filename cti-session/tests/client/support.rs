//! A driver, both sides of a server, and a clock.

use core::time::Duration;

use cti_messages::{
    CtiServiceMask, DepartmentId, DynMessage, EncodeOptions, FailureConf, FailureEvent,
    FrameBuffer, IntoOwned, InvokeId, Message, MessageType, OpenConf, OpenReq, ProtocolVersion,
    SessionType, StatusCode,
};
use cti_session::{
    Client, ClientAction, ClientConfig, ClientEvent, ConnectionId, Continuity, Heartbeat,
    LossReason, OpenFailure, Outcome, RequestId, Side, Time,
};

pub(crate) const VERSION: ProtocolVersion = ProtocolVersion::V24;

pub(crate) fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// One side at a time, without heartbeats.
pub(crate) fn config() -> ClientConfig {
    let mut config = ClientConfig::new(OpenReq {
        version_number: VERSION.into(),
        services_requested: CtiServiceMask::ALL_EVENTS | CtiServiceMask::CLIENT_CONTROL,
        client_id: Some("test".into()),
        client_password: Some("".into()),
        ..OpenReq::default()
    });
    config.heartbeat = Heartbeat::Off;
    config
}

/// Both sides at once, without heartbeats.
pub(crate) fn config_of_both() -> ClientConfig {
    let mut config = config();
    config.open.services_requested |= CtiServiceMask::ACTIVE_STANDBY;
    config
}

/// The bytes of a message.
pub(crate) fn bytes(message: &dyn DynMessage) -> Vec<u8> {
    bytes_in(message, VERSION)
}

fn bytes_in(message: &dyn DynMessage, version: ProtocolVersion) -> Vec<u8> {
    let mut bytes = Vec::new();
    message
        .encode_with(version, EncodeOptions::lenient(), &mut bytes)
        .expect("a message that can be encoded");
    bytes
}

/// A client, and all that it needs.
pub(crate) struct World {
    pub(crate) client: Client,
    pub(crate) now: Time,
    /// What each side accepts no bytes of.
    pub(crate) stalled: [bool; 2],
    services: CtiServiceMask,
    connections: [Option<ConnectionId>; 2],
    attempts: Vec<(Duration, Side)>,
    resets: Vec<(Duration, ConnectionId)>,
    written: [Vec<(Duration, Message<'static>)>; 2],
}

impl World {
    pub(crate) fn new(config: ClientConfig) -> Self {
        Self::with_seed(config, 4711)
    }

    pub(crate) fn with_seed(config: ClientConfig, seed: u64) -> Self {
        let now = Time::from(seconds(1000));
        let services = config.open.services_requested;
        let mut world = Self {
            client: Client::new(config, seed, now).expect("a valid configuration"),
            now,
            stalled: [false; 2],
            services,
            connections: [None; 2],
            attempts: Vec::new(),
            resets: Vec::new(),
            written: [Vec::new(), Vec::new()],
        };
        world.drive();
        world
    }

    /// One session, with side A, the events of its beginning taken.
    pub(crate) fn open_with(config: ClientConfig) -> Self {
        let mut world = Self::new(config);
        world.open(Side::A);
        world.events();
        world.sent(Side::A);
        world
    }

    /// Both sides open, A active and B standby, the events of it taken.
    pub(crate) fn active_and_standby() -> Self {
        Self::active_and_standby_with(config_of_both())
    }

    pub(crate) fn active_and_standby_with(config: ClientConfig) -> Self {
        let mut world = Self::new(config);
        world.open_as(Side::A, SessionType::ACTIVE);
        world.open_as(Side::B, SessionType::STANDBY);
        world.events();
        world
    }

    /// Carries out actions, and writes what waits.
    pub(crate) fn drive(&mut self) {
        while let Some(action) = self.client.next_action() {
            match action {
                ClientAction::Connect { side, connection } => {
                    self.attempts.push((self.now.since_start(), side));
                    self.connections[side.index()] = Some(connection);
                }
                ClientAction::Reset(connection) => {
                    self.resets.push((self.now.since_start(), connection));
                    for own in &mut self.connections {
                        if *own == Some(connection) {
                            *own = None;
                        }
                    }
                }
                other => panic!("an action that no test knows: {other:?}"),
            }
        }
        for side in Side::BOTH {
            let Some(connection) = self.connections[side.index()] else {
                continue;
            };
            let outgoing = self.client.outgoing(connection).to_vec();
            if self.stalled[side.index()] || outgoing.is_empty() {
                continue;
            }
            self.client.sent(connection, outgoing.len(), self.now);
            let mut frames = FrameBuffer::new();
            frames.push(&outgoing);
            while let Some(frame) = frames.next_frame().expect("frames of the client") {
                let message = frame.message(self.client.version());
                let message = message.expect("a message of the client");
                let at = self.now.since_start();
                self.written[side.index()].push((at, message.into_owned()));
            }
            assert!(frames.is_empty(), "the client has written half a frame");
        }
    }

    /// Does what is due until then.
    pub(crate) fn wait(&mut self, duration: Duration) {
        let until = self.now + duration;
        self.drive();
        while let Some(deadline) = self.client.deadline().filter(|due| *due <= until) {
            self.now = self.now.max(deadline);
            self.client.tick(self.now);
            self.drive();
        }
        self.now = until;
        self.client.tick(until);
        self.drive();
    }

    /// Goes to the next deadline; returns how long that took.
    pub(crate) fn step(&mut self) -> Duration {
        let deadline = self.client.deadline().expect("something is due");
        let wait = deadline - self.now;
        self.now = self.now.max(deadline);
        self.client.tick(self.now);
        self.drive();
        wait
    }

    pub(crate) fn connection(&self, side: Side) -> ConnectionId {
        self.connections[side.index()].expect("a connection")
    }

    pub(crate) fn is_connected(&self, side: Side) -> bool {
        self.connections[side.index()].is_some()
    }

    /// The server accepts the connection.
    pub(crate) fn accept(&mut self, side: Side) {
        let connection = self.connection(side);
        self.written[side.index()].clear();
        self.client.connected(connection, self.now);
        self.drive();
    }

    /// There is no server.
    pub(crate) fn refuse_connection(&mut self, side: Side) {
        let connection = self.connections[side.index()].take();
        self.client
            .connect_failed(connection.expect("a connection"), self.now);
        self.drive();
    }

    /// The connection ends.
    pub(crate) fn cut(&mut self, side: Side) {
        let connection = self.connections[side.index()].take();
        self.client
            .closed(connection.expect("a connection"), self.now);
        self.drive();
    }

    pub(crate) fn receive(&mut self, side: Side, bytes: &[u8]) {
        let connection = self.connection(side);
        self.client.received(connection, bytes, self.now);
        self.drive();
    }

    pub(crate) fn deliver(&mut self, side: Side, message: &dyn DynMessage) {
        self.receive(side, &bytes_in(message, self.client.version()));
    }

    /// The server accepts the connection and opens the session.
    pub(crate) fn open(&mut self, side: Side) {
        self.accept(side);
        let confirmation = self.confirmation(side);
        self.deliver(side, &confirmation);
    }

    pub(crate) fn open_as(&mut self, side: Side, session_type: SessionType) {
        self.accept(side);
        let mut confirmation = self.confirmation(side);
        confirmation.session_type = Some(session_type);
        self.deliver(side, &confirmation);
    }

    /// The server accepts the connection and refuses the session.
    pub(crate) fn refuse(&mut self, side: Side, status: StatusCode) {
        self.accept(side);
        let invoke_id = self.open_request(side).invoke_id;
        let failure = FailureConf {
            invoke_id,
            status,
            ..FailureConf::default()
        };
        self.deliver(side, &failure);
    }

    /// The server ends the session by FAILURE_EVENT.
    pub(crate) fn end_by_server(&mut self, side: Side, status: StatusCode) {
        let event = FailureEvent {
            status,
            ..FailureEvent::default()
        };
        self.deliver(side, &event);
    }

    /// Takes the OPEN_REQ that has just been sent, and nothing else.
    pub(crate) fn open_request(&mut self, side: Side) -> OpenReq<'static> {
        let mut sent = self.sent(side);
        assert_eq!(sent.len(), 1, "OPEN_REQ, and nothing else: {sent:?}");
        match sent.pop() {
            Some(Message::OpenReq(request)) => request,
            other => panic!("no OPEN_REQ: {other:?}"),
        }
    }

    /// The confirmation of the OPEN_REQ that has just been sent.
    pub(crate) fn confirmation(&mut self, side: Side) -> OpenConf<'static> {
        let number = self.client.version().number();
        OpenConf {
            invoke_id: self.open_request(side).invoke_id,
            services_granted: self.services,
            department_id: (number >= 19).then(DepartmentId::default),
            session_type: (number >= 24).then_some(SessionType::ACTIVE),
            ..OpenConf::default()
        }
    }

    /// Takes what was sent to a side.
    pub(crate) fn sent(&mut self, side: Side) -> Vec<Message<'static>> {
        let sent = self.sent_at(side).into_iter();
        sent.map(|(_, message)| message).collect()
    }

    /// Takes what was sent to a side, with the times.
    pub(crate) fn sent_at(&mut self, side: Side) -> Vec<(Duration, Message<'static>)> {
        self.drive();
        core::mem::take(&mut self.written[side.index()])
    }

    /// Takes what was sent to a side, by type.
    pub(crate) fn sent_types(&mut self, side: Side) -> Vec<MessageType> {
        let sent = self.sent(side);
        sent.iter().map(Message::message_type).collect()
    }

    /// Takes the only message that was sent to a side, and returns its invoke ID.
    pub(crate) fn sent_id(&mut self, side: Side) -> InvokeId {
        let sent = self.sent(side);
        assert_eq!(sent.len(), 1, "one message: {sent:?}");
        sent[0].invoke_id().expect("an invoke ID")
    }

    /// Takes all events.
    pub(crate) fn events(&mut self) -> Vec<ClientEvent> {
        let mut events = Vec::new();
        while let Some(event) = self.event() {
            events.push(event);
        }
        events
    }

    /// Takes one event.
    pub(crate) fn event(&mut self) -> Option<ClientEvent> {
        let event = self.client.next_event(self.now);
        self.drive();
        event
    }

    /// Takes the attempts to connect.
    pub(crate) fn attempts(&mut self) -> Vec<(Duration, Side)> {
        self.drive();
        core::mem::take(&mut self.attempts)
    }

    /// Takes the sides that were connected to.
    pub(crate) fn attempted(&mut self) -> Vec<Side> {
        let attempts = self.attempts().into_iter();
        attempts.map(|(_, side)| side).collect()
    }

    /// Takes the connections that were reset.
    pub(crate) fn resets(&mut self) -> Vec<ConnectionId> {
        self.drive();
        let resets = core::mem::take(&mut self.resets).into_iter();
        resets.map(|(_, connection)| connection).collect()
    }
}

/// What became of a request: all of its outcomes.
pub(crate) fn outcomes(events: &[ClientEvent], wanted: RequestId) -> Vec<Outcome> {
    let outcomes = events.iter().filter_map(|event| match event {
        ClientEvent::Answered { request, outcome } if *request == wanted => Some(outcome.clone()),
        _ => None,
    });
    outcomes.collect()
}

/// The sides that became active.
pub(crate) fn activations(events: &[ClientEvent]) -> Vec<(Side, Continuity)> {
    let activations = events.iter().filter_map(|event| match event {
        ClientEvent::Active { side, continuity } => Some((*side, *continuity)),
        _ => None,
    });
    activations.collect()
}

/// The sessions that were lost.
pub(crate) fn losses(events: &[ClientEvent]) -> Vec<(Side, LossReason)> {
    let losses = events.iter().filter_map(|event| match event {
        ClientEvent::Lost { side, reason, .. } => Some((*side, reason.clone())),
        _ => None,
    });
    losses.collect()
}

/// The attempts that opened no session.
pub(crate) fn failures(events: &[ClientEvent]) -> Vec<(Side, OpenFailure)> {
    let failures = events.iter().filter_map(|event| match event {
        ClientEvent::NotOpened { side, reason, .. } => Some((*side, reason.clone())),
        _ => None,
    });
    failures.collect()
}

/// A generator of random numbers, the same for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).expect("a small limit");
        usize::try_from((self.next() >> 32) % limit).expect("a small number")
    }

    /// Whether something happens in one of so many cases.
    pub(crate) fn one_in(&mut self, cases: usize) -> bool {
        self.below(cases) == 0
    }

    /// Random bytes, at most so many.
    pub(crate) fn bytes(&mut self, limit: usize) -> Vec<u8> {
        let length = self.below(limit + 1);
        (0..length).map(|_| self.next().to_le_bytes()[7]).collect()
    }
}
