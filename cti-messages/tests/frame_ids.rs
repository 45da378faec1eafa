//! Invoke IDs of frames that are not decoded, against those of the decoded messages: every message in every
//! version.

use cti_messages::strategies::any_message;
use cti_messages::{
    EncodeOptions, Frame, IntoOwned, InvokeId, Message, MessageType, Mode, OpenReq,
    ProtocolVersion, RawMessage, Request, TypedMessage,
};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Compares the ID in a frame, and in each part of it from its start, with the one of the message.
fn compare(frame: Frame<'_>, version: ProtocolVersion) {
    for end in 0..=frame.body.len() {
        let body = &frame.body[..end];
        let part = Frame { body, ..frame };
        let id = part.invoke_id(version);
        match part.message(version) {
            Ok(message) => assert_eq!(id, message.invoke_id(), "{end} bytes of {frame:?}"),
            // It may look like another layout.
            Err(_) => assert!(id.is_none() || end >= 4, "{end} bytes of {frame:?}"),
        }
    }
}

#[test]
fn a_frame_has_the_invoke_id_of_its_message() {
    let mut runner = TestRunner::deterministic();
    let (mut with_id, mut frames) = (0, 0);
    for (message_type, version) in MessageType::ALL
        .iter()
        .flat_map(|message_type| ProtocolVersion::all().map(move |version| (message_type, version)))
    {
        for mode in [Mode::Strict, Mode::Lenient, Mode::Lenient] {
            let Some(strategy) = any_message(*message_type, version, mode) else {
                continue;
            };
            let message = strategy.new_tree(&mut runner).expect("a value").current();
            let mut bytes = Vec::new();
            message
                .encode_with(version, EncodeOptions::lenient(), &mut bytes)
                .expect("encoded");
            let frame = Frame::parse(&bytes).expect("a frame");
            let decoded = frame.message(version).expect("decoded");
            assert_eq!(frame.invoke_id(version), decoded.invoke_id());
            let raw = RawMessage::new(frame, version).expect("a fixed part");
            assert_eq!(raw.invoke_id(), decoded.invoke_id());
            for end in 4..frame.body.len() {
                let body = &frame.body[..end];
                let part = Frame { body, ..frame };
                assert_eq!(part.invoke_id(version), decoded.invoke_id());
            }
            compare(frame, version);
            frames += 1;
            with_id += usize::from(decoded.invoke_id().is_some());
        }
    }
    assert!(frames > 6000 && with_id > 3000, "{with_id} of {frames}");
}

#[test]
fn an_open_req_is_read_by_its_own_version() {
    for version in ProtocolVersion::all() {
        let request = OpenReq {
            version_number: version.into(),
            ..OpenReq::default()
        };
        let request = request.with_invoke_id(InvokeId(u32::MAX));
        let mut bytes = Vec::new();
        request
            .encode_with(version, EncodeOptions::lenient(), &mut bytes)
            .expect("encoded");
        let frame = Frame::parse(&bytes).expect("a frame");
        for session in ProtocolVersion::all() {
            assert_eq!(frame.invoke_id(session), Some(InvokeId(u32::MAX)));
        }
    }
}

#[test]
fn a_frame_without_a_known_layout_has_no_id() {
    for message_type in [MessageType::MEDIA_LOGIN_REQ, MessageType(9999)] {
        let frame = Frame {
            message_type,
            body: &[0; 8],
        };
        assert_eq!(frame.invoke_id(ProtocolVersion::V24), None);
    }
}

#[test]
fn every_message_can_be_owned() {
    fn owned<T: IntoOwned>(value: T) -> T::Owned {
        value.into_owned()
    }
    let mut runner = TestRunner::deterministic();
    for message_type in MessageType::ALL {
        let version = ProtocolVersion::LATEST;
        let Some(strategy) = any_message(*message_type, version, Mode::Lenient) else {
            continue;
        };
        let message = strategy.new_tree(&mut runner).expect("a value").current();
        let mut bytes = Vec::new();
        message
            .encode_with(version, EncodeOptions::lenient(), &mut bytes)
            .expect("encoded");
        let decoded = Message::decode(&bytes, version).map(owned);
        drop(bytes);
        assert_eq!(decoded, Ok(message));
    }
}
