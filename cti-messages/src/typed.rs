//! Decoding and encoding one message of a known type.

use alloc::vec::Vec;
use core::fmt;

use crate::decode::DecodeOptions;
use crate::encode::{EncodeOptions, FastWriter, Head, Sink, SlowWriter, Writer};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};
use crate::fields::{Fields, OneLine};
use crate::frame::{Frame, HEADER_BYTES, Header};
use crate::generated::message_type::MessageType;
use crate::generated::protocol::PairingId as InvokeId;
use crate::info::{Direction, MessageInfo, Service};
use crate::into_owned::IntoOwned;
use crate::mode::Mode;
use crate::pairing::id_of;
use crate::version::{ProtocolVersion, VersionNumber, VersionRange};
use crate::wire::bits_of;

/// Any message as a trait object: encoding, what is known of it, and its fields by name.
///
/// `#[derive(TypedMessage)]` implements it, so that messages of your own and those of the guide can share a queue.
/// The methods of `dyn DynMessage` encode; those of a known type are in [`TypedMessage`], decoding too.
///
/// A [`Message`](enum@crate::Message) does not implement it, since its layout may be unknown:
/// [`Message::as_known`](crate::Message::as_known) borrows the trait object, and
/// [`Message::into_known`](crate::Message::into_known) boxes the message, for a queue.
///
/// # Examples
/// ```
/// # #[cfg(all(feature = "session-management", feature = "client-events"))] {
/// use cti_messages::{CallClearedEvent, DynMessage, HeartbeatReq, ProtocolVersion};
///
/// let queue: [Box<dyn DynMessage>; 2] =
///     [Box::new(HeartbeatReq::default()), Box::new(CallClearedEvent::default())];
/// let mut frames = Vec::new();
/// for message in &queue {
///     println!("sends {message}");
///     message.encode(ProtocolVersion::V24, &mut frames)?;
/// }
/// # }
/// # Ok::<(), cti_messages::EncodeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message of a known layout",
    note = "derive `cti_messages::TypedMessage` for a message of your own",
    note = "take `as_known()` or `into_known()` of a `Message`"
)]
pub trait DynMessage: Fields + AsFields + Send + Sync {
    /// What is known of the message.
    fn info(&self) -> &'static MessageInfo;

    /// Writes the body on the slow path.
    ///
    /// # Errors
    /// If the value cannot be encoded.
    #[doc(hidden)]
    fn encode_body<'s>(&'s self, writer: &mut SlowWriter<'s, '_>) -> Result<(), EncodeError>;

    /// Appends the message with its header; returns false, with nothing appended, if the slow path is needed.
    #[doc(hidden)]
    fn encode_fast(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
        out: &mut Vec<u8>,
    ) -> bool;

    /// The version that the message names for itself, whether or not it is modelled.
    fn own_version(&self) -> Option<VersionNumber> {
        None
    }
}

/// Coerces `&dyn DynMessage` to `&dyn Fields`, which Rust does by itself from 1.86 on. Remove it when the oldest
/// supported Rust is 1.86.
// Implemented for all types, so that the derive need not write it for each message.
#[doc(hidden)]
pub trait AsFields {
    fn upcast(&self) -> &dyn Fields;
}

impl<T: Fields> AsFields for T {
    fn upcast(&self) -> &dyn Fields {
        self
    }
}

impl dyn DynMessage + '_ {
    /// The type of the message.
    #[must_use]
    pub fn message_type(&self) -> MessageType {
        self.info().message_type
    }

    /// Its name in the guide, `AGENT_STATE_EVENT`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.info().name
    }

    /// The invoke ID: what pairs a request with its answer. `None` for messages without one.
    #[must_use]
    pub fn invoke_id(&self) -> Option<InvokeId> {
        id_of(self.as_fields())
    }

    /// The message as its fields, for functions that take any [`Fields`], such as
    /// [`iter`](crate::fields::iter). From Rust 1.86 on, `&dyn DynMessage` is accepted there too.
    #[must_use]
    pub fn as_fields(&self) -> &dyn Fields {
        self.upcast()
    }

    /// Appends the message with its header, strictly.
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
        if self.encode_fast(version, options, out) {
            return Ok(());
        }
        encode_slow(self, version, options, out)
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
        write_to_slice(out, Some(self.name()), |output| {
            write(self, version, options, output)
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
        write(self, version, options, Sink::count(&mut head))
    }
}

/// On one line: its name, then its members by name; secrets are redacted.
impl fmt::Display for dyn DynMessage + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name(), OneLine(self.as_fields()))
    }
}

