//! Splitting pushed bytes into frames.

use alloc::vec::Vec;
use core::fmt;

use super::{Frame, FrameLimit, HEADER_BYTES, Split, split};
use crate::error::DecodeError;
use crate::generated::message_type::MessageType;

/// How many bytes a reader asks for at a time, at least: about a frame of the default limit, so that
/// calls to the stream cost little beside the copy.
#[cfg(feature = "std")]
pub(crate) const CHUNK_BYTES: usize = 12 * 1024;

/// Splits bytes into frames as they arrive, whatever they are read with.
///
/// Push what has been received, take frames until there is none, then receive more. If it is used
/// like this, it keeps at most one incomplete frame and what was pushed with it: the limit of a frame
/// bounds its memory, whatever a header announces.
///
/// `Debug` shows the number of bytes only: a frame may hold a password.
///
/// # Examples
/// ```
/// use cti_messages::{FrameBuffer, MessageType, ProtocolVersion};
///
/// let mut frames = FrameBuffer::new();
/// frames.push(&[0, 0, 0, 4, 0, 0, 0, 6, 0]);
/// assert!(frames.next_frame()?.is_none());
/// frames.push(&[0, 0, 7]);
/// while let Some(frame) = frames.next_frame()? {
///     let message = frame.message(ProtocolVersion::V24)?;
///     assert_eq!(message.message_type(), MessageType::HEARTBEAT_CONF);
/// }
/// assert!(frames.is_empty());
/// # Ok::<(), cti_messages::DecodeError>(())
/// ```
#[derive(Clone, Default)]
pub struct FrameBuffer {
    limit: FrameLimit,
    buffer: Vec<u8>,
    /// Where in the buffer the bytes start and end that have not been returned.
    start: usize,
    end: usize,
    /// Whether a frame was beyond the limit.
    failed: bool,
}

/// What comes next in a buffer.
pub(super) enum Next {
    /// A frame of this type, with so many bytes.
    Frame(MessageType, usize),
    /// The start of a frame; at least so many bytes more are needed to go on.
    #[cfg_attr(not(feature = "std"), allow(dead_code, reason = "only a reader asks"))]
    Incomplete(usize),
}

impl FrameBuffer {
    /// An empty buffer with the default limit.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty buffer with another limit.
    #[must_use]
    pub fn with_limit(limit: FrameLimit) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// Adds received bytes. Has no effect after an error of [`Self::next_frame`].
    pub fn push(&mut self, bytes: &[u8]) {
        if self.failed {
            return;
        }
        // Not each time: bytes that stay are moved only once as many have been returned.
        if self.start >= self.len() {
            self.move_to_start();
        }
        self.buffer.truncate(self.end);
        self.buffer.extend_from_slice(bytes);
        self.end = self.buffer.len();
    }

    /// The next frame; `None` if more bytes are needed.
    ///
    /// # Errors
    /// If the header announces a frame beyond the limit. Nothing more can be read then, since the
    /// start of the next frame is not known; every further call returns the same error.
    pub fn next_frame(&mut self) -> Result<Option<Frame<'_>>, DecodeError> {
        match self.peek()? {
            Next::Frame(message_type, length) => Ok(Some(self.take(message_type, length))),
            Next::Incomplete(_) => Ok(None),
        }
    }

    /// How many bytes have been pushed that no frame was returned for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether all pushed bytes have been returned as frames. If not, and there are no further frames
    /// at the end of a stream, the stream ends within a frame.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What comes next.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<Next, DecodeError> {
        match split(&self.buffer[self.start..self.end], self.limit) {
            Ok(Split::Frame(frame, _)) => Ok(Next::Frame(frame.message_type, frame.len())),
            Ok(Split::Incomplete(missing)) => Ok(Next::Incomplete(missing)),
            Err(error) => {
                self.failed = true;
                Err(error)
            }
        }
    }

    /// Returns the frame that [`Self::peek`] found.
    // In two steps, since the buffer of a reader could not grow under a borrow.
    #[inline]
    pub(super) fn take(&mut self, message_type: MessageType, length: usize) -> Frame<'_> {
        let body = self.start + HEADER_BYTES..self.start + length;
        self.start = body.end;
        Frame {
            message_type,
            body: &self.buffer[body],
        }
    }

    fn move_to_start(&mut self) {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
    }

    /// Room to read into, up to the end of the frame or a chunk; [`Self::filled`] says how much was
    /// read.
    #[cfg(feature = "std")]
    pub(super) fn room(&mut self, missing: usize) -> &mut [u8] {
        self.move_to_start();
        // Room as bytes come, not as they are announced: a limit may allow more than there is memory.
        let room = missing.clamp(CHUNK_BYTES, self.end.max(CHUNK_BYTES));
        let wanted = (self.end + room).max(self.buffer.len());
        self.buffer.resize(wanted, 0);
        &mut self.buffer[self.end..]
    }

    /// Adds the bytes that were read into [`Self::room`].
    #[cfg(feature = "std")]
    pub(super) fn filled(&mut self, count: usize) {
        self.end += count;
    }

    /// The bytes of memory in use.
    #[cfg(all(test, feature = "std"))]
    pub(super) fn memory(&self) -> usize {
        self.buffer.len()
    }
}

