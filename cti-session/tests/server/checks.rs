//! The checks that an OPEN_REQ has to pass.

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask, OpenReq, PeripheralId,
    ProtocolVersion, StatusCode, TypedMessage, VersionNumber,
};
use cti_session::{Check, ServerConfig, ServerRole};

use super::*;

/// A request that fails a check, the check, and the status.
fn failing() -> Vec<(Check, OpenReq<'static>, StatusCode)> {
    let phone = || phone_req("phone", "1001");
    vec![
        (
            Check::Version,
            OpenReq {
                version_number: VersionNumber(12),
                ..open_req()
            },
            StatusCode::INVALID_VERSION,
        ),
        (
            Check::ClientId,
            OpenReq {
                client_id: None,
                ..open_req()
            },
            StatusCode::REQUIRED_DATA_MISSING,
        ),
        (
            Check::ClientPassword,
            OpenReq {
                client_password: None,
                ..open_req()
            },
            StatusCode::REQUIRED_DATA_MISSING,
        ),
        (
            Check::IdleTimeout,
            OpenReq {
                idle_timeout: 19,
                ..open_req()
            },
            StatusCode::INVALID_TIMEOUT,
        ),
        (
            Check::Services,
            with_services(CtiServiceMask::from_bits_retain(0x4010)),
            StatusCode::INVALID_SERVICE_MASK,
        ),
        (
            Check::CallEvents,
            OpenReq {
                version_number: VersionNumber(14),
                call_msg_mask: CallEventMask::CALL_AGENT_GREETING,
                ..open_req()
            },
            StatusCode::INVALID_CALL_MSG_MASK,
        ),
        (
            Check::AgentStates,
            OpenReq {
                agent_state_mask: AgentStateMask::from_bits_retain(0x4000),
                ..open_req()
            },
            StatusCode::INVALID_AGENT_STATE_MASK,
        ),
        (
            Check::Configuration,
            OpenReq {
                config_msg_mask: ConfigInformationMask::from_bits_retain(1024),
                ..open_req()
            },
            StatusCode::INVALID_CONFIG_MSG_MASK,
        ),
        (
            Check::Reserved,
            OpenReq {
                reserved3: 1,
                ..open_req()
            },
            StatusCode::INVALID_RESERVED_FIELD,
        ),
        (
            Check::Peripheral,
            OpenReq {
                peripheral_id: PeripheralId::NULL,
                ..phone()
            },
            StatusCode::INVALID_PERIPHERAL_ID,
        ),
        (
            Check::Device,
            OpenReq {
                agent_extension: None,
                ..phone()
            },
            StatusCode::REQUIRED_DATA_MISSING,
        ),
    ]
}

/// Lenient encoding, for requests that the guide forbids.
fn refusal_of(world: &mut World, request: &OpenReq<'_>) -> Option<StatusCode> {
    let mut bytes = Vec::new();
    let options = cti_messages::EncodeOptions::lenient();
    let version = ProtocolVersion::nearest(request.version_number);
    request
        .encode_with(version, options, &mut bytes)
        .expect("encoded");
    let connection = world.connect();
    world.receive_bytes(connection, &bytes);
    if world.server.open_conf(connection).is_some() {
        return None;
    }
    let (invoke_id, status) = world.failure(connection);
    assert_eq!(invoke_id, request.invoke_id);
    assert!(world.server.may_read(connection));
    // The client may ask again with the data corrected.
    world.receive(connection, &open_req());
    assert!(world.server.open_conf(connection).is_some());
    Some(status)
}

#[test]
fn every_check_refuses_with_its_status() {
    for (check, request, status) in failing() {
        assert_eq!(
            refusal_of(&mut World::new(), &request),
            Some(status),
            "{check:?}"
        );
    }
}