/// A message of one type: decoding, encoding, and what is known of it.
///
/// `#[derive(TypedMessage)]` implements it, for every message of the guide and for
/// [messages of your own](crate#messages-of-your-own).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message",
    note = "derive `cti_messages::TypedMessage` for it"
)]
pub trait TypedMessage<'a>: DynMessage + IntoOwned + Sized {
    /// What is known of the message.
    const INFO: &'static MessageInfo;
    /// Its name in the guide, `AGENT_STATE_EVENT`.
    const NAME: &'static str = Self::INFO.name;
    /// Its type.
    const MESSAGE_TYPE: MessageType = Self::INFO.message_type;
    /// Which side sends it.
    const DIRECTION: Direction = Self::INFO.direction;
    /// The service that it belongs to.
    const SERVICE: Option<Service> = Self::INFO.service;
    /// The versions of the protocol that have it.
    const VERSIONS: VersionRange = Self::INFO.versions;

    /// Decodes the body and passes the message to `made`.
    ///
    /// # Errors
    /// If the body is truncated or invalid.
    // Not the message itself: to make any message of it, the caller would copy it once more.
    #[doc(hidden)]
    fn decode_body<M>(
        body: &'a [u8],
        version: ProtocolVersion,
        mode: Mode,
        made: impl FnOnce(Self) -> M,
    ) -> Result<M, DecodeError>;

    /// Writes the body.
    ///
    /// # Errors
    /// If the value cannot be encoded.
    #[doc(hidden)]
    fn write_body<'s, W: Writer<'s>>(&'s self, writer: &mut W) -> Result<(), W::Error>;

    /// Decodes exactly one frame of this message with its header, leniently.
    ///
    /// # Errors
    /// If `frame` is not a valid frame of this message; see [`DecodeErrorKind`].
    fn decode(frame: &'a [u8], version: ProtocolVersion) -> Result<Self, DecodeError> {
        Self::decode_with(frame, version, DecodeOptions::default())
    }

    /// Decodes exactly one frame of this message with its header.
    ///
    /// # Errors
    /// If `frame` is not a valid frame of this message; see [`DecodeErrorKind`].
    fn decode_with(
        frame: &'a [u8],
        version: ProtocolVersion,
        options: DecodeOptions,
    ) -> Result<Self, DecodeError> {
        options.frame_limit.check_frame(frame)?;
        Self::decode_frame(Frame::parse(frame)?, version, options)
    }

    /// Decodes a frame of this message: what [`Frame::decode_with`] does.
    ///
    /// # Errors
    /// If `frame` is not a valid frame of this message; see [`DecodeErrorKind`].
    #[doc(hidden)]
    #[inline]
    fn decode_frame(
        frame: Frame<'a>,
        version: ProtocolVersion,
        options: DecodeOptions,
    ) -> Result<Self, DecodeError> {
        if frame.message_type != Self::MESSAGE_TYPE {
            let (expected, actual) = (Self::MESSAGE_TYPE, frame.message_type);
            return Err(DecodeError::new(
                DecodeErrorKind::UnexpectedType { expected, actual },
                4,
            ));
        }
        decode_frame_as(frame, version, options.mode, |message| message)
    }

    /// The invoke ID: what pairs a request with its answer. `None` for messages without one.
    fn invoke_id(&self) -> Option<InvokeId> {
        id_of(self)
    }

    /// Appends the message with its header, strictly.
    ///
    /// # Errors
    /// If the value cannot be encoded, or the guide forbids it; see [`EncodeErrorKind`]. The
    /// buffer is then as it was.
    fn encode(&self, version: ProtocolVersion, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        self.encode_with(version, EncodeOptions::default(), out)
    }

    /// Appends the message with its header.
    ///
    /// # Errors
    /// If the value cannot be encoded; see [`EncodeErrorKind`]. The buffer is then as it was.
    fn encode_with(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        if self.encode_fast(version, options, out) {
            return Ok(());
        }
        encode_slow(self, version, options, out)
    }

    /// Writes the message with its header to the start of a slice; returns its length.
    ///
    /// # Errors
    /// If the value cannot be encoded, or the slice is too short; see [`EncodeErrorKind`]. What
    /// the slice holds then is not specified.
    fn encode_to_slice(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
        out: &mut [u8],
    ) -> Result<usize, EncodeError> {
        let message: &dyn DynMessage = self;
        message.encode_to_slice(version, options, out)
    }

    /// The bytes that the encoded message takes, its header included.
    ///
    /// # Errors
    /// If the value cannot be encoded; see [`EncodeErrorKind`].
    fn encoded_len(
        &self,
        version: ProtocolVersion,
        options: EncodeOptions,
    ) -> Result<usize, EncodeError> {
        let message: &dyn DynMessage = self;
        message.encoded_len(version, options)
    }
}

/// The version in which a message is written: the one that it names for itself, if it does.
///
/// A version that is not modelled is read as the nearest one, so that a server can answer the
/// OPEN_REQ that asks for it.
#[inline]
pub(crate) fn own_version(
    info: &MessageInfo,
    body: &[u8],
    version: ProtocolVersion,
    mode: Mode,
) -> Result<ProtocolVersion, DecodeError> {
    let Some(at) = info.version_at else {
        return Ok(version);
    };
    let Some(bytes) = body.get(at..at + 4) else {
        // The body is cut, which decoding will tell.
        return Ok(version);
    };
    let number = VersionNumber(bits_of(bytes));
    if mode.is_strict() && ProtocolVersion::try_from(number).is_err() {
        let kind = DecodeErrorKind::UnsupportedVersion { version: number };
        let error = DecodeError::new(kind, HEADER_BYTES + at).in_message(info.name);
        return Err(error.in_field(version_field(info)));
    }
    Ok(ProtocolVersion::nearest(number))
}

