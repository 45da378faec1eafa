//! How sessions are closed, by the application and by the server.

use cti_messages::{
    CloseConf, DynMessage, FailureConf, ListAgentTeamConf, ListAgentTeamReq, Message, MessageType,
    StatusCode, SystemEvent,
};
use cti_session::{
    ClientEnd, ClientEvent, LossReason, NotSent, OpenFailure, Outcome, Side, SideState,
};

use crate::support::*;

/// Takes the CLOSE_REQ that has been sent, and returns its status.
fn close_status(world: &mut World, side: Side) -> StatusCode {
    let sent = world.sent(side);
    match &sent[..] {
        [Message::CloseReq(request)] => request.status,
        other => panic!("one CLOSE_REQ: {other:?}"),
    }
}

fn confirm(world: &mut World, side: Side) {
    let sent = world.sent(side);
    let Some(Message::CloseReq(request)) = sent.last() else {
        panic!("a CLOSE_REQ: {sent:?}");
    };
    let confirmation = CloseConf {
        invoke_id: request.invoke_id,
        ..CloseConf::default()
    };
    world.deliver(side, &confirmation);
}

#[test]
fn a_session_is_closed_by_close_req_and_reset_with_close_conf() {
    for status in [StatusCode::NO_ERROR, StatusCode::TIMEOUT] {
        let mut world = World::open_with(config());
        let connection = world.connection(Side::A);
        world.client.close(status, world.now);
        assert_eq!(world.client.state(Side::A), SideState::Closing);
        assert_eq!(world.resets(), []);
        world.wait(seconds(1));
        confirm(&mut world, Side::A);
        assert_eq!(world.resets(), [connection]);
        let lost = ClientEvent::Lost {
            side: Side::A,
            reason: LossReason::Closed,
            retry_in: None,
        };
        assert_eq!(
            world.events(),
            [lost, ClientEvent::Ended(ClientEnd::Closed)]
        );
        assert_eq!(world.client.state(Side::A), SideState::Down);
    }
}

#[test]
fn close_req_has_the_status_of_the_application() {
    for status in [StatusCode::NO_ERROR, StatusCode::TIMEOUT, StatusCode(77)] {
        let mut world = World::open_with(config());
        world.client.close(status, world.now);
        assert_eq!(close_status(&mut world, Side::A), status);
    }
}

#[test]
fn without_close_conf_the_connection_is_reset_after_five_seconds() {
    let mut world = World::open_with(config());
    let connection = world.connection(Side::A);
    world.client.close(StatusCode::NO_ERROR, world.now);
    world.wait(millis(4_999));
    assert_eq!(world.resets(), []);
    assert_eq!(world.events(), []);
    world.wait(millis(1));
    assert_eq!(world.resets(), [connection]);
    assert_eq!(
        world.events().pop(),
        Some(ClientEvent::Ended(ClientEnd::Closed))
    );
}

#[test]
fn how_long_to_wait_for_close_conf_can_be_set() {
    let mut config = config();
    config.close_timeout = seconds(2);
    let mut world = World::open_with(config);
    world.client.close(StatusCode::NO_ERROR, world.now);
    world.wait(millis(1_999));
    assert_eq!(world.events(), []);
    world.wait(millis(1));
    assert_eq!(
        world.events().pop(),
        Some(ClientEvent::Ended(ClientEnd::Closed))
    );
}

#[test]
fn a_server_that_takes_no_bytes_does_not_prolong_closing() {
    let mut world = World::open_with(config());
    world.stalled = [true; 2];
    world.client.close(StatusCode::NO_ERROR, world.now);
    world.wait(seconds(5));
    assert_eq!(
        world.events().pop(),
        Some(ClientEvent::Ended(ClientEnd::Closed))
    );
}

#[test]
fn events_that_the_server_still_sends_do_not_prolong_closing() {
    let mut config = config();
    config.event_capacity = 2;
    let mut world = World::open_with(config);
    // The queue is full: what comes now is discarded.
    world.deliver(Side::A, &SystemEvent::default());
    world.deliver(Side::A, &SystemEvent::default());
    world.client.close(StatusCode::NO_ERROR, world.now);
    for _ in 0..100 {
        assert!(world.client.may_read(world.connection(Side::A)));
        world.deliver(Side::A, &SystemEvent::default());
    }
    confirm(&mut world, Side::A);
    assert_eq!(world.client.state(Side::A), SideState::Down);
    assert_eq!(
        world.events().pop(),
        Some(ClientEvent::Ended(ClientEnd::Closed))
    );
}

