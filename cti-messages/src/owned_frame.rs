//! Frames that own their bytes.

use alloc::vec::Vec;
use core::fmt;

use crate::decode::DecodeOptions;
use crate::error::{DecodeError, EncodeError};
use crate::frame::{Frame, HEADER_BYTES};
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::generated::protocol::PairingId as InvokeId;
use crate::request::{Request, RequestError};
use crate::typed::TypedMessage;
use crate::version::ProtocolVersion;

/// Bytes that are cloned without a copy. Those of `tokio_util` are used where there are any, so that
/// a frame read from a stream needs no copy either.
#[cfg(feature = "tokio")]
type Shared = bytes::Bytes;
#[cfg(not(feature = "tokio"))]
type Shared = alloc::sync::Arc<[u8]>;

/// A frame that owns its bytes, with the protocol version in which it is written.
///
/// It can be kept, queued or sent to another thread or task; the message in it is decoded where it is
/// needed, and borrows from the frame. Cloning copies no bytes.
///
/// `Debug` shows the type and the length only: a frame may hold a password.
///
/// # Examples
/// ```
/// use cti_messages::{InvokeId, MessageType, OwnedFrame, ProtocolVersion};
///
/// let bytes = [0, 0, 0, 4, 0, 0, 0, 6, 0, 0, 0, 7];
/// let frame = OwnedFrame::parse(&bytes, ProtocolVersion::V24)?;
/// assert_eq!(frame.message_type(), MessageType::HEARTBEAT_CONF);
/// # #[cfg(feature = "session-management")] {
/// assert_eq!(frame.invoke_id(), Some(InvokeId(7)));
/// let confirmation: cti_messages::HeartbeatConf = frame.decode()?;
/// # }
/// # Ok::<(), cti_messages::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OwnedFrame {
    /// One frame, header included; never shorter than a header.
    bytes: Shared,
    message_type: MessageType,
    version: ProtocolVersion,
}

impl OwnedFrame {
    /// Copies exactly one frame with its header. An OPEN_REQ is written in the version that it names
    /// itself, whatever is said here.
    ///
    /// # Errors
    /// If the header is truncated, or announces another length than that of the rest.
    pub fn parse(bytes: &[u8], version: ProtocolVersion) -> Result<Self, DecodeError> {
        let (message_type, version) = head(Frame::parse(bytes)?, version);
        Ok(Self {
            #[cfg(feature = "tokio")]
            bytes: Shared::copy_from_slice(bytes),
            #[cfg(not(feature = "tokio"))]
            bytes: Shared::from(bytes),
            message_type,
            version,
        })
    }

    /// Copies a frame, which is given its header. The version is as for [`Self::parse`].
    ///
    /// # Errors
    /// If the body is longer than a header can announce.
    pub fn from_frame(frame: Frame<'_>, version: ProtocolVersion) -> Result<Self, EncodeError> {
        let (message_type, version) = head(frame, version);
        let mut bytes = Vec::new();
        frame.encode(&mut bytes)?;
        Ok(Self {
            bytes: bytes.into(),
            message_type,
            version,
        })
    }

    /// Exactly one frame with its header, without a copy: it shares its bytes with the buffer that
    /// they were read into. Whoever keeps few frames of many for long should keep decoded messages,
    /// or [parsed](Self::parse) copies. The version is as for [`Self::parse`].
    ///
    /// # Errors
    /// If the header is truncated, or announces another length than that of the rest.
    #[cfg(feature = "tokio")]
    pub fn from_bytes(bytes: bytes::Bytes, version: ProtocolVersion) -> Result<Self, DecodeError> {
        let (message_type, version) = head(Frame::parse(&bytes)?, version);
        Ok(Self {
            bytes,
            message_type,
            version,
        })
    }

    /// The type of the message.
    #[must_use]
    pub fn message_type(&self) -> MessageType {
        self.message_type
    }

    /// The version in which the message is written. Where an OPEN_REQ names one that is not
    /// modelled, the nearest that is.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// The invoke ID, without decoding; see [`Frame::invoke_id`]. For messages of your own use
    /// [`Self::invoke_id_as`] or [`Self::answer_to`].
    #[must_use]
    pub fn invoke_id(&self) -> Option<InvokeId> {
        self.as_frame().invoke_id(self.version)
    }

    /// The invoke ID of a message of a known type, one of your own too, without decoding; see
    /// [`Frame::invoke_id_as`].
    #[must_use]
    pub fn invoke_id_as<'a, T: TypedMessage<'a>>(&self) -> Option<InvokeId> {
        self.as_frame().invoke_id_as::<T>(self.version)
    }

    /// Returns the answer to a request if this frame is one: the confirmation, or the reason for the failure. It
    /// borrows from the frame. See [`Frame::answer_to`].
    pub fn answer_to<'a, R: Request<'a>>(
        &self,
        request: &R,
    ) -> Option<Result<R::Confirmation<'_>, RequestError>> {
        self.as_frame().answer_to(request, self.version)
    }

    /// The frame, borrowed: to look at it without decoding, or to pass it on.
    #[must_use]
    pub fn as_frame(&self) -> Frame<'_> {
        Frame {
            message_type: self.message_type,
            body: &self.bytes[HEADER_BYTES..],
        }
    }

    /// The bytes, header included.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, header included, without a copy.
    #[cfg(feature = "tokio")]
    #[must_use]
    pub fn into_bytes(self) -> bytes::Bytes {
        self.bytes
    }

    /// Decodes the message leniently. It borrows from the frame.
    ///
    /// # Errors
    /// If the body is truncated or invalid; see [`crate::DecodeErrorKind`]. Frames that follow are
    /// not affected.
    pub fn message(&self) -> Result<Message<'_>, DecodeError> {
        self.message_with(DecodeOptions::default())
    }

    /// Decodes the message. It borrows from the frame. The [limit](DecodeOptions::frame_limit) of frames
    /// is ignored.
    ///
    /// # Errors
    /// If the body is truncated or invalid, or in strict mode the guide forbids it; see
    /// [`crate::DecodeErrorKind`]. Frames that follow are not affected.
    pub fn message_with(&self, options: DecodeOptions) -> Result<Message<'_>, DecodeError> {
        self.as_frame().message_with(self.version, options)
    }

    /// Decodes a message of a known type leniently, one of your own too. It borrows from the frame.
    ///
    /// # Errors
    /// If the frame is of another type, or its body is truncated or invalid; see
    /// [`crate::DecodeErrorKind`].
    pub fn decode<'a, T: TypedMessage<'a>>(&'a self) -> Result<T, DecodeError> {
        self.decode_with(DecodeOptions::default())
    }

    /// Decodes a message of a known type, one of your own too. It borrows from the frame. The
    /// [limit](DecodeOptions::frame_limit) of frames is ignored.
    ///
    /// # Errors
    /// If the frame is of another type, or its body is truncated or invalid, or in strict mode the guide forbids it;
    /// see [`crate::DecodeErrorKind`].
    pub fn decode_with<'a, T: TypedMessage<'a>>(
        &'a self,
        options: DecodeOptions,
    ) -> Result<T, DecodeError> {
        self.as_frame().decode_with(self.version, options)
    }
}

/// The type of a message, and the version in which it is written.
fn head(frame: Frame<'_>, version: ProtocolVersion) -> (MessageType, ProtocolVersion) {
    let own = frame.own_version().map(ProtocolVersion::nearest);
    (frame.message_type, own.unwrap_or(version))
}

impl fmt::Debug for OwnedFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedFrame")
            .field("message_type", &self.message_type)
            .field("version", &self.version)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}
