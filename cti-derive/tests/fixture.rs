//! The derives from outside the workspace's own messages: a small protocol with each attribute in it, in both
//! directions and at the versions where something changes.

// The protocol is that of the runtime's tests, so that the two cannot drift apart. It lives there, because most of
// what is written about it does. Nothing is lost by a path that leaves the package: these tests need cti-messages from
// the same workspace anyway, a dependency without a version, which a published package does not have.
#[path = "../../cti-messages/tests/runtime/fixture/mod.rs"]
#[allow(dead_code, reason = "some of it is of interest to the runtime alone")]
mod protocol;

#[path = "fixture/fixed_parts.rs"]
mod fixed_parts;
#[path = "fixture/floating_parts.rs"]
mod floating_parts;
#[path = "fixture/infos.rs"]
mod infos;
#[path = "fixture/newtypes.rs"]
mod newtypes;

use cti_messages::{EncodeOptions, ProtocolVersion, TypedMessage};

/// The body of a message, leniently encoded.
fn body<'a>(message: &impl TypedMessage<'a>, version: ProtocolVersion) -> Vec<u8> {
    let mut frame = Vec::new();
    message
        .encode_with(version, EncodeOptions::lenient(), &mut frame)
        .expect("the value can be encoded");
    assert_eq!(
        message.encoded_len(version, EncodeOptions::lenient()),
        Ok(frame.len())
    );
    frame.split_off(8)
}

/// A frame of a message type with a body.
fn frame(number: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("bodies in tests are short");
    [&length.to_be_bytes(), &number.to_be_bytes(), body].concat()
}
