//! An application that does not read slows its peer down, loses nothing, and memory stays flat.

use cti_messages::{
    ActiveMaintenanceReqMsg, ListAgentTeamReq, Message, SessionType, StatusCode, SystemEvent,
};
use cti_session::{
    ClientConfig, ClientEvent, LossReason, NotSent, OpenFailure, Outcome, Side, SideState,
};

use crate::support::*;

/// The number of an event that [`numbered`] has made.
fn number(event: &ClientEvent) -> Option<(Side, u32)> {
    let ClientEvent::Message { side, frame } = event else {
        return None;
    };
    match frame.message() {
        Ok(Message::SystemEvent(event)) => Some((*side, event.system_event_arg1)),
        other => panic!("an event: {other:?}"),
    }
}

/// An event that can be told from others.
fn numbered(number: u32) -> Vec<u8> {
    bytes(&SystemEvent {
        system_event_arg1: number,
        ..SystemEvent::default()
    })
}

fn with_room_for(events: usize, config: ClientConfig) -> ClientConfig {
    let mut config = config;
    config.event_capacity = events;
    config
}

/// Takes events as long as there are any, and counts them.
fn count(world: &mut World) -> usize {
    world.events().len()
}

#[test]
fn a_side_may_be_read_while_there_is_room_for_events() {
    for capacity in [1, 2, 10, 1000] {
        let mut world = World::open_with(with_room_for(capacity, config()));
        let connection = world.connection(Side::A);
        for _ in 0..capacity {
            assert!(world.client.may_read(connection));
            world.receive(Side::A, &numbered(0));
        }
        assert!(!world.client.may_read(connection));
        world.event();
        assert!(world.client.may_read(connection));
        assert_eq!(count(&mut world), capacity - 1);
    }
}

#[test]
fn nothing_is_lost_and_the_order_is_kept_however_slowly_events_are_read() {
    for (capacity, segment) in [(1, 1), (1, 10_000), (3, 7), (50, 131), (1024, 4096)] {
        let stream: Vec<u8> = (0..1000).flat_map(numbered).collect();
        let mut segments = stream.chunks(segment);
        let mut world = World::open_with(with_room_for(capacity, config()));
        let mut read = Vec::new();
        loop {
            let segment = if world.client.may_read(world.connection(Side::A)) {
                segments.next()
            } else {
                None
            };
            if let Some(segment) = segment {
                world.receive(Side::A, segment);
                continue;
            }
            match world.event() {
                Some(event) => read.extend(number(&event).map(|(_, number)| number)),
                None => break,
            }
        }
        assert_eq!(read, (0..1000).collect::<Vec<_>>(), "{capacity}, {segment}");
    }
}

#[test]
fn no_more_events_wait_than_may_whatever_comes_at_a_time() {
    let stream: Vec<u8> = (0..1000).flat_map(numbered).collect();
    let mut world = World::open_with(with_room_for(5, config()));
    world.receive(Side::A, &stream);
    // Taking an event makes room for one more message, so the queue is counted by its Debug text.
    let text = format!("{:?}", world.client);
    assert!(text.contains("waiting_events: 5,"), "{text}");
    assert_eq!(count(&mut world), 1000);
}

#[test]
fn messages_before_a_disconnect_are_reported_before_it() {
    let mut world = World::open_with(with_room_for(2, config()));
    let stream: Vec<u8> = (0..10).flat_map(numbered).collect();
    world.receive(Side::A, &stream);
    world.cut(Side::A);
    assert_eq!(world.client.state(Side::A), SideState::Draining);
    let request = world
        .client
        .request(ListAgentTeamReq::default(), seconds(1), world.now);
    assert_eq!(request, Err(NotSent::NoActiveSide));
    let events = world.events();
    let numbers: Vec<u32> = events
        .iter()
        .filter_map(number)
        .map(|(_, number)| number)
        .collect();
    assert_eq!(numbers, (0..10).collect::<Vec<_>>());
    let losses = losses(&events);
    assert_eq!(losses, [(Side::A, LossReason::Disconnected)]);
    assert!(matches!(events.last(), Some(ClientEvent::Lost { .. })));
}

