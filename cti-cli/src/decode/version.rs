//! The protocol version of the messages of one session.

use cti_messages::{Frame, ProtocolVersion};

/// The version of messages whose session has not named one.
pub(super) const DEFAULT: ProtocolVersion = ProtocolVersion::V24;

/// Follows the version from message to message.
pub(super) struct Version {
    given: Option<ProtocolVersion>,
    named: Option<ProtocolVersion>,
}

impl Version {
    /// The given version for all messages, or the one that OPEN_REQ names.
    pub(super) const fn new(given: Option<ProtocolVersion>) -> Self {
        Self { given, named: None }
    }

    /// The version in which a frame is to be read.
    pub(super) fn of(&mut self, frame: &[u8]) -> ProtocolVersion {
        let own = Frame::parse(frame)
            .ok()
            .and_then(|frame| frame.own_version());
        if let Some(own) = own {
            self.named = Some(ProtocolVersion::nearest(own));
        }
        self.given.or(self.named).unwrap_or(DEFAULT)
    }
}
