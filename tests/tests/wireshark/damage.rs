//! Damaged messages: what is wrong is said, and what can be read is shown.

use cti_messages::{DecodeOptions, Message};
use cti_tests::whole::Whole;
use cti_tests::{frames, kinds, spec};
use proptest::strategy::{Strategy as _, ValueTree as _};

use crate::capture::{Capture, Connection, From, PORT};
use crate::messages::snake;
use crate::sources;
use crate::tshark::Tshark;

#[test]
fn cut_messages_say_where_they_are_cut() {
    let Some(tshark) = Tshark::find("cut_messages_say_where_they_are_cut") else {
        return;
    };
    let mut capture = Capture::new();
    let mut sent = Vec::new();
    for (port, version) in (50000..).zip([19, 24]) {
        let mut connection = Connection::new(port, PORT);
        capture.send(&mut connection, From::Client, &sources::open(version));
        sent.push((version, Vec::new()));
        for message in spec::messages().filter(|message| message.window.contains(version)) {
            let whole = Whole::new(message, version, 1).frame();
            for part in 1..8 {
                let mut frame = whole[..8 + (whole.len() - 8) * part / 8].to_vec();
                let length = u32::try_from(frame.len() - 8).expect("short");
                frame[..4].copy_from_slice(&length.to_be_bytes());
                capture.send(&mut connection, From::Server, &frame);
                sent.push((version, frame));
            }
        }
    }
    let packets = tshark.packets(capture.path(), &[]);
    let mut seen = std::collections::BTreeSet::new();
    for ((version, frame), packet) in sent.iter().zip(&packets) {
        if frame.is_empty() {
            continue;
        }
        let options = DecodeOptions::lenient();
        let decoded = Message::decode_with(frame, spec::in_runtime(*version), options);
        let cuts = ["fixed_part_cut", "field_header_cut", "field_cut"];
        let mut shown = packet.messages[0].experts();
        shown.retain(|name| cuts.contains(name));
        let said = decoded
            .err()
            .map(|error| snake(&kinds::name(&error.kind())));
        assert_eq!(
            shown,
            said.iter().map(|kind| &kind[..]).collect::<Vec<_>>(),
            "{version} {frame:02x?}"
        );
        seen.extend(said);
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

#[test]
fn random_bytes_raise_no_errors() {
    let Some(tshark) = Tshark::find("random_bytes_raise_no_errors") else {
        return;
    };
    let mut capture = Capture::new();
    let mut runner = sources::runner();
    let bytes = proptest::collection::vec(proptest::num::u8::ANY, 0..200);
    for (port, version) in (50000..).zip([13, 24]) {
        let mut connection = Connection::new(port, PORT);
        capture.send(&mut connection, From::Client, &sources::open(version));
        for number in (0..300).flat_map(|number| [number; 3]) {
            let body = bytes.new_tree(&mut runner).expect("a value").current();
            let pieces = frames::Pieces {
                message_type: number,
                fixed: body,
                fields: Vec::new(),
            };
            let frame = frames::put_together(&pieces, spec::in_runtime(version));
            capture.send(&mut connection, From::Server, &frame);
        }
    }
    // Whatever comes on the port, with no header at all.
    for port in 51000..51300 {
        let noise = bytes.new_tree(&mut runner).expect("a value").current();
        capture.send(&mut Connection::new(port, PORT), From::Client, &noise);
    }
    // `run` looks for errors of Lua.
    let packets = tshark.packets(capture.path(), &[]);
    assert_eq!(packets.len(), capture.packets);
}
