//! Messages, with the version of their session and without.

use ::serde::de::{Deserialize, Deserializer};
use ::serde::ser::{Serialize, Serializer};

use super::carried::{Carried, Read, version_of};
use super::read::{self, Reading};
use super::{compact, write};
use crate::generated::message::Message;
use crate::version::ProtocolVersion;

/// A message with the protocol version of its session.
///
/// In a format that people read it is an object with `message` (the name, or null), `type` (the
/// number), `protocol`, and `fields`; in place of `fields`, a message without a known layout has
/// `body`, hexadecimal digits. To be read, it needs `message` or `type`. In a compact format it is the
/// version and the frame.
///
/// `M` is [`Message`] or a message struct, without a borrow where it is read. A message that names
/// its version itself, OPEN_REQ, is written and read in that one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Versioned<M> {
    /// The message.
    pub message: M,
    /// The version in which it was read, or is to be written.
    pub version: ProtocolVersion,
}

impl<M> Versioned<M> {
    /// A message with its version.
    pub const fn new(message: M, version: ProtocolVersion) -> Self {
        Self { message, version }
    }
}

impl<M: Carried> Serialize for Versioned<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let version = version_of(&self.message, self.version);
        if serializer.is_human_readable() {
            write::line(self.message.known(), version, true, serializer)
        } else {
            compact::write(&self.message, version, serializer)
        }
    }
}

impl<'de, M: Read> Deserialize<'de> for Versioned<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (message, version) = if deserializer.is_human_readable() {
            read::line(Reading::Session, deserializer)?
        } else {
            compact::read(deserializer)?
        };
        Ok(Self { message, version })
    }
}

impl Serialize for Message<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let version = version_of(self, ProtocolVersion::LATEST);
        if serializer.is_human_readable() {
            write::line(self.known(), version, false, serializer)
        } else {
            compact::write_in_any(self, version, serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Message<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read: (Message<'static>, _) = if deserializer.is_human_readable() {
            read::line(Reading::Alone, deserializer)?
        } else {
            compact::read(deserializer)?
        };
        Ok(read.0)
    }
}

/// Writes a message struct.
///
/// # Errors
/// Those of the serializer, and that the message cannot be encoded.
pub fn serialize<M: Carried, S: Serializer>(message: &M, serializer: S) -> Result<S::Ok, S::Error> {
    let version = version_of(message, ProtocolVersion::LATEST);
    match message.known() {
        Ok(known) if serializer.is_human_readable() => {
            write::members(known.as_fields(), version, false).serialize(serializer)
        }
        _ => compact::write_in_any(message, version, serializer),
    }
}

/// Reads a message struct.
///
/// # Errors
/// Those of the deserializer, and that it is no such message.
pub fn deserialize<'de, M: Read, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error> {
    if deserializer.is_human_readable() {
        read::fields(deserializer)
    } else {
        compact::read(deserializer).map(|(message, _)| message)
    }
}
