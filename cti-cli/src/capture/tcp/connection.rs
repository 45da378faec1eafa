//! One connection.

use std::io;

use super::super::segment::Segment;
use super::super::time::Timestamp;
use super::direction::{Direction, Sink};
use super::{Event, Interest, Peers, Streams};

/// A connection with its two directions, by the index of who sends.
pub(super) struct Connection {
    pub(super) peers: Peers,
    directions: [Direction; 2],
    is_wanted: bool,
    last: Timestamp,
}

impl Connection {
    pub(super) fn new(peers: Peers) -> Self {
        Self {
            peers,
            directions: Default::default(),
            is_wanted: true,
            last: Timestamp::default(),
        }
    }

    /// What it costs to keep what waits.
    pub(super) fn held(&self) -> usize {
        self.directions.iter().map(Direction::held).sum()
    }

    /// Whether a segment opens another connection between the same ends.
    pub(super) fn is_replaced_by(&self, from: usize, segment: &Segment<'_>) -> bool {
        let direction = &self.directions[from];
        segment.syn
            && match direction.initial {
                Some(initial) => initial != segment.sequence,
                None => direction.is_known() || segment.acknowledgment.is_none(),
            }
    }

    /// Tells that the connection is there.
    pub(super) fn appear(
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
    pub(super) fn segment(
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

    /// Gives up what is missing, since there is no room for what waits.
    pub(super) fn make_room(&mut self, streams: &mut dyn Streams) -> io::Result<()> {
        let time = self.last;
        for from in 0..2 {
            self.with_sink(from, streams, |direction, sink| {
                direction.make_room(time, sink);
            })?;
        }
        Ok(())
    }

    /// Gives out all that waits, and tells that this was all.
    pub(super) fn finish(&mut self, streams: &mut dyn Streams) -> io::Result<()> {
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
