//! Standby, active, and the graceful shutdown of the active server.

use cti_messages::{
    ActiveMaintenanceReqMsg, ActiveMaintenanceRespMsg, CloseReq, CtiServiceMask, HeartbeatReq,
    InvokeId, Message, MessageType, OpenReq, ProtocolVersion, QueryAgentStateReq, StatusCode,
    StoppingRequestsToThisSideInd, VersionNumber,
};
use cti_session::{
    MaintenanceError, MaintenanceRefusal, NotAccepted, ServerConfig, ServerEvent, ServerRole,
    SessionEnd,
};

use super::*;

const MAINTENANCE: StatusCode = StatusCode::SERVER_IN_MAINTENANCE_MODE;

fn modern() -> OpenReq<'static> {
    with_services(CtiServiceMask::ALL_EVENTS | CtiServiceMask::ACTIVE_STANDBY)
}

/// Takes ACTIVE_MAINTENANCE_REQ; its invoke ID.
fn asked(world: &mut World, connection: ConnectionId) -> InvokeId {
    let frames = world.frames(connection);
    let [frame] = &*frames else {
        panic!("{frames:?}")
    };
    frame
        .decode::<ActiveMaintenanceReqMsg<'_>>()
        .expect("ACTIVE_MAINTENANCE_REQ")
        .invoke_id
}

fn answer(world: &mut World, connection: ConnectionId, invoke_id: InvokeId, accepted: bool) {
    let answer = ActiveMaintenanceRespMsg {
        invoke_id,
        maintenance_mode_accepted: accepted.into(),
        ..ActiveMaintenanceRespMsg::default()
    };
    world.receive(connection, &answer);
}

/// Takes ACTIVE_MAINTENANCE_EVENT; its status.
fn decided(world: &mut World, connection: ConnectionId) -> bool {
    let frames = world.frames(connection);
    let [frame] = &*frames else {
        panic!("{frames:?}")
    };
    match frame.message().expect("decoded") {
        Message::ActiveMaintenanceEventMsg(event) => event.maintenance_mode_status.is_true(),
        other => panic!("{other}"),
    }
}

fn stopping(world: &mut World, connection: ConnectionId) {
    world.receive(connection, &StoppingRequestsToThisSideInd::default());
}

/// A server that has asked two sessions, and their invoke IDs; a third is too old to be asked.
fn asking() -> (World, [(ConnectionId, InvokeId); 2], ConnectionId) {
    let mut world = World::new();
    let one = world.open(&modern());
    let two = world.open(&modern());
    let old = world.open(&open_req());
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    let ids = [(one, asked(&mut world, one)), (two, asked(&mut world, two))];
    assert_ne!(ids[0].1, ids[1].1);
    assert!(world.server.outgoing(old).is_empty());
    (world, ids, old)
}

/// A server whose sessions have agreed.
fn agreed() -> (World, ConnectionId, ConnectionId, ConnectionId) {
    let (mut world, ids, old) = asking();
    for (connection, id) in ids {
        answer(&mut world, connection, id, true);
    }
    for (connection, _) in ids {
        assert!(world.events().is_empty(), "not before it is sent");
        assert!(decided(&mut world, connection));
    }
    assert_eq!(world.events(), [ServerEvent::MaintenanceAgreed]);
    (world, ids[0].0, ids[1].0, old)
}

#[test]
fn all_agree_and_leave() {
    let (mut world, one, two, old) = agreed();
    assert!(world.server.hand_over(world.now));
    world.pass(seconds(2));
    stopping(&mut world, one);
    assert!(world.ends_stream(one));
    let end = SessionEnd::Maintenance;
    assert_eq!(
        world.events(),
        [ServerEvent::Closed {
            connection: one,
            end: end.clone()
        }]
    );
    assert!(world.server.outgoing(old).is_empty());
    stopping(&mut world, two);
    assert!(world.ends_stream(two));
    // Nobody else goes over: the rest is ended.
    assert_eq!(world.failure_event(old), MAINTENANCE);
    world.events();
    world.server.closed(one, world.now);
    world.server.closed(two, world.now);
    assert!(world.events().is_empty(), "it was reported before");
    world.pass(millis(4_999));
    assert!(!world.is_reset(old));
    world.pass(millis(1));
    assert!(world.is_reset(old));
    assert_eq!(
        world.events(),
        [
            ServerEvent::Closed {
                connection: old,
                end
            },
            ServerEvent::MaintenanceOver
        ]
    );
}

