//! The values that fields hold, apart from plain integers and the generated types.

mod boolean;
mod bytes;
mod named;
mod secret;
mod text;
mod time;
mod unknown;

pub use boolean::Bool;
pub use bytes::Bytes;
pub(crate) use bytes::Hex;
pub use named::{NamedArray, NamedVariable};
pub use secret::Secret;
pub use text::Text;
pub use time::{Time, TimeRangeError};
pub use unknown::UnknownField;
