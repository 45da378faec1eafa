//! Who gets which event.

use cti_messages::{
    AgentPreCallAbortEvent, AgentState, AgentStateEvent, AgentStateMask, AgentTeamConfigEvent,
    CallAgentGreetingEvent, CallClearedEvent, CallEventMask, CallTranslationRouteEvent,
    ClientSessionOpenedEvent, ConfigAgentEvent, ConfigInformationMask, CtiServiceMask, DynMessage,
    EmergencyCallEvent, MessageType, NetworkRecordingTargetInfoEvent, OpenReq, ProtocolVersion,
    SupervisorAssistEvent, SystemEvent, UserMessageEvent, VersionNumber,
};
use cti_session::{Broadcast, ServerConfig, SessionEnd, Subscription};

use super::*;

const ALL: CtiServiceMask = CtiServiceMask::ALL_EVENTS;
const PHONE: CtiServiceMask = CtiServiceMask::CLIENT_EVENTS;

/// A request with services, and everything that the masks can ask for.
fn wanting(services: CtiServiceMask) -> OpenReq<'static> {
    OpenReq {
        call_msg_mask: CallEventMask::all(),
        agent_state_mask: AgentStateMask::from_bits_retain(0x3FFF),
        config_msg_mask: ConfigInformationMask::from_bits_retain(0x3FF),
        peripheral_id: PeripheralId(5000),
        agent_extension: Some("1001".into()),
        ..with_services(services)
    }
}

/// A service, whether its sessions get an event, and whether they get one that is about what is their own.
type Row = (CtiServiceMask, (bool, bool));

/// Whether a session that opened with a request gets an event: from all, and if it is about what is its own.
fn gets(request: &OpenReq<'_>, event: &dyn DynMessage) -> (bool, bool) {
    let mut world = World::new();
    let connection = world.open(request);
    let all = world.server.broadcast(event, world.now);
    let own = world
        .server
        .broadcast_where(event, |of| of == connection, world.now);
    assert_eq!((all.too_slow, all.error), (0, None));
    assert_eq!(world.server.asks_for(connection, event), own.reached == 1);
    assert_eq!(world.frames(connection).len(), all.reached + own.reached);
    (all.reached == 1, own.reached == 1)
}

#[test]
fn services_decide_who_gets_an_event() {
    let mask = CtiServiceMask::empty();
    let both = (true, true);
    let own = (false, true);
    let none = (false, false);
    let monitor = CtiServiceMask::PERIPHERAL_MONITOR;
    let supervisor = CtiServiceMask::SUPERVISOR;
    let clients = CtiServiceMask::CLIENT_MONITOR;
    let call = CallClearedEvent::default();
    let state = AgentStateEvent::default();
    let route = CallTranslationRouteEvent::default();
    let abort = AgentPreCallAbortEvent::default();
    let target = NetworkRecordingTargetInfoEvent::default();
    let opened = ClientSessionOpenedEvent::default();
    let assist = SupervisorAssistEvent {
        connection_device_id: Some("1001".into()),
        client_id: Some("client".into()),
        ..Default::default()
    };
    let emergency = EmergencyCallEvent::default();
    let team = AgentTeamConfigEvent::default();
    let agent = ConfigAgentEvent::default();
    let system = SystemEvent::default();
    let text = UserMessageEvent::default();
    let table: &[(&dyn DynMessage, [Row; 6])] = &[
        (
            &call,
            [
                (ALL, both),
                (PHONE, own),
                (monitor, none),
                (supervisor, none),
                (clients, none),
                (mask, none),
            ],
        ),
        (
            &state,
            [
                (ALL, both),
                (PHONE, own),
                (monitor, none),
                (supervisor, none),
                (clients, none),
                (mask, none),
            ],
        ),
        (
            &route,
            [
                (ALL, both),
                (PHONE, none),
                (monitor, both),
                (supervisor, none),
                (clients, none),
                (mask, none),
            ],
        ),
        (
            &abort,
            [
                (ALL, both),
                (PHONE, none),
                (monitor, none),
                (supervisor, none),
                (clients, none),
                (mask, none),
            ],
        ),
        (
            &target,
            [
                (ALL, own),
                (PHONE, own),
                (monitor, none),
                (supervisor, none),
                (clients, none),
                (mask, none),
            ],
        ),
        (
            &opened,
            [
                (ALL, none),
                (PHONE, none),
                (monitor, none),
                (supervisor, none),
                (clients, both),
                (mask, none),
            ],
        ),
        (
            &assist,
            [
                (ALL, both),
                (PHONE, none),
                (monitor, none),
                (supervisor, own),
                (clients, none),
                (mask, none),
            ],
        ),
        (
            &emergency,
            [
                (ALL, both),
                (PHONE, none),
                (monitor, none),
                (supervisor, own),
                (clients, none),
                (mask, none),
            ],
        ),
        (
            &team,
            [
                (ALL, both),
                (PHONE, none),
                (monitor, none),
                (supervisor, own),
                (clients, none),
                (mask, none),
            ],
        ),
        (
            &agent,
            [
                (ALL, both),
                (PHONE, both),
                (monitor, both),
                (supervisor, both),
                (clients, both),
                (mask, both),
            ],
        ),
        (
            &system,
            [
                (ALL, both),
                (PHONE, both),
                (monitor, both),
                (supervisor, both),
                (clients, both),
                (mask, both),
            ],
        ),
        (
            &text,
            [
                (ALL, none),
                (PHONE, none),
                (monitor, none),
                (supervisor, none),
                (clients, none),
                (mask, none),
            ],
        ),
    ];
    for (event, sessions) in table {
        for (services, expected) in sessions {
            let name = event.name();
            assert_eq!(
                gets(&wanting(*services), *event),
                *expected,
                "{name} to {services:?}"
            );
        }
    }
}

