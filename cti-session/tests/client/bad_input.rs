//! What comes too late, from the wrong place, or is no message at all.

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceReqMsg, Bool, CloseConf, DynMessage, FailureConf,
    FailureEvent, FrameBuffer, HeartbeatConf, InvokeId, ListAgentTeamConf, ListAgentTeamReq,
    OpenConf, SessionType, StandbyActiveEventMsg, StatusCode, SystemEvent,
};
use cti_session::{
    Client, ClientAction, ClientConfig, ClientEvent, ConnectionId, Heartbeat, LossReason,
    OpenFailure, RequestId, RequestOptions, Side, SideState, Sides, Time,
};
use std::collections::BTreeSet;

use crate::support::*;

#[test]
fn whatever_names_a_connection_that_was_given_up_is_ignored() {
    let mut world = World::new(config());
    let stale = world.connection(Side::A);
    world.step();
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::ConnectTimedOut)]
    );
    world.open(Side::B);
    world.events();
    world.sent(Side::B);
    let check = |world: &mut World| {
        world.drive();
        assert_eq!(world.events(), []);
        assert_eq!(world.client.state(Side::A), SideState::Down);
        assert_eq!(world.client.state(Side::B), SideState::Open);
        assert_eq!(world.sent(Side::B), []);
        assert_eq!(world.attempted().len(), 0);
    };
    world.attempts();
    let now = world.now;
    world.client.connected(stale, now);
    check(&mut world);
    world
        .client
        .received(stale, &bytes(&SystemEvent::default()), now);
    check(&mut world);
    world.client.received(stale, &[0xFF; 100], now);
    check(&mut world);
    assert!(world.client.outgoing(stale).is_empty());
    world.client.sent(stale, 100, now);
    check(&mut world);
    assert!(!world.client.may_read(stale));
    world.client.connect_failed(stale, now);
    check(&mut world);
    world.client.closed(stale, now);
    check(&mut world);
}

#[test]
fn a_connection_is_over_once_it_was_reported_so() {
    let mut world = World::open_with(config());
    let stale = world.connection(Side::A);
    world.cut(Side::A);
    world.events();
    assert!(world.is_connected(Side::B));
    let now = world.now;
    world.client.closed(stale, now);
    world.client.connect_failed(stale, now);
    world.client.connected(stale, now);
    world.client.received(stale, &[0xFF; 100], now);
    world.drive();
    assert_eq!(world.events(), []);
    assert_eq!(world.client.state(Side::B), SideState::Connecting);
}

#[test]
fn a_connection_is_reported_once() {
    let mut world = World::new(config());
    let connection = world.connection(Side::A);
    world.accept(Side::A);
    world.open_request(Side::A);
    world.client.connected(connection, world.now);
    assert_eq!(world.sent(Side::A), []);
    assert_eq!(world.client.state(Side::A), SideState::Opening);
}

#[test]
fn numbers_of_connections_are_never_used_again() {
    let mut world = World::new(config());
    let mut seen = BTreeSet::new();
    for _ in 0..50 {
        let side = loop {
            if let Some(side) = world.attempted().pop() {
                break side;
            }
            world.step();
        };
        assert!(seen.insert(world.connection(side)));
        world.refuse_connection(side);
        world.events();
    }
}

#[test]
fn more_bytes_cannot_be_sent_than_wait() {
    for count in [1, 10_000, usize::MAX] {
        let mut world = World::new(config());
        world.stalled = [true; 2];
        world.accept(Side::A);
        let connection = world.connection(Side::A);
        world.client.sent(connection, 3, world.now);
        world.client.sent(connection, count, world.now);
        world.client.sent(connection, usize::MAX, world.now);
        assert!(world.client.outgoing(connection).is_empty());
    }
}

