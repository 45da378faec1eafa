//! Which messages went into a connection, and what became of them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::pool::{Item, Pool};
use super::report::Connection;

/// The messages that the client put into a connection, in order, by their places in the pool. The
/// client enters each before its first byte is sent, so the n-th frame that comes out, on either
/// side, has to be the n-th here.
#[derive(Debug, Default)]
pub(super) struct Ledger(Mutex<Vec<usize>>);

/// What one side got out of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Got {
    /// The frames that were read, each of them as it was sent.
    pub(super) frames: usize,
    /// The bytes that were delivered, whether or not they made a frame.
    pub(super) bytes: u64,
    /// Whether this side cut the connection.
    pub(super) cut: bool,
}

impl Ledger {
    fn entries(&self) -> MutexGuard<'_, Vec<usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters the next message.
    pub(super) fn enter(&self, place: usize) {
        self.entries().push(place);
    }

    /// The n-th message.
    pub(super) fn item<'p>(&self, pool: &'p Pool, number: usize) -> Option<&'p Item> {
        let place = *self.entries().get(number)?;
        pool.items.get(place)
    }

    /// Accounts for every message by the bytes that were delivered.
    pub(super) fn account(
        &self,
        pool: &Pool,
        sent_cut: bool,
        server: Got,
        client: Got,
    ) -> Result<Connection, String> {
        let items: Vec<_> = self
            .entries()
            .iter()
            .filter_map(|place| pool.items.get(*place))
            .collect();
        let whole_frames_in = |bytes: u64| {
            let mut end = 0;
            let whole = items.iter().take_while(|item| {
                end += item.frame.len() as u64;
                end <= bytes
            });
            whole.count()
        };
        for (side, got) in [("server", server), ("client", client)] {
            let whole = whole_frames_in(got.bytes);
            if got.frames != whole {
                let (frames, bytes) = (got.frames, got.bytes);
                return Err(format!(
                    "{bytes} bytes came to the {side}, which hold {whole} whole frames, but {frames} were read"
                ));
            }
        }
        let sent = items.len();
        let was_cut = sent_cut || server.cut || client.cut;
        if client.frames > server.frames || server.frames > sent {
            return Err("more messages came out than went in".to_owned());
        }
        if !was_cut && client.frames < sent {
            return Err(format!(
                "nobody cut the connection, but of {sent} messages {} came back",
                client.frames
            ));
        }
        let end_of = |frames: usize| -> u64 {
            items
                .iter()
                .take(frames)
                .map(|item| item.frame.len() as u64)
                .sum()
        };
        Ok(Connection {
            sent: sent as u64,
            received: server.frames as u64,
            returned: client.frames as u64,
            bytes: server.bytes + client.bytes,
            was_cut,
            cut_inside_a_frame: server.bytes > end_of(server.frames)
                || client.bytes > end_of(client.frames),
            types: items
                .iter()
                .take(client.frames)
                .map(|item| item.message_type)
                .collect(),
        })
    }
}
