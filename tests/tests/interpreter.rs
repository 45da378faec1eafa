//! The interpreter of the specification: it reads what the independent codec of the samples wrote, and
//! what cti-messages reads.

use cti_messages::{EncodeOptions, Message, MessageType, Mode, ProtocolVersion, strategies};
use cti_spec::interpreter::{ErrorKind, HEADER_BYTES, Value, decode};
use cti_tests::cases::{cases, config};
use cti_tests::flatten::{flatten, interpreted};
use cti_tests::samples;
use cti_tests::spec::{messages, protocol};
use hex::decode as bytes;
use proptest::test_runner::TestRunner;

#[test]
fn every_sample_is_read_as_the_independent_codec_wrote_it() {
    for sample in samples::all() {
        let version = u8::try_from(sample.protocol).expect("a version");
        let decoded = decode(protocol(), version, &sample.frame);
        let decoded = decoded.unwrap_or_else(|error| panic!("{error}: {sample:?}"));
        assert_eq!(decoded.message.name.guide, sample.message);
        let parts = decoded.parts.iter().flat_map(|part| part.bytes);
        let bytes: Vec<u8> = parts.chain(decoded.rest).copied().collect();
        assert_eq!(bytes, sample.frame, "no byte is left out: {sample:?}");
        assert_eq!(interpreted(&decoded), sample.fields, "{sample:?}");
    }
}

/// Random messages of every type at every version that has it, with values of any bytes.
#[test]
fn every_message_is_read_as_cti_messages_reads_it() {
    for message in messages() {
        for version in message.window.versions(protocol()) {
            let number = MessageType(message.number);
            let session = ProtocolVersion::new(version.into()).expect("a version");
            for mode in [Mode::Strict, Mode::Lenient] {
                let values = strategies::any_message(number, session, mode).expect("a layout");
                let compare = |value: Message<'static>| {
                    let mut frame = Vec::new();
                    let encoded = value.encode_with(session, EncodeOptions::lenient(), &mut frame);
                    encoded.expect("a message");
                    compare(&frame, session);
                    Ok(())
                };
                let outcome = TestRunner::new(config(cases(4))).run(&values, compare);
                let name = &message.name.guide;
                outcome.unwrap_or_else(|error| panic!("{name} at {version}, {mode:?}: {error}"));
            }
        }
    }
}

/// Compares both readings of a frame, unknown fields included.
fn compare(frame: &[u8], session: ProtocolVersion) {
    let compiled = Message::decode(frame, session).expect("what was encoded is decoded");
    let decoded = decode(protocol(), session.number(), frame);
    let decoded = decoded.unwrap_or_else(|error| panic!("{error}: {compiled:?}"));
    let mut found = Vec::new();
    flatten(compiled.as_known().expect("a layout"), session, &mut found);
    let mut read = interpreted(&decoded);
    found.sort_by_key(|(name, _)| name.clone());
    read.sort_by_key(|(name, _)| name.clone());
    assert_eq!(read, found);
}

/// A cut frame is an error at or before its end, in every message and at every byte; so is one that is
/// cut with its header told.
#[test]
fn every_truncation_is_an_error_or_a_shorter_message() {
    for sample in samples::all() {
        let version = u8::try_from(sample.protocol).expect("a version");
        for length in 0..sample.frame.len() {
            let mut frame = sample.frame[..length].to_vec();
            let error = decode(protocol(), version, &frame).expect_err("the length disagrees");
            assert!(error.offset <= length, "{error:?}");
            let is_header = length < HEADER_BYTES;
            assert_eq!(
                matches!(error.kind, ErrorKind::Header),
                is_header,
                "{error}"
            );
            if is_header {
                continue;
            }
            let announced = u32::try_from(length - HEADER_BYTES).expect("a short frame");
            frame[..4].copy_from_slice(&announced.to_be_bytes());
            match decode(protocol(), version, &frame) {
                Ok(shorter) => {
                    let bytes = shorter.parts.iter().map(|part| part.bytes.len());
                    assert_eq!(bytes.sum::<usize>() + shorter.rest.len(), length);
                }
                Err(error) => assert!(error.offset <= length, "{error}"),
            }
        }
    }
}

#[test]
fn errors_say_what_and_where() {
    let error = |digits: &str| {
        let frame = bytes(digits.replace(' ', "")).expect("hexadecimal digits");
        decode(protocol(), 24, &frame)
            .err()
            .map(|error| error.to_string())
    };
    for (digits, expected) in [
        ("00000004", "the header is truncated at byte 4"),
        (
            "00000000 0000270f",
            "the protocol has no message of type 9999",
        ),
        (
            "00000004 00000005",
            "the header announces a body of 4 bytes, but 0 bytes follow",
        ),
        // HEARTBEAT_REQ, in its InvokeID.
        ("00000002 00000005 0000", "InvokeID is truncated at byte 8"),
        // The same with a floating field: in its length; in the data of a tag that it does not have.
        (
            "00000007 00000005 00000007 0001 00",
            "a floating field is truncated at byte 12",
        ),
        (
            "0000000a 00000005 00000007 fffe 0004 0102",
            "a floating field is truncated at byte 16",
        ),
        // OPEN_REQ, version 24, in the data of its ClientID.
        (
            &format!(
                "00000036 00000003 00000001 00000018 {:0>80} 0001 0004 4100",
                ""
            ),
            "ClientID is truncated at byte 60",
        ),
    ] {
        assert_eq!(error(digits).as_deref(), Some(expected));
    }
    assert_eq!(error("00000004 00000005 00000007"), None);
}

