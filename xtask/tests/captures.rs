//! `decode` on captures, which are written here.
#![cfg(feature = "messages")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::BufReader;

use cti_messages::DecodeOptions;
use etherparse::PacketBuilder;
use proptest::prelude::*;
use serde_json::Value;
use xtask::messages::decode::{Format, Settings, run};

const CLIENT: ([u8; 4], u16) = ([10, 0, 0, 5], 50_123);
const SERVER: ([u8; 4], u16) = ([10, 0, 0, 1], 42_027);
/// Close to where sequence numbers wrap around.
const INITIAL: u32 = u32::MAX - 100;

/// Failures, and what was written.
fn decode(input: &[u8], format: Format) -> (usize, String) {
    let settings = Settings {
        protocol: None,
        format,
        options: DecodeOptions::default(),
        ports: Vec::new(),
    };
    let mut output = Vec::new();
    let failures = run(settings, &mut BufReader::new(input), &mut output).unwrap();
    (failures, String::from_utf8(output).unwrap())
}

fn json(input: &[u8]) -> (usize, Vec<Value>) {
    let (failures, text) = decode(input, Format::Json);
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    (failures, lines.collect())
}

/// The IP packet of some data from the client, counted from the first byte of its stream.
fn data(from: ([u8; 4], u16), to: ([u8; 4], u16), at: usize, payload: &[u8]) -> Vec<u8> {
    let sequence = INITIAL
        .wrapping_add(1)
        .wrapping_add(u32::try_from(at).unwrap());
    let builder = PacketBuilder::ipv4(from.0, to.0, 64).tcp(from.1, to.1, sequence, 8192);
    let mut packet = Vec::new();
    builder.write(&mut packet, payload).unwrap();
    packet
}

fn client(at: usize, payload: &[u8]) -> Vec<u8> {
    data(CLIENT, SERVER, at, payload)
}

fn syn() -> Vec<u8> {
    let builder = PacketBuilder::ipv4(CLIENT.0, SERVER.0, 64);
    let mut packet = Vec::new();
    let builder = builder.tcp(CLIENT.1, SERVER.1, INITIAL, 8192).syn();
    builder.write(&mut packet, &[]).unwrap();
    packet
}

/// A pcap file of packets that are a second apart.
fn pcap(link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = [0xA1B2_C3D4_u32, 0x0002_0004, 0, 0, 65_535, link]
        .map(u32::to_be_bytes)
        .concat();
    for (second, packet) in packets.iter().enumerate() {
        let length = u32::try_from(packet.len()).unwrap();
        let second = 1_768_324_596 + u32::try_from(second).unwrap();
        file.extend(
            [second, 250_000, length, length]
                .map(u32::to_be_bytes)
                .concat(),
        );
        file.extend(packet);
    }
    file
}

/// The same packets as a pcapng file, with nanoseconds.
fn pcapng(link: u16, packets: &[Vec<u8>]) -> Vec<u8> {
    let block = |kind: u32, body: &[u8]| {
        let length = u32::try_from(body.len() + 12).unwrap().to_le_bytes();
        [&kind.to_le_bytes()[..], &length, body, &length].concat()
    };
    let section = [
        &0x1A2B_3C4D_u32.to_le_bytes()[..],
        &[1, 0, 0, 0],
        &[0xFF; 8],
    ]
    .concat();
    let mut file = block(0x0A0D_0D0A, &section);
    let resolution = [9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0];
    let interface = [&link.to_le_bytes()[..], &[0, 0, 0, 0, 0, 0], &resolution].concat();
    file.extend(block(1, &interface));
    for (second, packet) in packets.iter().enumerate() {
        let time = (1_768_324_596 + second as u64) * 1_000_000_000 + 250_000_000;
        let length = u32::try_from(packet.len()).unwrap();
        let (high, low) = (time >> 32, time & 0xFFFF_FFFF);
        let numbers = [
            0,
            u32::try_from(high).unwrap(),
            u32::try_from(low).unwrap(),
            length,
            length,
        ];
        let mut body = numbers.map(u32::to_le_bytes).concat();
        body.extend(packet);
        body.resize(body.len().next_multiple_of(4), 0);
        file.extend(block(6, &body));
    }
    file
}

