//! Queues are bounded: what is full slows the peer down, and nothing is lost.

use cti_messages::{
    CloseReq, HeartbeatReq, InvokeId, MessageType, OpenReq, ProtocolVersion, QueryAgentStateReq,
    StatusCode,
};
use cti_session::{NotDelivered, ServerConfig, ServerEvent, SessionEnd};

use super::*;

/// It waits for room, since it could be one for the application, and is then refused.
const UNDECODABLE_OPEN_REQ: &[u8] = &[0, 0, 0, 8, 0, 0, 0, 3, 0, 0, 0, 9, 0, 0, 0, 24];

fn query(id: u32) -> Vec<u8> {
    let request = QueryAgentStateReq {
        invoke_id: InvokeId(id),
        ..QueryAgentStateReq::default()
    };
    encoded(&request, ProtocolVersion::V24)
}

fn few_events(events: usize) -> World {
    World::with(ServerConfig {
        event_capacity: events,
        ..ServerConfig::default()
    })
}

/// The next event; the connection and the invoke ID of its message.
fn next(world: &mut World) -> Option<(ConnectionId, InvokeId)> {
    match world.server.next_event(world.now)? {
        ServerEvent::Message { connection, frame } => Some((connection, frame.invoke_id()?)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn messages_wait_in_their_bytes_while_the_events_are_full() {
    let mut world = few_events(2);
    let connection = world.open(&open_req());
    let bytes: Vec<u8> = (0..5).flat_map(query).collect();
    world.receive_bytes(connection, &bytes);
    assert!(!world.server.may_read(connection));
    assert!(!world.server.takes_connections());
    assert_eq!(world.server.waiting_events(), 2);
    assert!(world.actions().is_empty());
    for id in 0..5 {
        assert_eq!(next(&mut world), Some((connection, InvokeId(id))));
    }
    assert_eq!(next(&mut world), None);
    assert_eq!(world.server.waiting_events(), 0);
    assert!(world.server.may_read(connection));
    assert!(world.server.takes_connections());
    assert_eq!(world.actions(), [ServerAction::Read(connection)]);
}

#[test]
fn others_are_read_until_they_send_a_message_for_the_application() {
    let mut world = few_events(1);
    let one = world.open(&open_req());
    let two = world.open(&open_req());
    world.receive_bytes(one, &query(1));
    assert!(world.server.may_read(one));
    assert!(world.server.may_read(two));
    world.receive_bytes(two, &query(2)[..5]);
    assert!(world.server.may_read(two));
    world.receive_bytes(two, &query(2)[5..]);
    assert!(!world.server.may_read(two));
    assert_eq!(next(&mut world), Some((one, InvokeId(1))));
    assert!(world.server.may_read(two));
    assert_eq!(next(&mut world), Some((two, InvokeId(2))));
}

#[test]
fn nobody_waits_for_the_flood_of_another() {
    let mut world = few_events(1);
    let flood = world.open(&open_req());
    let other = world.open(&open_req());
    let bytes: Vec<u8> = (0..100).flat_map(query).collect();
    world.receive_bytes(flood, &bytes);
    world.receive_bytes(other, &query(7));
    let first: Vec<_> = (0..4).filter_map(|_| next(&mut world)).collect();
    assert!(first.contains(&(other, InvokeId(7))), "{first:?}");
}

#[test]
fn heartbeats_are_answered_in_their_turn() {
    let mut world = few_events(1);
    let connection = world.open(&open_req());
    let heartbeat = encoded(&HeartbeatReq::default(), ProtocolVersion::V24);
    world.receive_bytes(connection, &[query(1), query(2), heartbeat].concat());
    assert!(world.frames(connection).is_empty());
    assert_eq!(next(&mut world), Some((connection, InvokeId(1))));
    assert_eq!(world.types(connection), [MessageType::HEARTBEAT_CONF]);
    assert_eq!(next(&mut world), Some((connection, InvokeId(2))));
}

#[test]
fn only_messages_for_the_application_wait_for_room() {
    let mut world = few_events(1);
    let full = world.open(&open_req());
    let other = world.open(&open_req());
    let unopened = world.connect();
    world.receive_bytes(full, &query(1));
    for _ in 0..3 {
        world.receive(other, &HeartbeatReq::default());
        assert_eq!(world.types(other), [MessageType::HEARTBEAT_CONF]);
    }
    world.receive(other, &open_req());
    assert_eq!(
        world.failure(other),
        (InvokeId(7), StatusCode::SESSION_ALREADY_OPEN)
    );
    world.receive(unopened, &HeartbeatReq::default());
    assert_eq!(
        world.failure(unopened),
        (InvokeId(0), StatusCode::SESSION_NOT_OPEN)
    );
    world.receive(other, &CloseReq::default());
    assert_eq!(world.types(other), [MessageType::CLOSE_CONF]);
    assert_eq!(next(&mut world), Some((full, InvokeId(1))));
}

#[test]
fn what_waits_for_room_is_refused_when_the_session_is_ended() {
    let mut world = few_events(1);
    let connection = world.open(&open_req());
    world.receive_bytes(connection, &[query(1), query(2)].concat());
    let status = StatusCode::CTI_SERVER_OFFLINE;
    assert!(world.server.end(connection, status, world.now));
    assert_eq!(
        world.types(connection),
        [MessageType::FAILURE_EVENT, MessageType::FAILURE_CONF]
    );
    assert!(world.server.may_read(connection));
    assert_eq!(next(&mut world), Some((connection, InvokeId(1))));
    assert_eq!(next(&mut world), None);
}

#[test]
fn a_client_that_is_not_read_is_not_idle() {
    let mut world = few_events(1);
    let connection = world.open(&OpenReq {
        idle_timeout: 20,
        ..open_req()
    });
    world.receive_bytes(connection, &[query(1), query(2)].concat());
    assert!(!world.server.may_read(connection));
    world.pass(seconds(1000));
    assert!(!world.is_reset(connection));
    assert!(next(&mut world).is_some());
    // From here on it is read again.
    assert!(world.server.may_read(connection));
    world.pass(millis(19_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    assert!(world.is_reset(connection));
}

#[test]
fn what_came_before_the_end_is_delivered_before_it() {
    let mut world = few_events(1);
    let connection = world.open(&open_req());
    let bytes: Vec<u8> = (0..3).flat_map(query).collect();
    world.receive_bytes(connection, &bytes);
    world.server.closed(connection, world.now);
    assert!(!world.server.may_read(connection));
    let event = cti_messages::SystemEvent::default();
    assert_eq!(world.server.broadcast(&event, world.now).reached, 0);
    for id in 0..3 {
        assert_eq!(next(&mut world), Some((connection, InvokeId(id))));
        let sent = world
            .server
            .fail(connection, InvokeId(id), StatusCode::TIMEOUT, world.now);
        assert_eq!(sent, Err(NotDelivered::NotOpen));
    }
    let end = SessionEnd::Disconnected;
    assert_eq!(world.events(), [ServerEvent::Closed { connection, end }]);
    assert!(world.actions().is_empty());
    assert_eq!(world.server.deadline(), None);
}

#[test]
fn nothing_is_received_after_the_end() {
    let mut world = few_events(1);
    let connection = world.open(&open_req());
    world.receive(connection, &HeartbeatReq::default());
    world.receive_bytes(connection, &[query(1), query(2)].concat());
    assert!(!world.server.outgoing(connection).is_empty());
    world.server.closed(connection, world.now);
    assert!(world.server.outgoing(connection).is_empty());
    world.receive_bytes(connection, &query(3));
    assert_eq!(next(&mut world), Some((connection, InvokeId(1))));
    world.receive_bytes(connection, &query(4));
    assert_eq!(next(&mut world), Some((connection, InvokeId(2))));
    let end = SessionEnd::Disconnected;
    assert_eq!(world.events(), [ServerEvent::Closed { connection, end }]);
}

#[test]
fn garbage_of_a_client_that_has_gone_ends_it_without_a_reset() {
    let mut world = few_events(1);
    let connection = world.open(&open_req());
    world.receive_bytes(connection, &[query(1), query(2), vec![0xFF; 8]].concat());
    world.server.closed(connection, world.now);
    for id in 1..=2 {
        assert_eq!(next(&mut world), Some((connection, InvokeId(id))));
    }
    let events = world.events();
    let [ServerEvent::Closed { end, .. }] = &*events else {
        panic!("{events:?}")
    };
    assert!(matches!(end, SessionEnd::Unreadable(_)), "{end}");
    assert!(world.actions().is_empty());
}

#[test]
fn the_driver_is_not_asked_to_read_what_it_reads() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world.receive(connection, &CloseReq::default());
    assert_eq!(world.actions(), [ServerAction::Write(connection)]);
}

#[test]
fn a_close_req_before_the_end_is_the_end() {
    let mut world = few_events(1);
    let connection = world.open(&open_req());
    let close = CloseReq {
        status: StatusCode::TIMEOUT,
        ..CloseReq::default()
    };
    let close = encoded(&close, ProtocolVersion::V24);
    world.receive_bytes(connection, &[query(1), query(2), close].concat());
    world.server.closed(connection, world.now);
    let events = world.events();
    let end = SessionEnd::Closed(StatusCode::TIMEOUT);
    assert_eq!(events.len(), 3);
    assert_eq!(events[2], ServerEvent::Closed { connection, end });
}

#[test]
fn an_open_req_waits_for_room_too() {
    let mut world = few_events(1);
    let one = world.connect();
    let two = world.connect();
    world.receive(one, &open_req());
    world.receive(two, &open_req());
    assert!(world.server.open_conf(two).is_none());
    assert!(world.server.next_event(world.now).is_some());
    assert!(world.server.open_conf(two).is_some());
}

#[test]
fn a_message_that_does_not_fit_is_not_sent() {
    let mut world = World::with(ServerConfig {
        send_capacity: 12_500,
        ..ServerConfig::default()
    });
    let connection = world.open(&open_req());
    let mut sent = 0;
    let error = loop {
        match world
            .server
            .fail(connection, InvokeId(sent), StatusCode::TIMEOUT, world.now)
        {
            Ok(()) => sent += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((sent, error), (12_500 / 16, NotDelivered::QueueFull));
    world.server.sent(connection, 15, world.now);
    let fail = |world: &mut World| {
        world
            .server
            .fail(connection, InvokeId(0), StatusCode::TIMEOUT, world.now)
    };
    assert_eq!(fail(&mut world), Ok(()));
    assert_eq!(fail(&mut world), Err(NotDelivered::QueueFull));
    assert!(world.server.version(connection).is_some());
}

#[test]
fn a_client_that_reads_no_answers_is_not_read() {
    let mut world = World::with(ServerConfig {
        send_capacity: 12_500,
        ..ServerConfig::default()
    });
    let connection = world.open(&open_req());
    let heartbeat = encoded(&HeartbeatReq::default(), ProtocolVersion::V24);
    let mut asked = 0;
    while world.server.may_read(connection) {
        world.receive_bytes(connection, &heartbeat);
        asked += 1;
        assert!(asked < 5_000);
    }
    assert!(world.server.outgoing(connection).len() < 12_500 + 12);
    world.actions();
    let mut confirmed = 0;
    let whole = world.server.outgoing(connection).len();
    world.server.sent(connection, whole, world.now);
    confirmed += whole / 12;
    assert_eq!(
        world.actions()[..],
        [
            ServerAction::Write(connection),
            ServerAction::Read(connection)
        ]
    );
    confirmed += world.frames(connection).len();
    assert_eq!(confirmed, asked);
}

#[test]
fn a_client_that_takes_no_bytes_for_30_seconds_is_reset() {
    let mut world = World::new();
    let connection = world.open(&OpenReq {
        idle_timeout: u32::MAX,
        ..open_req()
    });
    world.receive(connection, &HeartbeatReq::default());
    world.pass(millis(29_999));
    assert!(!world.is_reset(connection));
    // One byte is enough to go on.
    world.server.sent(connection, 1, world.now);
    world.pass(millis(29_999));
    assert!(!world.is_reset(connection));
    world.server.sent(connection, 0, world.now);
    world.pass(millis(1));
    world.assert_reset(connection, SessionEnd::WriteTimedOut);
}

#[test]
fn write_is_requested_once_while_bytes_wait() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world.receive(connection, &HeartbeatReq::default());
    world.receive(connection, &HeartbeatReq::default());
    assert_eq!(world.actions(), [ServerAction::Write(connection)]);
    world.receive(connection, &HeartbeatReq::default());
    world.server.sent(connection, 10, world.now);
    assert!(world.actions().is_empty());
    world.drain(connection);
    world.receive(connection, &HeartbeatReq::default());
    assert_eq!(world.actions(), [ServerAction::Write(connection)]);
}

#[test]
fn deadlines_of_many_sessions_are_found_one_by_one() {
    let mut world = World::new();
    let sessions: Vec<_> = (0..100_u32)
        .map(|number| {
            world.open(&OpenReq {
                idle_timeout: 20 + number,
                ..open_req()
            })
        })
        .collect();
    for (number, connection) in (0_u64..).zip(sessions) {
        assert_eq!(
            world.server.deadline(),
            Some(Time::from(seconds(1020 + number)))
        );
        let due = Time::from(seconds(1020 + number));
        let wait = due - world.now;
        world.pass(wait);
        world.assert_reset(connection, SessionEnd::Idle);
    }
    assert_eq!(world.server.deadline(), None);
}

#[test]
fn an_open_req_that_waits_for_room_is_in_time() {
    let mut world = few_events(1);
    let full = world.open(&OpenReq {
        idle_timeout: u32::MAX,
        ..open_req()
    });
    world.receive_bytes(full, &query(1));
    let connection = world.connect();
    world.pass(seconds(25));
    world.receive_bytes(connection, UNDECODABLE_OPEN_REQ);
    world.pass(millis(34_000));
    assert!(!world.is_reset(connection));
    assert!(next(&mut world).is_some());
    // Five seconds are left of its thirty.
    world.drain(connection);
    world.pass(millis(4_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    world.assert_reset(connection, SessionEnd::NotOpened);
}

#[test]
fn the_end_of_a_connection_counts_once() {
    let mut world = few_events(1);
    let connection = world.open(&open_req());
    world.receive_bytes(connection, &[query(1), query(2)].concat());
    world.server.closed(connection, world.now);
    let status = StatusCode::CTI_SERVER_OFFLINE;
    // There is no session any more that could be ended, but what came before is still delivered.
    assert!(!world.server.end(connection, status, world.now));
    world.server.closed(connection, world.now);
    for id in 1..=2 {
        assert_eq!(next(&mut world), Some((connection, InvokeId(id))));
    }
    let end = SessionEnd::Disconnected;
    assert_eq!(world.events(), [ServerEvent::Closed { connection, end }]);
    assert_eq!(world.server.deadline(), None);
}

#[test]
fn the_wait_for_room_is_given_back_after_a_refusal() {
    let mut world = few_events(1);
    let full = world.open(&OpenReq {
        idle_timeout: u32::MAX,
        ..open_req()
    });
    world.receive_bytes(full, &query(1));
    let connection = world.connect();
    world.pass(seconds(25));
    world.receive(connection, &open_req());
    world.pass(seconds(34));
    assert!(next(&mut world).is_some());
    assert!(
        world
            .server
            .refuse(connection, StatusCode::INVALID_PASSWORD, world.now)
    );
    // Five seconds are left of its thirty.
    world.drain(connection);
    world.pass(millis(4_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    assert!(world.is_reset(connection));
}

#[test]
fn a_client_that_is_not_read_has_five_seconds_when_the_server_stops() {
    let mut world = few_events(1);
    let full = world.open(&OpenReq {
        idle_timeout: u32::MAX,
        ..open_req()
    });
    world.receive_bytes(full, &query(1));
    let connection = world.connect();
    world.receive_bytes(connection, UNDECODABLE_OPEN_REQ);
    world.pass(seconds(20));
    world.server.stop(StatusCode::CTI_SERVER_OFFLINE, world.now);
    // Its OPEN_REQ waits for room no longer: it would be refused in any case.
    assert_eq!(world.types(connection), [MessageType::FAILURE_CONF]);
    world.pass(millis(4_999));
    let reset = ServerAction::Reset(connection);
    assert!(!world.actions().contains(&reset));
    world.pass(millis(1));
    assert!(world.actions().contains(&reset));
}

/// A connection without a session whose client fills its outgoing bytes and takes one now and then.
fn dribbling(world: &mut World) -> (ConnectionId, Vec<u8>) {
    let connection = world.connect();
    let heartbeat = encoded(&HeartbeatReq::default(), ProtocolVersion::V24);
    while world.server.may_read(connection) {
        world.receive_bytes(connection, &heartbeat);
    }
    (connection, heartbeat)
}

fn dribbles_until_reset(world: &mut World, (connection, heartbeat): (ConnectionId, Vec<u8>)) {
    for _ in 0..100 {
        if world.is_reset(connection) {
            return;
        }
        world.server.sent(connection, 1, world.now);
        while world.server.may_read(connection) {
            world.receive_bytes(connection, &heartbeat);
        }
        world.pass(seconds(1));
    }
    panic!("it is never reset");
}

#[test]
fn answers_that_a_client_does_not_take_do_not_give_it_more_time_to_open() {
    let mut world = World::with(ServerConfig {
        send_capacity: 12_500,
        ..ServerConfig::default()
    });
    let start = world.now;
    let client = dribbling(&mut world);
    dribbles_until_reset(&mut world, client);
    assert_eq!(world.now - start, seconds(30));
}

#[test]
fn answers_that_a_client_does_not_take_do_not_hold_up_the_end_of_the_server() {
    let mut world = World::with(ServerConfig {
        send_capacity: 12_500,
        ..ServerConfig::default()
    });
    let client = dribbling(&mut world);
    world.server.stop(StatusCode::CTI_SERVER_OFFLINE, world.now);
    let start = world.now;
    dribbles_until_reset(&mut world, client);
    assert_eq!(world.now - start, seconds(5));
    assert!(world.events().contains(&ServerEvent::Stopped));
}

#[test]
fn a_connection_that_is_made_while_the_server_stops_does_not_hold_it_up() {
    let mut world = World::new();
    let old = world.connect();
    world.server.stop(StatusCode::CTI_SERVER_OFFLINE, world.now);
    let new = world.connect();
    world.pass(seconds(5));
    let actions = world.actions();
    for connection in [old, new] {
        assert!(actions.contains(&ServerAction::Reset(connection)));
    }
    assert_eq!(world.events().last(), Some(&ServerEvent::Stopped));
}

#[test]
fn the_wait_for_room_is_given_back_when_the_server_stops() {
    let mut world = few_events(1);
    let full = world.open(&open_req());
    world.receive_bytes(full, &query(1));
    let connection = world.connect();
    world.pass(seconds(25));
    world.receive(connection, &open_req());
    // More than the five seconds that were left of its thirty.
    world.pass(seconds(8));
    world.server.stop(StatusCode::CTI_SERVER_OFFLINE, world.now);
    world.frames(connection);
    world.pass(millis(4_999));
    let reset = ServerAction::Reset(connection);
    assert!(!world.actions().contains(&reset));
    world.pass(millis(1));
    assert!(world.actions().contains(&reset));
}
