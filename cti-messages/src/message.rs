//! Any message: decoding by the type in the header.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use crate::decode::DecodeOptions;
use crate::encode::{EncodeOptions, Head, Sink, SlowWriter};
use crate::error::{DecodeError, EncodeError, EncodeErrorKind, bytes};
use crate::fields::{Fields, Iter, OwnedValue, SetValueError, Value, iter};
use crate::frame::{Frame, HEADER_BYTES, Header};
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::info::{Direction, MemberInfo, MessageInfo, Service};
use crate::into_owned::IntoOwned;
use crate::typed::{DynMessage, TypedMessage, write, write_to_slice};
use crate::value::{Bytes, UnknownField};
use crate::version::{ProtocolVersion, VersionNumber};

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
    /// If `frame` is not a valid frame, or its body is truncated or invalid; see [`crate::DecodeErrorKind`].
    pub fn decode(frame: &'a [u8], version: ProtocolVersion) -> Result<Self, DecodeError> {
        Self::decode_with(frame, version, DecodeOptions::default())
    }

    /// Decodes exactly one frame with its header.
    ///
    /// # Errors
    /// If `frame` is not a valid frame, or its body is truncated or invalid; see [`crate::DecodeErrorKind`].
    pub fn decode_with(
        frame: &'a [u8],
        version: ProtocolVersion,
        options: DecodeOptions,
    ) -> Result<Self, DecodeError> {
        options.frame_limit.check_frame(frame)?;
        Self::of_frame(Frame::parse(frame)?, version, options.mode)
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
        write_to_slice(out, self.name(), |output| {
            self.write(version, options, output)
        })
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

    /// The message as a boxed trait object: for a queue that it shares with messages of your own.
    ///
    /// # Examples
    /// ```
    /// # #[cfg(feature = "session-management")] {
    /// use cti_messages::{DynMessage, HeartbeatReq, Message, ProtocolVersion};
    ///
    /// let frame = [0, 0, 0, 4, 0, 0, 0, 6, 0, 0, 0, 7];
    /// let mut queue: Vec<Box<dyn DynMessage>> = vec![Box::new(HeartbeatReq::default())];
    /// if let Ok(message) = Message::decode(&frame, ProtocolVersion::V24)?.into_known() {
    ///     queue.push(message);
    /// }
    /// assert_eq!(queue[1].to_string(), "HEARTBEAT_CONF InvokeID=7");
    /// # }
    /// # Ok::<(), cti_messages::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// The message whose layout is not known.
    pub fn into_known(self) -> Result<Box<dyn DynMessage + 'a>, UnknownMessage<'a>> {
        match self {
            Self::Unknown(message) => Err(message),
            #[allow(unreachable_patterns, reason = "without services no message is known")]
            known => Ok(Box::new(Known(known))),
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
        self.as_known()
            .map_or(Iter::EMPTY, |known| iter(known.as_fields()))
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
/// is not known only the number of bytes is shown, since a secret may be among them.
impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_known() {
            Ok(known) => fmt::Display::fmt(known, f),
            Err(unknown) => {
                let body = bytes(unknown.body.len());
                write!(f, "{} with a body of {body}", unknown.message_type)
            }
        }
    }
}

impl<'a> Frame<'a> {
    /// Decodes the message leniently. It borrows what the frame borrows.
    ///
    /// The version is that of the session; an OPEN_REQ is read by the version that it names itself.
    ///
    /// # Examples
    /// ```
    /// use cti_messages::{Frame, ProtocolVersion};
    ///
    /// let frame = Frame::parse(&[0, 0, 0, 4, 0, 0, 0, 6, 0, 0, 0, 7])?;
    /// let message = frame.message(ProtocolVersion::V24)?;
    /// # #[cfg(feature = "session-management")]
    /// assert_eq!(message.to_string(), "HEARTBEAT_CONF InvokeID=7");
    /// # Ok::<(), cti_messages::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// If the body is truncated or invalid; see [`crate::DecodeErrorKind`].
    pub fn message(&self, version: ProtocolVersion) -> Result<Message<'a>, DecodeError> {
        self.message_with(version, DecodeOptions::default())
    }

    /// Decodes the message. The [limit](DecodeOptions::frame_limit) of frames is ignored.
    ///
    /// # Errors
    /// If the body is truncated or invalid, or in strict mode the guide forbids it; see [`crate::DecodeErrorKind`].
    pub fn message_with(
        &self,
        version: ProtocolVersion,
        options: DecodeOptions,
    ) -> Result<Message<'a>, DecodeError> {
        Message::of_frame(*self, version, options.mode)
    }

    /// Decodes a message of a known type leniently, one of your own too. It borrows what the frame borrows.
    ///
    /// # Errors
    /// If the frame is of another type, or its body is truncated or invalid; see [`crate::DecodeErrorKind`].
    pub fn decode<T: TypedMessage<'a>>(&self, version: ProtocolVersion) -> Result<T, DecodeError> {
        self.decode_with(version, DecodeOptions::default())
    }

    /// Decodes a message of a known type, one of your own too. The [limit](DecodeOptions::frame_limit) of frames is ignored.
    ///
    /// # Errors
    /// If the frame is of another type, or its body is truncated or invalid, or in strict mode the guide forbids it;
    /// see [`crate::DecodeErrorKind`].
    pub fn decode_with<T: TypedMessage<'a>>(
        &self,
        version: ProtocolVersion,
        options: DecodeOptions,
    ) -> Result<T, DecodeError> {
        T::decode_frame(*self, version, options)
    }
}

