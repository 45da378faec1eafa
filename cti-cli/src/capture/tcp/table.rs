//! All connections of a capture.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;

use lru::LruCache;

use super::super::segment::Segment;
use super::connection::Connection;
use super::{Peers, Streams};

/// The most connections that are followed at a time; then the one that was silent longest goes.
const MAX_CONNECTIONS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// The most bytes that wait for lost segments, in all connections together.
const MAX_HELD: usize = 32 << 20;

/// Puts the segments of all connections in order.
pub struct Connections {
    /// By their ends, the lesser address first.
    table: LruCache<[SocketAddr; 2], Connection>,
    held: usize,
    seen: u64,
}

impl Default for Connections {
    fn default() -> Self {
        Self {
            table: LruCache::new(MAX_CONNECTIONS),
            held: 0,
            seen: 0,
        }
    }
}

impl Connections {
    /// Takes a segment, and hands on what follows from it.
    ///
    /// # Errors
    /// Those of the streams.
    pub fn segment(&mut self, segment: &Segment<'_>, streams: &mut dyn Streams) -> io::Result<()> {
        let mut key = [segment.from, segment.to];
        key.sort_unstable();
        let from = usize::from(segment.from != key[0]);
        let is_replaced = self
            .table
            .peek(&key)
            .is_some_and(|known| known.is_replaced_by(from, segment));
        if is_replaced && let Some(old) = self.table.pop(&key) {
            self.finish_one(old, streams)?;
        }
        if !self.table.contains(&key) {
            // What only acknowledges, or ends, a connection that is not known tells nothing of it.
            if !segment.syn && segment.payload.is_empty() {
                return Ok(());
            }
            self.open(key, from, segment, streams)?;
        }
        let Some(connection) = self.table.get_mut(&key) else {
            return Ok(());
        };
        self.held -= connection.held();
        connection.segment(from, segment, streams)?;
        if self.held + connection.held() > MAX_HELD {
            connection.make_room(streams)?;
        }
        self.held += connection.held();
        Ok(())
    }

    /// Ends all connections, since the capture has ended.
    ///
    /// # Errors
    /// Those of the streams.
    pub fn finish(&mut self, streams: &mut dyn Streams) -> io::Result<()> {
        while let Some((_, connection)) = self.table.pop_lru() {
            self.finish_one(connection, streams)?;
        }
        Ok(())
    }

    fn open(
        &mut self,
        key: [SocketAddr; 2],
        from: usize,
        segment: &Segment<'_>,
        streams: &mut dyn Streams,
    ) -> io::Result<()> {
        self.seen += 1;
        let opener = segment.syn.then(|| match segment.acknowledgment {
            None => from,
            Some(_) => 1 - from,
        });
        let mut connection = Connection::new(Peers {
            id: self.seen,
            addresses: key,
            opener,
        });
        connection.appear(from, segment.time, streams)?;
        if let Some((_, oldest)) = self.table.push(key, connection) {
            self.finish_one(oldest, streams)?;
        }
        Ok(())
    }

    fn finish_one(
        &mut self,
        mut connection: Connection,
        streams: &mut dyn Streams,
    ) -> io::Result<()> {
        self.held -= connection.held();
        connection.finish(streams)
    }
}
