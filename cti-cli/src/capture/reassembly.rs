//! One direction of a TCP connection: its segments in order, and what is told of the stream.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;

use super::segment::Segment;
use super::time::Timestamp;

/// The two ends of a connection. Elsewhere an end is told by its index here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peers {
    /// A number of its own for each connection.
    pub id: u64,
    /// The addresses.
    pub addresses: [SocketAddr; 2],
    /// Which end opened the connection, if the capture shows it.
    pub opener: Option<usize>,
}

/// What happens on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'s> {
    /// The connection was seen for the first time.
    Appeared,
    /// The next bytes of a stream.
    Data(&'s [u8]),
    /// The capture begins inside the stream, or lacks bytes of it: so many, if that is known.
    Gap(Option<u64>),
    /// The stream has ended.
    Ended(End),
    /// Nothing more will be told of the connection.
    Gone,
}

/// How a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its sender has closed it.
    Closed,
    /// Its sender has broken the connection.
    Reset,
    /// The capture, or the room for connections, has ended before.
    Capture,
}

/// Whether more is wanted of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interest {
    /// It is.
    Wanted,
    /// It is not: nothing more is told of the connection, or kept of it.
    Unwanted,
}

/// Who takes the streams.
pub trait Streams {
    /// Takes what happens, with the end that sends it, and when that was captured.
    ///
    /// # Errors
    /// If it cannot be taken; nothing is read on then.
    fn event(
        &mut self,
        peers: &Peers,
        from: usize,
        time: Timestamp,
        event: Event<'_>,
    ) -> io::Result<Interest>;
}

/// The most that waits for a lost segment. A receiver's window is rarely larger.
const MAX_WAITING: usize = 512 * 1024;
/// What a piece that waits costs beside its bytes.
const PIECE_COST: usize = 128;
/// A segment so far from where the stream stands is of another one, whose beginning was not seen.
const MAX_DISTANCE: u64 = 1 << 26;
/// So many packets more may come after the acknowledgment of a segment before it is given up: a
/// capture from several queues has packets in another order than they were sent in.
const GRACE: u32 = 4;

/// Takes an event with the time of its packet; false if no more is wanted.
pub(super) type Sink<'s> = dyn FnMut(Timestamp, Event<'_>) -> bool + 's;

/// The stream of one sender. Places in it are counted from where it was first seen, so that they
/// do not wrap around as sequence numbers do.
#[derive(Default)]
pub(super) struct Direction {
    /// The sequence number of the SYN.
    pub(super) initial: Option<u32>,
    /// The sequence number that comes next, and its place; nothing before the first byte.
    next: Option<u32>,
    place: u64,
    /// What came out of order; pieces do not overlap.
    waiting: BTreeMap<u64, (Timestamp, Vec<u8>)>,
    held: usize,
    /// Up to where the peer has received.
    acknowledged: u64,
    /// How many packets came since the peer has acknowledged what was not seen.
    patience: u32,
    end: Option<(u64, End)>,
    pub(super) ended: bool,
}

impl Direction {
    /// What it costs to keep what waits.
    pub(super) const fn held(&self) -> usize {
        self.held
    }

    pub(super) fn start(&mut self, initial: u32) {
        self.initial = Some(initial);
        self.next = Some(initial.wrapping_add(1));
    }

    /// Whether it has been seen to carry anything.
    pub(super) const fn is_known(&self) -> bool {
        self.next.is_some()
    }

    /// Takes a segment of this sender.
    pub(super) fn segment(&mut self, segment: &Segment<'_>, sink: &mut Sink<'_>) {
        if self.ended {
            return;
        }
        let first = segment.sequence.wrapping_add(u32::from(segment.syn));
        if !segment.payload.is_empty() || segment.cut > 0 {
            let place = match self.distance(first) {
                Some(distance) if distance.unsigned_abs() <= MAX_DISTANCE => {
                    self.place.saturating_add_signed(distance)
                }
                _ => {
                    self.restart(first);
                    if !sink(segment.time, Event::Gap(None)) {
                        return;
                    }
                    self.place
                }
            };
            // What lies before the place where the stream is has been given out.
            let behind = self
                .distance(first)
                .map_or(0, |distance| distance.min(0).unsigned_abs());
            let behind = usize::try_from(behind).unwrap_or(usize::MAX);
            let fresh = segment.payload.get(behind..).unwrap_or_default();
            if self.waiting.is_empty() && place <= self.place {
                self.give(segment.time, fresh, sink);
            } else {
                self.keep(place.max(self.place), segment.time, fresh);
            }
        }
        if segment.fin || segment.rst {
            self.set_end(segment, first);
        }
        self.settle(segment.time, sink);
    }

    /// Takes an acknowledgment of the peer.
    pub(super) fn acknowledgment(&mut self, number: u32, time: Timestamp, sink: &mut Sink<'_>) {
        if let Some(distance @ 1..) = self.distance(number)
            && distance.unsigned_abs() <= MAX_DISTANCE
        {
            let place = self.place.saturating_add_signed(distance);
            self.acknowledged = self.acknowledged.max(place);
        }
        self.settle(time, sink);
    }

