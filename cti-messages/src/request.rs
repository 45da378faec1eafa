//! Requests, their confirmations, and the IDs by which they find each other.

use crate::codec::{DynMessage, TypedMessage};
use crate::fields::{Fields, OwnedValue, Value};
use crate::generated::ids::InvokeId;
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::info::{Kind, MemberInfo};
use crate::wire::Scalar;

/// A request: a message that another one confirms.
///
/// Implemented for every message struct whose confirmation is a struct too. A request that fails is
/// answered by a message about the failure, in place of its confirmation.
///
/// # Examples
/// A server confirms what it has carried out.
///
/// ```
/// # #[cfg(feature = "session-management")] {
/// use cti_messages::{HeartbeatConf, HeartbeatReq, InvokeId, Request};
///
/// let request = HeartbeatReq { invoke_id: InvokeId(7), ..HeartbeatReq::default() };
/// let confirmation: HeartbeatConf = request.confirmation();
/// assert_eq!(confirmation.invoke_id, InvokeId(7));
/// # }
/// ```
pub trait Request<'a>: TypedMessage<'a> {
    /// The message that confirms it.
    type Confirmation<'b>: TypedMessage<'b> + Default;

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

    /// The type of the message that confirms this one; `None` if it is no request.
    #[must_use]
    pub fn confirmed_by(&self) -> Option<MessageType> {
        self.info()?.confirmation
    }

    /// The message that confirms this one, with its invoke ID; all else is at its default. `None` if
    /// it is no request, or the layout of its confirmation is not known.
    #[must_use]
    pub fn confirmation(&self) -> Option<Message<'static>> {
        let mut confirmation = Message::default_of(self.confirmed_by()?)?;
        if let (Ok(request), Some(fields)) = (self.as_known(), confirmation.fields_mut()) {
            answer(request, fields);
        }
        Some(confirmation)
    }
}

/// Gives an answer the invoke ID of its request.
fn answer(request: &dyn DynMessage, answer: &mut dyn Fields) {
    if let Some(id) = id_of::<InvokeId>(request) {
        set_id_of(answer, id);
    }
}

/// Gives a message an invoke ID, if it has a place for one.
#[cfg(feature = "proptest")]
pub(crate) fn set_id(message: &mut Message<'_>, id: InvokeId) {
    if let Some(fields) = message.fields_mut() {
        set_id_of(fields, id);
    }
}

fn set_id_of(answer: &mut dyn Fields, id: InvokeId) {
    if let Some((index, _)) = member_of::<InvokeId>(answer) {
        let set = answer.set_value(index, OwnedValue::Number(id.0.into()));
        debug_assert_eq!(set, Ok(()), "an ID takes any number of 4 bytes");
    }
}

/// The value of the first field of the fixed part that is an ID of this type.
fn id_of<T: Scalar>(message: &dyn DynMessage) -> Option<T> {
    let (index, _) = member_of::<T>(message)?;
    match message.value(index)? {
        // Where it is shown signed, the bits are those of the negative number.
        Value::Id(number, _) => Some(T::from_bits(u32::try_from(number & 0xFFFF_FFFF).ok()?)),
        _ => None,
    }
}

/// The first member in the fixed part that is an ID of this type, with its index.
fn member_of<T: Scalar>(fields: &dyn Fields) -> Option<(usize, &'static MemberInfo)> {
    let Kind::Id(wanted) = T::KIND else {
        return None;
    };
    let mut members = fields.members().iter().enumerate();
    members.find(|(_, member)| match member {
        MemberInfo::Fixed(fixed) => matches!(fixed.kind, Kind::Id(id) if id.name == wanted.name),
        MemberInfo::Field(_) | MemberInfo::List(_) => false,
    })
}