#[test]
fn an_answer_before_a_disconnect_is_the_outcome_of_its_request() {
    let mut world = World::open_with(with_room_for(2, config()));
    let request = world
        .client
        .request(ListAgentTeamReq::default(), seconds(60), world.now);
    let request = request.expect("sent");
    let asked = world.sent(Side::A);
    let confirmation = asked[0].confirmation().expect("a confirmation");
    let mut stream: Vec<u8> = (0..10).flat_map(numbered).collect();
    stream.extend(bytes(confirmation.as_known().expect("a message")));
    world.receive(Side::A, &stream);
    world.cut(Side::A);
    let outcomes = outcomes(&world.events(), request);
    assert!(
        matches!(outcomes[..], [Outcome::Confirmed(_)]),
        "{outcomes:?}"
    );
}

#[test]
fn both_sides_have_their_turn() {
    for capacity in [1, 2, 3, 10] {
        let mut world = World::active_and_standby_with(with_room_for(capacity, config_of_both()));
        for side in Side::BOTH {
            let stream: Vec<u8> = (0..500).flat_map(numbered).collect();
            world.receive(side, &stream);
        }
        let mut read = [0_i32; 2];
        while let Some(event) = world.event() {
            let (side, number) = number(&event).expect("an event");
            assert_eq!(
                i32::try_from(number),
                Ok(read[side.index()]),
                "the order is kept"
            );
            read[side.index()] += 1;
            // What side A has filled the queue with at first, and then in turn.
            let ahead = (read[0] - read[1]).abs();
            assert!(
                ahead <= 1 + i32::try_from(capacity).expect("small"),
                "{read:?}"
            );
        }
        assert_eq!(read, [500, 500]);
    }
}

#[test]
fn a_side_that_floods_does_not_keep_the_other_from_being_heard() {
    let mut world = World::active_and_standby_with(with_room_for(4, config_of_both()));
    let flood: Vec<u8> = (0..10_000).flat_map(numbered).collect();
    world.receive(Side::A, &flood);
    // It may not be read now, and so the driver does not.
    world.event();
    world.receive(Side::B, &numbered(7));
    let mut before = 0;
    while let Some(event) = world.event() {
        if let Some((Side::B, 7)) = number(&event) {
            break;
        }
        before += 1;
    }
    assert!(before <= 5, "{before} events of the other side came first");
}

#[test]
fn deadlines_of_requests_count_while_the_application_does_not_read() {
    let mut world = World::open_with(with_room_for(1, config()));
    let request = world
        .client
        .request(ListAgentTeamReq::default(), seconds(2), world.now);
    let request = request.expect("sent");
    world.receive(Side::A, &numbered(0));
    let confirmation = world.sent(Side::A)[0]
        .confirmation()
        .expect("a confirmation");
    let confirmation = bytes(confirmation.as_known().expect("a message"));
    world.receive(Side::A, &confirmation);
    world.wait(seconds(2));
    let events = world.events();
    assert_eq!(outcomes(&events, request), [Outcome::TimedOut]);
    assert!(
        matches!(events.last(), Some(ClientEvent::LateAnswer { .. })),
        "told, not dropped"
    );
}

#[test]
fn the_answer_to_open_req_does_not_wait_behind_events() {
    let mut world = World::new(with_room_for(2, config()));
    world.accept(Side::A);
    let confirmation = bytes(&world.confirmation(Side::A));
    let mut stream = [numbered(0), numbered(1), numbered(2)].concat();
    stream.extend(confirmation);
    world.receive(Side::A, &stream);
    assert_eq!(world.client.state(Side::A), SideState::Open);
    world.wait(seconds(1000));
    assert_eq!(failures(&world.events()), []);
}

#[test]
fn the_answer_to_open_req_does_not_wait_behind_the_outcomes_of_requests() {
    let mut world = World::new(with_room_for(2, config_of_both()));
    world.open_as(Side::A, SessionType::ACTIVE);
    world.accept(Side::B);
    world.events();
    let confirmation = world.confirmation(Side::B);
    for _ in 0..200 {
        let request = ListAgentTeamReq::default();
        let sent = world.client.request(request, seconds(1), world.now);
        assert!(sent.is_ok());
    }
    world.wait(seconds(1));
    assert_eq!(world.client.waiting_events(), 200);
    assert!(world.client.may_read(world.connection(Side::B)));
    world.deliver(Side::B, &confirmation);
    assert_eq!(world.client.state(Side::B), SideState::Open);
    assert!(!world.client.may_read(world.connection(Side::B)));
    world.wait(seconds(1000));
    assert_eq!(failures(&world.events()), []);
}