#[test]
fn the_stream_ends_once_all_bytes_are_written() {
    let (mut world, one, _, _) = agreed();
    world.receive(one, &HeartbeatReq::default());
    stopping(&mut world, one);
    assert!(!world.ends_stream(one));
    assert_eq!(world.types(one), [MessageType::HEARTBEAT_CONF]);
    assert!(world.ends_stream(one));
    // Whatever it still sends is dropped, and the end is not asked for again.
    world.receive(one, &HeartbeatReq::default());
    assert!(!world.ends_stream(one));
    world.events();
    world.server.closed(one, world.now);
    world.assert_unknown(one);
}

#[test]
fn a_client_that_does_not_close_after_the_end_of_the_stream_is_reset() {
    let (mut world, one, _, _) = agreed();
    stopping(&mut world, one);
    assert!(world.ends_stream(one));
    world.pass(millis(4_999));
    assert!(!world.is_reset(one));
    world.pass(millis(1));
    assert!(world.is_reset(one));
    world.events();
    world.assert_unknown(one);
}

#[test]
fn a_client_that_takes_no_bytes_is_still_reset() {
    let (mut world, one, _, _) = agreed();
    world.receive(one, &HeartbeatReq::default());
    stopping(&mut world, one);
    world.pass(seconds(5));
    assert!(world.is_reset(one));
}

#[test]
fn a_session_that_does_not_leave_is_ended() {
    let (mut world, one, two, old) = agreed();
    // The other side takes its time to become active.
    world.pass(seconds(20));
    assert!(world.server.hand_over(world.now));
    stopping(&mut world, one);
    world.pass(millis(4_999));
    assert!(world.server.outgoing(two).is_empty());
    world.pass(millis(1));
    assert_eq!(world.failure_event(two), MAINTENANCE);
    assert_eq!(world.failure_event(old), MAINTENANCE);
    // Too late: it is being ended already.
    stopping(&mut world, two);
    world.frames(two);
    world.receive(two, &CloseReq::default());
    assert_eq!(world.types(two), [MessageType::CLOSE_CONF]);
    world.server.closed(two, world.now);
    world.server.closed(old, world.now);
    let events = world.events();
    let end = SessionEnd::Maintenance;
    for connection in [one, two, old] {
        assert!(events.contains(&ServerEvent::Closed {
            connection,
            end: end.clone()
        }));
    }
    assert_eq!(events.last(), Some(&ServerEvent::MaintenanceOver));
}

#[test]
fn requests_are_served_until_the_session_leaves() {
    let (mut world, one, _, old) = agreed();
    for connection in [one, old] {
        world.receive(connection, &QueryAgentStateReq::default());
        assert_eq!(world.messages(), [MessageType::QUERY_AGENT_STATE_REQ]);
    }
}

#[test]
fn one_refusal_calls_it_off() {
    let (mut world, [(one, id), (two, other)], old) = asking();
    answer(&mut world, one, id, true);
    answer(&mut world, two, other, false);
    let by = vec![(two, MaintenanceRefusal::Refused)];
    assert_eq!(world.events(), [ServerEvent::MaintenanceRefused { by }]);
    assert!(!decided(&mut world, one));
    assert!(!decided(&mut world, two));
    assert!(world.server.outgoing(old).is_empty());
    // All goes on as before, and it can begin again.
    assert_eq!(world.refusal(&modern()), None);
    stopping(&mut world, one);
    assert!(!world.is_reset(one));
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    assert_ne!(asked(&mut world, one), id);
}

#[test]
fn no_answer_within_five_seconds_is_a_refusal() {
    let (mut world, [(one, id), (two, other)], _) = asking();
    answer(&mut world, one, id, true);
    world.pass(millis(4_999));
    assert!(world.events().is_empty());
    world.pass(millis(1));
    let by = vec![(two, MaintenanceRefusal::NoAnswer)];
    assert_eq!(world.events(), [ServerEvent::MaintenanceRefused { by }]);
    assert!(!decided(&mut world, one));
    assert!(!decided(&mut world, two));
    // A late answer changes nothing.
    answer(&mut world, two, other, true);
    assert!(world.events().is_empty());
    assert!(world.frames(two).is_empty());
}

