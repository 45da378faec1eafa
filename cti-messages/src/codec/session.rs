//! The codec of a session.

use std::vec::Vec;

use bytes::{Buf, BytesMut};
use tokio_util::codec::{Decoder, Encoder};

use super::WriteError;
use crate::encode::EncodeOptions;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::frame::{CHUNK_BYTES, Frame, FrameLimit, ReadError, Split, split};
use crate::generated::message::Message;
use crate::owned_frame::OwnedFrame;
use crate::typed::{DynMessage, TypedMessage};
use crate::version::ProtocolVersion;

/// Cuts a stream into frames, and writes messages to it, in the version of the session.
///
/// The codec of a [client](Self::client) takes the version from the OPEN_REQ that it writes, the codec
/// of a [server](Self::server) from the first valid OPEN_REQ that it reads: from that frame on, for
/// both directions, until the end of the session. An OPEN_REQ that comes later, comes from the wrong
/// side or cannot be decoded changes nothing. A codec with a [fixed version](Self::new) learns nothing.
///
/// An OPEN_REQ that names a version which is not modelled selects the nearest that is, so that a
/// server can refuse it in a form that the client understands; the next OPEN_REQ may then name another.
///
/// Before the OPEN_REQ the version is the latest. Without the feature `session-management` no
/// OPEN_REQ is recognised: use [`Self::set_version`].
///
/// It reads frames, and leaves it to [`OwnedFrame::message`] to decode them: a message that makes no
/// sense does not end the stream. A header that announces a frame beyond the limit does, since nobody
/// knows where the next frame starts; so does an end within a frame. See [`ReadError`].
///
/// It writes references to messages, `&HeartbeatReq`, `&Message` or `&dyn DynMessage`, and [`Frame`]s as they are.
#[derive(Debug, Clone)]
pub struct SessionCodec {
    version: ProtocolVersion,
    /// Where the OPEN_REQ passes that decides on the version; `None` once it is decided.
    learns_from: Option<Passing>,
    frame_limit: FrameLimit,
    encode_options: EncodeOptions,
    /// What is being written; empty between messages. Messages are encoded to vectors quickest, and
    /// the buffers of streams are none: a copy costs less.
    encoded: Vec<u8>,
}

/// The way that a frame passes through a codec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Passing {
    Read,
    Written,
}

impl SessionCodec {
    /// The codec of a client: the version is that of the OPEN_REQ that it writes.
    #[must_use]
    pub fn client() -> Self {
        Self {
            learns_from: Some(Passing::Written),
            ..Self::new(ProtocolVersion::LATEST)
        }
    }

    /// The codec of a server: the version is that of the first valid OPEN_REQ that it reads. Suits
    /// whatever else reads the stream from client to server, such as a recorder.
    #[must_use]
    pub fn server() -> Self {
        Self {
            learns_from: Some(Passing::Read),
            ..Self::new(ProtocolVersion::LATEST)
        }
    }

    /// A codec with a fixed version, whatever passes: for streams whose OPEN_REQ passes elsewhere,
    /// such as the stream from server to client in a recorder.
    #[must_use]
    pub fn new(version: ProtocolVersion) -> Self {
        Self {
            version,
            learns_from: None,
            frame_limit: FrameLimit::default(),
            encode_options: EncodeOptions::default(),
            encoded: Vec::new(),
        }
    }

    /// The same with another limit on the frames that are read.
    #[must_use]
    pub fn with_frame_limit(mut self, limit: FrameLimit) -> Self {
        self.frame_limit = limit;
        self
    }

    /// The same with other options for the messages that are written, their limit among them.
    #[must_use]
    pub fn with_encode_options(mut self, options: EncodeOptions) -> Self {
        self.encode_options = options;
        self
    }

    /// The version in which the next frame is read or written, unless it names its own.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// Fixes the version: no OPEN_REQ changes it any more. For a version that was agreed on in another
    /// way, or by a second OPEN_REQ after the first was refused.
    pub fn set_version(&mut self, version: ProtocolVersion) {
        self.version = version;
        self.learns_from = None;
    }

