//! The examples as programs, against each other over loopback.
#![cfg(unix)] // They are interrupted with a signal.

mod program;

use std::fs;
use std::path::Path;

use cti_messages::{
    BeginCallEvent, CallDataUpdateEvent, CallId, EncodeOptions, EndCallEvent, Message,
    ProtocolVersion,
};
use program::Program;

/// The first version, the last with tags of one byte, and the simulator's last. A test each, since a
/// heartbeat interval is long.
#[test]
fn a_monitor_sees_the_call_of_the_simulator_at_13() {
    monitor_against_simulator("13");
}

#[test]
fn a_monitor_sees_the_call_of_the_simulator_at_19() {
    monitor_against_simulator("19");
}

#[test]
fn a_monitor_sees_the_call_of_the_simulator_at_24() {
    monitor_against_simulator("24");
}

fn monitor_against_simulator(version: &str) {
    let (mut simulator, address) = Program::server("simulator", &["127.0.0.1:0"]);
    let mut monitor = Program::start("monitor", &[version, &address]);
    for line in [
        "open",
        "SYSTEM_EVENT",
        "BEGIN_CALL_EVENT",
        "CALL_DATA_UPDATE_EVENT",
        "END_CALL_EVENT",
    ] {
        monitor.expect(line);
    }
    // Nothing else is to be said, so a heartbeat is.
    simulator.expect("OPEN_REQ");
    simulator.expect("HEARTBEAT_REQ");
    monitor.interrupt();
    monitor.expect("closed");
    monitor.succeed();
    simulator.expect("CLOSE_REQ");
}

#[test]
fn a_screen_pops_for_the_call_of_the_simulator() {
    for version in ["13", "19", "24"] {
        let (mut simulator, address) = Program::server("simulator", &["127.0.0.1:0"]);
        let mut screen = Program::start("screen_pop", &[version, "5000", "1001", &address]);
        screen.expect("open");
        assert_eq!(
            screen.line(),
            "call 1: 5551234567 calls 8005550100, account 4711"
        );
        assert_eq!(
            screen.line(),
            "call 1: 5551234567 calls 8005550100, account 4712"
        );
        assert_eq!(screen.line(), "call 1: ended");
        screen.interrupt();
        screen.expect("closed");
        screen.succeed();
        simulator.expect("CLOSE_REQ");
    }
}

#[test]
fn requests_of_any_type_are_answered() {
    let mut program = Program::start("request", &[]);
    assert!(program.line().starts_with("OPEN_CONF InvokeID=1"));
    // A request that the guide does not have.
    assert_eq!(program.line(), "TAG_CALL_CONF InvokeID=2");
    assert_eq!(program.line(), "no calls here");
    // One event came before each answer.
    for _ in 0..3 {
        let event = program.line();
        assert!(event.starts_with("meanwhile: SYSTEM_EVENT"), "{event}");
    }
    program.succeed();
}

#[test]
fn own_messages_share_a_queue_and_a_stream_with_those_of_the_guide() {
    let mut example = Program::start("own_messages", &[]);
    for line in [
        "sent HEARTBEAT_REQ InvokeID=0",
        "sent RECORD_CALL_REQ InvokeID=2 ConnectionCallID=77 MediaMask=VOICE | SCREEN",
        "received HEARTBEAT_REQ InvokeID=0",
        "received RECORD_CALL_REQ InvokeID=2 ConnectionCallID=77 MediaMask=VOICE | SCREEN, \
         answer RECORD_CALL_CONF InvokeID=2 Recording=STARTED",
    ] {
        assert_eq!(example.line(), line);
    }
    example.succeed();
}

#[test]
fn tables_follow_the_calls_and_agents_of_the_recorded_session() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/session.hex");
    let mut tables = Program::start("tables", &[file.to_str().expect("a path")]);
    // An agent logs on; a call comes in, is held for another, and transferred; the agent logs off.
    for line in [
        r#"[] [AGENT_STATE_LOGIN]"#,
        r#"["BEGIN_CALL_EVENT"] [AGENT_STATE_AVAILABLE]"#,
    ] {
        assert_eq!(tables.line(), line);
    }
    // The second call, to the other agent, comes while the first is held: in any order.
    assert!(tables.line().ends_with(" [AGENT_STATE_HOLD]"));
    for line in [
        r#"["RTP_STOPPED_EVENT"] [AGENT_STATE_TALKING]"#,
        r#"[] [AGENT_STATE_AVAILABLE]"#,
        r#"[] []"#,
    ] {
        assert_eq!(tables.line(), line);
    }
    tables.succeed();
}

/// A call that gets another key is the same call, also if a server leaves something behind the NUL of a
/// device; and events about a party that began no call add none.
#[test]
fn tables_follow_a_call_to_its_new_key() {
    let begin = BeginCallEvent {
        connection_call_id: CallId(1),
        connection_device_id: Some("1001".into()),
        ..BeginCallEvent::default()
    };
    let of_other_party = CallDataUpdateEvent {
        connection_call_id: CallId(1),
        connection_device_id: Some("2002".into()),
        new_connection_call_id: CallId(2),
        new_connection_device_id: Some("2002".into()),
        ..CallDataUpdateEvent::default()
    };
    let update = CallDataUpdateEvent {
        connection_device_id: Some("1001".into()),
        new_connection_device_id: Some(b"1003\0left over".into()),
        ..of_other_party.clone()
    };
    let end = EndCallEvent {
        connection_call_id: CallId(2),
        connection_device_id: Some("1003".into()),
        ..EndCallEvent::default()
    };
    let messages: [Message<'_>; 4] = [
        begin.into(),
        of_other_party.into(),
        update.into(),
        end.into(),
    ];
    let lines = messages.map(|message| {
        let mut frame = Vec::new();
        message
            .encode_with(
                ProtocolVersion::LATEST,
                EncodeOptions::lenient(),
                &mut frame,
            )
            .expect("encoded");
        hex::encode(frame)
    });
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new_key.hex");
    fs::write(&file, lines.join("\n")).expect("written");
    let mut tables = Program::start("tables", &[file.to_str().expect("a path")]);
    for line in [r#"["BEGIN_CALL_EVENT"] []"#, "[] []"] {
        assert_eq!(tables.line(), line);
    }
    tables.succeed();
}

#[test]
fn a_monitor_sees_the_recorded_session() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/session.hex");
    let file = file.to_str().expect("a path");
    let (_replay, address) = Program::server("recorder_replay", &[file, "127.0.0.1:0"]);

    // Another version than the recorded one is refused.
    let monitor = Program::start("monitor", &["13", &address]);
    assert!(monitor.fail().contains("Status=E_CTI_INVALID_VERSION"));

    let mut monitor = Program::start("monitor", &["24", &address]);
    monitor.expect("open");
    let recorded = fs::read_to_string(file).expect("the recording");
    let mut events = 0;
    for line in recorded.lines().filter(|line| line.starts_with("00")) {
        let message = line.get(8..16).expect("a type");
        let name = match u32::from_str_radix(message, 16).expect("a number") {
            // The events of the session, by their numbers in the guide.
            9 => "CALL_DELIVERED_EVENT",
            10 => "CALL_ESTABLISHED_EVENT",
            30 => "AGENT_STATE_EVENT",
            23 => "BEGIN_CALL_EVENT",
            25 => "CALL_DATA_UPDATE_EVENT",
            24 => "END_CALL_EVENT",
            _ => continue,
        };
        events += 1;
        monitor.expect(name);
    }
    assert!(events > 15, "{events}");
    monitor.interrupt();
    monitor.expect("closed");
    monitor.succeed();
}
