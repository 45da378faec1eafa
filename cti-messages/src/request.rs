//! Requests, their confirmations, and the IDs by which they find each other.

use alloc::boxed::Box;
use core::fmt;

use crate::codec::{DynMessage, TypedMessage, own_version};
use crate::fields::{Fields, OwnedValue, Value};
use crate::frame::Frame;
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
// The ID that the specification pairs messages by.
use crate::generated::protocol::PairingId as InvokeId;
use crate::info::{Kind, MemberInfo};
use crate::into_owned::IntoOwned;
use crate::mode::Mode;
use crate::raw::RawMessage;
use crate::version::ProtocolVersion;
use crate::wire::{Scalar, bits_of};

/// A request: a message that another one confirms.
///
/// `#[derive(TypedMessage)]` implements it where `confirmed_by` names the struct of the confirmation, as it does
/// for the requests of the guide. A request that fails is
/// answered by a message about the failure, in place of its confirmation.
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
/// A client encodes any request, and decodes the confirmation of just that request. The answer of
/// a failed request has another type, which is an error here.
///
/// ```
/// use cti_messages::{
///     DecodeError, EncodeError, InvokeId, IntoOwned, ProtocolVersion, Request, TypedMessage,
/// };
///
/// const VERSION: ProtocolVersion = ProtocolVersion::V24;
///
/// fn encode<'a, R: Request<'a>>(request: R, id: InvokeId) -> Result<Vec<u8>, EncodeError> {
///     let mut frame = Vec::new();
///     request.with_invoke_id(id).encode(VERSION, &mut frame)?;
///     Ok(frame)
/// }
///
/// fn answer<'a, R: Request<'a>>(frame: &[u8]) -> Result<R::Confirmation<'static>, DecodeError> {
///     R::Confirmation::decode(frame, VERSION).map(IntoOwned::into_owned)
/// }
/// ```
pub trait Request<'a>: TypedMessage<'a> {
    /// The message that confirms it.
    type Confirmation<'b>: TypedMessage<'b>
        + IntoOwned<Owned = Self::Confirmation<'static>>
        + Default;

    /// Its invoke ID; `None` for a request that has no place for one.
    fn invoke_id(&self) -> Option<InvokeId> {
        id_of(self)
    }

    /// Sets its invoke ID. Does nothing if the request has no place for one.
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
    /// The invoke ID: what pairs a request with its answer. `None` for events, and for the few
    /// requests without one.
    #[must_use]
    pub fn invoke_id(&self) -> Option<InvokeId> {
        self.id()
    }

    /// Sets the invoke ID. Does nothing if the message has no place for one.
    pub fn set_invoke_id(&mut self, id: InvokeId) {
        if let Some(fields) = self.fields_mut() {
            set_id_of(fields, id);
        }
    }

    /// The value of the first field of the fixed part that is an ID of this type.
    ///
    /// # Examples
    /// ```
    /// # #[cfg(feature = "client-events")] {
    /// use cti_messages::{CallClearedEvent, CallId, Message, PeripheralId};
    ///
    /// let event = CallClearedEvent { connection_call_id: CallId(7), ..Default::default() };
    /// let message = Message::from(event);
    /// assert_eq!(message.id::<CallId>(), Some(CallId(7)));
    /// assert_eq!(message.id::<PeripheralId>(), Some(PeripheralId::NULL));
    /// assert_eq!(message.invoke_id(), None);
    /// # }
    /// ```
    #[must_use]
    pub fn id<T: Scalar>(&self) -> Option<T> {
        id_of(self.as_known().ok()?)
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

impl Frame<'_> {
    /// The invoke ID, without decoding: what pairs a request with its answer.
    ///
    /// The version is that of the session; an OPEN_REQ is read by the version that it names itself.
    /// `None` for messages without an invoke ID or without a known layout, and if the body is
    /// truncated before its end. Apart from truncated bodies it is what [`Message::invoke_id`] of
    /// the decoded message returns.
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
        self.id(version)
    }

    /// The value of the first field of the fixed part that is an ID of this type, without decoding.
    /// The counterpart of [`Message::id`]; versions and truncation are as for [`Self::invoke_id`].
    #[must_use]
    pub fn id<T: Scalar>(&self, version: ProtocolVersion) -> Option<T> {
        let info = self.message_type.info()?;
        let (_, member) = member_of::<T>(info.members)?;
        let version = own_version(info, self.body, version, Mode::Lenient).ok()?;
        let (places, _) = (info.fixed_part)(self.body, version);
        let mut start = 0;
        for place in places {
            if !place.versions.contains(version) {
                continue;
            }
            let end = start + place.size;
            if place.name == member.name() {
                let bytes = self.body.get(start..end)?;
                return Some(T::from_bits(bits_of(bytes)));
            }
            start = end;
        }
        None
    }
}

impl RawMessage<'_> {
    /// The invoke ID; see [`Frame::invoke_id`].
    #[must_use]
    pub fn invoke_id(&self) -> Option<InvokeId> {
        self.frame().invoke_id(self.version())
    }
}

/// A [`Message`] is not of the type that it was to be converted to. Gives the message back.
///
/// `Display` shows both types, and the fields of the message on one line; secrets are redacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnexpectedMessage<'a> {
    expected: MessageType,
    message: Box<Message<'a>>,
}

impl<'a> UnexpectedMessage<'a> {
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

impl IntoOwned for UnexpectedMessage<'_> {
    type Owned = UnexpectedMessage<'static>;

    fn into_owned(self) -> UnexpectedMessage<'static> {
        UnexpectedMessage::new(self.expected, self.message.into_owned())
    }
}

impl fmt::Display for UnexpectedMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.message)
    }
}

impl core::error::Error for UnexpectedMessage<'_> {}

/// Gives an answer the invoke ID of its request.
fn answer(request: &dyn DynMessage, answer: &mut dyn Fields) {
    if let Some(id) = id_of::<InvokeId>(request) {
        set_id_of(answer, id);
    }
}

/// Gives a message an invoke ID, if it has a place for one.
fn set_id_of(message: &mut dyn Fields, id: InvokeId) {
    if let Some((index, _)) = member_of::<InvokeId>(message.members()) {
        let set = message.set_value(index, OwnedValue::Number(id.to_bits().into()));
        debug_assert_eq!(set, Ok(()), "an ID takes any number of 4 bytes");
    }
}

/// The value of the first field of the fixed part that is an ID of this type.
fn id_of<T: Scalar>(message: &dyn DynMessage) -> Option<T> {
    let (index, _) = member_of::<T>(message.members())?;
    match message.value(index)? {
        // Where it is shown signed, the bits are those of the negative number.
        Value::Id(number, _) => Some(T::from_bits(u32::try_from(number & 0xFFFF_FFFF).ok()?)),
        _ => None,
    }
}

/// The first member in the fixed part that is an ID of this type, with its index.
fn member_of<T: Scalar>(members: &'static [MemberInfo]) -> Option<(usize, &'static MemberInfo)> {
    let Kind::Id(wanted) = T::KIND else {
        return None;
    };
    let mut members = members.iter().enumerate();
    members.find(|(_, member)| match member {
        MemberInfo::Fixed(fixed) => matches!(fixed.kind, Kind::Id(id) if id.name == wanted.name),
        MemberInfo::Field(_) | MemberInfo::List(_) => false,
    })
}