    /// Continues in the version that a frame names, if it is the one that decides.
    fn learn(&mut self, passing: Passing, frame: Frame<'_>) {
        if self.learns_from != Some(passing) {
            return;
        }
        let Some(number) = frame.own_version() else {
            return;
        };
        let version = ProtocolVersion::nearest(number);
        if frame.message(version).is_err() {
            return;
        }
        self.version = version;
        if ProtocolVersion::try_from(number).is_ok() {
            self.learns_from = None;
        }
    }

    /// Appends one frame, if it can be encoded.
    fn write(
        &mut self,
        out: &mut BytesMut,
        encode: impl FnOnce(&mut Vec<u8>) -> Result<(), EncodeError>,
    ) -> Result<(), WriteError> {
        let mut encoded = core::mem::take(&mut self.encoded);
        let written = encode(&mut encoded);
        if let (Ok(()), Ok(frame)) = (written, Frame::parse(&encoded)) {
            self.learn(Passing::Written, frame);
            out.extend_from_slice(&encoded);
        }
        encoded.clear();
        self.encoded = encoded;
        Ok(written?)
    }
}

impl Decoder for SessionCodec {
    type Item = OwnedFrame;
    type Error = ReadError;

    fn decode(&mut self, buffer: &mut BytesMut) -> Result<Option<OwnedFrame>, ReadError> {
        match split(buffer, self.frame_limit)? {
            Split::Frame(frame, _) => {
                let length = frame.len();
                self.learn(Passing::Read, frame);
                let bytes = buffer.split_to(length).freeze();
                Ok(Some(OwnedFrame::from_bytes(bytes, self.version)?))
            }
            Split::Incomplete(missing) => {
                // Room as bytes come, not as they are announced.
                buffer.reserve(missing.min(buffer.remaining().max(CHUNK_BYTES)));
                Ok(None)
            }
        }
    }

    fn decode_eof(&mut self, buffer: &mut BytesMut) -> Result<Option<OwnedFrame>, ReadError> {
        match (self.decode(buffer)?, buffer.len()) {
            (None, actual @ 1..) => Err(ReadError::Truncated { actual }),
            (frame, _) => Ok(frame),
        }
    }
}

impl<'a, M: TypedMessage<'a>> Encoder<&M> for SessionCodec {
    type Error = WriteError;

    fn encode(&mut self, message: &M, out: &mut BytesMut) -> Result<(), WriteError> {
        let (version, options) = (self.version, self.encode_options);
        self.write(out, |bytes| message.encode_with(version, options, bytes))
    }
}

impl Encoder<&(dyn DynMessage + '_)> for SessionCodec {
    type Error = WriteError;

    fn encode(
        &mut self,
        message: &(dyn DynMessage + '_),
        out: &mut BytesMut,
    ) -> Result<(), WriteError> {
        let (version, options) = (self.version, self.encode_options);
        self.write(out, |bytes| message.encode_with(version, options, bytes))
    }
}

impl Encoder<&Message<'_>> for SessionCodec {
    type Error = WriteError;

    fn encode(&mut self, message: &Message<'_>, out: &mut BytesMut) -> Result<(), WriteError> {
        let (version, options) = (self.version, self.encode_options);
        self.write(out, |bytes| message.encode_with(version, options, bytes))
    }
}

/// Passes a frame on as it is, up to the limit of the encoder.
impl Encoder<Frame<'_>> for SessionCodec {
    type Error = WriteError;

    fn encode(&mut self, frame: Frame<'_>, out: &mut BytesMut) -> Result<(), WriteError> {
        let limit = self.encode_options.frame_limit.0;
        let length = frame.len();
        self.write(out, |bytes| {
            if length > limit {
                return Err(EncodeError::new(EncodeErrorKind::FrameTooLong {
                    length,
                    limit,
                }));
            }
            frame.encode(bytes)
        })
    }
}
