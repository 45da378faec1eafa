//! What is told where there are no messages.

use std::io;

use super::session::Session;
use super::{Frames, Sessions};
use crate::capture::{End, Peers};
use crate::hex;

impl<F: Frames> Sessions<'_, F> {
    /// Bytes of a stream are missing.
    pub(super) fn gap(
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
    pub(super) fn ended(
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
    pub(super) fn foreign(
        &mut self,
        session: &Session,
        peers: &Peers,
        from: usize,
    ) -> io::Result<()> {
        if !session.is_on_port || session.number.is_some() {
            return Ok(());
        }
        let bytes = &session.ways[from].pending;
        let shown = hex::write(&bytes[..bytes.len().min(16)]);
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