#[test]
fn what_comes_before_the_answer_to_open_req_does_not_fill_the_memory() {
    for capacity in [2_u32, 16, 40] {
        let room = usize::try_from(capacity).expect("a small number");
        let mut world = World::new(with_room_for(room, config()));
        world.accept(Side::A);
        let connection = world.connection(Side::A);
        let confirmation = world.confirmation(Side::A);
        let mut received = 0;
        while world.client.may_read(connection) {
            world.receive(Side::A, &numbered(received));
            received += 1;
        }
        assert_eq!(received, capacity.max(16));
        // The answer that comes behind them is handled as soon as there is room again, and not before.
        world.deliver(Side::A, &confirmation);
        let mut taken = 0;
        while world.client.state(Side::A) == SideState::Opening {
            assert!(world.event().is_some());
            taken += 1;
        }
        assert_eq!(taken, received - capacity + 1);
        assert_eq!(world.client.state(Side::A), SideState::Open);
    }
}

#[test]
fn a_server_that_stays_silent_counts_as_failed_while_the_application_does_not_read() {
    let mut world = World::new(with_room_for(1, config()));
    world.accept(Side::A);
    world.receive(Side::A, &numbered(0));
    world.wait(seconds(30));
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::OpenTimedOut)]
    );
}

#[test]
fn no_attempt_begins_while_there_is_no_room_to_tell_of_it() {
    let mut world = World::new(with_room_for(1, config()));
    world.attempts();
    world.refuse_connection(Side::A);
    world.wait(seconds(1000));
    assert_eq!(world.attempted(), []);
    assert_eq!(count(&mut world), 1);
    assert_eq!(world.attempted(), [Side::B]);
}

#[test]
fn an_application_that_asks_without_reading_is_stopped() {
    let mut config = with_room_for(10, config());
    config.request_capacity = 20;
    let mut world = World::open_with(config);
    let mut sent = 0;
    for _ in 0..1000 {
        let request = world
            .client
            .request(ListAgentTeamReq::default(), millis(1), world.now);
        sent += usize::from(request.is_ok());
        world.wait(millis(1));
    }
    assert!(sent <= 30, "{sent} requests, each with an event that waits");
    assert_eq!(count(&mut world), sent);
    world
        .client
        .request(ListAgentTeamReq::default(), millis(1), world.now)
        .expect("sent");
}

#[test]
fn the_events_that_wait_are_bounded_while_nobody_reads() {
    let mut config = with_room_for(10, config_of_both());
    config.request_capacity = 20;
    config.heartbeat = cti_session::Heartbeat::Every(seconds(5));
    let mut world = World::new(config);
    world.open_as(Side::A, SessionType::ACTIVE);
    world.open_as(Side::B, SessionType::ACTIVE);
    for round in 0..2000 {
        for side in Side::BOTH {
            if world.is_connected(side) && world.client.may_read(world.connection(side)) {
                world.receive(side, &numbered(round));
            }
        }
        let _ = world
            .client
            .request(ListAgentTeamReq::default(), seconds(3), world.now);
        world.wait(seconds(1));
        if round == 1000 {
            world.cut(Side::B);
        }
    }
    world.client.close(StatusCode::NO_ERROR, world.now);
    world.wait(seconds(5));
    let events = count(&mut world);
    assert!(events <= 10 + 20 + 6, "{events} events");
}

#[test]
fn a_server_that_asks_without_reading_does_not_fill_the_memory() {
    let mut world = World::active_and_standby();
    world.stalled = [true; 2];
    let question = bytes(&ActiveMaintenanceReqMsg::default());
    for _ in 0..100_000 {
        let connection = world.connection(Side::B);
        if world.client.may_read(connection) {
            world.receive(Side::B, &question);
        }
    }
    let waiting = world.client.outgoing(world.connection(Side::B)).len();
    assert!(waiting <= 128 * 1024, "{waiting} bytes of answers wait");
}

