//! BOOL.

use core::fmt;

/// A truth value in two bytes: 0 is false, 1 is true; other values are kept as they come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bool(pub u16);

impl Bool {
    /// False, 0.
    pub const FALSE: Self = Self(0);
    /// True, 1.
    pub const TRUE: Self = Self(1);

    /// Whether the value is not 0, which is how C reads a BOOL.
    #[must_use]
    pub const fn is_true(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for Bool {
    fn from(value: bool) -> Self {
        Self(u16::from(value))
    }
}

impl From<Bool> for bool {
    fn from(value: Bool) -> Self {
        value.is_true()
    }
}

impl fmt::Debug for Bool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Bool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.pad("false"),
            1 => f.pad("true"),
            other => fmt::Display::fmt(&other, f),
        }
    }
}
