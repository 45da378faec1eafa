//! The codec of a session.

use std::vec::Vec;

use bytes::{Buf, BytesMut};
use tokio_util::codec::{Decoder, Encoder};

use super::{OwnedFrame, WriteError};
use crate::codec::TypedMessage;
use crate::encode::EncodeOptions;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::frame::{Frame, FrameLimit, ReadError, Split, split};
use crate::generated::message::Message;
use crate::version::ProtocolVersion;

/// How much room is made at a time, at most, for a frame of which nothing has come yet.
const CHUNK_BYTES: usize = 12 * 1024;

/// Cuts a stream into frames, and writes messages to it, in the version of the session.
///
/// The version is the one that an OPEN_REQ names, from that frame on and for both directions,
/// whether it is read (by a server) or written (by a client). Before the first OPEN_REQ, and without
/// the feature `session-management`, it is the one that the codec was made with, or was
/// [set to](Self::set_version).
///
/// It reads frames, and leaves it to [`OwnedFrame::message`] to decode them: a message that makes no
/// sense does not end the stream. A header that tells a frame beyond the limit does, since nobody
/// knows where the next frame starts; so does an end within a frame. See [`ReadError`].
///
/// It writes references to messages, `&HeartbeatReq` or `&Message`, and [`Frame`]s as they are.
#[derive(Debug, Clone, Default)]
pub struct SessionCodec {
    version: ProtocolVersion,
    frame_limit: FrameLimit,
    encode_options: EncodeOptions,
    /// What is being written; empty between messages. Messages are encoded to vectors quickest, and
    /// the buffers of streams are none: a copy costs less.
    encoded: Vec<u8>,
}

impl SessionCodec {
    /// A codec that starts with this version; `default()` starts with the latest.
    #[must_use]
    pub fn new(version: ProtocolVersion) -> Self {
        Self {
            version,
            ..Self::default()
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

    /// The version in which the next frame is read or written, if it names none itself.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// Reads and writes on in another version, until an OPEN_REQ names one.
    pub fn set_version(&mut self, version: ProtocolVersion) {
        self.version = version;
    }

    /// Goes on in the version that a frame names.
    fn learn(&mut self, frame: Frame<'_>) {
        if let Some(number) = frame.own_version() {
            self.version = ProtocolVersion::nearest(number);
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
            self.learn(frame);
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
                self.learn(frame);
                let bytes = buffer.split_to(length).freeze();
                Ok(Some(OwnedFrame::new(bytes, self.version)?))
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
