//! Whatever driver, application and clients do, in any order, some things always hold.

use std::collections::{BTreeMap, BTreeSet};

use cti_messages::{
    ActiveMaintenanceRespMsg, CloseReq, CtiServiceMask, HeartbeatReq, InvokeId, OpenReq,
    ProtocolVersion, QueryAgentStateReq, StatusCode, StoppingRequestsToThisSideInd, SystemEvent,
};
use cti_session::{ServerConfig, ServerEvent};
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Something that happens. Connections are chosen by number among all that ever were.
#[derive(Debug, Clone)]
enum Step {
    Connect,
    Receive(usize, usize),
    Garbage(usize, Vec<u8>),
    Close(usize),
    Write(usize),
    Pass(u64),
    TakeEvent,
    Accept(usize),
    Refuse(usize),
    Broadcast,
    End(usize),
    Maintenance,
    Cancel,
    Activate,
    Stop,
}

fn step() -> impl Strategy<Value = Step> {
    let connection = 0..6_usize;
    prop_oneof![
        2 => Just(Step::Connect),
        9 => (connection.clone(), 0..1000_usize).prop_map(|(connection, what)| Step::Receive(connection, what)),
        1 => (connection.clone(), vec(any::<u8>(), 0..20)).prop_map(|(of, bytes)| Step::Garbage(of, bytes)),
        1 => connection.clone().prop_map(Step::Close),
        4 => connection.clone().prop_map(Step::Write),
        2 => (0..40_000_u64).prop_map(Step::Pass),
        6 => Just(Step::TakeEvent),
        5 => connection.clone().prop_map(Step::Accept),
        1 => connection.clone().prop_map(Step::Refuse),
        2 => Just(Step::Broadcast),
        1 => connection.prop_map(Step::End),
        1 => Just(Step::Maintenance),
        1 => Just(Step::Cancel),
        1 => Just(Step::Activate),
        1 => Just(Step::Stop),
    ]
}

/// Some messages of a client, cut anywhere.
fn bytes(what: usize) -> Vec<u8> {
    let services = CtiServiceMask::ALL_EVENTS | CtiServiceMask::ACTIVE_STANDBY;
    let one: Vec<u8> = match what % 8 {
        0 | 1 => encoded(&with_services(services), ProtocolVersion::V24),
        2 => encoded(&phone_req("one", "1001"), ProtocolVersion::V24),
        3 => encoded(&HeartbeatReq::default(), ProtocolVersion::V24),
        4 => encoded(&QueryAgentStateReq::default(), ProtocolVersion::V24),
        5 if what % 3 == 0 => encoded(&CloseReq::default(), ProtocolVersion::V24),
        5 => encoded(
            &OpenReq {
                idle_timeout: 3,
                ..open_req()
            },
            ProtocolVersion::V24,
        ),
        6 => {
            let invoke_id = InvokeId(u32::try_from(what / 8 % 4).expect("small"));
            let accepted = (what % 3 != 0).into();
            let answer = ActiveMaintenanceRespMsg {
                invoke_id,
                maintenance_mode_accepted: accepted,
                ..Default::default()
            };
            encoded(&answer, ProtocolVersion::V24)
        }
        _ => encoded(
            &StoppingRequestsToThisSideInd::default(),
            ProtocolVersion::V24,
        ),
    };
    one.repeat(1 + what % 5)
}

/// A driver that goes by the actions alone.
#[derive(Default)]
struct Driver {
    sockets: BTreeMap<ConnectionId, Socket>,
    /// Connections that the application has heard the end of.
    ended: BTreeSet<ConnectionId>,
}

#[derive(Default)]
struct Socket {
    is_ended: bool,
    is_reset: bool,
    is_closed: bool,
    /// Whether reading has stopped until a Read.
    waits_to_read: bool,
    waits_to_write: bool,
}

const EVENTS: usize = 3;
const OUTGOING: usize = 12_500;

