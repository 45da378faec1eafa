//! Any message: those whose layout is not known, and those of a service.

use cti_messages::{
    DecodeErrorKind, DecodeOptions, EncodeErrorKind, EncodeOptions, Frame, FrameLimit, IntoOwned,
    Message, MessageType, OwnedFrame, ProtocolVersion, TypedMessage, UnknownMessage,
};

use crate::fixture::{FixedEvent, StandbyEvent};
use crate::tables::frame;

const V24: ProtocolVersion = ProtocolVersion::V24;
/// A type that the guide does not name.
const NAMELESS: u32 = 9999;
/// A type that the guide only names.
const NAMED: MessageType = MessageType::AGENT_TEAM_CONFIG_REQ;

/// Writes in every way; all agree.
fn written(message: &Message<'_>, options: EncodeOptions) -> Vec<u8> {
    let mut out = vec![0xEE];
    message.encode_with(V24, options, &mut out).unwrap();
    let frame = out.split_off(1);
    assert_eq!(out, [0xEE]);
    assert_eq!(message.encoded_len(V24, options), Ok(frame.len()));
    let mut slice = vec![0xEE; frame.len() + 1];
    assert_eq!(
        message.encode_to_slice(V24, options, &mut slice),
        Ok(frame.len())
    );
    assert_eq!(slice.pop(), Some(0xEE));
    assert_eq!(slice, frame);
    assert_eq!(
        message.encode_to_slice(V24, options, &mut slice),
        Ok(frame.len())
    );
    slice.pop();
    let error = message
        .encode_to_slice(V24, options, &mut slice)
        .unwrap_err();
    let needed = frame.len();
    assert_eq!(error.kind(), EncodeErrorKind::BufferTooShort { needed });
    frame
}

#[test]
fn a_message_of_an_unknown_type_is_passed_on() {
    let whole = frame(NAMELESS, &[1, 2, 3]);
    let message = Message::decode(&whole, V24).unwrap();
    let Message::Unknown(unknown) = &message else {
        panic!("{message:?}");
    };
    assert_eq!(unknown.message_type, MessageType(NAMELESS));
    assert_eq!(*unknown.body, [1, 2, 3]);
    assert_eq!(unknown.as_frame(), Frame::parse(&whole).unwrap());
    assert_eq!(UnknownMessage::from(unknown.as_frame()), *unknown);
    assert_eq!(unknown.clone().into_owned(), *unknown);
    assert_eq!(message.message_type(), MessageType(NAMELESS));
    assert_eq!(message.name(), None);
    assert!(message.info().is_none());
    let short = Message::decode(&frame(NAMELESS, &[1]), V24)
        .unwrap()
        .into_owned();
    assert_eq!(short.to_string(), "9999 with a body of 1 byte");
    assert_eq!(
        short.clone().into_known().map(|_| ()),
        Err(UnknownMessage {
            message_type: MessageType(NAMELESS),
            body: (&[1]).into(),
        })
    );
    // A secret may be in the body: a message of a service that is left out is unknown as well.
    assert_eq!(message.to_string(), "9999 with a body of 3 bytes");
    let debugged = "Unknown(UnknownMessage { message_type: 9999, bytes: 3 })";
    assert_eq!(format!("{message:?}"), debugged);
    assert_eq!(written(&message, EncodeOptions::strict()), whole);
    assert_eq!(written(&message, EncodeOptions::lenient()), whole);
    let strictly = Message::decode_with(&whole, V24, DecodeOptions::strict());
    assert_eq!(strictly, Ok(message.clone()));
    let mut out = Vec::new();
    assert_eq!(message.encode(V24, &mut out), Ok(()));
    assert_eq!(out, whole);
}

#[test]
fn a_message_that_has_only_a_name_is_passed_on() {
    let whole = frame(NAMED.0, &[]);
    let message = Message::decode(&whole, V24).unwrap();
    assert_eq!(message.name(), NAMED.name());
    assert!(message.name().is_some_and(|name| !name.is_empty()));
    assert!(message.info().is_none());
    assert_eq!(
        message.to_string(),
        format!("{} with a body of 0 bytes", NAMED.name().unwrap())
    );
    let short = EncodeOptions::strict().with_frame_limit(FrameLimit(7));
    let error = message
        .encode_with(V24, short, &mut Vec::new())
        .unwrap_err();
    assert_eq!(error.message(), NAMED.name(), "the name stands in errors");
}

