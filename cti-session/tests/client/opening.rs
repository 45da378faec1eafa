//! How a session is opened, and how that fails.

use cti_messages::{
    CtiServiceMask, FailureConf, FailureEvent, InvokeId, Message, MessageType, OpenConf, OpenReq,
    ProtocolVersion, SessionType, StatusCode, SystemEvent,
};
use cti_session::{ClientConfigError, ClientEvent, Continuity, OpenFailure, Side, SideState};

use crate::support::*;

#[test]
fn open_req_is_the_first_message_and_the_one_of_the_configuration() {
    let mut world = World::new(config());
    assert_eq!(world.client.state(Side::A), SideState::Connecting);
    world.accept(Side::A);
    assert_eq!(world.client.state(Side::A), SideState::Opening);
    let request = world.open_request(Side::A);
    let wanted = OpenReq {
        invoke_id: request.invoke_id,
        ..config().open
    };
    assert_eq!(request, wanted);
}

#[test]
fn nothing_is_sent_before_the_connection_is_there() {
    let mut world = World::new(config());
    let connection = world.connection(Side::A);
    assert!(world.client.outgoing(connection).is_empty());
    assert!(!world.client.may_read(connection));
    world.wait(seconds(9));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn a_session_is_open_with_open_conf() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let confirmation = world.confirmation(Side::A);
    world.deliver(Side::A, &confirmation);
    let opened = ClientEvent::Opened {
        side: Side::A,
        confirmation: Box::new(confirmation),
        not_granted: CtiServiceMask::default(),
    };
    let active = ClientEvent::Active {
        side: Side::A,
        continuity: Continuity::Lost,
    };
    assert_eq!(world.events(), [opened, active]);
    assert_eq!(world.client.state(Side::A), SideState::Open);
    assert_eq!(world.client.active_side(), Some(Side::A));
}

/// Asserts that OPEN_REQ may take so long to be answered, and no longer.
fn allows(config: cti_session::ClientConfig, timeout: core::time::Duration) {
    let mut world = World::new(config.clone());
    world.accept(Side::A);
    world.wait(timeout - millis(1));
    let confirmation = world.confirmation(Side::A);
    world.deliver(Side::A, &confirmation);
    assert_eq!(world.client.state(Side::A), SideState::Open);

    let mut world = World::new(config);
    world.accept(Side::A);
    let connection = world.connection(Side::A);
    world.wait(timeout);
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::OpenTimedOut)]
    );
    assert_eq!(world.resets(), [connection]);
}

#[test]
fn the_answer_to_open_req_may_take_30_seconds() {
    for clients in [1, 499, 500] {
        let mut config = config();
        config.expected_clients = clients;
        allows(config, seconds(30));
    }
}

#[test]
fn the_answer_to_open_req_may_take_60_seconds_above_500_clients() {
    for clients in [501, 5000, u32::MAX] {
        let mut config = config();
        config.expected_clients = clients;
        allows(config, seconds(60));
    }
}

#[test]
fn the_answer_to_open_req_may_take_as_long_as_the_configuration_says() {
    for clients in [1, 5000] {
        let mut config = config();
        config.expected_clients = clients;
        config.open_timeout = Some(seconds(7));
        allows(config.clone(), seconds(7));
        config.open_timeout = Some(seconds(200));
        allows(config, seconds(200));
    }
}

#[test]
fn each_part_of_the_time_limit_begins_with_the_connection() {
    let mut world = World::new(config());
    world.wait(seconds(9));
    world.accept(Side::A);
    world.wait(millis(29_999));
    assert_eq!(world.client.state(Side::A), SideState::Opening);
    world.wait(millis(1));
    assert_eq!(world.client.state(Side::A), SideState::Down);
}

#[test]
fn a_refusal_resets_the_connection() {
    let mut world = World::new(config());
    let connection = world.connection(Side::A);
    world.refuse(Side::A, StatusCode::INVALID_SERVICE_MASK);
    assert_eq!(world.resets(), [connection]);
    assert!(world.client.outgoing(connection).is_empty());
}

#[test]
fn a_server_that_ends_the_session_before_it_is_open_refuses_it() {
    for status in [
        StatusCode::CTI_SERVER_OFFLINE,
        StatusCode::SERVER_IN_MAINTENANCE_MODE,
    ] {
        let mut world = World::new(config());
        world.accept(Side::A);
        let connection = world.connection(Side::A);
        world.deliver(
            Side::A,
            &FailureEvent {
                status,
                ..FailureEvent::default()
            },
        );
        let failures = failures(&world.events());
        assert!(
            matches!(failures[..], [(Side::A, OpenFailure::Refused { status: told, .. })] if told == status),
            "{failures:?}"
        );
        assert_eq!(world.resets(), [connection]);
        assert!(world.is_connected(Side::B));
    }
}

#[test]
fn a_connection_that_ends_before_open_conf_is_a_failure() {
    let mut world = World::new(config());
    world.accept(Side::A);
    world.cut(Side::A);
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::Disconnected)]
    );
    assert!(world.is_connected(Side::B));
    assert_eq!(world.resets(), []);
}

