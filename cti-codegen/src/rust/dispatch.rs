//! Code with a case for each message: the enum over all of them and their types, the strategies for
//! property tests, and the messages that are made from the bytes of a fuzzer.
//!
//! All else about these types is hand-written in cti-messages, on top of the functions here.

use cti_spec::model::{Body, Message, MessageIndex, Protocol};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{DocText, message_link};
use super::interfaces;
use super::protocol::{Named, newtype};
use super::services;
use super::source::Source;
use super::structs::message_doc;
use super::tokens::{decimal, ident};
use crate::error::Error;
use crate::files::GeneratedFile;
use crate::links::Links;

/// The tokens that come from each message that is a struct, by number: from its condition, `#[cfg(…)]`,
/// the name of its struct and variant (`AgentStateEvent`), and the constant of its type (`AGENT_STATE_EVENT`).
fn for_each(
    protocol: &Protocol,
    tokens: impl Fn(&Message, TokenStream, Ident, Ident) -> TokenStream,
) -> TokenStream {
    let tokens = |message: &Message| {
        let cfg = services::of_service(protocol, message.service);
        let name = ident(&message.name.pascal());
        let constant = ident(&message.name.screaming());
        tokens(message, cfg, name, constant)
    };
    protocol.published().map(tokens).collect()
}