#[test]
fn a_server_that_hangs_up_instead_of_close_conf_has_closed_as_well() {
    let mut world = World::open_with(config());
    world.client.close(StatusCode::NO_ERROR, world.now);
    world.cut(Side::A);
    assert_eq!(losses(&world.events()), [(Side::A, LossReason::Closed)]);
    assert_eq!(world.resets(), []);
    assert_eq!(world.client.deadline(), None);
}

/// Clients in every state that there is.
fn in_every_state() -> Vec<(&'static str, World)> {
    let mut worlds = vec![("connecting", World::new(config()))];
    let mut world = World::new(config());
    world.accept(Side::A);
    worlds.push(("opening", world));
    worlds.push(("open", World::open_with(config())));
    let mut world = World::new(config());
    for side in [Side::A, Side::B, Side::A, Side::B] {
        world.refuse_connection(side);
    }
    worlds.push(("waiting", world));
    let mut world = World::open_with(config());
    world.end_by_server(Side::A, StatusCode::CTI_SERVER_OFFLINE);
    worlds.push(("closing", world));
    worlds.push(("both connecting", World::new(config_of_both())));
    worlds.push(("both open", World::active_and_standby()));
    let mut world = World::new(config_of_both());
    world.refuse_connection(Side::A);
    world.open(Side::B);
    worlds.push(("one of both open", world));
    let mut world = World::new(config_of_both());
    world.accept(Side::A);
    world.open(Side::B);
    worlds.push(("one opening, the other open", world));
    worlds
}

#[test]
fn nothing_is_opened_again_after_the_application_has_closed() {
    for (state, mut world) in in_every_state() {
        world.attempts();
        world.client.close(StatusCode::NO_ERROR, world.now);
        world.wait(seconds(5));
        let events = world.events();
        let ended = events
            .iter()
            .filter(|event| matches!(event, ClientEvent::Ended(_)));
        assert_eq!(ended.count(), 1, "{state}: {events:?}");
        assert_eq!(
            events.last(),
            Some(&ClientEvent::Ended(ClientEnd::Closed)),
            "{state}"
        );
        for event in &events {
            if let ClientEvent::NotOpened { retry_in, .. } | ClientEvent::Lost { retry_in, .. } =
                event
            {
                if let ClientEvent::NotOpened { reason, .. } = event {
                    if *reason != OpenFailure::Closed {
                        continue;
                    }
                }
                assert_eq!(*retry_in, None, "{state}");
            }
        }
        world.wait(seconds(1_000_000));
        assert_eq!(world.attempted(), [], "{state}");
        assert_eq!(world.events(), [], "{state}");
        assert_eq!(world.client.deadline(), None, "{state}");
        for side in Side::BOTH {
            assert_eq!(world.client.state(side), SideState::Down, "{state}");
            assert!(!world.is_connected(side), "{state}");
        }
    }
}

#[test]
fn the_connection_of_an_attempt_is_reset_when_the_application_closes() {
    for accepted in [false, true] {
        let mut world = World::new(config());
        if accepted {
            world.accept(Side::A);
        }
        let connection = world.connection(Side::A);
        world.client.close(StatusCode::NO_ERROR, world.now);
        assert_eq!(world.resets(), [connection]);
        let failed = ClientEvent::NotOpened {
            side: Side::A,
            reason: OpenFailure::Closed,
            retry_in: None,
        };
        assert_eq!(
            world.events(),
            [failed, ClientEvent::Ended(ClientEnd::Closed)]
        );
    }
}

#[test]
fn a_session_that_is_being_closed_has_its_time_when_the_application_closes() {
    let mut world = World::open_with(config());
    let connection = world.connection(Side::A);
    world.end_by_server(Side::A, StatusCode::CTI_SERVER_OFFLINE);
    world.wait(seconds(2));
    world.client.close(StatusCode::NO_ERROR, world.now);
    assert_eq!(world.client.state(Side::A), SideState::Closing);
    assert_eq!(
        close_status(&mut world, Side::A),
        StatusCode::CTI_SERVER_OFFLINE
    );
    world.wait(millis(2_999));
    assert_eq!(world.resets(), []);
    world.wait(millis(1));
    assert_eq!(world.resets(), [connection]);
    let lost = ClientEvent::Lost {
        side: Side::A,
        reason: LossReason::EndedByServer(StatusCode::CTI_SERVER_OFFLINE),
        retry_in: None,
    };
    assert_eq!(
        world.events(),
        [lost, ClientEvent::Ended(ClientEnd::Closed)]
    );
}