#[test]
fn the_call_mask_decides_about_call_events() {
    let event = CallClearedEvent::default();
    let without = CallEventMask::all() - CallEventMask::CALL_CLEARED;
    for (call_msg_mask, expected) in [(CallEventMask::CALL_CLEARED, true), (without, false)] {
        for services in [ALL, PHONE] {
            let request = OpenReq {
                call_msg_mask,
                ..wanting(services)
            };
            assert_eq!(gets(&request, &event).1, expected);
        }
    }
}

#[test]
fn the_state_mask_decides_about_agent_states() {
    let bits = [
        (AgentState::LOGIN, AgentStateMask::LOGIN),
        (AgentState::LOGOUT, AgentStateMask::LOGOUT),
        (AgentState::NOT_READY, AgentStateMask::NOT_READY),
        (AgentState::AVAILABLE, AgentStateMask::AVAILABLE),
        (AgentState::TALKING, AgentStateMask::TALKING),
        (AgentState::WORK_NOT_READY, AgentStateMask::WORK_NOT_READY),
        (AgentState::WORK_READY, AgentStateMask::WORK_READY),
        (AgentState::BUSY_OTHER, AgentStateMask::BUSY_OTHER),
        (AgentState::RESERVED, AgentStateMask::RESERVED),
        (AgentState::HOLD, AgentStateMask::HOLD),
        (AgentState::ACTIVE, AgentStateMask::ACTIVE),
        (AgentState::PAUSED, AgentStateMask::PAUSED),
        (AgentState::INTERRUPTED, AgentStateMask::INTERRUPTED),
        (AgentState::NOT_ACTIVE, AgentStateMask::NOT_ACTIVE),
    ];
    for (agent_state, _) in bits {
        let event = AgentStateEvent {
            agent_state,
            ..AgentStateEvent::default()
        };
        for (state_of_mask, agent_state_mask) in bits {
            let request = OpenReq {
                agent_state_mask,
                ..wanting(ALL)
            };
            assert_eq!(gets(&request, &event).0, agent_state == state_of_mask);
        }
    }
    for agent_state in [AgentState::UNKNOWN, AgentState(99)] {
        let event = AgentStateEvent {
            agent_state,
            ..AgentStateEvent::default()
        };
        assert!(gets(&wanting(ALL), &event).0);
        let agent_state_mask = AgentStateMask::empty();
        assert!(
            !gets(
                &OpenReq {
                    agent_state_mask,
                    ..wanting(ALL)
                },
                &event
            )
            .0
        );
    }
}

#[test]
fn the_configuration_mask_decides_about_configuration() {
    let event = ConfigAgentEvent::default();
    let devices = ConfigInformationMask::DEVICES;
    let request = OpenReq {
        config_msg_mask: devices,
        ..wanting(ALL)
    };
    assert!(!gets(&request, &event).0);

    let mut world = World::new();
    let connection = world.open(&request);
    let agents = ConfigInformationMask::AGENTS;
    let none = (CallEventMask::empty(), AgentStateMask::empty());
    assert!(world.server.set_masks(connection, none.0, none.1, agents));
    assert_eq!(world.server.broadcast(&event, world.now).reached, 1);
    let expected = Subscription {
        services: ALL,
        configuration: agents,
        ..Subscription::default()
    };
    assert_eq!(world.server.subscription(connection), Some(expected));
}

#[test]
fn only_open_sessions_get_events() {
    let mut world = World::new();
    let connected = world.connect();
    let asking = world.connect();
    world.receive(asking, &open_req());
    let ending = world.open(&open_req());
    world
        .server
        .end(ending, StatusCode::CTI_SERVER_OFFLINE, world.now);
    world.frames(ending);
    let gone = world.open(&open_req());
    world.server.closed(gone, world.now);
    let event = SystemEvent::default();
    assert_eq!(
        world.server.broadcast(&event, world.now),
        Broadcast::default()
    );
    for connection in [connected, asking, ending, gone] {
        assert!(!world.server.asks_for(connection, &event));
        assert_eq!(world.server.subscription(connection), None);
        let none = CallEventMask::empty();
        let masks = (AgentStateMask::empty(), ConfigInformationMask::empty());
        assert!(!world.server.set_masks(connection, none, masks.0, masks.1));
    }
}

