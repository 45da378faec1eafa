//! Writing a message in canonical form: the header, the fixed part, the floating fields in the
//! order of the specification with the unknown ones at their places.
//!
//! The derives write one function for each message, record and entry, which speaks to a [`Writer`].
//! There are two. The [`FastWriter`] appends nearly every message to a vector, with hardly any state
//! and one error: it gives up on whatever is rare. The [`SlowWriter`] then finds its way, or says what is
//! wrong; it also writes elsewhere, and traces where fields come to stand.

mod fast;
mod fixed;
mod options;
mod records;
mod sink;
mod slow;
mod trace;
mod writer;

pub(crate) use fast::FastWriter;
pub use fixed::{write_bits, write_fixed, write_fixed_option};
pub use options::EncodeOptions;
pub use records::RecordTags;
pub(crate) use sink::{Head, Sink};
pub use slow::SlowWriter;
pub(crate) use trace::{Trace, Traced, trace};
pub use writer::{ColumnWriter, Order, WriteEntry, WriteFloating, Writer};
