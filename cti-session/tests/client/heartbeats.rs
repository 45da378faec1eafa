//! How the client shows that it is alive, and notices that the server is not.

use cti_messages::{
    FailureConf, HeartbeatConf, HeartbeatReq, InvokeId, ListAgentTeamReq, MessageType, StatusCode,
    SystemEvent, UserMessageConf,
};
use cti_session::{
    Client, ClientConfig, ClientConfigError, ClientEvent, Heartbeat, LossReason, Side, SideState,
    Time,
};

use crate::support::*;

fn beating(config: ClientConfig, interval: u64) -> ClientConfig {
    let mut config = config;
    config.heartbeat = Heartbeat::Every(seconds(interval));
    config
}

fn answer(world: &mut World, side: Side, invoke_id: InvokeId) {
    world.deliver(
        side,
        &HeartbeatConf {
            invoke_id,
            ..HeartbeatConf::default()
        },
    );
}

fn refuse(world: &mut World, side: Side, invoke_id: InvokeId) {
    world.deliver(
        side,
        &FailureConf {
            invoke_id,
            status: StatusCode::CTI_SERVER_OFFLINE,
            ..FailureConf::default()
        },
    );
}

#[test]
fn a_heartbeat_is_due_one_interval_after_the_last_message() {
    let mut world = World::open_with(beating(config(), 7));
    for _ in 0..5 {
        world.wait(millis(6_999));
        assert_eq!(world.sent(Side::A), []);
        world.wait(millis(1));
        let id = world.sent_id(Side::A);
        answer(&mut world, Side::A, id);
    }
    assert_eq!(world.events(), []);
}

