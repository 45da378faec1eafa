//! `sweep`: how cost grows, and what it does not depend on.
//!
//! Decodes and encodes messages with more and more entries, and one of each type, so that callgrind
//! can count the instructions of each, as [`crate::instructions`] tells.

mod dispatch;
mod growth;

use cti_messages::FrameLimit;

use crate::instructions::in_a_thread;

/// Lets all be counted.
///
/// # Errors
/// If a message cannot be made, decoded or encoded.
pub(crate) fn run() -> anyhow::Result<()> {
    in_a_thread(|| {
        let mut out = Vec::with_capacity(2 * FrameLimit::default().0);
        growth::count(&mut out)?;
        dispatch::count(&mut out)
    })
}
