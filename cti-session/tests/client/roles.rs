//! Which side is active, and where requests go.

use cti_messages::{
    CloseConf, FailureEvent, HeartbeatConf, ListAgentTeamReq, Message, MessageType, SessionType,
    StandbyActiveEventMsg, StatusCode,
};
use cti_session::{
    ClientEvent, Continuity, Heartbeat, NotSent, Outcome, RequestId, Side, SideState, Sides,
};

use crate::support::*;

fn ask(world: &mut World) -> Result<RequestId, NotSent> {
    let request = ListAgentTeamReq::default();
    world.client.request(request, seconds(99), world.now)
}

fn promote(world: &mut World, side: Side) {
    world.deliver(side, &StandbyActiveEventMsg::default());
}

/// Opens a session whose server says nothing about its role.
fn open_without_type(world: &mut World, side: Side) {
    world.accept(side);
    let mut confirmation = world.confirmation(side);
    confirmation.session_type = None;
    let bytes = bytes(&confirmation);
    world.receive(side, &bytes);
}

/// Asserts that requests go to a side, and nowhere else.
fn requests_go_to(world: &mut World, side: Side) {
    assert_eq!(world.client.active_side(), Some(side));
    for side in Side::BOTH {
        world.sent(side);
    }
    let request = ask(world).expect("sent");
    assert_eq!(world.sent_types(side), [MessageType::LIST_AGENT_TEAM_REQ]);
    assert_eq!(world.sent(side.opposite()), []);
    assert!(world.client.abandon(request));
}

/// Asserts that there is no side for requests.
fn requests_fail(world: &mut World) {
    assert_eq!(world.client.active_side(), None);
    assert_eq!(ask(world), Err(NotSent::NoActiveSide));
}

#[test]
fn both_sides_are_held_open() {
    let mut world = World::new(config_of_both());
    assert_eq!(world.attempted(), [Side::A, Side::B]);
    world.open_as(Side::B, SessionType::STANDBY);
    world.open_as(Side::A, SessionType::ACTIVE);
    for side in Side::BOTH {
        assert_eq!(world.client.state(side), SideState::Open);
    }
}

#[test]
fn without_the_service_one_side_is_open_at_a_time_and_active() {
    let mut world = World::new(config());
    assert_eq!(world.attempted(), [Side::A]);
    world.open_as(Side::A, SessionType::STANDBY);
    let events = world.events();
    assert_eq!(activations(&events), [(Side::A, Continuity::Lost)]);
    assert_eq!(world.attempted(), []);
    // What a side says about its role is a message like any other.
    promote(&mut world, Side::A);
    assert!(matches!(world.events()[..], [ClientEvent::Message { .. }]));
}

#[test]
fn a_side_is_active_by_the_session_type_of_open_conf() {
    for side in Side::BOTH {
        let mut world = World::new(config_of_both());
        world.open_as(side.opposite(), SessionType::STANDBY);
        assert_eq!(activations(&world.events()), []);
        requests_fail(&mut world);
        world.open_as(side, SessionType::ACTIVE);
        assert_eq!(activations(&world.events()), [(side, Continuity::Lost)]);
        requests_go_to(&mut world, side);
    }
}

#[test]
fn a_side_is_active_by_standby_active_event() {
    for side in Side::BOTH {
        let mut world = World::new(config_of_both());
        for side in Side::BOTH {
            world.open_as(side, SessionType::STANDBY);
        }
        world.events();
        promote(&mut world, side);
        let active = ClientEvent::Active {
            side,
            continuity: Continuity::Lost,
        };
        assert_eq!(world.events(), [active]);
        requests_go_to(&mut world, side);
    }
}

#[test]
fn without_a_session_type_the_first_side_is_active_and_the_second_standby() {
    for unknown in [None, Some(SessionType::UNKNOWN)] {
        for first in Side::BOTH {
            let mut world = World::new(config_of_both());
            for side in [first, first.opposite()] {
                match unknown {
                    None => open_without_type(&mut world, side),
                    Some(unknown) => world.open_as(side, unknown),
                }
            }
            let events = world.events();
            assert_eq!(activations(&events), [(first, Continuity::Lost)]);
            assert!(
                !events
                    .iter()
                    .any(|event| matches!(event, ClientEvent::Rival { .. }))
            );
            requests_go_to(&mut world, first);
            // The second is a standby, which is not promoted by the loss of the first.
            world.cut(first);
            requests_fail(&mut world);
        }
    }
}