#[test]
fn closing_twice_is_closing_once() {
    let mut world = World::open_with(config());
    world.client.close(StatusCode::NO_ERROR, world.now);
    world.client.close(StatusCode::TIMEOUT, world.now);
    assert_eq!(close_status(&mut world, Side::A), StatusCode::NO_ERROR);
    world.wait(seconds(5));
    world.client.close(StatusCode::TIMEOUT, world.now);
    assert_eq!(world.events().len(), 2);
}

#[test]
fn both_sides_are_closed() {
    let mut world = World::active_and_standby();
    world.client.close(StatusCode::NO_ERROR, world.now);
    confirm(&mut world, Side::B);
    assert_eq!(losses(&world.events()), [(Side::B, LossReason::Closed)]);
    confirm(&mut world, Side::A);
    let events = world.events();
    assert_eq!(losses(&events), [(Side::A, LossReason::Closed)]);
    assert_eq!(events.last(), Some(&ClientEvent::Ended(ClientEnd::Closed)));
}

#[test]
fn requests_that_wait_end_when_the_application_closes() {
    let mut world = World::open_with(config());
    let request = ListAgentTeamReq::default();
    let request = world
        .client
        .request(request, seconds(60), world.now)
        .expect("sent");
    world.client.close(StatusCode::NO_ERROR, world.now);
    assert_eq!(outcomes(&world.events(), request), [Outcome::Closed]);
    let request = ListAgentTeamReq::default();
    let request = world.client.request(request, seconds(60), world.now);
    assert_eq!(request, Err(NotSent::Closed));
}

#[test]
fn a_server_that_ends_the_session_gets_close_req() {
    for status in [
        StatusCode::CTI_SERVER_OFFLINE,
        StatusCode::SERVER_IN_MAINTENANCE_MODE,
        StatusCode::NEW_SESSION_OPENED,
    ] {
        for ending in 0..3 {
            let mut world = World::open_with(config());
            world.attempts();
            let connection = world.connection(Side::A);
            let request = ListAgentTeamReq::default();
            let request = world
                .client
                .request(request, seconds(60), world.now)
                .expect("sent");
            world.sent(Side::A);
            world.end_by_server(Side::A, status);
            assert_eq!(outcomes(&world.events(), request), [Outcome::SessionLost]);
            assert_eq!(world.client.state(Side::A), SideState::Closing);
            assert_eq!(world.attempted(), []);
            match ending {
                0 => confirm(&mut world, Side::A),
                1 => world.cut(Side::A),
                _ => {
                    let sent = world.sent_types(Side::A);
                    assert_eq!(sent, [MessageType::CLOSE_REQ]);
                    world.wait(millis(4_999));
                    assert_eq!(world.events(), []);
                    world.wait(millis(1));
                }
            }
            let reason = LossReason::EndedByServer(status);
            assert_eq!(losses(&world.events()), [(Side::A, reason)]);
            let reset = if ending == 1 {
                vec![]
            } else {
                vec![connection]
            };
            assert_eq!(world.resets(), reset);
            assert_eq!(world.attempted().len(), 1, "the client goes on");
        }
    }
}

#[test]
fn close_req_tells_a_server_that_has_gone_off_line_why() {
    for (status, expected) in [
        (
            StatusCode::CTI_SERVER_OFFLINE,
            StatusCode::CTI_SERVER_OFFLINE,
        ),
        (
            StatusCode::SERVER_IN_MAINTENANCE_MODE,
            StatusCode::CTI_SERVER_OFFLINE,
        ),
        // This one stays on line.
        (StatusCode::NEW_SESSION_OPENED, StatusCode::NO_ERROR),
    ] {
        let mut world = World::open_with(config());
        world.end_by_server(Side::A, status);
        assert_eq!(close_status(&mut world, Side::A), expected);
    }
}

