//! When a client tries to connect again, and to which side.

use core::time::Duration;

use super::sides::Side;
use crate::random::Random;
use crate::time::Time;

/// Waits after the first one, which is random; the last is repeated. (Guide, chapter "CTI Client Application Guidelines",
/// section "Side A/B Selection and TCP/IP Connections": steps 7, 10, 13 and 16.)
const WAITS: [Duration; 4] = [
    Duration::from_secs(15),
    Duration::from_secs(30),
    Duration::from_secs(60),
    Duration::from_secs(120),
];

/// The reconnect algorithm of the guide: each side once, the one that was last open first; then a wait, longer each
/// time.
///
/// The guide ends the algorithm with the first TCP connection. Here it goes on until a session is open, and starts
/// again only after a session that has lasted: a server that accepts connections, and then stays silent, refuses or
/// hangs up, would otherwise be called without a pause.
#[derive(Debug)]
pub(super) struct Ladder {
    /// How many waits there have been.
    waits: usize,
    /// The next side to try after the last wait, as an index: 0 is the preferred one.
    attempt: usize,
    /// When the next attempt begins; `None` during one, and while a session is open.
    due: Option<Time>,
}

impl Ladder {
    /// At the first step, which is due at once.
    pub(super) fn new(now: Time) -> Self {
        Self {
            waits: 0,
            attempt: 0,
            due: Some(now),
        }
    }

    pub(super) fn due(&self) -> Option<Time> {
        self.due
    }

    /// The next side to try.
    pub(super) fn side(&self, preferred: Side) -> Side {
        match self.attempt {
            0 => preferred,
            _ => preferred.opposite(),
        }
    }

    /// The attempt has begun.
    pub(super) fn begin(&mut self) {
        self.due = None;
    }

    /// Does not try again.
    pub(super) fn stop(&mut self) {
        self.due = None;
    }

    /// Goes to the next step, after an attempt that failed: at once to the next of so many sides, or after a wait to the
    /// first. After a step that is due and skipped, the wait begins when it would have been.
    pub(super) fn failed(
        &mut self,
        sides: usize,
        expected_clients: u32,
        random: &mut Random,
        now: Time,
    ) {
        self.attempt += 1;
        let mut wait = Duration::ZERO;
        if self.attempt >= sides {
            self.attempt = 0;
            wait = match self.waits.checked_sub(1) {
                None => Duration::from_secs(random.up_to(expected_clients / 10).into()),
                Some(wait) => WAITS[wait.min(WAITS.len() - 1)],
            };
            self.waits += 1;
        }
        self.due = Some(self.due.unwrap_or(now) + wait);
    }
}
