//! Standby and graceful shutdown: a server asks, hands over to the other one, and is told that it gets no more requests.

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceReqMsg, Bool, FailureEvent, InvokeId,
    ListAgentTeamConf, ListAgentTeamReq, Message, MessageType, SessionType, StandbyActiveEventMsg,
    StatusCode, SystemEvent,
};
use cti_session::{
    ClientEvent, Continuity, LossReason, MaintenanceNotAsked, NotSent, Outcome, RequestId, Side,
    SideState,
};

use crate::support::*;

pub(crate) const STOPPING: MessageType = MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND;

pub(crate) fn ask(world: &mut World) -> RequestId {
    let request = ListAgentTeamReq::default();
    let request = world.client.request(request, seconds(99), world.now);
    request.expect("sent")
}

/// The server asks whether it may go into maintenance.
fn question(world: &mut World, side: Side, id: u32) {
    let request = ActiveMaintenanceReqMsg {
        invoke_id: InvokeId(id),
        ..ActiveMaintenanceReqMsg::default()
    };
    world.deliver(side, &request);
}

/// The server says how its maintenance goes on.
pub(crate) fn maintenance(world: &mut World, side: Side, starts: bool) {
    let event = ActiveMaintenanceEventMsg {
        maintenance_mode_status: Bool::from(starts),
        ..ActiveMaintenanceEventMsg::default()
    };
    world.deliver(side, &event);
}

pub(crate) fn promote(world: &mut World, side: Side) {
    world.deliver(side, &StandbyActiveEventMsg::default());
}

/// Takes the answers to questions that were sent to a side.
fn responses(world: &mut World, side: Side) -> Vec<(u32, bool)> {
    let sent = world.sent(side).into_iter();
    sent.map(|message| match message {
        Message::ActiveMaintenanceRespMsg(response) => (
            response.invoke_id.0,
            response.maintenance_mode_accepted.is_true(),
        ),
        other => panic!("no answer to a question: {other:?}"),
    })
    .collect()
}

/// Two open sides, all that was sent taken.
pub(crate) fn duplex() -> World {
    let mut world = World::active_and_standby();
    for side in Side::BOTH {
        world.sent(side);
    }
    world
}

