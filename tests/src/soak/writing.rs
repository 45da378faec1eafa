//! Writing to a connection, in chunks of random size, up to a cut.

use std::io::Write;
use std::net::{Shutdown, TcpStream};

use proptest::prelude::Rng;
use proptest::test_runner::TestRng;

use super::plan::{Cutter, Plan};
use super::reading::is_end;
use super::told;

/// A connection that is written in chunks of random size, and cut after some bytes.
pub(super) struct Writing<'s> {
    stream: &'s TcpStream,
    random: TestRng,
    cut: Option<u64>,
    written: u64,
    /// What waits for its chunk to be full, and how long that is to be.
    pending: Vec<u8>,
    chunk: usize,
    /// Whether this side cut the connection.
    pub(super) was_cut: bool,
    /// Whether the connection has ended, whoever ended it.
    pub(super) has_ended: bool,
}

impl<'s> Writing<'s> {
    pub(super) fn new(stream: &'s TcpStream, plan: &Plan, who: Cutter) -> Self {
        let mut random = plan.random(who);
        Self {
            stream,
            chunk: chunk(&mut random),
            random,
            cut: plan.cut_by(who),
            written: 0,
            pending: Vec::new(),
            was_cut: false,
            has_ended: false,
        }
    }

    /// Writes bytes; nothing once the connection has ended.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.pending.extend_from_slice(bytes);
        while self.pending.len() >= self.chunk && !self.has_ended {
            self.write_pending(self.chunk)?;
            self.chunk = chunk(&mut self.random);
        }
        if self.has_ended {
            self.pending.clear();
        }
        Ok(())
    }

    /// Writes what is left, and tells the other side that nothing more will come.
    pub(super) fn finish(mut self) -> Result<bool, String> {
        if !self.has_ended {
            self.write_pending(self.pending.len())?;
        }
        if !self.has_ended {
            // It may have been cut by the other side already.
            let _ = self.stream.shutdown(Shutdown::Write);
        }
        Ok(self.was_cut)
    }

    fn write_pending(&mut self, length: usize) -> Result<(), String> {
        let left = self.cut.map_or(usize::MAX, |cut| {
            usize::try_from(cut - self.written).unwrap_or(usize::MAX)
        });
        let length_before_cut = length.min(left);
        match self.stream.write_all(&self.pending[..length_before_cut]) {
            Ok(()) => {}
            Err(error) if is_end(&error) => self.has_ended = true,
            Err(error) => return Err(told("writing")(error)),
        }
        self.pending.drain(..length_before_cut);
        self.written += length_before_cut as u64;
        if length_before_cut < length && !self.has_ended {
            self.has_ended = true;
            self.was_cut = true;
            let _ = self.stream.shutdown(Shutdown::Both);
        }
        Ok(())
    }
}

/// The length of a chunk: a few bytes, or some frames.
fn chunk(random: &mut TestRng) -> usize {
    let most = if random.random_ratio(1, 4) { 16 } else { 8192 };
    random.random_range(1..=most)
}
