//! The messages of a capture: streams of TCP to frames.

mod session;

use std::collections::HashMap;
use std::io;

use cti_messages::{DecodeError, Frame, FrameLimit, Message, ProtocolVersion, Split, split};

use crate::capture::{End, Event, Interest, Peers, Streams, Timestamp};
pub(super) use session::Packet;
use session::{Found, Session, guess};

/// The version of messages whose session has not named one.
pub const DEFAULT_VERSION: ProtocolVersion = ProtocolVersion::V24;

/// So much may be searched for a first message before a stream is taken for another protocol's.
const SEARCH_LIMIT: u64 = 64 * 1024;

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
            .map(|address| is_server_port(address.port(), self.ports));
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

/// Taking messages off a stream.
impl<F: Frames> Sessions<'_, F> {
    /// Takes off a stream what messages are whole. `is_all` if no more bytes follow these.
    fn advance(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        is_all: bool,
    ) -> io::Result<Interest> {
        loop {
            if session.ways[from].pending.is_empty() {
                return Ok(Interest::Wanted);
            }
            if session.number.is_none() || session.ways[from].searching.is_some() {
                match self.search(session, peers, from, is_all)? {
                    Found::Message => {}
                    Found::Perhaps => return Ok(Interest::Wanted),
                    Found::NoMessage => return Ok(Interest::Unwanted),
                }
            }
            if let Err(error) = self.frames_of(session, peers, from)? {
                let packet = session.packet(peers, from);
                self.frames.failure(&packet, &error.to_string())?;
                session.ways[from].searching = Some(0);
            } else {
                return Ok(Interest::Wanted);
            }
        }
    }

    /// Takes off the frames that are whole, up to where there is none.
    fn frames_of(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
    ) -> io::Result<Result<(), DecodeError>> {
        let mut pending = std::mem::take(&mut session.ways[from].pending);
        let mut taken = 0;
        let end = loop {
            match split(&pending[taken..], FrameLimit::default()) {
                Ok(Split::Frame(frame, _)) => {
                    let bytes = &pending[taken..taken + frame.len()];
                    let version = self.version(session, peers, from, &frame, bytes)?;
                    let packet = session.packet(peers, from);
                    self.frames.frame(&packet, version, bytes)?;
                    session.ways[from].start += bytes.len() as u64;
                    taken += bytes.len();
                }
                Ok(Split::Incomplete(_)) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        pending.drain(..taken);
        session.ways[from].pending = pending;
        Ok(end)
    }

    /// Looks for a message. Of a stream whose beginning was captured, no byte is skipped.
    fn search(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        is_all: bool,
    ) -> io::Result<Found> {
        let is_first = session.number.is_none();
        let may_skip = session.ways[from].searching.is_some() && (!is_first || session.is_on_port);
        let found = session.skip(from, may_skip, is_all);
        let skipped = session.ways[from].searching.unwrap_or(0);
        match found {
            Found::Message => {
                session.ways[from].searching = None;
                self.accept(session, peers, from, skipped)?;
                Ok(Found::Message)
            }
            Found::Perhaps if !is_first || skipped <= SEARCH_LIMIT => Ok(Found::Perhaps),
            Found::Perhaps | Found::NoMessage => {
                self.foreign(session, peers, from)?;
                Ok(Found::NoMessage)
            }
        }
    }

    /// Numbers a session with its first message, and tells of it.
    fn accept(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        skipped: u64,
    ) -> io::Result<()> {
        if session.number.is_none() {
            self.count += 1;
            session.number = Some(self.count);
            let client = session.learn_client(from);
            let packet = session.packet(peers, from);
            let (client, server) = (peers.addresses[client], peers.addresses[1 - client]);
            let what = format!("the client is {client}, the server {server}");
            self.frames.note(&packet, &what)?;
        }
        if skipped > 0 {
            let packet = session.packet(peers, from);
            let what = format!("{skipped} bytes are skipped up to the next message");
            self.frames.note(&packet, &what)?;
        }
        Ok(())
    }

    /// The version in which a frame is written.
    fn version(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        frame: &Frame<'_>,
        bytes: &[u8],
    ) -> io::Result<ProtocolVersion> {
        if let Some(own) = frame.own_version() {
            session.version = Some(ProtocolVersion::nearest(own));
        }
        if let Some(version) = self.protocol.or(session.version) {
            return Ok(version);
        }
        let before = session.guess;
        let readable = |version| Message::decode(bytes, version).is_ok();
        if let Some(version) = before.filter(|version| readable(*version)) {
            return Ok(version);
        }
        let version = guess(bytes).or(before).unwrap_or(DEFAULT_VERSION);
        if before != Some(version) {
            session.guess = Some(version);
            let packet = session.packet(peers, from);
            let what = format!(
                "the capture has no OPEN_REQ of this session: its messages are read as those of \
                 protocol {version}; --protocol sets another one"
            );
            self.frames.note(&packet, &what)?;
        }
        Ok(version)
    }
}

/// What is told where there are no messages.
impl<F: Frames> Sessions<'_, F> {
    /// Bytes of a stream are missing.
    fn gap(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        lost: Option<u64>,
    ) -> io::Result<()> {
        let way = &session.ways[from];
        let kept = way.pending.len();
        let is_beginning = lost.is_none() && way.start == 0 && kept == 0;
        let packet = session.packet(peers, from);
        if session.number.is_none() {
            // What was lost of a stream that may be another protocol's is of no interest.
        } else if is_beginning {
            let what = "the beginning of the stream was not captured";
            self.frames.note(&packet, what)?;
        } else {
            let mut what = match lost {
                Some(lost) => format!("{lost} bytes of the stream are not in the capture"),
                None => "the stream goes on elsewhere: what is between was not captured".to_owned(),
            };
            if kept > 0 {
                what += &format!(", {kept} bytes of a message before them are dropped");
            }
            self.frames.failure(&packet, &what)?;
        }
        let way = &mut session.ways[from];
        way.start += way.pending.len() as u64 + lost.unwrap_or(0);
        way.pending.clear();
        way.searching = Some(0);
        Ok(())
    }

    /// A stream has ended.
    fn ended(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        end: End,
    ) -> io::Result<()> {
        let way = &mut session.ways[from];
        let left = way.pending.len();
        if session.number.is_none() || left == 0 || std::mem::replace(&mut way.is_over, true) {
            return Ok(());
        }
        let packet = session.packet(peers, from);
        let what = match end {
            End::Closed => "the connection is closed",
            End::Reset => "the connection is reset",
            End::Capture => "the capture ends",
        };
        let what = format!("{what} inside a message, of which {left} bytes are there");
        self.frames.failure(&packet, &what)
    }

    /// Tells of another protocol, where this one was expected.
    fn foreign(&mut self, session: &Session, peers: &Peers, from: usize) -> io::Result<()> {
        if !session.is_on_port || session.number.is_some() {
            return Ok(());
        }
        let bytes = &session.ways[from].pending;
        let shown = hex::encode(&bytes[..bytes.len().min(16)]);
        let tls = if bytes.starts_with(&[0x16, 3]) {
            "; it is TLS, which cannot be read"
        } else {
            ""
        };
        let packet = session.packet(peers, from);
        let what = format!("not the CTI Server protocol: {shown}{tls}; the connection is skipped");
        self.frames.failure(&packet, &what)
    }
}

