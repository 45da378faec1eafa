//! Raw bytes in place of a frame.

use cti_messages::{HEADER_BYTES, ProtocolVersion};

use crate::contract;

/// The bit of the first byte that leaves MessageLength as it is.
///
/// Without it the length is made right: a fuzzer that has to keep it right by itself spends its
/// time on frames that are refused at their first byte.
const KEEPS_LENGTH: u8 = 0x80;

/// The first byte chooses the version, the others are the frame.
///
/// # Panics
/// If the contract is broken.
pub fn decode(data: &[u8]) {
    if let Some((version, frame)) = frame(data) {
        contract::holds_for(&frame, version);
    }
}

/// The frame of an input, and its version; `None` for no bytes.
#[must_use]
pub fn frame(data: &[u8]) -> Option<(ProtocolVersion, Vec<u8>)> {
    let (&first, frame) = data.split_first()?;
    let mut frame = frame.to_vec();
    if first & KEEPS_LENGTH == 0 {
        let body = frame.len().saturating_sub(HEADER_BYTES);
        let length = u32::try_from(body).unwrap_or(u32::MAX);
        if let Some(header) = frame.first_chunk_mut() {
            *header = length.to_be_bytes();
        }
    }
    Some((version(first & !KEEPS_LENGTH), frame))
}

/// The version that a byte chooses: its own number, so that an input can be read by eye.
fn version(byte: u8) -> ProtocolVersion {
    let number = u32::from(byte);
    ProtocolVersion::new(number)
        .or_else(|| ProtocolVersion::all().nth(usize::from(byte) % ProtocolVersion::all().count()))
        .unwrap_or_default()
}

/// An input: a frame at a version.
#[must_use]
pub fn seed(version: ProtocolVersion, frame: &[u8]) -> Vec<u8> {
    [&[version.number()], frame].concat()
}
