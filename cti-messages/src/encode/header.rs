//! The header of a message that is being written.

use crate::frame::HEADER_BYTES;
use crate::info::MessageInfo;

/// The header until the length is known, all ones there: nobody takes a message for whole that is not finished.
#[inline]
pub(crate) fn unfinished_header(info: &MessageInfo) -> [u8; HEADER_BYTES] {
    (u64::from(u32::MAX) << 32 | u64::from(info.message_type.0)).to_be_bytes()
}
