//! What a value that is made must keep to.

use crate::info::FieldInfo;
use crate::mode::Mode;
use crate::version::ProtocolVersion;

/// How far lenient values exceed their maximum.
const EXCESS_BYTES: usize = 40;

/// What the values are made for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) version: ProtocolVersion,
    pub(super) mode: Mode,
}

impl Limits {
    pub(super) fn is_strict(self) -> bool {
        self.mode.is_strict()
    }

    /// The most data bytes of a field, a NUL included.
    pub(super) fn max_data(self, info: &FieldInfo) -> usize {
        let guide = info.max(self.version).unwrap_or_else(|| {
            info.maxima
                .iter()
                .map(|maximum| maximum.bytes)
                .min()
                .unwrap_or(0)
        });
        if self.is_strict() {
            guide
        } else {
            (guide + EXCESS_BYTES).min(self.version.max_field_length())
        }
    }
}
