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
    /// Connect to a side, with TCP_NODELAY and a linger time of 0, and report [`connected`](super::Client::connected)
    /// or [`connect_failed`](super::Client::connect_failed). The driver needs no time limit: if connecting takes too
    /// long, [`Reset`](Self::Reset) follows.
    Connect {
        /// The side.
        side: Side,
        /// The number of the connection, to report with.
        connection: ConnectionId,
    },
    /// Drop the socket at once, so that the server gets a reset, or give up connecting. Nothing more has to be reported
    /// of the connection.
    Reset(ConnectionId),
}

/// An event reported to the application.
///
/// For each side: [`Opened`](Self::Opened), then any number of messages, then [`Lost`](Self::Lost); an attempt that
/// does not open a session is [`NotOpened`](Self::NotOpened).
///
/// # Examples
/// An application that holds both sides open. Side A is active; when both are open, it goes into maintenance and side B
/// takes over, so that no event is missed:
///
/// ```
/// use cti_messages::{CallEventMask, CtiServiceMask, Message, OpenReq, ProtocolVersion};
/// use cti_session::{Client, ClientConfig, ClientEvent, Continuity, Side, Time};
/// # use cti_session::{ClientAction, ConnectionId, Server, ServerAction, ServerConfig, ServerEvent, ServerRole};
/// # type Result<T> = core::result::Result<T, Box<dyn std::error::Error>>;
/// #
/// # /// In place of a driver: connects the client to a server for each side in memory, and moves bytes until none are
/// # /// left.
/// # struct Network { servers: [Server; 2], ends: [Option<(ConnectionId, ConnectionId)>; 2] }
/// # impl Network {
/// #     fn exchange(&mut self, client: &mut Client, now: Time) -> Result<()> {
/// #         let mut moved = true;
/// #         while core::mem::take(&mut moved) {
/// #             while let Some(action) = client.next_action() {
/// #                 if let ClientAction::Connect { side, connection } = action {
/// #                     let server = &mut self.servers[side.index()];
/// #                     self.ends[side.index()] = Some((connection, server.connected(now)));
/// #                     client.connected(connection, now);
/// #                 }
/// #             }
/// #             for side in Side::BOTH {
/// #                 let Some((ours, theirs)) = self.ends[side.index()] else { continue };
/// #                 let server = &mut self.servers[side.index()];
/// #                 let sent = client.outgoing(ours).to_vec();
/// #                 client.sent(ours, sent.len(), now);
/// #                 server.received(theirs, &sent, now);
/// #                 let mut agreed = false;
/// #                 while let Some(event) = server.next_event(now) {
/// #                     match event {
/// #                         ServerEvent::OpenAsked { connection, .. } => {
/// #                             let confirmation = server.open_conf(connection).ok_or("no OPEN_REQ")?;
/// #                             server.accept(connection, confirmation, now)?;
/// #                         }
/// #                         ServerEvent::MaintenanceAgreed => agreed = true,
/// #                         _ => {}
/// #                     }
/// #                 }
/// #                 let received = server.outgoing(theirs).to_vec();
/// #                 client.received(ours, &received, now);
/// #                 server.sent(theirs, received.len(), now);
/// #                 while let Some(action) = server.next_action() {
/// #                     if let ServerAction::Shutdown(_) = action {
/// #                         client.closed(ours, now);
/// #                     }
/// #                 }
/// #                 if agreed {
/// #                     self.servers[side.opposite().index()].activate(now);
/// #                     self.servers[side.index()].hand_over(now);
/// #                 }
/// #                 moved |= agreed || !sent.is_empty() || !received.is_empty();
/// #             }
/// #         }
/// #         Ok(())
/// #     }
/// # }
/// # let servers = [
/// #     Server::new(ServerConfig::default())?,
/// #     Server::new(ServerConfig { role: ServerRole::Standby, ..ServerConfig::default() })?,
/// # ];
/// # let mut network = Network { servers, ends: [None; 2] };
/// # let now = Time::START;
///
/// let mut client = Client::new(
///     ClientConfig::new(OpenReq {
///         version_number: ProtocolVersion::V24.into(),
///         services_requested: CtiServiceMask::ALL_EVENTS | CtiServiceMask::ACTIVE_STANDBY,
///         call_msg_mask: CallEventMask::BEGIN_CALL | CallEventMask::END_CALL,
///         client_id: Some("wallboard".into()),
///         client_password: Some("".into()),
///         ..OpenReq::default()
///     }),
///     4711,
///     now,
/// )?;
/// let mut calls = Vec::new();
/// # let mut active = Vec::new();
/// loop {
///     // In place of a driver and a network; both servers are in the same program.
///     network.exchange(&mut client, now)?;
///     let Some(event) = client.next_event(now) else { break };
///     match event {
///         ClientEvent::Active { side, continuity } => {
///             println!("requests go to {side}");
///             match continuity {
///                 // The new side has the same calls, and pending requests can still be answered.
///                 Continuity::Kept => {}
///                 // Events may have been missed, and the server does not send them again.
///                 Continuity::Lost => calls.clear(),
///             }
/// #           active.push((side, continuity));
///         }
///         // Or refuse, if a change of sides would disturb. Without an answer in time, the client gives one.
///         ClientEvent::MaintenanceAsked { .. } => {
///             match client.answer_maintenance(true, now) {
///                 Ok(accepted) => println!("maintenance accepted: {accepted}"),
///                 Err(too_late) => eprintln!("{too_late}"),
///             }
///         }
///         ClientEvent::Message { frame, .. } => {
///             if let Ok(Message::BeginCallEvent(call)) = frame.message() {
///                 calls.push(call.connection_call_id);
///             }
///         }
///         // The client reconnects by itself. What is known stays valid until `Active` says otherwise.
///         ClientEvent::Lost { side, reason, .. } => println!("{side}: {reason}"),
/// #       ClientEvent::Opened { side: Side::B, .. } => network.servers[0].begin_maintenance(now)?,
///         _ => {}
///     }
/// }
/// assert_eq!(client.active_side(), Some(Side::B));
/// # assert_eq!(active, [(Side::A, Continuity::Lost), (Side::B, Continuity::Kept)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientEvent {
    /// A session is open. If its side is active, or once it becomes so, [`Active`](Self::Active) follows.
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
        /// The time until the next attempt: on this side if the client holds both open, otherwise on either. `None` if
        /// there will be none, because the client is closed or gives up.
        retry_in: Option<Duration>,
    },
    /// A session has ended, and its requests with it. Keep the calls and agents that are known until the next
    /// [`Active`](Self::Active) says whether they are lost.
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
        /// Whether to keep the calls and agents that are known.
        continuity: Continuity,
    },
    /// A side says that it is active while the other one is. The first stays active; this one becomes active when the
    /// first is lost.
    Rival {
        /// The side that is not used.
        side: Side,
    },
    /// A message of the server that answers no request. Messages before OPEN_CONF, if a server sends any, are reported
    /// too. During a handover both sides may report the same event.
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
    /// A request has ended. Every request has exactly one of these events, unless the application
    /// [abandons](super::Client::abandon) it.
    Answered {
        /// The request.
        request: RequestId,
        /// How it ended.
        outcome: Outcome,
    },
    /// An answer that matches no pending request: its request has ended, or was never sent.
    ///
    /// A late answer whose type cti-messages does not model, such as a message of your own, is a
    /// [`Message`](Self::Message) instead: only its pending request knows where its invoke ID is.
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
    /// [`Client::answer_maintenance`](super::Client::answer_maintenance). If the application does not in time, the
    /// client accepts if the other side is open and stays, and refuses otherwise.
    /// [`MaintenanceAnswered`](Self::MaintenanceAnswered), [`Maintenance`](Self::Maintenance) or the end of the session
    /// settles the question.
    MaintenanceAsked {
        /// The side.
        side: Side,
        /// The time from the message until the client answers itself. Less of it is left if events have waited for the
        /// application.
        within: Duration,
    },
    /// The question of the active server has been answered.
    MaintenanceAnswered {
        /// The side.
        side: Side,
        /// Whether the client accepted.
        accepted: bool,
    },
    /// The server starts its maintenance, or cancels it.
    Maintenance {
        /// The side.
        side: Side,
        /// False if it is cancelled.
        starts: bool,
    },
    /// The client has ended: nothing more happens.
    Ended(ClientEnd),
}

