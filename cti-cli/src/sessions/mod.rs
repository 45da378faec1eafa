//! Sessions in a capture: the TCP streams of connections to frames.
//!
//! A connection becomes a session with its first message. The bytes of each direction wait until a frame
//! is complete. After a gap, the next message is searched for.

mod session;

use std::collections::HashMap;
use std::io;

use cti_messages::{DecodeError, Frame, FrameLimit, Message, ProtocolVersion, Split, split};

use crate::capture::{End, Event, Interest, Peers, Streams, Timestamp};
use crate::text::counted;
pub(super) use session::Origin;
use session::{Session, Start, guess};

/// The version of a session that does not name one.
pub const DEFAULT_VERSION: ProtocolVersion = ProtocolVersion::V24;

/// The bytes that are searched for a first message. A stream without one is of another protocol.
const SEARCH_LIMIT: u64 = 64 * 1024;

/// The receiver of frames, errors and notes.
pub(super) trait Frames {
    /// Takes a frame.
    fn frame(&mut self, origin: &Origin, version: ProtocolVersion, bytes: &[u8]) -> io::Result<()>;
    /// Takes an error.
    fn failure(&mut self, origin: &Origin, what: &str) -> io::Result<()>;
    /// Takes a note: information that is not an error.
    fn note(&mut self, origin: &Origin, what: &str) -> io::Result<()>;
    /// Shows what it has, since reading on may have to wait.
    fn flush(&mut self) -> io::Result<()>;
}

/// Follows the sessions of a capture.
pub(super) struct Sessions<'s, F> {
    frames: &'s mut F,
    /// The ports of the server; if empty, any connection may be a session.
    ports: &'s [u16],
    /// The version of all sessions; without it, each has its own.
    protocol: Option<ProtocolVersion>,
    sessions: HashMap<u64, Session>,
    /// The number of sessions.
    count: u64,
    /// The number of connections, of this protocol or not.
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

    /// The number of sessions.
    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// The number of connections, of this protocol or not.
    pub(super) const fn seen(&self) -> u64 {
        self.seen
    }

    /// Shows what the receiver has, since reading on may have to wait.
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

/// Frames from a stream.
impl<F: Frames> Sessions<'_, F> {
    /// Takes the complete frames off a stream. `is_all`: no more bytes follow the pending ones.
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
                    Start::Message => {}
                    Start::Undecided => return Ok(Interest::Wanted),
                    Start::NoMessage => return Ok(Interest::Unwanted),
                }
            }
            if let Err(error) = self.frames_of(session, peers, from)? {
                let origin = session.origin(peers, from);
                self.frames.failure(&origin, &error.to_string())?;
                session.ways[from].searching = Some(0);
            } else {
                return Ok(Interest::Wanted);
            }
        }
    }

    /// Takes complete frames off a stream, up to the first invalid header.
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
                    let origin = session.origin(peers, from);
                    self.frames.frame(&origin, version, bytes)?;
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

    /// Searches for the start of a message. If the beginning of a stream was captured, it has to be
    /// there.
    fn search(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        is_all: bool,
    ) -> io::Result<Start> {
        let is_first = session.number.is_none();
        let may_skip = session.ways[from].searching.is_some() && (!is_first || session.is_on_port);
        let start = session.skip(from, may_skip, is_all);
        let skipped = session.ways[from].searching.unwrap_or(0);
        match start {
            Start::Message => {
                session.ways[from].searching = None;
                self.accept(session, peers, from, skipped)?;
                Ok(Start::Message)
            }
            Start::Undecided if !is_first || skipped <= SEARCH_LIMIT => Ok(Start::Undecided),
            Start::Undecided | Start::NoMessage => {
                self.foreign(session, peers, from)?;
                Ok(Start::NoMessage)
            }
        }
    }

    /// Numbers a session at its first message, and notes its client and server.
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
            let (client, server) = (peers.addresses[client], peers.addresses[1 - client]);
            let what = format!("the client is {client}, the server {server}");
            self.frames.note(&session.origin(peers, from), &what)?;
        }
        if skipped > 0 {
            let skipped = counted(skipped, "byte", "bytes");
            let what = format!("skipped {skipped} to reach the next message");
            self.frames.note(&session.origin(peers, from), &what)?;
        }
        Ok(())
    }

    /// The version of a frame.
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
            let what = format!(
                "the capture has no OPEN_REQ of this session: its messages are read as protocol \
                 version {version}; --protocol sets another one"
            );
            self.frames.note(&session.origin(peers, from), &what)?;
        }
        Ok(version)
    }
}