#[test]
fn answers_may_wait_for_4_kib_beyond_what_the_application_may_send() {
    for capacity in [16, 1000] {
        let mut config = config_of_both();
        config.send_capacity = capacity;
        let mut world = World::active_and_standby_with(config);
        world.sent(Side::B);
        world.stalled = [true; 2];
        let waiting = |world: &World| world.client.outgoing(world.connection(Side::B)).len();
        let question = ActiveMaintenanceReqMsg::default();
        world.deliver(Side::B, &question);
        let answer = waiting(&world);
        assert!(answer > 0);
        for _ in 0..1000 {
            world.deliver(Side::B, &question);
        }
        let most = capacity + 4 * 1024;
        assert_eq!(waiting(&world), most / answer * answer);
    }
}

#[test]
fn a_side_that_stays_silent_counts_as_failed_while_the_application_is_slow() {
    let mut world = World::new(with_room_for(3, config_of_both()));
    world.open_as(Side::A, SessionType::ACTIVE);
    world.accept(Side::B);
    world.events();
    let mut events = Vec::new();
    for _ in 0..600 {
        while world.client.may_read(world.connection(Side::A)) {
            world.receive(Side::A, &numbered(0));
        }
        world.wait(seconds(1));
        events.extend(world.event());
    }
    events.extend(world.events());
    assert_eq!(
        failures(&events).first(),
        Some(&(Side::B, OpenFailure::OpenTimedOut)),
        "side B was opening for 10 minutes"
    );
}

/// More than may wait to be sent: requests up to the limit, and a heartbeat beyond it.
fn fill(world: &mut World) {
    world.stalled = [true; 2];
    loop {
        let request = ListAgentTeamReq::default();
        match world.client.request(request, seconds(9_999), world.now) {
            Ok(_) => {}
            Err(NotSent::QueueFull) => return,
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn a_connection_that_ends_while_more_waits_than_may_is_lost_and_made_again() {
    let mut config = config_of_both();
    config.send_capacity = 100;
    let mut world = World::active_and_standby_with(config);
    world.wait(seconds(10));
    fill(&mut world);
    world.deliver(Side::A, &ActiveMaintenanceReqMsg::default());
    world.deliver(Side::A, &ActiveMaintenanceReqMsg::default());
    world.cut(Side::A);
    assert_eq!(
        losses(&world.events()),
        [(Side::A, LossReason::Disconnected)]
    );
    assert_eq!(world.client.waiting_requests(), 0);
    world.wait(seconds(0));
    assert!(world.is_connected(Side::A));
}

#[test]
fn what_a_server_sends_is_handled_while_more_waits_to_be_sent_than_may() {
    let mut config = config();
    config.send_capacity = 100;
    let mut world = World::open_with(config);
    fill(&mut world);
    world.receive(Side::A, &numbered(7));
    let events = world.events();
    assert_eq!(number(&events[0]), Some((Side::A, 7)));
}

#[test]
fn a_message_that_is_longer_than_the_limit_is_sent_alone() {
    let mut config = config();
    config.send_capacity = 1;
    let mut world = World::open_with(config);
    let ask = |world: &mut World| {
        let request = ListAgentTeamReq::default();
        world.client.request(request, seconds(9), world.now)
    };
    ask(&mut world).expect("sent, since nothing waits");
    assert_eq!(ask(&mut world), Err(NotSent::QueueFull));
    assert_eq!(world.sent(Side::A).len(), 1);
    ask(&mut world).expect("sent, since nothing waits any more");
}

#[test]
fn large_messages_pause_reading_before_the_memory_is_full() {
    let mut config = config();
    config.event_bytes = 50_000;
    let mut world = World::open_with(config);
    let large = bytes(&SystemEvent {
        text: Some("x".repeat(10_000).into()),
        ..SystemEvent::default()
    });
    let connection = world.connection(Side::A);
    let mut received = 0;
    while world.client.may_read(connection) {
        world.receive(Side::A, &large);
        received += 1;
    }
    assert_eq!(received, 5);
    // There is room for one more each time.
    for _ in 0..3 {
        world.event();
        assert!(world.client.may_read(connection));
        world.receive(Side::A, &large);
        assert!(!world.client.may_read(connection));
    }
}
