//! The bytes of one connection, in both directions; the same for client and server.

use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use cti_messages::{
    DecodeError, DynMessage, EncodeError, FrameBuffer, OwnedFrame, ProtocolVersion,
};

use crate::time::Time;

/// Identifies one TCP connection between core and driver.
///
/// A driver's report may be out of date: the socket closes, or is connected, after the core has given it up. Since no
/// number is used again, the core notices such reports and ignores them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub(crate) u64);

impl fmt::Debug for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "connection {}", self.0)
    }
}

/// The number of bytes for which an empty queue of bytes, in either direction, keeps memory.
const KEPT_BYTES: usize = 4 * 1024;

/// Received bytes that are no frames yet, and frames that are not sent yet.
pub(crate) struct Link {
    version: ProtocolVersion,
    incoming: FrameBuffer,
    /// The most incoming bytes that have waited since their memory was released.
    incoming_peak: usize,
    outgoing: Vec<u8>,
    /// How many of the outgoing bytes have been sent.
    written: usize,
    /// Since when outgoing bytes wait without one of them being sent.
    stalled_since: Time,
    /// When bytes were last sent, or added to be; at first, when the connection was made.
    last_sent: Time,
}

/// Why a message was not added to what is sent.
#[derive(Debug)]
pub(crate) enum NotAdded {
    /// It would be more bytes than may wait.
    Full,
    /// The message cannot be encoded.
    Encode(EncodeError),
}

impl Link {
    pub(crate) fn new(version: ProtocolVersion, now: Time) -> Self {
        Self {
            version,
            incoming: FrameBuffer::new(),
            incoming_peak: 0,
            outgoing: Vec::new(),
            written: 0,
            stalled_since: now,
            last_sent: now,
        }
    }

    /// The version of the session.
    pub(crate) fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// Decodes and encodes in another version from now on.
    pub(crate) fn set_version(&mut self, version: ProtocolVersion) {
        self.version = version;
    }

    /// Adds a message to what is sent, unless more than so many bytes would wait then.
    pub(crate) fn add(
        &mut self,
        message: &dyn DynMessage,
        capacity: usize,
        now: Time,
    ) -> Result<(), NotAdded> {
        self.begin_adding(now);
        let before = self.outgoing.len();
        message
            .encode(self.version, &mut self.outgoing)
            .map_err(NotAdded::Encode)?;
        // One message is always taken, or one that is longer than the capacity would never be.
        if before > self.written && self.outgoing().len() > capacity {
            self.outgoing.truncate(before);
            return Err(NotAdded::Full);
        }
        self.last_sent = now;
        Ok(())
    }

    /// Where nothing waits, the time limit of writing begins now.
    fn begin_adding(&mut self, now: Time) {
        if self.outgoing().is_empty() {
            self.outgoing.clear();
            self.written = 0;
            self.stalled_since = now;
        }
    }

    /// Adds a message that is encoded already in the version of the session; false if more than so many bytes would
    /// wait then.
    pub(crate) fn add_encoded(&mut self, bytes: &[u8], capacity: usize, now: Time) -> bool {
        self.begin_adding(now);
        if self.outgoing().len() + bytes.len() > capacity {
            return false;
        }
        self.outgoing.extend_from_slice(bytes);
        self.last_sent = now;
        true
    }

    /// Adds a message of the session itself, such as a heartbeat: never too many, and never too long.
    pub(crate) fn add_own(&mut self, message: &dyn DynMessage, now: Time) {
        let added = self.add(message, usize::MAX, now);
        debug_assert!(
            added.is_ok(),
            "a message of a session can be encoded: {added:?}"
        );
    }

    /// The bytes that wait to be sent.
    pub(crate) fn outgoing(&self) -> &[u8] {
        &self.outgoing[self.written..]
    }

    /// The first of the outgoing bytes have been sent.
    pub(crate) fn sent(&mut self, count: usize, now: Time) {
        // No more than waits: else a driver that counts wrongly would keep heartbeats away.
        let count = self.outgoing().len().min(count);
        if count == 0 {
            return;
        }
        self.written += count;
        self.stalled_since = now;
        self.last_sent = now;
        // Not each time: what waits is moved only once as much has been sent.
        if self.written * 2 >= self.outgoing.len() {
            self.outgoing.drain(..self.written);
            self.written = 0;
            // A burst leaves no memory behind.
            if self.outgoing.is_empty() {
                self.outgoing.shrink_to(KEPT_BYTES);
            }
        }
    }

    /// Drops what waits to be sent.
    pub(crate) fn drop_outgoing(&mut self) {
        self.outgoing = Vec::new();
        self.written = 0;
    }

    /// When the peer counts as gone if it takes no more bytes until then; `None` while none wait.
    pub(crate) fn write_deadline(&self, timeout: Duration) -> Option<Time> {
        (!self.outgoing().is_empty()).then(|| self.stalled_since + timeout)
    }

    /// When bytes were last sent, or added to be; at first, when the connection was made.
    pub(crate) fn last_sent(&self) -> Time {
        self.last_sent
    }

    /// Takes bytes that were received.
    pub(crate) fn received(&mut self, bytes: &[u8]) {
        self.incoming.push(bytes);
        self.incoming_peak = self.incoming_peak.max(self.incoming.len());
    }

    /// Whether received bytes wait that no frame was returned for.
    pub(crate) fn has_incoming(&self) -> bool {
        !self.incoming.is_empty()
    }

    /// The next frame that is whole.
    ///
    /// # Errors
    /// If the header announces a frame beyond the limit: no message can be found after that.
    pub(crate) fn next_frame(&mut self) -> Result<Option<OwnedFrame>, DecodeError> {
        let version = self.version;
        if self.incoming.is_empty() && self.incoming_peak > KEPT_BYTES {
            self.incoming = FrameBuffer::new();
            self.incoming_peak = 0;
        }
        let frame = self.incoming.next_frame()?;
        // The header of a frame that was split off announced its length.
        Ok(frame.and_then(|frame| OwnedFrame::from_frame(frame, version).ok()))
    }
}

/// Without the bytes: a password may be among them.
impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field("version", &self.version)
            .field("incoming_bytes", &self.incoming.len())
            .field("outgoing_bytes", &self.outgoing().len())
            .finish_non_exhaustive()
    }
}
