//! The recorded session: what the README's first command shows.

use cti_messages::{DecodeOptions, EncodeOptions, Message, MessageType, ProtocolVersion};
use hex::decode as bytes;

fn frames() -> Vec<Vec<u8>> {
    include_str!("../data/session.hex")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| bytes(line).expect("hexadecimal digits"))
        .collect()
}

#[test]
fn the_session_is_what_the_guide_allows() {
    for frame in frames() {
        let message = Message::decode_with(&frame, ProtocolVersion::V24, DecodeOptions::strict())
            .unwrap_or_else(|error| panic!("{error}"));
        let mut again = Vec::new();
        message
            .encode_with(ProtocolVersion::V24, EncodeOptions::strict(), &mut again)
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(again, frame, "{message}");
    }
}

#[test]
fn the_session_tells_its_story() {
    let types: Vec<MessageType> = frames()
        .iter()
        .map(|frame| {
            Message::decode(frame, ProtocolVersion::V24)
                .expect("a message")
                .message_type()
        })
        .collect();
    let mut rest = types.as_slice();
    for chapter in [
        MessageType::OPEN_REQ,
        MessageType::OPEN_CONF,
        MessageType::HEARTBEAT_REQ,
        MessageType::AGENT_STATE_EVENT,
        MessageType::BEGIN_CALL_EVENT,
        MessageType::CALL_DELIVERED_EVENT,
        MessageType::CALL_ESTABLISHED_EVENT,
        MessageType::CALL_HELD_EVENT,
        MessageType::TRANSFER_CALL_REQ,
        MessageType::CALL_TRANSFERRED_EVENT,
        MessageType::END_CALL_EVENT,
        MessageType::CLOSE_REQ,
        MessageType::CLOSE_CONF,
    ] {
        let at = rest.iter().position(|found| *found == chapter);
        rest = &rest[at.unwrap_or_else(|| panic!("{chapter} is missing")) + 1..];
    }
    assert!(rest.is_empty(), "{rest:?}");
}
