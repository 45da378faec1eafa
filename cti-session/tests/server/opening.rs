//! How sessions are opened, and how they are refused.

use cti_messages::{
    CtiServiceMask, HeartbeatReq, InvokeId, Message, MessageType, OpenConf, OpenReq, PeripheralId,
    PeripheralType, ProtocolVersion, QueryAgentStateReq, SessionType, StatusCode, SystemEventId,
    VersionNumber,
};
use cti_session::{
    Check, NotAccepted, ServerConfig, ServerConfigError, ServerEvent, ServerPeripheral, ServerRole,
    SessionEnd,
};

use super::*;

#[test]
fn an_open_req_is_passed_to_the_application_and_confirmed() {
    let mut world = World::new();
    let connection = world.connect();
    world.receive(connection, &open_req());
    let events = world.events();
    let [
        ServerEvent::OpenAsked {
            connection: asked,
            request,
        },
    ] = &*events
    else {
        panic!("{events:?}")
    };
    assert_eq!(*asked, connection);
    assert_eq!(request.decode(), Ok(open_req()));
    assert!(world.server.outgoing(connection).is_empty());

    world.accept(connection);
    let frames = world.frames(connection);
    let conf: OpenConf<'_> = frames[0].decode().expect("OPEN_CONF");
    assert_eq!(conf.invoke_id, InvokeId(7));
    assert_eq!(conf.services_granted, CtiServiceMask::ALL_EVENTS);
    assert_eq!(conf.session_type, Some(SessionType::ACTIVE));
    assert_eq!(world.server.version(connection), Some(ProtocolVersion::V24));
}

#[test]
fn services_are_cut_to_those_asked_for_and_those_of_the_configuration() {
    let asked = CtiServiceMask::ALL_EVENTS | CtiServiceMask::SUPERVISOR;
    let mut world = World::with(ServerConfig {
        services: CtiServiceMask::ALL_EVENTS | CtiServiceMask::CLIENT_MONITOR,
        ..ServerConfig::default()
    });
    let connection = world.open(&with_services(asked));
    let granted = world
        .server
        .subscription(connection)
        .expect("open")
        .services;
    assert_eq!(granted, CtiServiceMask::ALL_EVENTS);
}

#[test]
fn the_application_may_grant_less() {
    let mut world = World::new();
    let connection = world.connect();
    world.receive(connection, &open_req());
    let conf = OpenConf::default();
    assert_eq!(world.server.accept(connection, conf, world.now), Ok(()));
    let granted = world
        .server
        .subscription(connection)
        .expect("open")
        .services;
    assert_eq!(granted, CtiServiceMask::empty());
}

#[test]
fn a_conf_that_cannot_be_encoded_leaves_the_decision_open() {
    let mut world = World::new();
    let connection = world.connect();
    let request = OpenReq {
        version_number: VersionNumber(13),
        ..open_req()
    };
    world.receive(connection, &request);
    let conf = OpenConf {
        department_id: Some(Default::default()),
        ..OpenConf::default()
    };
    let accepted = world.server.accept(connection, conf, world.now);
    assert!(
        matches!(accepted, Err(NotAccepted::Encode(_))),
        "{accepted:?}"
    );
    world.accept(connection);
    assert_eq!(world.server.version(connection), Some(ProtocolVersion::V13));
}

#[test]
fn every_version_opens_in_its_own_layout() {
    for version in ProtocolVersion::all() {
        let mut world = World::new();
        let connection = world.connect();
        let request = OpenReq {
            version_number: version.into(),
            ..open_req()
        };
        world.receive_bytes(connection, &encoded(&request, version));
        world.accept(connection);
        let frames = world.frames_in(connection, version);
        let conf: OpenConf<'_> = frames[0].decode().expect("OPEN_CONF");
        assert_eq!(conf.session_type.is_some(), version >= ProtocolVersion::V24);
    }
}

#[test]
fn an_all_events_session_gets_a_system_event_for_each_peripheral() {
    let peripheral = |id, online| ServerPeripheral {
        id: PeripheralId(id),
        peripheral_type: PeripheralType::default(),
        online,
    };
    let config = ServerConfig {
        peripherals: vec![peripheral(5000, true), peripheral(5001, false)],
        ..ServerConfig::default()
    };
    let mut world = World::with(config);
    let connection = world.connect();
    world.receive(connection, &open_req());
    world.accept(connection);
    let frames = world.frames(connection);
    assert_eq!(frames[0].message_type(), MessageType::OPEN_CONF);
    let told: Vec<_> = frames[1..]
        .iter()
        .map(|frame| match frame.message().expect("decoded") {
            Message::SystemEvent(event) => (event.system_event_id, event.system_event_arg1),
            other => panic!("{other}"),
        })
        .collect();
    let online = (SystemEventId::PERIPHERAL_ONLINE, 5000);
    assert_eq!(told, [online, (SystemEventId::PERIPHERAL_OFFLINE, 5001)]);

    let phone = world.connect();
    world.receive(phone, &phone_req("phone", "1001"));
    world.accept(phone);
    assert_eq!(world.types(phone), [MessageType::OPEN_CONF]);
}

