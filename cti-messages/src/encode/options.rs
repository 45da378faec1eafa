//! How a message is encoded.

use crate::frame::FrameLimit;
use crate::mode::Mode;

/// How a message is encoded. By default strictly, up to the default [`FrameLimit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EncodeOptions {
    /// How strict encoding is.
    pub mode: Mode,
    /// The longest frame that is written.
    pub frame_limit: FrameLimit,
}

impl EncodeOptions {
    /// Strict encoding, the default: refuses what the guide forbids.
    #[must_use]
    pub fn strict() -> Self {
        Self {
            mode: Mode::Strict,
            frame_limit: FrameLimit::default(),
        }
    }

    /// Lenient encoding: refuses only what the wire cannot carry, or a reader would misread.
    #[must_use]
    pub fn lenient() -> Self {
        Self {
            mode: Mode::Lenient,
            ..Self::strict()
        }
    }

    /// The same in another mode.
    #[must_use]
    pub fn with_mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// The same with another limit.
    #[must_use]
    pub fn with_frame_limit(mut self, limit: FrameLimit) -> Self {
        self.frame_limit = limit;
        self
    }
}

impl Default for EncodeOptions {
    fn default() -> Self {
        Self::strict()
    }
}
