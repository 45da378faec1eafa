//! Messages with nothing typed: walked over, they show what the specification says of them.

use cti_messages::{DecodeErrorKind, Frame, Message, MessageType, ProtocolVersion, RawMessage};
use cti_tests::frames::{Field, take_apart, with_header};
use cti_tests::layout::{fixed_size, layout_of};
use cti_tests::{samples, spec};

/// The version and the frame of each sample.
fn all_samples() -> impl Iterator<Item = (ProtocolVersion, Vec<u8>)> {
    samples::all().into_iter().map(|sample| {
        let version = ProtocolVersion::new(sample.protocol).expect("a version");
        (version, sample.frame)
    })
}

/// The bytes of the fixed part, as the specification has it.
fn fixed_bytes(frame: Frame<'_>, version: ProtocolVersion) -> usize {
    let message = spec::message(frame.message_type.0).expect("a message");
    match layout_of(message, version.number(), frame.body) {
        Some(layout) => fixed_size(layout, version.number()),
        None => frame.body.len(),
    }
}

#[test]
fn every_sample_shows_its_fixed_part_and_its_fields() {
    for (version, bytes) in all_samples() {
        let frame = Frame::parse(&bytes).expect("a frame");
        let message = RawMessage::new(frame, version).expect("a whole fixed part");
        let name = message.info().expect("a known layout").name;
        assert_eq!((message.frame(), message.version()), (frame, version));
        let fixed = fixed_bytes(frame, version);
        assert_eq!(message.fixed(), &frame.body[..fixed], "{name} {version}");
        let pieces = take_apart(&bytes, fixed, version).expect("whole fields");
        let fields = message.fields().map(|field| {
            let field = field.expect("a whole field");
            let (tag, data) = (field.tag.0, field.data.to_vec());
            Field { tag, data }
        });
        assert_eq!(
            fields.collect::<Vec<_>>(),
            pieces.fields,
            "{name} {version}"
        );
    }
}

/// Of a message that is cut the error is the one that decoding ends with.
#[test]
fn a_message_that_is_cut_ends_with_the_error_of_decoding() {
    let mut errors = 0;
    for (version, bytes) in all_samples() {
        let frame = Frame::parse(&bytes).expect("a frame");
        for length in 0..frame.body.len() {
            let cut = with_header(frame.message_type.0, &frame.body[..length]);
            let frame = Frame::parse(&cut).expect("a frame");
            let walked = RawMessage::new(frame, version).and_then(|message| {
                let mut fields = message.fields();
                let error = fields.by_ref().find_map(Result::err);
                assert!(fields.next().is_none(), "an item after the last");
                error.map_or(Ok(()), Err)
            });
            let decoded = Message::decode(&cut, version).map(drop);
            assert_eq!(
                walked, decoded,
                "{} bytes of {:?}",
                length, frame.message_type
            );
            errors += usize::from(walked.is_err());
        }
    }
    assert!(errors > 50_000, "{errors} errors");
}

#[test]
fn a_message_of_unknown_layout_is_all_fixed_part() {
    let bytes = with_header(0xFFFF, &[0, 5, 0, 9]);
    let frame = Frame::parse(&bytes).expect("a frame");
    let message = RawMessage::new(frame, ProtocolVersion::V24).expect("a message");
    assert!(message.info().is_none());
    assert_eq!(message.fixed(), frame.body);
    assert_eq!(message.fields().count(), 0);
}

/// An OPEN_REQ is walked in the version that it names.
#[test]
fn an_open_req_names_its_own_version() {
    let samples = all_samples().filter(|(_, bytes)| {
        Frame::parse(bytes).is_ok_and(|frame| frame.message_type == MessageType::OPEN_REQ)
    });
    for (version, bytes) in samples {
        for other in ProtocolVersion::all() {
            let frame = Frame::parse(&bytes).expect("a frame");
            let message = RawMessage::new(frame, other).expect("a message");
            assert_eq!(message.version(), version);
            assert!(message.fields().all(|field| field.is_ok()));
        }
    }
}

#[test]
fn the_byte_of_an_error_is_that_of_the_frame() {
    // A HEARTBEAT_REQ with a field that tells 9 bytes and has one.
    let bytes = with_header(5, &[0, 0, 0, 1, 0, 5, 0, 9, 0]);
    let frame = Frame::parse(&bytes).expect("a frame");
    let message = RawMessage::new(frame, ProtocolVersion::V24).expect("a message");
    let error = message.fields().next().expect("an item").expect_err("cut");
    assert_eq!(
        error.kind(),
        DecodeErrorKind::TruncatedField {
            declared: 9,
            actual: 1
        }
    );
    assert_eq!(
        (error.offset(), error.message()),
        (12, Some("HEARTBEAT_REQ"))
    );
}