#[test]
fn the_suggested_confirmation_describes_the_peripherals() {
    let peripheral = |id, peripheral_type, online| ServerPeripheral {
        id: PeripheralId(id),
        peripheral_type,
        online,
    };
    let (one, two) = (PeripheralType(3), PeripheralType(8));
    let mut world = World::with(ServerConfig {
        peripherals: vec![peripheral(5000, one, true), peripheral(5001, two, false)],
        ..ServerConfig::default()
    });
    let mut suggested = |request: &OpenReq<'_>| {
        let connection = world.connect();
        world.receive(connection, request);
        let conf = world.server.open_conf(connection).expect("an OPEN_REQ");
        let listed = conf.peripherals.into_iter().flatten();
        let listed: Vec<_> = listed
            .filter_map(|listed| listed.flt_peripheral_id)
            .collect();
        let online = conf.peripheral_online.is_true();
        (conf.peripheral_type, online, listed)
    };
    // All of them, or the one that the client names.
    let all = vec![PeripheralId(5000), PeripheralId(5001)];
    assert_eq!(suggested(&open_req()), (one, false, all));
    for (id, kind, online) in [(5000, one, true), (5001, two, false)] {
        let request = OpenReq {
            peripheral_id: PeripheralId(id),
            ..open_req()
        };
        assert_eq!(suggested(&request), (kind, online, Vec::new()));
    }
}

#[test]
fn the_events_of_peripherals_have_the_state_that_the_confirmation_has() {
    let mut world = World::with(ServerConfig {
        peripherals: vec![ServerPeripheral {
            id: PeripheralId(5000),
            peripheral_type: PeripheralType::default(),
            online: true,
        }],
        ..ServerConfig::default()
    });
    let connection = world.connect();
    world.receive(connection, &open_req());
    let mut conf = world.server.open_conf(connection).expect("an OPEN_REQ");
    conf.pg_status = cti_messages::PgStatusMask::from_bits_retain(1);
    conf.icm_central_controller_time = cti_messages::Time(1_700_000_000);
    let (status, time) = (conf.pg_status, conf.icm_central_controller_time);
    let accepted = world.server.accept(connection, conf, world.now);
    assert_eq!(accepted, Ok(()));
    let frames = world.frames(connection);
    match frames[1].message().expect("decoded") {
        Message::SystemEvent(event) => {
            assert_eq!(event.pg_status, status);
            assert_eq!(event.icm_central_controller_time, time);
        }
        other => panic!("{other}"),
    }
}

#[test]
fn any_other_message_before_is_refused_and_the_connection_stays() {
    let mut world = World::new();
    let connection = world.connect();
    let heartbeat = HeartbeatReq {
        invoke_id: InvokeId(3),
        ..HeartbeatReq::default()
    };
    world.receive(connection, &heartbeat);
    assert_eq!(
        world.failure(connection),
        (InvokeId(3), StatusCode::SESSION_NOT_OPEN)
    );
    // Not a request, as far as is known.
    world.receive_bytes(connection, &[0, 0, 0, 0, 0, 0, 0, 200]);
    assert!(world.server.outgoing(connection).is_empty());
    world.receive(connection, &open_req());
    world.accept(connection);
    assert!(world.server.version(connection).is_some());
}

#[test]
fn an_undecodable_open_req_is_answered_and_the_connection_stays() {
    let mut world = World::new();
    let connection = world.connect();
    world.receive_bytes(
        connection,
        &[0, 0, 0, 8, 0, 0, 0, 3, 0, 0, 0, 9, 0, 0, 0, 24],
    );
    assert_eq!(
        world.failure(connection),
        (InvokeId(9), StatusCode::BAD_MESSAGE_FORMAT)
    );
    world.receive_bytes(connection, &[0, 0, 0, 0, 0, 0, 0, 3]);
    assert_eq!(
        world.failure(connection),
        (InvokeId(0), StatusCode::BAD_MESSAGE_FORMAT)
    );
    world.receive(connection, &open_req());
    world.accept(connection);
}

