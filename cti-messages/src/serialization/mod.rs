//! Messages and values in the formats of serde.
//!
//! Two types of things implement `Serialize` and `Deserialize`: every message, and every value
//! (enumerations, masks, IDs, [`Text`](crate::Text), [`Bytes`](crate::Bytes) …). Formats that people
//! read, such as JSON, and compact ones, such as postcard, get different forms:
//!
//! | what | in a format that people read | in a compact one |
//! | --- | --- | --- |
//! | [`Versioned`] message | the line of `cti decode --format json` | version and frame |
//! | [`Message`](enum@crate::Message) | the same, without `protocol` | version and frame |
//! | a message struct | what stands there under `fields` | version and frame |
//! | enumeration | the name of the constant, or the number | the number |
//! | mask | the names of the bits, then the rest as `"0x…"` | the number |
//! | BOOL | true, false, or the number | the number |
//! | integers, IDs, TIME | the number | the number |
//! | STRING | the text; `{"hex":"…"}` where it is not UTF-8 | the bytes |
//! | UNSPEC | hexadecimal digits | the bytes |
//! | NAMEDVAR, NAMEDARRAY | `{"name":…,"value":…}`, with `"index":…` before them | the same, in that order |
//!
//! ```
//! # #[cfg(feature = "client-events")] {
//! use cti_messages::serialization::Versioned;
//! use cti_messages::{AgentState, AgentStateEvent, Message, ProtocolVersion};
//!
//! let event = AgentStateEvent {
//!     agent_state: AgentState::TALKING,
//!     agent_id: Some("1001".into()),
//!     ..AgentStateEvent::default()
//! };
//! let line = serde_json::to_string(&Versioned::new(event, ProtocolVersion::V24))?;
//! assert!(line.starts_with(r#"{"message":"AGENT_STATE_EVENT","type":30,"protocol":24,"fields":{"#));
//! assert!(line.contains(r#""AgentState":"AGENT_STATE_TALKING""#));
//!
//! let read: Versioned<Message> = serde_json::from_str(&line)?;
//! assert_eq!(read.version, ProtocolVersion::V24);
//! # }
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! The names of constants can differ between protocol versions, and so can the fields of a fixed
//! part: [`Versioned`] says which one it is. Without it, names are those of the latest version, and a
//! fixed field that some version lacks may be missing.
//!
//! Passwords are carried: what is written here is no log.
//!
//! # Errors
//!
//! Reading tells what is wrong and where, `fields.CallDevices[0].CallState: CallState has no constant
//! …`, with the name that was probably meant. Unknown keys, keys that stand twice, fixed fields that
//! are missing and numbers out of range are errors. Writing a compact form fails where a message
//! cannot be encoded, as [`Message::encode_with`](crate::Message::encode_with) does leniently.
//!
//! # Messages of your own
//!
//! The derives of this crate write the implementations for messages, enumerations, masks and IDs with the
//! key `serde`; a message then needs `Default` too. Without the key a type has only the implementations that
//! its own crate writes, whether or not another crate turns this feature on.
//!
//! ```
//! use cti_messages::{Enumeration, TypedMessage, UnknownField};
//!
//! #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
//! #[cti(name = "MOOD_EVENT", number = 9000, from = server, serde)]
//! struct MoodEvent<'a> {
//!     #[cti(fixed, name = "Mood")]
//!     mood: Mood,
//!     #[cti(unknown)]
//!     unknown: Vec<UnknownField<'a>>,
//! }
//!
//! #[derive(Clone, Copy, PartialEq, Eq, Default, Enumeration)]
//! #[cti(name = "Mood", constants(GOOD = "MOOD_GOOD"), serde)]
//! struct Mood(u16);
//!
//! impl Mood {
//!     const GOOD: Self = Self(0);
//! }
//!
//! assert_eq!(serde_json::to_string(&Mood::GOOD)?, r#""MOOD_GOOD""#);
//! assert_eq!(serde_json::to_string(&MoodEvent::default())?, r#"{"Mood":"MOOD_GOOD"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A crate with a feature of its own for this, such as `serde = ["cti-messages/serde"]`, writes
//! `#[cfg_attr(feature = "serde", cti(serde))]`.

mod carried;
mod compact;
mod message;
mod read;
mod scalar;
mod version;
mod write;

pub use message::Versioned;

#[doc(hidden)]
pub use carried::{Carried, Read};
#[doc(hidden)]
pub use message::{deserialize, serialize};
#[doc(hidden)]
pub use scalar::{deserialize_value, serialize_value};
