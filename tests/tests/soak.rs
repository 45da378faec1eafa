//! A short soak: a server and a client exchange messages over connections that are cut. The long
//! form is `cargo run --release -p cti-tests --example soak`.

use std::time::Duration;

use cti_messages::{MessageType, ProtocolVersion};
use cti_tests::soak::{Pool, Settings, run};

const SETTINGS: Settings = Settings {
    seed: 1,
    messages: 20_000,
    connection_bytes: 64 * 1024,
    // On a machine under load; it takes a few seconds otherwise.
    deadline: Duration::from_secs(300),
};

/// What the allocator may keep beside what is in use, though nothing is left behind.
const MOST_GROWTH: u64 = 4 << 20;

#[test]
fn every_message_is_accounted_for_and_memory_is_flat() {
    let versions = [
        ProtocolVersion::V13,
        ProtocolVersion::V19,
        ProtocolVersion::V20,
        ProtocolVersion::LATEST,
    ];
    let pool = Pool::new(SETTINGS.seed, &versions, 1).expect("a message of each type");
    let report = run(&pool, SETTINGS, &mut |_| {}).expect("every message as it was sent");
    println!("{report}");
    assert_eq!(report.sent, SETTINGS.messages, "within the deadline");
    let layouts = MessageType::ALL
        .iter()
        .filter(|message| message.info().is_some());
    assert_eq!(report.types.len(), layouts.count(), "of every type");
    assert!(report.returned > report.sent / 4, "{report}");
    assert!(
        report.cuts > 10 && report.cuts_inside_a_frame > 10,
        "{report}"
    );
    assert!(report.lost() > 0, "cuts lose messages: {report}");
    if let Some(growth) = report.growth() {
        assert!(growth <= MOST_GROWTH, "{report}");
    }
}
