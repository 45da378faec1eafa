//! Messages.

use super::{MemberInfo, Service};
use crate::generated::message_type::MessageType;
use crate::version::{ProtocolVersion, VersionRange};

/// Which side sends a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The CTI client.
    Client,
    /// The CTI server.
    Server,
    /// Either side: the server forwards it.
    Either,
}

/// A message type.
#[derive(Debug)]
pub struct MessageInfo {
    /// Its name in the guide, `AGENT_STATE_EVENT`.
    pub name: &'static str,
    /// Its type.
    pub message_type: MessageType,
    /// Which side sends it.
    pub direction: Direction,
    /// The service that it belongs to, if it is one of the protocol.
    pub service: Option<Service>,
    /// The versions that have it.
    pub versions: VersionRange,
    /// The type of the message that confirms it.
    pub confirmation: Option<MessageType>,
    /// The members of its struct, in order, `unknown` or `trailing` left out.
    pub members: &'static [MemberInfo],
    /// The fields of the fixed part in wire order, counts included; of the layout without a
    /// condition at the newest version, where there are several.
    pub fixed: &'static [FixedPlace],
    /// The fields of the fixed part of a body in a version, and the bytes that they take, which may
    /// be more than the body has; of a message with a header only, none and all of the body.
    pub fixed_part: fn(&[u8], ProtocolVersion) -> (&'static [FixedPlace], usize),
    /// Whether it has a header only; what follows is kept raw.
    pub header_only: bool,
    /// Where in the body the version stands in which the message itself is written.
    pub version_at: Option<usize>,
    /// Limits on the data of several lists together.
    pub combined_limits: &'static [CombinedLimit],
}

/// A field that stands in the fixed part.
#[derive(Debug)]
pub struct FixedPlace {
    /// Its name in the guide.
    pub name: &'static str,
    /// Its size in bytes.
    pub size: usize,
    /// The versions that have it.
    pub versions: VersionRange,
}

/// A limit on the data bytes of several lists together.
#[derive(Debug)]
pub struct CombinedLimit {
    /// The lists, as indices into the members of the message.
    pub lists: &'static [usize],
    /// The most bytes of data, tags and lengths not counted.
    pub bytes: usize,
}
