//! The quick way of writing: of a message of which nothing has to be placed or told apart, to a
//! vector, in a version with wide tags, as nearly all are.
//!
//! Its fields need not be counted, and there is nothing to look for before each. Whatever cannot be
//! written this way (a value that is refused above all) is left to the careful way, which finds out
//! what to say. So are the versions before tags were wide: which width they have would have to be
//! looked up for each field, or all of this be compiled twice.

mod fields;
mod frame_vec;
mod writer;

use alloc::vec::Vec;

pub use frame_vec::FrameVec;

use super::{EncodeOptions, unfinished_header};
use crate::codec::TypedMessage;
use crate::frame::HEADER_BYTES;
use crate::info::{CombinedLimit, MAX_COMBINED_LIMITS};
use crate::mode::Mode;
use crate::version::ProtocolVersion;

/// Appends a message to a vector; gives up on what is rare.
pub struct FastWriter<O> {
    out: O,
    /// Where the message starts.
    start: usize,
    version: ProtocolVersion,
    mode: Mode,
    /// Which lists have a limit together; none while records are written, whose lists are not the
    /// message's.
    limits: &'static [CombinedLimit],
    /// The data bytes of these lists, by limit.
    combined: [usize; MAX_COMBINED_LIMITS],
}

/// The message has to be written with care.
pub struct TakeSlowPath;

/// Appends a message with its header; false, and nothing appended, if that takes care.
#[inline]
pub fn encode_fast<'a, M: TypedMessage<'a>>(
    message: &M,
    version: ProtocolVersion,
    options: EncodeOptions,
    out: &mut Vec<u8>,
) -> bool {
    let mode = options.mode;
    let own_version = M::INFO.version_at.and_then(|_| message.own_version());
    let Some(version) = own_version.map_or(Some(version), ProtocolVersion::new) else {
        return false;
    };
    if !version.has_wide_tags() || mode.is_strict() && !M::INFO.versions.contains(version) {
        return false;
    }
    let start = out.len();
    out.extend_from_slice(&unfinished_header(M::INFO));
    let mut writer = FastWriter {
        out: &mut *out,
        start,
        version,
        mode,
        limits: M::INFO.combined_limits,
        combined: [0; MAX_COMBINED_LIMITS],
    };
    if message.write_body(&mut writer).is_ok()
        && let length = out.len() - start
        && length <= options.frame_limit.0
        && let Ok(told) = u32::try_from(length - HEADER_BYTES)
        && let Some(place) = out.get_mut(start..start + 4)
    {
        place.copy_from_slice(&told.to_be_bytes());
        return true;
    }
    out.truncate(start);
    false
}
