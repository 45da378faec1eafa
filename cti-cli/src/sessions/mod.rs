//! The messages of a capture: streams of TCP to frames.

mod advance;
mod ports;
mod search;
mod session;
mod trouble;
mod version;

use std::collections::HashMap;
use std::io;

use cti_messages::ProtocolVersion;

use crate::capture::{Event, Interest, Peers, Streams, Timestamp};
pub(super) use session::Packet;
use session::Session;

/// Who takes what was found.
pub(super) trait Frames {
    /// A frame.
    fn frame(&mut self, packet: &Packet, version: ProtocolVersion, bytes: &[u8]) -> io::Result<()>;
    /// Something that cannot be read.
    fn failure(&mut self, packet: &Packet, what: &str) -> io::Result<()>;
    /// Something to know.
    fn note(&mut self, packet: &Packet, what: &str) -> io::Result<()>;
    /// Before waiting for more.
    fn flush(&mut self) -> io::Result<()>;
}

/// Follows the sessions of a capture.
pub(super) struct Sessions<'s, F> {
    frames: &'s mut F,
    /// The ports of the server; if there are none, they are guessed.
    ports: &'s [u16],
    /// The version of all sessions, if it is given.
    protocol: Option<ProtocolVersion>,
    sessions: HashMap<u64, Session>,
    /// How many connections were found to be of this protocol.
    count: u64,
    /// How many connections there were.
    seen: u64,
}

impl<F: Frames> Streams for Sessions<'_, F> {
    fn event(
        &mut self,
        peers: &Peers,
        from: usize,
        time: Timestamp,
        event: Event<'_>,
    ) -> io::Result<Interest> {
        if event == Event::Appeared {
            return Ok(self.appeared(peers));
        }
        let Some(mut session) = self.sessions.remove(&peers.id) else {
            return Ok(Interest::Unwanted);
        };
        session.ways[from].time = session.ways[from].time.max(time);
        let interest = self.in_session(&mut session, peers, from, event)?;
        if interest == Interest::Wanted && event != Event::Gone {
            self.sessions.insert(peers.id, session);
        }
        Ok(interest)
    }
}

impl<'s, F: Frames> Sessions<'s, F> {
    pub(super) fn new(
        frames: &'s mut F,
        ports: &'s [u16],
        protocol: Option<ProtocolVersion>,
    ) -> Self {
        Self {
            frames,
            ports,
            protocol,
            sessions: HashMap::new(),
            count: 0,
            seen: 0,
        }
    }

    /// How many connections were found to be of this protocol.
    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// How many connections there were.
    pub(super) const fn seen(&self) -> u64 {
        self.seen
    }

    /// Shows what has been found, before waiting for more.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.frames.flush()
    }

    fn appeared(&mut self, peers: &Peers) -> Interest {
        self.seen += 1;
        let on_port = peers
            .addresses
            .map(|address| ports::is_server(address.port(), self.ports));
        let is_on_port = on_port.contains(&true);
        if !is_on_port && !self.ports.is_empty() {
            return Interest::Unwanted;
        }
        let client = peers.opener.or(match on_port {
            [true, false] => Some(1),
            [false, true] => Some(0),
            _ => None,
        });
        self.sessions
            .insert(peers.id, Session::new(is_on_port, client));
        Interest::Wanted
    }

    fn in_session(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        event: Event<'_>,
    ) -> io::Result<Interest> {
        match event {
            Event::Data(bytes) => {
                session.ways[from].pending.extend_from_slice(bytes);
                return self.advance(session, peers, from, false);
            }
            Event::Gap(lost) => {
                let interest = self.advance(session, peers, from, true)?;
                self.gap(session, peers, from, lost)?;
                return Ok(interest);
            }
            Event::Ended(end) => {
                let interest = self.advance(session, peers, from, true)?;
                self.ended(session, peers, from, end)?;
                return Ok(interest);
            }
            Event::Appeared | Event::Gone => {}
        }
        Ok(Interest::Wanted)
    }
}
