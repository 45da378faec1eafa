//! Damaged messages: what is wrong is said, and what can be read is shown.

use std::collections::BTreeSet;

use cti_messages::DecodeOptions;
use cti_spec::model::{Body, Message};
use cti_tests::whole::Whole;
use cti_tests::{frames, kinds, mutation, spec};
use proptest::strategy::{Strategy as _, ValueTree as _};

use crate::capture::{Capture, Connection, From, PORT};
use crate::messages::{snake, wrong};
use crate::pdml::Item;
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
    let mut seen = BTreeSet::new();
    let mut has_one = false;
    for ((version, frame), packet) in sent.iter().zip(&packets) {
        has_one |= numbers_agree(&packet.messages[0]);
        if frame.is_empty() {
            continue;
        }
        let options = DecodeOptions::lenient();
        let decoded =
            cti_messages::Message::decode_with(frame, spec::in_runtime(*version), options);
        let cuts = [
            "truncated_fixed_part",
            "truncated_field_header",
            "truncated_field",
        ];
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
    assert!(has_one, "no text has a number of one");
}

/// Checks that nouns and verbs agree with the numbers before them, in all that is said to be wrong; tells
/// whether a number is one.
fn numbers_agree(message: &Item) -> bool {
    let mut has_one = false;
    for said in message.all("_ws.expert.message") {
        let words: Vec<&str> = said.show.split([' ', ',']).collect();
        for pair in words.windows(2) {
            let is_one = pair[0] == "1";
            let wrong: &[&str] = match is_one {
                true => &["bytes", "entries", "are"],
                false => &["byte", "entry", "is"],
            };
            let is_number = pair[0].parse::<u64>().is_ok();
            assert!(!is_number || !wrong.contains(&pair[1]), "{}", said.show);
            has_one |= is_one;
        }
    }
    has_one
}

#[test]
fn what_is_wrong_with_a_whole_message_is_said() {
    let Some(tshark) = Tshark::find("what_is_wrong_with_a_whole_message_is_said") else {
        return;
    };
    let opens = sources::open(24);
    let mut names_another_version = opens.clone();
    names_another_version[15] = 99;
    let unpublished = spec::protocol()
        .messages
        .iter()
        .find(|message| message.body == Body::Unpublished);
    let unpublished = u8::try_from(unpublished.expect("one").number).expect("a small number");
    let cases: [(&[u8], &[&str]); 6] = [
        (&opens, &[]),
        (&[0, 0, 0, 1, 0, 0, 0, unpublished, 7], &["unpublished"]),
        (&[0, 0, 0, 1, 0, 0, 0x27, 0x0F, 7], &["unknown_message"]),
        (&[0, 0, 0, 1, 0, 0, 0x01, 0x15, 7], &["trailing_bytes"]),
        (&names_another_version, &["unsupported_version"]),
        // Behind a message comes what is none.
        (
            &[
                0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 1, 0xFF, 0, 0, 1, 0, 0, 0, 5,
            ],
            &["frame_too_long"],
        ),
    ];
    let mut capture = Capture::new();
    let mut connection = Connection::new(50000, PORT);
    for (data, _) in cases {
        capture.send(&mut connection, From::Client, data);
    }
    let packets = tshark.packets(capture.path(), &[]);
    for ((data, wrong), packet) in cases.iter().zip(&packets) {
        let shown: Vec<&str> = packet.messages.iter().flat_map(Item::experts).collect();
        assert_eq!(shown, *wrong, "{data:02x?}");
    }
}

#[test]
fn what_strict_decoding_refuses_is_said() {
    let Some(tshark) = Tshark::find("what_strict_decoding_refuses_is_said") else {
        return;
    };
    let version = 24;
    let mut capture = Capture::new();
    let mut connection = Connection::new(50000, PORT);
    let mut runner = sources::runner();
    let mutations = mutation::mutations();
    capture.send(&mut connection, From::Client, &sources::open(version));
    let mut sent = Vec::new();
    // One that names its version would change that of the messages behind it.
    let names_none = |message: &&Message| {
        message
            .parts()
            .is_some_and(|parts| parts.version_from.is_none())
    };
    for message in spec::messages().filter(names_none) {
        if message
            .parts()
            .is_some_and(|parts| !parts.limits.is_empty())
        {
            // Each list may have so many entries, but not all of them together so many bytes.
            let frame = Whole::new(message, version, 120).frame();
            capture.send(&mut connection, From::Server, &frame);
            sent.push(frame);
        }
        let whole = Whole::new(message, version, 3);
        for _ in 0..8 {
            let fields = whole.fields.iter().map(|placed| placed.field.clone());
            let mut pieces = frames::Pieces {
                message_type: message.number,
                fixed: whole.fixed.clone(),
                fields: fields.collect(),
            };
            for mutation in mutations.new_tree(&mut runner).expect("a value").current() {
                mutation::mutate(&mut pieces, &mutation);
            }
            let frame = frames::put_together(&pieces, spec::in_runtime(version));
            if frame.len() <= spec::protocol().frame_limit as usize {
                capture.send(&mut connection, From::Server, &frame);
                sent.push(frame);
            }
        }
    }
    let packets = tshark.packets(capture.path(), &[]);
    let mut seen = BTreeSet::new();
    for (frame, packet) in sent.iter().zip(&packets[1..]) {
        let shown = &packet.messages[0];
        wrong(shown, frame, version).unwrap_or_else(|error| panic!("{frame:02x?}: {error}"));
        numbers_agree(shown);
        seen.extend(shown.experts());
    }
    for kind in ["count_mismatch", "lists_too_long", "not_terminated"] {
        assert!(seen.contains(kind), "{kind} never came");
    }
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
