//! The client: it sends, and compares what comes back.

use std::net::TcpStream;

use super::ledger::{Got, Ledger};
use super::plan::{Cutter, Plan};
use super::pool::Pool;
use super::reading::Reading;
use super::writing::Writing;

/// Sends an OPEN_REQ, then random messages of its version; returns whether it cut the connection.
pub(super) fn send(
    stream: &TcpStream,
    pool: &Pool,
    ledger: &Ledger,
    plan: &Plan,
) -> Result<bool, String> {
    let mut random = plan.random(Cutter::Sender);
    let mut writing = Writing::new(stream, plan, Cutter::Sender);
    let (version, open) = pool.open(plan.version).ok_or("the pool is empty")?;
    let mut next = open;
    let mut frame = Vec::new();
    let (mut messages, mut bytes) = (0, 0);
    while messages < plan.messages && bytes < plan.bytes && !writing.has_ended {
        let item = pool.items.get(next).ok_or("no such message in the pool")?;
        frame.clear();
        item.encode(version, &mut frame)?;
        ledger.enter(next);
        writing.write(&frame)?;
        messages += 1;
        bytes += frame.len() as u64;
        next = pool
            .any(version, &mut random)
            .ok_or("no such version in the pool")?;
    }
    writing.finish()
}

/// Receives what the server sends back.
pub(super) fn receive(
    stream: &TcpStream,
    pool: &Pool,
    ledger: &Ledger,
    plan: &Plan,
) -> Result<Got, String> {
    let (version, _) = pool.open(plan.version).ok_or("the pool is empty")?;
    Reading::new(stream, plan, Cutter::Receiver).frames(&mut |number, frame| {
        let sent = ledger.item(pool, number);
        let sent = sent.ok_or("a message came back that was never sent")?;
        sent.expect(frame, version).map(drop)
    })
}