#[test]
fn no_request_is_sent_to_a_session_that_is_being_closed() {
    let mut world = World::open_with(config());
    world.end_by_server(Side::A, StatusCode::CTI_SERVER_OFFLINE);
    world.sent(Side::A);
    let request = ListAgentTeamReq::default();
    let request = world.client.request(request, seconds(60), world.now);
    assert_eq!(request, Err(NotSent::NoActiveSide));
    let sent = world
        .client
        .send_to(Side::A, &SystemEvent::default(), world.now);
    assert_eq!(sent, Err(NotSent::NotServing(Side::A)));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn other_failure_events_are_messages_and_end_nothing() {
    let mut world = World::open_with(config());
    for number in 0..=120 {
        if [11, 15, 110].contains(&number) {
            continue;
        }
        world.end_by_server(Side::A, StatusCode(number));
        let events = world.events();
        let [ClientEvent::Message { frame, .. }] = &events[..] else {
            panic!("a message: {events:?}");
        };
        assert_eq!(frame.message_type(), MessageType::FAILURE_EVENT);
        assert_eq!(world.client.state(Side::A), SideState::Open);
    }
    // One that cannot be decoded is a message, too.
    world.receive(Side::A, &[0, 0, 0, 2, 0, 0, 0, 2, 0, 15]);
    assert!(matches!(world.events()[..], [ClientEvent::Message { .. }]));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn a_second_failure_event_while_closing_changes_nothing() {
    let mut world = World::open_with(config());
    world.end_by_server(Side::A, StatusCode::CTI_SERVER_OFFLINE);
    world.end_by_server(Side::A, StatusCode::SERVER_IN_MAINTENANCE_MODE);
    assert_eq!(
        close_status(&mut world, Side::A),
        StatusCode::CTI_SERVER_OFFLINE
    );
    world.wait(seconds(5));
    let reason = LossReason::EndedByServer(StatusCode::CTI_SERVER_OFFLINE);
    assert_eq!(losses(&world.events()), [(Side::A, reason)]);
}

#[test]
fn a_standby_side_that_ends_its_session_does_not_disturb_the_active_one() {
    let mut world = World::active_and_standby();
    let request = ListAgentTeamReq::default();
    let request = world
        .client
        .request(request, seconds(60), world.now)
        .expect("sent");
    world.end_by_server(Side::B, StatusCode::CTI_SERVER_OFFLINE);
    confirm(&mut world, Side::B);
    let events = world.events();
    assert_eq!(outcomes(&events, request), []);
    assert_eq!(activations(&events), []);
    assert_eq!(world.client.active_side(), Some(Side::A));
}

#[test]
fn answers_to_other_messages_do_not_end_closing() {
    let mut world = World::open_with(config());
    let request = ListAgentTeamReq::default();
    let request = world.client.request(request, seconds(60), world.now);
    let request = request.expect("sent").invoke_id();
    world.sent(Side::A);
    world.client.close(StatusCode::NO_ERROR, world.now);
    let close = world.sent_id(Side::A);
    let failure = FailureConf {
        invoke_id: request,
        ..FailureConf::default()
    };
    let confirmation = ListAgentTeamConf {
        invoke_id: close,
        ..ListAgentTeamConf::default()
    };
    let others: [&dyn DynMessage; 2] = [&failure, &confirmation];
    for other in others {
        world.deliver(Side::A, other);
        assert_eq!(world.client.state(Side::A), SideState::Closing);
    }
    world.wait(seconds(5));
    assert_eq!(world.client.state(Side::A), SideState::Down);
}

#[test]
fn a_server_that_refuses_close_req_is_left_at_once() {
    let mut world = World::open_with(config());
    world.client.close(StatusCode::NO_ERROR, world.now);
    let sent = world.sent(Side::A);
    let [Message::CloseReq(request)] = &sent[..] else {
        panic!("a CLOSE_REQ: {sent:?}");
    };
    let refused = FailureConf {
        invoke_id: request.invoke_id,
        status: StatusCode::UNSPECIFIED_FAILURE,
        ..FailureConf::default()
    };
    world.deliver(Side::A, &refused);
    assert_eq!(world.client.state(Side::A), SideState::Down);
    assert_eq!(
        world.events().last(),
        Some(&ClientEvent::Ended(ClientEnd::Closed))
    );
}
