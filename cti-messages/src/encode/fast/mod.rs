//! The fast path of writing: of a message of which nothing has to be placed or told apart, to a
//! vector, in a version with wide tags, as nearly all are.
//!
//! Its fields need not be counted, and there is nothing to look for before each. Whatever cannot be
//! written this way (a value that is refused above all) is left to the slow path, which finds out
//! what to say. So are the versions before tags were wide: which width they have would have to be
//! looked up for each field, or all of this be compiled twice.

mod fields;
mod frame_vec;
mod writer;

use alloc::vec::Vec;

pub(crate) use frame_vec::FrameVec;

use super::EncodeOptions;
use crate::frame::{HEADER_BYTES, Header, LENGTH_BYTES};
use crate::info::{CombinedLimit, MAX_COMBINED_LIMITS, MessageInfo};
use crate::mode::Mode;
use crate::version::{ProtocolVersion, VersionNumber};

/// Appends a message to a vector; gives up on what is rare.
pub(crate) struct FastWriter<O> {
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

/// The slow path is needed.
pub(crate) struct TakeSlowPath;

// Split from the body, so that debug builds compile this once, not once for each message. Optimised builds
// inline it, so that `info` is a constant: without that, messages with combined limits cost 2 % more.
impl<'o> FastWriter<&'o mut Vec<u8>> {
    /// Begins a message in a version, or in its own if it names one; `None` if the slow path is needed.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn start(
        info: &MessageInfo,
        version: ProtocolVersion,
        own_version: Option<VersionNumber>,
        options: EncodeOptions,
        out: &'o mut Vec<u8>,
    ) -> Option<Self> {
        let mode = options.mode;
        let version = match own_version {
            Some(own) => ProtocolVersion::try_from(own).ok()?,
            None => version,
        };
        if !version.has_wide_tags() || mode.is_strict() && !info.versions.contains(version) {
            return None;
        }
        let start = out.len();
        out.extend_from_slice(&Header::unfinished(info.message_type).to_bytes());
        Some(Self {
            out,
            start,
            version,
            mode,
            limits: info.combined_limits,
            combined: [0; MAX_COMBINED_LIMITS],
        })
    }

    /// Ends a message whose body has been written; returns false, with nothing
    /// appended, if the slow path is needed.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn finish(
        self,
        info: &MessageInfo,
        options: EncodeOptions,
        written: Result<(), TakeSlowPath>,
    ) -> bool {
        let Self { out, start, .. } = self;
        // One after the other: what is computed before it is needed takes six more instructions for each message.
        if written.is_ok() {
            let length = out.len() - start;
            if length <= options.frame_limit.0 {
                if let Some(header) = Header::of_body(info.message_type, length - HEADER_BYTES) {
                    if let Some(place) = out.get_mut(start..start + LENGTH_BYTES) {
                        place.copy_from_slice(&header.length_bytes());
                        return true;
                    }
                }
            }
        }
        out.truncate(start);
        false
    }
}
