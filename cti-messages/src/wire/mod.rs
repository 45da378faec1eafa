//! How values stand on the wire.

mod data;
mod fixed;
mod scalar;

pub(crate) use data::name_and_value;
pub use data::{Data, FieldValue, WireValue};
pub(crate) use fixed::bits_of;
pub use fixed::{FixedValue, offsets, read_fixed};
pub use scalar::Scalar;
