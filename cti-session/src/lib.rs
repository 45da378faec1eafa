//! Sessions of Cisco's CTI Server protocol (GED-188), without I/O: the client's end with both sides of a server, and
//! the server's end with all its clients.
//!
//! A codec is half of a client. The other half is what the protocol asks of every client and every server: when to
//! connect again and to which side, how to open a session, to keep it alive and to close it, which answer belongs to
//! which request, who gets which event, and what to do when a server goes into maintenance. This crate does
//! that. It moves no bytes and reads no clock: a driver does that, following its instructions.
//!
//! [`docs::sessions`] lists every rule that is held, with its source and the test that shows it.
//!
//! # A client
//!
//! ```
//! # use core::time::Duration;
//! # use cti_messages::{CtiServiceMask, OpenReq, ProtocolVersion, StatusCode};
//! use cti_session::{ClientAction, Client, ClientConfig, ClientEvent, Time};
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
//! let mut config = ClientConfig::new(OpenReq {
//!     version_number: ProtocolVersion::V24.into(),
//!     services_requested: CtiServiceMask::ALL_EVENTS,
//!     client_id: Some("wallboard".into()),
//!     client_password: Some("".into()),
//!     ..OpenReq::default()
//! });
//! config.expected_clients = 50;
//! let now = || Time::from(start.elapsed());
//! let mut client = Client::new(config, 4711, now())?;
//! let mut ended = false;
//! while !ended {
//!     // Writes `outgoing` and reports `sent`; reads, where `may_read` says so, and reports `received` or `closed`.
//!     sockets.write_and_read(&mut client, now());
//!     // Any call may lead to actions and events, so take both until there are none.
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
//!     // Until a socket can be read, or written where bytes are outgoing; until the deadline; or for the user.
//!     if let Happened::Stopped = sockets.wait(client.deadline()) {
//!         client.close(StatusCode::NO_ERROR, now());
//!     }
//!     client.tick(now());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Client::request`] sends a request; its [`Outcome`] is a [`ClientEvent::Answered`]. With
//! [`CtiServiceMask::ACTIVE_STANDBY`](cti_messages::CtiServiceMask::ACTIVE_STANDBY) among the services the client holds
//! both sides open, sends requests to the active one, and follows the server through maintenance.
//!
//! # A server
//!
//! ```
//! use cti_messages::StatusCode;
//! use cti_session::{Server, ServerAction, ServerConfig, ServerEvent, Time};
//!
//! # /// A network of your choice.
//! # struct Sockets;
//! # impl Sockets {
//! #     fn write(&mut self, _: &mut Server, _: cti_session::ConnectionId, _: Time) {}
//! #     fn read_again(&mut self, _: cti_session::ConnectionId) {}
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
//!     // Any call may lead to actions and events, so take both until there are none.
//!     loop {
//!         if let Some(action) = server.next_action() {
//!             match action {
//!                 ServerAction::Write(connection) => sockets.write(&mut server, connection, now()),
//!                 ServerAction::Read(connection) => sockets.read_again(connection),
//!                 ServerAction::Reset(connection) => sockets.reset(connection),
//!                 _ => {}
//!             }
//!         } else if let Some(event) = server.next_event(now()) {
//!             match event {
//!                 ServerEvent::OpenAsked { connection, .. } => {
//!                     if let Some(conf) = server.open_conf(connection) {
//!                         let _ = server.accept(connection, conf, now());
//!                     }
//!                 }
//!                 ServerEvent::Message { connection, frame } => {
//!                     if let Some(id) = frame.invoke_id() {
//!                         let _ = server.fail(connection, id, StatusCode::FUNCTION_NOT_AVAILABLE, now());
//!                     }
//!                 }
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
//! # What is guaranteed
//!
//! - Whatever a peer sends, and whatever a driver reports in whatever order, there is no panic and no unsafe code.
//! - A message that cannot be decoded ends no open session. A client's application gets it as it came; a server answers
//!   it with FAILURE_CONF. Bytes that are not frames end the connection.
//! - A client reports every message that is not part of the session itself once, in order, and before the end of its
//!   session. While a session is being closed, messages are discarded.
//! - Every request has exactly one outcome, at the latest when its time is over, and at once when its session is lost.
//! - The state of calls and agents is reported as [kept](Continuity::Kept) only if no event can have been missed.
//!
//! # The clock
//!
//! Every call that can depend on the time takes the time, as a [`Time`] since a start that the driver chooses.
//! `deadline` says when `tick` has something to do. It changes with every call, so a driver asks for it before it
//! waits. A driver that is late delays what is due and breaks nothing. The same calls with the same times, and for a
//! client the same seed, have the same results.
//!
//! # Back pressure
//!
//! Events, requests and bytes that wait are bounded by settings. While an application is behind, `may_read` is false; a
//! driver that then leaves the bytes in the socket slows the peer down, and memory stays flat. A client's heartbeats go
//! on meanwhile, and unanswered ones do not count. A client that a server does not read is not idle for it.
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
mod server;
mod time;

pub use client::*;
pub use link::ConnectionId;
pub use server::*;
pub use time::Time;