#[test]
fn frames_have_a_limit() {
    let whole = frame(NAMELESS, &[7; 12]);
    let exact = DecodeOptions::default().with_frame_limit(FrameLimit(20));
    let message = Message::decode_with(&whole, V24, exact).unwrap();
    let short = DecodeOptions::default().with_frame_limit(FrameLimit(19));
    let error = Message::decode_with(&whole, V24, short).unwrap_err();
    let (length, limit) = (20, 19);
    assert_eq!(
        error.kind(),
        DecodeErrorKind::FrameTooLong { length, limit }
    );

    let exact = EncodeOptions::strict().with_frame_limit(FrameLimit(20));
    assert_eq!(written(&message, exact), whole);
    let short = EncodeOptions::lenient().with_frame_limit(FrameLimit(19));
    let mut out = vec![1];
    let error = message.encode_with(V24, short, &mut out).unwrap_err();
    assert_eq!(
        error.kind(),
        EncodeErrorKind::FrameTooLong { length, limit }
    );
    assert_eq!((error.message(), out), (None, vec![1]));
}

#[test]
fn a_message_of_another_type_is_refused() {
    let whole = frame(9011, &[]);
    let error = FixedEvent::decode(&whole, V24).unwrap_err();
    let (expected, actual) = (MessageType(9001), MessageType(9011));
    assert_eq!(
        error.kind(),
        DecodeErrorKind::UnexpectedType { expected, actual }
    );
    assert_eq!(
        error.to_string(),
        "expected message type 9001, found 9011 (at byte 4)"
    );
    // However it is decoded.
    let parsed = Frame::parse(&whole).unwrap();
    let options = DecodeOptions::strict();
    for refused in [
        FixedEvent::decode_frame(parsed, V24, options),
        parsed.decode(V24),
        parsed.decode_with(V24, options),
        OwnedFrame::parse(&whole, V24).unwrap().decode(),
        OwnedFrame::parse(&whole, V24).unwrap().decode_with(options),
    ] {
        assert_eq!(refused.map_err(|refused| refused.kind()), Err(error.kind()));
    }
}

#[cfg(feature = "session-management")]
#[test]
fn a_message_of_a_service_is_read_and_written() {
    let whole = frame(5, &[0, 0, 0, 7]);
    let message = Message::decode(&whole, V24).unwrap();
    let Message::HeartbeatReq(request) = &message else {
        panic!("{message:?}");
    };
    assert_eq!(request.invoke_id.0, 7);
    assert_eq!(message.message_type(), MessageType::HEARTBEAT_REQ);
    assert_eq!(message.name(), Some("HEARTBEAT_REQ"));
    assert_eq!(
        message.info().map(|info| info.message_type),
        Some(MessageType::HEARTBEAT_REQ)
    );
    assert_eq!(message.to_string(), "HEARTBEAT_REQ InvokeID=7");
    assert_eq!(written(&message, EncodeOptions::strict()), whole);
    let short = EncodeOptions::strict().with_frame_limit(FrameLimit(11));
    let error = message
        .encode_with(V24, short, &mut Vec::new())
        .unwrap_err();
    assert_eq!(error.message(), Some("HEARTBEAT_REQ"));

    let error = Message::decode(&whole[..11], V24).unwrap_err();
    assert_eq!(
        error.kind(),
        DecodeErrorKind::LengthMismatch {
            declared: 4,
            actual: 3
        }
    );
    let cut = frame(5, &[0, 0, 7]);
    let error = Message::decode(&cut, V24).unwrap_err();
    assert_eq!(
        (error.message(), error.field()),
        (Some("HEARTBEAT_REQ"), Some("InvokeID"))
    );

    let unknown = Message::Unknown(UnknownMessage::from(Frame::parse(&whole).unwrap()));
    let error = unknown.encode(V24, &mut Vec::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "HEARTBEAT_REQ: the layout of the message is known: it would be read back as that message"
    );
}

#[test]
fn what_is_known_of_a_message_are_constants() {
    use cti_messages::{Direction, DynMessage, Service};
    assert_eq!(FixedEvent::NAME, "FIXED_EVENT");
    assert_eq!(FixedEvent::MESSAGE_TYPE, MessageType(9001));
    assert_eq!(FixedEvent::DIRECTION, Direction::Server);
    assert_eq!(FixedEvent::SERVICE, Some(Service::ClientEvents));
    assert_eq!(StandbyEvent::DIRECTION, Direction::Either);
    assert_eq!(StandbyEvent::SERVICE, None);
    assert_eq!(FixedEvent::default().info().message_type, MessageType(9001));
    assert_eq!(FixedEvent::default().own_version(), None);
    let shown = FixedEvent::default().to_string();
    assert!(
        shown.starts_with("FIXED_EVENT Byte=0 SignedByte=0 "),
        "{shown}"
    );
}
