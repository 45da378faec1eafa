//! Bad input: lying, too long, random. A typed error with message, field and byte, or a value;
//! never a panic. What is cut, and what lies by rule, is in `matrix`.

use cti_messages::{
    DecodeErrorKind, DecodeOptions, EncodeErrorKind, EncodeOptions, FrameLimit, Message,
    MessageType, ProtocolVersion, SetAgentStateReq, Split, Text, TypedMessage, split,
};
use cti_tests::cases::config;
use cti_tests::contract;
use cti_tests::frames::with_header;
use proptest::prelude::*;

fn versions() -> impl Strategy<Value = ProtocolVersion> {
    (13..=25u32).prop_map(|number| ProtocolVersion::new(number).expect("a version"))
}

#[test]
fn a_field_that_is_cut_is_named() {
    let mut frame = Vec::new();
    let request = SetAgentStateReq {
        agent_id: Some(Text::from("1001")),
        ..SetAgentStateReq::default()
    };
    request
        .encode_with(ProtocolVersion::V24, EncodeOptions::lenient(), &mut frame)
        .expect("a request");
    let at = frame.len() - 9;
    frame[at + 3] = 200; // FieldLength of AgentID
    let error = Message::decode(&frame, ProtocolVersion::V24).expect_err("a field that is cut");
    assert_eq!(
        error.kind(),
        DecodeErrorKind::TruncatedField {
            declared: 200,
            actual: 5
        }
    );
    assert_eq!(error.offset(), at);
    assert_eq!(
        error.to_string(),
        format!(
            "SET_AGENT_STATE_REQ, AgentID: the floating field is truncated: its length \
             announces 200 bytes of data, but 5 bytes are left (at byte {at})"
        )
    );
}

#[test]
fn the_frame_limit_holds_in_both_directions() {
    let frame = with_header(9999, &[0; 12_493]);
    let limit = 12_500;
    let length = frame.len();
    let too_long = DecodeErrorKind::FrameTooLong { length, limit };
    let decoded = Message::decode(&frame, ProtocolVersion::V24);
    assert_eq!(decoded.expect_err("too long").kind(), too_long);
    let found = split(&frame, FrameLimit::default());
    assert_eq!(found.expect_err("too long").kind(), too_long);

    let longer = DecodeOptions::default().with_frame_limit(FrameLimit(length));
    let message =
        Message::decode_with(&frame, ProtocolVersion::V24, longer).expect("within the limit");
    let mut buffer = vec![1, 2, 3];
    let refused = message.encode(ProtocolVersion::V24, &mut buffer);
    assert_eq!(
        refused.expect_err("too long").kind(),
        EncodeErrorKind::FrameTooLong { length, limit }
    );
    assert_eq!(buffer, [1, 2, 3]);
    let longer = EncodeOptions::default().with_frame_limit(FrameLimit(length));
    assert_eq!(
        message.encode_with(ProtocolVersion::V24, longer, &mut buffer),
        Ok(())
    );
    assert_eq!(buffer[3..], frame);
}

#[test]
fn a_value_that_cannot_be_encoded_leaves_the_buffer_as_it_was() {
    let request = SetAgentStateReq {
        agent_id: Some(Text::from("more than twelve bytes")),
        ..SetAgentStateReq::default()
    };
    let mut buffer = b"before".to_vec();
    let error = request
        .encode(ProtocolVersion::V24, &mut buffer)
        .expect_err("too long");
    assert_eq!(
        error.kind(),
        EncodeErrorKind::FieldTooLong {
            length: 23,
            max: 12
        }
    );
    assert_eq!(error.message(), Some("SET_AGENT_STATE_REQ"));
    assert_eq!(error.field(), Some("AgentID"));
    assert_eq!(buffer, b"before");
}

proptest! {
    #![proptest_config(config(2_000))]

    /// Random bodies of known messages: values or errors.
    #[test]
    fn the_contract_holds_for_random_bodies(
        message in proptest::sample::select(MessageType::ALL),
        version in versions(),
        body in proptest::collection::vec(prop_oneof![any::<u8>(), 0..4u8], 0..300),
    ) {
        let frame = with_header(message.0, &body);
        contract::holds_for(&frame, version);
    }

    /// Random streams, in any pieces.
    #[test]
    fn random_streams_split_or_fail(stream in proptest::collection::vec(0..3u8, 0..200)) {
        let mut rest = &stream[..];
        while let Ok(Split::Frame(frame, after)) = split(rest, FrameLimit(64)) {
            prop_assert_eq!(frame.len() + after.len(), rest.len());
            prop_assert!(frame.len() <= 64);
            rest = after;
        }
    }
}
