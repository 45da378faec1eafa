//! Reading a capture file: a window over its bytes, the packets that come out of it, and what can
//! go wrong.

use std::fmt;
use std::io::{self, Read};

use super::time::Timestamp;

/// The most bytes of a packet, or of a block about other things. Capture tools keep 256 KiB of a
/// packet at most; a length beyond this is damage, which need not be waited for.
pub(super) const LIMIT: usize = 16 << 20;

/// A packet as it was captured.
#[derive(Debug, Clone, Copy)]
pub struct Packet<'f> {
    /// When; nothing, where the format does not tell.
    pub time: Timestamp,
    /// The link type of its interface, as registered with tcpdump.
    pub link: u32,
    /// The bytes that were kept of it.
    pub data: &'f [u8],
}

/// Why a capture cannot be read on.
///
/// The packets before it have been given out; what comes after a place that is damaged cannot be
/// found again, since packets have no marks.
#[derive(Debug)]
pub enum ReadError {
    /// The input cannot be read.
    Io(io::Error),
    /// The file ends inside a packet or block: it is still being written, or was cut.
    Cut {
        /// The byte of the file, counted from 0, where the packet or block starts.
        at: u64,
    },
    /// The file is damaged, or not what its first bytes promise.
    Damaged {
        /// The byte of the file, counted from 0, where the damaged packet or block starts.
        at: u64,
        /// What is wrong.
        what: String,
    },
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Cut { .. } | Self::Damaged { .. } => None,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(_) => f.write_str("the capture cannot be read"),
            Self::Cut { at } => write!(f, "the capture ends inside the packet at byte {at}"),
            Self::Damaged { at, what } => {
                write!(f, "the capture is damaged at byte {at}: {what}")
            }
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// How much is asked for at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// The bytes of an input that have been read and not yet been used.
///
/// No reader of the capture crate: those take what the first read gives for the header of the
/// file, which may come byte by byte through a pipe, and grow their buffer to whatever a damaged
/// length claims.
pub(super) struct Input<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Where in the buffer the unused bytes start.
    start: usize,
    /// The bytes that were used.
    used: u64,
}

impl<R: Read> Input<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            start: 0,
            used: 0,
        }
    }

    /// The bytes at hand.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// The place in the file of the first byte at hand.
    pub(super) const fn place(&self) -> u64 {
        self.used
    }

    /// Goes on behind some of the bytes at hand.
    pub(super) fn skip(&mut self, count: usize) {
        let count = count.min(self.bytes().len());
        self.start += count;
        self.used += count as u64;
    }

    /// The bytes that were used last.
    pub(super) fn before(&self, count: usize) -> &[u8] {
        &self.buffer[self.start - count..self.start]
    }

    /// Whether so many bytes are at hand, after a read if there were fewer.
    ///
    /// `before_waiting` is called before each read, which may wait.
    pub(super) fn has(
        &mut self,
        count: usize,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> io::Result<bool> {
        while self.bytes().len() < count {
            before_waiting()?;
            self.buffer.drain(..self.start);
            self.start = 0;
            let have = self.buffer.len();
            // Room as bytes come, not as a length announces them.
            self.buffer.resize(have + CHUNK_BYTES, 0);
            let read = self.read(have);
            self.buffer.truncate(have + read.as_ref().unwrap_or(&0));
            if read? == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn read(&mut self, at: usize) -> io::Result<usize> {
        loop {
            match self.reader.read(&mut self.buffer[at..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => return outcome,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::io;

    use super::ReadError;

    #[test]
    fn errors_tell_the_place_or_the_cause() {
        let cut = ReadError::Cut { at: 24 };
        assert_eq!(
            cut.to_string(),
            "the capture ends inside the packet at byte 24"
        );
        assert!(cut.source().is_none());
        let failed = ReadError::from(io::Error::other("no disk"));
        assert_eq!(failed.to_string(), "the capture cannot be read");
        assert_eq!(failed.source().unwrap().to_string(), "no disk");
    }
}