impl fmt::Debug for FrameBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameBuffer")
            .field("limit", &self.limit)
            .field("bytes", &self.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::vec::Vec;

    use super::{FrameBuffer, FrameLimit};
    use crate::error::DecodeErrorKind;

    fn stream(lengths: &[u32]) -> Vec<u8> {
        let mut stream = Vec::new();
        for length in lengths {
            stream.extend(length.to_be_bytes());
            stream.extend([0, 0, 0, 5]);
            stream.extend((0..*length).map(|byte| byte.to_le_bytes()[0]));
        }
        stream
    }

    const LENGTHS: [u32; 7] = [0, 1, 4, 300, 12_000, 0, 12_492];

    #[test]
    fn frames_come_whole_whatever_the_pieces() {
        let stream = stream(&LENGTHS);
        for piece in [1, 2, 7, 8, 9, 4096, usize::MAX] {
            let mut frames = FrameBuffer::new();
            let mut lengths = Vec::new();
            for bytes in stream.chunks(piece) {
                frames.push(bytes);
                while let Some(frame) = frames.next_frame().expect("a frame") {
                    let expected = (0..frame.body.len()).map(|byte| byte.to_le_bytes()[0]);
                    assert!(frame.body.iter().copied().eq(expected));
                    lengths.push(u32::try_from(frame.body.len()).expect("a length"));
                }
                // One frame, and what came with it; twice, for bytes that are not moved yet.
                assert!(frames.buffer.len() <= 2 * (12_500 + bytes.len()));
            }
            assert_eq!(lengths, LENGTHS);
            assert!(frames.is_empty());
        }
    }

    #[test]
    fn frames_may_be_left_for_later() {
        let one = stream(&LENGTHS);
        let mut frames = FrameBuffer::new();
        let mut lengths = Vec::new();
        for _ in 0..20 {
            frames.push(&one);
            let frame = frames.next_frame().expect("read").expect("a frame");
            lengths.push(frame.body.len());
        }
        while let Some(frame) = frames.next_frame().expect("read") {
            lengths.push(frame.body.len());
        }
        assert_eq!(lengths.len(), 20 * LENGTHS.len());
        let expected = LENGTHS.iter().cycle().map(|length| *length as usize);
        assert!(lengths.iter().copied().eq(expected.take(lengths.len())));
        assert_eq!(frames.len(), 0);
    }

    #[test]
    fn an_incomplete_frame_is_waited_for() {
        let stream = stream(&[4]);
        let mut frames = FrameBuffer::new();
        assert_eq!(frames.next_frame(), Ok(None));
        frames.push(&stream[..11]);
        assert_eq!(frames.next_frame(), Ok(None));
        assert_eq!((frames.len(), frames.is_empty()), (11, false));
        frames.push(&stream[11..]);
        assert!(frames.next_frame().expect("read").is_some());
    }

    #[test]
    fn after_a_frame_beyond_the_limit_nothing_is_kept() {
        let mut frames = FrameBuffer::with_limit(FrameLimit(11));
        frames.push(&stream(&[3, 4]));
        assert!(frames.next_frame().expect("read").is_some());
        for _ in 0..3 {
            let error = frames.next_frame().map(|_| ()).expect_err("too long");
            let kind = DecodeErrorKind::FrameTooLong {
                length: 12,
                limit: 11,
            };
            assert_eq!(error.kind(), kind);
            frames.push(&[0; 100]);
            assert_eq!(frames.len(), 12);
        }
    }

    #[test]
    fn no_bytes_are_shown() {
        let mut frames = FrameBuffer::new();
        frames.push(b"opensesame");
        let expected = "FrameBuffer { limit: FrameLimit(12500), bytes: 10 }";
        assert_eq!(format!("{frames:?}"), expected);
    }
}