#[test]
fn an_answer_with_another_invoke_id_is_ignored() {
    let (mut world, [(one, id), (two, other)], _) = asking();
    answer(&mut world, one, other, true);
    answer(&mut world, one, InvokeId(99), false);
    answer(&mut world, two, other, true);
    assert!(world.frames(one).is_empty());
    answer(&mut world, one, id, true);
    assert!(decided(&mut world, one));
}

#[test]
fn a_session_that_ends_meanwhile_counts_as_accepting() {
    let (mut world, [(one, id), (two, _)], _) = asking();
    answer(&mut world, one, id, true);
    world.server.closed(two, world.now);
    assert!(decided(&mut world, one));
    let events = world.events();
    assert_eq!(events[1], ServerEvent::MaintenanceAgreed);
}

/// A server whose sessions have agreed, and have not been sent the event yet.
fn announcing() -> (World, ConnectionId, ConnectionId) {
    let (mut world, ids, _) = asking();
    for (connection, id) in ids {
        answer(&mut world, connection, id, true);
    }
    assert!(world.events().is_empty());
    (world, ids[0].0, ids[1].0)
}

#[test]
fn the_agreement_is_reported_once_every_byte_of_its_announcement_is_sent() {
    let (mut world, one, two) = announcing();
    // A message that comes after the event is not waited for.
    world.receive(one, &HeartbeatReq::default());
    let event = world.server.outgoing(two).len();
    world.server.sent(one, event, world.now);
    world.server.sent(two, event - 1, world.now);
    assert!(!world.server.hand_over(world.now));
    assert!(world.events().is_empty());
    world.server.sent(two, 1, world.now);
    assert_eq!(world.events(), [ServerEvent::MaintenanceAgreed]);
    assert!(world.server.hand_over(world.now));
}

#[test]
fn an_announcement_waits_for_no_session_that_has_gone() {
    let (mut world, one, two) = announcing();
    world.drain(one);
    world.server.closed(two, world.now);
    assert!(world.events().contains(&ServerEvent::MaintenanceAgreed));

    // Nor for one whose client has gone while its messages wait.
    let mut world = World::with(ServerConfig {
        event_capacity: 1,
        ..ServerConfig::default()
    });
    let connection = world.open(&modern());
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    let id = asked(&mut world, connection);
    answer(&mut world, connection, id, true);
    let query = encoded(&QueryAgentStateReq::default(), ProtocolVersion::V24);
    world.receive_bytes(connection, &query.repeat(2));
    world.server.closed(connection, world.now);
    assert!(world.events().contains(&ServerEvent::MaintenanceAgreed));
}

#[test]
fn an_announcement_waits_five_seconds_for_a_session_that_takes_no_bytes() {
    let (mut world, one, two) = announcing();
    world.drain(one);
    world.pass(millis(4_999));
    assert!(world.events().is_empty());
    world.pass(millis(1));
    assert_eq!(world.events(), [ServerEvent::MaintenanceAgreed]);
    world.drain(two);
    world.pass(seconds(1));
    assert!(world.events().is_empty(), "it is reported once");
}

#[test]
fn an_announcement_can_be_cancelled() {
    let (mut world, one, two) = announcing();
    assert!(world.server.cancel_maintenance(world.now));
    for connection in [one, two] {
        let expected = [MessageType::ACTIVE_MAINTENANCE_EVENT_MSG; 2];
        assert_eq!(world.types(connection), expected);
    }
    world.pass(seconds(5));
    assert!(world.events().is_empty());
}

#[test]
fn a_session_may_leave_as_soon_as_it_has_the_announcement() {
    let (mut world, one, two) = announcing();
    assert!(decided(&mut world, one));
    stopping(&mut world, one);
    assert!(world.ends_stream(one));
    assert!(decided(&mut world, two));
    assert_eq!(world.events()[1..], [ServerEvent::MaintenanceAgreed]);
}

