//! Connections: how they are told apart, how they begin and end, and what is known of them.

use std::io::BufReader;

use cti_cli::decode::{Format, Settings, run};
use serde_json::Value;

use crate::network::{Address, CLIENT, INITIAL, SERVER, Segment, client, json, pcap, session, syn};

const HEARTBEAT: [u8; 12] = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 9];

/// The notes of a capture.
fn notes(input: &[u8], settings: Settings) -> Vec<String> {
    let settings = Settings {
        format: Format::Json,
        ..settings
    };
    let mut output = Vec::new();
    run(&settings, &mut BufReader::new(input), &mut output).unwrap();
    let text = String::from_utf8(output).unwrap();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .filter_map(|line| Some(line["note"].as_str()?.to_owned()))
        .collect()
}

#[test]
fn the_same_ports_can_be_used_again() {
    let again = Segment {
        initial: 77,
        ..Segment::new(CLIENT, SERVER)
    };
    let stream = session(1).concat();
    let packets = [
        syn(),
        client(0, &stream),
        // Without a FIN: the client broke down.
        Segment { syn: true, ..again }.packet(&[]),
        again.packet(&stream),
    ];
    let (failures, lines) = json(&pcap(101, &packets));
    let connections: Vec<_> = lines
        .iter()
        .map(|line| line["connection"].as_u64())
        .collect();
    assert_eq!(failures, 0, "{lines:?}");
    assert_eq!(connections, [Some(1), Some(1), Some(2), Some(2)]);
}

