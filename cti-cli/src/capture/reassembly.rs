//! One direction of a TCP connection: puts segments in order, and reports the events of the stream.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;

use super::segment::Segment;
use super::time::Timestamp;

/// The two ends of a connection. Elsewhere, an end is given as its index here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peers {
    /// The unique number of the connection.
    pub id: u64,
    /// The addresses.
    pub addresses: [SocketAddr; 2],
    /// The end that opened the connection, if captured.
    pub opener: Option<usize>,
}

/// An event of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'s> {
    /// The connection was seen for the first time.
    Appeared,
    /// The next bytes of a stream.
    Data(&'s [u8]),
    /// The capture begins inside the stream, or lacks bytes of it: this many, if known.
    Gap(Option<u64>),
    /// The stream has ended.
    Ended(End),
    /// The connection has no more events.
    Gone,
}

/// The way in which a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its sender has closed it.
    Closed,
    /// Its sender has reset the connection.
    Reset,
    /// The capture has ended, or too many connections are open.
    Capture,
}

/// Whether the receiver wants more events of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interest {
    /// It does.
    Wanted,
    /// It does not: there will be no more events, and nothing is kept of the connection.
    Unwanted,
}

/// The receiver of streams.
pub trait Streams {
    /// Takes an event, with the end that sends it and the time of capture.
    ///
    /// # Errors
    /// If it cannot be processed. Reading the capture then ends.
    fn event(
        &mut self,
        peers: &Peers,
        from: usize,
        time: Timestamp,
        event: Event<'_>,
    ) -> io::Result<Interest>;
}

/// The most bytes that wait for a missing segment. A receive window is rarely larger.
const MAX_WAITING: usize = 512 * 1024;
/// The memory of a waiting piece beside its bytes.
const PIECE_COST: usize = 128;
/// A segment farther from the current place is of another stream, whose beginning was not captured.
const MAX_DISTANCE: u64 = 1 << 26;
/// The packets to wait, after a segment has been acknowledged, before it is given up: captures from
/// several queues may reorder packets.
const GRACE: u32 = 4;

/// Takes an event with the time of its packet; returns whether more events are wanted.
pub(super) type Sink<'s> = dyn FnMut(Timestamp, Event<'_>) -> bool + 's;

/// The stream of one sender. Places in it are counted from the first byte seen; unlike sequence
/// numbers, they do not wrap around.
#[derive(Default)]
pub(super) struct Direction {
    /// The sequence number of the SYN.
    pub(super) initial: Option<u32>,
    /// The next sequence number, and its place; `None` before the first byte.
    next: Option<u32>,
    place: u64,
    /// Pieces that came out of order, by place. They do not overlap.
    waiting: BTreeMap<u64, (Timestamp, Vec<u8>)>,
    held: usize,
    /// The place up to which the peer has received.
    acknowledged: u64,
    /// The packets since the peer acknowledged bytes that have not been seen.
    patience: u32,
    end: Option<(u64, End)>,
    pub(super) ended: bool,
}

impl Direction {
    /// The memory of the pieces that wait.
    pub(super) const fn held(&self) -> usize {
        self.held
    }

    pub(super) fn start(&mut self, initial: u32) {
        self.initial = Some(initial);
        self.next = Some(initial.wrapping_add(1));
    }

    /// Whether any byte, or the SYN, has been seen.
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
            // Bytes before the current place have been passed on.
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

    /// Takes an acknowledgment from the peer.
    pub(super) fn acknowledgment(&mut self, number: u32, time: Timestamp, sink: &mut Sink<'_>) {
        if let Some(distance @ 1..) = self.distance(number)
            && distance.unsigned_abs() <= MAX_DISTANCE
        {
            let place = self.place.saturating_add_signed(distance);
            self.acknowledged = self.acknowledged.max(place);
        }
        self.settle(time, sink);
    }

    /// Passes on all pieces that wait, since nothing more will come.
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

    /// Gives up missing bytes, since there is no room for those that wait.
    pub(super) fn make_room(&mut self, time: Timestamp, sink: &mut Sink<'_>) {
        if let Some(lost) = self.hole() {
            self.lose(lost, time, sink);
            self.drain(sink);
        }
    }

    /// Drops the pieces that wait.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
        self.held = 0;
    }

    /// The distance of a sequence number from the next one.
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
            // A reset for an unknown connection may have any number.
            _ => self.place,
        };
        let place = place.max(self.place);
        self.end.get_or_insert((place, how));
    }

    /// Passes on the next bytes.
    fn give(&mut self, time: Timestamp, bytes: &[u8], sink: &mut Sink<'_>) {
        if !bytes.is_empty() {
            self.advance(bytes.len() as u64);
            sink(time, Event::Data(bytes));
        }
    }

    fn advance(&mut self, count: u64) {
        self.place += count;
        // Sequence numbers wrap around: only the lower half of the count matters.
        let count = u32::try_from(count & u64::from(u32::MAX)).unwrap_or(0);
        self.next = self.next.map(|next| next.wrapping_add(count));
    }

    /// Keeps bytes for later. Where pieces overlap, the earlier packet wins.
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

    /// Passes on pieces that are in order now, gives up lost bytes, and ends the stream.
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

    /// The number of bytes missing before the first waiting piece, or before the place up to which the
    /// peer has received.
    fn hole(&self) -> Option<u64> {
        if let Some(start) = self.waiting.keys().next() {
            return Some(start - self.place);
        }
        let end = self.end.map_or(u64::MAX, |(place, _)| place);
        let missing = self.acknowledged.min(end).saturating_sub(self.place);
        // A single one may be a FIN that was not captured.
        (missing > 1 || (missing == 1 && end != u64::MAX)).then_some(missing)
    }

    fn lose(&mut self, count: u64, time: Timestamp, sink: &mut Sink<'_>) {
        self.advance(count);
        sink(time, Event::Gap(Some(count)));
    }
}
