//! Requests, their confirmations, and the IDs by which they find each other.

use alloc::boxed::Box;
use core::fmt;

use crate::decode::DecodeOptions;
use crate::error::DecodeError;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::generated::protocol::PairingId as InvokeId;
use crate::info::MessageInfo;
use crate::into_owned::IntoOwned;
use crate::mode::Mode;
use crate::pairing::{id_of, pairing_member, set_id_of};
use crate::raw::RawMessage;
use crate::typed::{DynMessage, TypedMessage, own_version};
use crate::version::ProtocolVersion;
use crate::wire::{Scalar, bits_of};

/// A request: a message that another one confirms. Generic code takes it as `R: Request<'a>`, with a lifetime of
/// its own: `fn send<'a, R: Request<'a>>(request: &R)`.
///
/// `#[derive(TypedMessage)]` implements it where `confirmed_by` names the struct of the confirmation, as it does
/// for the requests of the guide. A request that fails is answered by a message about the failure, in place of its
/// confirmation.
///
/// # Examples
/// A server confirms what it has carried out.
///
/// ```
/// # #[cfg(feature = "session-management")] {
/// use cti_messages::{HeartbeatConf, HeartbeatReq, InvokeId, Request};
///
/// let request = HeartbeatReq::default().with_invoke_id(InvokeId(7));
/// let confirmation: HeartbeatConf = request.confirmation();
/// assert_eq!(confirmation.invoke_id, InvokeId(7));
/// # }
/// ```
///
/// A client encodes any request, and looks for its answer among the frames that it receives.
///
/// ```
/// use cti_messages::{
///     EncodeError, IntoOwned, InvokeId, OwnedFrame, ProtocolVersion, Request, RequestError, TypedMessage,
/// };
///
/// fn encode<'a, R: Request<'a>>(request: R, id: InvokeId) -> Result<Vec<u8>, EncodeError> {
///     let mut frame = Vec::new();
///     request.with_invoke_id(id).encode(ProtocolVersion::V24, &mut frame)?;
///     Ok(frame)
/// }
///
/// fn answer<'a, R: Request<'a>>(
///     request: &R,
///     received: &[OwnedFrame],
/// ) -> Option<Result<R::Confirmation<'static>, RequestError>> {
///     let answer = received.iter().find_map(|frame| frame.answer_to(request))?;
///     Some(answer.map(IntoOwned::into_owned))
/// }
/// ```
pub trait Request<'a>: TypedMessage<'a> {
    /// The message that confirms it.
    type Confirmation<'b>: TypedMessage<'b>
        + IntoOwned<Owned = Self::Confirmation<'static>>
        + Default;

    /// Sets its invoke ID.
    fn set_invoke_id(&mut self, id: InvokeId) {
        set_id_of(self, id);
    }

    /// The same request with this invoke ID.
    #[must_use]
    fn with_invoke_id(mut self, id: InvokeId) -> Self {
        self.set_invoke_id(id);
        self
    }

    /// Its confirmation, with the invoke ID of the request; all else is at its default.
    fn confirmation(&self) -> Self::Confirmation<'static> {
        let mut confirmation = Self::Confirmation::default();
        answer(self, &mut confirmation);
        confirmation
    }
}

impl Message<'_> {
    /// The invoke ID: what pairs a request with its answer. `None` for events, and
    /// for messages without a known layout.
    #[must_use]
    pub fn invoke_id(&self) -> Option<InvokeId> {
        id_of(self.as_known().ok()?.as_fields())
    }

    /// Sets the invoke ID. Does nothing if the message has no place for one.
    pub fn set_invoke_id(&mut self, id: InvokeId) {
        if let Some(fields) = self.fields_mut() {
            set_id_of(fields, id);
        }
    }

    /// The type of the message that confirms this one; `None` if it is not a request.
    #[must_use]
    pub fn confirmed_by(&self) -> Option<MessageType> {
        self.message_type().confirmed_by()
    }

    /// The types of the requests that this message confirms; see [`MessageType::confirms`].
    #[must_use]
    pub fn confirms(&self) -> &'static [MessageType] {
        self.message_type().confirms()
    }

    /// The message that confirms this one, with its invoke ID; all else is at its default. `None` if
    /// it is not a request, or the layout of its confirmation is not known.
    #[must_use]
    pub fn confirmation(&self) -> Option<Message<'static>> {
        let mut confirmation = Message::default_of(self.confirmed_by()?)?;
        if let (Ok(request), Some(fields)) = (self.as_known(), confirmation.fields_mut()) {
            answer(request, fields);
        }
        Some(confirmation)
    }
}