#[test]
fn every_check_can_be_relaxed_alone() {
    for (check, _, _) in failing() {
        let mut config = ServerConfig::default();
        config.checks.relax(check);
        for (other, request, status) in failing() {
            let expected = (other != check).then_some(status);
            let refusal = refusal_of(&mut World::with(config.clone()), &request);
            assert_eq!(refusal, expected, "{other:?} with {check:?} relaxed");
        }
        config.checks.enforce(check);
        assert_eq!(config, ServerConfig::default());
    }
}

#[test]
fn all_checks_but_those_of_devices_and_of_a_standby_are_tested_above() {
    let tested: Vec<_> = failing().into_iter().map(|(check, _, _)| check).collect();
    let rest: Vec<_> = Check::ALL
        .iter()
        .filter(|check| !tested.contains(check))
        .collect();
    assert_eq!(rest, [&Check::Standby, &Check::DeviceInUse]);
}

#[test]
fn every_reserved_field_is_checked() {
    for fields in [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 1, 0],
        [0, 1, 1],
        [1, 1, 1],
    ] {
        let request = OpenReq {
            reserved1: fields[0],
            reserved2: fields[1],
            reserved3: fields[2],
            ..open_req()
        };
        let status = Some(StatusCode::INVALID_RESERVED_FIELD);
        assert_eq!(World::new().refusal(&request), status, "{fields:?}");
    }
}

#[test]
fn a_standby_server_that_relaxes_its_check_opens_for_every_client() {
    let mut config = ServerConfig {
        role: ServerRole::Standby,
        ..ServerConfig::default()
    };
    config.checks.relax(Check::Standby);
    let too_old = OpenReq {
        version_number: VersionNumber(23),
        ..open_req()
    };
    for request in [open_req(), too_old] {
        let mut world = World::with(config.clone());
        let version = ProtocolVersion::try_from(request.version_number).expect("modelled");
        let connection = world.connect();
        world.receive(connection, &request);
        world.accept(connection);
        world.frames_in(connection, version);
        // One whose version lacks the event cannot be told of the change.
        assert!(world.server.activate(world.now));
        let is_told = !world.server.outgoing(connection).is_empty();
        assert_eq!(is_told, version == ProtocolVersion::V24);
    }
}

#[test]
fn values_at_the_edge_pass_the_checks() {
    let passing = [
        OpenReq {
            idle_timeout: 20,
            ..open_req()
        },
        OpenReq {
            idle_timeout: u32::MAX,
            ..open_req()
        },
        OpenReq {
            call_msg_mask: CallEventMask::all(),
            ..open_req()
        },
        OpenReq {
            agent_state_mask: AgentStateMask::from_bits_retain(0x3FFF),
            ..open_req()
        },
        OpenReq {
            version_number: VersionNumber(25),
            ..open_req()
        },
        OpenReq {
            client_password: Some(b"\0".into()),
            ..open_req()
        },
    ];
    for request in passing {
        assert_eq!(World::new().refusal(&request), None, "{request:?}");
    }
}

#[test]
fn only_versions_of_the_configuration_are_opened() {
    let mut world = World::with(ServerConfig {
        versions: ProtocolVersion::V14..=ProtocolVersion::V20,
        ..ServerConfig::default()
    });
    for (number, refused) in [(13, true), (14, false), (20, false), (21, true), (99, true)] {
        let request = OpenReq {
            version_number: VersionNumber(number),
            ..open_req()
        };
        let status = refused.then_some(StatusCode::INVALID_VERSION);
        assert_eq!(refusal_of_any(&mut world, &request), status, "{number}");
    }
}

fn refusal_of_any(world: &mut World, request: &OpenReq<'_>) -> Option<StatusCode> {
    let mut bytes = Vec::new();
    let options = cti_messages::EncodeOptions::lenient();
    request
        .encode_with(ProtocolVersion::V24, options, &mut bytes)
        .expect("encoded");
    let connection = world.connect();
    world.receive_bytes(connection, &bytes);
    match world.server.open_conf(connection) {
        Some(_) => None,
        None => Some(world.failure(connection).1),
    }
}
