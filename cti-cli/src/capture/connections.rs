//! The TCP connections of a capture.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;

use lru::LruCache;

use super::reassembly::{Direction, Event, Interest, Peers, Sink, Streams};
use super::segment::Segment;
use super::time::Timestamp;

/// The most connections that are followed at a time. Beyond that, the longest idle one is ended.
const MAX_CONNECTIONS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// The most bytes that wait for missing segments, in all connections together.
const MAX_HELD: usize = 32 << 20;

/// Puts the segments of all connections in order.
pub struct Connections {
    /// By the addresses of the two ends, the lesser first.
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
    /// Takes a segment, and passes the resulting events to the streams.
    ///
    /// # Errors
    /// The errors of the streams.
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
            // Of an unknown connection, acknowledgments and ends are of no interest.
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
    /// The errors of the streams.
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

/// A connection with its two directions, by the index of the sender.
struct Connection {
    peers: Peers,
    directions: [Direction; 2],
    is_wanted: bool,
    last: Timestamp,
}

impl Connection {
    fn new(peers: Peers) -> Self {
        Self {
            peers,
            directions: Default::default(),
            is_wanted: true,
            last: Timestamp::default(),
        }
    }

    /// The memory of the bytes that wait.
    fn held(&self) -> usize {
        self.directions.iter().map(Direction::held).sum()
    }

    /// Whether a segment opens another connection between the same ends.
    fn is_replaced_by(&self, from: usize, segment: &Segment<'_>) -> bool {
        let direction = &self.directions[from];
        segment.syn
            && match direction.initial {
                Some(initial) => initial != segment.sequence,
                None => direction.is_known() || segment.acknowledgment.is_none(),
            }
    }

    /// Announces the connection.
    fn appear(
        &mut self,
        from: usize,
        time: Timestamp,
        streams: &mut dyn Streams,
    ) -> io::Result<()> {
        self.with_sink(from, streams, |_, sink| {
            sink(time, Event::Appeared);
        })
    }

    /// Takes a segment, and the acknowledgment in it.
    fn segment(
        &mut self,
        from: usize,
        segment: &Segment<'_>,
        streams: &mut dyn Streams,
    ) -> io::Result<()> {
        self.last = segment.time;
        if segment.syn && !self.directions[from].is_known() {
            self.directions[from].start(segment.sequence);
        }
        self.with_sink(from, streams, |direction, sink| {
            direction.segment(segment, sink);
        })?;
        match segment.acknowledgment {
            Some(number) => self.with_sink(1 - from, streams, |direction, sink| {
                direction.acknowledgment(number, segment.time, sink);
            }),
            None => Ok(()),
        }
    }

    /// Gives up missing bytes, since there is no room for those that wait.
    fn make_room(&mut self, streams: &mut dyn Streams) -> io::Result<()> {
        let time = self.last;
        for from in 0..2 {
            self.with_sink(from, streams, |direction, sink| {
                direction.make_room(time, sink);
            })?;
        }
        Ok(())
    }

    /// Passes on all bytes that wait, and announces the end.
    fn finish(&mut self, streams: &mut dyn Streams) -> io::Result<()> {
        let time = self.last;
        for from in 0..2 {
            self.with_sink(from, streams, |direction, sink| {
                direction.finish(time, sink);
            })?;
        }
        self.with_sink(0, streams, |_, sink| {
            sink(time, Event::Gone);
        })
    }

    fn with_sink(
        &mut self,
        from: usize,
        streams: &mut dyn Streams,
        work: impl FnOnce(&mut Direction, &mut Sink<'_>),
    ) -> io::Result<()> {
        if !self.is_wanted {
            return Ok(());
        }
        let peers = self.peers;
        let mut outcome = Ok(Interest::Wanted);
        let mut sink = |time: Timestamp, event: Event<'_>| {
            if matches!(outcome, Ok(Interest::Wanted)) {
                outcome = streams.event(&peers, from, time, event);
            }
            matches!(outcome, Ok(Interest::Wanted))
        };
        work(&mut self.directions[from], &mut sink);
        if outcome? == Interest::Unwanted {
            self.is_wanted = false;
            self.directions.iter_mut().for_each(Direction::clear);
        }
        Ok(())
    }
}
