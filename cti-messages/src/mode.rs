//! How strict decoding and encoding are.

/// How strict decoding or encoding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Takes what can be understood without loss; refuses only what cannot.
    Lenient,
    /// Refuses what the guide forbids.
    Strict,
}

impl Mode {
    /// Whether it is [`Mode::Strict`].
    #[must_use]
    #[inline]
    pub const fn is_strict(self) -> bool {
        matches!(self, Self::Strict)
    }
}
