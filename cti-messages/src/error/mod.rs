//! What can go wrong.

mod decode;
mod encode;
mod parts;

pub use decode::{DecodeError, DecodeErrorKind};
pub use encode::{EncodeError, EncodeErrorKind};
pub use parts::PartsError;

use core::fmt;

/// A number with what it counts, "1 byte" or "2 bytes".
struct Counted {
    number: usize,
    one: &'static str,
    many: &'static str,
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.number == 1 {
            self.one
        } else {
            self.many
        };
        write!(f, "{} {noun}", self.number)
    }
}

/// "1 byte", "2 bytes".
pub(crate) fn bytes(number: usize) -> impl fmt::Display {
    Counted {
        number,
        one: "byte",
        many: "bytes",
    }
}

/// "at most 1 is allowed", "at most 2 are allowed".
pub(crate) fn at_most(max: usize) -> impl fmt::Display {
    struct AtMost(usize);

    impl fmt::Display for AtMost {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {} {} allowed", self.0, are(self.0))
        }
    }

    AtMost(max)
}

/// "1 entry", "2 entries".
fn entries(number: usize) -> impl fmt::Display {
    Counted {
        number,
        one: "entry",
        many: "entries",
    }
}

/// The verb for so many.
pub(crate) fn are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}