/// OPEN_REQ at version 13, then heartbeats: all from the client.
fn session(heartbeats: u32) -> Vec<Vec<u8>> {
    let mut open = vec![
        0, 0, 0, 48, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 13, 0, 0, 0, 120,
    ];
    open.extend([0xFF; 4]);
    open.resize(52, 0);
    open.extend([1, 2, b'A', 0]);
    let beat = |id: u32| [&[0, 0, 0, 4, 0, 0, 0, 5][..], &id.to_be_bytes()].concat();
    std::iter::once(open)
        .chain((0..heartbeats).map(beat))
        .collect()
}

/// The packets of a session, a message each.
fn packets(heartbeats: u32) -> Vec<Vec<u8>> {
    let mut at = 0;
    let mut packets = vec![syn()];
    for message in session(heartbeats) {
        packets.push(client(at, &message));
        at += message.len();
    }
    packets
}

#[test]
fn both_formats_are_read_with_their_times() {
    let expected = r#"{"message":"HEARTBEAT_REQ","type":5,"protocol":13,"fields":{"InvokeID":0},"time":"2026-01-13T17:16:38.250000Z","connection":1,"from":"client","source":"10.0.0.5:50123","destination":"10.0.0.1:42027"}"#;
    for file in [pcap(101, &packets(1)), pcapng(101, &packets(1))] {
        let (failures, text) = decode(&file, Format::Json);
        assert_eq!(failures, 0, "{text}");
        assert_eq!(text.lines().nth(1), Some(expected), "{text}");
        let (failures, text) = decode(&file, Format::Text);
        assert_eq!(failures, 0);
        let block = "#2 HEARTBEAT_REQ (5) client -> server\n    \
                     2026-01-13T17:16:38.250000Z, connection 1, client, byte 56\n    \
                     InvokeID  0\n\n";
        assert!(text.ends_with(block), "{text}");
    }
}

#[test]
fn every_link_is_understood() {
    let ethernet = [&[0; 12][..], &[8, 0]].concat();
    let vlan = [&[0; 12][..], &[0x88, 0xA8, 0, 1, 0x81, 0, 0, 2, 8, 0]].concat();
    let cooked = [&[0; 2][..], &[3, 4], &[0; 10], &[8, 0]].concat();
    let cooked2 = [&[8, 0][..], &[0; 18]].concat();
    for (link, header) in [
        (1, ethernet),
        (1, vlan),
        (113, cooked),
        (276, cooked2),
        (0, vec![2, 0, 0, 0]),
        (0, vec![0, 0, 0, 2]),
        (108, vec![0, 0, 0, 2]),
        (12, vec![]),
        (228, vec![]),
    ] {
        let packets = packets(2)
            .into_iter()
            .map(|packet| [&header[..], &packet].concat());
        let (failures, lines) = json(&pcap(link, &packets.collect::<Vec<_>>()));
        assert_eq!((failures, lines.len()), (0, 3), "link {link} {header:?}");
    }
    let (failures, lines) = json(&pcap(147, &packets(2)));
    assert_eq!((failures, lines.len()), (1, 1));
    assert_eq!(
        lines[0]["error"],
        "4 packets are skipped: their link type, 147, is not known"
    );
}

#[test]
fn after_a_lost_segment_the_next_message_is_found() {
    let mut packets = packets(5);
    packets.remove(4);
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (1, 6), "{lines:?}");
    let error = lines[3]["error"].as_str().unwrap();
    assert!(
        error.contains("12 bytes of the stream are not in the capture"),
        "{error}"
    );
    assert_eq!(lines[4]["fields"]["InvokeID"], 3);
}

