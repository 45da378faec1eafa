//! Instructions for the driver, and events for the application.

use alloc::boxed::Box;
use core::fmt;
use core::time::Duration;

use cti_messages::{CtiServiceMask, DecodeError, OpenConf, OwnedFrame, StatusCode};

use super::refusal::Refusal;
use super::requests::{Outcome, RequestId};
use super::roles::Continuity;
use super::sides::Side;
use crate::link::ConnectionId;

/// An instruction for the driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAction {
    /// Connect to a side, without Nagle's delay and with a linger time of 0, and report
    /// [`connected`](super::Client::connected) or [`connect_failed`](super::Client::connect_failed). The client counts
    /// the time itself.
    Connect {
        /// The side.
        side: Side,
        /// The number of the connection, to report with.
        connection: ConnectionId,
    },
    /// Close a connection at once, or give up connecting; with a linger time of 0 the server gets a reset. Nothing more
    /// has to be reported of it.
    Reset(ConnectionId),
}

/// An event reported to the application.
///
/// For each side: [`Opened`](Self::Opened), then any number of messages, then [`Lost`](Self::Lost); an attempt that does
/// not open a session is [`NotOpened`](Self::NotOpened).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientEvent {
    /// A session is open. Whether its side is active, an [`Active`](Self::Active) says.
    Opened {
        /// The side.
        side: Side,
        /// The answer to the OPEN_REQ.
        confirmation: Box<OpenConf<'static>>,
        /// The services that the OPEN_REQ asked for and the server has not granted.
        not_granted: CtiServiceMask,
    },
    /// An attempt to open a session has failed.
    NotOpened {
        /// The side.
        side: Side,
        /// The reason.
        reason: OpenFailure,
        /// The time until the next attempt, on either side; `None` if the client is closed or has given up this side.
        retry_in: Option<Duration>,
    },
    /// A session has ended. Its requests have failed; the state is not lost before the next [`Active`](Self::Active) says
    /// so.
    Lost {
        /// The side.
        side: Side,
        /// The reason.
        reason: LossReason,
        /// As in [`NotOpened`](Self::NotOpened).
        retry_in: Option<Duration>,
    },
    /// Requests go to this side from now on.
    Active {
        /// The side.
        side: Side,
        /// Whether the calls and agents that are known are to be kept.
        continuity: Continuity,
    },
    /// A side says that it is active while another one is. The one that was first stays active; the other becomes
    /// active when that one goes.
    Rival {
        /// The side that is not used.
        side: Side,
    },
    /// A message of the server. Before OPEN_CONF too, if a server sends any.
    Message {
        /// The side.
        side: Side,
        /// The message, not decoded yet.
        frame: OwnedFrame,
    },
    /// One of several confirmations of a request that expects [several](super::RequestOptions::several).
    PartialAnswer {
        /// The request.
        request: RequestId,
        /// The confirmation, not decoded yet.
        frame: OwnedFrame,
    },
    /// A request has ended. Each has exactly one, unless it is [abandoned](super::Client::abandon) by the application.
    Answered {
        /// The request.
        request: RequestId,
        /// How it ended.
        outcome: Outcome,
    },
    /// An answer that matches no pending request: its request has ended, or was never sent. (The late answer to a message of your own is an
    /// [`ClientEvent::Message`]: only a request that waits for it knows its layout.)
    LateAnswer {
        /// The side.
        side: Side,
        /// The last request that was sent with the invoke ID of the answer; `None` if there was none, as when it answers
        /// a message of the client itself, such as a heartbeat.
        request: Option<RequestId>,
        /// The answer, not decoded yet.
        frame: OwnedFrame,
    },
    /// The active server asks whether it may go into maintenance. Answer with
    /// [`Client::answer_maintenance`](super::Client::answer_maintenance); if nobody does in time, the client accepts if
    /// the other side is open, and refuses otherwise. The question is settled by
    /// [`MaintenanceAnswered`](Self::MaintenanceAnswered), by [`Maintenance`](Self::Maintenance), or by the end of the
    /// session.
    MaintenanceAsked {
        /// The side.
        side: Side,
        /// The time after which the client answers itself. (The server counts from when it asked, which is earlier if
        /// events have waited for the application.)
        within: Duration,
    },
    /// The question of a server has been answered.
    MaintenanceAnswered {
        /// The side.
        side: Side,
        /// Whether the client accepted.
        accepted: bool,
    },
    /// The server starts or cancels its maintenance.
    Maintenance {
        /// The side.
        side: Side,
        /// True if it starts; false if it is cancelled.
        goes_on: bool,
    },
    /// The client has ended: nothing more happens.
    Ended(End),
}

