//! The canonical places of the known fields of a message.

use alloc::vec::Vec;

use super::{Head, Sink, SlowWriter, WriteFloating, Writer as _};
use crate::error::EncodeError;
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

/// A floating part that can be traced: any of them, as a trait object.
pub(crate) trait Traced {
    /// Writes it.
    ///
    /// # Errors
    /// If it cannot be written.
    fn write<'s>(&'s self, writer: &mut SlowWriter<'s, '_>) -> Result<(), EncodeError>;
}

impl<P: WriteFloating> Traced for P {
    fn write<'s>(&'s self, writer: &mut SlowWriter<'s, '_>) -> Result<(), EncodeError> {
        writer.floating(self)
    }
}

/// The trace of a floating part without unknown fields; `None` if it cannot be written.
pub(crate) fn trace<P: Traced + ?Sized>(
    part: &P,
    info: &'static MessageInfo,
    version: ProtocolVersion,
) -> Option<Trace> {
    let mut trace = Trace::default();
    let mut head = Head::default();
    let mut writer = SlowWriter::new(info, version, Mode::Lenient, Sink::count(&mut head));
    writer.trace = Some(&mut trace);
    part.write(&mut writer).ok()?;
    Some(trace)
}