#[test]
fn a_capture_may_begin_inside_a_message() {
    let stream = session(4).concat();
    let file = pcap(101, &[client(30, &stream[30..])]);
    let (failures, lines) = json(&file);
    assert_eq!((failures, lines.len()), (0, 4), "{lines:?}");
    assert_eq!(lines[0]["fields"]["InvokeID"], 0);
}

#[test]
fn another_protocol_on_the_port_is_one_error() {
    let mut packets = vec![syn()];
    for at in 0..50 {
        packets.push(client(at * 5, &[0x16, 3, 1, 0, 9]));
    }
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (1, 1), "{lines:?}");
    let error = lines[0]["error"].as_str().unwrap();
    assert!(
        error.contains("not the CTI Server protocol") || error.contains("TLS"),
        "{error}"
    );
}

#[test]
fn a_cut_capture_shows_what_is_whole() {
    for file in [pcap(101, &packets(3)), pcapng(101, &packets(3))] {
        let (failures, lines) = json(&file[..file.len() - 3]);
        assert_eq!((failures, lines.len()), (1, 4), "{lines:?}");
        let error = lines[3]["error"].as_str().unwrap();
        assert!(
            error.starts_with("the capture ends inside the packet"),
            "{error}"
        );
    }
}

#[test]
fn a_packet_cut_by_the_snap_length_is_a_gap() {
    let mut packets = packets(4);
    let cut = packets[3].len() - 5;
    packets[3].truncate(cut);
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!(failures, 1, "{lines:?}");
    assert_eq!(lines.last().unwrap()["fields"]["InvokeID"], 3);
}

#[test]
fn lines_of_a_capture_can_be_encoded() {
    let (_, text) = decode(&pcap(101, &packets(2)), Format::Json);
    for (line, message) in text.lines().zip(session(2)) {
        let frame = xtask::messages::encode::line(line.as_bytes(), Default::default());
        assert_eq!(frame.unwrap(), message);
    }
}

/// A stream cut into segments, each with where it starts, some twice and some longer than to the
/// next, in an order that differs from theirs by a few places.
fn segments(stream: Vec<u8>) -> impl Strategy<Value = Vec<Vec<u8>>> {
    let pieces = prop::collection::vec((1_usize..40, 0_usize..30, 1_usize..3, 0_usize..8), 200);
    pieces.prop_map(move |pieces| {
        let mut segments = Vec::new();
        let mut at = 0;
        for (place, (length, overlap, times, delay)) in pieces.into_iter().cycle().enumerate() {
            if at >= stream.len() {
                break;
            }
            let end = (at + length + overlap).min(stream.len());
            for time in 0..times {
                segments.push((place + delay + time, client(at, &stream[at..end])));
            }
            at += length;
        }
        segments.sort_by_key(|(order, _)| *order);
        segments.into_iter().map(|(_, packet)| packet).collect()
    })
}

proptest! {
    #[test]
    fn segments_in_any_order_give_the_messages_of_the_stream(
        packets in segments(session(100).concat())
    ) {
        let file = pcap(101, &[vec![syn()], packets].concat());
        let (failures, lines) = json(&file);
        prop_assert_eq!(failures, 0);
        let plain = decode(&session(100).concat(), Format::Json).1;
        let plain: Vec<Value> = plain.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(lines.len(), plain.len());
        for (line, plain) in lines.iter().zip(&plain) {
            prop_assert_eq!(&line["fields"], &plain["fields"]);
            prop_assert_eq!(&line["protocol"], &plain["protocol"]);
        }
    }

    #[test]
    fn damaged_captures_never_panic(
        is_new in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = if is_new { pcapng(101, &packets(20)) } else { pcap(101, &packets(20)) };
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        file.truncate(cut.index(file.len() + 1));
        for format in [Format::Text, Format::Json] {
            let _ = decode(&file, format);
        }
    }
}
