//! What came of a soak.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use cti_messages::MessageType;

use super::resident_bytes;

/// How many times the memory is looked at.
const SAMPLES: u64 = 100;

/// How many of these are left out at first, while the allocator and the threads settle.
const WARM_UP: usize = 5;

/// What came of a connection.
#[derive(Debug)]
pub struct Connection {
    /// The messages that the client sent, in full or in part.
    pub sent: u64,
    /// Those that the server received.
    pub received: u64,
    /// Those that came back to the client.
    pub returned: u64,
    /// The bytes that were delivered, in both directions.
    pub bytes: u64,
    /// Whether somebody cut it.
    pub was_cut: bool,
    /// Whether the last bytes that came to either side were no whole frame.
    pub cut_inside_a_frame: bool,
    /// The types of the messages that came back.
    pub types: Vec<MessageType>,
}

/// What came of a soak. Every message was received intact, or was lost with a cut.
#[derive(Debug)]
pub struct Report {
    /// The messages that the client sent, in full or in part.
    pub sent: u64,
    /// Those that the server received, each as it was sent.
    pub received: u64,
    /// Those that came back to the client, each as it was sent.
    pub returned: u64,
    /// The bytes that were delivered, in both directions.
    pub bytes: u64,
    /// The connections that were opened.
    pub connections: u64,
    /// Those that were cut.
    pub cuts: u64,
    /// Those that were cut inside a frame.
    pub cuts_inside_a_frame: u64,
    /// The types of the messages that came back.
    pub types: BTreeSet<MessageType>,
    /// How long it took.
    pub duration: Duration,
    /// What the process had in memory, in the course of time.
    pub memory: Vec<Sample>,
    wanted: u64,
}

/// What the process had in memory.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// How many messages had been sent.
    pub sent: u64,
    /// The bytes.
    pub bytes: u64,
}

impl Report {
    pub(super) fn new(wanted: u64) -> Self {
        Self {
            sent: 0,
            received: 0,
            returned: 0,
            bytes: 0,
            connections: 0,
            cuts: 0,
            cuts_inside_a_frame: 0,
            types: BTreeSet::new(),
            duration: Duration::ZERO,
            // Made once, so that looking at the memory takes none.
            memory: Vec::with_capacity(usize::try_from(SAMPLES).unwrap_or_default() + 1),
            wanted,
        }
    }

    pub(super) fn add(&mut self, connection: &Connection) {
        self.sent += connection.sent;
        self.received += connection.received;
        self.returned += connection.returned;
        self.bytes += connection.bytes;
        self.connections += 1;
        self.cuts += u64::from(connection.was_cut);
        self.cuts_inside_a_frame += u64::from(connection.cut_inside_a_frame);
        self.types.extend(&connection.types);
        let due = self.sent * SAMPLES / self.wanted.max(1);
        if due > self.memory.len() as u64
            && let Some(bytes) = resident_bytes()
        {
            let sent = self.sent;
            self.memory.push(Sample { sent, bytes });
        }
    }

    /// The messages that were lost with a cut, on the way there or back.
    #[must_use]
    pub const fn lost(&self) -> u64 {
        self.sent - self.returned
    }

    /// The memory after the warm-up; `None` if there are too few samples.
    #[must_use]
    pub fn settled_memory(&self) -> Option<&[Sample]> {
        self.memory
            .get(WARM_UP..)
            .filter(|samples| samples.len() > 1)
    }

    /// By how much the memory grew after the warm-up, at most.
    #[must_use]
    pub fn growth(&self) -> Option<u64> {
        let samples = self.settled_memory()?;
        let first = samples.first()?.bytes;
        let most = samples.iter().map(|sample| sample.bytes).max()?;
        Some(most - first)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lost_there = self.sent - self.received;
        let lost_back = self.received - self.returned;
        writeln!(f, "messages sent             {}", self.sent)?;
        writeln!(f, "received intact           {}", self.received)?;
        writeln!(f, "lost with a cut, there    {lost_there}")?;
        writeln!(f, "returned intact           {}", self.returned)?;
        writeln!(f, "lost with a cut, back     {lost_back}")?;
        writeln!(f, "message types             {}", self.types.len())?;
        writeln!(f, "bytes, both directions    {}", self.bytes)?;
        writeln!(f, "connections               {}", self.connections)?;
        writeln!(f, "cut                       {}", self.cuts)?;
        writeln!(f, "cut inside a frame        {}", self.cuts_inside_a_frame)?;
        writeln!(
            f,
            "seconds                   {:.1}",
            self.duration.as_secs_f64()
        )?;
        let Some(samples) = self.settled_memory() else {
            return write!(f, "memory                    not told by this system");
        };
        let kib = |at: usize| samples.get(at).map_or(0, |sample| sample.bytes / 1024);
        writeln!(
            f,
            "KiB in memory             {} after the warm-up, {} in the middle, {} at the end",
            kib(0),
            kib(samples.len() / 2),
            kib(samples.len() - 1)
        )?;
        let growth = self.growth().unwrap_or_default() / 1024;
        write!(f, "KiB more at most          {growth}")
    }
}
