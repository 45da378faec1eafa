//! Taking messages off a stream.

use std::io;

use cti_messages::{DecodeError, Frame, FrameLimit, Message, ProtocolVersion, Split, split};

use super::search::Found;
use super::session::Session;
use super::{Frames, Sessions, version};
use crate::capture::{Interest, Peers};

/// So much may be searched for a first message before a stream is taken for another protocol's.
const SEARCH_LIMIT: u64 = 64 * 1024;

impl<F: Frames> Sessions<'_, F> {
    /// Takes off a stream what messages are whole. `is_all` if no more bytes follow these.
    pub(super) fn advance(
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
        let version = version::guess(bytes)
            .or(before)
            .unwrap_or(ProtocolVersion::V24);
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