#[test]
fn a_side_without_a_session_type_is_standby_beside_an_active_one() {
    let mut world = World::new(config_of_both());
    world.open_as(Side::B, SessionType::ACTIVE);
    world.open_as(Side::A, SessionType::UNKNOWN);
    let events = world.events();
    assert_eq!(activations(&events), [(Side::B, Continuity::Lost)]);
    assert!(
        !events
            .iter()
            .any(|event| matches!(event, ClientEvent::Rival { .. }))
    );
}

#[test]
fn the_loss_of_the_active_side_does_not_promote_the_standby() {
    let mut world = World::active_and_standby();
    world.cut(Side::A);
    assert_eq!(activations(&world.events()), []);
    requests_fail(&mut world);
    world.wait(seconds(5));
    requests_fail(&mut world);
    promote(&mut world, Side::B);
    assert_eq!(activations(&world.events()), [(Side::B, Continuity::Lost)]);
    requests_go_to(&mut world, Side::B);
}

#[test]
fn a_standby_side_gets_open_heartbeat_and_close_only() {
    let mut config = config_of_both();
    config.heartbeat = Heartbeat::Every(seconds(5));
    let mut world = World::new(config);
    world.open_as(Side::A, SessionType::ACTIVE);
    world.accept(Side::B);
    let mut confirmation = world.confirmation(Side::B);
    confirmation.session_type = Some(SessionType::STANDBY);
    world.deliver(Side::B, &confirmation);
    let mut types = Vec::new();
    for _ in 0..20 {
        ask(&mut world).expect("sent");
        world.wait(seconds(1));
        for message in world.sent(Side::B) {
            types.push(message.message_type());
            let heartbeat = HeartbeatConf {
                invoke_id: message.invoke_id().expect("an ID"),
                ..HeartbeatConf::default()
            };
            world.deliver(Side::B, &heartbeat);
        }
    }
    world.client.close(StatusCode::NO_ERROR, world.now);
    types.extend(world.sent_types(Side::B));
    let heartbeats = [MessageType::HEARTBEAT_REQ; 4];
    assert_eq!(types[..4], heartbeats);
    assert_eq!(types[4..], [MessageType::CLOSE_REQ]);
}

#[test]
fn of_two_sides_that_claim_to_be_active_the_first_stays() {
    for first in Side::BOTH {
        let mut world = World::new(config_of_both());
        world.open_as(first, SessionType::ACTIVE);
        world.events();
        let request = ask(&mut world).expect("sent");
        world.open_as(first.opposite(), SessionType::ACTIVE);
        let events = world.events();
        assert_eq!(activations(&events), []);
        let rivals = events
            .iter()
            .filter(|event| matches!(event, ClientEvent::Rival { .. }));
        let rival = ClientEvent::Rival {
            side: first.opposite(),
        };
        assert_eq!(rivals.collect::<Vec<_>>(), [&rival]);
        assert_eq!(outcomes(&events, request), []);
        requests_go_to(&mut world, first);
        assert!(world.client.abandon(request));
    }
}

#[test]
fn the_other_of_two_that_claim_to_be_active_is_promoted_when_the_first_goes() {
    for first in Side::BOTH {
        let mut world = World::new(config_of_both());
        world.open_as(first, SessionType::ACTIVE);
        world.open_as(first.opposite(), SessionType::ACTIVE);
        let request = ask(&mut world).expect("sent");
        world.events();
        world.cut(first);
        let events = world.events();
        assert_eq!(activations(&events), [(first.opposite(), Continuity::Lost)]);
        assert_eq!(outcomes(&events, request), [Outcome::SessionLost]);
        requests_go_to(&mut world, first.opposite());
    }
}

