//! How a client's sessions are opened and kept.

use core::fmt;
use core::time::Duration;

use cti_messages::{
    CtiServiceMask, EncodeError, OpenReq, ProtocolVersion, TypedMessage, UnsupportedVersionError,
};

use super::Sides;
use crate::rules::{INTERVALS_UNTIL_IDLE, SHORTEST_HEARTBEAT, has_standby_servers};

/// The shortest interval for desktops, of which there are hundreds or thousands.
const DESKTOP_HEARTBEAT: Duration = Duration::from_secs(90);
/// The number of clients above which a server can take longer to answer them all.
const MANY_CLIENTS: u32 = 500;

/// How often a client shows that it is alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heartbeat {
    /// Never. The client notices a silent failure of the network only when TCP does. The IdleTimeout of the session is
    /// that of the OPEN_REQ, which by default sets no limit.
    Off,
    /// After this time without sending another message: whole seconds, at least 5. The guide asks for 90 seconds or
    /// more from desktops. The IdleTimeout of the session is four intervals.
    Every(Duration),
}

/// Every 90 seconds, which suits any number of clients.
impl Default for Heartbeat {
    fn default() -> Self {
        Self::Every(DESKTOP_HEARTBEAT)
    }
}

impl Heartbeat {
    /// The interval; `None` if there are no heartbeats.
    #[must_use]
    pub fn interval(self) -> Option<Duration> {
        match self {
            Self::Off => None,
            Self::Every(interval) => Some(interval),
        }
    }
}

/// How a [`Client`](super::Client) opens its sessions and keeps them.
///
/// [`new`](Self::new) sets everything but the OPEN_REQ to its default; change the fields that matter.
///
/// # Examples
/// ```
/// use core::time::Duration;
/// use cti_messages::{AgentStateMask, CallEventMask, CtiServiceMask, OpenReq, ProtocolVersion};
/// use cti_session::{ClientConfig, Heartbeat};
///
/// let version = ProtocolVersion::V24;
/// let mut config = ClientConfig::new(OpenReq {
///     version_number: version.into(),
///     services_requested: CtiServiceMask::ALL_EVENTS,
///     call_msg_mask: CallEventMask::everything_in(version),
///     agent_state_mask: AgentStateMask::everything_in(version),
///     client_id: Some("wallboard".into()),
///     client_password: Some("".into()),
///     ..OpenReq::default()
/// });
/// config.heartbeat = Heartbeat::Every(Duration::from_secs(5));
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ClientConfig {
    /// The request that opens each session; its `version_number` is the version of the session. The client sets its
    /// InvokeID and, by the [heartbeat](Self::heartbeat), its IdleTimeout.
    ///
    /// Events of calls and agents need more than the service: CallMsgMask and AgentStateMask say which of them, and are
    /// empty by default. `everything_in` a version has all that there are; `all()` has bits without a meaning too, for
    /// which a server refuses the session.
    ///
    /// With [`CtiServiceMask::ACTIVE_STANDBY`] among the services, which requires protocol 24, the client holds both sides
    /// open, and follows the server through maintenance. Without it, it has one side open at a time.
    pub open: OpenReq<'static>,
    /// The sides that the server has. By default both.
    pub sides: Sides,
    /// How often the client shows that it is alive. By default every 90 seconds.
    pub heartbeat: Heartbeat,
    /// How many clients the server is expected to have; by default 1. After a failure all of them reconnect, so the
    /// first wait is random: whole seconds, up to a tenth of this number. With fewer than 10 there is no such wait.
    pub expected_clients: u32,
    /// How long a TCP connection may take. By default 10 seconds.
    pub connect_timeout: Duration,
    /// How long the answer to OPEN_REQ may take. `None`, the default: 30 seconds, or 60 if more than 500 clients are
    /// expected.
    pub open_timeout: Option<Duration>,
    /// How long writing may make no progress before the connection is reset. By default 30 seconds.
    pub write_timeout: Duration,
    /// How long to wait for CLOSE_CONF before the connection is reset. By default 5 seconds.
    pub close_timeout: Duration,
    /// How many events may wait for the application before nothing more is read, and the server has to wait. By default
    /// 1,024.
    pub event_capacity: usize,
    /// How much memory queued events may use, messages included, before nothing more is read. By default 1 MiB.
    pub event_bytes: usize,
    /// How many bytes may wait to be sent to a side before requests are rejected. By default 64 KiB.
    pub send_capacity: usize,
    /// How many requests may wait for their answers. By default 1,024.
    pub request_capacity: usize,
}

