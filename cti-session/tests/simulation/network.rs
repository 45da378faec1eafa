//! A network with a clock of its own: connections that delay, hold back and cut what they carry.

use core::time::Duration;
use std::collections::VecDeque;

use cti_session::{ConnectionId, Side, Time};

/// One direction of a connection.
pub(crate) struct Pipe {
    /// How many bytes it takes before the sender has to wait.
    window: usize,
    /// What is under way, with the time at which it arrives.
    flying: VecDeque<(Time, Vec<u8>)>,
    /// What has arrived and is not read yet.
    arrived: VecDeque<u8>,
    /// Nothing arrives before.
    held_until: Time,
    /// The connection breaks after so many bytes more.
    pub(crate) cut_after: Option<usize>,
    /// When the receiver learns that the sender has closed the connection.
    end: Option<Time>,
}

impl Pipe {
    fn new(window: usize) -> Self {
        Self {
            window,
            flying: VecDeque::new(),
            arrived: VecDeque::new(),
            held_until: Time::START,
            cut_after: None,
            end: None,
        }
    }

    /// How many bytes the sender may write.
    pub(crate) fn room(&self) -> usize {
        let flying: usize = self.flying.iter().map(|(_, bytes)| bytes.len()).sum();
        self.window.saturating_sub(flying + self.arrived.len())
    }

    /// Takes bytes, as many as there is room for; returns how many.
    pub(crate) fn write(&mut self, bytes: &[u8], now: Time, delay: Duration) -> usize {
        let taken = bytes.len().min(self.room());
        if taken > 0 {
            let last = self.flying.back().map_or(now, |(at, _)| *at);
            let at = (now + delay).max(last);
            self.flying.push_back((at, bytes[..taken].to_vec()));
        }
        taken
    }

    /// Holds everything back until a time.
    pub(crate) fn hold_until(&mut self, until: Time) {
        self.held_until = self.held_until.max(until);
    }

    /// Nothing more is sent; what is under way is lost, as after a reset.
    pub(crate) fn reset(&mut self, at: Time) {
        self.flying.clear();
        self.arrived.clear();
        self.end = Some(at);
    }

    /// What is under way still arrives, then the end.
    pub(crate) fn close(&mut self, at: Time) {
        let last = self.flying.back().map_or(at, |(at, _)| *at);
        self.end = Some(at.max(last));
    }

    /// Puts bytes under way that the sender has not sent.
    pub(crate) fn inject(&mut self, bytes: &[u8], now: Time) {
        self.flying.push_back((now, bytes.to_vec()));
    }

    /// Reads what has arrived, up to a number of bytes; `None` if the connection breaks here.
    pub(crate) fn read(&mut self, most: usize, now: Time) -> Option<Vec<u8>> {
        if now >= self.held_until {
            while self.flying.front().is_some_and(|(at, _)| *at <= now) {
                let (_, bytes) = self.flying.pop_front()?;
                self.arrived.extend(bytes);
            }
        }
        let mut count = self.arrived.len().min(most);
        if let Some(left) = &mut self.cut_after {
            count = count.min(*left);
            if *left == 0 {
                return None;
            }
            *left -= count;
        }
        Some(self.arrived.drain(..count).collect())
    }

    /// Whether there is something to read.
    pub(crate) fn is_readable(&self, now: Time) -> bool {
        let next = self.flying.front();
        self.cut_after == Some(0)
            || !self.arrived.is_empty()
            || now >= self.held_until && next.is_some_and(|(at, _)| *at <= now)
    }

    /// Whether the receiver has read everything, and knows that nothing more comes.
    pub(crate) fn is_over(&self, now: Time) -> bool {
        let over = self
            .end
            .is_some_and(|end| end <= now && now >= self.held_until);
        over && self.flying.is_empty() && self.arrived.is_empty()
    }

    /// When something happens next, after now.
    pub(crate) fn next(&self, now: Time) -> Option<Time> {
        let arrival = self
            .flying
            .front()
            .map(|(at, _)| (*at).max(self.held_until));
        let end = self.end.map(|end| end.max(self.held_until));
        [arrival, end]
            .into_iter()
            .flatten()
            .filter(|at| *at > now)
            .min()
    }
}

/// How a server takes a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reception {
    /// It accepts.
    Accept,
    /// It is not there: the connection is refused.
    Refuse,
    /// Nothing answers.
    Nothing,
    /// It accepts, and never reads or writes.
    Silence,
}

/// Who has made a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    Client(ConnectionId),
    /// One of the other clients, by its number.
    Other(usize),
}

/// A connection between a client and a server.
pub(crate) struct Connection {
    pub(crate) side: Side,
    pub(crate) caller: Caller,
    /// The number that the server has for it, once it has accepted.
    pub(crate) server: Option<ConnectionId>,
    /// Whether it waits until the server accepts it.
    pub(crate) awaits_accept: bool,
    /// When the client learns whether it is connected.
    pub(crate) answer_at: Option<Time>,
    pub(crate) reception: Reception,
    /// Whether the client knows it as connected, and has not given it up.
    pub(crate) client_open: bool,
    pub(crate) to_server: Pipe,
    pub(crate) to_client: Pipe,
}

impl Connection {
    pub(crate) fn new(
        side: Side,
        caller: Caller,
        reception: Reception,
        answer_at: Time,
        window: usize,
    ) -> Self {
        Self {
            side,
            caller,
            server: None,
            awaits_accept: false,
            answer_at: Some(answer_at),
            reception,
            client_open: true,
            to_server: Pipe::new(window),
            to_client: Pipe::new(window),
        }
    }

    /// When something happens next, after now.
    pub(crate) fn next(&self, now: Time) -> Option<Time> {
        let answer = self.answer_at.filter(|at| *at > now);
        let times = [answer, self.to_server.next(now), self.to_client.next(now)];
        times.into_iter().flatten().min()
    }

    /// Whether neither end knows of it any more.
    pub(crate) fn is_over(&self) -> bool {
        !self.client_open && self.server.is_none() && !self.awaits_accept
    }
}