fn run(role: ServerRole, steps: Vec<Step>) {
    let mut world = World::with(ServerConfig {
        role,
        event_capacity: EVENTS,
        send_capacity: OUTGOING,
        ..ServerConfig::default()
    });
    let mut driver = Driver::default();
    for step in steps {
        world.step(&mut driver, step);
        world.check(&mut driver);
    }
    // Then the application reads again, the peers read, and close.
    world.report(&mut driver, usize::MAX);
    world.check(&mut driver);
    let all: Vec<_> = driver.sockets.keys().copied().collect();
    for connection in &all {
        world
            .server
            .refuse(*connection, StatusCode::TIMEOUT, world.now);
        while !world.server.outgoing(*connection).is_empty() {
            world.drain(*connection);
        }
    }
    world.check(&mut driver);
    world.report(&mut driver, usize::MAX);
    world.check(&mut driver);
    for (connection, socket) in &driver.sockets {
        let is_asked = world.server.open_conf(*connection).is_some();
        let is_over = socket.is_reset || socket.is_closed || is_asked;
        assert!(
            is_over || !socket.waits_to_read,
            "{connection:?} is never read again"
        );
        world.server.closed(*connection, world.now);
    }
    world.report(&mut driver, usize::MAX);
    assert_eq!(driver.ended, all.into_iter().collect());
    let deadline = world.server.deadline();
    world.pass(seconds(10));
    assert!(deadline.is_none() || world.server.deadline().is_none());
}

impl World {
    fn step(&mut self, driver: &mut Driver, step: Step) {
        let all: Vec<_> = driver.sockets.keys().copied().collect();
        let of = |number: usize| all.get(number % all.len().max(1)).copied();
        match step {
            Step::Connect if all.len() < 6 => {
                let connection = self.connect();
                driver.sockets.insert(connection, Socket::default());
            }
            Step::Receive(number, what) => {
                let bytes = bytes(what);
                self.deliver(driver, of(number), &bytes[..bytes.len() - what / 8 % 3]);
                self.deliver(driver, of(number), &bytes[bytes.len() - what / 8 % 3..]);
            }
            Step::Garbage(number, bytes) => self.deliver(driver, of(number), &bytes),
            Step::Close(number) => {
                if let Some(connection) = of(number) {
                    if let Some(socket) = driver.sockets.get_mut(&connection) {
                        socket.is_closed = true;
                    }
                    self.server.closed(connection, self.now);
                }
            }
            Step::Write(number) => {
                let connection = of(number);
                let writes = connection.and_then(|connection| driver.sockets.get(&connection));
                if let (
                    Some(connection),
                    Some(Socket {
                        waits_to_write: true,
                        ..
                    }),
                ) = (connection, writes)
                {
                    let count = self.server.outgoing(connection).len();
                    self.server.sent(connection, count.div_ceil(2), self.now);
                }
            }
            Step::Pass(millis) => self.pass(Duration::from_millis(millis)),
            Step::TakeEvent => self.report(driver, 1),
            Step::Accept(number) => {
                if let Some(connection) = of(number) {
                    if let Some(conf) = self.server.open_conf(connection) {
                        let _ = self.server.accept(connection, conf, self.now);
                    }
                }
            }
            Step::Refuse(number) => {
                if let Some(connection) = of(number) {
                    self.server
                        .refuse(connection, StatusCode::INVALID_PASSWORD, self.now);
                }
            }
            Step::Broadcast => {
                let event = SystemEvent {
                    text: Some("x".repeat(200).into()),
                    ..SystemEvent::default()
                };
                for _ in 0..10 {
                    let _ = self.server.broadcast(&event, self.now);
                }
            }
            Step::End(number) => {
                if let Some(connection) = of(number) {
                    self.server
                        .end(connection, StatusCode::CTI_SERVER_OFFLINE, self.now);
                }
            }
            Step::Maintenance => {
                let _ = self.server.begin_maintenance(self.now);
            }
            Step::Cancel => {
                self.server.cancel_maintenance(self.now);
            }
            Step::Activate => {
                self.server.activate(self.now);
            }
            Step::Stop if all.len() == 6 => {
                self.server.stop(StatusCode::CTI_SERVER_OFFLINE, self.now)
            }
            Step::Connect | Step::Stop => {}
        }
    }

