//! When a client tries to connect again, and to which side.

use core::time::Duration;

use super::config::ClientConfig;
use super::sides::{PerSide, Side};
use crate::random::Random;
use crate::time::{Time, earliest};

/// The waits after the first one, which is random; the last is repeated. (Guide, chapter "CTI Client Application
/// Guidelines", section "Side A/B Selection and TCP/IP Connections": steps 7, 10, 13 and 16.)
const WAITS: [Duration; 4] = [
    Duration::from_secs(15),
    Duration::from_secs(30),
    Duration::from_secs(60),
    Duration::from_secs(120),
];

/// Decides which side is tried, and when.
///
/// A client that has one side open at a time climbs one ladder, whose steps lead to both sides in turn. A client that
/// holds both sides open climbs a ladder for each.
#[derive(Debug)]
pub(super) struct Dialer {
    holds_both: bool,
    sides: &'static [Side],
    expected_clients: u32,
    /// Of each side; that of side A for both, if one is open at a time.
    ladders: PerSide<Ladder>,
    /// The side that was last open; tried first.
    preferred: Side,
    /// Whether a side has refused the session for good.
    given_up: PerSide<bool>,
    /// Whether a session was ever opened: then there is nothing wrong with the request.
    was_accepted: bool,
    random: Random,
}

impl Dialer {
    pub(super) fn new(config: &ClientConfig, seed: u64, now: Time) -> Self {
        Self {
            holds_both: config.holds_both(),
            sides: config.sides.all(),
            expected_clients: config.expected_clients,
            ladders: PerSide::new(|| Ladder::new(now)),
            preferred: Side::A,
            given_up: PerSide::default(),
            was_accepted: false,
            random: Random::new(seed),
        }
    }

    /// When the next attempt begins; `None` during one, while all is open, and after the end.
    pub(super) fn due(&self) -> Option<Time> {
        let ladders = self.in_use().iter();
        ladders.fold(None, |due, side| earliest(due, self.ladders[*side].due))
    }

    /// The side that is to be tried now, if an attempt is due; it has begun then.
    pub(super) fn begin(&mut self, now: Time) -> Option<Side> {
        let mut ladders = self.in_use().iter();
        let ladder =
            *ladders.find(|side| self.ladders[**side].due.is_some_and(|due| due <= now))?;
        self.ladders[ladder].due = None;
        Some(self.next_side(ladder))
    }

    /// Schedules the next step after a failure; returns the time until then, or `None` if nothing is tried any more.
    pub(super) fn failed(&mut self, side: Side, now: Time) -> Option<Duration> {
        let ladder = self.ladder_of(side);
        if self.is_hopeless() || (self.holds_both && self.given_up[side]) {
            self.ladders[ladder].due = None;
            return None;
        }
        self.climb(ladder, now);
        // A side that is given up has its steps, but no attempts.
        while !self.holds_both && self.given_up[self.next_side(ladder)] {
            self.climb(ladder, now);
        }
        self.ladders[ladder].due.map(|due| due - now)
    }

    /// A session that lasted has ended: begins again with the first step, at once.
    pub(super) fn restart(&mut self, side: Side, now: Time) {
        let ladder = self.ladder_of(side);
        self.ladders[ladder] = Ladder::new(now);
    }

    /// A session has been opened. A refusal of the other side may have been an accident: it is tried again.
    pub(super) fn opened(&mut self, side: Side, now: Time) {
        self.preferred = side;
        self.was_accepted = true;
        for other in Side::BOTH {
            if core::mem::take(&mut self.given_up[other]) && self.holds_both {
                self.ladders[other] = Ladder::new(now);
            }
        }
    }

    /// A side has refused the session for good; returns whether it is the last one. Once a session was opened with the
    /// same request, no refusal is for good.
    pub(super) fn refused(&mut self, side: Side) -> bool {
        self.given_up[side] = !self.was_accepted;
        self.is_hopeless()
    }

    /// Tries no more.
    pub(super) fn stop(&mut self) {
        for side in Side::BOTH {
            self.ladders[side].due = None;
        }
    }

    /// Whether every side has refused the session for good.
    fn is_hopeless(&self) -> bool {
        self.sides.iter().all(|side| self.given_up[*side])
    }

    /// The sides under which ladders are kept.
    fn in_use(&self) -> &'static [Side] {
        if self.holds_both {
            self.sides
        } else {
            &[Side::A]
        }
    }

    fn ladder_of(&self, side: Side) -> Side {
        if self.holds_both { side } else { Side::A }
    }

    /// The side to which the next step of a ladder leads.
    fn next_side(&self, ladder: Side) -> Side {
        match self.ladders[ladder].attempt {
            _ if self.holds_both => ladder,
            0 => self.preferred,
            _ => self.preferred.opposite(),
        }
    }

    fn climb(&mut self, ladder: Side, now: Time) {
        let sides = if self.holds_both { 1 } else { self.sides.len() };
        let first_wait = self.expected_clients / 10;
        self.ladders[ladder].climb(sides, first_wait, &mut self.random, now);
    }
}

/// The reconnect algorithm of the guide: each side once, the one that was last open first; then a wait, longer each
/// time.
///
/// The guide ends the algorithm with the first TCP connection. Here it goes on until a session is open, and starts
/// again only after a session that has lasted and was not replaced: a server that accepts connections, and then stays
/// silent, refuses or hangs up, would otherwise be called without a pause, and two clients of one ClientID would replace
/// each other without a pause.
#[derive(Debug)]
struct Ladder {
    /// How many waits there have been.
    waits: usize,
    /// The next side to try after the last wait, as an index: 0 is the preferred one.
    attempt: usize,
    /// When the next attempt begins; `None` during one, and while a session is open.
    due: Option<Time>,
}

impl Ladder {
    /// At the first step, which is due at once.
    fn new(now: Time) -> Self {
        Self {
            waits: 0,
            attempt: 0,
            due: Some(now),
        }
    }

    /// Goes to the next step: at once to the next of the sides, or after a wait to the first. The first wait is random,
    /// up to `first_wait` seconds. After a step that is due and skipped, the wait begins when it would have
    /// been.
    fn climb(&mut self, sides: usize, first_wait: u32, random: &mut Random, now: Time) {
        self.attempt += 1;
        let mut wait = Duration::ZERO;
        if self.attempt >= sides {
            self.attempt = 0;
            wait = match self.waits.checked_sub(1) {
                None => Duration::from_secs(random.up_to(first_wait).into()),
                Some(wait) => WAITS[wait.min(WAITS.len() - 1)],
            };
            self.waits += 1;
        }
        self.due = Some(self.due.unwrap_or(now) + wait);
    }
}
