//! IP: both versions, whole and in fragments.

use crate::network::{json, packets, pcap};

/// A packet of IPv6 with the same segment, perhaps cut into fragments of so many bytes.
fn version_6(packet: &[u8], cut: Option<usize>) -> Vec<Vec<u8>> {
    let end = |address: &[u8]| [&[0x20, 1, 0x0D, 0xB8][..], &[0; 8], address].concat();
    let (from, to, tcp) = (end(&packet[12..16]), end(&packet[16..20]), &packet[20..]);
    let whole = |next: u8, payload: &[u8]| {
        let length = u16::try_from(payload.len()).unwrap().to_be_bytes();
        [
            &[0x60, 0, 0, 0],
            &length[..],
            &[next, 64],
            &from,
            &to,
            payload,
        ]
        .concat()
    };
    let Some(cut) = cut else {
        return vec![whole(6, tcp)];
    };
    let pieces = tcp.chunks(cut).enumerate();
    pieces
        .map(|(index, piece)| {
            let more = u16::from((index + 1) * cut < tcp.len());
            let place = u16::try_from(index * cut).unwrap() | more;
            let header = [&[6, 0], &place.to_be_bytes()[..], &[0, 0, 0, 7]].concat();
            whole(44, &[&header[..], piece].concat())
        })
        .collect()
}

/// The fragments of a packet of IPv4.
fn fragments(packet: &[u8], number: u8, cut: usize) -> Vec<Vec<u8>> {
    let pieces = packet[20..].chunks(cut).enumerate();
    pieces
        .map(|(index, piece)| {
            let mut fragment = [&packet[..20], piece].concat();
            let length = u16::try_from(fragment.len()).unwrap().to_be_bytes();
            fragment[2..4].copy_from_slice(&length);
            fragment[5] = number;
            let more = u16::from((index + 1) * cut < packet.len() - 20) << 13;
            let place = u16::try_from(index * cut / 8).unwrap() | more;
            fragment[6..8].copy_from_slice(&place.to_be_bytes());
            fragment
        })
        .collect()
}

#[test]
fn both_versions_of_ip_are_read_whole_and_in_fragments() {
    let all = packets(3);
    let old = |cut| {
        (0..)
            .zip(&all)
            .flat_map(move |(number, packet)| fragments(packet, number, cut))
    };
    let new = |cut| all.iter().flat_map(move |packet| version_6(packet, cut));
    let backwards = (0..).zip(&all).flat_map(|(number, packet)| {
        let mut pieces = fragments(packet, number, 8);
        pieces.reverse();
        pieces
    });
    for (name, packets) in [
        ("IPv6", new(None).collect::<Vec<_>>()),
        ("IPv6 in fragments", new(Some(24)).collect()),
        ("IPv4 in fragments", old(24).collect()),
        ("the same, backwards", backwards.collect()),
    ] {
        let (failures, lines) = json(&pcap(101, &packets));
        assert_eq!((failures, lines.len()), (0, 4), "{name}: {lines:?}");
    }
    let (_, lines) = json(&pcap(101, &new(None).collect::<Vec<_>>()));
    assert_eq!(lines[0]["source"], "[2001:db8::a00:5]:50123");
}

#[test]
fn fragments_that_lack_one_are_a_hole() {
    let mut lossy = packets(5);
    let mut pieces = fragments(&lossy[3], 9, 24);
    pieces.remove(1);
    lossy.splice(3..=3, pieces);
    let (failures, lines) = json(&pcap(101, &lossy));
    assert_eq!(failures, 1, "{lines:?}");
    assert_eq!(lines.last().unwrap()["fields"]["InvokeID"], 4);
}

/// Fragments of other protocols, of which a network has many.
#[test]
fn fragments_of_other_protocols_are_of_no_interest() {
    let mut file = packets(1);
    let mut other = file[1].clone();
    other[9] = 17;
    file.extend(fragments(&other, 5, 24));
    let (failures, lines) = json(&pcap(101, &file));
    assert_eq!((failures, lines.len()), (0, 2), "{lines:?}");
}
