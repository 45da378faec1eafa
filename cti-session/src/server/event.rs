//! Reports to the application and instructions for the driver.

use alloc::vec::Vec;
use core::fmt;

use cti_messages::{DecodeError, EncodeError, OwnedFrame, ProtocolVersion, StatusCode};

use crate::link::{ConnectionId, NotAdded};

/// A report to the application.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerEvent {
    /// A client asks for a session, and its OPEN_REQ has passed the checks. Answer with
    /// [`Server::accept`](crate::Server::accept) or [`Server::refuse`](crate::Server::refuse), within
    /// [`ServerConfig::decision_timeout`](crate::ServerConfig::decision_timeout).
    OpenAsked {
        /// The connection of the client.
        connection: ConnectionId,
        /// The OPEN_REQ.
        request: OwnedFrame,
    },
    /// An open session has sent a message that is not part of the session itself. It can be decoded, unless its
    /// layout is unknown. Answer a request with [`Server::send`](crate::Server::send) or
    /// [`Server::fail`](crate::Server::fail). The session may have ended meanwhile: then they return
    /// [`NotDelivered::NotOpen`], and there is nothing to do.
    Message {
        /// The connection of the session.
        connection: ConnectionId,
        /// The message.
        frame: OwnedFrame,
    },
    /// A connection is over, whether or not a session was opened on it. Comes once for each connection, after all its
    /// other events; the connection itself may last a little longer. Messages that still waited are dropped unless the
    /// client has [`Disconnected`](SessionEnd::Disconnected) or sent CLOSE_REQ after them.
    Closed {
        /// The connection.
        connection: ConnectionId,
        /// Why it ended.
        end: SessionEnd,
    },
    /// All sessions that were asked accept maintenance: the other side may become active. Then call
    /// [`Server::hand_over`](crate::Server::hand_over), or [`Server::cancel_maintenance`](crate::Server::cancel_maintenance)
    /// if it cannot.
    MaintenanceAgreed,
    /// Maintenance is off again.
    MaintenanceRefused {
        /// The sessions because of which it is off.
        by: Vec<(ConnectionId, MaintenanceRefusal)>,
    },
    /// The last session of a server in maintenance has ended.
    MaintenanceOver,
    /// The last connection has ended after [`Server::stop`](crate::Server::stop).
    Stopped,
}

/// An instruction for the driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ServerAction {
    /// Write the [outgoing](crate::Server::outgoing) bytes of a connection, which had none before. Does not come again
    /// until all of them have been sent.
    Write(ConnectionId),
    /// Read from a connection again, for which [`Server::may_read`](crate::Server::may_read) was false.
    Read(ConnectionId),
    /// End the stream: shut down the writing half of the socket, `Shutdown::Write` of the standard library. All outgoing
    /// bytes have been sent, and no more follow. Go on reading: the client closes the connection now, or `Reset` follows.
    ///
    /// Unlike a reset, this loses nothing that is still on its way to the client.
    Shutdown(ConnectionId),
    /// Drop the socket at once, with a linger time of 0, so that the client gets a reset. The connection is over.
    Reset(ConnectionId),
}

/// Why a session, or a connection without one, has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionEnd {
    /// The client sent CLOSE_REQ with this status.
    Closed(StatusCode),
    /// The client closed or lost the connection, without CLOSE_REQ.
    Disconnected,
    /// The client did not open a session in time.
    NotOpened,
    /// The application did not decide on the OPEN_REQ in time.
    NotDecided,
    /// The client sent no message for the IdleTimeout of its session.
    Idle,
    /// The client took no bytes for [`ServerConfig::write_timeout`](crate::ServerConfig::write_timeout).
    WriteTimedOut,
    /// A message that the session asked for did not fit into the bytes that wait for it.
    TooSlow,
    /// The client sent bytes that are not frames.
    Unreadable(DecodeError),
    /// The same client opened another session for the same device.
    Replaced,
    /// The server goes into maintenance.
    Maintenance,
    /// The server ended the session with this status, by [`Server::end`](crate::Server::end) or
    /// [`Server::stop`](crate::Server::stop).
    Ended(StatusCode),
}

