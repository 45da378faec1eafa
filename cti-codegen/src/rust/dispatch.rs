//! The enum over all messages, with the functions that need a case for each.
//!
//! All else about it is hand-written in cti-messages, on top of these.

use cti_spec::model::{Body, Message, Protocol};
use proc_macro2::Ident;
use quote::quote;

use super::docs::DocText;
use super::ident::ident;
use super::interfaces;
use super::message_doc::link;
use super::services;
use super::source::Source;
use crate::{Error, GeneratedFile};

/// The messages that are structs, by number.
pub(super) fn known(protocol: &Protocol) -> impl Iterator<Item = &Message> {
    protocol
        .messages
        .iter()
        .filter(|message| message.body != Body::Unpublished)
}

/// The file with the enum.
pub(super) fn file(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let names: Vec<Ident> = known(protocol)
        .map(|message| ident(&message.name.pascal()))
        .collect();
    let constants: Vec<Ident> = known(protocol)
        .map(|message| ident(&message.name.screaming()))
        .collect();
    let docs = known(protocol).map(|message| {
        DocText::default()
            .paragraph(&format!("{}.", link(message)))
            .outer()
    });
    let conditions: Vec<_> = known(protocol)
        .map(|message| services::of_service(protocol, message.service))
        .collect();
    let interfaces = interfaces::of_message(protocol);

    let about = DocText::default().paragraph("Any message.");
    let mut source = Source::new("message.rs", about);
    source.item(quote! {
        use crate::codec::{AnyMessage, decode_frame_as};
        use crate::mode::Mode;
        use crate::error::DecodeError;
        use crate::fields::Fields;
        use crate::frame::Frame;
        use crate::generated::message_type::MessageType;
        use crate::message::UnknownMessage;
        use crate::messages;
        use crate::version::ProtocolVersion;

        /// Any message of the protocol.
        ///
        /// It borrows from the frame that it was decoded from. A message whose service is not among the
        /// features is [`Self::Unknown`].
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a box would be an allocation for each message")]
        pub enum Message<'a> {
            #(#docs #conditions #names(messages::#names<'a>),)*
            /// A message whose layout is not known.
            Unknown(UnknownMessage<'a>),
        }

        impl<'a> Message<'a> {
            /// Decodes the body of a frame by its type.
            ///
            /// # Errors
            /// If the body is none of this type; see [`crate::DecodeErrorKind`].
            pub fn from_frame(
                frame: Frame<'a>,
                version: ProtocolVersion,
                mode: Mode,
            ) -> Result<Self, DecodeError> {
                match frame.message_type {
                    #(#conditions MessageType::#constants => {
                        decode_frame_as(frame, version, mode, Self::#names)
                    })*
                    _ => Ok(Self::Unknown(frame.into())),
                }
            }

            /// The message as a trait object, for what all known messages can do.
            ///
            /// # Errors
            /// The message whose layout is not known.
            pub fn as_known(&self) -> Result<&dyn AnyMessage, &UnknownMessage<'a>> {
                match self {
                    #(#conditions Self::#names(message) => Ok(message),)*
                    Self::Unknown(message) => Err(message),
                }
            }

            /// The members of the message, to be set by index.
            pub fn fields_mut(&mut self) -> Option<&mut dyn Fields> {
                match self {
                    #(#conditions Self::#names(message) => Some(message),)*
                    Self::Unknown(_) => None,
                }
            }

            /// A message of a type with all members at their defaults; `None` if its layout is
            /// not known.
            #[must_use]
            pub fn default_of(message_type: MessageType) -> Option<Message<'static>> {
                match message_type {
                    #(#conditions MessageType::#constants => Some(Message::#names(Default::default())),)*
                    _ => None,
                }
            }

            /// The same message, independent of the frame.
            #[must_use]
            pub fn into_owned(self) -> Message<'static> {
                match self {
                    #(#conditions Self::#names(message) => Message::#names(message.into_owned()),)*
                    Self::Unknown(message) => Message::Unknown(message.into_owned()),
                }
            }

            #interfaces
        }

        #(
            #conditions
            impl<'a> From<messages::#names<'a>> for Message<'a> {
                fn from(message: messages::#names<'a>) -> Self {
                    Self::#names(message)
                }
            }
        )*
    });
    source.finish()
}
