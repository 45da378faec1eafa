//! The canonical places of the known fields of a message.

use alloc::vec::Vec;

use super::{Head, Sink, SlowWriter, WriteFloating, Writer as _};
use crate::generated::tags::Tag;
use crate::info::MessageInfo;
use crate::mode::Mode;
use crate::version::ProtocolVersion;

/// Where the known fields of a message stand in canonical form.
#[derive(Default)]
pub(crate) struct Trace {
    /// The tag of each field and count of which there can be one, and how many known fields
    /// stand before it.
    pub(crate) singles: Vec<(Tag, u32)>,
    /// How many known fields stand before the first record, if there are records.
    pub(crate) first_record: Option<u32>,
    /// How many known fields each record has.
    pub(crate) known_of_records: Vec<u32>,
    /// How many known fields there are.
    pub(crate) known: u32,
}

/// The trace of a floating part without unknown fields; `None` if it cannot be written.
pub(crate) fn trace<P: WriteFloating>(
    part: &P,
    info: &'static MessageInfo,
    version: ProtocolVersion,
) -> Option<Trace> {
    let mut trace = Trace::default();
    let mut head = Head::default();
    let mut writer = SlowWriter::new(info, version, Mode::Lenient, Sink::count(&mut head));
    writer.trace = Some(&mut trace);
    writer.floating(part).ok()?;
    Some(trace)
}
