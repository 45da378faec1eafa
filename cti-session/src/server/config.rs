//! The configuration of a server.

use alloc::vec::Vec;
use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use cti_messages::{CtiServiceMask, FrameLimit, PeripheralId, PeripheralType, ProtocolVersion};

/// The configuration of a [`Server`](crate::Server). The default is an active server for all versions and services that
/// makes all checks.
///
/// # Examples
/// ```
/// use cti_messages::ProtocolVersion;
/// use cti_session::{Check, Server, ServerConfig};
///
/// let mut config = ServerConfig {
///     versions: ProtocolVersion::V13..=ProtocolVersion::V24,
///     ..ServerConfig::default()
/// };
/// // Some clients leave the password out.
/// config.checks.relax(Check::ClientPassword);
/// let server = Server::new(config)?;
/// # Ok::<(), cti_session::ServerConfigError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerConfig {
    /// The protocol versions that a client may ask for.
    pub versions: RangeInclusive<ProtocolVersion>,
    /// The services that may be granted.
    pub services: CtiServiceMask,
    /// The role in which the server starts.
    pub role: ServerRole,
    /// The checks that an OPEN_REQ has to pass.
    pub checks: Checks,
    /// The peripherals announced by SYSTEM_EVENT to each new session with All Events.
    pub peripherals: Vec<ServerPeripheral>,
    /// How long a client may take from connecting to its OPEN_REQ; 30 seconds by default. The time in which the
    /// application decides on an OPEN_REQ does not count.
    pub open_timeout: Duration,
    /// How long the application may take to decide on an OPEN_REQ; 60 seconds by default, which is the longest that
    /// the guide asks a client to wait.
    pub decision_timeout: Duration,
    /// How long the server waits for the client to close the connection at the end of a session; 5 seconds by
    /// default.
    pub close_timeout: Duration,
    /// How long a client may leave all the bytes that wait for it unread; 30 seconds by default.
    pub write_timeout: Duration,
    /// How long clients may take to answer ACTIVE_MAINTENANCE_REQ, and, after [`hand_over`](crate::Server::hand_over),
    /// to send STOPPING_REQUESTS_TO_THIS_SIDE_IND; 5 seconds by default, as in the guide.
    pub maintenance_timeout: Duration,
    /// How many bytes may wait to be sent to one client; 256 KiB by default, at least one frame of the largest size.
    pub send_capacity: usize,
    /// How many events may wait for the application; 1,024 by default, at least 1.
    ///
    /// One [`Closed`](crate::ServerEvent::Closed) for each connection, and the end of maintenance or of the server,
    /// are not counted.
    pub event_capacity: usize,
}

impl ServerConfig {
    /// Finds out whether a server can work with it.
    pub(super) fn check(&self) -> Result<(), ServerConfigError> {
        if self.versions.is_empty() {
            return Err(ServerConfigError::NoVersions);
        }
        if self.send_capacity < FrameLimit::default().0 {
            return Err(ServerConfigError::SendCapacity);
        }
        if self.event_capacity == 0 {
            return Err(ServerConfigError::Zero("event_capacity"));
        }
        let timeouts = [
            ("open_timeout", self.open_timeout),
            ("decision_timeout", self.decision_timeout),
            ("close_timeout", self.close_timeout),
            ("write_timeout", self.write_timeout),
            ("maintenance_timeout", self.maintenance_timeout),
        ];
        let zero = timeouts.iter().find(|(_, timeout)| timeout.is_zero());
        zero.map_or(Ok(()), |(name, _)| Err(ServerConfigError::Zero(name)))
    }
}

impl Default for ServerConfig {
    fn default() -> Self {
        let five_seconds = Duration::from_secs(5);
        Self {
            versions: ProtocolVersion::FIRST..=ProtocolVersion::LATEST,
            services: CtiServiceMask::all(),
            role: ServerRole::Active,
            checks: Checks::default(),
            peripherals: Vec::new(),
            open_timeout: Duration::from_secs(30),
            decision_timeout: Duration::from_secs(60),
            close_timeout: five_seconds,
            write_timeout: Duration::from_secs(30),
            maintenance_timeout: five_seconds,
            send_capacity: 256 * 1024,
            event_capacity: 1024,
        }
    }
}

/// A configuration with which no server can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ServerConfigError {
    /// [`ServerConfig::versions`] is empty.
    NoVersions,
    /// [`ServerConfig::send_capacity`] is less than the largest frame.
    SendCapacity,
    /// The setting of this name is zero.
    Zero(&'static str),
}

