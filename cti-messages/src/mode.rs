//! How strict decoding and encoding are.

/// How strict decoding or encoding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// Takes what can be understood without loss; refuses only what cannot.
    #[default]
    Lenient,
    /// Refuses what the guide forbids.
    Strict,
}