impl ClientConfig {
    /// Sessions that are opened with this request; everything else at its default.
    #[must_use]
    pub fn new(open: OpenReq<'static>) -> Self {
        Self {
            open,
            sides: Sides::default(),
            heartbeat: Heartbeat::default(),
            expected_clients: 1,
            connect_timeout: Duration::from_secs(10),
            open_timeout: None,
            write_timeout: Duration::from_secs(30),
            close_timeout: Duration::from_secs(5),
            event_capacity: 1024,
            event_bytes: 1024 * 1024,
            send_capacity: 64 * 1024,
            request_capacity: 1024,
        }
    }

    /// Whether both sides are held open, rather than one at a time.
    pub(super) fn holds_both(&self) -> bool {
        let services = self.open.services_requested;
        services.contains(CtiServiceMask::ACTIVE_STANDBY)
    }

    /// How long the answer to OPEN_REQ may take.
    pub(super) fn open_timeout(&self) -> Duration {
        let seconds = if self.expected_clients > MANY_CLIENTS {
            60
        } else {
            30
        };
        self.open_timeout.unwrap_or(Duration::from_secs(seconds))
    }

    /// Checks the settings, and completes the OPEN_REQ; returns the version of the sessions.
    pub(super) fn complete(&mut self) -> Result<ProtocolVersion, ClientConfigError> {
        let version = ProtocolVersion::try_from(self.open.version_number)
            .map_err(ClientConfigError::UnsupportedVersion)?;
        if self.holds_both() && !has_standby_servers(version) {
            return Err(ClientConfigError::NoStandbyServers(version));
        }
        if let Heartbeat::Every(interval) = self.heartbeat {
            let seconds = u32::try_from(interval.as_secs()).ok();
            let seconds = seconds.filter(|seconds| *seconds >= SHORTEST_HEARTBEAT);
            let idle_timeout =
                seconds.and_then(|seconds| seconds.checked_mul(INTERVALS_UNTIL_IDLE));
            let is_whole = interval.subsec_nanos() == 0;
            self.open.idle_timeout = idle_timeout
                .filter(|_| is_whole)
                .ok_or(ClientConfigError::HeartbeatInterval(interval))?;
        }
        let timeouts = [
            ("connect_timeout", self.connect_timeout),
            ("open_timeout", self.open_timeout()),
            ("write_timeout", self.write_timeout),
            ("close_timeout", self.close_timeout),
        ];
        for (name, timeout) in timeouts {
            if timeout.is_zero() {
                return Err(ClientConfigError::Zero(name));
            }
        }
        let capacities = [
            ("event_capacity", self.event_capacity),
            ("event_bytes", self.event_bytes),
            ("send_capacity", self.send_capacity),
            ("request_capacity", self.request_capacity),
        ];
        for (name, capacity) in capacities {
            if capacity == 0 {
                return Err(ClientConfigError::Zero(name));
            }
        }
        let encoded = self.open.encoded_len(version, Default::default());
        encoded.map_err(ClientConfigError::Open)?;
        Ok(version)
    }
}

/// A [`ClientConfig`] with which no session can be opened or kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientConfigError {
    /// The OPEN_REQ asks for a protocol version that cti-messages does not model.
    UnsupportedVersion(UnsupportedVersionError),
    /// The OPEN_REQ asks for `CTI_SERVICE_ACTIVE_STANDBY` in a version without standby servers.
    NoStandbyServers(ProtocolVersion),
    /// The heartbeat interval is below 5 seconds, not whole seconds, or four of it are too long for IdleTimeout.
    HeartbeatInterval(Duration),
    /// The setting of this name is zero.
    Zero(&'static str),
    /// The OPEN_REQ cannot be encoded, for example because ClientID or ClientPassword is missing.
    Open(EncodeError),
}

impl fmt::Display for ClientConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnsupportedVersion(error) => fmt::Display::fmt(error, f),
            Self::NoStandbyServers(version) => write!(
                f,
                "CTI_SERVICE_ACTIVE_STANDBY needs a protocol version that has standby servers, not {version}"
            ),
            Self::HeartbeatInterval(interval) => write!(
                f,
                "invalid heartbeat interval of {interval:?}: it has to be whole seconds, at least 5, and at most a quarter of the longest IdleTimeout"
            ),
            Self::Zero(name) => write!(f, "`{name}` must not be zero"),
            Self::Open(error) => write!(f, "the OPEN_REQ cannot be sent: {error}"),
        }
    }
}

impl core::error::Error for ClientConfigError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::UnsupportedVersion(error) => Some(error),
            Self::Open(error) => Some(error),
            Self::NoStandbyServers(_) | Self::HeartbeatInterval(_) | Self::Zero(_) => None,
        }
    }
}
