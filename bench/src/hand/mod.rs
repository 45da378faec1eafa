//! Codecs of the messages of the mix, written by hand: the measure of what the derives make.
//!
//! They fill the same structs, take any version, keep unknown fields, forgive and refuse the same,
//! and are fast where it matters: whatever is rare (an error, a field that is repeated, an unknown
//! field among records) is left to the library, so that these codecs need not pay for it. What
//! messages have in common, call variables above all, stands in each: that is what writing by hand
//! means, and calls to share it would be paid for here and not there. The tests
//! compare them with the library on whole and on damaged messages.

mod agent_state;
mod begin_call;
mod call_data_update;
mod call_delivered;
mod clients;
mod config_agent;
mod heartbeat;
mod read;
mod snapshot_call;
mod statistics;
mod variables;
mod write;

use cti_messages::{
    DecodeError, EncodeError, FrameLimit, HEADER_BYTES, Message, MessageType, ProtocolVersion,
    TypedMessage,
};

/// A message with a codec written by hand; lenient decoding, strict encoding.
pub trait ByHand<'a>: TypedMessage<'a> {
    /// Reads a body; `None` if the library has to.
    fn read(body: &'a [u8], version: ProtocolVersion) -> Option<Self>;

    /// Writes a body; `None` if the library has to.
    fn write(&self, version: ProtocolVersion, out: &mut Vec<u8>) -> Option<()>;
}

/// The type and the body of a frame.
#[inline]
fn parse(frame: &[u8]) -> Option<(MessageType, &[u8])> {
    if frame.len() > FrameLimit::default().0 {
        return None;
    }
    let (length, rest) = frame.split_first_chunk::<4>()?;
    let (number, body) = rest.split_first_chunk::<4>()?;
    (u32::from_be_bytes(*length) as usize == body.len())
        .then_some((MessageType(u32::from_be_bytes(*number)), body))
}

/// Decodes a message of a known type.
///
/// # Errors
/// Those of the library.
#[inline]
pub fn decode<'a, T: ByHand<'a>>(
    frame: &'a [u8],
    version: ProtocolVersion,
) -> Result<T, DecodeError> {
    match parse(frame) {
        // The result is made where the message is: on the way out of here it would be copied once more.
        Some((message_type, body)) if message_type == T::MESSAGE_TYPE => {
            match T::read(body, version) {
                Some(message) => Ok(message),
                None => by_library(frame, version),
            }
        }
        _ => by_library(frame, version),
    }
}

#[cold]
#[inline(never)]
fn by_library<'a, T: ByHand<'a>>(
    frame: &'a [u8],
    version: ProtocolVersion,
) -> Result<T, DecodeError> {
    T::decode(frame, version)
}

/// Decodes a message of any type.
///
/// # Errors
/// Those of the library.
pub fn decode_any(frame: &[u8], version: ProtocolVersion) -> Result<Message<'_>, DecodeError> {
    decode_any_or(frame, version, any_by_library)
}

/// Decodes a message of any type; what has to be left to the library, to another function.
///
/// # Errors
/// Those of that function.
#[inline(always)]
pub fn decode_any_or<'a, E>(
    frame: &'a [u8],
    version: ProtocolVersion,
    rare: fn(&'a [u8], ProtocolVersion) -> Result<Message<'a>, E>,
) -> Result<Message<'a>, E> {
    let Some((message_type, body)) = parse(frame) else {
        return rare(frame, version);
    };
    macro_rules! read {
        ($message:ident) => {
            match ByHand::read(body, version) {
                Some(message) => Ok(Message::$message(message)),
                None => rare(frame, version),
            }
        };
    }
    match message_type {
        MessageType::AGENT_STATE_EVENT => read!(AgentStateEvent),
        MessageType::BEGIN_CALL_EVENT => read!(BeginCallEvent),
        MessageType::CALL_DELIVERED_EVENT => read!(CallDeliveredEvent),
        MessageType::CALL_DATA_UPDATE_EVENT => read!(CallDataUpdateEvent),
        MessageType::HEARTBEAT_REQ => read!(HeartbeatReq),
        MessageType::SNAPSHOT_CALL_CONF => read!(SnapshotCallConf),
        MessageType::CONFIG_AGENT_EVENT => read!(ConfigAgentEvent),
        MessageType::QUERY_SKILL_GROUP_STATISTICS_CONF => read!(QuerySkillGroupStatisticsConf),
        _ => rare(frame, version),
    }
}

#[cold]
#[inline(never)]
fn any_by_library(frame: &[u8], version: ProtocolVersion) -> Result<Message<'_>, DecodeError> {
    Message::decode(frame, version)
}

/// Appends a message with its header.
///
/// # Errors
/// Those of the library.
#[inline]
pub fn encode<'a, T: ByHand<'a>>(
    message: &T,
    version: ProtocolVersion,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    match write(message, version, out) {
        Some(()) => Ok(()),
        None => encode_by_library(message, version, out),
    }
}

/// Appends a message with its header; `None` if the library has to.
#[inline]
fn write<'a, T: ByHand<'a>>(
    message: &T,
    version: ProtocolVersion,
    out: &mut Vec<u8>,
) -> Option<()> {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&T::MESSAGE_TYPE.0.to_be_bytes());
    if message.write(version, out).is_some() {
        let length = out.len() - start;
        if length <= FrameLimit::default().0
            && let Ok(told) = u32::try_from(length - HEADER_BYTES)
            && let Some(place) = out.get_mut(start..start + 4)
        {
            place.copy_from_slice(&told.to_be_bytes());
            return Some(());
        }
    }
    out.truncate(start);
    None
}

#[cold]
#[inline(never)]
fn encode_by_library<'a, T: ByHand<'a>>(
    message: &T,
    version: ProtocolVersion,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    message.encode(version, out)
}

/// Appends a message of any type with its header.
///
/// # Errors
/// Those of the library.
pub fn encode_any(
    message: &Message<'_>,
    version: ProtocolVersion,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    match write_any(message, version, out) {
        Some(()) => Ok(()),
        None => any_encoded_by_library(message, version, out),
    }
}

#[cold]
#[inline(never)]
fn any_encoded_by_library(
    message: &Message<'_>,
    version: ProtocolVersion,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    message.encode(version, out)
}

/// Appends a message of any type with its header; `None` if the library has to.
#[inline]
pub fn write_any(message: &Message<'_>, version: ProtocolVersion, out: &mut Vec<u8>) -> Option<()> {
    match message {
        Message::AgentStateEvent(message) => write(message, version, out),
        Message::BeginCallEvent(message) => write(message, version, out),
        Message::CallDeliveredEvent(message) => write(message, version, out),
        Message::CallDataUpdateEvent(message) => write(message, version, out),
        Message::HeartbeatReq(message) => write(message, version, out),
        Message::SnapshotCallConf(message) => write(message, version, out),
        Message::ConfigAgentEvent(message) => write(message, version, out),
        Message::QuerySkillGroupStatisticsConf(message) => write(message, version, out),
        _ => None,
    }
}
