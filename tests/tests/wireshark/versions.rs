//! The version of each conversation.

use crate::capture::{Capture, Connection, From, PORT};
use crate::segments::heartbeat;
use crate::sources;
use crate::tshark::Tshark;

#[test]
fn each_conversation_has_the_version_that_it_opened_with() {
    let Some(tshark) = Tshark::find("each_conversation_has_the_version_that_it_opened_with") else {
        return;
    };
    let mut capture = Capture::new();
    // Conversations that take turns; the last one was opened before the capture began.
    let versions = [13, 19, 20, 24, 18];
    let mut connections: Vec<Connection> = (50000..)
        .zip(versions)
        .map(|(port, _)| Connection::new(port, PORT))
        .collect();
    for (connection, version) in connections.iter_mut().zip(versions).take(4) {
        capture.send(connection, From::Client, &sources::open(version));
    }
    for connection in &mut connections {
        capture.send(connection, From::Client, &heartbeat(1));
    }
    for passes in [
        &["-o", "ged188.default_version:18"][..],
        &["-2", "-o", "ged188.default_version:18"],
    ] {
        let packets = tshark.packets(capture.path(), passes);
        let shown: Vec<&str> = packets[4..]
            .iter()
            .map(|packet| {
                &packet.messages[0]
                    .find("ged188.protocol_version")
                    .expect("it")
                    .show[..]
            })
            .collect();
        assert_eq!(
            shown,
            versions.map(|version| version.to_string()),
            "{passes:?}"
        );
    }
}
