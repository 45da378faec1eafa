//! What `decode` holds while it follows a binary stream: one message, whatever comes.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::cell::Cell;
use std::io::{self, BufReader, Read};

use allocation_counter::measure;
use cti_cli::decode::{Format, Settings, run};

/// The buffer of the input; more is not read ahead.
const BUFFER_BYTES: usize = 1024;

/// Gives out so many bytes at a time, and counts them.
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

/// What came of a stream.
struct Outcome {
    failures: usize,
    /// The most bytes that were held.
    peak: u64,
    /// The bytes that were taken from the stream.
    given: u64,
}

fn decode(stream: impl Read, at_a_time: usize, format: Format) -> Outcome {
    let settings = Settings {
        format,
        ..Settings::default()
    };
    let given = Cell::new(0);
    let mut failures = 0;
    let info = measure(|| {
        let stream = Pieces {
            stream,
            at_a_time,
            given: &given,
        };
        let mut input = BufReader::with_capacity(BUFFER_BYTES, stream);
        failures = run(&settings, &mut input, &mut io::sink()).unwrap();
    });
    Outcome {
        failures,
        peak: info.bytes_max,
        given: given.get(),
    }
}

/// Zeros are frames of type 0 without a body: no error, but no more memory for more of them.
#[test]
fn zeros_take_constant_memory() {
    for format in [Format::Text, Format::Json] {
        for at_a_time in [1, usize::MAX] {
            let few = decode(io::repeat(0).take(800), at_a_time, format);
            let many = decode(io::repeat(0).take(400_000), at_a_time, format);
            assert_eq!((few.failures, many.failures), (0, 0));
            assert_eq!(many.given, 400_000);
            assert_eq!(few.peak, many.peak);
        }
    }
}

/// The error comes with the header: no byte of the body is waited for, no room is made for it.
#[test]
fn a_header_that_claims_too_much_ends_the_stream_at_once() {
    // A length of 0x00FFFFFF: the first byte tells that the stream is binary.
    for header in [
        [0, 0xFF, 0xFF, 0xFF, 0, 0, 0, 5],
        [0, 0, 0x30, 0xCD, 0, 0, 0, 5],
    ] {
        for at_a_time in [1, usize::MAX] {
            let endless = header.chain(io::repeat(0));
            let outcome = decode(endless, at_a_time, Format::Json);
            assert_eq!(outcome.failures, 1);
            let most = if at_a_time == 1 {
                8
            } else {
                BUFFER_BYTES as u64
            };
            assert!(outcome.given <= most, "{} bytes were read", outcome.given);
            assert!(outcome.peak <= 8192, "{} bytes", outcome.peak);
        }
    }
    // 4 GiB, after a heartbeat.
    let beat = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 1];
    let stream = beat.chain(io::repeat(0xFF));
    let outcome = decode(stream, 1, Format::Text);
    assert_eq!((outcome.failures, outcome.given), (1, 20));
}

/// The longest frames that there are, over and over: of a message that nobody knows, and of one
/// that lists as many entries as its bytes can hold.
#[test]
fn long_streams_take_the_memory_of_one_message() {
    let frame = |message_type: u8, fixed: &[u8], field: [u8; 4]| {
        let fields = field.repeat((12_492 - fixed.len()) / field.len());
        let body = [fixed, &fields].concat();
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&length[..], &[0, 0, 0, message_type], &body].concat()
    };
    // A record of CONFIG_AGENT_EVENT for each empty LoginID, tag 190.
    let records = frame(237, &[0xFF, 0xFF], [0, 190, 0, 0]);
    for (frame, format) in [
        (frame(0, &[], [1; 4]), Format::Text),
        (records.clone(), Format::Json),
        (records, Format::Text),
    ] {
        let once = decode(&frame[..], 4096, format);
        let stream = frame.repeat(20);
        let often = decode(&stream[..], 4096, format);
        assert_eq!(often.given, stream.len() as u64);
        assert_eq!((once.failures, often.failures), (0, 0));
        // The buffer for the next message is there while the last one is shown.
        assert!(
            often.peak <= once.peak + 2 * 12_500,
            "{} bytes for one, {} for twenty",
            once.peak,
            often.peak
        );
    }
}
