//! Code with a case for each message: the enum over all of them, and the facts of a type.
//!
//! Generated code passes the list of its messages to these macros, by `each_message!`. For each it has the feature of
//! its service, its struct and variant, the constant of its type, and its name in snake case. The macros find
//! `messages` and `MessageType` where they are called.

/// Defines `Message`, the enum over all messages, and its conversions.
macro_rules! message_enum {
    ($($feature:literal $name:ident $constant:ident $function:ident;)*) => {
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
            $(
                #[doc = concat!("[`", stringify!($name), "`](crate::messages::", stringify!($name), ").")]
                #[cfg(any(doc, feature = $feature))]
                $name(messages::$name<'a>),
            )*
            /// A message whose layout is not known.
            Unknown($crate::UnknownMessage<'a>),
        }

        impl<'a> Message<'a> {
            /// Decodes the body of a frame by its type.
            ///
            /// # Errors
            /// If the body is truncated or invalid; see [`crate::DecodeErrorKind`].
            pub(crate) fn of_frame(
                frame: $crate::Frame<'a>,
                version: $crate::ProtocolVersion,
                mode: $crate::Mode,
            ) -> Result<Self, $crate::DecodeError> {
                match frame.message_type {
                    $(
                        #[cfg(any(doc, feature = $feature))]
                        MessageType::$constant => {
                            $crate::typed::decode_frame_as(frame, version, mode, Self::$name)
                        }
                    )*
                    _ => Ok(Self::Unknown(frame.into())),
                }
            }

            /// The message as a trait object, for what all known messages can do.
            ///
            /// # Errors
            /// The message whose layout is not known.
            pub fn as_known(&self) -> Result<&dyn $crate::DynMessage, &$crate::UnknownMessage<'a>> {
                match self {
                    $(#[cfg(any(doc, feature = $feature))] Self::$name(message) => Ok(message),)*
                    Self::Unknown(message) => Err(message),
                }
            }

            /// The members of the message, to be set by index.
            pub fn fields_mut(&mut self) -> Option<&mut dyn $crate::fields::Fields> {
                match self {
                    $(#[cfg(any(doc, feature = $feature))] Self::$name(message) => Some(message),)*
                    Self::Unknown(_) => None,
                }
            }

            /// A message of a type with all members at their defaults; `None` if its layout is
            /// not known.
            #[must_use]
            pub fn default_of(message_type: MessageType) -> Option<Message<'static>> {
                match message_type {
                    $(
                        #[cfg(any(doc, feature = $feature))]
                        MessageType::$constant => Some(Message::$name(Default::default())),
                    )*
                    _ => None,
                }
            }
        }

        impl $crate::IntoOwned for Message<'_> {
            type Owned = Message<'static>;

            fn into_owned(self) -> Message<'static> {
                match self {
                    $(
                        #[cfg(any(doc, feature = $feature))]
                        Self::$name(message) => Message::$name(message.into_owned()),
                    )*
                    Self::Unknown(message) => Message::Unknown(message.into_owned()),
                }
            }
        }

        $(
            #[cfg(any(doc, feature = $feature))]
            impl<'a> From<messages::$name<'a>> for Message<'a> {
                fn from(message: messages::$name<'a>) -> Self {
                    Self::$name(message)
                }
            }

            #[cfg(any(doc, feature = $feature))]
            impl<'a> TryFrom<Message<'a>> for messages::$name<'a> {
                type Error = $crate::UnexpectedMessageError<'a>;

                // Inlined: only programs that call it pay for its compilation.
                #[inline]
                fn try_from(message: Message<'a>) -> Result<Self, Self::Error> {
                    match message {
                        Message::$name(message) => Ok(message),
                        other => Err(Self::Error::new(MessageType::$constant, other)),
                    }
                }
            }
        )*
    };
}
pub(crate) use message_enum;

/// Defines `MessageType::info`.
macro_rules! message_infos {
    ($($feature:literal $name:ident $constant:ident $function:ident;)*) => {
        impl MessageType {
            /// The facts about the message; `None` if its layout is not known.
            #[must_use]
            pub const fn info(self) -> Option<&'static $crate::info::MessageInfo> {
                let info = match self {
                    $(
                        #[cfg(any(doc, feature = $feature))]
                        Self::$constant => {
                            <messages::$name<'static> as $crate::TypedMessage<'static>>::INFO
                        }
                    )*
                    _ => return None,
                };
                Some(info)
            }
        }
    };
}
pub(crate) use message_infos;