#[test]
fn a_standby_server_sends_no_events() {
    let mut world = World::standby();
    let request = with_services(ALL | CtiServiceMask::ACTIVE_STANDBY);
    world.open(&request);
    let event = SystemEvent::default();
    assert_eq!(world.server.broadcast(&event, world.now).reached, 0);
    world.server.activate(world.now);
    assert_eq!(world.server.broadcast(&event, world.now).reached, 1);
}

#[test]
fn a_broadcast_is_encoded_in_the_version_of_each_session() {
    let mut world = World::new();
    let mut sessions = Vec::new();
    for version in ProtocolVersion::all() {
        let request = OpenReq {
            version_number: version.into(),
            ..wanting(ALL)
        };
        let request = OpenReq {
            call_msg_mask: CallEventMask::CALL_CLEARED,
            config_msg_mask: ConfigInformationMask::AGENTS,
            ..request
        };
        sessions.push((version, world.open(&request)));
    }
    let event = CallClearedEvent {
        connection_device_id: Some("1".into()),
        ..CallClearedEvent::default()
    };
    let result = world.server.broadcast(&event, world.now);
    assert_eq!(result.reached, sessions.len());
    for (version, connection) in sessions {
        let frames = world.frames_in(connection, version);
        assert_eq!(frames[0].decode(), Ok(event.clone()));
    }
}

#[test]
fn sessions_whose_version_lacks_the_message_are_left_out() {
    let mut world = World::new();
    let old = OpenReq {
        version_number: VersionNumber(14),
        call_msg_mask: CallEventMask::empty(),
        ..open_req()
    };
    let old = world.open(&old);
    let masks = (AgentStateMask::empty(), ConfigInformationMask::empty());
    world
        .server
        .set_masks(old, CallEventMask::all(), masks.0, masks.1);
    let new = world.open(&wanting(ALL));
    let event = CallAgentGreetingEvent {
        connection_device_id: Some("1001".into()),
        agent_id: Some("1".into()),
        ..Default::default()
    };
    let result = world.server.broadcast(&event, world.now);
    assert_eq!(
        result,
        Broadcast {
            reached: 1,
            ..Broadcast::default()
        }
    );
    assert!(world.server.outgoing(old).is_empty());
    assert_eq!(world.types(new), [MessageType::CALL_AGENT_GREETING_EVENT]);
}

#[test]
fn a_message_that_cannot_be_encoded_is_reported() {
    let mut world = World::new();
    let connection = world.open(&open_req());
    let event = SystemEvent {
        text: Some("x".repeat(300).into()),
        ..SystemEvent::default()
    };
    let result = world.server.broadcast(&event, world.now);
    assert_eq!((result.reached, result.too_slow), (0, 0));
    assert_eq!(
        result.error.map(|(version, _)| version),
        Some(ProtocolVersion::V24)
    );
    assert!(world.server.outgoing(connection).is_empty());
}

#[test]
fn a_session_that_reads_too_slowly_for_its_events_is_reset() {
    let mut world = World::with(ServerConfig {
        send_capacity: 12_500,
        ..ServerConfig::default()
    });
    let slow = world.open(&open_req());
    let event = SystemEvent {
        text: Some("x".repeat(200).into()),
        ..SystemEvent::default()
    };
    let mut sent = 0;
    while world.server.broadcast(&event, world.now).too_slow == 0 {
        assert!(world.server.outgoing(slow).len() <= 12_500);
        sent += 1;
    }
    assert!(sent > 40);
    let fast = world.open(&open_req());
    assert_eq!(world.server.broadcast(&event, world.now).reached, 1);
    assert_eq!(world.server.version(slow), None);
    assert!(world.server.version(fast).is_some());
}

#[test]
fn as_much_as_there_is_room_for_is_sent() {
    let event = SystemEvent::default();
    let length = encoded(&event, ProtocolVersion::V24).len();
    let capacity = length * (12_500 / length + 1);
    let config = ServerConfig {
        send_capacity: capacity,
        ..ServerConfig::default()
    };
    let mut world = World::with(config.clone());
    world.open(&open_req());
    let mut sent = 0;
    while world.server.broadcast(&event, world.now).reached == 1 {
        sent += length;
    }
    assert_eq!(sent, capacity);

    let mut world = World::with(config);
    let connection = world.open(&open_req());
    let mut sent = 0;
    while world.server.send(connection, &event, world.now).is_ok() {
        sent += length;
    }
    assert_eq!(sent, capacity);
}

#[test]
fn the_reason_of_a_slow_reader_is_reported() {
    let mut world = World::with(ServerConfig {
        send_capacity: 12_500,
        ..ServerConfig::default()
    });
    let slow = world.open(&open_req());
    while world
        .server
        .broadcast(&SystemEvent::default(), world.now)
        .reached
        == 1
    {}
    world.assert_reset(slow, SessionEnd::TooSlow);
}