impl<'f> Frame<'f> {
    /// The invoke ID, without decoding: what pairs a request with its answer.
    ///
    /// The version is that of the session; an OPEN_REQ is read by the version that it names itself.
    /// `None` for messages without an invoke ID or without a known layout, and if the body is
    /// truncated before its end. Apart from truncated bodies it is what [`Message::invoke_id`] of
    /// the decoded message returns.
    ///
    /// The layouts of [messages of your own](crate#messages-of-your-own) are not known here: use
    /// [`Self::invoke_id_as`], or [`Self::answer_to`] for the answers to your requests.
    ///
    /// # Examples
    /// ```
    /// use cti_messages::{Frame, InvokeId, MessageType, ProtocolVersion};
    ///
    /// let body = [0, 0, 0, 7];
    /// let frame = Frame { message_type: MessageType::HEARTBEAT_CONF, body: &body };
    /// # #[cfg(feature = "session-management")]
    /// assert_eq!(frame.invoke_id(ProtocolVersion::V24), Some(InvokeId(7)));
    /// ```
    #[must_use]
    pub fn invoke_id(&self, version: ProtocolVersion) -> Option<InvokeId> {
        id_in(*self, self.message_type.info()?, version)
    }

    /// The invoke ID of a message of a known type, one of your own too, without decoding. `None` if
    /// the frame is of another type; otherwise as [`Self::invoke_id`].
    #[must_use]
    pub fn invoke_id_as<'a, T: TypedMessage<'a>>(
        &self,
        version: ProtocolVersion,
    ) -> Option<InvokeId> {
        if self.message_type != T::MESSAGE_TYPE {
            return None;
        }
        id_in(*self, T::INFO, version)
    }

    /// Returns the answer to a request if this frame is one: the confirmation, or the reason for the failure.
    ///
    /// An answer has the invoke ID of the request. It is the confirmation of the request, or one of the
    /// messages that [answer any request](MessageType::answers_any_request) that failed; the latter are recognised
    /// if the feature of their service is on. `None` for all other frames, such as events and the answers to other
    /// requests. Requests of your own are answered like those of the guide.
    ///
    /// # Examples
    /// ```
    /// # #[cfg(all(feature = "session-management", feature = "failure-indication"))] {
    /// use cti_messages::{
    ///     FailureConf, Frame, HeartbeatReq, InvokeId, Message, MessageType, ProtocolVersion, Request,
    ///     RequestError, StatusCode,
    /// };
    ///
    /// let version = ProtocolVersion::V24;
    /// let request = HeartbeatReq::default().with_invoke_id(InvokeId(7));
    /// let frame = |message_type, body| Frame { message_type, body };
    ///
    /// let other = frame(MessageType::HEARTBEAT_CONF, &[0, 0, 0, 6]);
    /// assert_eq!(other.answer_to(&request, version), None);
    ///
    /// let confirmation = frame(MessageType::HEARTBEAT_CONF, &[0, 0, 0, 7]);
    /// assert_eq!(confirmation.answer_to(&request, version), Some(Ok(request.confirmation())));
    ///
    /// let failure = frame(MessageType::FAILURE_CONF, &[0, 0, 0, 7, 0, 0, 0, 6]);
    /// let Some(Err(RequestError::Failed(failure))) = failure.answer_to(&request, version) else {
    ///     unreachable!()
    /// };
    /// let status = match *failure {
    ///     Message::FailureConf(failure) => failure.status,
    ///     _ => unreachable!(),
    /// };
    /// assert_eq!(status, StatusCode(6));
    /// # }
    /// ```
    pub fn answer_to<'a, R: Request<'a>>(
        &self,
        request: &R,
        version: ProtocolVersion,
    ) -> Option<Result<R::Confirmation<'f>, RequestError>> {
        let confirmation = R::Confirmation::<'f>::INFO;
        Some(match answer_in(*self, request, confirmation, version)? {
            Ok(options) => TypedMessage::decode_frame(*self, version, options).map_err(Into::into),
            Err(error) => Err(error),
        })
    }
}

