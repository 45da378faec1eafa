//! Requests: exactly one outcome each, and no message of the server taken for what it is not.

use std::collections::BTreeSet;

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceReqMsg, AnswerCallConf, AnswerCallReq,
    ControlFailureConf, CtiServiceMask, DynMessage, FailureConf, HeartbeatReq, InvokeId,
    ListAgentTeamConf, ListAgentTeamReq, Message, MessageType, Request, StandbyActiveEventMsg,
    StartRecordingReq, StatusCode, StopRecordingReq, SystemEvent,
};
use cti_session::{ClientEvent, NotSent, Outcome, RequestId, RequestOptions, Side};

use crate::support::*;

/// A request of client control.
pub(crate) fn answer_call() -> AnswerCallReq<'static> {
    AnswerCallReq {
        connection_device_id: Some("1001".into()),
        ..AnswerCallReq::default()
    }
}

/// Sends a request of the supervisor; returns it with its invoke ID.
pub(crate) fn ask(world: &mut World, options: impl Into<RequestOptions>) -> (RequestId, InvokeId) {
    let request = ListAgentTeamReq::default();
    let id = world
        .client
        .request(request, options, world.now)
        .expect("sent");
    (id, world.sent_id(Side::A))
}

pub(crate) fn confirmation(invoke_id: InvokeId) -> ListAgentTeamConf<'static> {
    ListAgentTeamConf {
        invoke_id,
        ..ListAgentTeamConf::default()
    }
}

pub(crate) fn failure(invoke_id: InvokeId) -> FailureConf<'static> {
    FailureConf {
        invoke_id,
        status: StatusCode::TEAM_NOT_FOUND,
        ..FailureConf::default()
    }
}

fn control_failure(invoke_id: InvokeId) -> ControlFailureConf<'static> {
    ControlFailureConf {
        invoke_id,
        ..ControlFailureConf::default()
    }
}

/// The ways in which a request can end.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Ending {
    Confirmed,
    Failed,
    ControlFailed,
    TimedOut,
    Lost,
    Closed,
}

impl Ending {
    const ALL: [Self; 6] = [
        Self::Confirmed,
        Self::Failed,
        Self::ControlFailed,
        Self::TimedOut,
        Self::Lost,
        Self::Closed,
    ];

    fn happen(self, world: &mut World, id: InvokeId) {
        if self != Self::TimedOut && !world.is_connected(Side::A) {
            return;
        }
        match self {
            Self::Confirmed => world.deliver(Side::A, &confirmation(id)),
            Self::Failed => world.deliver(Side::A, &failure(id)),
            Self::ControlFailed => world.deliver(Side::A, &control_failure(id)),
            Self::TimedOut => world.wait(seconds(3)),
            Self::Lost => world.cut(Side::A),
            Self::Closed => world.client.close(StatusCode::NO_ERROR, world.now),
        }
    }

    fn is(self, outcome: &Outcome) -> bool {
        match self {
            Self::Confirmed => matches!(outcome, Outcome::Confirmed(frame)
                if frame.message_type() == MessageType::LIST_AGENT_TEAM_CONF),
            Self::Failed => matches!(outcome, Outcome::Failed(frame)
                if frame.message_type() == MessageType::FAILURE_CONF),
            Self::ControlFailed => matches!(outcome, Outcome::Failed(frame)
                if frame.message_type() == MessageType::CONTROL_FAILURE_CONF),
            Self::TimedOut => *outcome == Outcome::TimedOut,
            Self::Lost => *outcome == Outcome::SessionLost,
            Self::Closed => *outcome == Outcome::Closed,
        }
    }
}

#[test]
fn a_request_has_exactly_one_outcome_whatever_comes_after() {
    for first in Ending::ALL {
        for second in Ending::ALL {
            for third in Ending::ALL {
                let mut world = World::open_with(config());
                let (request, id) = ask(&mut world, seconds(3));
                first.happen(&mut world, id);
                let events = world.events();
                let outcome = outcomes(&events, request);
                assert_eq!(outcome.len(), 1, "{first:?}: {events:?}");
                assert!(first.is(&outcome[0]), "{first:?}: {events:?}");
                assert_eq!(world.client.waiting_requests(), 0);
                second.happen(&mut world, id);
                third.happen(&mut world, id);
                world.wait(seconds(100));
                assert_eq!(outcomes(&world.events(), request), []);
            }
        }
    }
}

