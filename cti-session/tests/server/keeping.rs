//! How sessions are kept alive, and how they end.

use cti_messages::{
    ActiveMaintenanceReqMsg, CloseReq, CtiServiceMask, FailureConf, HeartbeatConf, HeartbeatReq,
    InvokeId, MessageType, OpenReq, ProtocolVersion, QueryAgentStateReq, StatusCode, TypedMessage,
    VersionNumber,
};
use cti_session::{NotDelivered, ServerConfig, ServerEvent, SessionEnd};

use super::*;

fn heartbeat(id: u32) -> HeartbeatReq<'static> {
    HeartbeatReq {
        invoke_id: InvokeId(id),
        ..HeartbeatReq::default()
    }
}

fn close(status: StatusCode) -> CloseReq<'static> {
    CloseReq {
        invoke_id: InvokeId(9),
        status,
        ..CloseReq::default()
    }
}

fn idle_after(idle_timeout: u32) -> OpenReq<'static> {
    OpenReq {
        idle_timeout,
        ..open_req()
    }
}

#[test]
fn a_heartbeat_is_confirmed_at_once_and_not_reported() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world.receive(connection, &heartbeat(3));
    let frames = world.frames(connection);
    let conf: HeartbeatConf<'_> = frames[0].decode().expect("HEARTBEAT_CONF");
    assert_eq!(conf.invoke_id, InvokeId(3));
    assert!(world.events().is_empty());
}

#[test]
fn the_server_begins_no_heartbeats() {
    let mut world = World::new();
    let connection = world.open(&idle_after(u32::MAX));
    assert_eq!(world.server.deadline(), None);
    world.pass(seconds(100_000));
    assert!(world.frames(connection).is_empty());
    assert!(world.server.version(connection).is_some());
}

#[test]
fn silence_for_the_idle_timeout_resets() {
    let mut world = World::new();
    let connection = world.open(&idle_after(20));
    world.pass(millis(19_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    world.assert_reset(connection, SessionEnd::Idle);
}

#[test]
fn any_whole_message_begins_the_idle_timeout_anew() {
    let mut world = World::new();
    let connection = world.open(&idle_after(20));
    world.pass(seconds(19));
    world.receive(connection, &heartbeat(1));
    world.pass(seconds(19));
    world.receive(connection, &QueryAgentStateReq::default());
    world.frames(connection);
    world.pass(millis(19_999));
    assert!(!world.is_reset(connection));
    // The start of a message is none.
    world.receive_bytes(connection, &[0, 0]);
    world.events();
    world.pass(millis(1));
    world.assert_reset(connection, SessionEnd::Idle);
}

#[test]
fn a_message_at_the_deadline_is_in_time() {
    let mut world = World::new();
    let connection = world.open(&idle_after(20));
    world.now = world.now + seconds(20);
    world.receive(connection, &heartbeat(1));
    world.server.tick(world.now);
    assert!(!world.is_reset(connection));
}

#[test]
fn a_relaxed_idle_timeout_holds_as_the_client_says() {
    let mut config = ServerConfig::default();
    config.checks.relax(cti_session::Check::IdleTimeout);
    let mut world = World::with(config);
    let never = world.open(&idle_after(0));
    let short = world.open(&idle_after(1));
    world.pass(millis(999));
    assert!(!world.is_reset(short));
    world.pass(millis(1));
    world.assert_reset(short, SessionEnd::Idle);
    world.pass(seconds(100_000));
    assert!(world.server.version(never).is_some());
}

#[test]
fn the_client_closes_and_resets() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world.receive(connection, &close(StatusCode::TIMEOUT));
    let end = SessionEnd::Closed(StatusCode::TIMEOUT);
    assert_eq!(world.events(), [ServerEvent::Closed { connection, end }]);
    assert_eq!(world.types(connection), [MessageType::CLOSE_CONF]);
    assert!(!world.is_reset(connection));
    world.server.closed(connection, world.now);
    world.assert_unknown(connection);
}

#[test]
fn the_server_resets_five_seconds_after_close_req() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world.receive(connection, &close(StatusCode::NO_ERROR));
    world.events();
    // Nothing that follows counts.
    world.receive(connection, &heartbeat(1));
    assert_eq!(world.types(connection), [MessageType::CLOSE_CONF]);
    let sent = world
        .server
        .send(connection, &HeartbeatConf::default(), world.now);
    assert_eq!(sent, Err(NotDelivered::NotOpen));
    world.pass(millis(4_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    assert!(world.is_reset(connection));
    world.assert_unknown(connection);
}

#[test]
fn a_lost_connection_is_reported() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world.server.closed(connection, world.now);
    let end = SessionEnd::Disconnected;
    assert_eq!(world.events(), [ServerEvent::Closed { connection, end }]);
    world.assert_unknown(connection);
    assert_eq!(world.server.deadline(), None);
}

#[test]
fn garbage_resets_with_the_reason() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world.receive(connection, &QueryAgentStateReq::default());
    world.receive_bytes(connection, &[0xFF; 20]);
    let events = world.events();
    assert!(
        matches!(events[0], ServerEvent::Message { .. }),
        "{events:?}"
    );
    let ServerEvent::Closed {
        end: SessionEnd::Unreadable(_),
        ..
    } = events[1]
    else {
        panic!("{events:?}")
    };
    assert!(world.is_reset(connection));
    world.assert_unknown(connection);
}

