//! The formats of files and of links.

use cti_cli::decode::Format;

use crate::network::{decode, json, packets, pcap, pcapng};

#[test]
fn both_formats_are_read_with_their_times() {
    let expected = r#"{"message":"HEARTBEAT_REQ","type":5,"protocol":13,"fields":{"InvokeID":0},"time":"2026-01-13T17:16:38.250000Z","connection":1,"from":"client","source":"10.0.0.5:50123","destination":"10.0.0.1:42027"}"#;
    for file in [pcap(101, &packets(1)), pcapng(101, &packets(1))] {
        let (failures, text) = decode(&file, Format::Json);
        assert_eq!(failures, 0, "{text}");
        assert_eq!(text.lines().nth(2), Some(expected), "{text}");
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
        "4 packets skipped: unsupported link type 147"
    );
}

/// A pcap file, either way round, with micro- or nanoseconds.
fn old_file(is_little: bool, is_nano: bool) -> Vec<u8> {
    let order = |number: u32| {
        if is_little {
            number.to_le_bytes()
        } else {
            number.to_be_bytes()
        }
    };
    let magic = if is_nano { 0xA1B2_3C4D } else { 0xA1B2_C3D4 };
    // The version are two numbers of 16 bits.
    let version = if is_little { 0x0004_0002 } else { 0x0002_0004 };
    let mut file = [magic, version, 0, 0, 65_535, 101].map(order).concat();
    for packet in packets(1) {
        let length = u32::try_from(packet.len()).unwrap();
        let fraction = if is_nano { 123_456_789 } else { 123_456 };
        file.extend(
            [1_768_324_596, fraction, length, length]
                .map(order)
                .concat(),
        );
        file.extend(packet);
    }
    file
}

#[test]
fn files_of_either_byte_order_and_resolution_are_read() {
    for is_little in [false, true] {
        for is_nano in [false, true] {
            let (failures, lines) = json(&old_file(is_little, is_nano));
            assert_eq!((failures, lines.len()), (0, 2), "{is_little} {is_nano}");
            assert_eq!(lines[0]["time"], "2026-01-13T17:16:36.123456Z");
        }
    }
}

fn block(kind: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 12).unwrap().to_le_bytes();
    [&kind.to_le_bytes()[..], &length, body, &length].concat()
}

/// The interfaces of a file have links and clocks of their own, and a second section has its own
/// interfaces.
#[test]
fn each_interface_has_its_link_and_its_clock() {
    let section = || {
        block(
            0x0A0D_0D0A,
            &[
                &0x1A2B_3C4D_u32.to_le_bytes()[..],
                &[1, 0, 0, 0],
                &[0xFF; 8],
            ]
            .concat(),
        )
    };
    let interface = |link: u16, resolution: u8| {
        let options = [9, 0, 1, 0, resolution, 0, 0, 0, 0, 0, 0, 0];
        block(1, &[&link.to_le_bytes()[..], &[0; 6], &options].concat())
    };
    let enhanced = |interface: u32, units: u64, data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap();
        let (high, low) = (
            u32::try_from(units >> 32).unwrap(),
            u32::try_from(units & 0xFFFF_FFFF).unwrap(),
        );
        let mut body = [interface, high, low, length, length]
            .map(u32::to_le_bytes)
            .concat();
        body.extend(data);
        body.resize(body.len().next_multiple_of(4), 0);
        block(6, &body)
    };
    let second = 1_768_324_596_u64;
    let ethernet = |packet: &[u8]| [&[0; 12][..], &[8, 0], packet].concat();
    let packets = packets(2);
    let file = [
        section(),
        interface(101, 3),
        // Half a second is 2^-1.
        interface(1, 0x80 | 1),
        enhanced(0, second * 1000 + 250, &packets[0]),
        enhanced(1, second * 2 + 1, &ethernet(&packets[1])),
        // A block that is not known.
        block(0x0BAD, &[1; 8]),
        enhanced(0, second * 1000 + 750, &packets[2]),
        section(),
        interface(1, 6),
        enhanced(0, second * 1_000_000 + 875_000, &ethernet(&packets[3])),
    ]
    .concat();
    let (failures, lines) = json(&file);
    assert_eq!(failures, 0, "{lines:?}");
    let times: Vec<_> = lines
        .iter()
        .map(|line| line["time"].as_str().unwrap())
        .collect();
    assert_eq!(
        times,
        [
            "2026-01-13T17:16:36.500000Z",
            "2026-01-13T17:16:36.750000Z",
            "2026-01-13T17:16:36.875000Z"
        ]
    );
}
