//! The output of `Debug` and `Display`.

use std::error::Error;

use cti_messages::{Message, OpenReq, ProtocolVersion, StatusCode, TypedMessage};
use cti_session::{
    Check, MaintenanceError, NotAccepted, NotDelivered, Server, ServerConfig, ServerConfigError,
    SessionEnd,
};

use super::*;

#[test]
fn a_server_is_shown_by_numbers_and_without_what_clients_say() {
    let mut world = World::new();
    world.open(&OpenReq {
        client_id: Some("wallboard-7".into()),
        ..open_req()
    });
    world.connect();
    let shown = format!("{:?}", world.server);
    for part in ["role: Active", "connections: 2", "open_sessions: 1"] {
        assert!(shown.contains(part), "no `{part}`: {shown}");
    }
    assert!(shown.len() < 200, "{shown}");
}

#[test]
fn what_is_wrong_with_a_configuration_is_named() {
    for (error, part) in [
        (ServerConfigError::NoVersions, "`versions`"),
        (ServerConfigError::SendCapacity, "`send_capacity`"),
        (ServerConfigError::Zero("close_timeout"), "`close_timeout`"),
    ] {
        assert!(error.to_string().contains(part), "{error}");
    }
    let mut config = ServerConfig::default();
    config.checks.relax(Check::Version);
    let shown = format!("{:?}", config.checks);
    assert!(
        shown.contains("ClientId") && !shown.contains("Version"),
        "{shown}"
    );
}

#[test]
fn errors_have_words_and_name_their_cause() {
    let no_client = OpenReq::default().encode(ProtocolVersion::V24, &mut Vec::new());
    let no_client = no_client.expect_err("an OPEN_REQ without ClientID");
    let caused: [Box<dyn Error>; 2] = [
        Box::new(NotDelivered::Encode(no_client)),
        Box::new(NotAccepted::Encode(no_client)),
    ];
    for error in caused {
        let source = error.source().expect("a cause");
        assert_eq!(source.to_string(), no_client.to_string());
        assert_eq!(error.to_string(), no_client.to_string());
    }
    let causeless: [(Box<dyn Error>, &str); 5] = [
        (Box::new(NotDelivered::NotOpen), "no open session"),
        (Box::new(NotDelivered::QueueFull), "too slowly"),
        (Box::new(NotAccepted::NotAsked), "OPEN_REQ"),
        (
            Box::new(NotAccepted::Refused(StatusCode::TIMEOUT)),
            "E_CTI_TIMEOUT",
        ),
        (Box::new(MaintenanceError::Begun), "already"),
    ];
    for (error, words) in causeless {
        assert!(error.source().is_none());
        assert!(error.to_string().contains(words), "{error}");
    }
    let garbage = Message::decode(b"HTTP/1.1 400", ProtocolVersion::V24).expect_err("no message");
    let end = SessionEnd::Unreadable(garbage);
    assert!(end.to_string().contains(&garbage.to_string()), "{end}");
    assert!(SessionEnd::Idle.to_string().contains("IdleTimeout"));
}

/// A driver may move the cores to the thread or task that owns them.
#[test]
fn the_cores_are_send() {
    const fn is_send<T: Send>() {}
    is_send::<cti_session::Client>();
    is_send::<Server>();
}