#[test]
fn a_session_that_ends_after_the_agreement_counts_as_left() {
    let (mut world, one, two, old) = agreed();
    assert!(world.server.hand_over(world.now));
    world.server.closed(one, world.now);
    world.receive(two, &CloseReq::default());
    assert_eq!(world.failure_event(old), MAINTENANCE);
}

#[test]
fn no_session_is_ended_before_the_other_side_is_active() {
    let (mut world, one, two, old) = agreed();
    stopping(&mut world, one);
    world.server.closed(two, world.now);
    world.pass(seconds(15));
    assert!(world.server.outgoing(old).is_empty());
    world.receive(old, &QueryAgentStateReq::default());
    assert_eq!(world.messages(), [MessageType::QUERY_AGENT_STATE_REQ]);
    // Nobody is waited for any more.
    assert!(world.server.hand_over(world.now));
    assert_eq!(world.failure_event(old), MAINTENANCE);
}

#[test]
fn nobody_to_ask_agrees_at_once() {
    let mut world = World::new();
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    assert_eq!(world.events(), [ServerEvent::MaintenanceAgreed]);
    assert!(world.server.hand_over(world.now));
    assert_eq!(world.events(), [ServerEvent::MaintenanceOver]);

    let mut world = World::new();
    let old = world.open(&open_req());
    let too_old = OpenReq {
        version_number: VersionNumber(23),
        ..modern()
    };
    let too_old = world.open(&too_old);
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    assert_eq!(world.events(), [ServerEvent::MaintenanceAgreed]);
    assert!(world.server.hand_over(world.now));
    assert_eq!(world.failure_event(old), MAINTENANCE);
    assert_eq!(world.failure_event(too_old), MAINTENANCE);
}

#[test]
fn new_sessions_are_refused_from_the_start() {
    let (mut world, [(one, id), _], _) = asking();
    assert_eq!(world.refusal(&modern()), Some(MAINTENANCE));
    answer(&mut world, one, id, false);
    world.events();
    assert_eq!(world.refusal(&modern()), None);

    let (mut world, ..) = agreed();
    assert_eq!(world.refusal(&modern()), Some(MAINTENANCE));
    world.pass(seconds(100));
    world.events();
    assert_eq!(world.refusal(&modern()), Some(MAINTENANCE));
}

#[test]
fn a_session_accepted_too_late_is_refused() {
    let mut world = World::new();
    world.open(&modern());
    let late = world.connect();
    world.receive(late, &modern());
    let conf = world.server.open_conf(late).expect("an OPEN_REQ");
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    let accepted = world.server.accept(late, conf, world.now);
    assert_eq!(accepted, Err(NotAccepted::Refused(MAINTENANCE)));
    assert_eq!(world.failure(late), (InvokeId(7), MAINTENANCE));
}

#[test]
fn it_can_be_cancelled_while_it_asks() {
    let (mut world, [(one, id), (two, _)], _) = asking();
    answer(&mut world, one, id, true);
    assert!(world.server.cancel_maintenance(world.now));
    assert!(!world.server.cancel_maintenance(world.now));
    assert!(!decided(&mut world, one));
    assert!(!decided(&mut world, two));
    assert!(world.events().is_empty());

    assert_eq!(world.refusal(&modern()), None);
}

#[test]
fn it_can_be_cancelled_until_the_other_side_is_active() {
    let (mut world, one, two, old) = agreed();
    stopping(&mut world, one);
    assert!(world.ends_stream(one));
    assert!(world.server.cancel_maintenance(world.now));
    assert!(!decided(&mut world, two));
    assert!(world.server.outgoing(old).is_empty());
    // All goes on as before, and it can begin again.
    stopping(&mut world, two);
    assert!(!world.is_reset(two));
    assert!(!world.server.hand_over(world.now));
    assert_eq!(world.refusal(&modern()), None);
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));

    let (mut world, ..) = agreed();
    assert!(world.server.hand_over(world.now));
    assert!(!world.server.cancel_maintenance(world.now));
    world.pass(seconds(100));
    assert!(!world.server.cancel_maintenance(world.now));
}

