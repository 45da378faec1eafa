//! Streams: whatever comes, and in whatever pieces, the memory of a reader does not depend on how
//! much has come; what cannot be a frame is an error before more is waited for.

use std::cell::Cell;
use std::io::{self, Read};

use allocation_counter::measure;
use cti_messages::{
    DecodeErrorKind, FrameLimit, FrameReader, Message, MessageType, ProtocolVersion, ReadError,
    Split, split,
};
use cti_tests::cases::config;
use cti_tests::samples;
use proptest::prelude::*;

/// The longest frame and a chunk that came with it, in a buffer that doubles: it may be twice as
/// long, and while it grows the old one is there beside it.
const MOST_BYTES: u64 = 3 * (12_500 + CHUNK_BYTES);

/// What the reader asks for at a time.
const CHUNK_BYTES: u64 = 12 * 1024;

/// A stream that gives out so many bytes at a time, and counts them.
struct Pieces<'c, R> {
    stream: R,
    at_a_time: usize,
    given: &'c Cell<u64>,
}

impl<R: Read> Read for Pieces<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let wanted = self.at_a_time.min(out.len());
        let read = self.stream.read(&mut out[..wanted])?;
        self.given.set(self.given.get() + read as u64);
        Ok(read)
    }
}

/// What came of reading a stream.
struct Outcome {
    frames: u64,
    error: Option<ReadError>,
    /// The most bytes that were held.
    peak: u64,
    /// The bytes that were taken from the stream.
    given: u64,
}

/// Reads and decodes frames until the stream ends, fails, or so many have come.
fn read(stream: impl Read, at_a_time: usize, most_frames: u64) -> Outcome {
    let given = Cell::new(0);
    let (mut frames, mut error) = (0, None);
    let info = measure(|| {
        let stream = Pieces {
            stream,
            at_a_time,
            given: &given,
        };
        let mut reader = FrameReader::new(stream);
        while frames < most_frames {
            match reader.next_frame() {
                Ok(Some(_)) => frames += 1,
                Ok(None) => break,
                Err(found) => {
                    error = Some(found);
                    break;
                }
            }
        }
    });
    Outcome {
        frames,
        error,
        peak: info.bytes_max,
        given: given.get(),
    }
}

#[test]
fn a_stream_of_single_bytes_takes_the_memory_of_one_frame() {
    let samples: Vec<u8> = samples::all()
        .into_iter()
        .flat_map(|sample| sample.frame)
        .collect();
    let count = samples::all().len() as u64;
    let once = read(&samples[..], 1, u64::MAX);
    assert_eq!(once.frames, count);
    assert!(once.error.is_none());
    assert!(once.peak <= MOST_BYTES, "{} bytes", once.peak);
    let often = samples.repeat(20);
    let often = read(&often[..], 1, u64::MAX);
    assert_eq!(often.frames, 20 * count);
    assert_eq!(
        often.peak, once.peak,
        "memory does not depend on how much has come"
    );
}

/// Zeros are valid frames: of type 0, which nobody knows, without a body. There is nothing to
/// refuse; what has to hold is that they take constant memory and nothing is read ahead.
#[test]
fn endless_zeros_are_endless_empty_frames_in_constant_memory() {
    for at_a_time in [1, 7, usize::MAX] {
        let few = read(io::repeat(0), at_a_time, 1000);
        let many = read(io::repeat(0), at_a_time, 200_000);
        assert_eq!((few.frames, many.frames), (1000, 200_000));
        assert!(few.error.is_none() && many.error.is_none());
        assert_eq!(few.peak, many.peak);
        assert!(many.peak <= MOST_BYTES);
        assert!(
            many.given < 8 * 200_000 + CHUNK_BYTES,
            "{} bytes were read",
            many.given
        );
    }
    let zeros = [0; 80_000];
    let mut rest = &zeros[..];
    let info = measure(|| {
        while let Ok(Split::Frame(frame, after)) = split(rest, FrameLimit::default()) {
            assert_eq!((frame.message_type, frame.body), (MessageType(0), &[][..]));
            let message = Message::decode(&rest[..8], ProtocolVersion::V24);
            assert!(matches!(message, Ok(Message::Unknown(_))));
            rest = after;
        }
    });
    assert!(rest.is_empty());
    assert_eq!(info.count_total, 0);
}

/// The error comes with the header: no byte of the body is waited for.
#[test]
fn a_header_that_claims_too_much_is_refused_at_once() {
    for claimed in [u32::MAX, u32::MAX - 8, 1 << 31, 12_493] {
        let header = [claimed.to_be_bytes(), [0, 0, 0, 30]].concat();
        for at_a_time in [1, 8, usize::MAX] {
            let endless = header.chain(io::repeat(0xFF));
            let outcome = read(endless, at_a_time, u64::MAX);
            assert_eq!(outcome.frames, 0);
            let Some(ReadError::Frame(error)) = outcome.error else {
                panic!("{:?}", outcome.error);
            };
            let (length, limit) = (claimed as usize + 8, 12_500);
            assert_eq!(
                error.kind(),
                DecodeErrorKind::FrameTooLong { length, limit }
            );
            assert!(outcome.peak <= MOST_BYTES, "{} bytes", outcome.peak);
            let most = if at_a_time == 1 { 8 } else { 4096 };
            assert!(outcome.given <= most, "{} bytes were read", outcome.given);
        }
        let info = measure(|| {
            let refused = split(&header, FrameLimit::default());
            assert!(refused.is_err());
        });
        assert_eq!(info.count_total, 0);
    }
}

/// A header within the limit, whose body never ends to come.
#[test]
fn a_frame_that_does_not_come_takes_the_memory_of_one() {
    let header = [0, 0, 0x30, 0xCC, 0, 0, 0, 30];
    for came in [0, 1, 100, 12_491] {
        let start = header.chain(io::repeat(1).take(came));
        let outcome = read(start, 1, u64::MAX);
        assert!(
            matches!(outcome.error, Some(ReadError::Truncated { actual }) if actual as u64 == 8 + came)
        );
        assert!(outcome.peak <= MOST_BYTES, "{} bytes", outcome.peak);
    }
}

proptest! {
    #![proptest_config(config(500))]

    /// Random bytes hardly ever make a header within the limit, so nearly all end with the first.
    #[test]
    fn garbage_takes_the_memory_of_one_frame(
        seed in any::<[u8; 32]>(),
        small in any::<bool>(),
        at_a_time in 1..5000usize,
    ) {
        let mut random = proptest::test_runner::TestRng::from_seed(
            proptest::test_runner::RngAlgorithm::ChaCha,
            &seed,
        );
        let mut garbage = vec![0; 50_000];
        random.fill_bytes(&mut garbage);
        if small {
            // Lengths within the limit: frames of garbage.
            garbage.iter_mut().step_by(4).for_each(|byte| *byte = 0);
            garbage.iter_mut().skip(1).step_by(4).for_each(|byte| *byte = 0);
        }
        let outcome = read(&garbage[..], at_a_time, u64::MAX);
        prop_assert!(outcome.peak <= MOST_BYTES, "{} bytes", outcome.peak);
        prop_assert!(outcome.error.is_some() || outcome.given == 50_000);
        if !small && outcome.frames == 0 && !matches!(outcome.error, Some(ReadError::Truncated { .. })) {
            prop_assert!(outcome.given <= 4096 + at_a_time as u64);
        }
    }
}