impl fmt::Display for ServerConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVersions => {
                f.write_str("`versions` is empty: at least one version is required")
            }
            Self::SendCapacity => {
                let limit = FrameLimit::default().0;
                write!(
                    f,
                    "`send_capacity` is less than the largest frame of {limit} bytes"
                )
            }
            Self::Zero(name) => write!(f, "`{name}` must not be zero"),
        }
    }
}

impl core::error::Error for ServerConfigError {}

/// Whether a server is the active one of the two sides, or waits to become it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ServerRole {
    /// Serves all requests.
    #[default]
    Active,
    /// Opens sessions with clients that know of standby servers, and serves none of their requests.
    Standby,
}

/// A peripheral of the gateway that a server belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ServerPeripheral {
    /// Its ID.
    pub id: PeripheralId,
    /// Its kind.
    pub peripheral_type: PeripheralType,
    /// Whether it is on line.
    pub online: bool,
}

/// A check that an OPEN_REQ has to pass.
///
/// Each can be [relaxed](Checks::relax) alone, because clients in production break the rules in different ways. An
/// OPEN_REQ that cannot be decoded is always refused, with E_CTI_BAD_MESSAGE_FORMAT.
///
/// The guide also wants UniqueInstanceID to be unique since version 25. That cannot be checked: the tag of this field
/// is not published (erratum E10 of the specification).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Check {
    /// The version is one of [`ServerConfig::versions`], else E_CTI_INVALID_VERSION. Relaxed: the session has the
    /// nearest version that is modelled.
    Version,
    /// A client of a standby server has a protocol version with standby servers, else E_CTI_CTI_SERVER_OFFLINE, and asks
    /// for CTI_SERVICE_ACTIVE_STANDBY, else E_CTI_INVALID_CLIENT_FOR_STANDBY.
    Standby,
    /// ClientID is present, else E_CTI_REQUIRED_DATA_MISSING.
    ClientId,
    /// ClientPassword is present, though it may be empty, else E_CTI_REQUIRED_DATA_MISSING.
    ClientPassword,
    /// IdleTimeout is at least 20 seconds, else E_CTI_INVALID_TIMEOUT. Relaxed: any value holds, and 0 means never.
    IdleTimeout,
    /// ServicesRequested has no bit without a meaning in the version, else E_CTI_INVALID_SERVICE_MASK.
    Services,
    /// CallMsgMask has no bit without a meaning in the version, else E_CTI_INVALID_CALL_MSG_MASK. The bit of
    /// CALL_TERMINATION_MASK passes: the guide names it, though it has no message for it.
    CallEvents,
    /// AgentStateMask has no bit without a meaning in the version, else E_CTI_INVALID_AGENT_STATE_MASK.
    AgentStates,
    /// ConfigMsgMask has no bit without a meaning in the version, else E_INVALID_CONFIG_MSG_MASK.
    Configuration,
    /// Reserved1 to Reserved3 are 0, else E_CTI_INVALID_RESERVED_FIELD.
    Reserved,
    /// A client of Client Events names a peripheral, else E_CTI_INVALID_PERIPHERAL_ID.
    Peripheral,
    /// A client of Client Events names an extension, an agent or an instrument, else E_CTI_REQUIRED_DATA_MISSING.
    Device,
    /// No client with another ClientID has Client Events of the same extension, agent or instrument of the same
    /// peripheral, else E_CTI_DEVICE_IN_USE. With the same ClientID, the older session ends once the new one opens.
    /// Relaxed: both sessions go on.
    DeviceInUse,
}

impl Check {
    /// All checks, in the order in which they are made.
    pub const ALL: &'static [Self] = &[
        Self::Version,
        Self::Standby,
        Self::ClientId,
        Self::ClientPassword,
        Self::IdleTimeout,
        Self::Services,
        Self::CallEvents,
        Self::AgentStates,
        Self::Configuration,
        Self::Reserved,
        Self::Peripheral,
        Self::Device,
        Self::DeviceInUse,
    ];
}

/// The checks that an OPEN_REQ has to pass; all, by default.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Checks {
    /// A bit for each check that is not made.
    relaxed: u16,
}

impl Checks {
    /// No longer makes a check.
    pub fn relax(&mut self, check: Check) {
        self.relaxed |= 1 << check as u16;
    }

    /// Makes a check.
    pub fn enforce(&mut self, check: Check) {
        self.relaxed &= !(1 << check as u16);
    }

    /// Whether a check is made.
    #[must_use]
    pub const fn enforces(&self, check: Check) -> bool {
        self.relaxed & (1 << check as u16) == 0
    }
}

/// The checks that are made.
impl fmt::Debug for Checks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let made = Check::ALL.iter().filter(|check| self.enforces(**check));
        f.debug_set().entries(made).finish()
    }
}