#[test]
fn connections_at_the_same_time_have_their_own_versions() {
    let other = Segment::new((CLIENT.0, 50_124), SERVER);
    let mut open = session(0).concat();
    open[15] = 24;
    // Tags of two bytes.
    open.truncate(52);
    open[3] = 44;
    let packets = [
        syn(),
        Segment { syn: true, ..other }.packet(&[]),
        client(0, &session(0).concat()),
        other.packet(&open),
        client(session(0).concat().len(), &HEARTBEAT),
        Segment {
            at: open.len(),
            ..other
        }
        .packet(&HEARTBEAT),
    ];
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!(failures, 0, "{lines:?}");
    let of = |key: &str| {
        lines
            .iter()
            .map(|line| line[key].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("protocol"), [13, 24, 13, 24]);
    assert_eq!(of("connection"), [1, 2, 1, 2]);
}

#[test]
fn an_end_between_messages_is_no_error_and_one_inside_is() {
    let stream = session(1).concat();
    for (cut, fin, rst, error) in [
        (0, true, false, None),
        (0, false, true, None),
        (0, false, false, None),
        (
            5,
            true,
            false,
            Some("the connection was closed inside a message, after 7 bytes of it"),
        ),
        (
            5,
            false,
            true,
            Some("the connection was reset inside a message, after 7 bytes of it"),
        ),
        (
            5,
            false,
            false,
            Some("the capture ends inside a message, after 7 bytes of it"),
        ),
    ] {
        let sent = &stream[..stream.len() - cut];
        let end = Segment {
            at: sent.len(),
            fin,
            rst,
            ..Segment::new(CLIENT, SERVER)
        };
        let (failures, lines) = json(&pcap(101, &[syn(), client(0, sent), end.packet(&[])]));
        assert_eq!(failures, usize::from(error.is_some()), "{lines:?}");
        if let Some(error) = error {
            let told = lines.last().unwrap()["error"].as_str().unwrap();
            assert!(told.ends_with(error), "{told}");
        }
    }
}

#[test]
fn data_after_the_end_is_of_no_interest() {
    let stream = session(1).concat();
    let end = Segment {
        at: stream.len(),
        fin: true,
        ..Segment::new(CLIENT, SERVER)
    };
    let late = client(stream.len() + 1, &[0xFF; 20]);
    let (failures, lines) = json(&pcap(
        101,
        &[syn(), client(0, &stream), end.packet(&[]), late],
    ));
    assert_eq!((failures, lines.len()), (0, 2), "{lines:?}");
}

/// A server on any port is known by the OPEN_REQ with which the connection begins.
#[test]
fn a_session_on_an_unusual_port_is_found_by_its_first_message() {
    let there: Address = (SERVER.0, 2112);
    let to = Segment::new(CLIENT, there);
    let back = Segment::new(there, CLIENT);
    let stream = session(1).concat();
    let failure = [0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
    for opened in [true, false] {
        let mut packets = vec![to.packet(&stream), back.packet(&failure)];
        if opened {
            packets.insert(0, Segment { syn: true, ..to }.packet(&[]));
        }
        let (failures, lines) = json(&pcap(101, &packets));
        assert_eq!((failures, lines.len()), (0, 3), "{lines:?}");
        assert_eq!(lines[2]["from"], "server");
        assert_eq!(lines[2]["answers"], "OPEN_REQ");
    }
}

#[test]
fn ports_can_be_named() {
    let to = Segment::new(CLIENT, (SERVER.0, 2112));
    let packets = [to.packet(&HEARTBEAT), client(0, &HEARTBEAT)];
    let file = pcap(101, &packets);
    let with = |ports: &[u16]| {
        let settings = Settings {
            format: Format::Json,
            ports: ports.to_vec(),
            ..Settings::default()
        };
        let mut output = Vec::new();
        let failures = run(&settings, &mut BufReader::new(&file[..]), &mut output).unwrap();
        let text = String::from_utf8(output).unwrap();
        let found = text.matches("\"destination\":\"10.0.0.1:").count();
        (
            failures,
            text.matches("HEARTBEAT_REQ").count(),
            found > 0,
            text,
        )
    };
    for (ports, failures, messages) in [
        (&[][..], 0, 2),
        (&[2112], 0, 1),
        (&[42_027], 0, 1),
        (&[2112, 42_027], 0, 2),
        (&[5], 1, 0),
    ] {
        let found = with(ports);
        assert_eq!(
            (found.0, found.1),
            (failures, messages),
            "{ports:?}: {}",
            found.3
        );
    }
}

/// The OPEN_REQ was not captured: what tells the version is the width of the tags.
#[test]
fn the_version_of_a_session_that_began_before_the_capture_is_guessed() {
    // CLEAR_CALL_REQ with its ConnectionDeviceID, tag 25.
    let body = [0, 0, 0, 1, 0, 0, 0x13, 0x88, 0, 0, 0, 7, 0, 0];
    let old = [&body[..], &[25, 2, b'A', 0]].concat();
    let new = [&body[..], &[0, 25, 0, 2, b'A', 0]].concat();
    let frame = |body: &[u8]| {
        let length = u8::try_from(body.len()).unwrap();
        [&[0, 0, 0, length, 0, 0, 0, 44][..], body].concat()
    };
    for (body, version) in [(&old, 19), (&new, 24)] {
        let packets = [
            client(50, &HEARTBEAT),
            client(62, &frame(body)),
            client(62 + frame(body).len(), &HEARTBEAT),
        ];
        let file = pcap(101, &packets);
        let (failures, lines) = json(&file);
        assert_eq!(failures, 0, "{lines:?}");
        assert_eq!(lines[1]["protocol"], version, "{lines:?}");
        assert_eq!(lines[1]["fields"]["ConnectionDeviceID"], "A");
        assert_eq!(lines[2]["protocol"], version);
        let notes = notes(&file, Settings::default());
        let told = format!("as protocol version {version}; --protocol sets another one");
        assert!(notes.iter().any(|note| note.ends_with(&told)), "{notes:?}");
        // Where the version is given, there is nothing to guess.
        let given = Settings {
            protocol: Some(Default::default()),
            ..Settings::default()
        };
        assert!(
            !self::notes(&file, given)
                .iter()
                .any(|note| note.contains("--protocol"))
        );
    }
}

#[test]
fn resets_with_any_number_end_a_connection() {
    let stream = session(1).concat();
    let reset = Segment {
        initial: INITIAL.wrapping_add(1 << 30),
        rst: true,
        ..Segment::new(CLIENT, SERVER)
    };
    let (failures, lines) = json(&pcap(101, &[syn(), client(0, &stream), reset.packet(&[])]));
    assert_eq!((failures, lines.len()), (0, 2), "{lines:?}");
}
