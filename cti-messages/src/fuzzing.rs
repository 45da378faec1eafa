//! Messages made from the bytes of a fuzzer (feature `arbitrary`).
//!
//! The bytes choose a plan of the message by its static tables; the message is then made of the plan
//! as those of the property tests are. So a new message has its `Arbitrary` without another line, and
//! every message can be encoded.

use std::vec::Vec;

use ::arbitrary::{Arbitrary, Result, Unstructured};

use crate::generated::message::Message;
use crate::generated::message_type::MessageType;
use crate::message::UnknownMessage;
use crate::mode::Mode;
use crate::typed::TypedMessage;
use crate::version::ProtocolVersion;

pub use crate::generated::arbitrary::message_of;

/// A message that can be encoded at a version, in a mode: also one of your own. `Arbitrary` makes what
/// can be encoded leniently at the latest version.
///
/// # Errors
/// If the input is too short or invalid.
pub fn message<M>(u: &mut Unstructured<'_>, version: ProtocolVersion, mode: Mode) -> Result<M>
where
    M: TypedMessage<'static> + Default + Clone,
{
    crate::strategy::choose(u, version, mode)
}

/// Any message that can be encoded at a version, in a mode; now and then one of a type whose layout
/// is not known.
///
/// # Errors
/// If the input is too short or invalid.
pub fn any_message(
    u: &mut Unstructured<'_>,
    version: ProtocolVersion,
    mode: Mode,
) -> Result<Message<'static>> {
    let message_type = *u.choose(MessageType::ALL)?;
    if let Some(message) = message_of(u, message_type, version, mode)? {
        return Ok(message);
    }
    Ok(Message::Unknown(UnknownMessage {
        message_type,
        body: Vec::arbitrary(u)?.into(),
    }))
}

impl<'u> Arbitrary<'u> for Message<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        any_message(u, ProtocolVersion::LATEST, Mode::Lenient)
    }
}

impl<'u> Arbitrary<'u> for ProtocolVersion {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let versions: Vec<Self> = Self::all().collect();
        Ok(*u.choose(&versions)?)
    }
}

/// Implements `Arbitrary` for each message, and defines `message_of`, of the list that `each_message!` passes.
///
/// Takes `messages` and `MessageType` from where it is called, as the macros of `dispatch` do.
macro_rules! arbitrary_messages {
    ($($feature:literal $name:ident $constant:ident $function:ident;)*) => {
        /// A message of a type that can be encoded at a version, in a mode; `None` if its layout is
        /// not known.
        ///
        /// # Errors
        /// If the input is too short or invalid.
        pub fn message_of(
            u: &mut ::arbitrary::Unstructured<'_>,
            message_type: MessageType,
            version: $crate::ProtocolVersion,
            mode: $crate::Mode,
        ) -> ::arbitrary::Result<Option<$crate::Message<'static>>> {
            let message = match message_type {
                $(
                    #[cfg(any(doc, feature = $feature))]
                    MessageType::$constant => {
                        $crate::Message::$name($crate::fuzzing::message(u, version, mode)?)
                    }
                )*
                _ => return Ok(None),
            };
            Ok(Some(message))
        }

        $(
            #[cfg(any(doc, feature = $feature))]
            impl<'u> ::arbitrary::Arbitrary<'u> for messages::$name<'static> {
                fn arbitrary(u: &mut ::arbitrary::Unstructured<'u>) -> ::arbitrary::Result<Self> {
                    $crate::fuzzing::message(u, $crate::ProtocolVersion::LATEST, $crate::Mode::Lenient)
                }
            }
        )*
    };
}
pub(crate) use arbitrary_messages;