#[test]
fn an_open_req_in_single_bytes_opens() {
    let mut world = World::new();
    let connection = world.connect();
    for byte in encoded(&open_req(), ProtocolVersion::V24) {
        assert!(world.server.open_conf(connection).is_none());
        world.receive_bytes(connection, &[byte]);
    }
    world.accept(connection);
}

#[test]
fn a_second_open_req_changes_nothing() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    let before = world.server.subscription(connection);
    let second = OpenReq {
        invoke_id: InvokeId(8),
        version_number: VersionNumber(13),
        services_requested: CtiServiceMask::SUPERVISOR,
        ..open_req()
    };
    world.receive(connection, &second);
    assert_eq!(
        world.failure(connection),
        (InvokeId(8), StatusCode::SESSION_ALREADY_OPEN)
    );
    assert_eq!(world.server.subscription(connection), before);
    assert_eq!(world.server.version(connection), Some(ProtocolVersion::V24));
    assert!(world.events().is_empty());
}

#[test]
fn a_refused_client_may_ask_again_in_another_version() {
    let mut world = World::new();
    let connection = world.connect();
    world.receive(connection, &open_req());
    world.events();
    assert!(
        world
            .server
            .refuse(connection, StatusCode::INVALID_PASSWORD, world.now)
    );
    assert_eq!(
        world.failure(connection),
        (InvokeId(7), StatusCode::INVALID_PASSWORD)
    );
    let again = OpenReq {
        version_number: VersionNumber(17),
        ..open_req()
    };
    world.receive(connection, &again);
    world.accept(connection);
    assert_eq!(world.server.version(connection), Some(ProtocolVersion::V17));
}

#[test]
fn what_comes_before_the_decision_waits_for_it() {
    let mut world = World::new();
    let connection = world.connect();
    let mut bytes = encoded(&open_req(), ProtocolVersion::V24);
    bytes.extend(encoded(&HeartbeatReq::default(), ProtocolVersion::V24));
    world.receive_bytes(connection, &bytes);
    assert!(world.server.outgoing(connection).is_empty());
    assert!(!world.server.may_read(connection));
    world.accept(connection);
    assert!(world.server.may_read(connection));
    assert!(world.actions().contains(&ServerAction::Read(connection)));
    let types = [MessageType::OPEN_CONF, MessageType::HEARTBEAT_CONF];
    assert_eq!(world.types(connection), types);
}

#[test]
fn nobody_decides_twice() {
    let mut world = World::new();
    let connection = world.connect();
    let accept = |world: &mut World| {
        world
            .server
            .accept(connection, OpenConf::default(), world.now)
    };
    assert_eq!(accept(&mut world), Err(NotAccepted::NotAsked));
    world.receive(connection, &open_req());
    assert_eq!(accept(&mut world), Ok(()));
    assert_eq!(accept(&mut world), Err(NotAccepted::NotAsked));
    assert!(
        !world
            .server
            .refuse(connection, StatusCode::INVALID_PASSWORD, world.now)
    );
    assert!(world.server.open_conf(connection).is_none());
}

#[test]
fn a_client_has_thirty_seconds_to_open() {
    let mut world = World::new();
    let connection = world.connect();
    world.pass(millis(29_999));
    // Neither bytes nor refused messages give it more time.
    world.receive(connection, &HeartbeatReq::default());
    world.frames(connection);
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    world.assert_reset(connection, SessionEnd::NotOpened);
}

