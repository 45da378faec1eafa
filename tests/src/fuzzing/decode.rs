//! Raw bytes in place of a frame.

use cti_messages::ProtocolVersion;

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
    let Some((&first, frame)) = data.split_first() else {
        return;
    };
    let mut frame = frame.to_vec();
    if first & KEEPS_LENGTH == 0 {
        let body = frame.len().saturating_sub(cti_messages::HEADER_BYTES);
        let length = u32::try_from(body).unwrap_or(u32::MAX);
        if let Some(header) = frame.first_chunk_mut() {
            *header = length.to_be_bytes();
        }
    }
    contract::holds_for(&frame, version(first & !KEEPS_LENGTH));
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
