//! Protocol versions, message types and tags: their numbers.

use ::serde::de::{Deserialize, Deserializer, Error, Unexpected};
use ::serde::ser::{Serialize, Serializer};

use crate::generated::message_type::MessageType;
use crate::generated::tags::Tag;
use crate::version::{ProtocolVersion, VersionNumber};

/// The number.
impl Serialize for ProtocolVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

/// The number, which must be one of those that are modelled.
impl<'de> Deserialize<'de> for ProtocolVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        Self::new(number.into()).ok_or_else(|| {
            let found = Unexpected::Unsigned(number.into());
            D::Error::invalid_value(found, &"a supported protocol version")
        })
    }
}

macro_rules! number {
    ($($name:ident),*) => {$(
        /// The number.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        /// The number.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Deserialize::deserialize(deserializer).map(Self)
            }
        }
    )*};
}

number!(MessageType, Tag, VersionNumber);
