//! The slow path of writing: with the unknown fields at their places, what would be read back as
//! something else found out, and errors that say what is wrong and where.

mod fields;
mod list;
mod select;
mod unknown;
mod writer;

use self::select::{Filter, MemberSet};
use self::unknown::Scope;
use super::{Sink, Trace};
use crate::info::{MAX_COMBINED_LIMITS, MessageInfo};
use crate::mode::Mode;
use crate::version::ProtocolVersion;

/// Writes a message, `'s` being the borrow of its value and `'o` that of the buffer.
pub struct SlowWriter<'s, 'o> {
    /// What is known of the message.
    info: &'static MessageInfo,
    /// The version in which it is written.
    version: ProtocolVersion,
    /// How strict it is.
    mode: Mode,
    output: Sink<'o>,
    /// The unknown fields of the message, and how far they are written.
    message: Scope<'s>,
    /// Those of the record that is being written.
    record: Option<Scope<'s>>,
    /// Which fields of the message, and which counts, have been written.
    written: MemberSet,
    counts_written: MemberSet,
    /// The data bytes of lists that have a limit together, by limit.
    combined: [usize; MAX_COMBINED_LIMITS],
    /// The member whose fields are being written.
    member: usize,
    /// Which fields of the record are written.
    filter: Filter,
    pub(crate) trace: Option<&'o mut Trace>,
}

impl<'s, 'o> SlowWriter<'s, 'o> {
    pub(crate) fn new(
        info: &'static MessageInfo,
        version: ProtocolVersion,
        mode: Mode,
        output: Sink<'o>,
    ) -> Self {
        Self {
            info,
            version,
            mode,
            output,
            message: Scope::default(),
            record: None,
            written: MemberSet::default(),
            counts_written: MemberSet::default(),
            combined: [0; MAX_COMBINED_LIMITS],
            member: 0,
            filter: Filter::All,
            trace: None,
        }
    }

    /// Where the bytes go.
    pub(crate) fn output(&mut self) -> &mut Sink<'o> {
        &mut self.output
    }

    /// Writes the low bytes of a number, 4 at most.
    fn bits(&mut self, bits: u32, size: usize) {
        let bytes = bits.to_be_bytes();
        self.output.put(&bytes[4usize.saturating_sub(size)..]);
    }

    /// Notes which member of the message is written from now on. The members of a record have
    /// numbers of their own; what they write belongs to the list of the message.
    #[inline]
    fn start_member(&mut self, index: usize) {
        if self.record.is_none() {
            self.member = index;
        }
    }
}
