//! Splitting a byte stream into frames.

use core::fmt;

use super::{Frame, HEADER_BYTES, Header};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::generated::protocol::FRAME_LIMIT;

/// The most bytes that a frame may have, header included.
///
/// The default is what the guide says from protocol 22 on, 12,500 bytes. It is there so that a
/// peer cannot make a receiver wait for, and store, 4 GiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameLimit(pub usize);

impl Default for FrameLimit {
    fn default() -> Self {
        Self(FRAME_LIMIT)
    }
}

impl FrameLimit {
    /// Whether a frame of this length is allowed.
    ///
    /// # Errors
    /// If it is not.
    #[inline]
    fn check(self, length: usize, header: Option<Header>) -> Result<(), DecodeError> {
        if length <= self.0 {
            return Ok(());
        }
        Err(self.too_long(length, header))
    }

    #[cold]
    fn too_long(self, length: usize, header: Option<Header>) -> DecodeError {
        let limit = self.0;
        let error = DecodeError::new(DecodeErrorKind::FrameTooLong { length, limit }, 0);
        match header {
            Some(header) => error.in_message_of(header.message_type),
            None => error,
        }
    }

    /// Whether some bytes, which should be a frame, are allowed to be so many.
    ///
    /// # Errors
    /// If they are not.
    #[inline]
    pub(crate) fn check_frame(self, bytes: &[u8]) -> Result<(), DecodeError> {
        let header = Header::read(bytes).map(|(header, _)| header);
        self.check(bytes.len(), header)
    }
}

/// What stands at the start of a byte stream.
///
/// `Debug` shows how many bytes there are, not the bytes: a frame may hold a password.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Split<'a> {
    /// A frame, and what follows it.
    Frame(Frame<'a>, &'a [u8]),
    /// The start of a frame; at least so many bytes more are needed to go on.
    Incomplete(usize),
}

impl fmt::Debug for Split<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Frame(frame, rest) => f
                .debug_struct("Frame")
                .field("frame", frame)
                .field("rest_bytes", &rest.len())
                .finish(),
            Self::Incomplete(missing) => f.debug_tuple("Incomplete").field(missing).finish(),
        }
    }
}

/// Takes the first frame off a byte stream.
///
/// Nothing is copied or stored: keep what has been received in a buffer, take frames off its
/// start until the answer is [`Split::Incomplete`], then receive more; a
/// [`FrameBuffer`](crate::FrameBuffer) does that. No frame is longer than
/// the limit, so neither is what has to be kept.
///
/// # Errors
/// If the header announces a frame beyond the limit, as soon as the header is there. The stream
/// cannot be read on then: where the next frame starts is not known.
///
/// # Examples
/// ```
/// use cti_messages::{FrameLimit, MessageType, ProtocolVersion, Split, split};
///
/// // HEARTBEAT_REQ, then the start of another frame.
/// let stream = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0];
/// let Split::Frame(frame, rest) = split(&stream, FrameLimit::default())? else {
///     unreachable!()
/// };
/// let message = frame.message(ProtocolVersion::V24)?;
/// assert_eq!(message.message_type(), MessageType::HEARTBEAT_REQ);
/// assert_eq!(split(rest, FrameLimit::default())?, Split::Incomplete(6));
/// # Ok::<(), cti_messages::DecodeError>(())
/// ```
#[inline]
pub fn split(stream: &[u8], limit: FrameLimit) -> Result<Split<'_>, DecodeError> {
    let Some((header, rest)) = Header::read(stream) else {
        return Ok(Split::Incomplete(HEADER_BYTES - stream.len()));
    };
    let length = header.length as usize;
    limit.check(length.saturating_add(HEADER_BYTES), Some(header))?;
    Ok(match rest.split_at_checked(length) {
        Some((body, rest)) => Split::Frame(
            Frame {
                message_type: header.message_type,
                body,
            },
            rest,
        ),
        None => Split::Incomplete(length - rest.len()),
    })
}