    /// Gives out all that waits, since nothing more will come.
    pub(super) fn finish(&mut self, time: Timestamp, sink: &mut Sink<'_>) {
        while let Some(lost) = self.hole() {
            self.lose(lost, time, sink);
            self.drain(sink);
        }
        if !self.ended {
            self.ended = true;
            let how = match self.end {
                Some((place, how)) if place <= self.place => how,
                _ => End::Capture,
            };
            sink(time, Event::Ended(how));
        }
    }

    /// Gives up what is missing, since there is no room for what waits.
    pub(super) fn make_room(&mut self, time: Timestamp, sink: &mut Sink<'_>) {
        if let Some(lost) = self.hole() {
            self.lose(lost, time, sink);
            self.drain(sink);
        }
    }

    /// Forgets what waits.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
        self.held = 0;
    }

    /// How far a sequence number is from the next one.
    fn distance(&self, sequence: u32) -> Option<i64> {
        let distance = sequence.wrapping_sub(self.next?);
        Some(i64::from(distance.cast_signed()))
    }

    fn restart(&mut self, sequence: u32) {
        self.clear();
        self.next = Some(sequence);
        self.acknowledged = self.place;
        self.end = None;
    }

    fn set_end(&mut self, segment: &Segment<'_>, first: u32) {
        let how = if segment.rst { End::Reset } else { End::Closed };
        let length = (segment.payload.len() + segment.cut) as u64;
        let place = match self.distance(first) {
            Some(distance) if distance.unsigned_abs() <= MAX_DISTANCE => {
                self.place.saturating_add_signed(distance) + length
            }
            // A reset that answers what it does not know has any number.
            _ => self.place,
        };
        let place = place.max(self.place);
        self.end.get_or_insert((place, how));
    }

    /// Gives out bytes that are next.
    fn give(&mut self, time: Timestamp, bytes: &[u8], sink: &mut Sink<'_>) {
        if !bytes.is_empty() {
            self.advance(bytes.len() as u64);
            sink(time, Event::Data(bytes));
        }
    }

    fn advance(&mut self, count: u64) {
        self.place += count;
        // Sequence numbers wrap around: the lower half of the place is what counts.
        let count = u32::try_from(count & u64::from(u32::MAX)).unwrap_or(0);
        self.next = self.next.map(|next| next.wrapping_add(count));
    }

    /// Keeps bytes that are not next; of those that overlap others, the ones that came first.
    fn keep(&mut self, mut place: u64, time: Timestamp, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let before = self.waiting.range(..=place).next_back();
            let covered = before.map_or(0, |(start, (_, piece))| {
                (start + piece.len() as u64).saturating_sub(place)
            });
            let covered = usize::try_from(covered)
                .unwrap_or(usize::MAX)
                .min(bytes.len());
            place += covered as u64;
            bytes = &bytes[covered..];
            let after = self.waiting.range(place..).next().map(|(start, _)| *start);
            let room = after.map_or(u64::MAX, |start| start - place);
            let fits = usize::try_from(room).unwrap_or(usize::MAX).min(bytes.len());
            let (piece, rest) = bytes.split_at(fits);
            if !piece.is_empty() {
                self.held += piece.len() + PIECE_COST;
                self.waiting.insert(place, (time, piece.to_vec()));
            }
            place += fits as u64;
            bytes = rest;
        }
    }

    /// Gives out what is no longer out of order, gives up what is lost, and ends.
    fn settle(&mut self, time: Timestamp, sink: &mut Sink<'_>) {
        self.drain(sink);
        if self.acknowledged > self.place {
            self.patience += 1;
        } else {
            self.patience = 0;
        }
        while let Some(lost) = self.hole() {
            if self.held <= MAX_WAITING && self.patience <= GRACE {
                break;
            }
            self.lose(lost, time, sink);
            self.drain(sink);
            if self.acknowledged <= self.place {
                self.patience = 0;
            }
        }
        if let Some((place, how)) = self.end
            && place <= self.place
            && !self.ended
        {
            self.ended = true;
            self.clear();
            sink(time, Event::Ended(how));
        }
    }

    fn drain(&mut self, sink: &mut Sink<'_>) {
        while let Some(entry) = self.waiting.first_entry() {
            if *entry.key() > self.place {
                break;
            }
            let (start, (time, piece)) = entry.remove_entry();
            self.held -= piece.len() + PIECE_COST;
            let known = usize::try_from(self.place - start).unwrap_or(usize::MAX);
            self.give(time, piece.get(known..).unwrap_or_default(), sink);
        }
    }

    /// How many bytes are missing before what waits, or before what the peer has received.
    fn hole(&self) -> Option<u64> {
        if let Some(start) = self.waiting.keys().next() {
            return Some(start - self.place);
        }
        let end = self.end.map_or(u64::MAX, |(place, _)| place);
        let missing = self.acknowledged.min(end).saturating_sub(self.place);
        // A single one is the FIN, if its packet is missing.
        (missing > 1 || (missing == 1 && end != u64::MAX)).then_some(missing)
    }

    fn lose(&mut self, count: u64, time: Timestamp, sink: &mut Sink<'_>) {
        self.advance(count);
        sink(time, Event::Gap(Some(count)));
    }
}
