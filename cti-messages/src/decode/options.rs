//! How a message is decoded.

use crate::frame::FrameLimit;
use crate::mode::Mode;

/// How a message is decoded: leniently, up to the default [`FrameLimit`], if not said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DecodeOptions {
    /// How strict decoding is.
    pub mode: Mode,
    /// The longest frame that is read.
    pub frame_limit: FrameLimit,
}

impl DecodeOptions {
    /// Lenient decoding, the default.
    #[must_use]
    pub fn lenient() -> Self {
        Self::default()
    }

    /// Strict decoding.
    #[must_use]
    pub fn strict() -> Self {
        Self {
            mode: Mode::Strict,
            ..Self::default()
        }
    }

    /// The same with another limit.
    #[must_use]
    pub fn with_frame_limit(mut self, limit: FrameLimit) -> Self {
        self.frame_limit = limit;
        self
    }
}