/// The ports of sides A and B of the first instance.
const FIRST_PORTS: [u16; 2] = [42_027, 43_027];

/// How much higher those of each further instance are (Cisco TechNote 200960, on the port ranges of
/// Peripheral Gateways). It names no last instance; from the 25th on, those of side A would be those
/// of side B.
const PORT_DISTANCE: u16 = 40;
const INSTANCES: u16 = 25;

/// Whether a port is one of those given or, if none are, of those that servers have by default.
fn is_server_port(port: u16, given: &[u16]) -> bool {
    if !given.is_empty() {
        return given.contains(&port);
    }
    FIRST_PORTS.iter().any(|first| {
        port.checked_sub(*first)
            .is_some_and(|above| above % PORT_DISTANCE == 0 && above / PORT_DISTANCE < INSTANCES)
    })
}

#[cfg(test)]
mod tests {
    use super::is_server_port;

    #[test]
    fn ports_are_those_of_all_instances_or_those_given() {
        for port in [42_027, 42_067, 42_987, 43_027, 43_067, 43_987] {
            assert!(is_server_port(port, &[]), "{port}");
        }
        for port in [0, 42_026, 42_028, 42_047, 43_026, 44_027, 65_535] {
            assert!(!is_server_port(port, &[]), "{port}");
        }
        assert!(is_server_port(7, &[5, 7]));
        assert!(!is_server_port(42_027, &[5, 7]));
    }
}
