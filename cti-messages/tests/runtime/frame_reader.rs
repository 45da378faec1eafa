//! Reading frames from a stream of the standard library.

use std::error::Error as _;
use std::io::{self, Read};

use cti_messages::{FrameLimit, FrameReader, ReadError};

use crate::tables::frame;

/// A type that the guide does not name.
const NAMELESS: u32 = 9999;

/// Fails as it is told to, the last error first, then gives out its bytes.
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
    assert!(matches!(error, ReadError::Truncated { actual: 9 }));
    assert_eq!(
        error.to_string(),
        "the stream ends within a frame, after 9 bytes"
    );
    assert!(error.source().is_none());

    let error = FrameReader::with_limit(&cut[..], FrameLimit(11))
        .next_frame()
        .unwrap_err();
    let text = "HEARTBEAT_REQ: the message has 12 bytes, but the limit is 11 (at byte 0)";
    assert_eq!(error.to_string(), text);
    assert_eq!(error.source().unwrap().to_string(), text);
}
