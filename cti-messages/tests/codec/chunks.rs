//! A stream gives the same frames and ends in the same way, whoever reads it and however it comes.

use bytes::BytesMut;
use cti_messages::codec::SessionCodec;
use cti_messages::{
    DecodeError, DecodeOptions, FrameBuffer, FrameLimit, FrameReader, OpenReq, ProtocolVersion,
    ReadError, Split, TypedMessage, split,
};
use proptest::collection::vec;
use proptest::prelude::*;
use tokio_util::codec::Decoder;

/// Type, body and version of a frame.
type Known = (u32, Vec<u8>, ProtocolVersion);

/// How a stream ends.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// After so many bytes of a frame; 0 is the regular end.
    Cut(usize),
    /// With a header that cannot be followed.
    Refused(DecodeError),
}

fn end_of(error: ReadError) -> End {
    match error {
        ReadError::Frame(error) => End::Refused(error),
        ReadError::Truncated { actual } => End::Cut(actual),
        other => panic!("no reading went wrong: {other}"),
    }
}

/// All frames of a stream that is there at once. Message 3 names its version in its second number;
/// the first one that can be decoded decides on the version of the frames without one.
fn at_once(mut stream: &[u8], limit: FrameLimit) -> (Vec<Known>, End) {
    let mut frames = Vec::new();
    let (mut session, mut is_decided) = (ProtocolVersion::LATEST, false);
    loop {
        match split(stream, limit) {
            Ok(Split::Frame(frame, rest)) => {
                let mut version = session;
                if let (3, Some(number)) = (frame.message_type.0, frame.body.get(4..8)) {
                    let number = u32::from_be_bytes(number.try_into().expect("four bytes"));
                    let last = ProtocolVersion::LATEST.number().into();
                    version = ProtocolVersion::new(number.clamp(13, last)).expect("a version");
                    let bytes = &stream[..frame.len()];
                    let options = DecodeOptions::lenient().with_frame_limit(limit);
                    if !is_decided && OpenReq::decode_with(bytes, version, options).is_ok() {
                        session = version;
                        is_decided = (13..=last).contains(&number);
                    }
                }
                frames.push((frame.message_type.0, frame.body.to_vec(), version));
                stream = rest;
            }
            Ok(Split::Incomplete(_)) => return (frames, End::Cut(stream.len())),
            Err(error) => return (frames, End::Refused(error)),
        }
    }
}

/// Types and bodies of the frames that a reader gives.
fn from_a_reader(stream: &[u8], limit: FrameLimit) -> (Vec<(u32, Vec<u8>)>, End) {
    let mut frames = Vec::new();
    let mut reader = FrameReader::with_limit(stream, limit);
    loop {
        match reader.next_frame() {
            Ok(Some(frame)) => frames.push((frame.message_type.0, frame.body.to_vec())),
            Ok(None) => return (frames, End::Cut(0)),
            Err(error) => return (frames, end_of(error)),
        }
    }
}

/// Types and bodies of the frames of a stream that is pushed in chunks of these sizes, over and over.
fn from_a_buffer(
    mut stream: &[u8],
    chunks: &[usize],
    limit: FrameLimit,
) -> (Vec<(u32, Vec<u8>)>, End) {
    let mut frames = Vec::new();
    let mut buffer = FrameBuffer::with_limit(limit);
    for size in chunks.iter().cycle() {
        let (chunk, rest) = stream.split_at((*size).min(stream.len()));
        buffer.push(chunk);
        loop {
            match buffer.next_frame() {
                Ok(Some(frame)) => frames.push((frame.message_type.0, frame.body.to_vec())),
                Ok(None) => break,
                Err(error) => return (frames, End::Refused(error)),
            }
        }
        stream = rest;
        if stream.is_empty() {
            break;
        }
    }
    (frames, End::Cut(buffer.len()))
}

/// All frames of a stream that comes in chunks of these sizes, over and over.
fn in_chunks(mut stream: &[u8], chunks: &[usize], limit: FrameLimit) -> (Vec<Known>, End) {
    let mut codec = SessionCodec::server().with_frame_limit(limit);
    let mut buffer = BytesMut::new();
    let mut frames = Vec::new();
    let mut sizes = chunks.iter().cycle();
    loop {
        let ended = stream.is_empty();
        let size = sizes.next().map_or(1, |size| *size).min(stream.len());
        buffer.extend_from_slice(&stream[..size]);
        stream = &stream[size..];
        loop {
            let next = if ended {
                codec.decode_eof(&mut buffer)
            } else {
                codec.decode(&mut buffer)
            };
            match next {
                Ok(Some(frame)) => {
                    assert_eq!(frame.as_bytes().len(), frame.as_frame().len());
                    let body = frame.as_frame().body.to_vec();
                    frames.push((frame.message_type().0, body, frame.version()));
                }
                Ok(None) if ended => return (frames, End::Cut(buffer.len())),
                Ok(None) => break,
                Err(error) => return (frames, end_of(error)),
            }
        }
    }
}

/// Bytes of a frame: mostly what it tells, at times a length that is wrong; OPEN_REQ more often than
/// other types.
fn frame() -> impl Strategy<Value = Vec<u8>> {
    let message_type = prop_oneof![1 => Just(3u32), 2 => 0..300u32, 1 => any::<u32>()];
    let body = prop_oneof![
        3 => vec(any::<u8>(), 0..40),
        // 36 bytes fill the fixed part of an OPEN_REQ.
        2 => (any::<u32>(), 10..28u32, prop_oneof![vec(any::<u8>(), 0..9), vec(any::<u8>(), 36)])
            .prop_map(|(id, version, rest)| {
            [&id.to_be_bytes()[..], &version.to_be_bytes(), &rest].concat()
        }),
    ];
    let wrong = prop_oneof![12 => Just(None), 1 => any::<u32>().prop_map(Some), 1 => (0..60u32).prop_map(Some)];
    (message_type, body, wrong).prop_map(|(message_type, body, wrong)| {
        let told = wrong.unwrap_or(u32::try_from(body.len()).expect("a short body"));
        [&told.to_be_bytes()[..], &message_type.to_be_bytes(), &body].concat()
    })
}

proptest! {
    #[test]
    fn any_chunks_give_the_frames_of_the_stream(
        frames in vec(frame(), 0..12),
        cut in prop_oneof![2 => Just(0usize), 1 => 0..30usize],
        chunks in vec(prop_oneof![1..20usize, 1..400usize], 1..6),
        limit in prop_oneof![3 => Just(FrameLimit::default()), 1 => (0..60usize).prop_map(FrameLimit)],
    ) {
        let mut stream = frames.concat();
        stream.truncate(stream.len().saturating_sub(cut));
        let whole = at_once(&stream, limit);
        prop_assert_eq!(&in_chunks(&stream, &chunks, limit), &whole);

        let (frames, end) = whole;
        let untold: Vec<_> = frames.into_iter().map(|(number, body, _)| (number, body)).collect();
        let untold = (untold, end);
        prop_assert_eq!(&from_a_reader(&stream, limit), &untold);
        prop_assert_eq!(from_a_buffer(&stream, &chunks, limit), untold);
    }
}

#[test]
fn a_header_that_claims_much_makes_no_room_for_it() {
    let mut codec = SessionCodec::server().with_frame_limit(FrameLimit(usize::MAX));
    let mut buffer = BytesMut::from(&[0xFF; 8][..]);
    assert!(codec.decode(&mut buffer).expect("no error").is_none());
    assert!(buffer.capacity() < 64 * 1024, "{}", buffer.capacity());
}