/// Gaps, ends and other protocols.
impl<F: Frames> Sessions<'_, F> {
    /// Bytes of a stream are missing: drops the message before them, and searches for the next one.
    fn gap(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        lost: Option<u64>,
    ) -> io::Result<()> {
        let origin = session.origin(peers, from);
        let way = &mut session.ways[from];
        let dropped = way.pending.len() as u64;
        let is_beginning = lost.is_none() && way.start == 0 && dropped == 0;
        way.start += dropped + lost.unwrap_or(0);
        way.pending.clear();
        way.searching = Some(0);
        if session.number.is_none() {
            // The stream may be of another protocol.
            return Ok(());
        }
        if is_beginning {
            let what = "the beginning of the stream was not captured";
            return self.frames.note(&origin, what);
        }
        let mut what = match lost {
            Some(lost) => {
                let lost = counted(lost, "byte", "bytes");
                format!("the capture lacks {lost} of the stream")
            }
            None => {
                "the stream continues elsewhere: the capture lacks the bytes between".to_owned()
            }
        };
        if dropped > 0 {
            let dropped = counted(dropped, "byte", "bytes");
            what += &format!("; the message before the gap is incomplete and dropped ({dropped})");
        }
        self.frames.failure(&origin, &what)
    }

    /// A stream has ended: reports a message that is incomplete.
    fn ended(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        end: End,
    ) -> io::Result<()> {
        let way = &mut session.ways[from];
        let left = way.pending.len() as u64;
        if session.number.is_none() || left == 0 || std::mem::replace(&mut way.is_over, true) {
            return Ok(());
        }
        let what = match end {
            End::Closed => "the connection was closed",
            End::Reset => "the connection was reset",
            End::Capture => "the capture ends",
        };
        let left = counted(left, "byte", "bytes");
        let what = format!("{what} inside a message, after {left} of it");
        self.frames.failure(&session.origin(peers, from), &what)
    }

    /// Reports another protocol on a port of the server.
    fn foreign(&mut self, session: &Session, peers: &Peers, from: usize) -> io::Result<()> {
        if !session.is_on_port || session.number.is_some() {
            return Ok(());
        }
        let bytes = &session.ways[from].pending;
        let shown = hex::encode(&bytes[..bytes.len().min(16)]);
        let tls = if bytes.starts_with(TLS_HANDSHAKE) {
            "; TLS cannot be decoded"
        } else {
            ""
        };
        let what = format!("not the CTI Server protocol: {shown}{tls}; the connection is skipped");
        self.frames.failure(&session.origin(peers, from), &what)
    }
}

/// The start of a TLS connection: a handshake record, and the major version.
const TLS_HANDSHAKE: &[u8] = &[0x16, 3];

/// The ports of sides A and B of the first instance.
const FIRST_PORTS: [u16; 2] = [42_027, 43_027];

/// The distance to the ports of the next instance (Cisco TechNote 200960, on the port ranges of
/// Peripheral Gateways). The note does not limit the instances; from the 25th on, the ports of side A
/// would be those of side B.
const PORT_DISTANCE: u16 = 40;
const INSTANCES: u16 = 25;

/// Whether a port is one of those given or, if none are given, a default port of servers.
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
