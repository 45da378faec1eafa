//! Reading a message: its fixed part in one piece, its floating part field by field.
//!
//! [`Body`] is what follows the header. The derives read the fixed part from it in chunks, then
//! hand it to [`read_floating`], which feeds each floating field to the message
//! ([`FloatingPart::read`]) and keeps what the message does not take.

mod body;
mod cost;
mod fields;
mod floating;
mod list;
mod options;
mod record;
mod room;
mod settle;

pub use body::Body;
pub(crate) use body::body_has_shape;
pub(crate) use body::cut_fixed_part;
pub(crate) use cost::{is_bounded, least_data};
pub use cost::{of_list, of_records};
pub(crate) use fields::{FloatingFields, cut_field};
pub use floating::{FloatingPart, Outcome, Reader, read_floating};
pub use list::{Counted, InColumns, InOrder, ListSlot, Ordered, ReadEntry};
pub use options::DecodeOptions;
pub use record::InRecords;
