//! Telling messages from other bytes.

use cti_messages::{Direction, FrameLimit, HEADER_BYTES, Message, Split, split};

use super::session::{Session, message_type, sender};
use super::version;

/// What stands at the start of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Message,
    NoMessage,
    /// More bytes are needed to tell.
    Perhaps,
}

impl Session {
    /// Skips bytes of a direction that are no message, if it is not known where one starts; returns
    /// what stands behind them. `is_all` if no more bytes follow those pending.
    ///
    /// What looks like a header is waited for up to the end of its body, which a frame limits. No
    /// byte is lost by that: if it turns out to be none, the search goes on behind its first byte.
    pub(super) fn skip(&mut self, from: usize, may_skip: bool, is_all: bool) -> Found {
        let pending = &self.ways[from].pending;
        let mut skipped = 0;
        let found = loop {
            match self.plausible(from, &pending[skipped..], is_all) {
                // All is skipped; the next bytes may be a message.
                Found::NoMessage if may_skip && skipped == pending.len() => break Found::Perhaps,
                Found::NoMessage if may_skip => skipped += 1,
                found => break found,
            }
        };
        let way = &mut self.ways[from];
        way.pending.drain(..skipped);
        way.start += skipped as u64;
        way.searching = way.searching.map(|before| before + skipped as u64);
        found
    }

    /// Whether some bytes start with a message: its type is known and goes this way, its body can
    /// be decoded, and what follows looks like a message too.
    ///
    /// A connection to no port of the server has to begin with a message that names its version.
    fn plausible(&self, from: usize, bytes: &[u8], is_all: bool) -> Found {
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
        let whole = &bytes[..frame.len()];
        let is_message = match self.version.or(self.guess) {
            Some(version) => Message::decode(whole, version).is_ok(),
            None => version::guess(whole).is_some(),
        };
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
        let is_known = message_type(bytes).is_some_and(|found| found.name().is_some());
        let goes_this_way = match (sender(bytes), self.client) {
            (Some(Direction::Client), Some(client)) => client == from,
            (Some(Direction::Server), Some(client)) => client != from,
            _ => true,
        };
        is_short && is_known && goes_this_way
    }
}