/// Why an attempt did not open a session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenFailure {
    /// There was no TCP connection, as the driver reported.
    ConnectFailed,
    /// There was no TCP connection within [`ClientConfig::connect_timeout`](super::ClientConfig::connect_timeout).
    ConnectTimedOut,
    /// The server did not answer the OPEN_REQ [in time](field@super::ClientConfig::open_timeout).
    OpenTimedOut,
    /// The server refused the session, by FAILURE_CONF or by a FAILURE_EVENT that ends it before OPEN_CONF.
    Refused {
        /// The reason that it gave.
        status: StatusCode,
        /// How the client goes on.
        refusal: Refusal,
    },
    /// The connection ended before the answer to the OPEN_REQ.
    Disconnected,
    /// The server took no bytes for [`ClientConfig::write_timeout`](super::ClientConfig::write_timeout).
    WriteTimedOut,
    /// The server sent bytes that are not frames, or its answer cannot be decoded.
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
    /// The server took no bytes for [`ClientConfig::write_timeout`](super::ClientConfig::write_timeout).
    WriteTimedOut,
    /// The server sent bytes that are not frames, or a FAILURE_CONF to a heartbeat that cannot be decoded.
    Unreadable(DecodeError),
    /// The application closed the client.
    Closed,
}

/// Why a client has ended for good.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientEnd {
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

impl fmt::Display for ClientEnd {
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