#[test]
fn services_that_are_not_granted_are_reported() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let mut confirmation = world.confirmation(Side::A);
    confirmation.services_granted = CtiServiceMask::CLIENT_CONTROL | CtiServiceMask::SUPERVISOR;
    world.deliver(Side::A, &confirmation);
    let events = world.events();
    let ClientEvent::Opened { not_granted, .. } = &events[0] else {
        panic!("an opened session: {events:?}");
    };
    assert_eq!(*not_granted, CtiServiceMask::ALL_EVENTS);
}

#[test]
fn the_version_is_that_of_the_clients_own_open_req_for_good() {
    let mut world = World::open_with(config());
    let foreign = OpenReq {
        invoke_id: InvokeId(1),
        version_number: ProtocolVersion::V13.into(),
        client_id: Some("other".into()),
        client_password: Some("".into()),
        ..OpenReq::default()
    };
    world.deliver(Side::A, &foreign);
    assert_eq!(world.client.version(), VERSION);
    let events = world.events();
    let [ClientEvent::Message { frame, .. }] = &events[..] else {
        panic!("a message: {events:?}");
    };
    assert_eq!(frame.message_type(), MessageType::OPEN_REQ);
    // What follows is still in the version of the session, in both directions.
    world.deliver(Side::A, &SystemEvent::default());
    let events = world.events();
    let [ClientEvent::Message { frame, .. }] = &events[..] else {
        panic!("a message: {events:?}");
    };
    assert_eq!(frame.version(), VERSION);
    assert!(matches!(frame.message(), Ok(Message::SystemEvent(_))));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn a_foreign_open_req_before_open_conf_does_not_change_the_version() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let foreign = OpenReq {
        version_number: ProtocolVersion::V13.into(),
        client_id: Some("other".into()),
        client_password: Some("".into()),
        ..OpenReq::default()
    };
    world.deliver(Side::A, &foreign);
    world.events();
    let mut confirmation = world.confirmation(Side::A);
    confirmation.session_type = Some(SessionType::STANDBY);
    world.deliver(Side::A, &confirmation);
    let events = world.events();
    let ClientEvent::Opened {
        confirmation: told, ..
    } = &events[0]
    else {
        panic!("an opened session: {events:?}");
    };
    // SessionType exists since version 24.
    assert_eq!(**told, confirmation);
}

#[test]
fn messages_before_open_conf_are_reported_and_do_not_open_the_session() {
    let mut world = World::new(config());
    world.accept(Side::A);
    world.deliver(Side::A, &SystemEvent::default());
    let events = world.events();
    assert!(matches!(
        events[..],
        [ClientEvent::Message { side: Side::A, .. }]
    ));
    assert_eq!(world.client.state(Side::A), SideState::Opening);
    let confirmation = world.confirmation(Side::A);
    world.deliver(Side::A, &confirmation);
    assert_eq!(world.client.state(Side::A), SideState::Open);
}

#[test]
fn answers_with_another_invoke_id_neither_open_nor_refuse_the_session() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let id = world.open_request(Side::A).invoke_id;
    for other in [InvokeId(0), InvokeId(id.0 + 1), InvokeId(u32::MAX)] {
        let confirmation = OpenConf {
            invoke_id: other,
            ..OpenConf::default()
        };
        world.deliver(Side::A, &confirmation);
        let failure = FailureConf {
            invoke_id: other,
            status: StatusCode::INVALID_PASSWORD,
            ..FailureConf::default()
        };
        world.deliver(Side::A, &failure);
        assert_eq!(world.client.state(Side::A), SideState::Opening);
    }
    assert_eq!(failures(&world.events()), []);
    world.wait(seconds(30));
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::OpenTimedOut)]
    );
}

/// The first bytes of a message's body, as a frame.
fn truncated(message: &[u8], body: usize) -> Vec<u8> {
    let mut bytes = message[..8 + body].to_vec();
    let length = u32::try_from(body).expect("a short body");
    bytes[..4].copy_from_slice(&length.to_be_bytes());
    bytes
}

#[test]
fn an_answer_to_open_req_that_is_truncated_ends_the_attempt() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let id = world.open_request(Side::A).invoke_id;
    let confirmation = bytes(&OpenConf {
        invoke_id: id,
        session_type: None,
        ..OpenConf::default()
    });
    let failure = bytes(&FailureConf {
        invoke_id: id,
        status: StatusCode::INVALID_PASSWORD,
        ..FailureConf::default()
    });
    for (answer, fixed) in [(confirmation, 28), (failure, 8)] {
        for length in 0..fixed {
            let mut world = World::new(config());
            world.accept(Side::A);
            assert_eq!(world.open_request(Side::A).invoke_id, id);
            let connection = world.connection(Side::A);
            world.receive(Side::A, &truncated(&answer, length));
            if length < 4 {
                // Without an invoke ID it answers nothing.
                assert_eq!(failures(&world.events()), []);
                world.wait(seconds(30));
            }
            let failures = failures(&world.events());
            let [(Side::A, reason)] = &failures[..] else {
                panic!("one failure with {length} bytes: {failures:?}");
            };
            match reason {
                OpenFailure::Unreadable(_) if length >= 4 => {}
                OpenFailure::OpenTimedOut if length < 4 => {}
                other => panic!("{other:?} with {length} bytes"),
            }
            assert_eq!(world.resets(), [connection]);
            assert!(world.is_connected(Side::B));
        }
    }
}

