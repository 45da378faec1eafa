//! Finding the type: messages that differ in their type only.
//!
//! Each is an InvokeID and nothing else, so that all take the same work once the type is found.

use cti_messages::{EncodeOptions, HEADER_BYTES, MessageType, ProtocolVersion};

use crate::instructions::{self, samples::Sample};

/// Lets each such type be counted.
///
/// # Errors
/// If a message cannot be decoded or encoded.
pub(super) fn count(out: &mut Vec<u8>) -> anyhow::Result<()> {
    for message_type in types() {
        instructions::count(&sample(message_type), out)?;
    }
    Ok(())
}

/// The types of a single member, a number of 4 bytes.
fn types() -> impl Iterator<Item = MessageType> {
    MessageType::ALL.iter().copied().filter(|message_type| {
        let info = message_type.info();
        info.is_some_and(|info| {
            info.members.len() == 1 && matches!(info.fixed, [place] if place.size == BODY.len())
        })
    })
}

/// Any InvokeID.
const BODY: [u8; 4] = [0, 0, 0, 7];

fn sample(message_type: MessageType) -> Sample {
    let mut frame = Vec::with_capacity(HEADER_BYTES + BODY.len());
    frame.extend_from_slice(&[0, 0, 0, 4]);
    frame.extend_from_slice(&message_type.0.to_be_bytes());
    frame.extend_from_slice(&BODY);
    Sample {
        name: format!("type {:03} {message_type}", message_type.0),
        frame,
        version: ProtocolVersion::V24,
        options: EncodeOptions::strict(),
    }
}

#[cfg(test)]
mod tests {
    use cti_messages::Message;

    use super::{sample, types};

    #[test]
    fn types_early_and_late_are_decoded_as_themselves() {
        let numbers: Vec<u32> = types().map(|message_type| message_type.0).collect();
        assert!(numbers.len() >= 10, "{numbers:?}");
        assert!(numbers.iter().any(|number| *number < 50));
        assert!(numbers.iter().any(|number| *number > 200));
        for message_type in types() {
            let sample = sample(message_type);
            let message = Message::decode(&sample.frame, sample.version).unwrap();
            assert_eq!(message.message_type(), message_type);
            assert!(message.as_known().is_ok());
        }
    }
}