#[test]
fn bytes_that_are_no_messages_end_an_attempt() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let connection = world.connection(Side::A);
    world.receive(Side::A, b"HTTP/1.1 400 Bad Request\r\n\r\n");
    let failures = failures(&world.events());
    assert!(matches!(
        failures[..],
        [(Side::A, OpenFailure::Unreadable(_))]
    ));
    assert_eq!(world.resets(), [connection]);
    assert!(world.is_connected(Side::B));
}

#[test]
fn bytes_that_are_no_messages_end_a_session_after_what_came_before() {
    let mut world = World::open_with(config());
    let connection = world.connection(Side::A);
    let mut stream = bytes(&SystemEvent::default());
    stream.extend([0xFF; 8]);
    stream.extend(bytes(&SystemEvent::default()));
    world.receive(Side::A, &stream);
    let events = world.events();
    assert!(matches!(events[0], ClientEvent::Message { .. }));
    assert!(matches!(
        losses(&events)[..],
        [(Side::A, LossReason::Unreadable(_))]
    ));
    assert_eq!(events.len(), 2);
    assert_eq!(world.resets(), [connection]);
}

#[test]
fn a_message_of_an_unknown_type_is_a_message() {
    let mut world = World::open_with(config());
    world.receive(Side::A, &[0, 0, 0, 2, 0, 0, 0x77, 0x77, 1, 2]);
    let events = world.events();
    assert!(matches!(events[..], [ClientEvent::Message { .. }]));
    assert_eq!(world.client.state(Side::A), SideState::Open);
}

/// A message that a server could send, or could not.
fn message(random: &mut Random, ids: &[u32]) -> Vec<u8> {
    let oldest = ids.len().saturating_sub(3);
    let id = match ids[oldest..] {
        [] => 0,
        [id] => id,
        _ if random.one_in(10) => ids[random.below(ids.len())] ^ 1,
        ref newest => newest[random.below(newest.len())],
    };
    let invoke_id = InvokeId(id);
    let statuses = [0, 1, 15, 36, 92, 107, 110, 17];
    let status = StatusCode(statuses[random.below(statuses.len())]);
    let starts = Bool::from(random.one_in(2));
    let session_type = [
        SessionType::UNKNOWN,
        SessionType::ACTIVE,
        SessionType::STANDBY,
    ];
    let session_type = Some(session_type[random.below(3)]);
    let open = OpenConf {
        invoke_id,
        session_type,
        ..OpenConf::default()
    };
    let failure = FailureConf {
        invoke_id,
        status,
        ..FailureConf::default()
    };
    let event = FailureEvent {
        status,
        ..FailureEvent::default()
    };
    let heartbeat = HeartbeatConf {
        invoke_id,
        ..HeartbeatConf::default()
    };
    let close = CloseConf {
        invoke_id,
        ..CloseConf::default()
    };
    let team = ListAgentTeamConf {
        invoke_id,
        ..ListAgentTeamConf::default()
    };
    let question = ActiveMaintenanceReqMsg {
        invoke_id,
        ..ActiveMaintenanceReqMsg::default()
    };
    let maintenance = ActiveMaintenanceEventMsg {
        maintenance_mode_status: starts,
        ..ActiveMaintenanceEventMsg::default()
    };
    let messages: [&dyn DynMessage; 10] = [
        &open,
        &failure,
        &event,
        &heartbeat,
        &close,
        &team,
        &question,
        &maintenance,
        &StandbyActiveEventMsg::default(),
        &SystemEvent::default(),
    ];
    // Sessions shall last a while.
    let rare = [1, 2];
    let mut place = random.below(messages.len());
    if rare.contains(&place) && !random.one_in(4) {
        place = 9;
    }
    let mut bytes = bytes(messages[place]);
    if random.one_in(200) {
        let flipped = random.below(bytes.len());
        bytes[flipped] ^= 1 << random.below(8);
    }
    if random.one_in(400) {
        bytes.truncate(random.below(bytes.len()));
    }
    bytes
}