#[test]
fn a_request_times_out_exactly_when_its_time_is_over() {
    let mut world = World::open_with(config());
    let (long, _) = ask(&mut world, seconds(9));
    let (short, _) = ask(&mut world, millis(1_500));
    world.wait(millis(1_499));
    assert_eq!(world.events(), []);
    world.wait(millis(1));
    assert_eq!(outcomes(&world.events(), short), [Outcome::TimedOut]);
    world.wait(millis(7_499));
    assert_eq!(world.events(), []);
    world.wait(millis(1));
    assert_eq!(outcomes(&world.events(), long), [Outcome::TimedOut]);
}

#[test]
fn requests_fail_at_once_when_the_session_is_lost_in_the_order_of_their_sending() {
    let mut world = World::open_with(config());
    let requests: Vec<RequestId> = (0..20).map(|_| ask(&mut world, seconds(99)).0).collect();
    world.cut(Side::A);
    let events = world.events();
    let answered: Vec<RequestId> = events
        .iter()
        .filter_map(|event| match event {
            ClientEvent::Answered {
                request,
                outcome: Outcome::SessionLost,
            } => Some(*request),
            _ => None,
        })
        .collect();
    assert_eq!(answered, requests);
    assert!(matches!(events.last(), Some(ClientEvent::Lost { .. })));
}

#[test]
fn answers_find_their_requests_in_any_order() {
    let mut world = World::open_with(config());
    let asked: Vec<_> = (0..20).map(|_| ask(&mut world, seconds(99))).collect();
    for place in [7, 0, 19, 3, 12] {
        let (request, id) = asked[place];
        world.deliver(Side::A, &confirmation(id));
        let events = world.events();
        assert_eq!(events.len(), 1);
        let outcomes = outcomes(&events, request);
        let Outcome::Confirmed(frame) = &outcomes[0] else {
            panic!("a confirmation: {events:?}");
        };
        assert_eq!(frame.invoke_id(), Some(id));
    }
    assert_eq!(world.client.waiting_requests(), 15);
}

#[test]
fn invoke_ids_are_unique_in_a_session() {
    let mut config = config();
    config.heartbeat = cti_session::Heartbeat::Every(seconds(5));
    let mut world = World::new(config);
    world.accept(Side::A);
    let confirmed = world.confirmation(Side::A);
    world.deliver(Side::A, &confirmed);
    let mut ids = BTreeSet::from([confirmed.invoke_id.0]);
    let mut requests = BTreeSet::new();
    for _ in 0..500 {
        let request = ListAgentTeamReq::default().with_invoke_id(InvokeId(1));
        let request = world.client.request(request, seconds(1), world.now);
        assert!(requests.insert(request.expect("sent")));
        world.wait(seconds(6));
        for message in world.sent(Side::A) {
            let id = message.invoke_id().expect("an ID");
            assert!(id.0 != 0 && ids.insert(id.0), "{id} is used twice");
            if let Message::HeartbeatReq(request) = message {
                world.deliver(Side::A, &request.confirmation());
            }
        }
        world.events();
    }
    assert_eq!(ids.len(), 1001);
}

#[test]
fn the_ids_of_a_new_session_are_new() {
    let mut world = World::open_with(config());
    let (old, id) = ask(&mut world, seconds(99));
    world.cut(Side::A);
    world.refuse_connection(Side::B);
    while !world.is_connected(Side::A) {
        world.step();
    }
    world.open(Side::A);
    world.events();
    let (new, new_id) = ask(&mut world, seconds(99));
    assert_ne!((old, id), (new, new_id));
    world.deliver(Side::A, &confirmation(id));
    assert!(matches!(
        world.events()[..],
        [ClientEvent::LateAnswer { .. }]
    ));
}

#[test]
fn late_answers_are_reported() {
    let mut world = World::open_with(config());
    let (late, id) = ask(&mut world, seconds(1));
    world.wait(seconds(1));
    world.events();
    let answers: [&dyn DynMessage; 3] = [&confirmation(id), &failure(id), &control_failure(id)];
    for answer in answers {
        world.deliver(Side::A, answer);
        let events = world.events();
        let [
            ClientEvent::LateAnswer {
                side: Side::A,
                request,
                frame,
            },
        ] = &events[..]
        else {
            panic!("a late answer: {events:?}");
        };
        assert_eq!(*request, Some(late));
        assert_eq!(frame.as_bytes(), bytes(answer));
    }
}

/// The request that the only event names as answered late.
fn answered_late(world: &mut World) -> Option<RequestId> {
    let events = world.events();
    match &events[..] {
        [ClientEvent::LateAnswer { request, .. }] => *request,
        _ => panic!("a late answer: {events:?}"),
    }
}