#[test]
fn a_question_is_reported_with_the_time_left_to_decide() {
    let mut world = duplex();
    question(&mut world, Side::A, 77);
    let asked = ClientEvent::MaintenanceAsked {
        side: Side::A,
        within: seconds(4),
    };
    assert_eq!(world.events(), [asked]);
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn the_application_decides() {
    for accept in [true, false] {
        let mut world = duplex();
        question(&mut world, Side::A, 77);
        world.events();
        world.wait(millis(3_999));
        let answered = world.client.answer_maintenance(accept, world.now);
        assert_eq!(answered, Ok(accept));
        assert_eq!(responses(&mut world, Side::A), [(77, accept)]);
        let event = ClientEvent::MaintenanceAnswered {
            side: Side::A,
            accepted: accept,
        };
        assert_eq!(world.events(), [event]);
        world.wait(seconds(10));
        assert_eq!(world.sent(Side::A), [], "answered once");
        assert_eq!(world.events(), []);
    }
}

#[test]
fn without_a_decision_it_is_accepted_after_four_seconds_if_the_other_side_is_open() {
    let mut world = duplex();
    question(&mut world, Side::A, 77);
    world.events();
    world.wait(millis(3_999));
    assert_eq!(world.sent(Side::A), []);
    world.wait(millis(1));
    assert_eq!(responses(&mut world, Side::A), [(77, true)]);
    let event = ClientEvent::MaintenanceAnswered {
        side: Side::A,
        accepted: true,
    };
    assert_eq!(world.events(), [event]);
    let late = world.client.answer_maintenance(true, world.now);
    assert_eq!(late, Err(MaintenanceNotAsked));
}

#[test]
fn without_a_decision_it_is_refused_after_four_seconds_if_the_other_side_is_not_open() {
    for state in [
        SideState::Down,
        SideState::Connecting,
        SideState::Opening,
        SideState::Closing,
    ] {
        let mut world = World::new(config_of_both());
        world.open_as(Side::A, SessionType::ACTIVE);
        match state {
            SideState::Down => {
                for _ in 0..2 {
                    world.refuse_connection(Side::B);
                    world.client.tick(world.now);
                    world.drive();
                }
            }
            SideState::Connecting => {}
            SideState::Opening => world.accept(Side::B),
            _ => {
                world.open_as(Side::B, SessionType::STANDBY);
                let status = StatusCode::CTI_SERVER_OFFLINE;
                let event = FailureEvent {
                    status,
                    ..FailureEvent::default()
                };
                world.deliver(Side::B, &event);
            }
        }
        world.events();
        world.sent(Side::A);
        assert_eq!(world.client.state(Side::B), state);
        question(&mut world, Side::A, 77);
        world.wait(seconds(4));
        assert_eq!(responses(&mut world, Side::A), [(77, false)], "{state:?}");
    }
}

#[test]
fn nobody_can_accept_while_the_other_side_is_not_open() {
    let mut world = World::new(config_of_both());
    world.open_as(Side::A, SessionType::ACTIVE);
    world.sent(Side::A);
    question(&mut world, Side::A, 77);
    assert_eq!(world.client.answer_maintenance(true, world.now), Ok(false));
    assert_eq!(responses(&mut world, Side::A), [(77, false)]);
}

#[test]
fn a_side_that_opens_before_the_decision_makes_it_acceptable() {
    let mut world = World::new(config_of_both());
    world.open_as(Side::A, SessionType::ACTIVE);
    world.sent(Side::A);
    question(&mut world, Side::A, 77);
    world.wait(seconds(2));
    world.open_as(Side::B, SessionType::STANDBY);
    world.wait(seconds(2));
    assert_eq!(responses(&mut world, Side::A), [(77, true)]);
}

#[test]
fn a_question_is_refused_at_once_when_the_standby_dies_before_the_answer() {
    let mut world = duplex();
    question(&mut world, Side::A, 77);
    world.events();
    world.cut(Side::B);
    assert_eq!(responses(&mut world, Side::A), [(77, false)]);
    let refused = ClientEvent::MaintenanceAnswered {
        side: Side::A,
        accepted: false,
    };
    assert!(world.events().contains(&refused));
    assert_eq!(
        world.client.answer_maintenance(true, world.now),
        Err(MaintenanceNotAsked)
    );
}

#[test]
fn a_question_ends_with_the_session_of_the_side_that_asked() {
    let mut world = duplex();
    question(&mut world, Side::A, 77);
    world.events();
    world.cut(Side::A);
    assert_eq!(
        world.client.answer_maintenance(true, world.now),
        Err(MaintenanceNotAsked)
    );
    world.wait(seconds(0));
    world.open_as(Side::A, SessionType::ACTIVE);
    world.wait(seconds(10));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn a_question_ends_when_the_server_ends_the_session() {
    let mut world = duplex();
    question(&mut world, Side::A, 77);
    world.events();
    let event = FailureEvent {
        status: StatusCode::SERVER_IN_MAINTENANCE_MODE,
        ..FailureEvent::default()
    };
    world.deliver(Side::A, &event);
    assert_eq!(
        world.client.answer_maintenance(true, world.now),
        Err(MaintenanceNotAsked)
    );
    assert_eq!(world.sent_types(Side::A), [MessageType::CLOSE_REQ]);
}

#[test]
fn nobody_can_answer_what_was_not_asked() {
    let mut world = duplex();
    for accept in [true, false] {
        assert_eq!(
            world.client.answer_maintenance(accept, world.now),
            Err(MaintenanceNotAsked)
        );
    }
    assert_eq!(world.sent(Side::A), []);
    question(&mut world, Side::A, 77);
    world.client.close(StatusCode::NO_ERROR, world.now);
    assert_eq!(
        world.client.answer_maintenance(true, world.now),
        Err(MaintenanceNotAsked)
    );
}

#[test]
fn every_question_is_answered_within_five_seconds() {
    let mut world = duplex();
    for id in 1..=20 {
        question(&mut world, Side::A, id);
        world.wait(seconds(1));
    }
    world.wait(seconds(4));
    let ids: Vec<u32> = responses(&mut world, Side::A)
        .iter()
        .map(|(id, _)| *id)
        .collect();
    assert_eq!(ids, (1..=20).collect::<Vec<_>>());
}

#[test]
fn a_question_is_answered_even_if_another_side_becomes_active_and_asks_too() {
    let mut world = duplex();
    question(&mut world, Side::A, 77);
    world.wait(seconds(1));
    promote(&mut world, Side::B);
    world.wait(seconds(1));
    question(&mut world, Side::B, 88);
    world.wait(seconds(4));
    assert_eq!(responses(&mut world, Side::A).len(), 1);
    // Nobody could take over from B: A has been told that it may go.
    assert_eq!(responses(&mut world, Side::B), [(88, false)]);
}

#[test]
fn a_side_that_is_not_active_is_answered_by_whether_the_other_is_open() {
    let mut world = duplex();
    question(&mut world, Side::B, 77);
    world.wait(seconds(4));
    assert_eq!(responses(&mut world, Side::B), [(77, true)]);
    world.cut(Side::A);
    question(&mut world, Side::B, 78);
    world.wait(seconds(4));
    assert_eq!(responses(&mut world, Side::B), [(78, false)]);
}

#[test]
fn a_question_without_an_invoke_id_is_a_message() {
    let mut world = duplex();
    world.receive(Side::A, &[0, 0, 0, 2, 0, 0, 1, 0x16, 0, 0]);
    assert!(matches!(world.events()[..], [ClientEvent::Message { .. }]));
    // So is an event without its status.
    world.receive(Side::A, &[0, 0, 0, 0, 0, 0, 1, 0x18]);
    assert!(matches!(world.events()[..], [ClientEvent::Message { .. }]));
    world.wait(seconds(10));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn without_the_service_questions_are_messages() {
    let mut world = World::open_with(config());
    question(&mut world, Side::A, 77);
    maintenance(&mut world, Side::A, true);
    assert!(matches!(
        world.events()[..],
        [ClientEvent::Message { .. }, ClientEvent::Message { .. }]
    ));
    world.wait(seconds(10));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn a_question_is_answered_in_time_while_the_application_does_not_read() {
    let mut config = config_of_both();
    config.event_capacity = 1;
    let mut world = World::active_and_standby_with(config);
    world.sent(Side::A);
    question(&mut world, Side::A, 77);
    assert!(!world.client.may_read(world.connection(Side::A)));
    world.wait(seconds(4));
    assert_eq!(responses(&mut world, Side::A), [(77, true)]);
}

#[test]
fn a_handover_keeps_state_and_requests_and_stops_the_old_side() {
    for old in Side::BOTH {
        let mut world = World::new(config_of_both());
        world.open_as(old, SessionType::ACTIVE);
        world.open_as(old.opposite(), SessionType::STANDBY);
        let request = ask(&mut world);
        question(&mut world, old, 77);
        world
            .client
            .answer_maintenance(true, world.now)
            .expect("asked");
        world.events();
        world.sent(old);
        world.wait(seconds(20));
        maintenance(&mut world, old, true);
        let starts = ClientEvent::Maintenance {
            side: old,
            starts: true,
        };
        assert_eq!(world.events(), [starts]);
        assert_eq!(world.client.active_side(), Some(old));
        assert_eq!(world.sent(old), [], "not before a new side is known");
        world.wait(seconds(1));
        promote(&mut world, old.opposite());
        let active = ClientEvent::Active {
            side: old.opposite(),
            continuity: Continuity::Kept,
        };
        assert_eq!(world.events(), [active]);
        assert_eq!(world.sent_types(old), [STOPPING]);
        assert_eq!(world.client.waiting_requests(), 1);
        // New requests go to the new side, the old one is left alone.
        world.sent(old.opposite());
        ask(&mut world);
        assert_eq!(
            world.sent_types(old.opposite()),
            [MessageType::LIST_AGENT_TEAM_REQ]
        );
        let sent = world
            .client
            .send_to(old, &ListAgentTeamReq::default(), world.now);
        assert_eq!(sent, Err(NotSent::Request));
        // Its disconnect is expected.
        world.cut(old);
        let events = world.events();
        assert_eq!(losses(&events), [(old, LossReason::HandedOver)]);
        assert_eq!(outcomes(&events, request), [Outcome::SessionLost]);
        assert_eq!(activations(&events), []);
        assert_eq!(world.client.active_side(), Some(old.opposite()));
    }
}

/// A request to side A, which then hands over to side B.
fn request_in_flight() -> (World, RequestId, InvokeId) {
    let mut world = duplex();
    let request = ListAgentTeamReq::default();
    let request = world
        .client
        .request(request, seconds(9), world.now)
        .expect("sent");
    let id = world.sent_id(Side::A);
    maintenance(&mut world, Side::A, true);
    promote(&mut world, Side::B);
    assert_eq!(outcomes(&world.events(), request), []);
    (world, request, id)
}

#[test]
fn requests_in_flight_at_a_handover_stay_until_they_are_answered() {
    let (mut world, request, invoke_id) = request_in_flight();
    let confirmation = ListAgentTeamConf {
        invoke_id,
        ..ListAgentTeamConf::default()
    };
    world.deliver(Side::A, &confirmation);
    assert!(matches!(
        outcomes(&world.events(), request)[..],
        [Outcome::Confirmed(_)]
    ));
}

#[test]
fn requests_in_flight_at_a_handover_stay_until_they_time_out() {
    let (mut world, request, _) = request_in_flight();
    world.wait(millis(8_999));
    assert_eq!(outcomes(&world.events(), request), []);
    world.wait(millis(1));
    assert_eq!(outcomes(&world.events(), request), [Outcome::TimedOut]);
}

#[test]
fn requests_in_flight_at_a_handover_stay_until_the_disconnect() {
    let (mut world, request, _) = request_in_flight();
    world.cut(Side::A);
    assert_eq!(outcomes(&world.events(), request), [Outcome::SessionLost]);
}

#[test]
fn the_old_side_is_connected_to_again_after_its_disconnect() {
    let (mut world, _, _) = request_in_flight();
    world.wait(seconds(10));
    world.attempts();
    world.cut(Side::A);
    assert_eq!(world.attempted(), [Side::A]);
    world.events();
    world.open_as(Side::A, SessionType::STANDBY);
    let events = world.events();
    assert_eq!(activations(&events), []);
    // And it can take over in its turn.
    world.sent(Side::B);
    maintenance(&mut world, Side::B, true);
    promote(&mut world, Side::A);
    assert_eq!(activations(&world.events()), [(Side::A, Continuity::Kept)]);
    assert_eq!(world.sent_types(Side::B), [STOPPING]);
}

#[test]
fn the_old_side_may_close_before_the_new_one_is_active() {
    let mut world = duplex();
    let request = ask(&mut world);
    maintenance(&mut world, Side::A, true);
    world.cut(Side::A);
    let events = world.events();
    assert_eq!(outcomes(&events, request), [Outcome::SessionLost]);
    assert_eq!(world.client.active_side(), None);
    world.wait(seconds(3));
    promote(&mut world, Side::B);
    assert_eq!(activations(&world.events()), [(Side::B, Continuity::Kept)]);
}

#[test]
fn the_old_side_may_end_its_session_before_the_new_one_is_active() {
    let mut world = duplex();
    maintenance(&mut world, Side::A, true);
    let event = FailureEvent {
        status: StatusCode::SERVER_IN_MAINTENANCE_MODE,
        ..FailureEvent::default()
    };
    world.deliver(Side::A, &event);
    world.events();
    promote(&mut world, Side::B);
    assert_eq!(activations(&world.events()), [(Side::B, Continuity::Kept)]);
    assert_eq!(world.sent_types(Side::A), [MessageType::CLOSE_REQ]);
}

#[test]
fn a_cancelled_maintenance_hands_nothing_over() {
    let mut world = duplex();
    let request = ask(&mut world);
    world.sent(Side::A);
    maintenance(&mut world, Side::A, true);
    maintenance(&mut world, Side::A, false);
    let events = world.events();
    let cancelled = ClientEvent::Maintenance {
        side: Side::A,
        starts: false,
    };
    assert_eq!(events.last(), Some(&cancelled));
    promote(&mut world, Side::B);
    let events = world.events();
    assert_eq!(activations(&events), [(Side::B, Continuity::Lost)]);
    assert_eq!(outcomes(&events, request), [Outcome::SessionLost]);
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn a_standby_that_breaks_after_the_announcement_leaves_the_old_side_active() {
    let mut world = duplex();
    maintenance(&mut world, Side::A, true);
    world.wait(seconds(10));
    world.attempts();
    world.cut(Side::B);
    world.events();
    assert_eq!(world.client.active_side(), Some(Side::A));
    ask(&mut world);
    assert_eq!(
        world.sent_types(Side::A),
        [MessageType::LIST_AGENT_TEAM_REQ]
    );
    assert_eq!(world.attempted(), [Side::B], "its ladder begins");
    world.open_as(Side::B, SessionType::ACTIVE);
    assert_eq!(activations(&world.events()), [(Side::B, Continuity::Lost)]);
    assert_eq!(world.sent_types(Side::A), [STOPPING]);
}

#[test]
fn a_standby_that_was_not_open_all_the_time_does_not_keep_the_state() {
    // It breaks, comes back as standby, and becomes active then.
    let mut world = duplex();
    maintenance(&mut world, Side::A, true);
    world.wait(seconds(10));
    world.cut(Side::B);
    world.open_as(Side::B, SessionType::STANDBY);
    promote(&mut world, Side::B);
    assert_eq!(activations(&world.events()), [(Side::B, Continuity::Lost)]);
    assert_eq!(world.sent_types(Side::A), [STOPPING]);
    // It was not there at the announcement.
    let mut world = World::new(config_of_both());
    world.open_as(Side::A, SessionType::ACTIVE);
    world.events();
    maintenance(&mut world, Side::A, true);
    world.open_as(Side::B, SessionType::STANDBY);
    world.sent(Side::A);
    promote(&mut world, Side::B);
    assert_eq!(activations(&world.events()), [(Side::B, Continuity::Lost)]);
    assert_eq!(world.sent_types(Side::A), [STOPPING]);
}

#[test]
fn an_announcement_that_the_new_active_side_has_overtaken_still_stops_the_old_side() {
    let mut world = duplex();
    let request = ask(&mut world);
    world.sent(Side::A);
    promote(&mut world, Side::B);
    let events = world.events();
    assert_eq!(activations(&events), [(Side::B, Continuity::Lost)]);
    assert_eq!(outcomes(&events, request), [Outcome::SessionLost]);
    assert_eq!(world.sent(Side::A), []);
    maintenance(&mut world, Side::A, true);
    assert_eq!(activations(&world.events()), []);
    assert_eq!(world.sent_types(Side::A), [STOPPING]);
    world.cut(Side::A);
    assert_eq!(losses(&world.events()), [(Side::A, LossReason::HandedOver)]);
}

#[test]
fn the_old_side_gets_nothing_once_its_session_is_being_closed() {
    let mut world = World::active_and_standby();
    maintenance(&mut world, Side::A, true);
    promote(&mut world, Side::B);
    let answer = SystemEvent::default();
    let sent = world.client.send_to(Side::A, &answer, world.now);
    assert_eq!(sent, Ok(()), "it still gets answers");
    world.end_by_server(Side::A, StatusCode::SERVER_IN_MAINTENANCE_MODE);
    let sent = world.client.send_to(Side::A, &answer, world.now);
    assert_eq!(sent, Err(NotSent::NotServing(Side::A)));
}

#[test]
fn the_old_side_is_stopped_once() {
    let mut world = duplex();
    maintenance(&mut world, Side::A, true);
    promote(&mut world, Side::B);
    maintenance(&mut world, Side::A, true);
    promote(&mut world, Side::B);
    maintenance(&mut world, Side::A, true);
    assert_eq!(world.sent_types(Side::A), [STOPPING]);
}

#[test]
fn a_side_that_was_lost_without_a_handover_is_no_old_side() {
    let mut world = duplex();
    world.cut(Side::A);
    world.events();
    promote(&mut world, Side::B);
    world.events();
    assert_eq!(world.sent(Side::B), []);
    maintenance(&mut world, Side::B, true);
    assert_eq!(world.sent(Side::B), []);
    assert_eq!(world.client.active_side(), Some(Side::B));
}

#[test]
fn a_side_is_not_let_go_while_the_other_one_may_go() {
    // The active side asks first: neither the question nor the other side may decide it.
    let mut world = duplex();
    question(&mut world, Side::A, 77);
    question(&mut world, Side::B, 88);
    assert_eq!(responses(&mut world, Side::B), [(88, false)]);
    assert_eq!(responses(&mut world, Side::A), []);
    assert_eq!(world.client.answer_maintenance(false, world.now), Ok(false));
    // It has been let go.
    question(&mut world, Side::A, 78);
    assert_eq!(world.client.answer_maintenance(true, world.now), Ok(true));
    question(&mut world, Side::B, 89);
    assert_eq!(responses(&mut world, Side::B), [(89, false)]);
    // It goes.
    maintenance(&mut world, Side::A, true);
    question(&mut world, Side::B, 90);
    assert_eq!(responses(&mut world, Side::B), [(90, false)]);
    // The other way round: the standby has been let go.
    let mut world = duplex();
    question(&mut world, Side::B, 88);
    assert_eq!(responses(&mut world, Side::B), [(88, true)]);
    question(&mut world, Side::A, 77);
    assert_eq!(world.client.answer_maintenance(true, world.now), Ok(false));
}

#[test]
fn a_side_that_opened_as_active_takes_over_once_the_old_one_says_that_it_goes() {
    let mut world = duplex();
    world.wait(seconds(10));
    world.cut(Side::B);
    world.wait(seconds(0));
    world.open_as(Side::B, SessionType::ACTIVE);
    assert!(
        world
            .events()
            .contains(&ClientEvent::Rival { side: Side::B })
    );
    maintenance(&mut world, Side::A, true);
    assert_eq!(activations(&world.events()), [(Side::B, Continuity::Lost)]);
    assert_eq!(world.sent_types(Side::A), [STOPPING]);
}

#[test]
fn a_side_that_cancels_too_late_stays_as_a_rival() {
    let mut world = duplex();
    maintenance(&mut world, Side::A, true);
    promote(&mut world, Side::B);
    assert_eq!(world.sent_types(Side::A), [STOPPING]);
    world.events();
    maintenance(&mut world, Side::A, false);
    assert!(
        world
            .events()
            .contains(&ClientEvent::Rival { side: Side::A })
    );
    // The other one may go now, since this one stays.
    question(&mut world, Side::B, 77);
    assert_eq!(world.client.answer_maintenance(true, world.now), Ok(true));
    // And it gets STOPPING again, if it goes after all.
    world.sent(Side::A);
    maintenance(&mut world, Side::A, true);
    assert_eq!(world.sent_types(Side::A), [STOPPING]);
}

#[test]
fn a_new_side_that_is_gone_already_does_not_become_active() {
    let mut config = config_of_both();
    config.event_capacity = 1;
    let mut world = World::active_and_standby_with(config);
    maintenance(&mut world, Side::A, true);
    // The report of it fills the queue: nothing more is read.
    promote(&mut world, Side::B);
    world.cut(Side::B);
    assert_eq!(world.client.state(Side::B), SideState::Draining);
    let events = world.events();
    assert_eq!(activations(&events), []);
    assert_eq!(losses(&events).len(), 1);
    assert_eq!(world.client.active_side(), Some(Side::A));
    assert_eq!(world.sent_types(Side::A), []);
}

#[test]
fn an_announcement_that_is_repeated_does_not_mend_a_break() {
    let mut world = duplex();
    world.wait(seconds(10));
    maintenance(&mut world, Side::A, true);
    world.cut(Side::B);
    world.wait(seconds(0));
    world.open_as(Side::B, SessionType::STANDBY);
    maintenance(&mut world, Side::A, true);
    promote(&mut world, Side::B);
    assert_eq!(activations(&world.events()), [(Side::B, Continuity::Lost)]);
}

#[test]
fn a_cancelled_maintenance_settles_the_question() {
    let mut world = duplex();
    question(&mut world, Side::A, 77);
    maintenance(&mut world, Side::A, false);
    assert_eq!(
        world.client.answer_maintenance(true, world.now),
        Err(MaintenanceNotAsked)
    );
    world.wait(seconds(10));
    assert_eq!(responses(&mut world, Side::A), []);
}

#[test]
fn a_question_whose_connection_has_ended_cannot_be_answered() {
    let mut config = config_of_both();
    config.event_capacity = 1;
    let mut world = World::active_and_standby_with(config);
    question(&mut world, Side::A, 77);
    // The question waits for the application, and with it the end.
    world.cut(Side::A);
    assert_eq!(world.client.state(Side::A), SideState::Draining);
    assert_eq!(
        world.client.answer_maintenance(true, world.now),
        Err(MaintenanceNotAsked)
    );
}

#[test]
fn no_side_becomes_active_when_the_client_is_closed_while_the_active_one_drains() {
    let mut config = config_of_both();
    config.event_capacity = 1;
    let mut world = World::new(config);
    world.open_as(Side::A, SessionType::ACTIVE);
    world.open_as(Side::B, SessionType::ACTIVE);
    world.events();
    question(&mut world, Side::A, 77);
    world.cut(Side::A);
    world.client.close(StatusCode::NO_ERROR, world.now);
    assert_eq!(activations(&world.events()), []);
}