#[test]
fn answers_may_come_one_byte_at_a_time() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let confirmation = bytes(&world.confirmation(Side::A));
    let (last, first) = confirmation.split_last().expect("bytes");
    for byte in first {
        world.receive(Side::A, &[*byte]);
        world.receive(Side::A, &[]);
        assert_eq!(world.events(), []);
    }
    world.receive(Side::A, &[*last]);
    assert_eq!(world.client.state(Side::A), SideState::Open);

    let mut world = World::new(config());
    world.accept(Side::A);
    let failure = bytes(&FailureConf {
        invoke_id: world.open_request(Side::A).invoke_id,
        status: StatusCode::INVALID_PASSWORD,
        ..FailureConf::default()
    });
    for byte in failure {
        assert!(world.is_connected(Side::A));
        world.receive(Side::A, &[byte]);
    }
    assert!(!world.is_connected(Side::A));
}

#[test]
fn messages_in_the_same_segment_as_open_conf_follow_it() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let mut segment = bytes(&world.confirmation(Side::A));
    segment.extend(bytes(&SystemEvent::default()));
    world.receive(Side::A, &segment);
    let events = world.events();
    assert!(matches!(
        events[..],
        [
            ClientEvent::Opened { .. },
            ClientEvent::Active { .. },
            ClientEvent::Message { .. }
        ]
    ));
}

#[test]
fn a_second_open_conf_changes_nothing() {
    let mut world = World::new(config());
    world.accept(Side::A);
    let mut confirmation = world.confirmation(Side::A);
    world.deliver(Side::A, &confirmation);
    world.events();
    confirmation.services_granted = CtiServiceMask::default();
    world.deliver(Side::A, &confirmation);
    let events = world.events();
    assert!(matches!(
        events[..],
        [ClientEvent::LateAnswer { side: Side::A, .. }]
    ));
    assert_eq!(world.client.state(Side::A), SideState::Open);
}

#[test]
fn a_server_that_accepts_no_byte_is_given_up() {
    let mut config = config();
    config.write_timeout = seconds(12);
    let mut world = World::new(config);
    world.stalled = [true; 2];
    world.accept(Side::A);
    let connection = world.connection(Side::A);
    world.wait(millis(11_999));
    assert!(world.is_connected(Side::A));
    world.wait(millis(1));
    assert_eq!(world.resets(), [connection]);
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::WriteTimedOut)]
    );
    assert!(world.is_connected(Side::B));
}

#[test]
fn a_report_of_no_bytes_sent_is_no_progress() {
    let mut config = config();
    config.write_timeout = seconds(12);
    let mut world = World::new(config);
    world.stalled = [true; 2];
    world.accept(Side::A);
    let connection = world.connection(Side::A);
    for _ in 0..12 {
        world.wait(seconds(1));
        world.client.sent(connection, 0, world.now);
    }
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::WriteTimedOut)]
    );
}

#[test]
fn a_server_that_accepts_a_byte_now_and_then_is_not_given_up() {
    let mut config = config();
    config.write_timeout = seconds(2);
    let mut world = World::new(config);
    world.stalled = [true; 2];
    world.accept(Side::A);
    let connection = world.connection(Side::A);
    let mut request = Vec::new();
    while let Some(byte) = world.client.outgoing(connection).first() {
        request.push(*byte);
        world.client.sent(connection, 1, world.now);
        world.wait(millis(200));
    }
    assert_eq!(world.client.state(Side::A), SideState::Opening);
    assert_eq!(request[4..8], [0, 0, 0, 3]);
}

#[test]
fn a_configuration_with_which_nothing_could_be_opened_is_rejected() {
    let new = |config| cti_session::Client::new(config, 1, cti_session::Time::START).map(drop);
    let mut unknown = config();
    unknown.open.version_number = cti_messages::VersionNumber(99);
    assert!(matches!(
        new(unknown),
        Err(ClientConfigError::UnsupportedVersion(_))
    ));
    let mut early = config_of_both();
    early.open.version_number = ProtocolVersion::V23.into();
    assert_eq!(
        new(early),
        Err(ClientConfigError::NoStandbyServers(ProtocolVersion::V23))
    );
    let mut nameless = config();
    nameless.open.client_id = None;
    assert!(matches!(new(nameless), Err(ClientConfigError::Open(_))));
    let zeros: [fn(&mut cti_session::ClientConfig); 7] = [
        |config| config.connect_timeout = seconds(0),
        |config| config.open_timeout = Some(seconds(0)),
        |config| config.write_timeout = seconds(0),
        |config| config.close_timeout = seconds(0),
        |config| config.event_capacity = 0,
        |config| config.send_capacity = 0,
        |config| config.request_capacity = 0,
    ];
    for zero in zeros {
        let mut config = config();
        zero(&mut config);
        assert!(matches!(new(config), Err(ClientConfigError::Zero(_))));
    }
}
