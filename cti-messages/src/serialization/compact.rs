//! The form for formats that nobody reads: the version, then the frame.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use ::serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use ::serde::ser::{Error, Serialize, SerializeTuple, Serializer};

use super::carried::{Carried, Read, frame};
use crate::version::ProtocolVersion;

/// Writes a message in a version.
pub(super) fn write<S: Serializer>(
    message: &impl Carried,
    version: ProtocolVersion,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let frame = frame(message, version).map_err(Error::custom)?;
    pair(version, &frame, serializer)
}

/// Writes a message in a version, or in the latest one that can hold it: a field may be of older
/// ones only.
pub(super) fn write_in_any<S: Serializer>(
    message: &impl Carried,
    version: ProtocolVersion,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let refusal = match frame(message, version) {
        Ok(frame) => return pair(version, &frame, serializer),
        Err(refusal) => refusal,
    };
    for older in ProtocolVersion::all().rev() {
        if let Ok(frame) = frame(message, older) {
            return pair(older, &frame, serializer);
        }
    }
    Err(Error::custom(refusal))
}

fn pair<S: Serializer>(
    version: ProtocolVersion,
    frame: &[u8],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut pair = serializer.serialize_tuple(2)?;
    pair.serialize_element(&version)?;
    pair.serialize_element(&RawBytes(frame))?;
    pair.end()
}

/// Reads what was written.
pub(super) fn read<'de, M: Read, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<(M, ProtocolVersion), D::Error> {
    struct Pair<M>(PhantomData<M>);

    impl<'de, M: Read> Visitor<'de> for Pair<M> {
        type Value = (M, ProtocolVersion);

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a protocol version and a frame")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<Self::Value, A::Error> {
            let missing = |index| de::Error::invalid_length(index, &self);
            let version: ProtocolVersion = pair.next_element()?.ok_or_else(|| missing(0))?;
            let frame: OwnedBytes = pair.next_element()?.ok_or_else(|| missing(1))?;
            let message = M::of_frame(&frame.0, version).map_err(de::Error::custom)?;
            let version = super::carried::version_of(&message, version);
            Ok((message, version))
        }
    }

    deserializer.deserialize_tuple(2, Pair(PhantomData))
}

/// Bytes as bytes: a slice would be a sequence of numbers.
pub(super) struct RawBytes<'b>(pub(super) &'b [u8]);

impl Serialize for RawBytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// Bytes that were bytes; a sequence of numbers, in formats that know no bytes.
pub(super) struct OwnedBytes(pub(super) Vec<u8>);

impl<'de> Deserialize<'de> for OwnedBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyBytes;

        impl<'de> Visitor<'de> for AnyBytes {
            type Value = OwnedBytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<OwnedBytes, E> {
                Ok(OwnedBytes(bytes.to_vec()))
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<OwnedBytes, E> {
                Ok(OwnedBytes(bytes))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut bytes: A) -> Result<OwnedBytes, A::Error> {
                // What the format says of its length may be a lie.
                let mut read = Vec::new();
                while let Some(byte) = bytes.next_element()? {
                    read.push(byte);
                }
                Ok(OwnedBytes(read))
            }
        }

        deserializer.deserialize_byte_buf(AnyBytes)
    }
}
