//! Frames: a message header (MHDR) and the body that it announces, and splitting a byte stream
//! into them.

mod buffer;
mod header;
#[cfg(feature = "std")]
mod reader;
mod split;

#[cfg(feature = "tokio")]
pub(crate) use buffer::CHUNK_BYTES;
pub use buffer::FrameBuffer;
pub use header::HEADER_BYTES;
pub(crate) use header::{Header, LENGTH_BYTES};
#[cfg(feature = "std")]
pub use reader::{FrameReader, ReadError};
pub use split::{FrameLimit, Split, split};

use alloc::vec::Vec;
use core::fmt;

use crate::error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};
use crate::generated::message_type::MessageType;
use crate::version::VersionNumber;
use crate::wire::bits_of;

/// A message as it travels: its type, and its body as bytes.
///
/// What has a header can be passed on as a frame, whether or not its type is known.
///
/// `Debug` shows the type and the length of the body only: a frame may hold a password.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frame<'a> {
    /// The type of the message.
    pub message_type: MessageType,
    /// What follows the header: MessageLength bytes.
    pub body: &'a [u8],
}

impl<'a> Frame<'a> {
    /// Reads exactly one frame with its header, of any length.
    ///
    /// # Errors
    /// If the header is truncated, or announces another length than that of the remaining bytes.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let Some((header, body)) = Header::read(bytes) else {
            let actual = bytes.len();
            return Err(DecodeError::new(
                DecodeErrorKind::TruncatedHeader { actual },
                0,
            ));
        };
        if header.length as usize == body.len() {
            Ok(Self {
                message_type: header.message_type,
                body,
            })
        } else {
            Err(DecodeError::new(
                DecodeErrorKind::LengthMismatch {
                    declared: header.length as usize,
                    actual: body.len(),
                },
                0,
            )
            .in_message_of(header.message_type))
        }
    }

    /// The version that the message names for itself, whether or not it is modelled: that of an
    /// OPEN_REQ is its VersionNumber, and holds for the session. `None` for all other messages, if
    /// the body is truncated before it, and without the feature of its service.
    #[must_use]
    pub fn own_version(&self) -> Option<VersionNumber> {
        let at = self.message_type.info()?.version_at?;
        let bytes = self.body.get(at..at + 4)?;
        Some(VersionNumber(bits_of(bytes)))
    }

    /// The bytes of the frame, header included.
    #[must_use]
    pub const fn len(&self) -> usize {
        HEADER_BYTES + self.body.len()
    }

    /// Always false: a frame has a header.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        false
    }

    /// Appends the frame with its header.
    ///
    /// # Errors
    /// If the body is longer than a header can announce; the buffer is then as it was.
    pub fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        let header = Header::of_body(self.message_type, self.body.len()).ok_or_else(|| {
            EncodeError::new(EncodeErrorKind::FrameTooLong {
                length: self.len(),
                limit: u32::MAX as usize,
            })
        })?;
        out.reserve(self.len());
        out.extend_from_slice(&header.to_bytes());
        out.extend_from_slice(self.body);
        Ok(())
    }
}

impl fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame")
            .field("message_type", &self.message_type)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