/// The invoke IDs of the frames that wait to be sent.
fn ids_in(outgoing: &[u8]) -> Vec<u32> {
    let mut frames = FrameBuffer::new();
    frames.push(outgoing);
    let mut ids = Vec::new();
    // A part of the first frame may have been sent: then these are no IDs, and as good as others.
    while let Ok(Some(frame)) = frames.next_frame() {
        if let Some(id) = frame.body.first_chunk() {
            ids.push(u32::from_be_bytes(*id));
        }
    }
    ids
}

/// What has been seen of a client, and has to fit together.
struct Seen {
    open: [bool; 2],
    active: Option<Side>,
    waiting: BTreeSet<RequestId>,
    /// Partial answers that came before may still be in the queue.
    finished: BTreeSet<RequestId>,
    ended: bool,
}

impl Seen {
    fn event(&mut self, event: ClientEvent) {
        assert!(!self.ended, "after the end: {event:?}");
        match event {
            ClientEvent::Opened { side, .. } => {
                assert!(!self.open[side.index()], "{side} is opened twice");
                self.open[side.index()] = true;
            }
            ClientEvent::NotOpened { side, .. } => assert!(!self.open[side.index()]),
            ClientEvent::Lost { side, .. } => {
                assert!(self.open[side.index()], "{side} is lost twice");
                self.open[side.index()] = false;
                self.active = self.active.filter(|active| *active != side);
            }
            ClientEvent::Active { side, .. } => {
                assert!(self.open[side.index()], "{side} is active and not open");
                self.active = Some(side);
            }
            ClientEvent::Rival { side } => assert!(self.open[side.index()]),
            ClientEvent::Answered { request, .. } => {
                assert!(
                    self.waiting.remove(&request),
                    "{request:?} has two outcomes"
                );
            }
            ClientEvent::PartialAnswer { request, .. } => {
                assert!(self.waiting.contains(&request) || self.finished.contains(&request));
            }
            ClientEvent::Ended(_) => {
                self.ended = true;
                assert_eq!(self.open, [false; 2]);
                assert!(self.waiting.is_empty());
            }
            _ => {}
        }
    }
}

/// A configuration of any kind.
fn any_config(random: &mut Random) -> ClientConfig {
    let mut config = if random.one_in(2) {
        config()
    } else {
        config_of_both()
    };
    if random.one_in(4) {
        config.sides = Sides::Simplex;
    }
    if random.one_in(2) {
        config.heartbeat = Heartbeat::Every(seconds(5));
    }
    config.event_capacity = [1, 2, 5, 1024][random.below(4)];
    config.send_capacity = [1, 20, 100, 65_536][random.below(4)];
    config.request_capacity = [1, 3, 1024][random.below(3)];
    config
}