/// Why an attempt did not open a session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenFailure {
    /// There was no TCP connection, as the driver reported.
    ConnectFailed,
    /// There was no TCP connection within the [time for it](super::ClientConfig::connect_timeout).
    ConnectTimedOut,
    /// The server did not answer the OPEN_REQ [in time](field@super::ClientConfig::open_timeout).
    OpenTimedOut,
    /// The server refused the session.
    Refused {
        /// The reason that it gave.
        status: StatusCode,
        /// How the client goes on.
        refusal: Refusal,
    },
    /// The connection ended before the answer to the OPEN_REQ.
    Disconnected,
    /// The server accepted no bytes for the [time for it](super::ClientConfig::write_timeout).
    WriteTimedOut,
    /// The peer sent bytes that are no messages, or its answer cannot be decoded.
    Unreadable(DecodeError),
    /// The application closed the client.
    Closed,
}

/// Why a session has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LossReason {
    /// The connection ended.
    Disconnected,
    /// The connection ended after the handover to the other side, as agreed.
    HandedOver,
    /// Three heartbeats had no answer when the fourth was due.
    HeartbeatsUnanswered,
    /// The server answered a heartbeat with FAILURE_CONF.
    HeartbeatRefused(StatusCode),
    /// The server ended the session by FAILURE_EVENT: it goes off line, or into maintenance, or it has opened a new
    /// session for the same ClientID (E_CTI_NEW_SESSION_OPENED).
    EndedByServer(StatusCode),
    /// The server accepted no bytes for the [time for it](super::ClientConfig::write_timeout).
    WriteTimedOut,
    /// The peer sent bytes that are no messages.
    Unreadable(DecodeError),
    /// The application closed the client.
    Closed,
}

/// Why a client has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// The application closed it.
    Closed,
    /// Every side refused the session for good; the last one with this status.
    Refused(StatusCode),
}

impl fmt::Display for OpenFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConnectFailed => f.write_str("no connection"),
            Self::ConnectTimedOut => f.write_str("no connection in time"),
            Self::OpenTimedOut => f.write_str("the server did not answer OPEN_REQ in time"),
            Self::Refused { status, .. } => write!(f, "the server refused the session: {status}"),
            Self::Disconnected => {
                f.write_str("the server closed the connection before it answered OPEN_REQ")
            }
            Self::WriteTimedOut => f.write_str("the server accepted no bytes"),
            Self::Unreadable(error) => write!(f, "the server sent no valid messages: {error}"),
            Self::Closed => f.write_str("the client was closed"),
        }
    }
}

impl fmt::Display for LossReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disconnected => f.write_str("the server closed the connection"),
            Self::HandedOver => f.write_str("the server closed the connection after its handover"),
            Self::HeartbeatsUnanswered => f.write_str("the server did not answer three heartbeats"),
            Self::HeartbeatRefused(status) => write!(f, "the server refused a heartbeat: {status}"),
            Self::EndedByServer(status) => write!(f, "the server ended the session: {status}"),
            Self::WriteTimedOut => f.write_str("the server accepted no bytes"),
            Self::Unreadable(error) => write!(f, "the server sent no valid messages: {error}"),
            Self::Closed => f.write_str("the client was closed"),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("the client was closed"),
            Self::Refused(status) => write!(f, "every side refused the session: {status}"),
        }
    }
}

impl core::error::Error for OpenFailure {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}

impl core::error::Error for LossReason {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}