/// A field with an unknown tag, or whose data are not of its type, is kept, and closes no entry of a
/// list.
#[test]
fn unknown_fields_are_parts_and_close_no_entry() {
    let samples = samples::all()
        .into_iter()
        .filter(|sample| sample.protocol == 24);
    let in_lists = |sample: &samples::Sample| {
        let decoded = decode(protocol(), 24, &sample.frame).expect("a sample");
        let parts = decoded.parts.iter();
        parts.filter(|part| !part.path.is_empty()).count()
    };
    let sample = samples.max_by_key(in_lists).expect("samples");
    let places = |frame: &[u8]| {
        let decoded = decode(protocol(), 24, frame).unwrap_or_else(|error| panic!("{error}"));
        let parts = decoded.parts.iter().filter(|part| part.name().is_some());
        let places = parts.map(|part| {
            (
                part.name(),
                part.path
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>(),
            )
        });
        let unknown = decoded
            .parts
            .iter()
            .filter(|part| part.name().is_none())
            .count();
        (
            places
                .map(|(name, path)| format!("{name:?} {path:?}"))
                .collect::<Vec<_>>(),
            unknown,
        )
    };
    let (whole, none) = places(&sample.frame);
    assert!(
        none == 0 && whole.iter().any(|place| place.contains(" 2")),
        "{whole:?}"
    );
    let decoded = decode(protocol(), 24, &sample.frame).expect("a sample");
    let mut tested = 0;
    for part in decoded.parts.iter().filter(|part| !part.path.is_empty()) {
        // A foreign tag; the tag of a number with data of no number's size.
        let number = decoded
            .parts
            .iter()
            .find(|part| part.tag.is_some() && matches!(part.value, Value::Number { .. }));
        let number = number.and_then(|part| part.tag).expect("a number");
        for field in [
            [0xFF, 0xFE, 0, 2, 1, 2].to_vec(),
            [&number.to_be_bytes()[..], &[0, 7], &[0; 7]].concat(),
        ] {
            let mut frame = sample.frame.clone();
            frame.splice(part.start..part.start, field.iter().copied());
            let length = u32::try_from(frame.len() - HEADER_BYTES).expect("short");
            frame[..4].copy_from_slice(&length.to_be_bytes());
            let (with, unknown) = places(&frame);
            assert_eq!(unknown, 1);
            if field[0] == 0xFF {
                assert_eq!(with, whole);
            }
            tested += 1;
        }
    }
    assert!(tested > 8, "{tested}");
}

/// No order is promised within a record: a list in it may come before its first own field. What is unknown
/// belongs to the open record.
#[test]
fn a_list_in_a_record_may_come_first() {
    let frame = "0000000e0000011a0002013500020001 00b700020002".replace(' ', "");
    let frame = bytes(&frame).expect("hexadecimal digits");
    compare(&frame, ProtocolVersion::V24);
    let decoded = decode(protocol(), 24, &frame).expect("CONFIG_AGENT_SERVICE_EVENT");
    let places = decoded.parts.iter().skip(3);
    let places: Vec<String> = places
        .map(|part| format!("{:?} {}", part.name(), part.path.len()))
        .collect();
    assert_eq!(
        places,
        ["Some(\"FltEnabledServices\") 2", "Some(\"RecordType\") 1"]
    );

    let frame = bytes("0000000e000000eb000200b70002c1fc00ff0002ce53").expect("hexadecimal digits");
    let decoded = decode(protocol(), 24, &frame).expect("CONFIG_SERVICE_EVENT");
    let last = decoded.parts.last().expect("parts");
    assert_eq!((last.name(), last.path.len()), (None, 1));
}

/// Secrets are for whoever asks for them, not for logs.
#[test]
fn debug_shows_no_secret() {
    let secret = samples::all().into_iter().find_map(|sample| {
        let version = u8::try_from(sample.protocol).ok()?;
        let decoded = decode(protocol(), version, &sample.frame).ok()?;
        let part = decoded.parts.iter().find(|part| part.is_secret())?;
        Some((
            format!("{decoded:?}"),
            part.value.to_string(),
            format!("{:?}", part.bytes),
        ))
    });
    let (shown, secret, bytes) = secret.expect("a sample with a secret");
    assert!(shown.contains("<redacted>") && secret.len() > 3);
    assert!(
        !shown.contains(&secret) && !shown.contains(&bytes),
        "{shown}"
    );
}

/// A version that is not modelled is read as the nearest.
#[test]
fn other_versions_count_as_the_nearest() {
    let frame = samples::all().swap_remove(0).frame;
    let (first, last) = (protocol().first_version, protocol().last_version);
    for (version, nearest) in [
        (0, first),
        (first - 1, first),
        (last + 1, last),
        (255, last),
    ] {
        let read = |version| {
            decode(protocol(), version, &frame)
                .map(|decoded| (decoded.version, interpreted(&decoded)))
        };
        assert_eq!(read(version), read(nearest));
    }
}

/// A message that names its version is read by that, whatever the session has; by the nearest where
/// that is not modelled.
#[test]
fn a_message_that_names_its_version_is_read_by_it() {
    let mut tested = 0;
    for sample in samples::all() {
        let message = protocol().message(&sample.message).expect("a message");
        if message
            .parts()
            .is_none_or(|parts| parts.version_from.is_none())
        {
            continue;
        }
        for session in protocol().versions() {
            let decoded = decode(protocol(), session, &sample.frame).expect("it is read");
            assert_eq!(u32::from(decoded.version), sample.protocol);
            assert_eq!(interpreted(&decoded), sample.fields);
        }
        tested += 1;
    }
    assert!(tested > 0);
}