#[test]
fn an_undecodable_request_is_answered_without_a_reset() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    // QUERY_AGENT_STATE_REQ with its invoke ID and nothing else.
    world.receive_bytes(connection, &[0, 0, 0, 4, 0, 0, 0, 36, 0, 0, 0, 5]);
    assert_eq!(
        world.failure(connection),
        (InvokeId(5), StatusCode::BAD_MESSAGE_FORMAT)
    );
    // A heartbeat and a close without an invoke ID.
    for message_type in [5, 7] {
        world.receive_bytes(connection, &[0, 0, 0, 0, 0, 0, 0, message_type]);
        assert_eq!(
            world.failure(connection),
            (InvokeId(0), StatusCode::BAD_MESSAGE_FORMAT)
        );
    }
    assert!(world.events().is_empty());
    world.receive(connection, &heartbeat(1));
    assert_eq!(world.types(connection), [MessageType::HEARTBEAT_CONF]);
}

#[test]
fn messages_of_servers_and_of_other_versions_are_refused() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    let expected = (InvokeId(3), StatusCode::INVALID_MSG_TYPE_FOR_VERSION);
    let request = ActiveMaintenanceReqMsg {
        invoke_id: InvokeId(3),
        ..ActiveMaintenanceReqMsg::default()
    };
    world.receive(connection, &request);
    assert_eq!(world.failure(connection), expected);

    // START_NETWORK_RECORDING_REQ came with version 23.
    let old = world.connect();
    let request = OpenReq {
        version_number: VersionNumber(22),
        ..open_req()
    };
    world.receive(old, &request);
    world.accept(old);
    world.frames_in(old, ProtocolVersion::V22);
    world.events();
    world.receive_bytes(old, &[0, 0, 0, 4, 0, 0, 1, 12, 0, 0, 0, 3]);
    assert_eq!(world.failure(old), expected);
    assert!(world.events().is_empty());
}

#[test]
fn only_requests_are_answered_when_they_are_refused() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    for known in MessageType::ALL {
        let number = known.0;
        // Its fixed part is missing; where there is none, the message is valid.
        let [high, low] = u16::try_from(number).expect("a small type").to_be_bytes();
        world.receive_bytes(connection, &[0, 0, 0, 0, 0, 0, high, low]);
        let answers = world.types(connection);
        // Messages without a published layout are the application's.
        let is_request = known.confirmed_by().is_some() && known.info().is_some();
        let expected: &[MessageType] = match is_request {
            true => &[MessageType::FAILURE_CONF],
            false => &[],
        };
        assert_eq!(answers, expected, "{known}");
    }
    assert!(world.server.version(connection).is_some());
}

#[test]
fn a_server_application_may_refuse_what_was_forwarded_to_it() {
    let failure = FailureConf {
        invoke_id: InvokeId(5),
        status: StatusCode::FUNCTION_NOT_AVAILABLE,
        ..FailureConf::default()
    };
    let mut world = World::new();
    let client = world.open(&open_req());
    world.receive(client, &failure);
    assert!(world.messages().is_empty());
    let services = CtiServiceMask::ALL_EVENTS | CtiServiceMask::SERVER;
    let application = world.open(&with_services(services));
    world.receive(application, &failure);
    assert_eq!(world.messages(), [MessageType::FAILURE_CONF]);
}

