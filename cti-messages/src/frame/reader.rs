//! Reading frames from a byte stream (feature `std`).

use core::fmt;
use std::io::{self, Read};

use super::buffer::Next;
use super::{Frame, FrameBuffer, FrameLimit};
use crate::error::{DecodeError, bytes};

/// Reads frames from a byte stream, a socket or a file.
///
/// It keeps no more than one frame and what came with it: the limit of a frame bounds its memory,
/// whatever a header announces.
///
/// # Examples
/// ```
/// use cti_messages::{FrameReader, MessageType, ProtocolVersion};
///
/// let stream: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 6, 0, 0, 0, 7];
/// let mut frames = FrameReader::new(stream);
/// while let Some(frame) = frames.next_frame()? {
///     let message = frame.message(ProtocolVersion::V24)?;
///     assert_eq!(message.message_type(), MessageType::HEARTBEAT_CONF);
/// }
/// # Ok::<(), cti_messages::ReadError>(())
/// ```
///
/// `Debug` shows how many bytes are buffered, neither the bytes nor the stream: a frame may hold a
/// password.
pub struct FrameReader<R> {
    stream: R,
    buffer: FrameBuffer,
}

impl<R: Read> FrameReader<R> {
    /// A reader with the default limit.
    pub fn new(stream: R) -> Self {
        Self::with_limit(stream, FrameLimit::default())
    }

    /// A reader with a limit of its own.
    pub fn with_limit(stream: R, limit: FrameLimit) -> Self {
        Self {
            stream,
            buffer: FrameBuffer::with_limit(limit),
        }
    }

    /// The next frame; `None` where the stream ends after a frame.
    ///
    /// # Errors
    /// If reading fails, the stream ends within a frame, or a frame is longer than the limit. The
    /// stream cannot be read on then, except after an error of reading that is worth another try.
    pub fn next_frame(&mut self) -> Result<Option<Frame<'_>>, ReadError> {
        let (message_type, length) = loop {
            match self.buffer.peek()? {
                Next::Frame(message_type, length) => break (message_type, length),
                Next::Incomplete(missing) => {
                    if self.fill(missing)? == 0 {
                        return match self.buffer.len() {
                            0 => Ok(None),
                            actual => Err(ReadError::Truncated { actual }),
                        };
                    }
                }
            }
        };
        Ok(Some(self.buffer.take(message_type, length)))
    }

    /// Reads some bytes more, up to the end of the frame or a chunk; returns how many came.
    fn fill(&mut self, missing: usize) -> io::Result<usize> {
        let room = self.buffer.room(missing);
        loop {
            match self.stream.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(count) => {
                    self.buffer.filled(count);
                    return Ok(count);
                }
            }
        }
    }
}

impl<R> fmt::Debug for FrameReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameReader")
            .field("buffer", &self.buffer)
            .finish_non_exhaustive()
    }
}

/// Why no frame could be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// Reading failed.
    Io(io::Error),
    /// The data are not a valid frame.
    Frame(DecodeError),
    /// The stream ends within a frame.
    Truncated {
        /// The bytes of the frame that there are.
        actual: usize,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => fmt::Display::fmt(error, f),
            Self::Frame(error) => fmt::Display::fmt(error, f),
            Self::Truncated { actual } => {
                write!(
                    f,
                    "the stream ends within a frame, after {}",
                    bytes(*actual)
                )
            }
        }
    }
}

impl core::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Frame(error) => Some(error),
            Self::Truncated { .. } => None,
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<DecodeError> for ReadError {
    fn from(error: DecodeError) -> Self {
        Self::Frame(error)
    }
}

#[cfg(test)]
mod tests {
    use super::super::buffer::CHUNK_BYTES;
    use super::{FrameLimit, FrameReader, ReadError};
    use std::io::{self, Read};
    use std::vec;
    use std::vec::Vec;

    /// Gives out so many bytes at a time.
    struct Dripping<'a>(&'a [u8], usize);

    impl Read for Dripping<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(out.len()).min(self.0.len());
            let (now, later) = self.0.split_at(count);
            out[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    fn stream() -> Vec<u8> {
        let mut stream = Vec::new();
        for length in [0, 1, 4, 300, CHUNK_BYTES, 0, 12_492] {
            stream.extend(u32::try_from(length).expect("a length").to_be_bytes());
            stream.extend([0, 0, 0, 5]);
            stream.extend((0..length).map(|byte| byte.to_le_bytes()[0]));
        }
        stream
    }

    #[test]
    fn frames_come_whole_whatever_the_chunks() {
        let stream = stream();
        for chunk in [1, 2, 7, 8, 9, 4095, 4096, 4097, usize::MAX] {
            let mut frames = FrameReader::new(Dripping(&stream, chunk));
            let mut lengths = Vec::new();
            while let Some(frame) = frames.next_frame().expect("a frame") {
                let expected = (0..frame.body.len()).map(|byte| byte.to_le_bytes()[0]);
                assert!(frame.body.iter().copied().eq(expected));
                lengths.push(frame.body.len());
            }
            assert_eq!(lengths, [0, 1, 4, 300, CHUNK_BYTES, 0, 12_492]);
            assert!(frames.buffer.memory() <= 12_500 + CHUNK_BYTES);
        }
    }

    #[test]
    fn a_cut_stream_is_an_error() {
        let stream = stream();
        let end = stream.len();
        for cut in [end - 1, end - 12_492, end - 12_493, end - 12_499] {
            let mut frames = FrameReader::new(&stream[..cut]);
            let error = loop {
                match frames.next_frame() {
                    Ok(frame) => assert!(frame.is_some()),
                    Err(error) => break error,
                }
            };
            let expected = cut - (end - 12_500);
            assert!(matches!(error, ReadError::Truncated { actual } if actual == expected));
        }
    }

    #[test]
    fn a_header_that_claims_too_much_costs_no_memory() {
        let mut endless = [0xFF; 8].chain(io::repeat(0));
        let mut frames = FrameReader::new(&mut endless);
        assert!(matches!(frames.next_frame(), Err(ReadError::Frame(_))));
        assert!(frames.buffer.memory() <= CHUNK_BYTES);
        // Nor does one that the limit allows, before the bytes come.
        let claimed = [0xFF; 8].chain(io::repeat(0).take(30_000));
        let mut frames = FrameReader::with_limit(claimed, FrameLimit(usize::MAX));
        let error = frames.next_frame().map(drop);
        assert!(matches!(
            error,
            Err(ReadError::Truncated { actual: 30_008 })
        ));
        assert!(frames.buffer.memory() <= 2 * 30_008 + CHUNK_BYTES);
        let longer = vec![0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 1];
        let mut frames = FrameReader::with_limit(&longer[..], FrameLimit(11));
        assert!(matches!(frames.next_frame(), Err(ReadError::Frame(_))));
    }
}