#[test]
fn answers_to_unknown_requests_are_reported_as_late() {
    let mut world = World::open_with(config());
    let made: Vec<_> = (0..4).map(|_| ask(&mut world, seconds(1))).collect();
    world.wait(seconds(1));
    world.events();
    for (request, id) in &made {
        world.deliver(Side::A, &confirmation(*id));
        assert_eq!(answered_late(&mut world), Some(*request));
    }
    let ids: BTreeSet<u32> = made.iter().map(|(_, id)| id.0).collect();
    // Not sent, and so without an ID.
    let unsent = AnswerCallReq {
        connection_device_id: Some("9".repeat(70_000).into()),
        ..AnswerCallReq::default()
    };
    let unsent = world.client.request(unsent, seconds(1), world.now);
    assert!(matches!(unsent, Err(NotSent::Encode(_))), "{unsent:?}");
    for id in (0..1000).chain([u32::MAX - 2, u32::MAX - 1, u32::MAX]) {
        if !ids.contains(&id) {
            world.deliver(Side::A, &confirmation(InvokeId(id)));
            assert_eq!(answered_late(&mut world), None, "{id}");
        }
    }
}

#[test]
fn a_late_answer_to_a_message_of_the_client_itself_names_no_request() {
    let mut config = config();
    config.heartbeat = cti_session::Heartbeat::Every(seconds(5));
    let mut world = World::new(config);
    world.accept(Side::A);
    let confirmed = world.confirmation(Side::A);
    world.deliver(Side::A, &confirmed);
    world.events();
    let mut own = vec![confirmed.invoke_id];
    for _ in 0..20 {
        let (request, id) = ask(&mut world, seconds(2));
        world.wait(seconds(5));
        world.events();
        own.push(world.sent_id(Side::A));
        let last = own[own.len() - 1];
        world.deliver(
            Side::A,
            &HeartbeatReq {
                invoke_id: last,
                ..HeartbeatReq::default()
            }
            .confirmation(),
        );
        for own in &own {
            world.deliver(Side::A, &failure(*own));
            assert_eq!(answered_late(&mut world), None, "{own:?}");
        }
        world.deliver(Side::A, &failure(id));
        assert_eq!(answered_late(&mut world), Some(request));
    }
}

#[test]
fn the_confirmation_of_another_request_is_no_answer_even_with_the_same_id() {
    let mut world = World::open_with(config());
    let (request, id) = ask(&mut world, seconds(9));
    let other = AnswerCallConf {
        invoke_id: id,
        ..AnswerCallConf::default()
    };
    world.deliver(Side::A, &other);
    assert!(matches!(
        world.events()[..],
        [ClientEvent::LateAnswer { .. }]
    ));
    world.deliver(Side::A, &confirmation(id));
    assert_eq!(outcomes(&world.events(), request).len(), 1);
}

#[test]
fn an_answer_from_the_other_side_does_not_end_the_request() {
    let mut world = World::active_and_standby();
    world.sent(Side::A);
    let (request, id) = ask(&mut world, seconds(9));
    let answers: [&dyn DynMessage; 2] = [&confirmation(id), &failure(id)];
    for answer in answers {
        world.deliver(Side::B, answer);
        let events = world.events();
        assert!(
            matches!(events[..], [ClientEvent::LateAnswer { side: Side::B, .. }]),
            "{events:?}"
        );
    }
    world.deliver(Side::A, &confirmation(id));
    assert_eq!(outcomes(&world.events(), request).len(), 1);
}

#[test]
fn a_request_of_the_server_is_no_answer_to_ours_with_the_same_id() {
    let mut world = World::open_with(config());
    let recording = StartRecordingReq {
        client_id: Some("recorder".into()),
        ..StartRecordingReq::default()
    };
    world
        .client
        .request(recording, seconds(9), world.now)
        .expect("sent");
    let id = world.sent_id(Side::A);
    let (_, other) = ask(&mut world, seconds(9));
    for id in [id, other] {
        let forwarded: [&dyn DynMessage; 3] = [
            &StartRecordingReq::default().with_invoke_id(id),
            &StopRecordingReq::default().with_invoke_id(id),
            &ActiveMaintenanceReqMsg::default().with_invoke_id(id),
        ];
        for forwarded in forwarded {
            world.deliver(Side::A, forwarded);
            let events = world.events();
            let [ClientEvent::Message { frame, .. }] = &events[..] else {
                panic!("a message: {events:?}");
            };
            assert_eq!(frame.message_type(), forwarded.info().message_type);
        }
    }
    assert_eq!(world.client.waiting_requests(), 2);
    assert_eq!(
        world.sent(Side::A),
        [],
        "answers to them are the application's"
    );
}

