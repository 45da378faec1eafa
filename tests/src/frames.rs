//! Frames taken apart and put together again, without the code that is tested.

use cti_messages::info::MessageInfo;
use cti_messages::{HEADER_BYTES, ProtocolVersion};

/// A floating field as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its tag.
    pub tag: u16,
    /// Its data.
    pub data: Vec<u8>,
}

/// A frame in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// MessageType.
    pub message_type: u32,
    /// The fixed part.
    pub fixed: Vec<u8>,
    /// The floating fields.
    pub fields: Vec<Field>,
}

/// The bytes of the fixed part in a version.
#[must_use]
pub fn fixed_bytes(info: &MessageInfo, version: ProtocolVersion) -> usize {
    info.fixed
        .iter()
        .filter(|place| place.versions.contains(version))
        .map(|place| place.size)
        .sum()
}

/// Takes a frame apart; `None` if it is cut.
#[must_use]
pub fn take_apart(frame: &[u8], fixed: usize, version: ProtocolVersion) -> Option<Pieces> {
    let width = if version.has_wide_tags() { 2 } else { 1 };
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0usize, |number, byte| number << 8 | usize::from(*byte))
    };
    let message_type = u32::try_from(number(frame.get(4..HEADER_BYTES)?)).ok()?;
    let mut rest = frame.get(HEADER_BYTES + fixed..)?;
    let fixed = frame[HEADER_BYTES..HEADER_BYTES + fixed].to_vec();
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let tag = u16::try_from(number(rest.get(..width)?)).ok()?;
        let length = number(rest.get(width..2 * width)?);
        let data = rest.get(2 * width..2 * width + length)?.to_vec();
        rest = &rest[2 * width + length..];
        fields.push(Field { tag, data });
    }
    Some(Pieces {
        message_type,
        fixed,
        fields,
    })
}

/// Puts a frame together; tags and lengths are cut to the width of the version.
#[must_use]
pub fn put_together(pieces: &Pieces, version: ProtocolVersion) -> Vec<u8> {
    let mut body = pieces.fixed.clone();
    for field in &pieces.fields {
        let length = u16::try_from(field.data.len()).unwrap_or(u16::MAX);
        if version.has_wide_tags() {
            body.extend(field.tag.to_be_bytes());
            body.extend(length.to_be_bytes());
        } else {
            body.push(field.tag.to_be_bytes()[1]);
            body.push(length.to_be_bytes()[1]);
        }
        body.extend(&field.data);
    }
    with_header(pieces.message_type, &body)
}

/// A body with its header.
#[must_use]
pub fn with_header(message_type: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let mut frame = length.to_be_bytes().to_vec();
    frame.extend(message_type.to_be_bytes());
    frame.extend(body);
    frame
}
