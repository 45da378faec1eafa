//! Streams whose segments are lost, doubled, or in another order.

use cti_cli::decode::Format;
use proptest::prelude::*;
use serde_json::Value;

use crate::network::{client, decode, json, packets, pcap, session, syn};

#[test]
fn after_a_lost_segment_the_next_message_is_found() {
    let mut packets = packets(5);
    packets.remove(4);
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (1, 6), "{lines:?}");
    let error = lines[3]["error"].as_str().unwrap();
    assert!(
        error.contains("the capture lacks 12 bytes of the stream"),
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
fn a_packet_cut_by_the_snap_length_is_a_gap() {
    let mut packets = packets(4);
    let cut = packets[3].len() - 5;
    packets[3].truncate(cut);
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!(failures, 1, "{lines:?}");
    assert_eq!(lines.last().unwrap()["fields"]["InvokeID"], 3);
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
}

/// Of two segments with the same place, what came first counts, as it does for most receivers.
#[test]
fn a_retransmission_with_other_bytes_changes_nothing() {
    let stream = session(2).concat();
    let mut other = stream.clone();
    other.iter_mut().for_each(|byte| *byte = !*byte);
    let packets = [
        syn(),
        client(0, &stream[..40]),
        client(0, &other[..40]),
        // Out of order, then twice.
        client(60, &stream[60..]),
        client(60, &other[60..]),
        client(40, &stream[40..60]),
    ];
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (0, 3), "{lines:?}");
}

/// A capture from several queues has acknowledgments before what they acknowledge.
#[test]
fn an_acknowledgment_may_come_before_its_segment() {
    use crate::network::{CLIENT, SERVER, Segment, syn_ack};
    let stream = session(2).concat();
    let received = |received| {
        let ack = Segment {
            received: Some(received),
            ..Segment::new(SERVER, CLIENT)
        };
        ack.packet(&[])
    };
    let packets = [
        syn(),
        syn_ack(),
        received(stream.len()),
        client(0, &stream[..56]),
        received(stream.len()),
        client(56, &stream[56..]),
    ];
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (0, 3), "{lines:?}");
    // What is acknowledged and does not come is lost, even if nothing else comes.
    let lost = [&packets[..4], &vec![received(stream.len()); 10][..]].concat();
    let (failures, lines) = json(&pcap(101, &lost));
    assert_eq!((failures, lines.len()), (1, 2), "{lines:?}");
}

/// Behind a hole stands what looks like a header that claims much: the messages in what it claims
/// are found all the same.
#[test]
fn a_false_header_behind_a_hole_hides_no_message() {
    let open = session(0).concat();
    // A heartbeat's type, with a body of 4,000 bytes.
    let false_header = [0, 0, 0x0F, 0xA0, 0, 0, 0, 5];
    let beats = session(20)[1..].concat();
    let behind = [&false_header[..], &beats].concat();
    let packets = [syn(), client(0, &open), client(open.len() + 100, &behind)];
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!(failures, 1, "{lines:?}");
    let ids: Vec<_> = lines
        .iter()
        .filter_map(|line| line["fields"]["InvokeID"].as_u64())
        .collect();
    assert_eq!(ids[1..], (0..20).collect::<Vec<_>>());
}
