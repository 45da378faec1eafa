//! What an application may send, and when.

use cti_messages::{
    HeartbeatReq, InvokeId, ListAgentTeamReq, Message, MessageType, ProtocolVersion, SessionType,
    SetAgentServiceDataReq, StartRecordingConf, StatusCode, SystemEvent, UserMessageConf,
};
use cti_session::{NotSent, Side};

use crate::requests::{answer_call, ask, confirmation};
use crate::support::*;

#[test]
fn without_an_active_side_nothing_is_sent() {
    let requests = |world: &mut World| {
        let now = world.now;
        let request = ListAgentTeamReq::default();
        assert_eq!(
            world.client.request(request, seconds(9), now),
            Err(NotSent::NoActiveSide)
        );
        let message = Message::ListAgentTeamReq(ListAgentTeamReq::default());
        let request = world.client.request_message(message, seconds(9), now);
        assert_eq!(request, Err(NotSent::NoActiveSide));
        let sent = world.client.send(&SystemEvent::default(), now);
        assert_eq!(sent, Err(NotSent::NoActiveSide));
        assert_eq!(world.client.waiting_requests(), 0);
    };
    let mut world = World::new(config());
    requests(&mut world);
    world.accept(Side::A);
    requests(&mut world);
    let mut world = World::open_with(config());
    world.cut(Side::A);
    requests(&mut world);
    let mut world = World::new(config_of_both());
    world.open_as(Side::A, SessionType::STANDBY);
    requests(&mut world);
}

#[test]
fn a_side_that_is_not_open_gets_nothing() {
    let mut world = World::open_with(config());
    let sent = world
        .client
        .send_to(Side::B, &SystemEvent::default(), world.now);
    assert_eq!(sent, Err(NotSent::NotServing(Side::B)));
}

#[test]
fn a_side_whose_connection_has_ended_gets_nothing() {
    let mut config = config();
    config.event_capacity = 1;
    let mut world = World::open_with(config);
    world.deliver(Side::A, &SystemEvent::default());
    // The end waits behind the event.
    world.cut(Side::A);
    let message = SystemEvent::default();
    let sent = world.client.send_to(Side::A, &message, world.now);
    assert_eq!(sent, Err(NotSent::NotServing(Side::A)));
    let sent = world.client.send(&message, world.now);
    assert_eq!(sent, Err(NotSent::NoActiveSide));
}

#[test]
fn a_closed_client_sends_nothing() {
    let mut world = World::open_with(config());
    world.client.close(StatusCode::NO_ERROR, world.now);
    for _ in 0..2 {
        let now = world.now;
        let request = ListAgentTeamReq::default();
        assert_eq!(
            world.client.request(request, seconds(9), now),
            Err(NotSent::Closed)
        );
        assert_eq!(
            world.client.send(&SystemEvent::default(), now),
            Err(NotSent::Closed)
        );
        let sent = world.client.send_to(Side::A, &SystemEvent::default(), now);
        assert_eq!(sent, Err(NotSent::Closed));
        world.wait(seconds(10));
    }
}

#[test]
fn the_bytes_that_wait_are_limited() {
    let mut config = config();
    // 16 bytes each, so that two fit exactly.
    config.send_capacity = 32;
    let mut world = World::open_with(config);
    world.stalled = [true; 2];
    for waiting in 1..=2 {
        let request = ListAgentTeamReq::default();
        world
            .client
            .request(request, seconds(9), world.now)
            .expect("sent");
        assert_eq!(world.client.waiting_requests(), waiting);
    }
    let request = ListAgentTeamReq::default();
    let request = world.client.request(request, seconds(9), world.now);
    assert_eq!(request, Err(NotSent::QueueFull));
    assert_eq!(
        world.client.send(&SystemEvent::default(), world.now),
        Err(NotSent::QueueFull)
    );
    assert_eq!(world.client.waiting_requests(), 2);
    world.stalled = [false; 2];
    assert_eq!(
        world.sent_types(Side::A),
        [MessageType::LIST_AGENT_TEAM_REQ; 2]
    );
    ask(&mut world, seconds(9));
}

