//! How a message is decoded.

use crate::frame::FrameLimit;
use crate::mode::Mode;

/// How a message is decoded. By default leniently, up to the default [`FrameLimit`].
///
/// # Examples
/// ```
/// use cti_messages::{DecodeOptions, FrameLimit, Mode};
///
/// let options = DecodeOptions::strict().with_frame_limit(FrameLimit(65_536));
/// assert_eq!((options.mode, options.frame_limit.0), (Mode::Strict, 65_536));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// How strict decoding is.
    pub mode: Mode,
    /// The longest frame that is decoded from bytes. Ignored where a [`Frame`](crate::Frame) is decoded: whatever
    /// reads frames, such as [`FrameBuffer`](crate::FrameBuffer), has a limit of its own.
    pub frame_limit: FrameLimit,
}

impl DecodeOptions {
    /// Lenient decoding, the default.
    #[must_use]
    pub fn lenient() -> Self {
        Self {
            mode: Mode::Lenient,
            frame_limit: FrameLimit::default(),
        }
    }

    /// Strict decoding.
    #[must_use]
    pub fn strict() -> Self {
        Self {
            mode: Mode::Strict,
            ..Self::lenient()
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

impl Default for DecodeOptions {
    fn default() -> Self {
        Self::lenient()
    }
}
