//! The interpreter of the specification: it reads what the independent codec of the samples wrote, and
//! what cti-messages reads.

use cti_messages::{EncodeOptions, Message, MessageType, Mode, ProtocolVersion, strategies};
use cti_spec::interpreter::{ErrorKind, HEADER_BYTES, decode};
use cti_tests::cases::{cases, config};
use cti_tests::flatten::{flatten, interpreted};
use cti_tests::samples;
use cti_tests::spec::{messages, protocol};
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

/// Random messages of every type at every version that has it.
#[test]
fn every_message_is_read_as_cti_messages_reads_it() {
    for message in messages() {
        for version in message.window.versions(protocol()) {
            let number = MessageType(message.number);
            let session = ProtocolVersion::new(version.into()).expect("a version");
            let values = strategies::any_message(number, session, Mode::Strict).expect("a layout");
            let compare = |value: Message<'static>| {
                let mut frame = Vec::new();
                let options = EncodeOptions::lenient();
                value
                    .encode_with(session, options, &mut frame)
                    .expect("a message");
                compare(&frame, session);
                Ok(())
            };
            let outcome = TestRunner::new(config(cases(4))).run(&values, compare);
            outcome.unwrap_or_else(|error| panic!("{} at {version}: {error}", message.name.guide));
        }
    }
}

/// Compares both readings of a frame. What one of them does not take for a value of its type (text
/// that is not UTF-8, a variable without its NUL) is an unknown field or an error of the other.
fn compare(frame: &[u8], session: ProtocolVersion) {
    let compiled = Message::decode(frame, session).expect("what was encoded is decoded");
    let decoded = match decode(protocol(), session.number(), frame) {
        Ok(decoded) => decoded,
        Err(error) => {
            assert!(matches!(error.kind, ErrorKind::Value { .. }), "{error}");
            return;
        }
    };
    let known = compiled.as_known().expect("a layout");
    let mut found = Vec::new();
    flatten(known, session, &mut found);
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
    // Nobody knows message 9999; HEARTBEAT_REQ is cut; CLOSE_REQ carries a tag that it does not have.
    let error = |frame: &[u8]| {
        decode(protocol(), 24, frame)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    let expected = "the protocol has no message of type 9999";
    assert_eq!(
        error(&[0, 0, 0, 0, 0, 0, 0x27, 0x0F]),
        Err(expected.to_owned())
    );
    let expected = "InvokeID is truncated at byte 8";
    assert_eq!(
        error(&[0, 0, 0, 2, 0, 0, 0, 5, 0, 0]),
        Err(expected.to_owned())
    );
    let expected = "the length in the header is 4, but the bytes after the header are 0";
    assert_eq!(error(&[0, 0, 0, 4, 0, 0, 0, 5]), Err(expected.to_owned()));
    assert_eq!(
        error(&[0, 0, 0, 4]),
        Err("the header is truncated at byte 4".to_owned())
    );
    let heartbeat = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 7];
    assert_eq!(error(&heartbeat), Ok(()));
}

/// An unknown tag is kept, and closes no list.
#[test]
fn unknown_tags_are_parts() {
    let frame = [
        0, 0, 0, 14, 0, 0, 0, 53, 0, 0, 0, 7, 0, 0, 0, 0, 0xFF, 0xFE, 0, 2, 1, 2,
    ];
    let decoded = decode(protocol(), 24, &frame);
    let message = protocol()
        .messages
        .iter()
        .find(|message| message.number == 53);
    let Some(message) = message.filter(|message| message.parts().is_some()) else {
        panic!("the message of the test is gone")
    };
    let decoded = decoded.unwrap_or_else(|error| panic!("{}: {error}", message.name.guide));
    let last = decoded.parts.last().expect("parts");
    assert_eq!(
        (last.tag, last.name(), last.bytes.len()),
        (Some(0xFFFE), "", 6)
    );
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
