//! Sessions of Cisco's CTI Server protocol (GED-188), without I/O: the client's end with both sides of a server, and
//! the server's end with all its clients.
//!
//! A CTI server tells its clients about the calls and agents of a contact centre, and carries out their requests. It
//! usually runs twice, as side A and side B, one of which is active. [`cti_messages`] decodes and encodes the messages;
//! this crate does the rest that the protocol asks for: when to connect again and to which side, how to open a
//! session, keep it alive and close it, which answer belongs to which request, who gets which event, and how a server
//! goes into maintenance.
//!
//! [`Client`] and [`Server`] are cores in the style known as sans-I/O: they move no bytes and read no clock. A *driver*,
//! which you write for your sockets or runtime, does that for them, and knows the addresses of the sides. The
//! *application* is the rest of your program: it takes events, and sends requests and answers.
//!
//! [`docs::sessions`] lists every rule that is held, with its source and the test that shows it.
//!
//! # A client
//!
//! ```
//! # use cti_messages::{AgentStateMask, CallEventMask, CtiServiceMask, OpenReq, ProtocolVersion, StatusCode};
//! use cti_session::{Client, ClientAction, ClientConfig, ClientEvent, Time};
//!
//! # /// A network of your choice.
//! # struct Sockets;
//! # enum Happened { Nothing, Stopped }
//! # impl Sockets {
//! #     fn connect(&mut self, _: cti_session::Side, _: cti_session::ConnectionId) {}
//! #     fn reset(&mut self, _: cti_session::ConnectionId) {}
//! #     fn write_and_read(&mut self, _: &mut Client, _: Time) {}
//! #     fn wait(&mut self, _: Option<Time>) -> Happened { Happened::Stopped }
//! # }
//! # let start = std::time::Instant::now();
//! # let mut sockets = Sockets;
//! let version = ProtocolVersion::V24;
//! let mut config = ClientConfig::new(OpenReq {
//!     version_number: version.into(),
//!     services_requested: CtiServiceMask::ALL_EVENTS,
//!     call_msg_mask: CallEventMask::everything_in(version),
//!     agent_state_mask: AgentStateMask::everything_in(version),
//!     client_id: Some("wallboard".into()),
//!     client_password: Some("".into()),
//!     ..OpenReq::default()
//! });
//! // After a failure all of them reconnect. The seed, another one for each, spreads them.
//! config.expected_clients = 50;
//! let seed = 4711;
//! let now = || Time::from(start.elapsed());
//! let mut client = Client::new(config, seed, now())?;
//! let mut ended = false;
//! while !ended {
//!     // Writes `outgoing` and reports `sent`; reads, where `may_read` says so, and reports `received` or `closed`.
//!     sockets.write_and_read(&mut client, now());
//!     // Any call may lead to actions and events, so take both until neither is left.
//!     loop {
//!         if let Some(action) = client.next_action() {
//!             match action {
//!                 ClientAction::Connect { side, connection } => sockets.connect(side, connection),
//!                 ClientAction::Reset(connection) => sockets.reset(connection),
//!                 _ => {}
//!             }
//!         } else if let Some(event) = client.next_event(now()) {
//!             match event {
//!                 // One message that cannot be decoded is no reason to stop.
//!                 ClientEvent::Message { side, frame } => match frame.message() {
//!                     Ok(message) => println!("{message}"),
//!                     Err(error) => eprintln!("{side}: {error}"),
//!                 },
//!                 ClientEvent::Ended(end) => { println!("{end}"); ended = true; }
//!                 other => println!("{other:?}"),
//!             }
//!         } else {
//!             break;
//!         }
//!     }
//!     // Until a socket can be read, or written if bytes are outgoing; until the deadline; or until the user stops it.
//!     if let Happened::Stopped = sockets.wait(client.deadline()) {
//!         client.close(StatusCode::NO_ERROR, now());
//!     }
//!     client.tick(now());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Client::request`] sends a request, and shows how its [`Outcome`] is reported. With
//! [`CtiServiceMask::ACTIVE_STANDBY`](cti_messages::CtiServiceMask::ACTIVE_STANDBY) among the services, the client
//! holds both sides open, sends requests to the active one, and follows the server through maintenance: [`ClientEvent`]
//! has an example.
//!
//! # A server
//!
//! ```
//! use cti_messages::{Message, Request, StatusCode};
//! use cti_session::{Server, ServerAction, ServerConfig, ServerEvent, Time};
//!
//! # /// A network of your choice.
//! # struct Sockets;
//! # impl Sockets {
//! #     fn write(&mut self, _: &mut Server, _: cti_session::ConnectionId, _: Time) {}
//! #     fn read_again(&mut self, _: cti_session::ConnectionId) {}
//! #     fn end_stream(&mut self, _: cti_session::ConnectionId) {}
//! #     fn reset(&mut self, _: cti_session::ConnectionId) {}
//! #     fn accept_and_read(&mut self, _: &mut Server, _: Time) {}
//! #     fn wait(&mut self, _: Option<Time>) {}
//! # }
//! # let start = std::time::Instant::now();
//! # let mut sockets = Sockets;
//! let now = || Time::from(start.elapsed());
//! let mut server = Server::new(ServerConfig::default())?;
//! # server.stop(StatusCode::CTI_SERVER_OFFLINE, now());
//! let mut stopped = false;
//! while !stopped {
//!     // Reports `connected`, where `takes_connections` says so, `received`, where `may_read` says so, and `closed`.
//!     sockets.accept_and_read(&mut server, now());
//!     // Any call may lead to actions and events, so take both until neither is left.
//!     loop {
//!         if let Some(action) = server.next_action() {
//!             match action {
//!                 ServerAction::Write(connection) => sockets.write(&mut server, connection, now()),
//!                 ServerAction::Read(connection) => sockets.read_again(connection),
//!                 ServerAction::Shutdown(connection) => sockets.end_stream(connection),
//!                 ServerAction::Reset(connection) => sockets.reset(connection),
//!                 _ => {}
//!             }
//!         } else if let Some(event) = server.next_event(now()) {
//!             match event {
//!                 ServerEvent::OpenAsked { connection, .. } => {
//!                     if let Some(confirmation) = server.open_conf(connection) {
//!                         let _ = server.accept(connection, confirmation, now());
//!                     }
//!                 }
//!                 ServerEvent::Message { connection, frame } => match frame.message() {
//!                     Ok(Message::QueryAgentStateReq(request)) => {
//!                         let confirmation = request.confirmation();
//!                         let _ = server.send(connection, &confirmation, now());
//!                     }
//!                     Ok(other) if other.confirmed_by().is_some() => {
//!                         let id = other.invoke_id().unwrap_or_default();
//!                         let _ = server.fail(connection, id, StatusCode::FUNCTION_NOT_AVAILABLE, now());
//!                     }
//!                     // Not a request, or of an unknown type.
//!                     _ => {}
//!                 },
//!                 ServerEvent::Stopped => stopped = true,
//!                 other => println!("{other:?}"),
//!             }
//!         } else {
//!             break;
//!         }
//!     }
//!     sockets.wait(server.deadline());
//!     server.tick(now());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Server::broadcast`] sends an event to the sessions whose services and masks ask for it. [`Server::activate`] and
//! [`Server::begin_maintenance`] are a server's part in the change from one side to the other.
//!
//! # Writing a driver
//!
//! A driver reports what happens:
//!
//! | when | call | |
//! | --- | --- | --- |
//! | a connection is made, or fails | [`Client::connected`], [`Client::connect_failed`] | with the number from [`ClientAction::Connect`] |
//! | a connection is accepted | [`Server::connected`] | returns its number; accept only while [`Server::takes_connections`], which any call may change |
//! | bytes were read | `received` | read only while `may_read` |
//! | bytes of `outgoing` were written | `sent` | with their number; the rest stays in `outgoing` |
//! | end of file, or any error of the socket | `closed` | after `received` for what was read before; while `may_read` is false, without reading first |
//! | the `deadline` is reached | `tick` | |
//!
//! After any call, those of the application too, it does what the core asks for:
//!
//! 1. Take `next_action` until it returns `None`. (The loops above do so between events, since the application makes calls
//!    there.)
//! 2. For a client, which has at most two connections, look at both: write `outgoing` if there is any, and read while
//!    `may_read` is true. A server has too many to look at, so it says which: [`ServerAction::Write`] comes when the
//!    first bytes wait, and it is for the driver to remember the connection until `outgoing` is empty;
//!    [`ServerAction::Read`] comes when `may_read` is true again.
//! 3. Ask for `deadline` again before each wait: any call may change it.
//!
//! Set TCP_NODELAY and an SO_LINGER of 0 on each socket when it is made: `set_linger(Some(Duration::ZERO))` of socket2,
//! since the standard library has no stable call, or `TcpStream::set_zero_linger` of tokio. On `Reset`, drop the socket
//! at once: the peer then gets a reset, and bytes still on their way are lost. If it is still connecting, cancel that, or drop the socket when it is there. No
//! `Reset` follows `connect_failed` or `closed`: drop the socket unasked. A server asks for [`ServerAction::Shutdown`]
//! first if nothing may be lost: end the stream, and read on until the client closes too.
//!
//! Reports about a connection that is over are ignored, so late ones need not be held back. A peer that has closed only
//! its own direction counts as gone. The messages that came before `closed` are reported before the end of the session.
//!
//! The cores call nothing back later; only [`Server::broadcast_where`] calls its argument, before it returns. One thread or task owns a core and makes all calls; others send it what they want done.
//! A client is done with [`ClientEvent::Ended`], a server with [`ServerEvent::Stopped`]. When you call
//! [`Server::stop`], close the listening socket too.
//!
//! ## The clock
//!
//! Calls that depend on the time take it, as a [`Time`] since a start that the driver chooses. A driver that is late
//! delays what is due and breaks nothing. The same calls with the same times, and for a client the same seed, have the
//! same results.
//!
//! ## Back pressure
//!
//! Events, requests and bytes that wait are bounded by settings. While an application is behind, `may_read` is false; a
//! driver that then leaves the bytes in the socket slows the peer down, and memory stays flat. A client's heartbeats go
//! on meanwhile, and unanswered ones do not count. A server does not count a client as idle while it does not read it.
//!
//! # Guarantees
//!
//! - There is no panic, whatever a peer sends and whatever a driver reports in whatever order, and no unsafe code.
//! - A message that cannot be decoded ends no open session. A client's application gets it as it came; a server
//!   refuses a request with FAILURE_CONF, and drops other messages. Bytes that are not frames end the connection.
//! - A client reports every message that is not part of the session itself once, in order, and before the end of its
//!   session. While a session is being closed, messages are discarded.
//! - Every request has exactly one outcome unless it is abandoned: at the latest when its time is over, and at once
//!   when its session is lost.
//! - The state of calls and agents is reported as [kept](Continuity::Kept) only after a handover that the active server
//!   announced, if the other side was open from then until it became active.
//!
//! # Without the standard library
//!
//! The crate is `no_std` and needs `alloc`. Its feature `std`, on by default, turns on the one of that name of
//! cti-messages.
#![no_std]

extern crate alloc;

mod client;
// Not compiled: nobody but a reader needs it.
#[cfg(doc)]
pub mod docs;
mod link;
mod random;
mod rules;
mod server;
mod time;

pub use client::{
    Client, ClientAction, ClientConfig, ClientConfigError, ClientEnd, ClientEvent, Continuity,
    Heartbeat, LossReason, MaintenanceNotAsked, NotSent, OpenFailure, Outcome, Refusal, RequestId,
    RequestOptions, Side, SideState, Sides,
};
pub use link::ConnectionId;
pub use server::{
    Broadcast, Check, Checks, MaintenanceError, MaintenanceRefusal, NotAccepted, NotDelivered,
    Server, ServerAction, ServerConfig, ServerConfigError, ServerEvent, ServerPeripheral,
    ServerRole, SessionEnd, Subscription,
};
pub use time::Time;