    fn deliver(&mut self, driver: &mut Driver, connection: Option<ConnectionId>, bytes: &[u8]) {
        let Some((connection, socket)) = connection
            .and_then(|connection| Some((connection, driver.sockets.get_mut(&connection)?)))
        else {
            return;
        };
        if socket.is_closed || socket.is_reset || socket.waits_to_read {
            return;
        }
        self.server.received(connection, bytes, self.now);
        socket.waits_to_read = !self.server.may_read(connection);
    }

    /// The application takes events.
    fn report(&mut self, driver: &mut Driver, most: usize) {
        for _ in 0..most {
            match self.server.next_event(self.now) {
                Some(ServerEvent::Closed { connection, .. }) => {
                    assert!(driver.ended.insert(connection), "the end is reported twice");
                }
                Some(
                    ServerEvent::Message { connection, .. }
                    | ServerEvent::OpenAsked { connection, .. },
                ) => {
                    assert!(!driver.ended.contains(&connection), "the end comes last");
                }
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Takes the actions, and checks what always holds.
    fn check(&mut self, driver: &mut Driver) {
        while let Some(action) = self.server.next_action() {
            let (ServerAction::Write(connection)
            | ServerAction::Read(connection)
            | ServerAction::Shutdown(connection)
            | ServerAction::Reset(connection)) = action
            else {
                panic!("{action:?}")
            };
            let socket = driver.sockets.get_mut(&connection).expect("a connection");
            assert!(!socket.is_reset, "{action:?} after a reset");
            match action {
                ServerAction::Write(_) => socket.waits_to_write = true,
                ServerAction::Read(_) => socket.waits_to_read = false,
                ServerAction::Shutdown(_) => {
                    assert!(!socket.is_ended, "a stream ends once");
                    assert_eq!(self.server.outgoing(connection), b"");
                    socket.is_ended = true;
                }
                _ => socket.is_reset = true,
            }
        }
        for (connection, socket) in &mut driver.sockets {
            let outgoing = self.server.outgoing(*connection).len();
            // A broadcast or an answer keeps within the bound; what the server itself says is short.
            assert!(outgoing <= OUTGOING + 500, "{outgoing} bytes wait");
            assert!(outgoing == 0 || socket.waits_to_write, "nobody writes");
            socket.waits_to_write = outgoing > 0;
            if socket.is_reset || socket.is_closed {
                assert_eq!((outgoing, self.server.may_read(*connection)), (0, false));
            } else {
                assert_eq!(self.server.may_read(*connection), !socket.waits_to_read);
            }
        }
        self.server.tick(self.now);
        assert!(
            self.server
                .deadline()
                .is_none_or(|deadline| deadline > self.now),
            "due again at once"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn an_active_server_keeps_its_promises(steps in vec(step(), 0..150)) {
        run(ServerRole::Active, steps);
    }

    #[test]
    fn a_standby_server_keeps_its_promises(steps in vec(step(), 0..150)) {
        run(ServerRole::Standby, steps);
    }

    #[test]
    fn it_does_not_matter_how_the_bytes_are_cut(whats in vec(0..1000_usize, 1..20), cuts in vec(1..40_usize, 1..20)) {
        let input: Vec<u8> = whats.into_iter().flat_map(bytes).collect();
        let outcome = |cuts: &[usize]| {
            let mut world = World::new();
            let connection = world.connect();
            let mut rest = &*input;
            let mut cuts = cuts.iter().cycle();
            let mut events = Vec::new();
            let mut sent = Vec::new();
            while !rest.is_empty() {
                let (part, others) = rest.split_at(rest.len().min(*cuts.next().expect("cuts")));
                rest = others;
                world.receive_bytes(connection, part);
                loop {
                    events.extend(world.events());
                    match world.server.open_conf(connection) {
                        Some(conf) => world.server.accept(connection, conf, world.now).expect("accepted"),
                        None => break,
                    }
                }
                sent.extend(world.frames(connection));
            }
            (events, sent)
        };
        prop_assert_eq!(outcome(&cuts), outcome(&[usize::MAX]));
    }
}
