//! Reading from a connection, in chunks of random size, up to a cut.

use std::io::{self, ErrorKind, Read};
use std::net::{Shutdown, TcpStream};

use cti_messages::{Frame, FrameReader, ReadError};
use proptest::prelude::Rng;
use proptest::test_runner::TestRng;

use super::ledger::Got;
use super::plan::{Cutter, Plan};

/// A connection that is read in chunks of random size, and cut after some bytes.
pub(super) struct Reading<'s> {
    stream: &'s TcpStream,
    random: TestRng,
    cut: Option<u64>,
    /// The bytes that were delivered.
    bytes: u64,
    was_cut: bool,
}

impl<'s> Reading<'s> {
    pub(super) fn new(stream: &'s TcpStream, plan: &Plan, who: Cutter) -> Self {
        Self {
            stream,
            random: plan.random(who),
            cut: plan.cut_by(who),
            bytes: 0,
            was_cut: false,
        }
    }

    /// Reads all frames until the connection ends, however it ends.
    pub(super) fn frames(
        mut self,
        take: &mut dyn FnMut(usize, Frame<'_>) -> Result<(), String>,
    ) -> Result<Got, String> {
        let mut frames = 0;
        let mut reader = FrameReader::new(&mut self);
        loop {
            match reader.next_frame() {
                Ok(Some(frame)) => take(frames, frame)?,
                Ok(None) | Err(ReadError::Truncated { .. }) => break,
                Err(ReadError::Io(error)) if is_end(&error) => break,
                Err(error) => return Err(format!("after {frames} frames: {error}")),
            }
            frames += 1;
        }
        Ok(Got {
            frames,
            bytes: self.bytes,
            cut: self.was_cut,
        })
    }
}

impl Read for Reading<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = if self.random.random_ratio(1, 4) {
            16
        } else {
            4096
        };
        let mut wanted = self.random.random_range(1..=most).min(out.len());
        if let Some(cut) = self.cut {
            let left = usize::try_from(cut - self.bytes).unwrap_or(usize::MAX);
            if left == 0 {
                self.was_cut = true;
                // It may have been cut by the other side already.
                let _ = self.stream.shutdown(Shutdown::Both);
                return Err(ErrorKind::ConnectionAborted.into());
            }
            wanted = wanted.min(left);
        }
        let read = self.stream.read(&mut out[..wanted])?;
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Whether an error says that the connection has ended, not that something else is wrong. A side
/// that waits in vain is told so by an error of its own.
pub(super) fn is_end(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionReset
            | ErrorKind::BrokenPipe
            | ErrorKind::NotConnected
    )
}