#[test]
fn the_decision_does_not_count_against_the_client() {
    let mut world = World::new();
    let connection = world.connect();
    world.pass(seconds(20));
    world.receive(connection, &open_req());
    world.events();
    world.pass(seconds(50));
    world
        .server
        .refuse(connection, StatusCode::INVALID_PASSWORD, world.now);
    world.frames(connection);
    world.pass(millis(9_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    world.assert_reset(connection, SessionEnd::NotOpened);
}

#[test]
fn a_decision_that_never_comes_resets_after_a_minute() {
    let mut world = World::new();
    let connection = world.connect();
    world.receive(connection, &open_req());
    world.events();
    world.pass(millis(59_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    world.assert_reset(connection, SessionEnd::NotDecided);
}

#[test]
fn a_client_that_leaves_before_the_decision_is_forgotten() {
    let mut world = World::new();
    let connection = world.connect();
    world.receive(connection, &open_req());
    world.events();
    world.server.closed(connection, world.now);
    let end = SessionEnd::Disconnected;
    assert_eq!(world.events(), [ServerEvent::Closed { connection, end }]);
    let accepted = world
        .server
        .accept(connection, OpenConf::default(), world.now);
    assert_eq!(accepted, Err(NotAccepted::NotAsked));
    world.assert_unknown(connection);
}

#[test]
fn a_device_of_another_client_is_in_use() {
    let mut world = World::new();
    let first = world.open(&phone_req("one", "1001"));
    assert_eq!(
        world.refusal(&phone_req("two", "1001")),
        Some(StatusCode::DEVICE_IN_USE)
    );
    assert_eq!(world.refusal(&phone_req("two", "1002")), None);
    let other_peripheral = OpenReq {
        peripheral_id: PeripheralId(5001),
        ..phone_req("two", "1001")
    };
    assert_eq!(world.refusal(&other_peripheral), None);
    // The agent ID of one is not the extension of another.
    let agent = OpenReq {
        agent_extension: None,
        agent_id: Some("1001".into()),
        ..phone_req("two", "")
    };
    assert_eq!(world.refusal(&agent), None);
    // The device is free once the session has ended.
    world.server.closed(first, world.now);
    world.events();
    assert_eq!(world.refusal(&phone_req("two", "1001")), None);
}

#[test]
fn a_device_in_use_can_be_allowed() {
    let mut config = ServerConfig::default();
    config.checks.relax(Check::DeviceInUse);
    let mut world = World::with(config);
    let one = world.open(&phone_req("one", "1001"));
    let two = world.open(&phone_req("two", "1001"));
    let again = world.open(&phone_req("one", "1001"));
    for connection in [one, two, again] {
        assert!(world.server.version(connection).is_some());
    }
}

#[test]
fn a_new_session_of_the_same_client_ends_the_old_one() {
    let mut world = World::new();
    let old = world.open(&phone_req("one", "1001"));
    let new = world.connect();
    world.receive(new, &phone_req("one", "1001"));
    world.events();
    // Not before the new one opens: it might be refused.
    assert!(world.server.version(old).is_some());
    world.accept(new);
    let end = SessionEnd::Replaced;
    assert_eq!(
        world.events(),
        [ServerEvent::Closed {
            connection: old,
            end
        }]
    );
    assert!(!world.ends_stream(old));
    assert_eq!(world.failure_event(old), StatusCode::NEW_SESSION_OPENED);
    assert!(world.ends_stream(old));
    assert!(world.server.version(new).is_some());
    assert_eq!(
        world.refusal(&phone_req("two", "1001")),
        Some(StatusCode::DEVICE_IN_USE)
    );
}

#[test]
fn a_client_that_has_disconnected_is_not_replaced() {
    let mut world = World::with(ServerConfig {
        event_capacity: 1,
        ..ServerConfig::default()
    });
    let old = world.open(&phone_req("one", "1001"));
    let query = encoded(&QueryAgentStateReq::default(), ProtocolVersion::V24);
    world.receive_bytes(old, &query.repeat(2));
    world.server.closed(old, world.now);
    let new = world.connect();
    world.receive(new, &phone_req("one", "1001"));
    let mut ends = Vec::new();
    let mut messages = 0;
    while let Some(event) = world.server.next_event(world.now) {
        match event {
            ServerEvent::OpenAsked { connection, .. } => world.accept(connection),
            ServerEvent::Message { .. } => messages += 1,
            ServerEvent::Closed { end, .. } => ends.push(end),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((messages, ends), (2, vec![SessionEnd::Disconnected]));
    // The device is that of the new session, whatever becomes of the old one.
    assert_eq!(
        world.refusal(&phone_req("two", "1001")),
        Some(StatusCode::DEVICE_IN_USE)
    );
}

#[test]
fn of_two_clients_that_ask_for_a_device_at_once_one_gets_it() {
    let mut world = World::new();
    let one = world.connect();
    let two = world.connect();
    world.receive(one, &phone_req("one", "1001"));
    world.receive(two, &phone_req("two", "1001"));
    world.accept(one);
    let conf = world.server.open_conf(two).expect("an OPEN_REQ");
    let accepted = world.server.accept(two, conf, world.now);
    assert_eq!(
        accepted,
        Err(NotAccepted::Refused(StatusCode::DEVICE_IN_USE))
    );
    assert_eq!(world.failure(two), (InvokeId(7), StatusCode::DEVICE_IN_USE));
}

#[test]
fn a_standby_server_opens_only_for_clients_that_know_of_it() {
    let standby = CtiServiceMask::ALL_EVENTS | CtiServiceMask::ACTIVE_STANDBY;
    let mut world = World::standby();
    let old = OpenReq {
        version_number: VersionNumber(23),
        ..with_services(standby)
    };
    assert_eq!(world.refusal(&old), Some(StatusCode::CTI_SERVER_OFFLINE));
    let without = with_services(CtiServiceMask::ALL_EVENTS);
    assert_eq!(
        world.refusal(&without),
        Some(StatusCode::INVALID_CLIENT_FOR_STANDBY)
    );

    let connection = world.connect();
    world.receive(connection, &with_services(standby));
    world.accept(connection);
    let frames = world.frames(connection);
    let conf: OpenConf<'_> = frames[0].decode().expect("OPEN_CONF");
    assert_eq!(conf.session_type, Some(SessionType::STANDBY));
    assert_eq!(world.server.role(), ServerRole::Standby);
}

#[test]
fn configurations_that_cannot_work_are_refused() {
    let refused = |config| Server::new(config).map(drop);
    #[allow(clippy::reversed_empty_ranges)]
    let versions = ProtocolVersion::V20..=ProtocolVersion::V14;
    let config = ServerConfig {
        versions,
        ..ServerConfig::default()
    };
    assert_eq!(refused(config), Err(ServerConfigError::NoVersions));
    let config = ServerConfig {
        send_capacity: 12_499,
        ..ServerConfig::default()
    };
    assert_eq!(refused(config), Err(ServerConfigError::SendCapacity));
    type Change = fn(&mut ServerConfig);
    let zeros: [(&str, Change); 6] = [
        ("event_capacity", |config| config.event_capacity = 0),
        ("open_timeout", |config| {
            config.open_timeout = Duration::ZERO
        }),
        ("decision_timeout", |config| {
            config.decision_timeout = Duration::ZERO
        }),
        ("close_timeout", |config| {
            config.close_timeout = Duration::ZERO
        }),
        ("write_timeout", |config| {
            config.write_timeout = Duration::ZERO
        }),
        ("maintenance_timeout", |config| {
            config.maintenance_timeout = Duration::ZERO
        }),
    ];
    for (name, change) in zeros {
        let mut config = ServerConfig::default();
        change(&mut config);
        assert_eq!(refused(config), Err(ServerConfigError::Zero(name)));
    }
}

#[test]
fn the_decision_gives_back_its_time_once() {
    let mut world = World::new();
    let connection = world.connect();
    world.receive(connection, &open_req());
    world.receive(connection, &HeartbeatReq::default());
    world.pass(seconds(20));
    world
        .server
        .refuse(connection, StatusCode::INVALID_PASSWORD, world.now);
    world.drain(connection);
    world.events();
    world.pass(millis(29_999));
    assert!(!world.is_reset(connection));
    world.pass(millis(1));
    world.assert_reset(connection, SessionEnd::NotOpened);
}

#[test]
fn clients_without_an_id_are_never_the_same() {
    // An empty ID is as good as none.
    let mut world = World::new();
    world.open(&phone_req("", "1001"));
    assert_eq!(
        world.refusal(&phone_req("", "1001")),
        Some(StatusCode::DEVICE_IN_USE)
    );
}

#[test]
fn a_session_without_the_events_of_the_device_replaces_no_other() {
    let mut world = World::new();
    let old = world.open(&phone_req("one", "1001"));
    let new = world.connect();
    world.receive(new, &phone_req("one", "1001"));
    let accepted = world.server.accept(new, OpenConf::default(), world.now);
    assert_eq!(accepted, Ok(()));
    assert!(world.server.version(old).is_some());
    world.server.closed(new, world.now);
    world.events();
    assert_eq!(
        world.refusal(&phone_req("two", "1001")),
        Some(StatusCode::DEVICE_IN_USE)
    );
}

#[test]
fn a_new_session_gets_the_peripherals_of_that_time() {
    let mut world = World::new();
    world.open(&with_services(CtiServiceMask::ALL_EVENTS));
    world.server.set_peripherals(vec![ServerPeripheral {
        id: PeripheralId(5001),
        peripheral_type: PeripheralType::default(),
        online: true,
    }]);
    let connection = world.connect();
    world.receive(connection, &with_services(CtiServiceMask::ALL_EVENTS));
    world.accept(connection);
    assert_eq!(
        world.types(connection),
        [MessageType::OPEN_CONF, MessageType::SYSTEM_EVENT]
    );
}
