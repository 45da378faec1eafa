//! Writing a message in canonical form: the header, the fixed part, the floating fields in the
//! order of the specification with the unknown ones at their places.

mod fixed;
mod list;
mod options;
mod output;
mod plain;
mod select;
mod trace;
mod unknown;
mod writer;

pub use fixed::{write_bits, write_fixed, write_fixed_option};
pub use list::Order;
pub use options::EncodeOptions;
pub(crate) use output::{Head, Output};
pub(crate) use trace::{Trace, trace};
pub use writer::{WriteFloating, Writer};
