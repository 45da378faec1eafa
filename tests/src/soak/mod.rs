//! A soak: a client and a server on the loopback interface that exchange random messages, over
//! connections that are cut at random points.
//!
//! The client opens a connection, names a version with an OPEN_REQ, and sends messages of that
//! version in chunks of random size. The server decodes each and sends it back, encoded anew. Any
//! side may cut the connection after a number of bytes that was drawn beforehand, in the middle of
//! a frame too; the client then opens the next one. All messages and cuts come from one seed.
//!
//! What became of each message is decided by the bytes that were delivered, which each side counts
//! below its frame reader: a frame that has come in full must have been read, intact and in its
//! place; every other one was lost with the cut (`Ledger`). There is no third case.

mod client;
mod ledger;
mod memory;
mod plan;
mod pool;
mod reading;
mod report;
mod server;
mod writing;

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use self::ledger::Ledger;
pub use self::memory::resident_bytes;
use self::plan::{Plan, random};
pub use self::pool::Pool;
pub use self::report::{Connection, Report, Sample};

/// How long a side waits for the other before it gives up: far longer than a machine under load
/// needs, so that a soak that hangs ends with an error.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a soak is run.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Where all messages and cuts come from.
    pub seed: u64,
    /// How many messages the client sends.
    pub messages: u64,
    /// How many bytes of them go into one connection, at most about.
    pub connection_bytes: u64,
    /// When it ends at the latest.
    pub deadline: Duration,
}

/// Runs a soak; calls `progress` after each connection.
///
/// # Errors
/// The first thing that was not as it should be. With the same seed, the same messages are sent.
pub fn run(
    pool: &Pool,
    settings: Settings,
    progress: &mut dyn FnMut(&Report),
) -> Result<Report, String> {
    let start = Instant::now();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(told("listening"))?;
    let address = listener.local_addr().map_err(told("listening"))?;
    let mut random = random(settings.seed);
    let mut report = Report::new(settings.messages);
    while report.sent < settings.messages && start.elapsed() < settings.deadline {
        let left = settings.messages - report.sent;
        let plan = Plan::draw(&mut random, left, settings.connection_bytes);
        let connection = connect(pool, &listener, address, &plan)
            .map_err(|error| format!("connection {}: {error}", report.connections))?;
        report.add(&connection);
        report.duration = start.elapsed();
        progress(&report);
    }
    Ok(report)
}

/// Opens a connection, lets both sides talk until it ends, and accounts for every message.
fn connect(
    pool: &Pool,
    listener: &TcpListener,
    address: SocketAddr,
    plan: &Plan,
) -> Result<Connection, String> {
    let ledger = Ledger::default();
    let client = TcpStream::connect(address).map_err(told("connecting"))?;
    let (server, _) = listener.accept().map_err(told("accepting"))?;
    for stream in [&client, &server] {
        stream
            .set_nodelay(true)
            .and_then(|()| stream.set_read_timeout(Some(PATIENCE)))
            .and_then(|()| stream.set_write_timeout(Some(PATIENCE)))
            .map_err(told("preparing a connection"))?;
    }
    let (sent, received, answered) = thread::scope(|scope| {
        let server = scope.spawn(|| server::answer(server, pool, &ledger, plan));
        let receiver = scope.spawn(|| client::receive(&client, pool, &ledger, plan));
        let sent = client::send(&client, pool, &ledger, plan);
        (sent, receiver.join(), server.join())
    });
    let received = received.map_err(|_| "the client panicked")??;
    let answered = answered.map_err(|_| "the server panicked")??;
    ledger.account(pool, sent?, answered, received)
}

fn told<E: std::fmt::Display>(doing: &'static str) -> impl Fn(E) -> String {
    move |error| format!("{doing}: {error}")
}
