//! The members of a message on one line.

use core::fmt;

use super::Fields;
use crate::error::bytes;

/// Shows the members that are present on one line: `AgentState=AGENT_STATE_TALKING …`.
///
/// Secrets are redacted. Of what was not recognised only the tag and the length are shown, since
/// nothing says whether it is a secret: `tag999=<4 bytes>` for a floating field, `trailing=<2 bytes>`
/// for what follows the header of a message without a known layout.
#[derive(Clone, Copy)]
pub struct OneLine<'v>(pub &'v dyn Fields);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for field in super::iter(self.0) {
            write!(f, "{separator}{field}")?;
            separator = " ";
        }
        for field in self.0.unknown_fields() {
            let length = bytes(field.data.len());
            write!(f, "{separator}tag{}=<{length}>", field.tag.0)?;
            separator = " ";
        }
        if let Some(trailing) = self.0.trailing().filter(|bytes| !bytes.is_empty()) {
            write!(f, "{separator}trailing=<{}>", bytes(trailing.len()))?;
        }
        Ok(())
    }
}

impl fmt::Debug for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