/// Whether a frame answers a request, and how: if it is the confirmation, how that is to be decoded.
// Not generic, so that it is compiled once.
fn answer_in(
    frame: Frame<'_>,
    request: &dyn DynMessage,
    confirmation: &'static MessageInfo,
    version: ProtocolVersion,
) -> Option<Result<DecodeOptions, RequestError>> {
    let confirms = frame.message_type == confirmation.message_type;
    let info = if confirms {
        confirmation
    } else if frame.message_type.answers_any_request() {
        frame.message_type.info()?
    } else {
        return None;
    };
    let id = id_of(request.as_fields())?;
    if id_in(frame, info, version)? != id {
        return None;
    }
    if confirms {
        return Some(Ok(DecodeOptions::default()));
    }
    Some(Err(match frame.message(version) {
        Ok(failure) => RequestError::Failed(Box::new(failure.into_owned())),
        Err(error) => RequestError::Decode(error),
    }))
}

/// The ID by which a message with this layout is paired, in its frame.
fn id_in(frame: Frame<'_>, info: &MessageInfo, version: ProtocolVersion) -> Option<InvokeId> {
    let (_, member) = pairing_member(info.members)?;
    let version = own_version(info, frame.body, version, Mode::Lenient).ok()?;
    let (places, _) = (info.fixed_part)(frame.body, version);
    let mut start = 0;
    for place in places {
        if !place.versions.contains(version) {
            continue;
        }
        let end = start + place.size;
        if place.name == member.name() {
            let bytes = frame.body.get(start..end)?;
            return Some(InvokeId::from_u32(bits_of(bytes)));
        }
        start = end;
    }
    None
}

impl RawMessage<'_> {
    /// The invoke ID; see [`Frame::invoke_id`].
    #[must_use]
    pub fn invoke_id(&self) -> Option<InvokeId> {
        self.frame().invoke_id(self.version())
    }
}

/// Why a request has no confirmation, though it has an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The request failed. The message says why: match on it for the status.
    Failed(Box<Message<'static>>),
    /// The answer cannot be decoded.
    Decode(DecodeError),
}

/// The message of a failure is shown on one line, with its fields; secrets are redacted.
impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(failure) => write!(f, "the request failed: {failure}"),
            Self::Decode(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl core::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Failed(_) => None,
            Self::Decode(error) => Some(error),
        }
    }
}

impl From<DecodeError> for RequestError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// A [`Message`] is not of the type that it was to be converted to. Gives the message back.
///
/// `Display` shows both types, and the fields of the message on one line; secrets are redacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnexpectedMessageError<'a> {
    expected: MessageType,
    message: Box<Message<'a>>,
}

impl<'a> UnexpectedMessageError<'a> {
    #[cold]
    pub(crate) fn new(expected: MessageType, message: Message<'a>) -> Self {
        Self {
            expected,
            message: Box::new(message),
        }
    }

    /// The type that was expected.
    #[must_use]
    pub fn expected(&self) -> MessageType {
        self.expected
    }

    /// The message that was found.
    #[must_use]
    pub fn message(&self) -> &Message<'a> {
        &self.message
    }

    /// The message that was found, unchanged.
    #[must_use]
    pub fn into_message(self) -> Message<'a> {
        *self.message
    }
}

impl IntoOwned for UnexpectedMessageError<'_> {
    type Owned = UnexpectedMessageError<'static>;

    fn into_owned(self) -> UnexpectedMessageError<'static> {
        UnexpectedMessageError::new(self.expected, self.message.into_owned())
    }
}

impl fmt::Display for UnexpectedMessageError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.message)
    }
}

impl core::error::Error for UnexpectedMessageError<'_> {}

/// Gives an answer the invoke ID of its request.
fn answer(request: &dyn DynMessage, answer: &mut dyn Fields) {
    if let Some(id) = id_of(request.as_fields()) {
        set_id_of(answer, id);
    }
}