#[test]
fn unknown_messages_are_the_applications() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world.receive_bytes(connection, &[0, 0, 0, 1, 0, 0, 3, 232, 5]);
    assert_eq!(world.messages(), [MessageType(1000)]);
}

#[test]
fn requests_are_the_applications_and_answered_by_it() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    let request = QueryAgentStateReq {
        invoke_id: InvokeId(4),
        ..QueryAgentStateReq::default()
    };
    world.receive(connection, &request);
    let events = world.events();
    let [
        ServerEvent::Message {
            connection: from,
            frame,
        },
    ] = &*events
    else {
        panic!("{events:?}")
    };
    assert_eq!((*from, frame.decode()), (connection, Ok(request.clone())));
    let status = StatusCode::INVALID_AGENT_DATA;
    assert_eq!(
        world
            .server
            .fail(connection, InvokeId(4), status, world.now),
        Ok(())
    );
    assert_eq!(world.failure(connection), (InvokeId(4), status));
    let conf = cti_messages::Request::confirmation(&request);
    assert_eq!(world.server.send(connection, &conf, world.now), Ok(()));
    assert_eq!(
        world.types(connection),
        [MessageType::QUERY_AGENT_STATE_CONF]
    );
}

#[test]
fn a_message_of_another_version_is_not_sent() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    let message = cti_messages::ConfigTerminalEvent::default();
    assert_eq!(message.invoke_id(), None);
    let sent = world.server.send(connection, &message, world.now);
    assert!(matches!(sent, Err(NotDelivered::Encode(_))), "{sent:?}");
    assert!(world.server.outgoing(connection).is_empty());
}

#[test]
fn an_ended_session_gets_a_failure_event_and_time_to_close() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    let offline = StatusCode::CTI_SERVER_OFFLINE;
    assert!(world.server.end(connection, offline, world.now));
    assert!(!world.server.end(connection, offline, world.now));
    assert_eq!(world.failure_event(connection), offline);
    world.receive(connection, &heartbeat(1));
    assert_eq!(world.failure(connection), (InvokeId(1), offline));
    world.receive(connection, &close(offline));
    assert_eq!(world.types(connection), [MessageType::CLOSE_CONF]);
    let end = SessionEnd::Ended(offline);
    assert_eq!(world.events(), [ServerEvent::Closed { connection, end }]);
    world.pass(seconds(5));
    assert!(world.is_reset(connection));
}

#[test]
fn an_ended_session_is_reset_after_five_seconds() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    world
        .server
        .end(connection, StatusCode::CTI_SERVER_OFFLINE, world.now);
    world.pass(millis(4_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    world.assert_reset(
        connection,
        SessionEnd::Ended(StatusCode::CTI_SERVER_OFFLINE),
    );
}

#[test]
fn stopping_ends_all_sessions_and_refuses_new_ones() {
    let mut world = World::new();
    let offline = StatusCode::CTI_SERVER_OFFLINE;
    let open = world.open(&open_req());
    let asking = world.connect();
    world.receive(asking, &open_req());
    let silent = world.connect();
    world.events();
    world.server.stop(offline, world.now);
    assert_eq!(world.failure_event(open), offline);
    assert_eq!(world.failure(asking), (InvokeId(7), offline));
    assert_eq!(
        world.refusal(&with_services(CtiServiceMask::empty())),
        Some(offline)
    );
    world.receive(open, &close(offline));
    world.server.closed(open, world.now);
    assert!(!world.events().contains(&ServerEvent::Stopped));
    world.pass(seconds(5));
    let actions = world.actions();
    for connection in [asking, silent] {
        assert!(actions.contains(&ServerAction::Reset(connection)));
    }
    // The one that came after `stop` goes as one that does not open.
    world.pass(seconds(30));
    assert_eq!(world.events().last(), Some(&ServerEvent::Stopped));
}

#[test]
fn stopping_without_connections_is_over_at_once() {
    let mut world = World::new();
    world.server.stop(StatusCode::CTI_SERVER_OFFLINE, world.now);
    assert_eq!(world.events(), [ServerEvent::Stopped]);
    // Nor is it over again.
    let connection = world.connect();
    world.server.closed(connection, world.now);
    assert!(!world.events().contains(&ServerEvent::Stopped));
}
