//! The frame, and what holds for the message as a whole.

use cti_spec::Protocol;
use cti_spec::model::Message;

use super::wire::number;
use super::{Fault, Kind, Reading};

/// The bytes of a header: MessageLength and MessageType.
pub(super) const HEADER: usize = 8;

/// The number of the message and its body. The limit comes first: what is too long is not looked
/// at any further.
pub(super) fn read<'f>(protocol: &Protocol, frame: &'f [u8]) -> Result<(u32, &'f [u8]), Fault> {
    let header = (frame.len() >= HEADER).then(|| (number(&frame[..4]), number(&frame[4..HEADER])));
    let name = header
        .and_then(|(_, number)| message(protocol, number))
        .map(|message| &message.name.guide[..]);
    let fault = |kind| Fault::new(kind, name, None, 0);
    let limit = protocol.frame_limit as usize;
    if frame.len() > limit {
        let length = frame.len();
        return Err(fault(Kind::FrameTooLong { length, limit }));
    }
    let Some((declared, message_number)) = header else {
        return Err(fault(Kind::TruncatedHeader {
            actual: frame.len(),
        }));
    };
    let body = &frame[HEADER..];
    if declared as usize != body.len() {
        let (declared, actual) = (declared as usize, body.len());
        return Err(fault(Kind::LengthMismatch { declared, actual }));
    }
    Ok((message_number, body))
}

/// The message with a number.
pub(super) fn message(protocol: &Protocol, number: u32) -> Option<&Message> {
    protocol
        .messages
        .iter()
        .find(|message| message.number == number)
}

/// Refuses, in strict mode, a message that its version lacks: its type, at byte 4, is wrong.
pub(super) fn check_window(reading: &Reading<'_>) -> Result<(), Fault> {
    if reading.strict && !reading.message.window.contains(reading.version) {
        return Err(reading.fault(Kind::MessageOutsideVersion, None, 4));
    }
    Ok(())
}

/// The version in which a message is written: that of the session, or the one that the message
/// names itself; the nearest one that is modelled, where it names another.
pub(super) fn version_of(
    protocol: &Protocol,
    message: &Message,
    body: &[u8],
    session: u8,
    strict: bool,
) -> Result<u8, Fault> {
    let Some(name) = message
        .parts()
        .and_then(|parts| parts.version_from.as_deref())
    else {
        return Ok(session);
    };
    // The field stands at one place, in every layout and every version.
    let mut at = 0;
    for field in message
        .parts()
        .into_iter()
        .flat_map(|parts| &parts.layouts[0].fields)
    {
        if field.name.guide == name {
            break;
        }
        at += field.size as usize;
    }
    let Some(bytes) = body.get(at..at + 4) else {
        return Ok(session);
    };
    let own = number(bytes);
    let nearest = own.clamp(protocol.first_version.into(), protocol.last_version.into());
    if strict && own != nearest {
        let kind = Kind::UnsupportedVersion { version: own };
        let message = Some(&message.name.guide[..]);
        return Err(Fault::new(kind, message, Some(name), HEADER + at));
    }
    Ok(u8::try_from(nearest).unwrap_or(session))
}
