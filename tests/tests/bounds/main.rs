//! The bounds of the contract: memory, time and stack, whatever a peer sends.
//!
//! The allocator that counts comes with `allocation_counter`; it counts for each thread, so the
//! tests can run side by side.

mod linear;
mod memory;
mod refusal;
mod stack;
mod streams;

use allocation_counter::{AllocationInfo, measure};
use cti_messages::{DecodeOptions, Message, ProtocolVersion};

/// The most bytes that decoding may hold for a frame of a length, at any moment.
const fn most_bytes(frame: usize) -> u64 {
    512 * frame as u64 + 4096
}

/// What decoding a frame allocates: its peak, what is held after it, and how often.
fn decoding(frame: &[u8], version: ProtocolVersion, options: DecodeOptions) -> AllocationInfo {
    let mut decoded = None;
    let info = measure(|| decoded = Some(Message::decode_with(frame, version, options)));
    drop(decoded);
    info
}
