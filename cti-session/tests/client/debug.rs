//! What logs show.

use core::time::Duration;

use cti_messages::ListAgentTeamReq;
use cti_session::{Side, Time};

use crate::support::*;

#[test]
fn a_time_is_shown_as_the_duration_since_the_start() {
    for since_start in [Duration::ZERO, millis(1_500), seconds(60)] {
        let time = Time::from(since_start);
        assert_eq!(time.since_start(), since_start);
        assert_eq!(format!("{time:?}"), format!("{since_start:?}"));
    }
    assert_eq!(Time::from(Duration::ZERO), Time::START);
}

#[test]
fn a_connection_is_shown_by_its_number() {
    let mut world = World::new(config_of_both());
    let shown = Side::BOTH.map(|side| format!("{:?}", world.connection(side)));
    assert_eq!(shown, ["connection 1", "connection 2"]);
    world.refuse_connection(Side::A);
    assert_eq!(format!("{:?}", world.connection(Side::A)), "connection 3");
}

#[test]
fn a_client_is_shown_without_what_it_sends_and_receives() {
    let mut config = config();
    config.open.client_password = Some("hunter2".into());
    let mut world = World::new(config);
    world.stalled = [true; 2];
    world.accept(Side::A);
    let waiting = world.client.outgoing(world.connection(Side::A)).len();
    // The start of a frame.
    world.receive(Side::A, &[0, 0, 0]);
    let shown = format!("{:?}", world.client);
    let password = format!("{:?}", b"hunter2");
    let password = password.trim_matches(['[', ']']);
    assert!(!shown.contains("hunter2") && !shown.contains(password));
    for part in [
        format!("outgoing_bytes: {waiting}"),
        "incoming_bytes: 3".to_owned(),
        "version: V24".to_owned(),
        "waiting_events: 0".to_owned(),
    ] {
        assert!(shown.contains(&part), "no `{part}`: {shown}");
    }
    let mut world = World::open_with(crate::support::config());
    let request = world
        .client
        .request(ListAgentTeamReq::default(), seconds(1), world.now);
    assert!(request.is_ok());
    let shown = format!("{:?}", world.client);
    assert!(shown.contains("waiting_requests: 1"), "{shown}");
}