#[test]
fn a_question_about_maintenance_with_the_id_of_a_request_is_no_answer() {
    let mut world = World::active_and_standby();
    world.sent(Side::A);
    let (request, id) = ask(&mut world, seconds(9));
    world.deliver(
        Side::A,
        &ActiveMaintenanceReqMsg::default().with_invoke_id(id),
    );
    let events = world.events();
    assert!(matches!(events[..], [ClientEvent::MaintenanceAsked { .. }]));
    world.deliver(Side::A, &confirmation(id));
    assert_eq!(outcomes(&world.events(), request).len(), 1);
}

#[test]
fn the_answer_to_a_forwarded_request_goes_to_the_side_that_it_came_from() {
    let mut world = World::active_and_standby();
    let forwarded = StartRecordingReq::default().with_invoke_id(InvokeId(77));
    world.deliver(Side::A, &forwarded);
    let going = ActiveMaintenanceEventMsg {
        maintenance_mode_status: true.into(),
        ..ActiveMaintenanceEventMsg::default()
    };
    world.deliver(Side::A, &going);
    world.deliver(Side::B, &StandbyActiveEventMsg::default());
    world.sent(Side::A);
    let mut confirmation = forwarded.confirmation();
    confirmation.client_id = Some("recorder".into());
    confirmation.client_address = Some("127.0.0.1".into());
    // The old side gets no more requests, but its answers.
    world
        .client
        .send_to(Side::A, &confirmation, world.now)
        .expect("sent");
    let sent = world.sent(Side::A);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].invoke_id(), Some(InvokeId(77)));
}

#[test]
fn a_standby_side_gets_no_messages_of_the_application() {
    let mut world = World::active_and_standby();
    let sent = world
        .client
        .send_to(Side::B, &SystemEvent::default(), world.now);
    assert_eq!(sent, Err(NotSent::NotServing(Side::B)));
}

