//! Frames that own their bytes.

use bytes::Bytes;

use crate::error::DecodeError;
use crate::frame::{Frame, HEADER_BYTES};
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::mode::Mode;
use crate::version::ProtocolVersion;

/// A frame that owns its bytes, with the protocol version in which it is written.
///
/// To clone it copies no bytes. It shares them with the buffer that they were read into: who keeps
/// few frames of many for long should keep decoded messages, made independent with `into_owned`.
///
/// `Debug` shows the type and the length only: a frame may hold a password.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OwnedFrame {
    /// One frame, header included; never shorter than a header.
    bytes: Bytes,
    message_type: MessageType,
    version: ProtocolVersion,
}

impl OwnedFrame {
    /// Exactly one frame with its header; an OPEN_REQ is written in the version that it names
    /// itself, whatever is said here.
    ///
    /// # Errors
    /// If the header is cut, or tells another length than that of the rest.
    pub fn new(bytes: Bytes, version: ProtocolVersion) -> Result<Self, DecodeError> {
        let frame = Frame::parse(&bytes)?;
        let version = frame
            .own_version()
            .map_or(version, ProtocolVersion::nearest);
        Ok(Self {
            message_type: frame.message_type,
            version,
            bytes,
        })
    }

    /// The type of the message.
    #[must_use]
    pub fn message_type(&self) -> MessageType {
        self.message_type
    }

    /// The version in which the message is written; where an OPEN_REQ names one that is not
    /// modelled, the nearest that is.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// The frame, borrowed: to be looked at without decoding, or passed on.
    #[must_use]
    pub fn as_frame(&self) -> Frame<'_> {
        Frame {
            message_type: self.message_type,
            body: &self.bytes[HEADER_BYTES..],
        }
    }

    /// The bytes, header included.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes, header included.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// Decodes the message leniently. It borrows from the frame.
    ///
    /// # Errors
    /// If the body is none of its type; see [`crate::DecodeErrorKind`]. The stream can be read on.
    pub fn message(&self) -> Result<Message<'_>, DecodeError> {
        self.message_with(Mode::Lenient)
    }

    /// Decodes the message. It borrows from the frame.
    ///
    /// # Errors
    /// If the body is none of its type, or in strict mode the guide forbids it; see
    /// [`crate::DecodeErrorKind`]. The stream can be read on.
    pub fn message_with(&self, mode: Mode) -> Result<Message<'_>, DecodeError> {
        Message::from_frame(self.as_frame(), self.version, mode)
    }
}

impl core::fmt::Debug for OwnedFrame {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("OwnedFrame")
            .field("message_type", &self.message_type)
            .field("version", &self.version)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}