/// Calls a client in any order, with anything, and checks what it says.
fn play(seed: u64, calls: usize) {
    let mut random = Random::new(seed);
    let config = any_config(&mut random);
    let (events, requests) = (config.event_capacity, config.request_capacity);
    let mut now = Time::from(seconds(10));
    let mut client = Client::new(config, seed, now).expect("a valid configuration");
    let mut connections: Vec<ConnectionId> = Vec::new();
    let mut seen = Seen {
        open: [false; 2],
        active: None,
        waiting: BTreeSet::new(),
        finished: BTreeSet::new(),
        ended: false,
    };
    // The IDs that the client has used.
    let mut ids = Vec::new();
    for _ in 0..calls {
        // Mostly the newest ones.
        let newest = connections
            .len()
            .saturating_sub(if random.one_in(4) { 50 } else { 2 });
        let connection = match connections.len() {
            0 => None,
            length => Some(connections[newest + random.below(length - newest)]),
        };
        match (random.below(20), connection) {
            (0..=1, Some(connection)) => {
                client.connected(connection, now);
            }
            (2, Some(connection)) if random.one_in(20) => client.connect_failed(connection, now),
            (3, Some(connection)) if random.one_in(10) => client.closed(connection, now),
            (4, Some(connection)) if random.one_in(40) => {
                client.received(connection, &random.bytes(40), now);
            }
            (5..=9, Some(connection)) => {
                if client.may_read(connection) || random.one_in(10) {
                    let bytes = message(&mut random, &ids);
                    client.received(connection, &bytes, now);
                }
            }
            (10..=11, Some(connection)) => {
                ids.extend(ids_in(client.outgoing(connection)));
                let waiting = client.outgoing(connection).len();
                let sent = if random.one_in(5) {
                    random.below(waiting + 2)
                } else {
                    waiting
                };
                client.sent(connection, sent, now);
            }
            (12..=13, _) => {
                let mut options = RequestOptions::within(seconds(u64::from(random.one_in(2)) * 9));
                options.several = random.one_in(3);
                if let Ok(request) = client.request(ListAgentTeamReq::default(), options, now) {
                    assert!(seen.waiting.insert(request));
                }
                if random.one_in(5) {
                    let side = Side::BOTH[random.below(2)];
                    let _ = client.send_to(side, &SystemEvent::default(), now);
                }
            }
            (14, _) => {
                let first = seen.waiting.first().copied();
                if let Some(request) = first.filter(|_| random.one_in(3)) {
                    if client.abandon(request) {
                        seen.waiting.remove(&request);
                        seen.finished.insert(request);
                    }
                }
                let _ = client.answer_maintenance(random.one_in(2), now);
            }
            (15, _) if random.one_in(500) => client.close(StatusCode::NO_ERROR, now),
            (16, _) => {
                let pauses = [0, 0, 1, 10, 10, 100, 1000, 1000, 6000, 40_000];
                now = now + millis(pauses[random.below(pauses.len())]);
                client.tick(now);
                if let Some(deadline) = client.deadline() {
                    assert!(deadline > now, "everything that is due has been done");
                }
            }
            _ => {
                for _ in 0..random.below(10) {
                    if let Some(event) = client.next_event(now) {
                        seen.event(event);
                    }
                }
            }
        }
        while let Some(action) = client.next_action() {
            if let ClientAction::Connect { connection, .. } = action {
                assert!(!seen.ended && !connections.contains(&connection));
                connections.push(connection);
            }
        }
        assert!(client.waiting_requests() <= requests);
    }
    client.close(StatusCode::NO_ERROR, now);
    now = now + seconds(5);
    client.tick(now);
    let mut left = 0;
    while let Some(event) = client.next_event(now) {
        seen.event(event);
        left += 1;
    }
    assert!(left <= events + requests + 12, "{left} events waited");
    assert!(seen.ended, "the client has ended");
    assert_eq!(client.deadline(), None);
    for side in Side::BOTH {
        assert_eq!(client.state(side), SideState::Down);
    }
}

#[test]
fn any_calls_in_any_order_neither_panic_nor_contradict_each_other() {
    for seed in 1..=2000 {
        play(seed, 300);
    }
}

#[test]
fn a_long_life_of_any_calls_neither_panics_nor_contradicts_itself() {
    for seed in 1..=20 {
        play(1_000_000 + seed, 20_000);
    }
}

#[test]
fn random_bytes_never_panic() {
    let mut random = Random::new(7);
    for _ in 0..3000 {
        let mut world = World::new(any_config(&mut random));
        if random.one_in(2) {
            world.open(Side::A);
        } else {
            world.accept(Side::A);
        }
        for _ in 0..10 {
            if !world.is_connected(Side::A) {
                break;
            }
            let mut bytes = random.bytes(60);
            // A header that makes sense, so that the body is looked at.
            if bytes.len() >= 8 && random.one_in(2) {
                let body = u32::try_from(bytes.len() - 8).expect("short");
                bytes[..4].copy_from_slice(&body.to_be_bytes());
                let types = [1, 2, 3, 4, 5, 6, 8, 147, 149, 277, 278, 280];
                bytes[4..8].copy_from_slice(&u32::to_be_bytes(types[random.below(types.len())]));
            }
            world.receive(Side::A, &bytes);
            world.events();
            world.wait(seconds(1));
        }
    }
}
