//! The messages of a capture: streams of TCP to frames.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;

use cti_messages::{
    Direction, Frame, FrameLimit, HEADER_BYTES, Message, MessageType, ProtocolVersion, Split, split,
};

use crate::capture::{End, Event, Interest, Peers, Streams, Timestamp};

/// The ports of a CTI server's sides A and B; each further instance has ports 40 higher.
const FIRST_PORTS: [u16; 2] = [42_027, 43_027];
/// How far apart the ports of two instances are, and how many instances there are.
const INSTANCES: (u16, u16) = (40, 25);
/// So much may be searched for a first message before a stream is taken for another protocol's.
const SEARCH_LIMIT: u64 = 64 * 1024;

/// What is known of where a message, or an error, was captured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packet {
    pub(super) time: Timestamp,
    /// The number of the connection, among those of this protocol.
    pub(super) connection: u64,
    pub(super) is_from_client: bool,
    pub(super) source: SocketAddr,
    pub(super) destination: SocketAddr,
    /// Where in the stream it starts, as far as the stream was captured.
    pub(super) start: u64,
}

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
}

/// What is known of a connection.
struct Session {
    /// Its number, once a message was found.
    number: Option<u64>,
    is_on_port: bool,
    client: Option<usize>,
    version: Option<ProtocolVersion>,
    ways: [Way; 2],
}

/// One direction.
#[derive(Default)]
struct Way {
    pending: Vec<u8>,
    /// Where the first pending byte is in the stream.
    start: u64,
    time: Timestamp,
    /// How many bytes were skipped since it is not known where the next message starts.
    searching: Option<u64>,
    is_over: bool,
}

