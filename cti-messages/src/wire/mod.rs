//! How values stand on the wire.

mod data;
mod fixed;
mod list;
mod scalar;
mod terminator;

pub use data::{Data, FieldValue, WireValue};
pub(crate) use fixed::bits_of;
pub use fixed::{FixedValue, read_fixed};
pub(crate) use list::values_from_owned;
pub use scalar::{Scalar, Unsigned};
pub(crate) use terminator::name_and_value;