/// The name of the field in which a message names its version.
#[cold]
fn version_field(info: &MessageInfo) -> Option<&'static str> {
    let mut end = 0;
    info.fixed.iter().find_map(|place| {
        let start = end;
        end += place.size;
        (info.version_at == Some(start)).then_some(place.name)
    })
}

/// Appends a message with its header; returns false, with nothing appended, if the slow path is needed.
#[inline]
pub fn encode_fast<'a, M: TypedMessage<'a>>(
    message: &M,
    version: ProtocolVersion,
    options: EncodeOptions,
    out: &mut Vec<u8>,
) -> bool {
    let own_version = message.own_version();
    let Some(mut writer) = FastWriter::start(M::INFO, version, own_version, options, out) else {
        return false;
    };
    let written = message.write_body(&mut writer);
    writer.finish(M::INFO, options, written)
}

/// Appends a message with its header, whatever it takes.
#[cold]
pub(crate) fn encode_slow(
    message: &dyn DynMessage,
    version: ProtocolVersion,
    options: EncodeOptions,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    write(message, version, options, Sink::vec(out)).map(drop)
}

/// Writes something to the start of a slice; returns its length.
///
/// # Errors
/// If it cannot be written, or the slice is too short.
pub(crate) fn write_to_slice(
    out: &mut [u8],
    name: Option<&'static str>,
    write: impl FnOnce(Sink<'_>) -> Result<usize, EncodeError>,
) -> Result<usize, EncodeError> {
    let room = out.len();
    let mut head = Head::default();
    let needed = write(Sink::slice(out, &mut head))?;
    if needed <= room {
        return Ok(needed);
    }
    let error = EncodeError::new(EncodeErrorKind::BufferTooShort { needed });
    Err(match name {
        Some(name) => error.in_message(name),
        None => error,
    })
}

/// Writes a message with its header; returns its length.
pub(crate) fn write(
    message: &dyn DynMessage,
    version: ProtocolVersion,
    options: EncodeOptions,
    output: Sink<'_>,
) -> Result<usize, EncodeError> {
    let info = message.info();
    let mode = options.mode;
    let error = |kind| EncodeError::new(kind).in_message(info.name);
    let own_version = info.version_at.and_then(|_| message.own_version());
    let version = match own_version {
        None => version,
        Some(own) if mode.is_strict() && ProtocolVersion::try_from(own).is_err() => {
            let error = error(EncodeErrorKind::UnsupportedVersion { version: own });
            return Err(error.in_field(version_field(info)));
        }
        Some(own) => ProtocolVersion::nearest(own),
    };
    if mode.is_strict() && !info.versions.contains(version) {
        return Err(error(EncodeErrorKind::MessageOutsideVersion));
    }
    let mut writer = SlowWriter::new(info, version, mode, output);
    writer.raw(&Header::unfinished(info.message_type).to_bytes());
    let written = message.encode_body(&mut writer);
    let output = writer.output();
    let length = output.len();
    let limit = options.frame_limit.0;
    let header = Header::of_body(info.message_type, length - HEADER_BYTES)
        .filter(|_| length <= limit)
        .ok_or_else(|| error(EncodeErrorKind::FrameTooLong { length, limit }));
    match written.and(header) {
        Ok(header) => {
            output.patch(0, &header.length_bytes());
            Ok(length)
        }
        Err(error) => {
            output.undo();
            Err(error)
        }
    }
}

/// Decodes the body of a frame and passes the message to `made`. The type of the frame is not checked.
///
/// # Errors
/// If the body is truncated or invalid; see [`DecodeErrorKind`].
pub(crate) fn decode_frame_as<'a, T: TypedMessage<'a>, M>(
    frame: Frame<'a>,
    version: ProtocolVersion,
    mode: Mode,
    made: impl FnOnce(T) -> M,
) -> Result<M, DecodeError> {
    let version = checked_version(T::INFO, frame.body, version, mode)?;
    T::decode_body(frame.body, version, mode, made)
}

/// The version in which a message is written, which in strict mode has to have it.
// Apart, so that debug builds compile it once, not once for each message. Optimised builds know `info`.
#[cfg_attr(not(debug_assertions), inline(always))]
fn checked_version(
    info: &MessageInfo,
    body: &[u8],
    version: ProtocolVersion,
    mode: Mode,
) -> Result<ProtocolVersion, DecodeError> {
    let version = own_version(info, body, version, mode)?;
    if mode.is_strict() && !info.versions.contains(version) {
        let kind = DecodeErrorKind::MessageOutsideVersion;
        return Err(DecodeError::new(kind, 4).in_message(info.name));
    }
    Ok(version)
}
