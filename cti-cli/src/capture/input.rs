//! Reading a capture file: a window over its bytes, its packets and errors.

use std::io::{self, Read};

use pcap_parser::Linktype;

use super::time::Timestamp;

/// The most bytes of a packet or block. Capture tools keep at most 256 KiB of a packet. A larger length
/// is damage, and is not waited for.
pub(super) const LIMIT: usize = 16 << 20;

/// A captured packet.
#[derive(Debug, Clone, Copy)]
pub struct Packet<'f> {
    /// The time of capture; the default if the format has none.
    pub time: Timestamp,
    /// The link type of its interface.
    pub link: Linktype,
    /// Its bytes, as far as captured.
    pub data: &'f [u8],
}

/// The reason why reading a capture ends early.
///
/// Packets have no marks: after a damaged place, the next one cannot be found.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The input cannot be read.
    #[error("the capture cannot be read")]
    Io(#[from] io::Error),
    /// The file ends inside a packet or block: it is still being written, or was truncated.
    #[error("the capture ends inside the packet at byte {at}")]
    Truncated {
        /// The byte of the file, counted from 0, where the packet or block starts.
        at: u64,
    },
    /// The file is damaged.
    #[error("the capture is damaged at byte {at}: {what}")]
    Damaged {
        /// The byte of the file, counted from 0, where the damaged packet or block starts.
        at: u64,
        /// A description of the damage.
        what: String,
    },
}

/// The bytes that are requested at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// A window over an input: the bytes that have been read but not yet used.
///
/// The readers of pcap-parser do not serve here: they expect the whole file header from the first read,
/// though a pipe may deliver it byte by byte, and they grow their buffer to any damaged length.
pub(super) struct Input<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The start of the unused bytes in the buffer.
    start: usize,
    /// The number of bytes used so far.
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

    /// The unused bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// The position in the file of the first unused byte.
    pub(super) const fn place(&self) -> u64 {
        self.used
    }

    /// Uses some of the bytes.
    pub(super) fn skip(&mut self, count: usize) {
        let count = count.min(self.bytes().len());
        self.start += count;
        self.used += count as u64;
    }

    /// The bytes used last.
    pub(super) fn before(&self, count: usize) -> &[u8] {
        &self.buffer[self.start - count..self.start]
    }

    /// Reads until there are `count` unused bytes; returns whether the input has that many.
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
            // The buffer grows with the bytes that arrive, not with an announced length.
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