/// A message that is not [`Message::Unknown`], as one trait object. It uses the matches of [`Message`]: to box each type
/// of message by itself would take one more, with code for each.
struct Known<'a>(Message<'a>);

impl Known<'_> {
    fn get(&self) -> &dyn DynMessage {
        match self.0.as_known() {
            Ok(known) => known,
            Err(_) => unreachable!("`into_known` returns an unknown message as it is"),
        }
    }

    fn set(
        &mut self,
        set: impl FnOnce(&mut dyn Fields) -> Result<(), SetValueError>,
    ) -> Result<(), SetValueError> {
        self.0.fields_mut().map_or(Err(SetValueError), set)
    }
}

impl fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.get(), f)
    }
}

impl Fields for Known<'_> {
    fn members(&self) -> &'static [MemberInfo] {
        self.get().members()
    }

    fn value(&self, index: usize) -> Option<Value<'_>> {
        self.get().value(index)
    }

    fn set_value(&mut self, index: usize, value: OwnedValue) -> Result<(), SetValueError> {
        self.set(|fields| fields.set_value(index, value))
    }

    fn unknown_fields(&self) -> &[UnknownField<'_>] {
        self.get().unknown_fields()
    }

    fn set_unknown_fields(
        &mut self,
        unknown: Vec<UnknownField<'static>>,
    ) -> Result<(), SetValueError> {
        self.set(|fields| fields.set_unknown_fields(unknown))
    }

    fn trailing(&self) -> Option<&[u8]> {
        self.get().trailing()
    }

    fn set_trailing(&mut self, bytes: Vec<u8>) -> Result<(), SetValueError> {
        self.set(|fields| fields.set_trailing(bytes))
    }
}

impl DynMessage for Known<'_> {
    fn info(&self) -> &'static MessageInfo {
        self.get().info()
    }

    fn encode_body<'s>(&'s self, writer: &mut SlowWriter<'s, '_>) -> Result<(), EncodeError> {
        self.get().encode_body(writer)
    }

    fn encode_fast(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
        out: &mut Vec<u8>,
    ) -> bool {
        self.get().encode_fast(version, options, out)
    }

    fn own_version(&self) -> Option<VersionNumber> {
        self.get().own_version()
    }
}