impl SessionEnd {
    /// The status that CLIENT_SESSION_CLOSED_EVENT reports for such an end.
    ///
    /// The guide names one for a client that disconnects, one for a timeout, one for a newer session and one for
    /// maintenance; for the rest this is E_CTI_UNSPECIFIED_FAILURE, or the status that was sent.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Closed(status) | Self::Ended(status) => *status,
            Self::Disconnected => StatusCode::CLIENT_DISCONNECTED,
            Self::NotOpened | Self::NotDecided | Self::Idle | Self::WriteTimedOut => {
                StatusCode::TIMEOUT
            }
            Self::TooSlow => StatusCode::UNSPECIFIED_FAILURE,
            Self::Unreadable(_) => StatusCode::BAD_MESSAGE_FORMAT,
            Self::Replaced => StatusCode::NEW_SESSION_OPENED,
            Self::Maintenance => StatusCode::SERVER_IN_MAINTENANCE_MODE,
        }
    }
}

impl fmt::Display for SessionEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed(status) => write!(f, "closed by the client with {status}"),
            Self::Disconnected => f.write_str("disconnected by the client"),
            Self::NotOpened => f.write_str("no session was opened in time"),
            Self::NotDecided => f.write_str("the application did not decide on OPEN_REQ in time"),
            Self::Idle => f.write_str("the client sent no message for its IdleTimeout"),
            Self::WriteTimedOut => f.write_str("the client took no bytes in time"),
            Self::TooSlow => {
                f.write_str("the client read too slowly for the messages it asked for")
            }
            Self::Unreadable(error) => {
                write!(f, "the client sent bytes that are not frames: {error}")
            }
            Self::Replaced => f.write_str("the client opened another session for the same device"),
            Self::Maintenance => f.write_str("the server goes into maintenance"),
            Self::Ended(status) => write!(f, "ended by the server with {status}"),
        }
    }
}

/// How a session refused maintenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MaintenanceRefusal {
    /// By its answer.
    Refused,
    /// By giving no answer in time, or none that could be processed: it waits behind messages that the application has
    /// not taken.
    NoAnswer,
}

/// Why maintenance did not begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MaintenanceError {
    /// Only the active server can go into maintenance.
    Standby,
    /// Maintenance has begun already.
    Begun,
    /// The server stops.
    Stopping,
}

impl fmt::Display for MaintenanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standby => "only the active server can go into maintenance",
            Self::Begun => "maintenance has begun already",
            Self::Stopping => "the server stops",
        })
    }
}

impl core::error::Error for MaintenanceError {}

/// Why a message was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotDelivered {
    /// The connection has no open session.
    NotOpen,
    /// Too many bytes wait to be sent already: the client reads too slowly.
    QueueFull,
    /// The message cannot be encoded in the version of the session.
    Encode(EncodeError),
}

impl From<NotAdded> for NotDelivered {
    fn from(not_added: NotAdded) -> Self {
        match not_added {
            NotAdded::Full => Self::QueueFull,
            NotAdded::Encode(error) => Self::Encode(error),
        }
    }
}

impl fmt::Display for NotDelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOpen => f.write_str("the connection has no open session"),
            Self::QueueFull => {
                f.write_str("too many bytes wait to be sent: the client reads too slowly")
            }
            Self::Encode(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl core::error::Error for NotDelivered {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Encode(error) => Some(error),
            _ => None,
        }
    }
}

/// Why an accepted session did not open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotAccepted {
    /// No OPEN_REQ of the connection waits for a decision.
    NotAsked,
    /// The server has refused the session with this status, because it began maintenance, stops, or another client
    /// took the device, since the application was asked.
    Refused(StatusCode),
    /// The OPEN_CONF cannot be encoded in the version of the session. The OPEN_REQ still waits for a decision.
    Encode(EncodeError),
}

impl fmt::Display for NotAccepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAsked => f.write_str("no OPEN_REQ of the connection waits for a decision"),
            Self::Refused(status) => write!(f, "the server refused the session: {status}"),
            Self::Encode(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl core::error::Error for NotAccepted {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Encode(error) => Some(error),
            _ => None,
        }
    }
}

/// The result of a broadcast.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[must_use = "a message that cannot be encoded reaches nobody"]
pub struct Broadcast {
    /// How many sessions get the message.
    pub reached: usize,
    /// How many sessions were reset because it did not fit into their outgoing bytes.
    pub too_slow: usize,
    /// A version in which the message cannot be encoded, so that the sessions with that version do not get it.
    ///
    /// Sessions whose version lacks the message altogether are not counted as an error.
    pub error: Option<(ProtocolVersion, EncodeError)>,
}