#[test]
fn the_requests_that_wait_are_limited() {
    let mut config = config();
    config.request_capacity = 3;
    let mut world = World::open_with(config);
    let asked: Vec<_> = (0..3).map(|_| ask(&mut world, seconds(9))).collect();
    let request = ListAgentTeamReq::default();
    let request = world.client.request(request, seconds(9), world.now);
    assert_eq!(request, Err(NotSent::TooManyRequests));
    assert_eq!(world.sent(Side::A), []);
    world.deliver(Side::A, &confirmation(asked[1].1));
    ask(&mut world, seconds(9));
}

#[test]
fn messages_of_session_management_are_not_the_applications() {
    let mut world = World::open_with(config());
    let now = world.now;
    let request = world
        .client
        .request(HeartbeatReq::default(), seconds(9), now);
    assert_eq!(request, Err(NotSent::SessionManagement));
    let message = Message::OpenReq(config().open);
    let request = world.client.request_message(message, seconds(9), now);
    assert_eq!(request, Err(NotSent::SessionManagement));
    let sent = world.client.send(&HeartbeatReq::default(), now);
    assert_eq!(sent, Err(NotSent::SessionManagement));
    let sent = world
        .client
        .send_to(Side::A, &cti_messages::CloseReq::default(), now);
    assert_eq!(sent, Err(NotSent::SessionManagement));
    let stopping = cti_messages::StoppingRequestsToThisSideInd::default();
    assert_eq!(
        world.client.send(&stopping, now),
        Err(NotSent::SessionManagement)
    );
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn a_message_that_nothing_confirms_is_no_request() {
    let mut world = World::open_with(config());
    for message in [
        Message::SystemEvent(SystemEvent::default()),
        Message::UserMessageConf(UserMessageConf::default()),
    ] {
        let request = world.client.request_message(message, seconds(9), world.now);
        assert_eq!(request, Err(NotSent::NotARequest));
    }
    assert_eq!(world.sent(Side::A), []);
}

#[test]
fn a_message_that_cannot_be_encoded_is_not_sent() {
    let mut config = config();
    config.open.version_number = ProtocolVersion::V13.into();
    let mut world = World::open_with(config);
    let now = world.now;
    let mut long = answer_call();
    long.connection_device_id = Some("1".repeat(65).into());
    let request = world.client.request(long.clone(), seconds(9), now);
    assert!(matches!(request, Err(NotSent::Encode(_))), "{request:?}");
    let long = StartRecordingConf {
        client_id: Some("1".repeat(65).into()),
        ..StartRecordingConf::default()
    };
    let sent = world.client.send(&long, now);
    assert!(matches!(sent, Err(NotSent::Encode(_))), "{sent:?}");
    // It exists since version 24.
    let request = world
        .client
        .request(SetAgentServiceDataReq::default(), seconds(9), now);
    assert!(matches!(request, Err(NotSent::Encode(_))), "{request:?}");
    assert_eq!(world.sent(Side::A), []);
    assert_eq!(world.client.waiting_requests(), 0);
    world
        .client
        .request(answer_call(), seconds(9), now)
        .expect("sent");
}

#[test]
fn a_message_that_is_sent_is_sent_as_it_is() {
    let mut world = World::open_with(config());
    let confirmation = UserMessageConf {
        invoke_id: InvokeId(4_242),
        ..UserMessageConf::default()
    };
    world.client.send(&confirmation, world.now).expect("sent");
    assert_eq!(
        world.sent(Side::A),
        [Message::UserMessageConf(confirmation)]
    );
    assert_eq!(world.client.waiting_requests(), 0);
}

#[test]
fn a_request_is_sent_with_the_invoke_id_that_it_names() {
    let mut world = World::open_with(config());
    for _ in 0..50 {
        let (request, id) = ask(&mut world, seconds(9));
        assert_eq!(request.invoke_id(), id);
    }
}
