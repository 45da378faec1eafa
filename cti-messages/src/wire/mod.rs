//! How values stand on the wire.

mod data;
mod fixed;
mod nul;
mod scalar;

pub use data::{Data, FieldValue, WireValue};
pub(crate) use fixed::bits_of;
pub use fixed::{FixedValue, offsets, read_fixed};
pub(crate) use nul::name_and_value;
pub use scalar::Scalar;