/// The file with the enum over all messages.
pub(super) fn message(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let variants = for_each(protocol, |message, cfg, name, _| {
        let doc = DocText::default().paragraph(&format!("{}.", message_link(message)));
        let doc = doc.outer();
        quote!(#doc #cfg #name(messages::#name<'a>),)
    });
    let decode = for_each(protocol, |_, cfg, name, constant| {
        quote! {
            #cfg MessageType::#constant => {
                decode_frame_as(frame, version, mode, Self::#name)
            }
        }
    });
    let as_known = for_each(
        protocol,
        |_, cfg, name, _| quote!(#cfg Self::#name(message) => Ok(message),),
    );
    let fields_mut = for_each(
        protocol,
        |_, cfg, name, _| quote!(#cfg Self::#name(message) => Some(message),),
    );
    let defaults = for_each(
        protocol,
        |_, cfg, name, constant| quote!(#cfg MessageType::#constant => Some(Message::#name(Default::default())),),
    );
    let into_owned = for_each(
        protocol,
        |_, cfg, name, _| quote!(#cfg Self::#name(message) => Message::#name(message.into_owned()),),
    );
    let conversions = for_each(protocol, |_, cfg, name, constant| {
        quote! {
            #cfg
            impl<'a> From<messages::#name<'a>> for Message<'a> {
                fn from(message: messages::#name<'a>) -> Self {
                    Self::#name(message)
                }
            }

            #cfg
            impl<'a> TryFrom<Message<'a>> for messages::#name<'a> {
                type Error = UnexpectedMessageError<'a>;

                // Inlined: only programs that call it pay for its compilation.
                #[inline]
                fn try_from(message: Message<'a>) -> Result<Self, Self::Error> {
                    match message {
                        Message::#name(message) => Ok(message),
                        other => Err(Self::Error::new(MessageType::#constant, other)),
                    }
                }
            }
        }
    });
    let interfaces = interfaces::of_message(protocol);

    let about = DocText::default().paragraph("Any message.");
    let mut source = Source::new("message.rs", about);
    source.item(quote! {
        use crate::typed::{DynMessage, decode_frame_as};
        use crate::mode::Mode;
        use crate::error::DecodeError;
        use crate::fields::Fields;
        use crate::frame::Frame;
        use crate::generated::message_type::MessageType;
        use crate::into_owned::IntoOwned;
        use crate::message::UnknownMessage;
        use crate::messages;
        use crate::request::UnexpectedMessageError;
        use crate::version::ProtocolVersion;

        /// Any message of the protocol.
        ///
        /// It borrows from the frame that it was decoded from. A message whose service is not among the
        /// features is [`Self::Unknown`].
        ///
        /// Each message struct is converted from and to it, with `From` and `TryFrom`. To decode a message
        /// whose type is known use [`TypedMessage::decode`](crate::TypedMessage::decode), which is quicker.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a box would be an allocation for each message")]
        pub enum Message<'a> {
            #variants
            /// A message whose layout is not known.
            Unknown(UnknownMessage<'a>),
        }

        impl<'a> Message<'a> {
            /// Decodes the body of a frame by its type.
            ///
            /// # Errors
            /// If the body is truncated or invalid; see [`crate::DecodeErrorKind`].
            pub(crate) fn of_frame(
                frame: Frame<'a>,
                version: ProtocolVersion,
                mode: Mode,
            ) -> Result<Self, DecodeError> {
                match frame.message_type {
                    #decode
                    _ => Ok(Self::Unknown(frame.into())),
                }
            }

            /// The message as a trait object, for what all known messages can do.
            ///
            /// # Errors
            /// The message whose layout is not known.
            pub fn as_known(&self) -> Result<&dyn DynMessage, &UnknownMessage<'a>> {
                match self {
                    #as_known
                    Self::Unknown(message) => Err(message),
                }
            }

            /// The members of the message, to be set by index.
            pub fn fields_mut(&mut self) -> Option<&mut dyn Fields> {
                match self {
                    #fields_mut
                    Self::Unknown(_) => None,
                }
            }

            /// A message of a type with all members at their defaults; `None` if its layout is
            /// not known.
            #[must_use]
            pub fn default_of(message_type: MessageType) -> Option<Message<'static>> {
                match message_type {
                    #defaults
                    _ => None,
                }
            }

            #interfaces
        }

        impl IntoOwned for Message<'_> {
            type Owned = Message<'static>;

            fn into_owned(self) -> Message<'static> {
                match self {
                    #into_owned
                    Self::Unknown(message) => Message::Unknown(message.into_owned()),
                }
            }
        }

        #conversions
    });
    source.finish()
}

/// The file with the message types: all that the guide names, also those whose layout it keeps.
pub(super) fn message_type(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let types = protocol.messages.iter().enumerate();
    let types = types.map(|(index, message)| Named {
        constant: message.name.screaming(),
        guide: message.name.guide.clone(),
        number: decimal(message.number),
        doc: match message.body {
            Body::Unpublished => message_doc(protocol, MessageIndex(index))
                .paragraph("Its layout is not published: the body is handed out as it comes."),
            Body::HeaderOnly | Body::Parts(_) => DocText::default().paragraph(&format!(
                "{}: message {}.",
                message_link(message),
                message.number
            )),
        },
    });
    let types: Vec<Named> = types.collect();
    let doc = DocText::default()
        .paragraph("The type of a message, as its header tells it.")
        .paragraph("Any number is legal: the constants are those that the guide names.");
    let infos = for_each(protocol, |_, cfg, name, constant| {
        quote! {
            #cfg
            Self::#constant => <messages::#name<'static> as TypedMessage<'static>>::INFO,
        }
    });
    let confirmed_by = protocol.messages.iter().filter_map(|message| {
        let request = ident(&message.name.screaming());
        let confirmation = ident(&protocol[message.confirmation?].name.screaming());
        Some(quote!(Self::#request => Some(Self::#confirmation),))
    });
    let confirms = protocol
        .messages
        .iter()
        .enumerate()
        .filter_map(|(index, message)| {
            let requests = protocol.messages.iter();
            let requests: Vec<Ident> = requests
                .filter(|request| request.confirmation == Some(MessageIndex(index)))
                .map(|request| ident(&request.name.screaming()))
                .collect();
            let confirmation = ident(&message.name.screaming());
            (!requests.is_empty()).then(|| quote!(Self::#confirmation => &[#(Self::#requests),*],))
        });
    let links = Links::of(protocol);
    let failures = (0..protocol.messages.len()).map(MessageIndex);
    let failures = failures.filter(|index| links.is_failure(*index));
    let failures: Vec<Ident> = failures
        .map(|index| ident(&protocol[index].name.screaming()))
        .collect();
    let answers_any = match failures.as_slice() {
        [] => quote!(false),
        failures => quote!(matches!(self, #(Self::#failures)|*)),
    };
    let about = DocText::default().paragraph("The types of messages.");
    let mut source = Source::new("message_type.rs", about);
    source.item(quote! {
        use core::fmt;
        use crate::typed::TypedMessage;
        use crate::info::MessageInfo;
        use crate::messages;
    });
    source.item(newtype("MessageType", &ident("u32"), &doc, &types));
    source.item(quote! {
        impl MessageType {
            /// What is known of the message; `None` if its layout is not.
            #[must_use]
            pub const fn info(self) -> Option<&'static MessageInfo> {
                let info = match self {
                    #infos
                    _ => return None,
                };
                Some(info)
            }

            /// The type of the message that confirms this one; `None` if it is not a request.
            ///
            /// Known for all messages that the guide names, whatever the features.
            #[must_use]
            pub const fn confirmed_by(self) -> Option<Self> {
                match self {
                    #(#confirmed_by)*
                    _ => None,
                }
            }

            /// The types of the requests that this message confirms; empty if it is not a confirmation.
            ///
            /// A message about a failure [answers any request](Self::answers_any_request); it does not confirm one.
            #[must_use]
            pub const fn confirms(self) -> &'static [Self] {
                match self {
                    #(#confirms)*
                    _ => &[],
                }
            }

            /// Whether messages of this type answer requests of any type, in place of their confirmations:
            /// messages about a failure.
            ///
            /// Known for all messages that the guide describes, whatever the features.
            #[must_use]
            pub const fn answers_any_request(self) -> bool {
                #answers_any
            }
        }
    });
    source.finish()
}

/// The file with a strategy for each message.
pub(super) fn strategies(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let functions = for_each(protocol, |message, cfg, name, _| {
        let function = ident(&message.name.snake());
        let link = message_link(message);
        let doc = DocText::default().paragraph(&format!("Values of {link} that can be encoded."));
        let doc = doc.outer();
        quote! {
            #doc
            #cfg
            pub fn #function(
                version: ProtocolVersion,
                mode: Mode,
            ) -> BoxedStrategy<messages::#name<'static>> {
                values_of(version, mode)
            }
        }
    });
    let cases = for_each(protocol, |message, cfg, name, constant| {
        let function = ident(&message.name.snake());
        quote! {
            #cfg
            MessageType::#constant => #function(version, mode).prop_map(Message::#name).boxed(),
        }
    });
    let about = DocText::default()
        .paragraph("Strategies that make messages that can be encoded, for property tests.");
    let mut source = Source::new("strategies.rs", about);
    source.item(quote! {
        use proptest::strategy::{BoxedStrategy, Strategy};

        use crate::mode::Mode;
        use crate::generated::message::Message;
        use crate::generated::message_type::MessageType;
        use crate::messages;
        pub use crate::strategy::message as values_of;
        pub use crate::strategy::{Sent, session};
        use crate::version::ProtocolVersion;

        #functions

        /// Values of the message of a type; `None` if its layout is not known.
        #[must_use]
        pub fn any_message(
            message_type: MessageType,
            version: ProtocolVersion,
            mode: Mode,
        ) -> Option<BoxedStrategy<Message<'static>>> {
            let strategy = match message_type {
                #cases
                _ => return None,
            };
            Some(strategy)
        }
    });
    source.finish()
}

/// The file with an implementation of `Arbitrary` for each message.
pub(super) fn arbitrary(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let cases = for_each(protocol, |_, cfg, name, constant| {
        quote! {
            #cfg MessageType::#constant => Message::#name(message(u, version, mode)?),
        }
    });
    let implementations = for_each(protocol, |_, cfg, name, _| {
        quote! {
            #cfg
            impl<'u> Arbitrary<'u> for messages::#name<'static> {
                fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
                    message(u, ProtocolVersion::LATEST, Mode::Lenient)
                }
            }
        }
    });
    let about = DocText::default().paragraph("Messages made from the bytes of a fuzzer.");
    let mut source = Source::new("arbitrary.rs", about);
    source.item(quote! {
        use ::arbitrary::{Arbitrary, Result, Unstructured};

        use crate::fuzzing::message;
        use crate::generated::message::Message;
        use crate::generated::message_type::MessageType;
        use crate::messages;
        use crate::mode::Mode;
        use crate::version::ProtocolVersion;

        /// A message of a type that can be encoded at a version, in a mode; `None` if its layout is
        /// not known.
        ///
        /// # Errors
        /// If the bytes do not do.
        pub fn message_of(
            u: &mut Unstructured<'_>,
            message_type: MessageType,
            version: ProtocolVersion,
            mode: Mode,
        ) -> Result<Option<Message<'static>>> {
            let message = match message_type {
                #cases
                _ => return Ok(None),
            };
            Ok(Some(message))
        }

        #implementations
    });
    source.finish()
}
