//! The output of `Debug` and `Display`.

use core::error::Error;
use core::time::Duration;

use cti_messages::{
    DecodeError, EncodeError, ListAgentTeamReq, OpenReq, ProtocolVersion, StatusCode, TypedMessage,
};
use cti_session::{
    Client, ClientConfigError, ClientEnd, LossReason, MaintenanceNotAsked, NotSent, OpenFailure,
    Side, Time,
};

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

/// Why the OPEN_REQ of a configuration without a ClientID cannot be sent.
fn encode_error() -> EncodeError {
    let mut config = config();
    config.open.client_id = None;
    match Client::new(config, 1, Time::START).map(drop) {
        Err(ClientConfigError::Open(error)) => error,
        other => panic!("no error of encoding: {other:?}"),
    }
}

fn decode_error() -> DecodeError {
    OpenReq::decode(&[0; 8], VERSION).expect_err("an error of decoding")
}

#[test]
fn each_reason_says_what_it_is_and_what_caused_it() {
    let unsupported = match ProtocolVersion::try_from(cti_messages::VersionNumber(99)) {
        Err(error) => error,
        Ok(version) => panic!("no error: {version:?}"),
    };
    let caused: [Box<dyn Error>; 5] = [
        Box::new(ClientConfigError::UnsupportedVersion(unsupported)),
        Box::new(ClientConfigError::Open(encode_error())),
        Box::new(NotSent::Encode(encode_error())),
        Box::new(OpenFailure::Unreadable(decode_error())),
        Box::new(LossReason::Unreadable(decode_error())),
    ];
    for error in caused {
        let cause = error.source().expect("a cause").to_string();
        assert!(!cause.is_empty());
        assert!(error.to_string().contains(&cause), "{error}");
    }
    let causeless: [Box<dyn Error>; 5] = [
        Box::new(ClientConfigError::Zero("event_capacity")),
        Box::new(NotSent::NotServing(Side::B)),
        Box::new(OpenFailure::Closed),
        Box::new(LossReason::EndedByServer(StatusCode::NEW_SESSION_OPENED)),
        Box::new(MaintenanceNotAsked),
    ];
    let words = [
        "`event_capacity`",
        "side B",
        "closed",
        "E_CTI_NEW_SESSION_OPENED",
        "maintenance",
    ];
    for (error, words) in causeless.into_iter().zip(words) {
        assert!(error.source().is_none());
        assert!(error.to_string().contains(words), "{error}");
    }
    assert!(ClientEnd::Closed.to_string().contains("closed"));
}
