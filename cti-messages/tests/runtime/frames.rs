//! Frames: headers, limits, splitting a stream.

use std::error::Error as _;
use std::io::{self, Read};

use cti_messages::{
    DecodeErrorKind, Frame, FrameLimit, FrameReader, HEADER_BYTES, MessageType, ReadError, Split,
    split,
};

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
        ("", "the header has 8 bytes, only 0 are there (at byte 0)"),
        (
            "00000000 000005",
            "the header has 8 bytes, only 7 are there (at byte 0)",
        ),
        (
            "00000004 00000005 000000",
            "HEARTBEAT_REQ: the header tells 4 bytes after it, 3 are there (at byte 0)",
        ),
        (
            "00000004 00000005 0000000000",
            "HEARTBEAT_REQ: the header tells 4 bytes after it, 5 are there (at byte 0)",
        ),
        (
            "ffffffff 0000270f 00",
            "the header tells 4294967295 bytes after it, 1 are there (at byte 0)",
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
            "HEARTBEAT_REQ: the message has 12501 bytes, the limit is 12500 (at byte 0)",
        ),
        (
            "00000001 0000270f 00",
            FrameLimit(8),
            "the message has 9 bytes, the limit is 8 (at byte 0)",
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

/// Fails, then is interrupted, then gives out bytes, then fails again.
struct Unsteady<'a> {
    errors: Vec<io::ErrorKind>,
    stream: &'a [u8],
}

impl Read for Unsteady<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.errors.pop() {
            Some(kind) => Err(kind.into()),
            None => self.stream.read(out),
        }
    }
}

#[test]
fn reading_goes_on_after_an_interruption_and_after_an_error_worth_another_try() {
    let stream = frame(NAMELESS, &[7; 5000]);
    let mut frames = FrameReader::new(Unsteady {
        errors: vec![
            io::ErrorKind::Interrupted,
            io::ErrorKind::WouldBlock,
            io::ErrorKind::Interrupted,
        ],
        stream: &stream,
    });
    let error = frames.next_frame().unwrap_err();
    assert!(matches!(&error, ReadError::Io(error) if error.kind() == io::ErrorKind::WouldBlock));
    assert_eq!(
        error.to_string(),
        io::Error::from(io::ErrorKind::WouldBlock).to_string()
    );
    assert!(error.source().is_some());
    assert_eq!(
        frames.next_frame().unwrap().map(|frame| frame.body.len()),
        Some(5000)
    );
    assert!(frames.next_frame().unwrap().is_none());
    assert!(
        frames.next_frame().unwrap().is_none(),
        "the end stays the end"
    );
}

#[test]
fn errors_of_reading_say_what_happened() {
    let cut = [0, 0, 0, 4, 0, 0, 0, 5, 0];
    let error = FrameReader::new(&cut[..]).next_frame().unwrap_err();
    assert!(matches!(error, ReadError::Cut { have: 9 }));
    assert_eq!(
        error.to_string(),
        "the stream ends within a frame, after 9 bytes"
    );
    assert!(error.source().is_none());

    let error = FrameReader::with_limit(&cut[..], FrameLimit(11))
        .next_frame()
        .unwrap_err();
    let text = "HEARTBEAT_REQ: the message has 12 bytes, the limit is 11 (at byte 0)";
    assert_eq!(error.to_string(), text);
    assert_eq!(error.source().unwrap().to_string(), text);
}

#[cfg(feature = "session-management")]
#[test]
fn an_open_request_names_its_version() {
    let version_of = |message_type, body: &str| {
        let body = bytes(body);
        let message_type = MessageType(message_type);
        Frame {
            message_type,
            body: &body,
        }
        .own_version()
    };
    assert_eq!(version_of(3, "00000001 00000018"), Some(24));
    assert_eq!(version_of(3, "00000001 ffffffff 00"), Some(u32::MAX));
    assert_eq!(version_of(3, "00000001 000000"), None, "cut");
    assert_eq!(version_of(5, "00000001 00000018"), None, "another message");
    assert_eq!(
        version_of(NAMELESS, "00000001 00000018"),
        None,
        "no message"
    );
}