#[test]
fn a_request_is_not_sent_as_a_message_without_an_answer() {
    let mut world = World::open_with(config());
    world.sent(Side::A);
    let sent = world.client.send(&answer_call(), world.now);
    assert_eq!(sent, Err(NotSent::Request));
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn each_of_several_confirmations_is_reported_until_the_time_is_over() {
    let mut world = World::open_with(config());
    let (request, id) = ask(&mut world, RequestOptions::within(seconds(5)).several());
    for _ in 0..3 {
        world.wait(seconds(1));
        world.deliver(Side::A, &confirmation(id));
        let events = world.events();
        assert!(
            matches!(events[..], [ClientEvent::PartialAnswer { request: told, .. }] if told == request)
        );
    }
    world.wait(seconds(2));
    assert_eq!(outcomes(&world.events(), request), [Outcome::TimedOut]);
    world.deliver(Side::A, &confirmation(id));
    assert!(matches!(
        world.events()[..],
        [ClientEvent::LateAnswer { .. }]
    ));
}

#[test]
fn a_request_that_is_finished_has_no_outcome() {
    let mut world = World::open_with(config());
    for options in [
        RequestOptions::within(seconds(5)),
        RequestOptions::within(seconds(5)).several(),
    ] {
        let (request, id) = ask(&mut world, options);
        if options.several {
            world.deliver(Side::A, &confirmation(id));
        }
        assert!(world.client.abandon(request));
        assert!(!world.client.abandon(request));
        assert_eq!(outcomes(&world.events(), request), []);
        world.deliver(Side::A, &confirmation(id));
        assert!(matches!(
            world.events()[..],
            [ClientEvent::LateAnswer { .. }]
        ));
        world.wait(seconds(10));
        assert_eq!(world.events(), []);
    }
}

#[test]
fn a_failure_ends_a_request_that_expects_several_confirmations() {
    for first in [false, true] {
        let mut world = World::open_with(config());
        let (request, id) = ask(&mut world, RequestOptions::within(seconds(5)).several());
        if first {
            world.deliver(Side::A, &confirmation(id));
        }
        world.deliver(Side::A, &failure(id));
        let outcomes = outcomes(&world.events(), request);
        assert!(matches!(outcomes[..], [Outcome::Failed(_)]));
    }
}

#[test]
fn several_confirmations_end_with_the_session() {
    let mut world = World::open_with(config());
    let (request, id) = ask(&mut world, RequestOptions::within(seconds(5)).several());
    world.deliver(Side::A, &confirmation(id));
    world.cut(Side::A);
    assert_eq!(outcomes(&world.events(), request), [Outcome::SessionLost]);
}

#[test]
fn where_confirmations_are_suppressed_silence_is_no_failure() {
    let mut config = config();
    config.open.services_requested |= CtiServiceMask::IGNORE_CONF;
    let mut world = World::open_with(config);
    let request = world
        .client
        .request(answer_call(), seconds(2), world.now)
        .expect("sent");
    // It is about third-party requests only.
    let (other, _) = ask_after(&mut world);
    world.wait(seconds(2));
    let events = world.events();
    assert_eq!(outcomes(&events, request), [Outcome::Unconfirmed]);
    assert_eq!(outcomes(&events, other), [Outcome::TimedOut]);
}

/// As [`ask`], after another message.
fn ask_after(world: &mut World) -> (RequestId, InvokeId) {
    world.sent(Side::A);
    ask(world, seconds(2))
}

#[test]
fn failures_and_losses_are_reported_even_if_confirmations_are_suppressed() {
    let mut config = config();
    config.open.services_requested |= CtiServiceMask::IGNORE_CONF;
    let mut world = World::open_with(config);
    let failed = world
        .client
        .request(answer_call(), seconds(2), world.now)
        .expect("sent");
    let id = world.sent_id(Side::A);
    let confirmed = world
        .client
        .request(answer_call(), seconds(2), world.now)
        .expect("sent");
    let other_id = world.sent_id(Side::A);
    let lost = world
        .client
        .request(answer_call(), seconds(2), world.now)
        .expect("sent");
    world.deliver(Side::A, &control_failure(id));
    let conf = AnswerCallConf {
        invoke_id: other_id,
        ..AnswerCallConf::default()
    };
    world.deliver(Side::A, &conf);
    world.cut(Side::A);
    let events = world.events();
    assert!(matches!(
        outcomes(&events, failed)[..],
        [Outcome::Failed(_)]
    ));
    assert!(matches!(
        outcomes(&events, confirmed)[..],
        [Outcome::Confirmed(_)]
    ));
    assert_eq!(outcomes(&events, lost), [Outcome::SessionLost]);
}

#[test]
fn confirmations_are_expected_if_their_suppression_was_not_granted() {
    let mut config = config();
    config.open.services_requested |= CtiServiceMask::IGNORE_CONF;
    let mut world = World::new(config);
    world.accept(Side::A);
    let mut confirmation = world.confirmation(Side::A);
    confirmation.services_granted = CtiServiceMask::CLIENT_CONTROL;
    world.deliver(Side::A, &confirmation);
    let request = world
        .client
        .request(answer_call(), seconds(2), world.now)
        .expect("sent");
    world.wait(seconds(2));
    assert_eq!(outcomes(&world.events(), request), [Outcome::TimedOut]);
}

#[test]
fn any_message_can_be_a_request() {
    let mut world = World::open_with(config());
    let message = Message::ListAgentTeamReq(ListAgentTeamReq::default());
    let request = world
        .client
        .request_message(message, seconds(9), world.now)
        .expect("sent");
    let id = world.sent_id(Side::A);
    world.deliver(Side::A, &confirmation(id));
    assert!(matches!(
        outcomes(&world.events(), request)[..],
        [Outcome::Confirmed(_)]
    ));

    let message = Message::AnswerCallReq(answer_call());
    let request = world
        .client
        .request_message(message, seconds(9), world.now)
        .expect("sent");
    let id = world.sent_id(Side::A);
    world.deliver(Side::A, &control_failure(id));
    assert!(matches!(
        outcomes(&world.events(), request)[..],
        [Outcome::Failed(_)]
    ));
}

#[test]
fn a_confirmation_that_cannot_be_decoded_is_still_the_outcome() {
    let mut world = World::open_with(config());
    let (request, id) = ask(&mut world, seconds(9));
    let mut truncated = vec![0, 0, 0, 4];
    truncated.extend(MessageType::LIST_AGENT_TEAM_CONF.0.to_be_bytes());
    truncated.extend(id.0.to_be_bytes());
    world.receive(Side::A, &truncated);
    let outcomes = outcomes(&world.events(), request);
    let [Outcome::Confirmed(frame)] = &outcomes[..] else {
        panic!("one outcome: {outcomes:?}");
    };
    assert!(frame.message().is_err());
}
