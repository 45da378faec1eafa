//! Sessions of Cisco's CTI Server protocol (GED-188), without I/O: the client's end with both sides of a server.
//!
//! A codec is half of a client. The other half is what the protocol asks of every client and every server: when to
//! connect again and to which side, how to open a session, to keep it alive and to close it, which answer belongs to
//! which request, and what to do when a server goes into maintenance. That is this crate. It moves no bytes and reads
//! no clock: a driver does that, and is told what to do next.
//!
//! # The driver's loop
//!
//! ```
//! # use core::time::Duration;
//! # use cti_messages::{CtiServiceMask, OpenReq, ProtocolVersion, StatusCode};
//! use cti_session::{Action, Client, ClientConfig, Event, Time};
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
//! 'session: loop {
//!     while let Some(action) = client.next_action() {
//!         match action {
//!             Action::Connect { side, connection } => sockets.connect(side, connection),
//!             Action::Reset(connection) => sockets.reset(connection),
//!             _ => {}
//!         }
//!     }
//!     // Writes `outgoing` and reports `sent`; reads, where `may_read` says so, and reports `received` or `closed`.
//!     sockets.write_and_read(&mut client, now());
//!     while let Some(event) = client.next_event(now()) {
//!         match event {
//!             Event::Message { frame, .. } => println!("{}", frame.message()?),
//!             Event::Ended(end) => { println!("{end}"); break 'session; }
//!             other => println!("{other:?}"),
//!         }
//!     }
//!     // Waits until a socket is ready, until the deadline, or for the user.
//!     if let Happened::Stopped = sockets.wait(client.deadline()) {
//!         client.close(StatusCode::NO_ERROR, now());
//!     }
//!     client.tick(now());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![no_std]

extern crate alloc;

mod client;
mod link;
mod random;
mod server;
mod time;

pub use client::*;
pub use link::ConnectionId;
pub use server::*;
pub use time::Time;
