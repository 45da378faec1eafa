//! Frames: headers, limits, splitting a stream.

use cti_messages::{
    DecodeErrorKind, Frame, FrameLimit, HEADER_BYTES, MessageType, OwnedFrame, ProtocolVersion,
    Split, TypedMessage, split,
};

use crate::fixture::StandbyEvent;
use crate::tables::{bytes, frame, hex};

/// A type that the guide does not name.
const NAMELESS: u32 = 9999;

#[test]
fn a_frame_is_a_header_and_what_it_announces() {
    let whole = frame(NAMELESS, &[1, 2, 3]);
    let parsed = Frame::parse(&whole).unwrap();
    assert_eq!(parsed.message_type, MessageType(NAMELESS));
    assert_eq!(parsed.body, [1, 2, 3]);
    assert_eq!(parsed.len(), 11);
    assert!(!parsed.is_empty());
    let mut out = vec![0xEE];
    parsed.encode(&mut out).unwrap();
    assert_eq!(hex(&out), format!("ee{}", hex(&whole)));
    let empty = frame(NAMELESS, &[]);
    let parsed = Frame::parse(&empty).unwrap();
    assert_eq!((parsed.len(), parsed.is_empty()), (HEADER_BYTES, false));
}

#[test]
fn a_frame_that_is_not_exact_is_an_error() {
    // HEARTBEAT_REQ has a name, whether or not its layout is known.
    for (bytes_of_frame, text) in [
        (
            "",
            "the header is truncated: it has 8 bytes, but there are 0 bytes (at byte 0)",
        ),
        (
            "00000000 000005",
            "the header is truncated: it has 8 bytes, but there are 7 bytes (at byte 0)",
        ),
        (
            "00000004 00000005 000000",
            "HEARTBEAT_REQ: the header announces a body of 4 bytes, but 3 bytes follow (at byte 0)",
        ),
        (
            "00000004 00000005 0000000000",
            "HEARTBEAT_REQ: the header announces a body of 4 bytes, but 5 bytes follow (at byte 0)",
        ),
        (
            "ffffffff 0000270f 00",
            "the header announces a body of 4294967295 bytes, but 1 byte follows (at byte 0)",
        ),
    ] {
        let error = Frame::parse(&bytes(bytes_of_frame)).unwrap_err();
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn a_stream_is_split_into_frames() {
    let default = FrameLimit::default();
    assert_eq!(default, FrameLimit(12_500));
    let incomplete = |stream: &str| match split(&bytes(stream), default) {
        Ok(Split::Incomplete(missing)) => missing,
        other => panic!("{other:?}"),
    };
    assert_eq!(incomplete(""), 8);
    assert_eq!(incomplete("00"), 7);
    assert_eq!(incomplete("00000004 000000"), 1);
    assert_eq!(incomplete("00000004 00000005"), 4);
    assert_eq!(incomplete("00000004 00000005 000000"), 1);
    assert_eq!(incomplete("000030cc 00000005"), 12_492);

    let stream = bytes("00000002 0000270f 0102 00000000 00000005 00");
    let Ok(Split::Frame(first, rest)) = split(&stream, default) else {
        panic!("a frame");
    };
    assert_eq!((first.message_type.0, first.body), (NAMELESS, &[1, 2][..]));
    let Ok(Split::Frame(second, rest)) = split(rest, FrameLimit(8)) else {
        panic!("another frame");
    };
    assert_eq!((second.message_type.0, second.body), (5, &[][..]));
    assert_eq!(rest, [0]);
}

#[test]
fn a_frame_beyond_the_limit_is_refused_as_soon_as_its_header_is_there() {
    for (stream, limit, text) in [
        (
            "000030cd 00000005",
            FrameLimit::default(),
            "HEARTBEAT_REQ: the message has 12501 bytes, but the limit is 12500 (at byte 0)",
        ),
        (
            "00000001 0000270f 00",
            FrameLimit(8),
            "the message has 9 bytes, but the limit is 8 (at byte 0)",
        ),
    ] {
        let error = split(&bytes(stream), limit).unwrap_err();
        assert_eq!(error.to_string(), text);
    }
    let error = split(&[0xFF; 8], FrameLimit::default()).unwrap_err();
    assert!(matches!(
        error.kind(),
        DecodeErrorKind::FrameTooLong { limit: 12_500, .. }
    ));
}

#[cfg(feature = "session-management")]
#[test]
fn an_open_request_names_its_version() {
    use cti_messages::VersionNumber;

    let version_of = |message_type, body: &str| {
        let body = bytes(body);
        let message_type = MessageType(message_type);
        Frame {
            message_type,
            body: &body,
        }
        .own_version()
    };
    assert_eq!(version_of(3, "00000001 00000018"), Some(VersionNumber(24)));
    assert_eq!(
        version_of(3, "00000001 ffffffff 00"),
        Some(VersionNumber(u32::MAX))
    );
    assert_eq!(version_of(3, "00000001 000000"), None, "cut");
    assert_eq!(version_of(5, "00000001 00000018"), None, "another message");
    assert_eq!(
        version_of(NAMELESS, "00000001 00000018"),
        None,
        "no message"
    );
}

#[test]
fn a_frame_shows_no_bytes() {
    let stream = frame(NAMELESS, b"opensesame");
    let parsed = Frame::parse(&stream).unwrap();
    let shown = "Frame { message_type: 9999, body_bytes: 10 }";
    assert_eq!(format!("{parsed:?}"), shown);
    let stream = [stream, vec![1, 2]].concat();
    let found = split(&stream, FrameLimit::default()).unwrap();
    assert_eq!(
        format!("{found:?}"),
        format!("Frame {{ frame: {shown}, rest_bytes: 2 }}")
    );
    let incomplete = split(&stream[18..], FrameLimit::default()).unwrap();
    assert_eq!(format!("{incomplete:?}"), "Incomplete(6)");
}

#[test]
fn a_frame_is_kept_with_its_version() {
    const V19: ProtocolVersion = ProtocolVersion::V19;
    let bytes = frame(NAMELESS, &[1, 2, 3]);
    let kept = OwnedFrame::parse(&bytes, V19).unwrap();
    assert_eq!(
        (kept.message_type(), kept.version()),
        (MessageType(NAMELESS), V19)
    );
    assert_eq!(kept.as_bytes(), bytes);
    assert_eq!(kept.as_frame(), Frame::parse(&bytes).unwrap());
    assert_eq!(kept.invoke_id(), None);
    assert_eq!(OwnedFrame::from_frame(kept.as_frame(), V19).unwrap(), kept);
    let clone = kept.clone();
    assert_eq!(clone.as_bytes().as_ptr(), kept.as_bytes().as_ptr());
    assert!(OwnedFrame::parse(&bytes[..10], V19).is_err());
    assert!(OwnedFrame::parse(&bytes[..7], V19).is_err());
    assert_eq!(
        format!("{kept:?}"),
        "OwnedFrame { message_type: 9999, version: V19, bytes: 11 }"
    );
}

#[test]
fn a_message_of_your_own_is_decoded_from_a_kept_frame() {
    let mut bytes = Vec::new();
    let event = StandbyEvent::default();
    event.encode(ProtocolVersion::V24, &mut bytes).unwrap();
    let kept = OwnedFrame::parse(&bytes, ProtocolVersion::V24).unwrap();
    assert_eq!(kept.decode::<StandbyEvent<'_>>(), Ok(event));
    let other = frame(NAMELESS, &[]);
    let kept = OwnedFrame::parse(&other, ProtocolVersion::V24).unwrap();
    let error = kept.decode::<StandbyEvent<'_>>().unwrap_err();
    assert!(matches!(
        error.kind(),
        DecodeErrorKind::UnexpectedType { .. }
    ));
    // The limit is for streams.
    let long = frame(NAMELESS, &[0; 20_000]);
    assert!(OwnedFrame::parse(&long, ProtocolVersion::V24).is_ok());
}

#[cfg(feature = "session-management")]
#[test]
fn a_kept_open_request_has_its_own_version() {
    let open = frame(3, &bytes("00000001 00000011"));
    let kept = OwnedFrame::parse(&open, ProtocolVersion::V24).unwrap();
    assert_eq!(kept.version(), ProtocolVersion::V17);
    let from = OwnedFrame::from_frame(kept.as_frame(), ProtocolVersion::V24).unwrap();
    assert_eq!(from, kept);
    assert!(kept.message().is_err(), "its fixed part is truncated");
    assert_eq!(kept.invoke_id().map(|id| id.0), Some(1));
}