#[test]
fn a_heartbeat_is_a_heartbeat_req_with_an_id_of_its_own() {
    let mut world = World::open_with(beating(config(), 7));
    world.wait(seconds(21));
    let sent = world.sent(Side::A);
    let mut ids: Vec<_> = sent.iter().map(|message| message.invoke_id()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    assert!(
        sent.iter()
            .all(|message| message.message_type() == MessageType::HEARTBEAT_REQ)
    );
}

#[test]
fn any_message_of_the_client_puts_the_heartbeat_off() {
    let mut world = World::open_with(beating(config(), 7));
    world.wait(seconds(4));
    let request = ListAgentTeamReq::default();
    world
        .client
        .request(request, seconds(100), world.now)
        .expect("sent");
    world.wait(seconds(6));
    assert_eq!(
        world.sent_types(Side::A),
        [MessageType::LIST_AGENT_TEAM_REQ]
    );
    let now = world.now;
    world
        .client
        .send(&UserMessageConf::default(), now)
        .expect("sent");
    world.wait(seconds(6));
    world
        .client
        .send_to(Side::A, &UserMessageConf::default(), world.now)
        .expect("sent");
    world.wait(millis(6_999));
    assert_eq!(
        world.sent_types(Side::A),
        [MessageType::USER_MESSAGE_CONF; 2]
    );
    world.wait(millis(1));
    assert_eq!(world.sent_types(Side::A), [MessageType::HEARTBEAT_REQ]);
}

#[test]
fn the_interval_begins_with_open_req() {
    let mut world = World::new(beating(config(), 30));
    world.accept(Side::A);
    let confirmation = world.confirmation(Side::A);
    world.wait(seconds(20));
    world.deliver(Side::A, &confirmation);
    world.wait(millis(9_999));
    assert_eq!(world.sent(Side::A), []);
    world.wait(millis(1));
    assert_eq!(world.sent_types(Side::A), [MessageType::HEARTBEAT_REQ]);
}

#[test]
fn no_heartbeat_is_sent_before_the_session_is_open() {
    let mut world = World::new(beating(config(), 5));
    world.accept(Side::A);
    world.sent(Side::A);
    world.wait(seconds(29));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn what_the_server_sends_does_not_put_the_heartbeat_off() {
    let mut world = World::open_with(beating(config(), 7));
    for _ in 0..7 {
        world.wait(seconds(1));
        world.deliver(Side::A, &SystemEvent::default());
        world.events();
    }
    assert_eq!(world.sent_types(Side::A), [MessageType::HEARTBEAT_REQ]);
}

#[test]
fn three_unanswered_heartbeats_end_the_session_when_the_fourth_is_due() {
    let mut world = World::open_with(beating(config(), 7));
    let connection = world.connection(Side::A);
    world.wait(millis(27_999));
    assert_eq!(world.sent_types(Side::A), [MessageType::HEARTBEAT_REQ; 3]);
    assert_eq!(world.client.state(Side::A), SideState::Open);
    world.wait(millis(1));
    assert_eq!(
        losses(&world.events()),
        [(Side::A, LossReason::HeartbeatsUnanswered)]
    );
    assert_eq!(world.resets(), [connection]);
    assert_eq!(world.sent(Side::A), [], "no fourth one");
}

#[test]
fn an_answer_to_the_last_heartbeat_resets_the_count() {
    let mut world = World::open_with(beating(config(), 7));
    for _ in 0..3 {
        world.wait(seconds(21));
        let sent = world.sent(Side::A);
        assert_eq!(sent.len(), 3);
        answer(&mut world, Side::A, sent[2].invoke_id().expect("an ID"));
    }
    world.wait(millis(27_999));
    assert_eq!(world.client.state(Side::A), SideState::Open);
    world.wait(millis(1));
    assert_eq!(
        losses(&world.events()),
        [(Side::A, LossReason::HeartbeatsUnanswered)]
    );
}

#[test]
fn an_answer_that_is_late_is_an_answer_to_its_own_heartbeat() {
    let mut world = World::open_with(beating(config(), 7));
    world.wait(millis(27_999));
    let sent = world.sent(Side::A);
    answer(&mut world, Side::A, sent[0].invoke_id().expect("an ID"));
    // Of three, two have no answer: the fourth is sent, and the fifth is the one that notices.
    world.wait(millis(1));
    assert_eq!(world.sent_types(Side::A), [MessageType::HEARTBEAT_REQ]);
    world.wait(millis(6_999));
    assert_eq!(world.client.state(Side::A), SideState::Open);
    world.wait(millis(1));
    assert_eq!(
        losses(&world.events()),
        [(Side::A, LossReason::HeartbeatsUnanswered)]
    );
}

#[test]
fn messages_of_the_server_are_no_answers_to_heartbeats() {
    let mut world = World::open_with(beating(config(), 7));
    let mut events = Vec::new();
    for _ in 0..28 {
        world.deliver(Side::A, &SystemEvent::default());
        answer(&mut world, Side::A, InvokeId(9_999));
        world.wait(seconds(1));
        // Nor does it count as a pause that the application takes what has come.
        events.extend(world.events());
    }
    assert_eq!(
        losses(&events),
        [(Side::A, LossReason::HeartbeatsUnanswered)]
    );
}

#[test]
fn a_confirmation_of_a_heartbeat_that_was_never_sent_is_reported() {
    let mut world = World::open_with(beating(config(), 7));
    world.wait(seconds(7));
    let sent = world.sent_id(Side::A);
    for id in [0, sent.0 + 1, u32::MAX] {
        answer(&mut world, Side::A, InvokeId(id));
        let events = world.events();
        assert!(
            matches!(events[..], [ClientEvent::LateAnswer { request: None, .. }]),
            "{id}: {events:?}"
        );
    }
    answer(&mut world, Side::A, sent);
    // Once more, and it may be one that is not remembered any more.
    answer(&mut world, Side::A, sent);
    assert_eq!(world.events(), []);
}

#[test]
fn requests_between_heartbeats_do_not_hide_that_they_are_unanswered() {
    let mut world = World::open_with(beating(config(), 7));
    for _ in 0..3 {
        world.wait(seconds(7));
        world.wait(seconds(3));
        world
            .client
            .send(&UserMessageConf::default(), world.now)
            .expect("sent");
    }
    world.wait(millis(6_999));
    assert_eq!(world.client.state(Side::A), SideState::Open);
    world.wait(millis(1));
    assert_eq!(
        losses(&world.events()),
        [(Side::A, LossReason::HeartbeatsUnanswered)]
    );
}

#[test]
fn a_failure_conf_to_a_heartbeat_ends_the_session() {
    for answered in 0..3 {
        let mut world = World::open_with(beating(config(), 7));
        world.wait(seconds(21));
        let connection = world.connection(Side::A);
        let id = world.sent(Side::A)[answered].invoke_id();
        refuse(&mut world, Side::A, id.expect("an ID"));
        let reason = LossReason::HeartbeatRefused(StatusCode::CTI_SERVER_OFFLINE);
        assert_eq!(losses(&world.events()), [(Side::A, reason)]);
        assert_eq!(world.resets(), [connection]);
    }
}

#[test]
fn a_failure_conf_to_a_heartbeat_ends_the_session_even_if_it_is_truncated() {
    let mut world = World::open_with(beating(config(), 7));
    world.wait(seconds(7));
    let connection = world.connection(Side::A);
    let id = world.sent_id(Side::A);
    let mut truncated = vec![0, 0, 0, 4, 0, 0, 0, 1];
    truncated.extend(id.0.to_be_bytes());
    world.receive(Side::A, &truncated);
    let losses = losses(&world.events());
    assert!(
        matches!(losses[..], [(Side::A, LossReason::Unreadable(_))]),
        "{losses:?}"
    );
    assert_eq!(world.resets(), [connection]);
}

#[test]
fn a_failure_conf_to_no_heartbeat_does_not_end_the_session() {
    let mut world = World::open_with(beating(config(), 7));
    world.wait(seconds(7));
    let id = world.sent_id(Side::A);
    refuse(&mut world, Side::A, InvokeId(id.0 + 1));
    assert!(matches!(
        world.events()[..],
        [ClientEvent::LateAnswer { .. }]
    ));
    assert_eq!(world.client.state(Side::A), SideState::Open);
}

#[test]
fn heartbeats_can_be_off() {
    let mut world = World::new(config());
    world.accept(Side::A);
    assert_eq!(world.open_request(Side::A).idle_timeout, u32::MAX);
    let mut world = World::open_with(config());
    assert_eq!(world.client.deadline(), None);
    world.wait(seconds(10_000_000));
    assert_eq!(world.sent(Side::A), []);
    assert_eq!(world.client.state(Side::A), SideState::Open);
}

#[test]
fn the_default_suits_desktops() {
    assert_eq!(Heartbeat::default(), Heartbeat::Every(seconds(90)));
}

#[test]
fn idle_timeout_is_four_intervals() {
    for interval in [5, 7, 90, 3600, u64::from(u32::MAX) / 4] {
        let mut config = beating(config(), interval);
        config.open.idle_timeout = 1;
        let mut world = World::new(config);
        world.accept(Side::A);
        let idle_timeout = world.open_request(Side::A).idle_timeout;
        assert_eq!(u64::from(idle_timeout), 4 * interval);
    }
}

#[test]
fn an_interval_below_five_seconds_or_of_parts_of_a_second_is_an_error() {
    let too_long = seconds(u64::from(u32::MAX) / 4 + 1);
    let wrong = [
        seconds(0),
        seconds(4),
        millis(4_999),
        millis(5_500),
        too_long,
    ];
    for interval in wrong.into_iter().chain([core::time::Duration::MAX]) {
        let mut config = config();
        config.heartbeat = Heartbeat::Every(interval);
        let client = Client::new(config, 1, Time::START);
        assert_eq!(
            client.map(drop),
            Err(ClientConfigError::HeartbeatInterval(interval))
        );
    }
}

#[test]
fn a_heartbeat_req_of_the_server_is_a_message_without_an_answer() {
    let mut world = World::open_with(config());
    let request = HeartbeatReq {
        invoke_id: InvokeId(1),
        ..HeartbeatReq::default()
    };
    world.deliver(Side::A, &request);
    assert!(matches!(world.events()[..], [ClientEvent::Message { .. }]));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn each_side_has_heartbeats_of_its_own() {
    let mut world = World::active_and_standby_with(beating(config_of_both(), 7));
    for second in 1..=28 {
        world.wait(seconds(1));
        for (at, message) in world.sent_at(Side::A) {
            assert_eq!((at, second % 7), (world.now.since_start(), 0));
            answer(&mut world, Side::A, message.invoke_id().expect("an ID"));
        }
    }
    assert_eq!(
        losses(&world.events()),
        [(Side::B, LossReason::HeartbeatsUnanswered)]
    );
    assert_eq!(world.client.state(Side::A), SideState::Open);
}

/// Fills the queue of events.
fn pause(world: &mut World) {
    while world.client.may_read(world.connection(Side::A)) {
        world.deliver(Side::A, &SystemEvent::default());
    }
}

#[test]
fn heartbeats_go_on_while_the_application_does_not_read_and_do_not_count() {
    let mut config = beating(config(), 7);
    config.event_capacity = 10;
    let mut world = World::open_with(config);
    pause(&mut world);
    for beat in 1..=40 {
        world.wait(millis(6_999));
        assert_eq!(world.sent(Side::A), []);
        world.wait(millis(1));
        assert_eq!(
            world.sent_types(Side::A),
            [MessageType::HEARTBEAT_REQ],
            "{beat}"
        );
    }
    assert_eq!(world.client.state(Side::A), SideState::Open);
}

#[test]
fn heartbeats_that_were_unanswered_before_do_not_count_once_reading_goes_on() {
    let mut config = beating(config(), 7);
    config.event_capacity = 10;
    let mut world = World::open_with(config);
    // Two before, five while paused.
    world.wait(seconds(14));
    pause(&mut world);
    world.wait(seconds(35));
    assert_eq!(world.sent(Side::A).len(), 7);
    world.events();
    // From now on, each counts again: three, and the fourth notices.
    world.wait(millis(27_999));
    assert_eq!(world.sent(Side::A).len(), 3);
    assert_eq!(world.events(), []);
    world.wait(millis(1));
    assert_eq!(
        losses(&world.events()),
        [(Side::A, LossReason::HeartbeatsUnanswered)]
    );
}

#[test]
fn answers_to_heartbeats_that_waited_behind_events_are_no_events() {
    let mut config = beating(config(), 7);
    config.event_capacity = 10;
    let mut world = World::open_with(config);
    pause(&mut world);
    world.wait(seconds(7 * 40));
    let sent = world.sent(Side::A);
    assert_eq!(sent.len(), 40);
    world.events();
    for message in sent {
        answer(&mut world, Side::A, message.invoke_id().expect("an ID"));
    }
    assert_eq!(world.events(), []);
}

#[test]
fn heartbeats_go_on_under_a_flood_of_events() {
    for capacity in [1, 10, 1024] {
        let mut config = beating(config(), 7);
        config.event_capacity = capacity;
        let mut world = World::open_with(config);
        let start = world.now.since_start();
        let flood: Vec<u8> = (0..50)
            .flat_map(|_| bytes(&SystemEvent::default()))
            .collect();
        let mut beats = Vec::new();
        for _ in 0..1000 {
            if world.client.may_read(world.connection(Side::A)) {
                world.receive(Side::A, &flood);
            }
            for _ in 0..30 {
                world.event();
            }
            world.wait(millis(100));
            for (at, message) in world.sent_at(Side::A) {
                beats.push(at - start);
                // The answer comes after what the server has already sent.
                answer(&mut world, Side::A, message.invoke_id().expect("an ID"));
            }
        }
        let due: Vec<_> = (1..=14).map(|beat| seconds(beat * 7)).collect();
        assert_eq!(beats, due, "with room for {capacity} events");
    }
}

#[test]
fn no_heartbeat_waits_behind_other_bytes() {
    let mut world = World::open_with(beating(config(), 5));
    world.stalled = [true; 2];
    let request = ListAgentTeamReq::default();
    world
        .client
        .request(request, seconds(100), world.now)
        .expect("sent");
    let connection = world.connection(Side::A);
    let waiting = world.client.outgoing(connection).len();
    // A byte now and then: the server is slow, and alive.
    for taken in 1..5 {
        world.wait(seconds(25));
        world.client.sent(connection, 1, world.now);
        assert_eq!(world.client.outgoing(connection).len(), waiting - taken);
    }
    assert_eq!(losses(&world.events()), []);
    // The interval begins when everything is sent.
    world.stalled = [false; 2];
    let rest = world.client.outgoing(connection).len();
    world.client.sent(connection, rest, world.now);
    world.wait(millis(4_999));
    assert_eq!(world.sent_types(Side::A), []);
    world.wait(millis(1));
    assert_eq!(world.sent_types(Side::A), [MessageType::HEARTBEAT_REQ]);
}

#[test]
fn bytes_that_did_not_wait_are_no_sign_of_life() {
    let mut world = World::open_with(beating(config(), 7));
    world.wait(seconds(6));
    let connection = world.connection(Side::A);
    world.client.sent(connection, usize::MAX, world.now);
    world.wait(seconds(1));
    assert_eq!(world.sent_types(Side::A), [MessageType::HEARTBEAT_REQ]);
}