#[test]
fn a_side_that_is_being_closed_is_not_promoted() {
    let mut world = World::new(config_of_both());
    world.open_as(Side::A, SessionType::ACTIVE);
    world.open_as(Side::B, SessionType::ACTIVE);
    world.events();
    let offline = FailureEvent {
        status: StatusCode::CTI_SERVER_OFFLINE,
        ..FailureEvent::default()
    };
    world.deliver(Side::B, &offline);
    world.cut(Side::A);
    assert_eq!(activations(&world.events()), []);
    requests_fail(&mut world);
}

#[test]
fn closing_the_client_promotes_no_side() {
    let mut world = World::new(config_of_both());
    world.open_as(Side::A, SessionType::ACTIVE);
    world.open_as(Side::B, SessionType::ACTIVE);
    world.events();
    world.client.close(StatusCode::NO_ERROR, world.now);
    let Some(Message::CloseReq(close)) = world.sent(Side::A).pop() else {
        panic!("a CLOSE_REQ");
    };
    let confirmation = CloseConf {
        invoke_id: close.invoke_id,
        ..CloseConf::default()
    };
    world.deliver(Side::A, &confirmation);
    world.wait(seconds(5));
    assert_eq!(activations(&world.events()), []);
}

#[test]
fn standby_active_event_of_the_active_side_changes_nothing() {
    let mut world = World::active_and_standby();
    let request = ask(&mut world).expect("sent");
    promote(&mut world, Side::A);
    assert_eq!(world.events(), []);
    assert!(world.client.abandon(request));
    requests_go_to(&mut world, Side::A);
}

#[test]
fn standby_active_event_without_maintenance_switches_and_state_and_requests_are_lost() {
    let mut world = World::active_and_standby();
    let request = ask(&mut world).expect("sent");
    world.sent(Side::A);
    promote(&mut world, Side::B);
    let events = world.events();
    assert_eq!(outcomes(&events, request), [Outcome::SessionLost]);
    assert_eq!(activations(&events), [(Side::B, Continuity::Lost)]);
    assert_eq!(
        world.sent(Side::A),
        [],
        "no STOPPING_REQUESTS_TO_THIS_SIDE_IND"
    );
    requests_go_to(&mut world, Side::B);
    // The one that was replaced has not said that it is active no longer: it is all that is left.
    world.cut(Side::B);
    assert_eq!(activations(&world.events()), [(Side::A, Continuity::Lost)]);
    requests_go_to(&mut world, Side::A);
}

#[test]
fn a_side_can_become_active_again() {
    let mut world = World::active_and_standby();
    for side in [Side::B, Side::A, Side::B] {
        promote(&mut world, side);
        assert_eq!(activations(&world.events()), [(side, Continuity::Lost)]);
        requests_go_to(&mut world, side);
    }
}

#[test]
fn a_session_that_is_opened_again_has_the_role_of_its_new_open_conf() {
    let mut world = World::active_and_standby();
    world.wait(seconds(20));
    world.cut(Side::A);
    world.wait(seconds(0));
    world.events();
    world.open_as(Side::A, SessionType::STANDBY);
    assert_eq!(activations(&world.events()), []);
    requests_fail(&mut world);
    promote(&mut world, Side::A);
    requests_go_to(&mut world, Side::A);
}

#[test]
fn a_simplex_server_can_be_asked_for_its_role() {
    let mut config = config_of_both();
    config.sides = Sides::Simplex;
    let mut world = World::new(config);
    assert_eq!(world.attempted(), [Side::A]);
    world.open_as(Side::A, SessionType::STANDBY);
    requests_fail(&mut world);
    promote(&mut world, Side::A);
    requests_go_to(&mut world, Side::A);
    assert_eq!(world.attempted(), []);
}

#[test]
fn an_unknown_session_type_is_treated_as_absent() {
    let mut world = World::new(config_of_both());
    world.open_as(Side::A, SessionType(77));
    world.open_as(Side::B, SessionType(77));
    assert_eq!(activations(&world.events()), [(Side::A, Continuity::Lost)]);
}
