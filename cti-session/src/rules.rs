//! Rules of the guide that both ends go by.

use cti_messages::{ProtocolVersion, StandbyActiveEventMsg, TypedMessage};

/// The shortest heartbeat interval that the guide allows, in seconds; it is fit for few clients.
pub(crate) const SHORTEST_HEARTBEAT: u32 = 5;

/// The number of heartbeat intervals in an IdleTimeout.
pub(crate) const INTERVALS_UNTIL_IDLE: u32 = 4;

/// Whether a protocol version has standby servers, which announce that they become active.
pub(crate) fn has_standby_servers(version: ProtocolVersion) -> bool {
    StandbyActiveEventMsg::INFO.versions.contains(version)
}
