//! What the fuzz target does with its bytes. It stands here so that a plain test can do it too.

use arbitrary::{Arbitrary, Unstructured};
use cti_messages::{EncodeOptions, Mode, ProtocolVersion, fuzzing as messages};

use crate::{AgentNoteEvent, AgentStates};

/// A session of messages that the bytes choose, our own among them.
///
/// # Panics
/// If a message that can be encoded is refused, or more agents are logged in than messages came.
pub fn session(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let Ok(version) = ProtocolVersion::arbitrary(&mut bytes) else {
        return;
    };
    let mut agents = AgentStates::default();
    let mut count = 0;
    while let Some(frame) = frame(&mut bytes, version) {
        agents
            .frame(&frame, version)
            .expect("a message that was encoded");
        count += 1;
        assert!(agents.count() <= count);
    }
}

/// The next message; none if the bytes are at their end.
fn frame(bytes: &mut Unstructured<'_>, version: ProtocolVersion) -> Option<Vec<u8>> {
    if bytes.is_empty() {
        return None;
    }
    let mut frame = Vec::new();
    let options = EncodeOptions::lenient();
    if bytes.ratio(1, 8).ok()? {
        let note: AgentNoteEvent<'static> =
            messages::message(bytes, version, Mode::Lenient).ok()?;
        cti_messages::TypedMessage::encode_with(&note, version, options, &mut frame).ok()?;
    } else {
        let message = messages::any_message(bytes, version, Mode::Lenient).ok()?;
        message.encode_with(version, options, &mut frame).ok()?;
    }
    Some(frame)
}
