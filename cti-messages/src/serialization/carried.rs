//! What the forms need of a message, be it of any type or of one.

use alloc::vec::Vec;

use crate::encode::EncodeOptions;
use crate::error::{DecodeError, EncodeError};
use crate::fields::Fields;
use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::into_owned::IntoOwned;
use crate::message::UnknownMessage;
use crate::typed::{DynMessage, encode_slow};
use crate::version::ProtocolVersion;

/// A message that can be written.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement serde's traits",
    note = "add the key `serde` to the message: `#[cti(…, serde)]`"
)]
pub trait Carried {
    /// The message, or what is known of one without a layout.
    ///
    /// # Errors
    /// If its layout is not known.
    fn known(&self) -> Result<&dyn DynMessage, &UnknownMessage<'_>>;
}

/// A message that can be read, independent of what it is read from.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be deserialized",
    note = "add the key `serde` to the message, `#[cti(…, serde)]`, and read its owned form, such as `Message<'static>`"
)]
pub trait Read: Carried + Sized {
    /// The type and name of the message, if it can have one only.
    const ONLY: Option<(MessageType, &'static str)>;

    /// A message of a type with nothing set; none if the layout is not known.
    fn blank(message_type: MessageType) -> Option<Self>;

    /// The message without a layout; none if it cannot be one.
    fn without_layout(message: UnknownMessage<'static>) -> Option<Self>;

    /// Its fields, to be set.
    fn slots(&mut self) -> Option<&mut dyn Fields>;

    /// The message of a frame, read leniently.
    ///
    /// # Errors
    /// If it cannot be decoded, or is of another type.
    fn of_frame(frame: &[u8], version: ProtocolVersion) -> Result<Self, DecodeError>;
}

impl Carried for Message<'_> {
    fn known(&self) -> Result<&dyn DynMessage, &UnknownMessage<'_>> {
        self.as_known()
    }
}

impl<M: Carried> Carried for &M {
    fn known(&self) -> Result<&dyn DynMessage, &UnknownMessage<'_>> {
        (**self).known()
    }
}

impl Read for Message<'static> {
    const ONLY: Option<(MessageType, &'static str)> = None;

    fn blank(message_type: MessageType) -> Option<Self> {
        Self::default_of(message_type)
    }

    fn without_layout(message: UnknownMessage<'static>) -> Option<Self> {
        Some(Self::Unknown(message))
    }

    fn slots(&mut self) -> Option<&mut dyn Fields> {
        self.fields_mut()
    }

    fn of_frame(frame: &[u8], version: ProtocolVersion) -> Result<Self, DecodeError> {
        Message::decode(frame, version).map(Message::into_owned)
    }
}

/// The version that a message names for itself, or else the one given.
pub(super) fn version_of(message: &impl Carried, given: ProtocolVersion) -> ProtocolVersion {
    let known = message.known().ok();
    let own = known.and_then(|known| known.own_version());
    own.map_or(given, ProtocolVersion::nearest)
}

/// The frame of a message, written leniently.
pub(super) fn frame(
    message: &impl Carried,
    version: ProtocolVersion,
) -> Result<Vec<u8>, EncodeError> {
    let mut frame = Vec::new();
    let options = EncodeOptions::lenient();
    match message.known() {
        Ok(known) => encode_slow(known, version, options, &mut frame)?,
        Err(unknown) => unknown.as_frame().encode(&mut frame)?,
    }
    Ok(frame)
}
