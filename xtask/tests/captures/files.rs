//! The formats of files and of links.

use xtask::messages::decode::Format;

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
        "4 packets are skipped: their link type, 147, is not known"
    );
}
