//! Every message of Cisco's CTI Server protocol (GED-188): the interface between Unified Contact
//! Center Enterprise and the applications that watch or steer its calls and agents.
//!
//! 167 messages with their layouts, 77 more by name, protocol versions 13 to 25.
//!
//! # Reading and writing
//!
//! A frame is a header of 8 bytes and the body that it announces. [`Message::encode`] and
//! [`TypedMessage::encode`] append one to a buffer. A [`FrameBuffer`] splits received bytes into
//! frames, an [`OwnedFrame`] keeps one, and [`Frame::message`] decodes the message in it. The protocol
//! version of the session decides how fields are read.
//!
//! ```
//! use cti_messages::{
//!     AgentState, AgentStateEvent, FrameBuffer, Message, PeripheralId, ProtocolVersion, Text,
//!     TypedMessage,
//! };
//!
//! const VERSION: ProtocolVersion = ProtocolVersion::V24;
//!
//! let event = AgentStateEvent {
//!     peripheral_id: PeripheralId(5000),
//!     agent_state: AgentState::TALKING,
//!     agent_id: Some(Text::from("1001")),
//!     ..AgentStateEvent::default()
//! };
//! let mut sent = Vec::new();
//! event.encode(VERSION, &mut sent)?;
//!
//! let mut received = FrameBuffer::new();
//! received.push(&sent);
//! while let Some(frame) = received.next_frame()? {
//!     match frame.message(VERSION)? {
//!         Message::AgentStateEvent(event) => {
//!             assert_eq!(event.agent_state, AgentState::TALKING);
//!             assert_eq!(event.agent_id, Some(Text::from("1001")));
//!         }
//!         other => println!("{other}"),
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Values borrow from the frame ([`Text`], [`Bytes`]); [`IntoOwned`] makes any of them, and any
//! message, independent of it. A message without lists, unknown or repeated fields is decoded without an
//! allocation.
//!
//! # What is in a message
//!
//! - Fields have the guide's names in snake case. Those of the fixed part are plain; those that
//!   some version or form of the message lacks, and all floating fields, are an `Option`.
//! - Enumerations, masks and IDs are types of their own, with the guide's constants. They are
//!   open: a value without a name is legal and kept. `name()` of an enumeration is the guide's name,
//!   `short_name()` that of its constant, and it is parsed from either.
//! - Lists are vectors. Their counts are no fields: the length of the list is the count. Where a
//!   count stands in the floating part the list is an `Option`, since no count and a count of 0
//!   are different messages.
//! - `unknown` holds the floating fields that the message did not recognise, with their places.
//!   A type without a known layout is [`Message::Unknown`], with its body.
//! - Passwords are [`Secret`]: carried, never shown. Frames show their type and length only.
//! - `Default` leaves every field unset. A field of the fixed part has the value that means "none"
//!   in it; without one, the constant that the specification names as its default, such as
//!   [`AgentState::UNKNOWN`]; otherwise 0. Its docs say which, where it is not 0. Floating fields are
//!   `None`, and lists are empty. So a request is complete once the fields that matter are set.
//!   Decoding never uses the default of a field.
//!
//! [`fields`] iterates over the fields of any message by name; [`info`] is the specification as
//! data. [`Message::call_key`] and [`Message::agent_key`] identify the call and the agent of a
//! message, for tables. A [`Request`] knows its confirmation, and [`Frame::answer_to`] finds the
//! answer to any request among the frames received: its confirmation, or the message that says why
//! it failed. [`Frame::invoke_id`] reads the invoke ID of a frame without decoding it.
//!
//! # The contract
//!
//! *Canonical* bytes have their floating fields in the order of the specification, entries of
//! lists whole, arrays in the form of the version (erratum E12), one NUL at the end of each
//! STRING, true counts, and no members for absent or empty lists.
//!
//! 1. Canonical bytes are decoded to a value that is encoded to the same bytes.
//! 2. A value that can be encoded is encoded to bytes that are decoded to the same value; only
//!    `None` in a fixed field that the version has is written as, and read back as, its null value.
//! 3. What lenient decoding accepts, lenient encoding accepts at the same version, and decoding
//!    that gives an equal value.
//!
//! Canonical form can be up to twice as long as what a peer sent: values of an array become
//! fields of their own below version 20, missing counts and NULs are added. A message that
//! nearly fills the [`FrameLimit`] can therefore be refused when it is written again; an encoder
//! that must take whatever was read needs twice the limit of the decoder.
//!
//! Both directions have two modes ([`Mode`]). By default decoding is lenient and encoding strict;
//! [`DecodeOptions`] and [`EncodeOptions`] choose. [`docs::leniency`] lists what lenient mode
//! tolerates, why, and what strict mode rejects.
//!
//! Nothing that a peer sends makes decoding panic, loop, or hold more than 512 times the bytes of
//! the frame and 4 KiB; [`docs::reliability`] explains how this is verified. Costs are in
//! [`docs::performance`], how the interface meets the Rust API guidelines in
//! [`docs::api_guidelines`], and what a new version of the crate may change in [`docs::stability`].
//!
//! # Messages of your own
//!
//! Declare messages, enumerations, masks and IDs that the guide does not have in the same way as those it has.
//! [`TypedMessage`](macro@TypedMessage), [`Enumeration`], [`Mask`] and [`Id`] derive everything, and no other crate
//! is needed; the page of the first has the attributes of all. With the key `serde`, and the
//! feature of that name, they also implement serde's traits; the same page shows how to tie the key to a feature
//! of your own crate.
//!
//! ```
//! use cti_messages::{
//!     DynMessage, Enumeration, FrameBuffer, HeartbeatReq, InvokeId, Mask, ProtocolVersion, Request,
//!     TypedMessage, UnknownField,
//! };
//!
//! /// Asks to record a call.
//! #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
//! #[cti(name = "RECORD_REQ", number = 9000, from = client, confirmed_by = RecordConf)]
//! pub struct RecordReq<'a> {
//!     #[cti(fixed, name = "InvokeID")]
//!     pub invoke_id: InvokeId,
//!     #[cti(fixed, name = "RecordMode")]
//!     pub mode: RecordMode,
//!     #[cti(fixed, name = "MediaMask")]
//!     pub media: MediaMask,
//!     #[cti(unknown)]
//!     pub unknown: Vec<UnknownField<'a>>,
//! }
//!
//! /// The call is recorded.
//! #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
//! #[cti(name = "RECORD_CONF", number = 9001, from = server)]
//! pub struct RecordConf<'a> {
//!     #[cti(fixed, name = "InvokeID")]
//!     pub invoke_id: InvokeId,
//!     #[cti(unknown)]
//!     pub unknown: Vec<UnknownField<'a>>,
//! }
//!
//! #[derive(Clone, Copy, PartialEq, Eq, Default, Enumeration)]
//! #[cti(name = "RecordMode", constants(ALL = "ALL", ASKED = "ON_DEMAND"))]
//! pub struct RecordMode(pub u16);
//!
//! impl RecordMode {
//!     pub const ALL: Self = Self(0);
//!     pub const ASKED: Self = Self(1);
//! }
//!
//! #[derive(Clone, Copy, PartialEq, Eq, Default, Mask)]
//! #[cti(name = "MediaMask", bits(VOICE = "VOICE", SCREEN = "SCREEN"))]
//! pub struct MediaMask(u32);
//!
//! impl MediaMask {
//!     pub const VOICE: Self = Self(0x0001);
//!     pub const SCREEN: Self = Self(0x0002);
//! }
//!
//! let request = RecordReq {
//!     invoke_id: InvokeId(7),
//!     media: MediaMask::VOICE | MediaMask::SCREEN,
//!     ..RecordReq::default()
//! };
//! assert_eq!(request.confirmation(), RecordConf { invoke_id: InvokeId(7), ..RecordConf::default() });
//!
//! // In one queue with messages of the guide.
//! let queue: [Box<dyn DynMessage>; 2] = [Box::new(HeartbeatReq::default()), Box::new(request)];
//! let mut sent = Vec::new();
//! for message in &queue {
//!     message.encode(ProtocolVersion::V24, &mut sent)?;
//! }
//!
//! // In one stream with them.
//! let mut received = FrameBuffer::new();
//! received.push(&sent);
//! while let Some(frame) = received.next_frame()? {
//!     match frame.message_type {
//!         RecordReq::MESSAGE_TYPE => {
//!             let request: RecordReq = frame.decode(ProtocolVersion::V24)?;
//!             println!("records {:?}", request.media);
//!         }
//!         _ => println!("{}", frame.message(ProtocolVersion::V24)?),
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Message`] does not know their layouts: it decodes them as [`Message::Unknown`]. Decode them as their own types, by
//! [`Frame::decode`], and find the answers to your requests with [`Frame::answer_to`].
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `std` | yes | `FrameReader`, which reads frames from `std::io::Read`, and conversions between [`Time`] and `SystemTime`; without it the crate needs only `alloc` |
//! | `tokio` | no | `codec`, for `tokio_util::codec`: frames from asynchronous streams, messages to them |
//! | `serde` | no | `serialization`: `Serialize` and `Deserialize` for messages and values, as JSON for people and compact for programs; for types of your own if they ask for it |
//! | `proptest` | no | `strategies`, which make values of every message for property tests |
//! | `arbitrary` | no | `fuzzing`: `Arbitrary` for every message, and functions that make messages for a version |
//! | one for each service: `all-events`, `call-data-update`, `client-control`, `client-events`, `client-monitor`, `configuration-acquisition`, `failure-indication`, `miscellaneous`, `peripheral-monitor`, `server`, `session-management`, `supervisor` | yes | the messages of the [`Service`], and the entries, enumerations and masks that only they need; [`docs::performance`] has the cost of each |
//!
//! `tokio` and `proptest` turn on `std`; `arbitrary` turns on `proptest`, and so `std`. `serde` and the services do
//! without. Features are additive: one that another crate turns on may add implementations to the types of this crate,
//! and never changes what the derives write for yours. These pages show all messages, whichever features they were
//! built with; each message names the feature that it needs.
//!
//! Without the feature of its service a message is a [`Message::Unknown`], with the same name,
//! number and bytes. Another crate may turn the feature on: code that passes on what it does not
//! read should use [`Frame`], which is the same with any features. A client that follows its own
//! agent may do with `failure-indication`, `session-management`, `client-events` and
//! `client-control`.
#![no_std]
// docs.rs says beside each item which feature it needs; only nightly can.
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;
// The derives write paths that start with `::cti_messages`; inside this crate they lead here.
extern crate self as cti_messages;

#[cfg(feature = "tokio")]
pub mod codec;
mod decode;
mod derived_serde;
mod dispatch;
// Not compiled: nobody but a reader needs it.
#[cfg(doc)]
pub mod docs;
mod encode;
mod error;
pub mod fields;
mod frame;
#[cfg(feature = "arbitrary")]
pub mod fuzzing;
#[rustfmt::skip] // Formatted by the generator.
mod generated;
pub mod info;
mod into_owned;
mod layouts;
mod mask;
mod message;
mod mode;
mod names;
mod owned_frame;
mod pairing;
mod raw;
mod request;
#[cfg(feature = "serde")]
pub mod serialization;
#[cfg(feature = "proptest")]
mod strategy;
mod tables;
mod typed;
mod value;
mod version;
mod wire;

pub use cti_derive::{Entry, Enumeration, Id, Mask, Record, TypedMessage};
pub use decode::DecodeOptions;
pub use encode::EncodeOptions;
pub use error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};
pub use frame::{Frame, FrameBuffer, FrameLimit, HEADER_BYTES, Split, split};
#[cfg(feature = "std")]
pub use frame::{FrameReader, ReadError};
pub use generated::*;
pub use info::{Direction, PartsError, Presence, Service};
pub use into_owned::IntoOwned;
pub use message::UnknownMessage;
pub use mode::Mode;
pub use names::ParseNameError;
pub use owned_frame::OwnedFrame;
pub use raw::{RawField, RawFields, RawMessage};
pub use request::{Request, RequestError, UnexpectedMessageError};
pub use typed::{DynMessage, TypedMessage};
pub use value::{
    Bool, Bytes, NamedArray, NamedVariable, Secret, Text, Time, TimeRangeError, TrailingBytes,
    UnknownField,
};
pub use version::{ProtocolVersion, UnsupportedVersionError, VersionNumber, VersionRange};

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
