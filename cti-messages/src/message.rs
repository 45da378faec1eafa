//! Any message: decoding by the type that the header tells.

use alloc::vec::Vec;
use core::fmt;

use crate::codec::{DynMessage, write};
use crate::decode::DecodeOptions;
use crate::encode::{EncodeOptions, Head, Sink};
use crate::error::{DecodeError, EncodeError, EncodeErrorKind};
use crate::fields::{Iter, Value, iter};
use crate::frame::{Frame, HEADER_BYTES, Header};
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::info::{Direction, MessageInfo, Service};
use crate::into_owned::IntoOwned;
use crate::value::Bytes;
use crate::version::ProtocolVersion;

/// A message whose layout is not known: one that the guide only names, or not even that; or one
/// whose service is not among the features.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownMessage<'a> {
    /// Its type.
    pub message_type: MessageType,
    /// What follows the header.
    pub body: Bytes<'a>,
}

impl UnknownMessage<'_> {
    /// The message as a frame.
    #[must_use]
    pub fn as_frame(&self) -> Frame<'_> {
        Frame {
            message_type: self.message_type,
            body: &self.body,
        }
    }

    /// Writes header and body; returns the length.
    fn write(&self, options: EncodeOptions, mut output: Sink<'_>) -> Result<usize, EncodeError> {
        let error = |kind| match self.message_type.name() {
            Some(name) => EncodeError::new(kind).in_message(name),
            None => EncodeError::new(kind),
        };
        if self.message_type.info().is_some() {
            return Err(error(EncodeErrorKind::KnownType));
        }
        let limit = options.frame_limit.0;
        let length = HEADER_BYTES + self.body.len();
        let header = Header::of_body(self.message_type, self.body.len())
            .filter(|_| length <= limit)
            .ok_or(error(EncodeErrorKind::FrameTooLong { length, limit }))?;
        output.put(&header.to_bytes());
        output.put(&self.body);
        Ok(length)
    }
}

impl IntoOwned for UnknownMessage<'_> {
    type Owned = UnknownMessage<'static>;

    fn into_owned(self) -> UnknownMessage<'static> {
        UnknownMessage {
            message_type: self.message_type,
            body: self.body.into_owned(),
        }
    }
}

/// Without the body, only how many bytes it has: it may hold a secret, such as the password of an
/// OPEN_REQ where its service is left out.
impl fmt::Debug for UnknownMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMessage")
            .field("message_type", &self.message_type)
            .field("bytes", &self.body.len())
            .finish()
    }
}

impl<'a> From<Frame<'a>> for UnknownMessage<'a> {
    fn from(frame: Frame<'a>) -> Self {
        Self {
            message_type: frame.message_type,
            body: frame.body.into(),
        }
    }
}

impl<'a> Message<'a> {
    /// Decodes exactly one frame with its header, leniently, up to the default limit.
    ///
    /// A type without a known layout becomes [`Message::Unknown`]. The version is that of the
    /// session; an OPEN_REQ is read by the version that it names itself.
    ///
    /// # Errors
    /// If the bytes are no such frame; see [`crate::DecodeErrorKind`].
    pub fn decode(frame: &'a [u8], version: ProtocolVersion) -> Result<Self, DecodeError> {
        Self::decode_with(frame, version, DecodeOptions::default())
    }

    /// Decodes exactly one frame with its header.
    ///
    /// # Errors
    /// If the bytes are no such frame; see [`crate::DecodeErrorKind`].
    pub fn decode_with(
        frame: &'a [u8],
        version: ProtocolVersion,
        options: DecodeOptions,
    ) -> Result<Self, DecodeError> {
        options.frame_limit.check_frame(frame)?;
        Self::from_frame(Frame::parse(frame)?, version, options.mode)
    }

    /// Appends the message with its header, strictly, up to the default limit.
    ///
    /// # Errors
    /// If the value cannot be encoded, or the guide forbids it; see [`EncodeErrorKind`]. The
    /// buffer is then as it was.
    pub fn encode(&self, version: ProtocolVersion, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        self.encode_with(version, EncodeOptions::default(), out)
    }

    /// Appends the message with its header.
    ///
    /// # Errors
    /// If the value cannot be encoded; see [`EncodeErrorKind`]. The buffer is then as it was.
    pub fn encode_with(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        match self.as_known() {
            Ok(known) => known.encode_with(version, options, out),
            Err(unknown) => unknown.write(options, Sink::vec(out)).map(drop),
        }
    }

    /// Writes the message with its header to the start of a slice; returns its length.
    ///
    /// # Errors
    /// If the value cannot be encoded, or the slice is too short; see [`EncodeErrorKind`]. What
    /// the slice holds then is not specified.
    pub fn encode_to_slice(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
        out: &mut [u8],
    ) -> Result<usize, EncodeError> {
        let room = out.len();
        let mut head = Head::default();
        let needed = self.write(version, options, Sink::slice(out, &mut head))?;
        if needed <= room {
            Ok(needed)
        } else {
            let error = EncodeError::new(EncodeErrorKind::BufferTooShort { needed });
            Err(match self.name() {
                Some(name) => error.in_message(name),
                None => error,
            })
        }
    }

    /// The bytes that the encoded message takes, its header included.
    ///
    /// # Errors
    /// If the value cannot be encoded; see [`EncodeErrorKind`].
    pub fn encoded_len(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
    ) -> Result<usize, EncodeError> {
        let mut head = Head::default();
        self.write(version, options, Sink::count(&mut head))
    }

    fn write(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
        output: Sink<'_>,
    ) -> Result<usize, EncodeError> {
        match self.as_known() {
            Ok(known) => write(known, version, options, output),
            Err(unknown) => unknown.write(options, output),
        }
    }

    /// The type of the message.
    #[must_use]
    pub fn message_type(&self) -> MessageType {
        match self.as_known() {
            Ok(known) => known.message_type(),
            Err(unknown) => unknown.message_type,
        }
    }

    /// What is known of the message; `None` for [`Message::Unknown`].
    #[must_use]
    pub fn info(&self) -> Option<&'static MessageInfo> {
        self.as_known().ok().map(DynMessage::info)
    }

    /// Its name in the guide; `None` if the guide has no message of this type.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        self.message_type().name()
    }

    /// The fields and lists that are present, by name and value; none of [`Message::Unknown`].
    #[must_use]
    pub fn fields(&self) -> Iter<'_> {
        self.as_known().map_or(Iter::EMPTY, |known| iter(known))
    }

    /// The value of the field or list with this name in the guide, `AgentID`; `None` if it is absent.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Value<'_>> {
        let field = self.fields().find(|field| field.name() == name)?;
        Some(field.value())
    }

    /// Which side sends it; `None` for [`Message::Unknown`].
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        self.info().map(|info| info.direction)
    }

    /// The service that it belongs to; `None` for [`Message::Unknown`].
    #[must_use]
    pub fn service(&self) -> Option<Service> {
        self.info()?.service
    }
}

/// On one line: its name, then its members by name; secrets are redacted. Of a message whose layout
/// is not known only the number of bytes is told, since a secret may be among them.
impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_known() {
            Ok(known) => fmt::Display::fmt(known, f),
            Err(unknown) => {
                let bytes = unknown.body.len();
                write!(f, "{} with a body of {bytes} bytes", unknown.message_type)
            }
        }
    }
}