#[test]
fn the_other_side_takes_over_once_and_not_before_the_agreement() {
    let mut world = World::new();
    assert!(!world.server.hand_over(world.now));
    let (mut world, ..) = asking();
    assert!(!world.server.hand_over(world.now));
    let (mut world, ..) = agreed();
    assert!(world.server.hand_over(world.now));
    let deadline = world.server.deadline();
    world.now = world.now + seconds(1);
    assert!(!world.server.hand_over(world.now));
    assert_eq!(world.server.deadline(), deadline);
    world.pass(seconds(100));
    assert!(!world.server.hand_over(world.now));
}

#[test]
fn answers_in_time_count_while_the_events_are_full() {
    let mut world = World::with(ServerConfig {
        event_capacity: 1,
        ..ServerConfig::default()
    });
    let one = world.open(&modern());
    let two = world.open(&modern());
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    let ids = [(one, asked(&mut world, one)), (two, asked(&mut world, two))];
    world.receive(one, &QueryAgentStateReq::default());
    for (connection, id) in ids {
        answer(&mut world, connection, id, true);
    }
    for (connection, _) in ids {
        assert!(decided(&mut world, connection));
    }
    stopping(&mut world, two);
    assert!(world.ends_stream(two));
}

#[test]
fn it_does_not_begin_at_the_wrong_time() {
    let (mut world, ..) = asking();
    let begin = |world: &mut World| world.server.begin_maintenance(world.now);
    assert_eq!(begin(&mut world), Err(MaintenanceError::Begun));
    world.server.stop(StatusCode::CTI_SERVER_OFFLINE, world.now);
    assert_eq!(begin(&mut world), Err(MaintenanceError::Stopping));
    assert_eq!(begin(&mut World::standby()), Err(MaintenanceError::Standby));
}

#[test]
fn its_messages_mean_nothing_at_other_times() {
    let mut world = World::new();
    let connection = world.open(&modern());
    answer(&mut world, connection, InvokeId(1), true);
    stopping(&mut world, connection);
    assert!(world.events().is_empty());
    assert!(world.frames(connection).is_empty());
    assert!(world.server.version(connection).is_some());
}

#[test]
fn a_standby_server_serves_only_what_keeps_a_session() {
    let mut world = World::standby();
    let connection = world.open(&modern());
    world.receive(
        connection,
        &QueryAgentStateReq {
            invoke_id: InvokeId(4),
            ..Default::default()
        },
    );
    assert_eq!(
        world.failure(connection),
        (InvokeId(4), StatusCode::SERVER_NOT_MASTER)
    );
    world.receive(connection, &modern());
    assert_eq!(
        world.failure(connection),
        (InvokeId(7), StatusCode::SESSION_ALREADY_OPEN)
    );
    world.receive(connection, &HeartbeatReq::default());
    assert_eq!(world.types(connection), [MessageType::HEARTBEAT_CONF]);
    world.receive(connection, &CloseReq::default());
    assert_eq!(world.types(connection), [MessageType::CLOSE_CONF]);
    assert!(world.messages().is_empty());
}

#[test]
fn activation_is_announced_to_all_sessions() {
    let mut world = World::standby();
    let connection = world.open(&modern());
    assert!(world.server.activate(world.now));
    assert!(!world.server.activate(world.now));
    assert_eq!(world.server.role(), ServerRole::Active);
    assert_eq!(
        world.types(connection),
        [MessageType::STANDBY_ACTIVE_EVENT_MSG]
    );
    world.receive(connection, &QueryAgentStateReq::default());
    assert_eq!(world.messages(), [MessageType::QUERY_AGENT_STATE_REQ]);
    // Clients that do not know of standby servers are welcome now.
    assert_eq!(world.refusal(&open_req()), None);
}

#[test]
fn a_session_that_accepts_and_ends_is_not_waited_for() {
    let (mut world, [(one, id), (two, other)], old) = asking();
    answer(&mut world, one, id, true);
    world.server.closed(one, world.now);
    answer(&mut world, two, other, true);
    assert!(decided(&mut world, two));
    assert!(world.server.hand_over(world.now));
    stopping(&mut world, two);
    assert_eq!(world.failure_event(old), MAINTENANCE);
}

