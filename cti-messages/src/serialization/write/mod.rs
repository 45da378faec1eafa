//! The form for formats that people read.

mod members;
mod value;

use ::serde::ser::{SerializeMap, Serializer};

use crate::message::UnknownMessage;
use crate::typed::DynMessage;
use crate::value::Hex;
use crate::version::ProtocolVersion;

pub(super) use members::members;
pub(super) use value::value;

/// A message as `cti decode` prints it, with its version or without.
pub(super) fn line<S: Serializer>(
    message: Result<&dyn DynMessage, &UnknownMessage<'_>>,
    version: ProtocolVersion,
    tells_version: bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (name, number) = match message {
        Ok(known) => (Some(known.info().name), known.info().message_type.0),
        Err(unknown) => (unknown.message_type.name(), unknown.message_type.0),
    };
    let mut line = serializer.serialize_map(Some(3 + usize::from(tells_version)))?;
    line.serialize_entry("message", &name)?;
    line.serialize_entry("type", &number)?;
    if tells_version {
        line.serialize_entry("protocol", &version)?;
    }
    match message {
        Ok(known) => line.serialize_entry(
            "fields",
            &members(known.as_fields(), version, tells_version),
        )?,
        Err(unknown) => line.serialize_entry("body", &Hex(&unknown.body))?,
    }
    line.end()
}
