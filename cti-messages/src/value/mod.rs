//! The values that fields hold, apart from plain integers and the generated types.

mod boolean;
mod bytes;
mod named;
mod secret;
mod text;
mod time;
mod trailing;
mod unknown;

pub use boolean::Bool;
pub use bytes::Bytes;
pub(crate) use bytes::Hex;
pub use named::{NamedArray, NamedVariable};
pub use secret::Secret;
pub use text::Text;
pub use time::{Time, TimeRangeError};
pub use trailing::TrailingBytes;
pub use unknown::UnknownField;

use core::fmt;

/// Writes a value that takes a column of a table: with the width of the format, if it has one.
pub(crate) fn show_padded(f: &mut fmt::Formatter<'_>, value: fmt::Arguments<'_>) -> fmt::Result {
    if f.width().is_none() && f.precision().is_none() {
        return f.write_fmt(value);
    }
    f.pad(&alloc::fmt::format(value))
}
