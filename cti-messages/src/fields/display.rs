//! The members of a message on one line.

use core::fmt;

use super::{Fields, Value};
use crate::info::is_secret_tag;

/// Shows the members that are present on one line: `AgentState=AGENT_STATE_TALKING …`.
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
            write!(f, "{separator}tag{}=", field.tag.0)?;
            separator = " ";
            if is_secret_tag(self.0.members(), field.tag) {
                f.write_str("<redacted>")?;
            } else {
                write!(f, "{}", field.data)?;
            }
        }
        if let Some(trailing) = self.0.trailing().filter(|bytes| !bytes.is_empty()) {
            write!(f, "{separator}trailing={}", Value::Bytes(trailing))?;
        }
        Ok(())
    }
}

impl fmt::Debug for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
