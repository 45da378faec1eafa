//! What the codec writes.

use bytes::BytesMut;
use cti_messages::codec::{SessionCodec, WriteError};
use cti_messages::{
    DynMessage, EncodeError, EncodeErrorKind, EncodeOptions, Frame, FrameLimit, HeartbeatReq,
    InvokeId, Message, MessageType,
};
use tokio_util::codec::Encoder;

const HEARTBEAT: [u8; 12] = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 7];

fn encoded<T>(codec: &mut SessionCodec, item: T) -> Result<BytesMut, EncodeErrorKind>
where
    SessionCodec: Encoder<T, Error = WriteError>,
{
    // What is in the buffer stays there.
    let mut out = BytesMut::from(&b"before"[..]);
    let written = codec.encode(item, &mut out);
    assert!(out.starts_with(b"before"));
    let written_bytes = out.split_off(6);
    match written {
        Ok(()) => Ok(written_bytes),
        Err(WriteError::Encode(error)) => {
            assert!(written_bytes.is_empty());
            Err(EncodeError::kind(&error))
        }
        Err(other) => panic!("no writing went wrong: {other}"),
    }
}

#[test]
fn messages_and_frames_are_written_alike() {
    let mut codec = SessionCodec::client();
    let heartbeat = HeartbeatReq {
        invoke_id: InvokeId(7),
        ..Default::default()
    };
    assert_eq!(encoded(&mut codec, &heartbeat), Ok(HEARTBEAT[..].into()));
    let object: Box<dyn DynMessage> = Box::new(heartbeat.clone());
    assert_eq!(encoded(&mut codec, &*object), Ok(HEARTBEAT[..].into()));
    assert_eq!(
        encoded(&mut codec, &Message::from(heartbeat)),
        Ok(HEARTBEAT[..].into())
    );
    let frame = Frame {
        message_type: MessageType::HEARTBEAT_REQ,
        body: &HEARTBEAT[8..],
    };
    assert_eq!(encoded(&mut codec, frame), Ok(HEARTBEAT[..].into()));
    // One after the other: nothing of the last one is left.
    assert_eq!(encoded(&mut codec, frame), Ok(HEARTBEAT[..].into()));
}

#[test]
fn the_limit_of_the_options_holds_for_messages_and_frames() {
    for (limit, fits) in [(11, false), (12, true)] {
        let options = EncodeOptions::strict().with_frame_limit(FrameLimit(limit));
        let mut codec = SessionCodec::client().with_encode_options(options);
        let refused = Err(EncodeErrorKind::FrameTooLong { length: 12, limit });
        let expected = if fits {
            Ok(HEARTBEAT[..].into())
        } else {
            refused
        };
        let heartbeat = HeartbeatReq {
            invoke_id: InvokeId(7),
            ..Default::default()
        };
        assert_eq!(encoded(&mut codec, &heartbeat), expected);
        assert_eq!(encoded(&mut codec, &Message::from(heartbeat)), expected);
        let frame = Frame {
            message_type: MessageType::HEARTBEAT_REQ,
            body: &HEARTBEAT[8..],
        };
        assert_eq!(encoded(&mut codec, frame), expected);
    }
}

#[test]
fn a_frame_with_an_open_req_is_learnt_from_too() {
    let mut codec = SessionCodec::client();
    let mut body = [0; 44];
    body[7] = 15;
    let frame = Frame {
        message_type: MessageType::OPEN_REQ,
        body: &body,
    };
    assert!(encoded(&mut codec, frame).is_ok());
    assert_eq!(codec.version().number(), 15);
}