#[test]
fn a_session_whose_connection_is_closed_is_not_asked() {
    let mut world = World::with(ServerConfig {
        event_capacity: 1,
        ..ServerConfig::default()
    });
    let connection = world.open(&modern());
    let query = encoded(&QueryAgentStateReq::default(), ProtocolVersion::V24);
    world.receive_bytes(connection, &query.repeat(2));
    world.server.closed(connection, world.now);
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    // The agreement does not wait for its end.
    assert!(world.server.next_event(world.now).is_some());
    assert_eq!(
        world.server.next_event(world.now),
        Some(ServerEvent::MaintenanceAgreed)
    );
}

#[test]
fn a_decision_that_is_open_at_the_end_is_a_refusal() {
    let mut world = World::new();
    let late = world.connect();
    world.receive(late, &modern());
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    assert!(world.server.hand_over(world.now));
    assert_eq!(world.failure(late), (InvokeId(7), MAINTENANCE));
}

#[test]
fn its_end_is_reported_once() {
    let mut world = World::new();
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    assert!(world.server.hand_over(world.now));
    world.events();
    let connection = world.connect();
    world.server.closed(connection, world.now);
    assert!(!world.events().contains(&ServerEvent::MaintenanceOver));
}

#[test]
fn stopping_ends_it() {
    let (mut world, [(one, id), _], _) = asking();
    let offline = StatusCode::CTI_SERVER_OFFLINE;
    world.server.stop(offline, world.now);
    assert_eq!(world.failure_event(one), offline);
    answer(&mut world, one, id, true);
    assert!(!world.events().contains(&ServerEvent::MaintenanceAgreed));
    assert!(!world.server.cancel_maintenance(world.now));
}

#[test]
fn an_agreement_that_was_cancelled_is_not_reported_any_more() {
    let mut world = World::new();
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    assert!(world.server.cancel_maintenance(world.now));
    // The application would make the other side active.
    assert!(world.events().is_empty());
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    assert_eq!(world.events(), [ServerEvent::MaintenanceAgreed]);
    assert!(world.server.cancel_maintenance(world.now));

    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    world.server.stop(StatusCode::CTI_SERVER_OFFLINE, world.now);
    assert_eq!(world.events(), [ServerEvent::Stopped]);
}

/// A server with one session, whose client has been asked, has sent three requests, and has gone. One event fills the
/// queue.
fn asked_and_gone() -> World {
    let mut world = World::with(ServerConfig {
        event_capacity: 1,
        ..ServerConfig::default()
    });
    let connection = world.open(&modern());
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    let query = encoded(&QueryAgentStateReq::default(), ProtocolVersion::V24);
    world.receive_bytes(connection, &query.repeat(3));
    world.server.closed(connection, world.now);
    world
}

#[test]
fn a_client_that_has_gone_accepts_though_its_messages_wait() {
    let mut world = asked_and_gone();
    world.pass(seconds(5));
    let events = world.events();
    assert!(events.contains(&ServerEvent::MaintenanceAgreed));
    let refused = |event: &ServerEvent| matches!(event, ServerEvent::MaintenanceRefused { .. });
    assert!(!events.iter().any(refused));
}

#[test]
fn messages_of_a_client_that_has_gone_are_delivered_though_the_sessions_are_ended() {
    let mut world = asked_and_gone();
    assert!(world.server.hand_over(world.now));
    world.pass(seconds(5));
    let mut messages = 0;
    let mut last = None;
    for event in world.events() {
        messages += usize::from(matches!(event, ServerEvent::Message { .. }));
        last = Some(event);
    }
    assert_eq!(messages, 3);
    assert_eq!(last, Some(ServerEvent::MaintenanceOver));
}

#[test]
fn a_cancelled_agreement_leaves_its_room_to_the_messages_that_wait() {
    let mut world = World::with(ServerConfig {
        event_capacity: 1,
        ..ServerConfig::default()
    });
    let connection = world.open(&open_req());
    assert_eq!(world.server.begin_maintenance(world.now), Ok(()));
    world.receive(connection, &QueryAgentStateReq::default());
    assert!(!world.server.may_read(connection));
    assert!(world.server.cancel_maintenance(world.now));
    assert!(world.server.may_read(connection));
    assert_eq!(world.messages(), [MessageType::QUERY_AGENT_STATE_REQ]);
}