/// What stands at the start of some bytes.
enum Found {
    Message,
    NoMessage,
    /// More bytes are needed to tell.
    Perhaps,
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
        }
    }

    /// Shows what has been found, before waiting for more.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.frames.flush()
    }

    fn appeared(&mut self, peers: &Peers) -> Interest {
        let on_port = peers
            .addresses
            .map(|address| self.is_server(address.port()));
        let is_on_port = on_port.contains(&true);
        if !is_on_port && !self.ports.is_empty() {
            return Interest::Unwanted;
        }
        let client = peers.opener.or(match on_port {
            [true, false] => Some(1),
            [false, true] => Some(0),
            _ => None,
        });
        let session = Session {
            number: None,
            is_on_port,
            client,
            version: None,
            ways: Default::default(),
        };
        self.sessions.insert(peers.id, session);
        Interest::Wanted
    }

    fn is_server(&self, port: u16) -> bool {
        if !self.ports.is_empty() {
            return self.ports.contains(&port);
        }
        let (distance, instances) = INSTANCES;
        FIRST_PORTS.iter().any(|first| {
            port.checked_sub(*first)
                .is_some_and(|above| above % distance == 0 && above / distance < instances)
        })
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
            let pending = std::mem::take(&mut session.ways[from].pending);
            let mut rest = pending.as_slice();
            let end = loop {
                let packet = session.packet(peers, from);
                match split(rest, FrameLimit::default()) {
                    Ok(Split::Frame(frame, after)) => {
                        let bytes = &rest[..frame.len()];
                        let version = self.version(session, &frame);
                        self.frames.frame(&packet, version, bytes)?;
                        session.ways[from].start += bytes.len() as u64;
                        rest = after;
                    }
                    Ok(Split::Incomplete(_)) => break Ok(()),
                    Err(error) => break Err((packet, error)),
                }
            };
            session.ways[from].pending = rest.to_vec();
            let Err((packet, error)) = end else {
                return Ok(Interest::Wanted);
            };
            self.frames.failure(&packet, &error.to_string())?;
            session.ways[from].searching = Some(0);
        }
    }

    /// Skips what is no message. Of a stream whose beginning was captured, no byte is skipped.
    fn search(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        is_all: bool,
    ) -> io::Result<Found> {
        let is_first = session.number.is_none();
        let may_skip = session.ways[from].searching.is_some() && (!is_first || session.is_on_port);
        let version = session
            .version
            .or(self.protocol)
            .unwrap_or(ProtocolVersion::V24);
        let pending = &session.ways[from].pending;
        let mut skip = 0;
        let found = loop {
            let found = session.plausible(from, &pending[skip..], version, is_all);
            match found {
                // All is skipped; the next bytes may be a message.
                Found::NoMessage if may_skip && skip == pending.len() => break Found::Perhaps,
                Found::NoMessage if may_skip => skip += 1,
                found => break found,
            }
        };
        let way = &mut session.ways[from];
        way.pending.drain(..skip);
        way.start += skip as u64;
        let skipped = way.searching.unwrap_or(0) + skip as u64;
        way.searching = way.searching.map(|_| skipped);
        match found {
            Found::Message => {
                way.searching = None;
                self.accept(session, peers, from, skipped)?;
                Ok(Found::Message)
            }
            Found::Perhaps if is_first && skipped > SEARCH_LIMIT => {
                self.foreign(session, peers, from)?;
                Ok(Found::NoMessage)
            }
            Found::Perhaps => Ok(Found::Perhaps),
            Found::NoMessage => {
                self.foreign(session, peers, from)?;
                Ok(Found::NoMessage)
            }
        }
    }

    fn accept(
        &mut self,
        session: &mut Session,
        peers: &Peers,
        from: usize,
        skipped: u64,
    ) -> io::Result<()> {
        if session.client.is_none() {
            let info = Frame::parse(&session.ways[from].pending).ok();
            let info = info.and_then(|frame| frame.message_type.info());
            let is_client = info.is_none_or(|info| info.direction != Direction::Server);
            session.client = Some(if is_client { from } else { 1 - from });
        }
        if session.number.is_none() {
            self.count += 1;
            session.number = Some(self.count);
            let packet = session.packet(peers, from);
            let client = session.client.unwrap_or(0);
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

    /// Tells of another protocol, where this one was expected.
    fn foreign(&mut self, session: &Session, peers: &Peers, from: usize) -> io::Result<()> {
        if !session.is_on_port || session.number.is_some() {
            return Ok(());
        }
        let bytes = &session.ways[from].pending;
        let shown = super::hex::write(&bytes[..bytes.len().min(16)]);
        let tls = if bytes.starts_with(&[0x16, 3]) {
            "; it is TLS, which cannot be read"
        } else {
            ""
        };
        let packet = session.packet(peers, from);
        let what = format!("not the CTI Server protocol: {shown}{tls}; the connection is skipped");
        self.frames.failure(&packet, &what)
    }

    /// The version in which a frame is written.
    fn version(&self, session: &mut Session, frame: &Frame<'_>) -> ProtocolVersion {
        if let Some(own) = frame.own_version() {
            session.version = Some(ProtocolVersion::nearest(own));
        }
        self.protocol
            .or(session.version)
            .unwrap_or(ProtocolVersion::V24)
    }
}

impl Session {
    fn packet(&self, peers: &Peers, from: usize) -> Packet {
        Packet {
            time: self.ways[from].time,
            connection: self.number.unwrap_or(0),
            is_from_client: self.client.is_none_or(|client| client == from),
            source: peers.addresses[from],
            destination: peers.addresses[1 - from],
            start: self.ways[from].start,
        }
    }

    /// Whether some bytes start with a message: its type is known and goes this way, its body can
    /// be decoded, and what follows looks like a message too.
    ///
    /// A connection to no port of the server has to begin with a message that names its version.
    fn plausible(
        &self,
        from: usize,
        bytes: &[u8],
        version: ProtocolVersion,
        is_all: bool,
    ) -> Found {
        let more = if is_all {
            Found::NoMessage
        } else {
            Found::Perhaps
        };
        if bytes.len() < HEADER_BYTES {
            return more;
        }
        if !self.is_header(from, bytes) {
            return Found::NoMessage;
        }
        let is_start = self.number.is_none() && self.ways[from].searching.is_none();
        if is_start && self.is_on_port {
            return Found::Message;
        }
        let Ok(Split::Frame(frame, rest)) = split(bytes, FrameLimit::default()) else {
            return more;
        };
        let length = frame.len();
        let is_message = Message::decode(&bytes[..length], version).is_ok();
        if !is_message || (is_start && frame.own_version().is_none()) {
            return Found::NoMessage;
        }
        if rest.len() >= HEADER_BYTES && !self.is_header(from, rest) {
            return Found::NoMessage;
        }
        Found::Message
    }

    fn is_header(&self, from: usize, bytes: &[u8]) -> bool {
        let is_short = split(bytes, FrameLimit::default()).is_ok();
        let number = bytes
            .get(4..HEADER_BYTES)
            .and_then(|bytes| bytes.try_into().ok());
        let message_type = MessageType(number.map_or(0, u32::from_be_bytes));
        let sender = message_type.info().map(|info| info.direction);
        let goes_this_way = match (sender, self.client) {
            (Some(Direction::Client), Some(client)) => client == from,
            (Some(Direction::Server), Some(client)) => client != from,
            _ => true,
        };
        is_short && message_type.name().is_some() && goes_this_way
    }
}
