//! Messages: the type, the version, the fields.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString as _};

use super::error::{Refusal, Within, did_you_mean, refuse, unknown_key};
use super::members::members;
use super::tree::{Object, Tree};
use super::{Members, Names, number, object, value};
use crate::generated::message_type::MessageType;
use crate::info::MessageInfo;
use crate::message::UnknownMessage;
use crate::serialization::carried::Read;
use crate::version::{ProtocolVersion, VersionNumber};

/// What a line may have at its top.
const KEYS: [&str; 5] = ["message", "type", "protocol", "fields", "body"];

/// Whether a line has to tell its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serialization) enum Reading {
    /// It belongs to a session.
    Session,
    /// It stands alone.
    Alone,
}

/// The message of a line, and the version in which it is to be written.
///
/// The message is told by `message`, its name, or `type`, its number; where both stand, they
/// must agree. Enumerations, masks and IDs may be given as numbers too; named variables may stand
/// under the name of the member, as the values of other lists do.
pub(super) fn message<M: Read>(
    line: &Tree,
    reading: Reading,
) -> Result<(M, ProtocolVersion), Refusal> {
    let line = object(line)?;
    if let Some(key) = line.keys().find(|key| !KEYS.contains(key)) {
        return Err(unknown_key(key, KEYS));
    }
    let names = match line.get("protocol") {
        Some(tree) => Names {
            version: version(tree).within("protocol")?,
            is_exact: true,
        },
        None if reading == Reading::Session => return refuse("\"protocol\" is missing"),
        None => Names {
            version: ProtocolVersion::LATEST,
            is_exact: false,
        },
    };
    let message_type = message_type(line, M::ONLY)?;
    if let Some((_, name)) = M::ONLY.filter(|(only, _)| *only != message_type) {
        return refuse(format!("expected {name}, found {message_type}")).within("message");
    }
    match M::blank(message_type) {
        Some(message) => known(line, message, message_type, names),
        None => Ok((unknown(line, message_type)?, names.version)),
    }
}

fn version(tree: &Tree) -> Result<ProtocolVersion, Refusal> {
    let number = number::unsigned(tree)?;
    ProtocolVersion::try_from(VersionNumber(number)).or_else(|error| refuse(error.to_string()))
}

/// The type and the name of a message that is read as a struct.
type Only = Option<(MessageType, &'static str)>;

/// The type according to `message` and `type`.
fn message_type(line: &Object, only: Only) -> Result<MessageType, Refusal> {
    let by_number = match line.get("type") {
        Some(tree) => Some(MessageType(number::unsigned(tree).within("type")?)),
        None => None,
    };
    let by_name = match line.get("message") {
        None | Some(Tree::Null) => None,
        Some(Tree::Text(name)) => type_named(name, by_number, only).within("message")?,
        Some(other) => {
            return refuse(format!("expected a name, found {}", other.kind())).within("message");
        }
    };
    match (by_name, by_number) {
        (Some(named), Some(numbered)) if named != numbered => refuse(format!(
            "{} has the number {}, not {}",
            name_of(named, only),
            named.0,
            numbered.0
        ))
        .within("type"),
        (Some(found), _) | (None, Some(found)) => Ok(found),
        (None, None) => refuse("\"message\" (a name) or \"type\" (a number) is missing"),
    }
}

/// The name of a type, for an error.
fn name_of(message_type: MessageType, only: Only) -> String {
    match (only, message_type.name()) {
        (Some((only, name)), _) if only == message_type => name.to_owned(),
        (_, Some(name)) => name.to_owned(),
        (_, None) => format!("message type {message_type}"),
    }
}

/// The type with a name. `None` if the name is not known, and need not be: it belongs to a number that has none here,
/// as that of a private message does where it is read as any message.
fn type_named(
    name: &str,
    by_number: Option<MessageType>,
    only: Only,
) -> Result<Option<MessageType>, Refusal> {
    let known = MessageType::ALL.iter();
    let known = known.filter_map(|known| Some((*known, known.name()?)));
    // The struct first: its name may be one of its own.
    let known = only.into_iter().chain(known);
    if let Some((message_type, _)) = known.clone().find(|(_, known)| *known == name) {
        return Ok(Some(message_type));
    }
    if only.is_none() && by_number.is_some_and(|number| number.name().is_none()) {
        return Ok(None);
    }
    let names = known.map(|(_, name)| name);
    refuse(format!(
        "no message has the name {name}{}",
        did_you_mean(name, names)
    ))
}

/// A message with a layout.
fn known<M: Read>(
    line: &Object,
    mut message: M,
    message_type: MessageType,
    mut names: Names,
) -> Result<(M, ProtocolVersion), Refusal> {
    let name = || name_of(message_type, M::ONLY);
    if line.get("body").is_some() {
        let name = name();
        return refuse(format!("{name} has \"fields\", not a \"body\"")).within("body");
    }
    let Some(fields) = line.get("fields") else {
        return refuse(format!("the \"fields\" of {} are missing", name()));
    };
    set(&mut message, fields, &mut names).within("fields")?;
    Ok((message, names.version))
}

/// The message of what stands under `fields`.
pub(super) fn fields_alone<M: Read>(fields: &Tree) -> Result<M, Refusal> {
    let blank = M::ONLY.and_then(|(only, _)| M::blank(only));
    let Some(mut message) = blank else {
        return refuse("the type of the message is missing");
    };
    let mut names = Names {
        version: ProtocolVersion::LATEST,
        is_exact: false,
    };
    set(&mut message, fields, &mut names)?;
    Ok(message)
}

/// Sets the fields of a message, which may tell its version themselves.
fn set<M: Read>(message: &mut M, fields: &Tree, names: &mut Names) -> Result<(), Refusal> {
    let Ok(info) = message.known().map(|known| known.info()) else {
        return Ok(());
    };
    if let Some(version) = own_version(info, fields) {
        *names = Names {
            version,
            is_exact: true,
        };
    }
    let Some(slots) = message.slots() else {
        return Ok(());
    };
    let owner = Members {
        infos: slots.members(),
        keeps_unknown: !info.header_only,
        keeps_trailing: info.header_only,
    };
    members(object(fields)?, &owner, *names)?.put_into(slots)
}

/// The version that a message names for itself in its fixed part.
fn own_version(info: &MessageInfo, fields: &Tree) -> Option<ProtocolVersion> {
    let place = info.version_at?;
    let mut end = 0;
    let field = info.fixed.iter().find(|field| {
        let start = end;
        end += field.size;
        start == place
    })?;
    let Tree::Object(fields) = fields else {
        return None;
    };
    let number: u32 = number::unsigned(fields.get(field.name)?).ok()?;
    Some(ProtocolVersion::nearest(number))
}

/// A message without a known layout: its body as bytes.
fn unknown<M: Read>(line: &Object, message_type: MessageType) -> Result<M, Refusal> {
    let name = || name_of(message_type, M::ONLY);
    if line.get("fields").is_some() {
        return refuse(format!(
            "the layout of {} is not known: give its \"body\" in hexadecimal",
            name()
        ))
        .within("fields");
    }
    let Some(body) = line.get("body") else {
        return refuse(format!("the \"body\" of {} is missing", name()));
    };
    let body = value::hex(body).within("body")?.into();
    let message = UnknownMessage { message_type, body };
    M::without_layout(message).map_or_else(|| refuse("the layout is not known".to_owned()), Ok)
}
